"""Findings as text: a table for people, JSON, annotations of GitHub Actions, SARIF for code scanning."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

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


FORMATS: dict[str, Callable[[Sequence[Finding]], str]] = {"text": as_text, "json": as_json, "github": as_github, "sarif": as_sarif}
