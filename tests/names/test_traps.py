"""What other tools get wrong with names: each row is a defect measured in one of them."""

from __future__ import annotations

import pytest

from mtfix.api import all_rules
from mtfix.engine import Engine
from mtfix.formats import text as plain
from mtfix.glossary.compile import compile_glossary
from mtfix.glossary.load import parse_glossary
from mtfix.matching.exact import Finder
from mtfix.model import Applicability, Result, Status
from mtfix.selection import Policy

KARABAKH = """
mtfix: 1
entries:
- preferred: Nagorno-Karabakh
  type: place
  variants: [Naka, Naqqa, naka region, a Naka, Karabakh]
"""


def run(text: str, glossary: str = KARABAKH) -> Result:
    rules = tuple(rule for rule in all_rules() if rule.name.partition(".")[0] in ("term", "title"))
    engine = Engine(rules, Finder((compile_glossary(parse_glossary(glossary, "g.yaml")),)))
    result = engine.run(plain.read(text.encode(), "a.txt"), plain.format, Policy(Applicability.safe))
    again = engine.run(plain.read(result.output, "a.txt"), plain.format, Policy(Applicability.safe))
    assert again.corrected == result.corrected, "a second run changes the text"
    return result


def fixed(text: str, glossary: str = KARABAKH) -> str:
    return run(text, glossary).output.decode()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nagorno-Karabakh is quiet.", "Nagorno-Karabakh is quiet."),
        ("Nagorno-Naka is quiet.", "Nagorno-Karabakh is quiet."),
        ("the naka region", "the Nagorno-Karabakh"),
        ("Naka, and the naka region", "Nagorno-Karabakh, and the Nagorno-Karabakh"),
        ("Naka's, Naqqa’s and Naqqa' too", "Nagorno-Karabakh's, Nagorno-Karabakh’s and Nagorno-Karabakh' too"),
        ("FIGHTING IN THE NAQQA AREA", "FIGHTING IN THE NAGORNO-KARABAKH AREA"),
        ("a Naqqa official", "a Nagorno-Karabakh official"),
        (
            "Naka-born, pro-Naqqa, Naka/Naqqa",
            "Nagorno-Karabakh-born, pro-Nagorno-Karabakh, Nagorno-Karabakh/Nagorno-Karabakh",
        ),
        ("_Naka_ and **Naqqa**", "_Nagorno-Karabakh_ and **Nagorno-Karabakh**"),
        ("Na\u00adka is hidden", "Nagorno-Karabakh is hidden"),
        ("\ufeffNaka\r\nNaqqa", "\ufeffNagorno-Karabakh\r\nNagorno-Karabakh"),
        ("Naka\u2028Naqqa", "Nagorno-Karabakh\u2028Nagorno-Karabakh"),
        ("Nakamura met Anaka.", "Nakamura met Anaka."),
        ("Naka地区", "Nagorno-Karabakh地区"),
        ("“Naka,” he said", "“Nagorno-Karabakh,” he said"),
    ],
)
def test_name_is_found_and_its_surroundings_are_kept(text: str, expected: str) -> None:
    assert fixed(text) == expected


@pytest.mark.parametrize(
    "untouched",
    [
        "https://news.example/2020/Naka?q=Naka#Naka",
        "www.example.org/Naka",
        "naka.example.com",
        "Naka@example.org",
        "@Naka",
        "#Naka",
        "Naka.html",
        "Naka_map_01.jpg",
        "`Naka`",
        '<img alt="Naka">',
        "Naka [sic]",
    ],
)
def test_addresses_handles_files_and_code_are_left_alone(untouched: str) -> None:
    text = f"See {untouched} for more."
    assert fixed(text) == text


@pytest.mark.parametrize("white", ["\n", "\r\n", "\u00a0", "  ", "\t", " \n "])
def test_any_white_space_inside_a_name_is_one_blank(white: str) -> None:
    glossary = "mtfix: 1\nentries:\n- {preferred: Pham Minh Chinh, type: person, variants: [Fan Mingzheng]}"
    assert fixed(f"Premier Fan{white}Mingzheng spoke.", glossary) == "Premier Pham Minh Chinh spoke."


def test_a_paragraph_end_parts_names() -> None:
    glossary = "mtfix: 1\nentries:\n- {preferred: Pham Minh Chinh, type: person, variants: [Fan Mingzheng]}"
    assert fixed("He met Fan\n\nMingzheng spoke.", glossary) == "He met Fan\n\nMingzheng spoke."


def test_a_longer_variant_does_not_hide_a_shorter_one_that_fits() -> None:
    glossary = "mtfix: 1\nentries:\n- {preferred: Kyiv, type: place, variants: [Kiev, Kiev Ob]}"
    assert fixed("Kiev Oblast and Kiev Ob", glossary) == "Kyiv Oblast and Kyiv"


