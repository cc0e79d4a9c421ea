"""A text export as lines with their place, and what position tells of them: header, body, the next story."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median

from embedkit.models import Block
from embedkit.rules.text.signature import Signed, signed

_BREAK = re.compile(r"\r\n|[\n\r\u2028\u2029\x0b\x0c\x85]")
_BULLET = re.compile(r"^\s*(?:[•·▪‣◦*]|[-–—](?=\s))\s*\S")
_QUOTES = '"“„«‘‚‹(『「'
_NUMBERED = re.compile(r"\d{1,2}[.)]\s|#\d")
"""Sub-headlines of a list."""
_STOPS = ".;:,…。；：、!"
_PROSE = 100
_GROUP = 4
"""Lines above the headline of the next story that belong to it: caption, topic, kicker."""
_STEPS, _SHORT, _LONG, _MIDDLE = 3, 7, 13, 9
"""Sub-headlines: how many make a ladder, and their words (measured on news pages: median 6, three quarters below 9)."""


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
        self._signed: dict[int, Signed | None] = {}

    @cached_property
    def body(self) -> range:
        """From the first prose paragraph (the header is before it) to the end of this story."""
        first = next((n for n, _ in enumerate(self.lines) if self.is_prose(n)), len(self.lines))
        return range(first, self._end(first))

    def is_prose(self, number: int) -> bool:
        """A paragraph of running text: long, or a full sentence."""
        text = self.lines[number].text if 0 <= number < len(self.lines) else ""
        if self.is_bullet(number) or self.is_caption(number):
            return False
        wide = sum(1 for c in text if c > "\u2e80")
        return len(text) + wide >= _PROSE and (text.rstrip("\"'”’»」)")[-1:] in ".!?。！？…؟" or len(text) + wide >= 2 * _PROSE)

    def signed(self, number: int) -> Signed | None:
        """The caption and credit of a line that ends in a credit."""
        if number not in self._signed:
            self._signed[number] = signed(self.lines[number].text) if 0 <= number < len(self.lines) else None
        return self._signed[number]

    def is_caption(self, number: int) -> bool:
        """A line whose credit can stand under nothing but a picture."""
        found = self.signed(number)
        return found is not None and found.sure

    def is_bullet(self, number: int) -> bool:
        return bool(_BULLET.match(self.lines[number].text)) if 0 <= number < len(self.lines) else False

    def is_title(self, number: int) -> bool:
        """Looks like a headline: 4 to 24 words on one line of at most 160 characters, no stop at the end, no bullet or number, no quotation."""
        text = self.lines[number].text
        if len(text) > 160 or self.is_bullet(number) or _ends_in_stop(text) or text[:1] in _QUOTES or _NUMBERED.match(text):
            return False
        count = len(text.split())
        wide = sum(1 for c in text if c > "\u2e80")
        return 4 <= count <= 24 or 8 <= wide <= 60

    def _end(self, first: int) -> int:
        """Where another group of caption, headline and bullets begins: the next story of an infinite scroll."""
        seen_prose = 0
        for number in range(first, len(self.lines)):
            seen_prose += self.is_prose(number)
            if seen_prose > 3 and self._heads_bullets(number) and (start := self._group_start(number)) < number:
                return max(first, start)
        return len(self.lines)

    def _heads_bullets(self, number: int) -> bool:
        """True for a headline with two bullets or more right below it."""
        return not self.is_prose(number) and self.is_title(number) and self.is_bullet(number + 1) and self.is_bullet(number + 2)

    def _group_start(self, headline: int) -> int:
        """Where the caption or topic above a headline begins; the headline itself where nothing but prose is above it."""
        start = headline
        while start > 0 and headline - start < _GROUP and not self.is_prose(start - 1) and not self.is_bullet(start - 1):
            start -= 1
        return start

    @cached_property
    def titles(self) -> tuple[int, ...]:
        """The lines of the story that look like headlines and have a paragraph below them."""
        return tuple(n for n in self.body if not self.is_prose(n) and self.is_title(n) and self.is_prose(n + 1))

    @cached_property
    def ladder(self) -> frozenset[int]:
        """Headings at a regular distance, each followed by two paragraphs or more: sub-headlines, not related articles.

        Three that are short are enough; of longer ones half must be too short for a title. Three questions lead through an explainer.
        """
        steps = [n for n in self.titles if self.is_prose(n + 1) and self.is_prose(n + 2)]
        sizes = {n: len(self.lines[n].text.split()) for n in steps}
        asked = [n for n in self.titles if self.lines[n].text[-1:] in "?？؟"]
        if len(asked) >= _STEPS:
            return frozenset(asked)
        short = [n for n in steps if sizes[n] < _SHORT]
        low = [n for n in steps if sizes[n] < _LONG]
        if len(low) >= _STEPS and median(sizes[n] for n in low) < _MIDDLE and _is_regular(low):
            return frozenset(low)
        return frozenset(short) if len(short) >= _STEPS and _is_regular(short) else frozenset()


def _ends_in_stop(text: str) -> bool:
    """True for the end of a sentence, also inside quotation marks."""
    return text.rstrip("\"'”’»“)")[-1:] in _STOPS


def _is_regular(steps: list[int]) -> bool:
    return all(b - a >= 3 for a, b in pairwise(steps))


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
