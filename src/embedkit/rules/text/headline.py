"""A stand-alone headline between two paragraphs is a related article.

…, Xi said.

UN rights chief accuses China of restricting civil freedoms

Xi also warned that …
"""

from __future__ import annotations

from embedkit.models import Block
from embedkit.rules.text.document import Document, Taken, TextRule

NAME = "text-headline"
_FEWEST, _WIDE = 6, 12
"""Words (or characters of scripts without blanks) that a title has at least; sub-headlines have fewer."""
_MANY = 4
"""Of more headlines between the paragraphs of one story, some are sub-headlines."""
_SURE = 7
"""Words from which a line is a title rather than a sub-headline (titles: median 10, 82 % have 7 or more)."""


def find(document: Document, number: int) -> Taken | None:
    """One line, its own paragraph, between prose (other related lines and media may stand between)."""
    if number not in document.body or number in document.ladder or document.is_prose(number) or not document.is_title(number):
        return None
    line = document.lines[number]
    after = document.lines[number + 1] if number + 1 < len(document.lines) else None
    if (
        line.blanks == 0
        or after is None
        or after.blanks == 0
        or not any(document.is_prose(n) for n in range(number + 1, min(number + 7, document.body.stop)))
    ):
        return None
    words = len(line.text.split())
    if words < _FEWEST and sum(1 for c in line.text if c > "\u2e80") < _WIDE:
        return None
    confidence = 0.85 if words >= _SURE and len(document.titles) <= _MANY else 0.5
    return Taken(1, Block(kind="article", role="related", title=line.text, span=(line.start, line.end), rule=NAME, confidence=confidence))


RULE = TextRule(NAME, find)
