"""Chinese turned into English word by word.

## What it does
Finds renderings that are literal and mislead: "public number" for 公众号, "bring goods" for 带货, "on the 11th news",
"and other 15 items".
On copy whose source language is not known, only those run that no English text would have.

## Why it matters
The words are English and the reader still cannot know what is meant.

## Example
"The public number was deleted by the firm."

## Fix safety
None is offered: the message says what is meant, and the sentence often has to be rebuilt around it.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix import lazy
from mtfix.matching.context import Context
from mtfix.model import Document, ErrorType, Example, Finding, Rule, Severity, Span
from mtfix.text.flagging import flag_span

# Letters of which each match has some, what stands in the copy, the Chinese behind it, what it means, and how sure the
# reading is.
_LITERAL = (
    ("public number",
     r"public numbers?\b(?! of)",
     "公众号", "official account", 0.6),
    ("small program",
     r"small programs?",
     "小程序", "mini-program", 0.5),
    ("net red|network red",
     r"(?:net|network|internet) reds?\b",
     "网红", "internet celebrity", 0.7),
    (" goods",
     r"(?:bring(?:s|ing)?|carry(?:ing)?|brought|take|with) goods\b(?! (?:and|or|from|to|worth|for|in|that"
     r"|out)|[,.;])",
     "带货", "sell through live streams", 0.6),
    ("trembl|shake |shaking ",
     r"(?:trembl|shak)(?:e|ing) (?:sound|voice|account|tone)s?",
     "抖音", "Douyin", 0.7),
    ("fast hand",
     r"fast hand\b",
     "快手", "Kuaishou", 0.6),
    ("person time|person-time|man time|man-time|people time|people-time|passenger time|passenger-time",
     r"(?:person|man|people|passenger)[- ]times?\b",
     "人次", "visits or passengers", 0.6),
    (" leek",
     r"(?:cut(?:ting)?|harvest(?:ing)?) (?:the )?leeks?\b",
     "割韭菜", "fleece small investors", 0.7),
    ("melon",
     r"(?:melon[- ]eating|eat(?:ing)? melons?) (?:masses|crowd|people|netizens)",
     "吃瓜群众", "onlookers", 0.7),
    (" the pot",
     r"(?:throw|shake|toss)(?:ing)? (?:off )?the pot\b",
     "甩锅", "pass the buck", 0.6),
    (" pot",
     r"(?:back|carry)(?:ing)? the (?:black )?pot\b",
     "背锅", "take the blame", 0.6),
    ("little fresh meat",
     r"little fresh meat\b",
     "小鲜肉", "young male idol", 0.6),
    (" grass",
     r"plant(?:ing)? grass\b(?= (?:for|on|notes|list))",
     "种草", "recommend a product", 0.6),
    ("five officials",
     r"five officials\b",
     "五官", "facial features", 0.8),
    ("0 girl|0 boy|0 generation|0 young people|0\" |0” |0' ",
     r"[\"“']?[5-9]0[\"”']? (?:girls?|boys?|generation|young people)\b",
     "90后", "born after 1990", 0.6),
    ("0s|after-",
     r"after[- ][5-9]0s\b|after-[5-9]0\b",
     "90后", "born after 1990", 0.6),
    ("people mountain people sea",
     r"people mountain people sea\b",
     "人山人海", "huge crowds", 0.9),
    ("one dragon |one-dragon ",
     r"one[- ]dragon (?:service|line)\b",
     "一条龙", "one-stop service", 0.7),
    ("green road",
     r"green road\b",
     "绿色通道", "fast track", 0.4),
    ("double harvest|double win",
     r"double (?:harvest|win-win)\b",
     "双丰收", "success on both sides", 0.4),
    ("t news|d news|h news|t report|d report|h report",
     r"[Oo]n the \d+(?:st|nd|rd|th) (?:news|report)\b",
     "11日消息", "reported on the 11th", 0.8),
    (" introduction",
     r"[Aa]ccording to (?:the |his |her |its )?introductions?\b",
     "据介绍", "it is said, or: X said", 0.6),
    ("and other |such as other ",
     r"(?:and|such as) other (?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten) [a-z]+",
     "等15个", "15 ... in all, including", 0.6),
    (" as follows|the details are following",
     r"detailed? as follows\b|the details are following\b",
     "具体如下", "the details are:", 0.4),
    ("the first is to ",
     r"the first is to [^.;]{5,80}[;,] (?:and )?the second is to\b",
     "一是……二是", "first, ...; second, ...", 0.3),
    ("(reporter|(Reporter|(our |(the ",
     r"(?:[Tt]his|[Oo]ur) (?:news|website|network|newspaper)(?: news| reporter)? \((?:our |the )?[Rr]eporters?\b",
     "本报讯（记者", "drop: a byline of the paper", 0.8),
)  # fmt: skip
_EACH = tuple(
    (keys.split("|"), lazy.compile(pattern), chinese, meaning, score)
    for keys, pattern, chinese, meaning, score in _LITERAL
)
_UNMISTAKABLE = 0.6  # a score that English copy of unknown origin does not reach by chance


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each literal rendering."""
    least = 0 if context.source_language else _UNMISTAKABLE
    for keys, pattern, chinese, meaning, score in _EACH:
        for tagged in context.having(*keys) if score >= least else ():
            base = tagged.sentence.span.start
            for match in pattern.finditer(tagged.text):
                if tagged.text[match.start() - 1 : match.start()].isalnum():
                    continue  # a part of a longer word
                span = Span(base + match.start(), base + match.end())
                message = f"a literal rendering, perhaps of {chinese} ({meaning})"
                yield flag_span(rule, tagged, span, message, score)


rule = Rule(
    name="garble.calque-zh",
    summary="Chinese turned into English word by word",
    error_type=ErrorType.accuracy_mistranslation,
    severity=Severity.minor,
    check=check,
    explanation=__doc__,
    languages=("zh",),
    examples=(
        Example("The public number was deleted by the firm.", flagged=("public number",)),
        Example("The port handled 3,000 person-times, as stated on the 11th news.",
                flagged=("person-times", "on the 11th news")),
    ),
    counterexamples=(
        Example("A public number of people came with goods for sale. He will bring goods and tools. Last week,"
        " it rained."),
    ),
)  # fmt: skip
