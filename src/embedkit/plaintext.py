"""Plain text in, blocks out: a CMS text export, line by line; position decides what a line can be."""

from __future__ import annotations

from collections.abc import Sequence

from embedkit.models import Block
from embedkit.rules.text import TEXT
from embedkit.rules.text.document import Document, TextRule


def blocks(source: str, rules: Sequence[TextRule] = TEXT) -> list[Block]:
    """The blocks of a text export in document order; spans are character offsets in `source`. Never raises for any text.

    What is printed again further down (a caption, a title) is one block, where it stands first.
    """
    document, number = Document(source), 0
    found: dict[tuple[str, ...], Block] = {}
    while number < len(document.lines) and number < max(document.body.stop, 1):
        taken = next(filter(None, (rule.find(document, number) for rule in rules)), None)
        if taken is not None and taken.block is not None:
            found.setdefault(_key(taken.block), taken.block)
        number += taken.lines if taken else 1
    return list(found.values())


def _key(block: Block) -> tuple[str, ...]:
    return block.kind, block.url or "", (block.caption or block.title or "").casefold()
