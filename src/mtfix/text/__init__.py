"""Sentences, words, casing and what must never be touched."""
