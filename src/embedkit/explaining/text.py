"""The explanation of a text export: which rule took which line, and what was left out on purpose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from embedkit.explaining.claims import Claims
from embedkit.explaining.model import Evidence, Explanation, Finding, Place, Refusal
from embedkit.models import Block
from embedkit.rules.text.document import Document, Line

_PLACED = {
    "body": "a line of the story",
    "lead": "a line before the story's first paragraph",
    "related": "a line between paragraphs of the story",
}
_SHOWN = 120


def explanation(source: str, kept: Sequence[Block], claims: Claims) -> Explanation:
    """What the rules over text exports made of `source`."""
    document = claims.documents[0]
    return Explanation(
        format="text", blocks=tuple(_finding(source, document, block) for block in kept), refused=tuple(_refused(source, claims))
    )


def _finding(source: str, document: Document, block: Block) -> Finding:
    start, end = block.span or (0, 0)
    said = [line for line in document.lines if line.start < end and start < line.end]
    found = tuple(
        Evidence(field="item" if n == 0 else "more", where="line", value=line.text[:_SHOWN], line=_number(source, line))
        for n, line in enumerate(said)
    )
    return Finding(block=block, place=_place(source, said[0]) if said else None, why=_PLACED.get(block.role, block.role), evidence=found)


def _refused(source: str, claims: Claims) -> Iterator[Refusal]:
    for rule, document, number, taken in claims.lines:
        if taken.block is None:
            for line in document.lines[number : number + taken.lines]:
                why = f"the rule {rule} knows this line as nothing that an editor placed"
                yield Refusal(place=_place(source, line), address=None, reason="left_out", why=why, rule=rule)


def _place(source: str, line: Line) -> Place:
    shown = line.text[:_SHOWN]
    return Place(element=shown, path=shown, line=_number(source, line), column=1, span=(line.start, line.end))


def _number(source: str, line: Line) -> int:
    return source.count("\n", 0, line.start) + 1


__all__ = ["explanation"]