def test_a_an_follows_the_new_word_and_only_next_to_an_edit() -> None:
    glossary = """
mtfix: 1
entries:
- {preferred: OSCE, type: organisation, variants: [European Security Organisation]}
- {preferred: United Nations, type: organisation, variants: [Organisation of Nations]}
"""
    text = "A European Security Organisation envoy, a hour late, met an Organisation of Nations envoy."
    assert fixed(text, glossary) == "An OSCE envoy, a hour late, met a United Nations envoy."


def test_growth_is_never_certain() -> None:
    returnees = "mtfix: 1\nentries:\n- {preferred: 2022 China Returnees, type: title, variants: [China Returnees]}"
    assert fixed("the 2022 China Returnees", returnees) == "the 2022 China Returnees"
    pham = "mtfix: 1\nentries:\n- {preferred: Pham Minh Chinh, type: person, variants: [Van Minh]}"
    result = run("Premier Van Minh Tri spoke.", pham)
    assert result.corrected == "Premier Van Minh Tri spoke."
    [judged] = result.findings
    assert judged.status is Status.offered
    assert judged.reason is not None
    assert "'Tri'" in judged.reason


def test_an_owner_before_a_person_is_no_part_of_the_name() -> None:
    glossary = "mtfix: 1\nentries:\n- {preferred: Ban Ki-moon, type: person, variants: [Pan Jiwen]}"
    assert fixed("He met South Korea's Pan Jiwen.", glossary) == "He met South Korea's Ban Ki-moon."


def test_a_full_stop_is_not_doubled() -> None:
    glossary = "mtfix: 1\nentries:\n- {preferred: Naka Corp., type: organisation, variants: [Nacca Company]}"
    assert fixed("He left Nacca Company. She left Nacca Company, too.", glossary) == (
        "He left Naka Corp. She left Naka Corp., too."
    )


def test_a_gloss_in_brackets_is_for_a_person_to_judge() -> None:
    result = run("Nagorno-Karabakh (Naka) is quiet.")
    assert result.corrected == "Nagorno-Karabakh (Naka) is quiet."
    assert [judged.status for judged in result.findings] == [Status.offered]


def test_the_article_goes_where_the_name_has_none() -> None:
    glossary = "mtfix: 1\nentries:\n- {preferred: Yonhap, type: work, article: none, variants: [Lianhe News]}"
    assert fixed("The Lianhe News reported it, and the Lianhe News.", glossary) == "Yonhap reported it, and Yonhap."


def test_names_match_by_case() -> None:
    glossary = "mtfix: 1\nentries:\n- {preferred: Jayant, type: organisation, variants: [Giant]}"
    assert fixed("Giant the firm left giant fingers.", glossary) == "Jayant the firm left giant fingers."


def test_chains_and_cycles_do_not_run() -> None:
    glossary = """
mtfix: 1
entries:
- {preferred: Bravo, type: place, variants: [Alpha]}
- {preferred: Charlie, type: place, variants: [Bravo]}
- {preferred: Alpha, type: place, variants: [Charlie]}
"""
    assert fixed("Alpha, Bravo and Charlie", glossary) == "Alpha, Bravo and Charlie"


def test_another_real_name_is_only_flagged() -> None:
    glossary = """
mtfix: 1
entries:
- preferred: Fumio Kishida
  type: person
  variants: [{text: Shinzo Abe, action: flag}]
"""
    result = run("Prime Minister Shinzo Abe spoke.", glossary)
    assert result.corrected == "Prime Minister Shinzo Abe spoke."
    assert [judged.status for judged in result.findings] == [Status.flagged]


def test_protected_concepts_are_left_alone() -> None:
    glossary = KARABAKH + "- {preferred: Naka Shrine, type: protected}\n"
    assert fixed("Naka Shrine is far from Naka.", glossary) == "Naka Shrine is far from Nagorno-Karabakh."


def test_conditions_gate_a_variant() -> None:
    glossary = """
mtfix: 1
entries:
- preferred: Nagorno-Karabakh
  type: place
  variants:
  - {text: Naka, when: {document_any: [Armenia], window_none: [Japan]}, otherwise: flag}
"""
    assert fixed("Armenia and Naka", glossary) == "Armenia and Nagorno-Karabakh"
    for text in ("Naka is far", "Armenia met Mr Naka of Japan"):
        result = run(text, glossary)
        assert result.corrected == text
        assert [judged.finding.rule for judged in result.findings] == ["term.suspect"]


def test_capitals_may_be_an_abbreviation() -> None:
    result = run("He works for the NAKA agency in Paris.")
    assert [judged.status for judged in result.findings] == [Status.offered]
