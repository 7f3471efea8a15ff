"""A variant that reads like the name of a Chinese person.

## What it does
Tells of a variant without a condition, of something other than a person, that is a common Chinese surname and one or
two syllables in pinyin.

## Why it matters
Machines spell what they cannot translate: 中石化 becomes "Zhong Shihua", 非盟 "Fei Meng". People are called so too.

## Example
"Zhong Shihua" as a variant of "Sinopec": "Zhong Shihua, a teacher" would become "Sinopec, a teacher".

## Fix safety
No fix: write `action: suggest`, or a `when` such as `source_any` with the form of the original.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix import lazy
from mtfix.glossary.model import Action, ConceptType
from mtfix.glossary.survey import HEAD, Check, Defect, Survey
from mtfix.glossary.translit import is_pinyin
from mtfix.model import Example, Severity

# The two hundred commonest surnames of China (Ministry of Public Security, reports on names 2019 and 2020), in pinyin.
_SURNAMES = frozenset(
    """ai an bai bao bi bian bo cai cao cen chai chang che chen cheng chi chu cui dai deng ding dong dou du duan
    fan fang fei feng fu gan gao ge geng gong gu guan gui guo han hao he hong hou hu hua huang huo ji jia jian
    jiang jiao jin jing ju kang ke kong kuang lai lan lang lei leng li lian liang liao lin ling liu long lou lu
    luo lv ma man mao mei meng mi miao min mo mou mu na ni nie ning niu ou ouyang pan pang pei peng pi pu qi
    qian qiao qin qiu qu quan ran ren rong ruan sang sha shan shang shao shen sheng shi shu si song su sui sun
    tai tan tang tao teng tian tong tu wan wang wei wen weng wu xi xia xiang xiao xie xin xing xiong xu xuan xue
    yan yang yao ye yi yin ying you yu yuan yue yun zang zeng zha zhai zhan zhang zhao zhen zheng zhi zhong zhou
    zhu zhuang zhuo zong zou zu zuo""".split()
)
_VOWELS = lazy.compile("[aeiouv]+")
_MOST = 2  # syllables of a given name


def find(survey: Survey) -> Iterator[Defect]:
    """One defect for each such variant."""
    for use in survey.variants:
        if use.concept.type is ConceptType.person or use.term.action is not Action.fix or use.guarded:
            continue
        if _is_name(use.text):
            yield survey.defect(
                use,
                f"{use.text!r} reads like the name of a person. Write 'action: suggest', or say with 'when' where it "
                f"stands for {use.concept.preferred.text!r}.",
            )


def _is_name(text: str) -> bool:
    """Whether a text is a surname and a given name, each with a capital."""
    surname, *given = text.split(" ")
    if not given or surname.lower() not in _SURNAMES or not all(word[:1].isupper() for word in (surname, *given)):
        return False
    rest = "".join(given).lower()
    return is_pinyin(rest) and len(_VOWELS.findall(rest)) <= _MOST


check = Check(
    name="glossary.personal-name",
    summary="a variant that reads like the name of a Chinese person",
    severity=Severity.minor,
    find=find,
    explanation=__doc__,
    examples=(
        Example(HEAD + "- {preferred: Sinopec, variants: [Zhong Shihua, Zhongshihua]}\n", ("Zhong Shihua",)),
        Example(HEAD + "- {preferred: African Union, variants: [Fei Meng, Fei Meng Group]}\n", ("Fei Meng",)),
    ),
    counterexamples=(
        Example(HEAD + "- {preferred: Zheng Yonggang, type: person, variants: [Zhen Yonggang]}\n"),
        Example(
            HEAD + "- preferred: Sinopec\n"
            "  variants: [{text: Zhong Shihua, when: {source_any: [中石化]}}, {text: Zhong Shi Hua, action: suggest}]\n"
        ),
    ),
)
