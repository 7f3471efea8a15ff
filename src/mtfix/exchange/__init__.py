"""Glossary formats of other tools: one file a format."""
