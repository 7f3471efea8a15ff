"""HTML elements by what they mean for running text, and how to recognise them.

Sources: the HTML standard's lists of phrasing content and of raw text elements.
"""

from __future__ import annotations

import re

from mtfix import lazy

# Their content is not prose, or must stay as it is.
OPAQUE = frozenset(
    "script style pre code kbd samp var tt textarea template math svg object iframe noscript canvas audio video"
    " select datalist xmp plaintext listing noframes noembed".split()
)
# Inside a paragraph these only dress the text: a name may be cut by them.
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite data del dfn em font i ins label mark nobr q rp rt ruby s small span strike"
    " strong sub sup time u wbr".split()
)
# Elements without an end tag.
VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
# What an HTML parser drops, so that words on both sides are one.
INVISIBLE = frozenset("wbr".split())

TAG = lazy.compile(r"<\s*(/?)\s*([A-Za-z][A-Za-z0-9:-]*)")
NO_TRANSLATION = lazy.compile(
    r"""\stranslate\s*=\s*["']?no\b|\sclass\s*=\s*["']?[^"'>]*\bnotranslate\b""", re.IGNORECASE
)
TRANSLATION = lazy.compile(r"""\stranslate\s*=\s*["']?yes\b""", re.IGNORECASE)
