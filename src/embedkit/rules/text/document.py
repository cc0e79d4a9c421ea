"""A text export as lines with their place, and what position tells of them: header, body, the next story."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from embedkit.models import Block

_BREAK = re.compile(r"\r\n|[\n\r\u2028\u2029\x0b\x0c\x85]")
_BULLET = re.compile(r"^\s*(?:[•·▪‣◦*]|[-–—](?=\s))\s*\S")
_STOPS = ".;:,…。；：、!"
_PROSE = 100


@dataclass(frozen=True)
class Line:
    """One line that is not blank: its text folded, where it stands, how many blank lines are before it."""

    text: str
    start: int
    end: int
    blanks: int


@dataclass(frozen=True)
class Taken:
    """What a rule takes: how many lines from here on, and the block they are (None: left out)."""

    lines: int
    block: Block | None = None


@dataclass(frozen=True)
class TextRule:
    """A rule says what it takes at a line of the document, or None."""

    name: str
    find: Callable[[Document, int], Taken | None]


class Document:
    """The lines of one export."""

    def __init__(self, source: str) -> None:
        self.lines = list(_lines(source))

    @cached_property
    def body(self) -> range:
        """From the first prose paragraph (the header is before it) to the end of this story."""
        first = next((n for n, _ in enumerate(self.lines) if self.is_prose(n)), len(self.lines))
        return range(first, self._end(first))

    def is_prose(self, number: int) -> bool:
        """A paragraph of running text: long, or a full sentence."""
        text = self.lines[number].text if 0 <= number < len(self.lines) else ""
        if self.is_bullet(number):
            return False
        wide = sum(1 for c in text if c > "\u2e80")
        return len(text) + wide >= _PROSE and (text.rstrip("\"'”’»」)")[-1:] in ".!?。！？…؟" or len(text) + wide >= 2 * _PROSE)

    def is_bullet(self, number: int) -> bool:
        return bool(_BULLET.match(self.lines[number].text)) if 0 <= number < len(self.lines) else False

    def is_title(self, number: int) -> bool:
        """Looks like a headline: 4 to 24 words on one line of at most 160 characters, no stop at the end, no bullet, no quotation."""
        text = self.lines[number].text
        if len(text) > 160 or self.is_bullet(number) or text[-1:] in _STOPS or text[:1] in '"“„«(':
            return False
        count = len(text.split())
        wide = sum(1 for c in text if c > "\u2e80")
        return 4 <= count <= 24 or 8 <= wide <= 60

    def _end(self, first: int) -> int:
        """Where another caption and bullet group begins: the next story of an infinite scroll."""
        seen_prose = 0
        for number in range(first, len(self.lines)):
            seen_prose += self.is_prose(number)
            group = [n for n in range(number, min(number + 4, len(self.lines))) if self.is_bullet(n)]
            if seen_prose > 3 and len(group) >= 2 and not self.is_prose(number) and self.is_title(number) and number + 1 == group[0]:
                return max(first, number - 2)
        return len(self.lines)

    @cached_property
    def ladder(self) -> frozenset[int]:
        """Short headings at a regular distance, each followed by two paragraphs or more: sub-headlines, not related articles."""
        short = [
            n
            for n in self.body
            if not self.is_prose(n)
            and self.is_title(n)
            and len(self.lines[n].text.split()) < 7
            and self.is_prose(n + 1)
            and self.is_prose(n + 2)
        ]
        gaps = [b - a for a, b in pairwise(short)]
        return frozenset(short) if len(short) >= 3 and all(gap >= 3 for gap in gaps) else frozenset()


def _lines(source: str) -> Iterable[Line]:
    at = blanks = 0
    for found in [*_BREAK.finditer(source), None]:
        end = found.start() if found else len(source)
        text = source[at:end]
        folded = " ".join(text.replace("\ufeff", " ").split())
        if folded:
            lead = len(text) - len(text.lstrip("\ufeff \t\xa0\u3000"))
            yield Line(folded, at + lead, at + len(text.rstrip()), blanks)
            blanks = 0
        else:
            blanks += 1
        at = found.end() if found else end
