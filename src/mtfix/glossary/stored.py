"""Concepts as a compiled glossary keeps them: short JSON in which what is default is left out.

Tests are not kept: they are read from the YAML.
"""

from __future__ import annotations

import functools

from msgspec import json, structs

from mtfix.glossary.model import Concept, Condition


def dump_concept(concept: Concept) -> bytes:
    """A concept as JSON."""
    return _encoder().encode(structs.replace(concept, tests=(), glossary=""))


def load_concept(body: bytes, glossary: str) -> Concept:
    """The concept that `dump_concept` wrote; `glossary` is the path of its YAML."""
    return structs.replace(_decoder().decode(body), glossary=glossary)


def dump_condition(condition: Condition | None) -> bytes:
    """The gate of a file as JSON."""
    return _encoder().encode(condition)


def load_condition(body: bytes) -> Condition | None:
    """The condition that `dump_condition` wrote."""
    return json.decode(body, type=Condition | None)


@functools.cache
def _encoder() -> json.Encoder:
    return json.Encoder()


@functools.cache
def _decoder() -> json.Decoder[Concept]:
    return json.Decoder(Concept)
