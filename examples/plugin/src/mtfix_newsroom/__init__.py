"""A rule, a document format and a report of a newsroom, found by mtfix through entry points."""
