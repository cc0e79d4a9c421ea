"""No regular expression of the package takes more than linear time, whatever the text."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.hostile.patterns import Found, attacks, patterns

PATTERNS = patterns()
LONG = 4_000
"""Characters at which a linear pattern takes less than a millisecond, and a quadratic one tens."""
MOST = 0.02
"""Seconds of CPU time, the best of three runs, for a text of `LONG` characters."""
GIVEN = {
    # The end of a caption, or a part of it (`credits._TAIL` and the lengths there).
    **dict.fromkeys(("credits:_LEAD", "credits:_BRACKETS", "credits:_BRACKET_SIGN", "credits:_BY_NAME", "credits:_PLAIN", "credits:_LITHUANIAN", "credits:_DASH", "credits:_JAPANESE", "credits:_PIPE"), 320),
    "credits:_PERSON_TAGS": 320, "credits:line 170": 180,
    "identify:_POSTERS": 253,
    "credits:": 1_000, "pictures:_BLANK": 200, "islands.element:_CUSTOM": 500, "credits.": 320, "net.policy:": 253,
    # Labels are 60 characters at most.
    "rules.labels:_WHOLE": 60,
    # Addresses are 2,048 characters at most, hosts 253.
    "urls:": 2_048, "identify:": 2_048, "providers": 2_048, "rules.element_url:": 2_048, "rules.linked:": 2_048,
}  # fmt: skip
"""The longest text that a pattern is given, where its callers see to that."""
FOLDED = ("credits", "rules.common:", "rules.post_words:", "rules.labels:", "resolvers.refusals:")
"""Patterns over what a reader sees, in which white space is folded."""
WHOLE = ("urls:_WRAPPED", "identify:_POSTERS")
"""Patterns of tables, that must fit the whole text."""


def longest(name: str) -> int:
    """How many characters a pattern is tried with."""
    return next((size for prefix, size in GIVEN.items() if name.startswith(prefix)), LONG)


def seconds(found: Found, text: str, asked: str) -> float:
    """What asking takes, the best of three runs."""
    given: Any = text.encode("latin-1", "replace") if isinstance(found.pattern.pattern, bytes) else text
    best = 1.0
    for _ in range(3):
        start = time.process_time()
        if asked == "search":
            for _ in found.pattern.finditer(given):
                pass
        else:
            getattr(found.pattern, asked)(given)
        best = min(best, time.process_time() - start)
        if best < MOST:
            break
    return best


def texts(name: str, found: Found, size: int) -> Iterator[str]:
    """Attacks of about `size` characters."""
    for before, pump, after in attacks(found.pattern):
        text = before + pump * (size // len(pump)) + after
        yield " ".join(text.split()) if name.startswith(FOLDED) else text


def slow(name: str, found: Found) -> str | None:
    """The first attack on a pattern that takes too long; sizes grow, so that exponential ones end."""
    most, asked = longest(name), "fullmatch" if name.startswith(WHOLE) else found.asked
    for size in (most // 32, most // 8, most):
        for text in texts(name, found, size):
            took = seconds(found, text, asked)
            if took > MOST:
                return f"{took * 1e3:.0f} ms for {len(text)} characters, which begin with {text[:60]!r}"
    return None


@pytest.mark.parametrize("name", PATTERNS)
def test_no_text_is_slow(name: str) -> None:
    """Text derived from the expression itself takes time that is linear in its length."""
    assert slow(name, PATTERNS[name]) is None


def test_the_walk_finds_patterns_wherever_they_stand() -> None:
    """Constants, members of tables, patterns behind methods and literals in calls are all tried."""
    assert {"credits.grammar:_LEAD", "wrappers:_CARRIERS[4]"} <= set(PATTERNS)
    assert any(name.endswith(":CHROME") for name in PATTERNS)
    assert any(name.startswith("rules.iframe:line") for name in PATTERNS)
    assert len(PATTERNS) > 200
