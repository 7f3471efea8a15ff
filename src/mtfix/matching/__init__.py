"""Find the concepts of a glossary in a document."""
