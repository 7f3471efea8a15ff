"""The rules: one file a rule, found by the registry."""
