"""Plain text in, blocks out: a CMS text export, line by line; position decides what a line can be."""

from __future__ import annotations

from collections.abc import Sequence

from embedkit.models import Block
from embedkit.rules.text import TEXT
from embedkit.rules.text.document import Document, TextRule


def blocks(source: str, rules: Sequence[TextRule] = TEXT) -> list[Block]:
    """The blocks of a text export in document order; spans are character offsets in `source`. Never raises for any text."""
    document, found, number = Document(source), [], 0
    while number < len(document.lines) and number < max(document.body.stop, 1):
        taken = next(filter(None, (rule.find(document, number) for rule in rules)), None)
        if taken is not None and taken.block is not None:
            found.append(taken.block)
        number += taken.lines if taken else 1
    return found
