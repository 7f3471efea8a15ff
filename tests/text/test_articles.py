"""The indefinite article goes by sound."""

from __future__ import annotations

import pytest

from mtfix.text.articles import article_for

RIGHT = """
a European; a one-off; a Ukrainian; a U-turn; a university; a Ugandan; a NATO member; a US envoy; a UN body; a UAE firm;
a Uighur; a Huawei phone; a hotel; a Type 055 destroyer; a 100-year plan; a 1,100-km road; a user; a unit; a euro;
an hour; an honest man; an heir; an FBI agent; an SMS; an H-6; an F-16; an S-400; an 8 per cent rise; an 11th hour;
an 18-year-old; an Armenian; an Azerbaijani; an uninteresting talk; an unmanned drone; an umbrella; an NHK report;
an RFI reporter; an OSCE envoy; an Iranian; an uprising; an urgent call
"""


@pytest.mark.parametrize("right", [" ".join(one.split()) for one in RIGHT.split(";")])
def test_article(right: str) -> None:
    article, word = right.split(" ", 1)
    assert article_for(word, "a") == article
    assert article_for(word, "An") == article.capitalize()
