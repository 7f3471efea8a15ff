"""What a word may be in a sentence: one letter a word, from a compact English lexicon.

The letters (word classes; an ambiguous word has a letter of its own, so that patterns over a sentence's letters can
treat it with care):

    open classes                                    closed classes
    N  noun                    S  plural noun       d  article, possessive      q  this, some, many, her ...
    J  adjective               Y  adjective or verb T  that                     o  me, him, themselves ...
    C  comparative             A  adverb            r  I, he, they, there ...   R  he's, they'll, let's ...
    x  noun, seldom a verb     v  verb or noun      p  preposition              t  to
    V  verb only               z  third person      c  and, or, but             s  because, if, while ...
    Z  plural or third person  D  past (went)       w  who, which, how ...      m  will, can, must ...
    E  past or participle      e  participle only   b  is, were                 i  be, been, being
    F  participle as adjective I  put, cut, read    h  have, has, had           k  do, does, did
    G  -ing form               g  -ing, mostly noun n  not, never               #  number
                                                    U  not an English word

The word list `lexicon.txt` is made by ``scripts/make_lexicon.py`` from SCOWL (Kevin Atkinson and others), the
SPECIALIST lexicon's inflections (US National Library of Medicine, as packed by LemmInflect) and the lexicon of Brill's
tagger (MIT and University of Pennsylvania); words that `derived` finds by itself are left out of it.
"""

from __future__ import annotations

import functools
import itertools
import pkgutil
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping

UNKNOWN = "U"

