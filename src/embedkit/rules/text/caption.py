"""A photo's caption with its credit: once, in copies (alternative text and visible text), or with the credit on the next line.

Xi and Bachelet spoke via video link on Wednesday. Photo: AFP

A bridge. Photo: Handout A bridge. Photo: Handout

A bridge
A bridge. Photo: Handout

A bridge at dawn
Photo: Handout
"""

from __future__ import annotations

from embedkit import credits
from embedkit.models import Block
from embedkit.rules.text.document import Document, Taken, TextRule
from embedkit.rules.text.signature import LONGEST, Signed, once

NAME = "text-caption"


def find(document: Document, number: int) -> Taken | None:
    """A line that ends in a credit, with the copies of it before and after."""
    lead = number < document.body.start
    first = number + _is_alternative(document, number, lead)
    found = _signed(document, first, lead)
    if found is None:
        return _on_two_lines(document, number, lead)
    text, last = once(document.lines[first].text), first
    while last + 1 < len(document.lines) and once(document.lines[last + 1].text) in (text, found.caption):
        last += 1
    return Taken(last + 1 - number, _photo(document, number, last, found, lead, 0.95 if lead else 0.85))


def _is_alternative(document: Document, number: int, lead: bool) -> bool:
    """True for a caption without its credit (an alternative text) right before the same caption with it."""
    below = _signed(document, number + 1, lead)
    return below is not None and document.lines[number].text.rstrip(".") == below.caption.rstrip(".")


def _signed(document: Document, number: int, lead: bool) -> Signed | None:
    found = document.signed(number)
    return found if found is not None and (found.sure or lead) else None


def _on_two_lines(document: Document, number: int, lead: bool) -> Taken | None:
    """A caption whose credit is the next line, without a blank line between them."""
    if number + 1 >= len(document.lines) or document.lines[number + 1].blanks or document.is_bullet(number):
        return None
    text, below = document.lines[number].text, document.lines[number + 1].text
    if len(text) > LONGEST or len(below) > LONGEST // 2 or not credits.is_led(below) or not credits.is_credit(below):
        return None
    return Taken(2, _photo(document, number, number + 1, Signed(text, credits.read(below), True), lead, 0.7))


def _photo(document: Document, first: int, last: int, found: Signed, lead: bool, confidence: float) -> Block:
    return Block(
        kind="photo", role="lead" if lead else "body", caption=found.caption, credit=found.credit, rule=NAME, confidence=confidence,
        span=(document.lines[first].start, document.lines[last].end),
    )  # fmt: skip


RULE = TextRule(NAME, find)
