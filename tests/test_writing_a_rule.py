"""docs/writing-a-rule.md is true: its page, its explanations, its cases, its rule and its profile are run here."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from embedkit import explain, parse
from embedkit.explaining import REASONS
from embedkit.explaining.words import told
from embedkit.lines import block_line
from embedkit.profiles import profile_of
from embedkit.rules import HTML, Rules
from tests.cases import read

TEXT = (Path(__file__).parent.parent / "docs" / "writing-a-rule.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", TEXT, re.S | re.M)
(PAGE,) = [body for kind, body in BLOCKS if kind == "html"]
(CODE,) = [body for kind, body in BLOCKS if kind == "python"]
(PROFILE,) = [body for kind, body in BLOCKS if kind == "toml"]
BEFORE, CASES, AFTER = [body for kind, body in BLOCKS if kind == "text"]


@pytest.fixture(scope="module")
def rules() -> Rules:
    """The rules with the example's in its place."""
    made: dict[str, Any] = {}
    exec(compile(CODE, "acme.py", "exec"), made)  # noqa: S102 - our own text
    return Rules(html=(made["RULE"], *HTML))


def test_the_explanation_before_is_what_is_printed() -> None:
    """Without the rule the page's player is refused as the document says."""
    assert told(explain(PAGE)) == BEFORE.rstrip("\n")


def test_the_explanation_after_is_what_is_printed(rules: Rules) -> None:
    """With the rule it is found, and every field comes from where the document says."""
    assert told(explain(PAGE, rules=rules)) == AFTER.rstrip("\n")


def test_the_cases_hold(rules: Rules, tmp_path: Path) -> None:
    """The cases fail without the rule and hold with it."""
    (tmp_path / "acme.txt").write_text(CASES, "utf-8")
    first, second = read(tmp_path / "acme.txt")
    assert "\n".join(map(block_line, parse(first.source, rules=rules))) == first.expected
    assert "\n".join(map(block_line, parse(second.source, rules=rules))) == second.expected
    assert "\n".join(map(block_line, parse(first.source))) != first.expected


def test_the_profile_finds_the_same() -> None:
    """The four lines for one site's own markup find what the rule finds."""
    (block,) = parse(PAGE, profiles=[profile_of(PROFILE, "acme.toml")])
    assert block_line(block) == "video youtube:eiHXASgRTcA title='The tide comes in' [profile:acme]"


def test_the_table_of_reasons_is_the_programs() -> None:
    """Every reason stands in the table once, and none besides."""
    rows = [row.split("|")[1] for row in TEXT.splitlines() if row.startswith("| `")]
    assert sorted(name for row in rows for name in re.findall(r"`(\w+)`", row)) == sorted(REASONS)