_CLOSED_CLASSES = {
    "d": "a an the my your our their its his every",
    "q": """this these those some any each all both many few several another most more such much no neither either
    enough half less least other one her""",
    "T": "that",
    "o": "me him us them himself herself itself themselves myself yourself yourselves ourselves oneself",
    "r": "i he she we they it you there everyone everybody someone somebody anyone anybody nobody nothing something",
    "p": """of in on at by for with from into onto upon about above across after against along amid among amongst
    around as before behind below beneath beside besides between beyond despite down during except inside like near
    off out outside over past per since than through throughout till toward towards under underneath unlike until up
    via within without versus worth amidst aboard alongside concerning regarding including following""",
    "t": "to",
    "c": "and or but nor & plus",
    "s": "because although though if unless while whereas whether lest whenever wherever so albeit",
    "w": "who whom whose which what when where why how whatever whoever whichever however",
    "m": """can could will would shall should may might must cannot ought can't couldn't won't wouldn't shan't
    shouldn't mightn't mustn't needn't""",
    "b": "is are was were am isn't aren't wasn't weren't ain't",
    "i": "be been being",
    "h": "have has had haven't hasn't hadn't",
    "k": "do does did don't doesn't didn't",
    "n": "not never n't",
    "A": """also too very then now here just only even still yet already again ever often always soon once twice thus
    hence therefore moreover meanwhile instead perhaps maybe almost nearly quite rather indeed else away back together
    ahead apart forth abroad yesterday today tomorrow tonight please yes etc ok okay oh ah hey hi hello ago pm""",
    "#": """two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion trillion
    dozen zero""",
    "G": "having",
    "J": "first second third last next",
    "V": "let",
    "v": "need",
    "R": "let's",
}
# Parts of foreign phrases that English copy uses in small letters.
LOANS = """
majeure facto jure blanche laissez faire raison etre bona fide fides quid pro quo hoc capita persona non grata habeas
corpus ipso prima facie generis mea culpa modus operandi vivendi alma mater magna carta curriculum vitae rigor mortis
deja vu coup tat detente rapprochement communique charge affaires agrement demarche aide memoire entente cordiale
zeitgeist realpolitik schadenfreude weltanschauung wunderkind kindergarten angst ersatz blitzkrieg anschluss ostpolitik
aficionado cordillera mestizo favela lusophone francophone anglophone sinophone russophone ylang cous beri agar
vox populi cui bono post mortem ante meridiem ibid passim sic circa versus bis annus horribilis mirabilis
sotto voce dolce vita paparazzi commedia prosciutto mozzarella tiramisu al dente pas ami noblesse oblige
hors oeuvre haute couture cuisine nouvelle vague noir auteur cri coeur enfant terrible idee fixe joie vivre mot juste
par excellence tour piece resistance poste restante sang froid savoir trompe oeil volte face
""".strip()
# Words of the news that the sources of the list do not have yet.
RECENT = """
app apps telecom telecoms chatbot com deepfake netizen andrological tech crypto stablecoin vlog vlogger emoji hashtag
livestream selfie smartphone blockchain podcast paywall ransomware malware startup unicorn fintech edtech biotech
agritech ebook esports vape vaping drone lockdown superspreader coronavirus covid intifada jihadi jihadist sharia
hijab niqab burqa halal hajj fatwa imam mullah yuan renminbi kuai hukou guanxi wushu qigong taikonaut cosmonaut
siloviki oligarchy dacha perestroika glasnost tsunami karaoke manga anime sushi sashimi ramen kimchi tofu dim sum wok
tai chi feng shui yoga kebab falafel hummus kosher barista latte espresso cappuccino meme influencer clickbait binge
binged unfriend photobomb geotag geofence biometrics nanobot neobank greenwash greenwashing decarbonise decarbonize
decarbonisation decarbonization microplastic microplastics megacity megacities metaverse multicloud hyperscale
hypersonic rollout rollouts pushback walkback reopen reopening workaround workarounds telehealth telework teleworking
paceman pacemen seamer seamers tailender tailenders legspinner offspinner googly doosra beamer nightwatchman flyhalf
scrumhalf midcourt goalkicker goalkicking footy standover gigabit terabyte petabyte exabyte uplink downlink
touchscreen ecommerce cosplay cosplayer bitcoin bitcoins
drawdown roadmap wellbeing cafe wifi webmail strawman narcotrafficker speakership disempowerment donut droid regexp
backport subnet diff sysadmin ebike nearshoring onshoring chipmaker drugmaker denuclearization denuclearisation
gamification proteomics electrolyser electrolyzer wargame warfighter knifeman hitmen narco incel vaxxer doxxing
smishing altcoin mooc esport speedrun acai kombucha plogging overtourism busway maglev cyber duplicative
governmentwide allocative recallable antivax paywalled
""".strip()
_CLITICS = {"'s": "R", "'re": "R", "'ve": "R", "'ll": "R", "'d": "R", "'m": "R"}
_PREFIXES = frozenset((
    "anti", "auto", "bio", "co", "counter", "cross", "cyber", "de", "dis", "eco", "electro", "ex", "extra",
    "fore", "geo", "hetero", "homo", "hydro", "hyper", "im", "in", "inter", "intra", "iso", "macro", "mega",
    "meso", "meta", "micro", "mid", "mini", "mis", "mono", "multi", "nano", "neo", "neuro", "non", "out",
    "over", "para", "petro", "photo", "poly", "post", "pre", "pro", "proto", "pseudo", "psycho", "quasi", "re",
    "semi", "socio", "sub", "super", "techno", "tele", "thermo", "trans", "tri", "ultra", "un", "under", "uni",
    "up",
))  # fmt: skip
_PLURAL = {"N": "S", "x": "Z", "v": "z", "V": "z", "Y": "Z", "g": "S", "C": "S", "J": "S"}
_VERBS = frozenset("VvxY")
# A suffix, what it may stand on, and the class it makes.
_SUFFIXES = (
    ("ly", frozenset("JFYGgEeCNx"), "A"),
    ("ness", frozenset("JFYEGgN"), "N"),
    ("less", frozenset("NxvV"), "J"),
    ("like", frozenset("NxvV"), "J"),
    ("ship", frozenset("NxvJ"), "N"),
    ("hood", frozenset("NxvJ"), "N"),
    ("ful", frozenset("NxvV"), "J"),
    ("able", frozenset("VvxN"), "J"),
    ("ism", frozenset("JNx"), "N"),
    ("ist", frozenset("JNx"), "N"),
    ("ity", frozenset("J"), "N"),
    ("ment", frozenset("Vvx"), "N"),
    ("ization", frozenset("JN"), "N"),
    ("isation", frozenset("JN"), "N"),
    ("ize", frozenset("JN"), "V"),
    ("ise", frozenset("JN"), "V"),
    ("er", frozenset("VvxNYJ"), "N"),
    ("or", frozenset("Vvx"), "N"),
    ("est", frozenset("JY"), "J"),
    ("wise", frozenset("Nx"), "A"),
    ("fold", frozenset("#"), "A"),
    ("y", frozenset("Nx"), "J"),
)
_SUFFIXED = tuple(ending for ending, *_ in _SUFFIXES)


def _closed() -> Iterator[tuple[str, str]]:
    for letter, words in _CLOSED_CLASSES.items():
        for word in words.split():
            yield word, letter
    for word in "i he she we they it you there that who what where how here this".split():
        for clitic, letter in _CLITICS.items():
            yield word + clitic, letter


CLOSED: Mapping[str, str] = dict(_closed())


# A line of the list holds the words that begin with the same four letters.
OPENING = 4


