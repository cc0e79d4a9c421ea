"""How hostile sources are made: a unit repeated or nested until a source has about the size that was asked for."""

from __future__ import annotations

from collections.abc import Callable

Source = str | bytes
Make = Callable[[int], Source]
"""From a size in characters (bytes) to a source of about that size."""

PROSE = "The ministers agreed on Tuesday to meet again before the end of the month, and both sides said that the talks had been useful. "
OPEN_STORY = f"<html><body><article><h1>A headline for the story</h1><p>{PROSE}</p><p>{PROSE}</p>"
CLOSE_STORY = f"<p>{PROSE}</p><p>{PROSE}</p></article></body></html>"


def repeated(unit: str, before: str = "", after: str = "") -> Make:
    """`unit` again and again; `{n}` in it is the number of the copy, so that no two are alike."""
    return lambda size: before + _copies(unit, size) + after


def nested(opening: str, closing: str = "", leaf: str = "") -> Make:
    """`opening` again and again, `leaf`, and as many `closing`."""
    return lambda size: _copies(opening, size * len(opening) // len(opening + closing)) + leaf + closing * (size // len(opening + closing))


def halved(first: str, second: str) -> Make:
    """One unit again and again, then another."""
    return lambda size: _copies(first, size // 2) + _copies(second, size // 2)


def in_story(make: Make) -> Make:
    """The same between the paragraphs of an article, where every rule looks."""
    return lambda size: OPEN_STORY + str(make(size)) + CLOSE_STORY


def _copies(unit: str, size: int) -> str:
    if "{n}" not in unit:
        return unit * max(1, size // len(unit))
    return "".join(unit.replace("{n}", f"{n:07}") for n in range(max(1, size // (len(unit) + 4))))
