"""Every rule's cases: markup in, blocks out, as data in `fixtures/rules/`."""

from __future__ import annotations

import pytest

from embedkit.lines import block_line
from embedkit.models import ROLES
from embedkit.parse import parse
from embedkit.rules import HTML
from tests.cases import FIXTURES, Case, folder

CASES = folder("rules")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.where} {case.name}")
def test_case(case: Case) -> None:
    """Each case's markup gives exactly its lines."""
    roles = ROLES if "(all roles)" in case.name else ("lead", "body", "related")
    found = parse(case.source, base_url="https://news.test/story", format="html", roles=roles)
    assert "\n".join(map(block_line, found)) == case.expected


@pytest.mark.parametrize("rule", [rule.name for rule in HTML])
def test_rule_has_cases(rule: str) -> None:
    """Each rule has a file of cases of its own name."""
    assert (FIXTURES / "rules" / f"{rule}.txt").is_file(), f"write fixtures/rules/{rule}.txt"


def test_names_are_unique() -> None:
    """No two rules share a name: a block tells which rule found it."""
    names = [rule.name for rule in HTML]
    assert len(names) == len(set(names))
