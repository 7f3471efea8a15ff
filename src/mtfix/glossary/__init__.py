"""Glossaries: what they say, how they are read, compiled, checked and tested."""
