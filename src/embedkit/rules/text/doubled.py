"""A title printed twice in a row is a related video.

UN human rights chief speaks with Xi Jinping amid criticism of China trip

UN human rights chief speaks with Xi Jinping amid criticism of China trip
"""

from __future__ import annotations

from embedkit.models import Block
from embedkit.rules.text.document import Document, Taken, TextRule

NAME = "text-doubled"


def find(document: Document, number: int) -> Taken | None:
    """Two equal lines or more, inside the body. Two blank lines before the first are what the player's frame leaves behind."""
    lines = document.lines
    if number not in document.body or len(lines[number].text) > 250 or document.is_bullet(number):
        return None
    copies = 1
    while number + copies < len(lines) and lines[number + copies].text == lines[number].text:
        copies += 1
    if copies < 2 or len(lines[number].text) < 8:
        return None
    framed = lines[number].blanks >= 2
    block = Block(kind="video", role="related", title=lines[number].text, span=(lines[number].start, lines[number + copies - 1].end), rule=NAME,
                  confidence=0.95 if framed else 0.8)  # fmt: skip
    return Taken(copies, block)


RULE = TextRule(NAME, find)
