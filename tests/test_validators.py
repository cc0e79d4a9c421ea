"""The formats' own validators, offline, judge what is rendered of every fixture card. `make validate` installs them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from embedkit import schemas
from embedkit.models import Card
from embedkit.render import amp, render, render_all, stylesheet
from tests.test_targets import SAMPLES

FOLDER = Path(__file__).parent / "validators"
_SANDBOX = "Setting both “allow-scripts” and “allow-same-origin”"
"""The checker's advice holds for frames of one's own origin; a player on its provider's origin needs both (HTML standard, `sandbox`)."""
_BOILERPLATE = "-webkit-animation:-amp-start 8s steps(1,end) 0s 1 normal both;-moz-animation:-amp-start 8s steps(1,end) 0s 1 normal both;-ms-animation:-amp-start 8s steps(1,end) 0s 1 normal both;animation:-amp-start 8s steps(1,end) 0s 1 normal both"
_FRAMES = "".join(
    f"@{prefix}keyframes -amp-start{{from{{visibility:hidden}}to{{visibility:visible}}}}"
    for prefix in ("-webkit-", "-moz-", "-ms-", "-o-", "")
)
_STILL = "-webkit-animation:none;-moz-animation:none;-ms-animation:none;animation:none"

Judge = Callable[[str, list[str]], list[str]]


def _needs(program: str) -> str:
    found = shutil.which(program)
    if found is None or not (FOLDER / "node_modules").is_dir():
        reason = f"{program} or tests/validators/node_modules is missing: `make validate` installs the validators"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@pytest.fixture
def judge() -> Judge:
    """Findings of a validator on documents."""
    node = _needs("node")

    def ask(kind: str, documents: list[str]) -> list[str]:
        done = subprocess.run(
            [node, "judge.mjs"], cwd=FOLDER, input=json.dumps({kind: documents}), capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return [finding for findings in json.loads(done.stdout)[kind] for finding in findings]

    return ask


def page(body: str, head: str = "") -> str:
    return f'<!doctype html>\n<html lang="en"><head><title>Cards</title>{head}</head><body><main>\n{body}\n</main></body></html>\n'


def pages(cards: list[Card]) -> dict[str, str]:
    """The cards as a page for each way of rendering HTML."""
    return {
        "click": page(render_all(cards).text, f"<style>{stylesheet()}</style>"),
        "eager": page(render_all(cards, load="eager", posters="remote").text),
        "feed": page(render_all(cards, "feed").text),
    }


def amp_page(cards: list[Card]) -> str:
    pieces = [amp.piece(card) for card in cards]
    scripts = amp.scripts(frozenset[str]().union(*(piece.extensions for piece in pieces)))
    body = "\n".join(str(piece.markup) for piece in pieces)
    return (
        '<!doctype html><html amp lang="en"><head><meta charset="utf-8"><script async src="https://cdn.ampproject.org/v0.js"></script>'
        f'{scripts}<title>t</title><link rel="canonical" href="https://news.test/a"><meta name="viewport" content="width=device-width">'
        f"<style amp-boilerplate>body{{{_BOILERPLATE}}}{_FRAMES}</style>"
        f"<noscript><style amp-boilerplate>body{{{_STILL}}}</style></noscript></head><body>{body}</body></html>"
    )


def test_html_is_what_the_linter_wants(judge: Judge, fixture_cards: list[Card]) -> None:
    """Every way of rendering HTML passes html-validate with its accessibility rules and no inline style."""
    assert judge("html", list(pages([*SAMPLES, *fixture_cards]).values())) == []


def test_the_linter_can_find_fault(judge: Judge) -> None:
    """A picture without alternative text and an untitled frame are found: the linter is at work."""
    assert len(judge("html", [page('<img src="a.jpg"><iframe src="https://a.test/"></iframe>')])) >= 2


def test_html_conforms(fixture_cards: list[Card], tmp_path: Path) -> None:
    """The Nu HTML checker finds no error in any way of rendering HTML."""
    java = _needs("java")
    for name, text in pages([*SAMPLES, *fixture_cards]).items():
        (tmp_path / f"{name}.html").write_text(text, "utf-8")
    jar = FOLDER / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    done = subprocess.run(
        [java, "-jar", jar, "--errors-only", "--format", "json", *sorted(tmp_path.iterdir())], capture_output=True, text=True, check=False
    )
    findings = [message for message in json.loads(done.stderr)["messages"] if _SANDBOX not in message["message"]]
    assert findings == []


def test_amp_is_valid(judge: Judge, fixture_cards: list[Card]) -> None:
    """The AMP validator accepts a page of every card with the scripts that we name."""
    assert judge("amp", [amp_page([*SAMPLES, *fixture_cards])]) == []


def test_the_amp_validator_can_find_fault(judge: Judge) -> None:
    """A plain frame in AMP is found: the validator is at work."""
    assert judge("amp", [amp_page([]).replace("<body>", '<body><iframe src="https://a.test/"></iframe>')])


def test_structured_data_is_eligible(judge: Judge, fixture_cards: list[Card]) -> None:
    """No node that we write lacks what Google requires of its type."""
    nodes = [text for card in (*SAMPLES, *fixture_cards) if (text := render(card, "jsonld"))]
    assert len(nodes) > len(SAMPLES)
    assert judge("jsonld", nodes) == []


def test_the_structured_data_validator_can_find_fault(judge: Judge) -> None:
    """A VideoObject without a date is found: the validator is at work."""
    node = json.loads(render(SAMPLES[0], "jsonld"))
    del node["uploadDate"]
    assert judge("jsonld", [json.dumps(node)])


def test_the_types_compile_and_tell_kinds_apart(judge: Judge) -> None:
    """TypeScript takes our types, narrows a card by its kind, and refuses a field that the kind does not have."""
    types = schemas.typescript(schemas.schema("card"))
    use = 'export function words(card: Card): string { return card.kind === "post" ? (card.text ?? "") : card.id; }'
    assert judge("typescript", [f"{types}\n{use}"]) == []
    assert judge("typescript", [f"{types}\n{use.replace('card.id', 'card.text')}"])