@functools.cache
def _lines() -> list[str]:
    """The lines of the list, in order: an opening, and for each class its letter and words, parted by bars."""
    _, _, words = (pkgutil.get_data("mtfix.text", "lexicon.txt") or b"").decode("ascii").partition("\n\n")
    return words.splitlines()


def _words(line: str) -> Iterator[tuple[str, str]]:
    for part in line.partition(" ")[2].split("|"):
        letter, *words = part.split()
        yield from zip(words, itertools.repeat(letter))


@functools.lru_cache(maxsize=1 << 15)
def _beginning(opening: str) -> dict[str, str]:
    """The listed words that begin so; an article has some hundred words, and to read all sixty thousand takes 15 ms."""
    lines, opening = _lines(), f"{opening} "
    at = bisect_left(lines, opening)
    return dict(_words(lines[at])) if at < len(lines) and lines[at].startswith(opening) else {}


def listed(word: str) -> str:
    """The class of a word that is listed itself, else ""."""
    return CLOSED.get(word) or _beginning(word[:OPENING]).get(word, "")


def table() -> dict[str, str]:
    """Every listed word with its class."""
    return dict(itertools.chain(itertools.chain.from_iterable(map(_words, _lines())), CLOSED.items()))


# No English word is longer; to try all parts of a word of a million letters would take minutes.
_LONGEST = 45


@functools.lru_cache(maxsize=1 << 16)
def word_class(word: str) -> str:
    """The class of a lower-case word with straight apostrophes; `UNKNOWN` when English has no such word."""
    return listed(word) or derived(word, listed) or UNKNOWN


def is_listed(word: str) -> bool:
    """Whether the word is listed or made from a listed one; two words written as one are not enough."""
    return bool(listed(word) or derived(word, listed, joined=False))


def derived(word: str, listed: Callable[[str], str], *, joined: bool = True) -> str:
    """The class of a word that is made from a listed one by inflection, suffix, prefix or joining; else ""."""
    if len(word) > _LONGEST:
        return ""
    made = _inflected(word, listed) or _suffixed(word, listed) or _prefixed(word, listed)
    return made or (_joined(word, listed) if joined else "")


def _inflected(word: str, listed: Callable[[str], str]) -> str:
    if word.endswith("s") and not word.endswith("ss"):
        for stem in _stems(word, "s", ("es", ""), ("ies", "y")):
            if letter := _PLURAL.get(listed(stem)):
                return letter
    if word.endswith("ed") and any(listed(stem) in _VERBS for stem in _verb_stems(word, "ed")):
        return "E"
    if word.endswith("ing") and any(listed(stem) in _VERBS for stem in _verb_stems(word, "ing")):
        return "G"
    return ""


def _stems(word: str, ending: str, *rewrites: tuple[str, str]) -> Iterator[str]:
    yield word.removesuffix(ending)
    for tail, instead in rewrites:
        if word.endswith(tail):
            yield word.removesuffix(tail) + instead


def _verb_stems(word: str, ending: str) -> Iterator[str]:
    stem = word.removesuffix(ending)
    yield stem + "e"
    yield stem
    if len(stem) > 3 and stem[-1] == stem[-2]:
        yield stem[:-1]
    if ending == "ed" and stem.endswith("i"):
        yield stem[:-1] + "y"


def _suffixed(word: str, listed: Callable[[str], str]) -> str:
    if not word.endswith(_SUFFIXED):
        return ""
    for ending, bases, letter in _SUFFIXES:
        if not word.endswith(ending):
            continue
        stem = word.removesuffix(ending)
        candidates = (stem, stem + "e", stem[:-1] + "y" if stem.endswith("i") else stem + "le", stem + "y")
        if len(stem) > 2 and any(listed(base) in bases for base in candidates if base):
            return letter
    return ""


def _prefixed(word: str, listed: Callable[[str], str]) -> str:
    for length in (2, 3, 4, 5, 6, 7):
        rest = word[length:]
        if len(rest) < 4:
            return ""
        if word[:length] in _PREFIXES and (letter := listed(rest) or _inflected(rest, listed)):
            return letter
    return ""


def _joined(word: str, listed: Callable[[str], str]) -> str:
    """Two listed words written as one: livestream, smartwatch, firepower."""
    for cut in range(4 if len(word) < 8 else 3, len(word) - 3):
        head, rest = word[:cut], word[cut:]
        if (listed(head) or UNKNOWN) in "NxvJVY" and (letter := listed(rest) or _inflected(rest, listed)):
            return letter if letter in "NSxZvVzEGgJY" else ""
    return ""
