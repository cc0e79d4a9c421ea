"""Markup, bytes and text made to break a parser: nothing is raised, spans hold, and work grows with the length."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Literal

import pytest

from embedkit import parse
from embedkit.models import ROLES
from tests.hostile import markup, other
from tests.hostile.build import Make, Source, nested
from tests.hostile.holds import check

Format = Literal["auto", "html", "text"]
MOST = 2.5
SIZE = 12_000
"""Characters: enough to be over every bound inside the rules (nodes of a box, characters of a wrapper); twice that for levels."""
GROWING: dict[str, tuple[Make, Format]] = {
    **{f"html {name}": (make, "html") for name, make in markup.HTML.items() if not name.startswith(("story", "broken", "mismatched"))},
    **{f"text {name}": (make, "text") for name, make in other.TEXT.items()},
}
EVERY: dict[str, tuple[Make, Format]] = {
    **{f"html {name}": (make, "html") for name, make in markup.HTML.items()},
    **{f"text {name}": (make, "text") for name, make in other.TEXT.items()},
    **{f"bytes {name}": (make, "auto") for name, make in other.BYTES.items()},
}


def work(source: Source, format: Format) -> int:
    """How many functions `parse` calls, Python's and C's: the same on any machine, however busy."""
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        parse(source, base_url="https://news.test/", format=format)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("name", GROWING)
def test_work_grows_with_the_length(name: str) -> None:
    """Twice the source is at most two and a half times the work."""
    make, format = GROWING[name]
    parse(make(SIZE // 4), format=format)
    size = SIZE * 2 if name.startswith("html deep") else SIZE
    once, twice = work(make(size), format), work(make(2 * size), format)
    assert twice <= MOST * once + 2_000, f"{once} calls, then {twice}: {twice / once:.2f} times"


@pytest.mark.parametrize("name", EVERY)
def test_blocks_come_back_in_order(name: str) -> None:
    """Whatever the source, blocks of all roles come back, with spans inside it that do not overlap."""
    make, format = EVERY[name]
    source = make(3_000)
    check(source, parse(source, base_url="https://news.test/", format=format, roles=ROLES))


@pytest.mark.parametrize(
    "opening",
    ["<div>", "<b>", "<blockquote>", "<template>", "<noscript>", "<svg>"],
)
def test_a_hundred_thousand_levels(opening: str) -> None:
    """Elements in elements, a hundred thousand deep, closed and unclosed, end no recursion."""
    closing = f"</{opening[1:].split()[0].rstrip('>')}>"
    for make in (nested(opening, closing, "x"), nested(opening, "", "x")):
        source = make(100_000 * len(opening))
        check(source, parse(source, format="html"))


@pytest.mark.parametrize("unit", ["<p>", "<img src=/a-picture.jpg>", "[embed]", "x ", "<!--a-->"])
def test_many_siblings(unit: str) -> None:
    """A row of thousands is read (the benchmark has a million)."""
    source = unit * 8_000
    check(source, parse(source, format="html"))


def test_islands_of_deep_json() -> None:
    """JSON nested deeper than Python's stack is no error, wherever it stands."""
    deep = "[" * 100_000
    makes: tuple[Callable[[str], str], ...] = (
        lambda json: f'<script type="application/ld+json">{json}</script>',
        lambda json: f"<div data-props='{json}'></div>",
        lambda json: f'<!-- wp:embed {{"url":{json[:40_000]} -->',
    )
    for make in makes:
        source = make(deep)
        check(source, parse(source, format="html"))
