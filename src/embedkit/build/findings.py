"""Findings as text: a table for people, JSON, annotations of GitHub Actions, reports of GitLab, SARIF for code scanning, JUnit."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from importlib.metadata import version
from pathlib import PurePath
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

from rich.console import Console
from rich.table import Table

from embedkit.build.checking import Finding
from embedkit.problems import explanations

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def as_text(findings: Sequence[Finding]) -> str:
    """A table, one row a finding; empty without one."""
    if not findings:
        return ""
    table = Table("where", "level", "code", "what", "address", box=None, pad_edge=False)
    for found in findings:
        table.add_row(f"{found.source}:{found.line}:{found.column}", found.level, found.code, f"{found.name}: {found.message}", found.url)
    # Markup is off: a title may hold brackets. Wide: what a pipe cuts is lost.
    console = Console(markup=False, highlight=False, emoji=False, width=None if Console().is_terminal else 240)
    with console.capture() as captured:
        console.print(table)
    return "\n".join(line.rstrip() for line in captured.get().splitlines())


def as_json(findings: Sequence[Finding]) -> str:
    """A list of objects with the fields of `Finding`."""
    return json.dumps([found._asdict() for found in findings], ensure_ascii=False, indent=1)


def as_github(findings: Sequence[Finding]) -> str:
    """Workflow commands: `::error file=…,line=…,col=…,title=…::message` (GitHub Docs, "Workflow commands for GitHub Actions")."""
    return "\n".join(
        f"::{_COMMANDS[f.level]} file={_property(f.source)},line={f.line},col={f.column},title={_property(f'{f.code} {f.name}')}::{_data(f'{f.message} ({f.url})')}"
        for f in findings
    )


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_sarif(findings: Sequence[Finding]) -> str:
    """A SARIF 2.1.0 log with one run (OASIS, sections 3.13 to 3.30)."""
    driver = {"name": "embedkit", "version": version("embedkit-media"), "rules": _rules(findings)}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": [_result(found) for found in findings]}
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1)


def _rules(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    used = {found.code for found in findings}
    return [
        {"id": told.code, "name": told.name, "shortDescription": {"text": told.message}, "help": {"text": told.advice.replace("`", "")}}
        for told in explanations()
        if told.code in used
    ]


def _result(found: Finding) -> dict[str, Any]:
    region: dict[str, Any] = {"startLine": found.line, "startColumn": found.column}
    if found.span is not None:
        region |= {"charOffset": found.span[0], "charLength": found.span[1] - found.span[0]}
    place = {"artifactLocation": {"uri": quote(PurePath(found.source).as_posix())}, "region": region}
    return {
        "ruleId": found.code,
        "level": found.level,
        "message": {"text": f"{found.message} ({found.url})"},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"embed/v1": f"{found.code} {found.url}"},
    }


_SEVERITIES = {"error": "major", "warning": "minor", "note": "info"}


def as_gitlab(findings: Sequence[Finding]) -> str:
    """A Code Quality report (GitLab Docs, "Code Quality report format"): an array, each with a fingerprint that outlives other lines."""
    rows = [
        {
            "description": f"{found.message} ({found.url})",
            "check_name": f"{found.code} {found.name}",
            "fingerprint": sha256(f"{found.code} {found.source} {found.url} {number}".encode()).hexdigest(),
            "severity": _SEVERITIES[found.level],
            "location": {"path": PurePath(found.source).as_posix(), "lines": {"begin": found.line}},
        }
        for found, number in _numbered(findings)
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1)


def _numbered(findings: Sequence[Finding]) -> Iterator[tuple[Finding, int]]:
    """Each finding, and which of its like it is: one video twice in an article gives two fingerprints."""
    seen: Counter[tuple[str, str, str]] = Counter()
    for found in findings:
        seen[found.code, found.source, found.url] += 1
        yield found, seen[found.code, found.source, found.url]


def as_junit(findings: Sequence[Finding]) -> str:
    """JUnit XML: one test case a document that has findings; errors and warnings fail it, notes are its output."""
    suite = ElementTree.Element("testsuite", name="embedkit")
    by_source: dict[str, list[Finding]] = {}
    for found in findings:
        by_source.setdefault(found.source, []).append(found)
    for source, own in by_source.items():
        case = ElementTree.SubElement(suite, "testcase", classname="embedkit", name=_xml(source))
        failing = [found for found in own if found.level != "note"]
        if failing:
            ElementTree.SubElement(case, "failure", message=_xml(failing[0].message), type=failing[0].code).text = _lines(failing)
        if told := [found for found in own if found.level == "note"]:
            ElementTree.SubElement(case, "system-out").text = _lines(told)
    suite.set("tests", str(len(suite)))
    suite.set("failures", str(len(suite.findall("testcase/failure"))))
    return ElementTree.tostring(suite, encoding="unicode", xml_declaration=True)


def _lines(findings: Sequence[Finding]) -> str:
    return _xml("\n".join(f"{found.source}:{found.line}:{found.column}: {found.code} {found.message} ({found.url})" for found in findings))


def _xml(text: str) -> str:
    """Text without what XML 1.0 cannot hold (section 2.2)."""
    return re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)


def as_step_summary(findings: Sequence[Finding], heading: str) -> str:
    """Markdown for the page of a workflow run (GitHub Docs, "Adding a job summary"): a heading, and a table of what is wrong."""
    rows = [f"| {_cell(f'{f.source}:{f.line}')} | {f.level} | {f.code} | {_cell(f.message)} | {_cell(f.url)} |" for f in findings[:_ROWS]]
    table = ["", "| where | level | code | what | address |", "|---|---|---|---|---|", *rows] if rows else []
    more = ["", f"and {len(findings) - _ROWS} more"] if len(findings) > _ROWS else []
    return "\n".join([f"### {heading}", *table, *more, ""])


_ROWS = 200


def _cell(text: str) -> str:
    """Text that neither ends its cell nor becomes markup."""
    return re.sub(r"([\\`*_\[\]<>|#~])", r"\\\1", " ".join(text.split()))


FORMATS: dict[str, Callable[[Sequence[Finding]], str]] = {"text": as_text, "json": as_json, "github": as_github, "gitlab": as_gitlab, "sarif": as_sarif,
                                                          "junit": as_junit}  # fmt: skip
