"""The documents cannot lie: README's example runs, links lead somewhere, every problem is in its table."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

import embedkit
from embedkit.build.gallery import samples
from embedkit.models import Problem
from embedkit.problems import NOTES, PROBLEMS, explanations
from embedkit.render import render, targets

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


def test_the_readmes_example_runs(capsys: pytest.CaptureFixture[str]) -> None:
    """What a newcomer copies works."""
    (example,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.S)
    exec(compile(example, "README.md", "exec"), {})  # noqa: S102 - our own text
    assert capsys.readouterr().out == "video eiHXASgRTcA Dawn. AFP\nyoutube:eiHXASgRTcA synthesised\n"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page: Path) -> None:
    """No link within the project is dead."""
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


def test_the_table_of_codes_is_the_programs() -> None:
    """docs/problems.md has a row for each code, in order, word for word what `embedkit explain` says, and none besides."""
    text = (ROOT / "docs" / "problems.md").read_text("utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| EK")]
    assert rows == [f"| {e.code} | `{e.name}` | {e.message} | {e.remembered} | {e.card} | {e.advice} |" for e in explanations()]


def test_every_problem_has_a_code_of_its_own() -> None:
    """The vocabulary of cards and the table are one; no code means two things."""
    assert set(PROBLEMS) == set(get_args(Problem))
    assert len({e.code for e in explanations()}) == len(explanations()) == len(PROBLEMS) + len(NOTES)


def test_every_dependency_has_its_line() -> None:
    """Each package that is installed is justified."""
    wanted = re.search(r"^dependencies = \[(.*?)^\]", (ROOT / "pyproject.toml").read_text("utf-8"), re.S | re.M)
    assert wanted is not None
    text = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    for name in re.findall(r'"([\w-]+)', wanted[1]):
        assert f"| {name} |" in text, name


def test_the_public_names() -> None:
    """`__all__` is what is public, sorted."""
    assert embedkit.__all__ == sorted(embedkit.__all__)
    assert all(hasattr(embedkit, name) for name in embedkit.__all__)


def test_the_foreign_name_is_never_recommended() -> None:
    """The name embedkit belongs to somebody else in the package index."""
    for page in PAGES:
        assert not re.search(r"pip install embedkit(?!-media)", page.read_text("utf-8"))


@pytest.mark.parametrize("page", sorted((DOCS / "targets").glob("*.md")), ids=lambda page: page.stem)
def test_a_target_s_page_shows_what_it_writes(page: Path) -> None:
    """The sample on a target's page is what that target writes of our sample card today."""
    text = page.read_text("utf-8")
    kind, shown = re.findall(r"<!-- sample: (\w+) -->\n```\w*\n(.*?)\n```\n", text, re.S)[0]
    card = next(card for card in samples() if card.kind == kind)
    assert shown == render(card, page.stem)


def test_every_target_has_a_page() -> None:
    """No target is without a page (JSON Lines shares JSON's)."""
    assert {page.stem for page in (DOCS / "targets").glob("*.md")} == set(targets()) - {"jsonl"}


_BLOCK = re.compile(r"<!-- (run|file)(?:: (\S+))? -->\n```\w*\n(.*?)```\n", re.S)
_HOSTS = [
    (page, how, what, text) for page in sorted((DOCS / "hosts").glob("*.md")) for how, what, text in _BLOCK.findall(page.read_text("utf-8"))
]


@pytest.mark.parametrize(("page", "how", "what", "text"), _HOSTS, ids=[f"{page.stem}-{number}" for number, (page, *_) in enumerate(_HOSTS)])
def test_a_hosts_snippets_are_true(page: Path, how: str, what: str, text: str) -> None:
    """What a host's page says to copy runs as it stands, or stands in the example that the real host is tested with."""
    if how == "run":
        if what:
            pytest.importorskip(what)
        exec(compile(text, page.name, "exec"), {})  # noqa: S102 - our own text
    else:
        assert text in (ROOT / what).read_text("utf-8")
