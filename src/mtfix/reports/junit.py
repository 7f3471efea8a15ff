"""JUnit XML: an article is a suite, a finding a case; it fails when it stands and reaches the gate (`--fail-on`).

A fixed finding is a case that passes, an ignored one is skipped, and an article without findings is one that passes.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix.model import Renderer, RenderOptions, Report, Result, Status
from mtfix.summary import Located, located
from mtfix.text.visible import visible, xml_text


def render(report: Report, options: RenderOptions) -> str:
    """The suites of all articles; durations are 0: a run is not timed by article."""
    suites: list[str] = []
    tests = failures = skipped = 0
    stamp = f' timestamp="{options.date.rstrip("Z")}"' if options.date else ""
    for result in report.results:
        cases = [_case(one, report) for one in located(result)] or [_clean(result)]
        failed, left_out = sum("<failure" in case for case in cases), sum("<skipped" in case for case in cases)
        counts = _counts(result.document.path, len(cases), failed, left_out) + stamp
        suites += [f"  <testsuite {counts}>", *cases, "  </testsuite>"]
        tests, failures, skipped = tests + len(cases), failures + failed, skipped + left_out
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<testsuites {_counts('mtfix', tests, failures, skipped)}>"]
    return "\n".join([*lines, *suites, "</testsuites>"]) + "\n"


def _counts(name: str, tests: int, failures: int, skipped: int) -> str:
    return f'name="{xml_text(name)}" tests="{tests}" failures="{failures}" errors="0" skipped="{skipped}" time="0"'


def _clean(result: Result) -> str:
    path = xml_text(result.document.path)
    return f'    <testcase classname="{path}" name="no findings" file="{path}" time="0"/>'


def _case(one: Located, report: Report) -> str:
    finding, place, path = one.finding, one.place, xml_text(one.path)
    name = xml_text(f"{finding.rule} at {place.line}:{place.column}: {finding.message}")
    head = f'    <testcase classname="{path}" name="{name}" file="{path}" line="{place.line}" time="0"'
    if one.judged.status is Status.applied:
        return f"{head}/>"
    if one.judged.status is Status.ignored:
        return f'{head}><skipped message="{xml_text(one.judged.reason or "ignored")}"/></testcase>'
    details = "\n".join(map(xml_text, _details(one)))
    if finding.severity < report.fail_on:
        return f"{head}><system-out>{details}</system-out></testcase>"
    failure = f'<failure type="{finding.severity}" message="{xml_text(finding.message)}">{details}</failure>'
    return f"{head}>{failure}</testcase>"


def _details(one: Located) -> Iterator[str]:
    yield f"{one.path}:{one.place.line}:{one.place.column}: {one.finding.severity} {one.finding.rule}"
    yield f"text: {visible(one.place.text)}"
    yield from (remedy.fix.title for remedy in one.remedies)
    yield from one.finding.evidence


renderer = Renderer(
    name="junit",
    suffixes=(".junit.xml",),
    render=render,
    summary="JUnit XML: a finding at or above the gate is a failed case",
)
