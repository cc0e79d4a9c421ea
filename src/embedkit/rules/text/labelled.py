"""A title behind a label, on its line or on the next, is a related article or video.

READ MORE: Workers doubt the plan for the narrow gate

Related stories
Workers doubt the plan for the narrow gate
"""

from __future__ import annotations

import re

from embedkit.models import Block, Kind
from embedkit.rules.labels import is_label, without_label
from embedkit.rules.text.document import Document, Taken, TextRule

NAME = "text-labelled"
_LONGEST = 200
_FEWEST = 4
"""Words of a title, at least."""
_VIDEO = re.compile(r"\W*(?:watch|video|im video|en vídeo|à voir|guarda|simak video|شاهد)\b", re.I)


def find(document: Document, number: int) -> Taken | None:
    """One line with label and title, or a label with a title right below it."""
    line = document.lines[number]
    if number not in document.body or len(line.text) > _LONGEST or document.is_prose(number):
        return None
    title, labelled = without_label(line.text)
    if labelled and _is_title(title):
        return Taken(1, _block(document, number, number, title))
    if not is_label(line.text) or number + 1 >= len(document.lines):
        return None
    below = document.lines[number + 1]
    if below.blanks or document.is_prose(number + 1) or not document.is_title(number + 1) or not _is_title(below.text):
        return None
    return Taken(2, _block(document, number, number + 1, below.text))


def _is_title(text: str) -> bool:
    return len(text.split()) >= _FEWEST or sum(1 for c in text if c > "\u2e80") >= 2 * _FEWEST


def _block(document: Document, first: int, last: int, title: str) -> Block:
    kind: Kind = "video" if _VIDEO.match(document.lines[first].text) else "article"
    span = (document.lines[first].start, document.lines[last].end)
    return Block(kind=kind, role="related", title=title, span=span, rule=NAME, confidence=0.9)


RULE = TextRule(NAME, find)
