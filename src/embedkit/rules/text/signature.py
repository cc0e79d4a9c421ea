"""What shows that a line of a text export is a photo's caption: the credit at its end.

A bridge at dawn. Photo: AFP
A bridge at dawn. Photo: AFPA bridge at dawn. Photo: AFP
A bridge at dawn (AP Photo/Ane Skog)
"""

from __future__ import annotations

import re
from typing import NamedTuple

from embedkit import credits
from embedkit.models import Credit

LONGEST = 400
"""Characters of a caption, at most."""
_TAIL = 200
_MAY = re.compile(r"[:：=＝／©ⓒ)）\]】]|\b(?:handout|by|courtesy)\b|[摄攝]影?$|撮影|제공$", re.I)
"""Without one of these in its end no line is a caption."""
_LEGAL = re.compile(r"all rights reserved|alle rechte vorbehalten|tous droits|derechos reservados|copyright ?©|版权所有|版 权 所 有", re.I)
"""The foot of a page."""
_SURE = re.compile(r"photo|foto|image|picture|via|handout|supplied|/", re.I)
_FEWEST = 20
"""Characters from which a text that stands twice on its line was printed twice."""


class Signed(NamedTuple):
    """A caption, its credit, and whether the credit can stand under nothing but a picture ("(Reuters)" also ends dispatches)."""

    caption: str
    credit: Credit
    sure: bool


def signed(line: str) -> Signed | None:
    """The caption and credit of a line that ends in a credit; a caption that is printed twice or three times on it counts once."""
    if len(line) > 3 * LONGEST or not _MAY.search(line[-_TAIL:]) or _LEGAL.search(line[-_TAIL:]):
        return None
    text = once(line)
    if len(text) > LONGEST:
        return None
    caption, credit = credits.split(text)
    if credit is None or not caption:
        return None
    return Signed(caption, credit, credits.is_led(credit.raw) or bool(_SURE.search(credit.raw)) or not credit.raw.isascii())


def once(text: str) -> str:
    """A text that is printed two or three times on its line, with a blank between or glued, once."""
    for times in (2, 3):
        for glue in (0, 1):
            part = text[: (len(text) - glue * (times - 1)) // times]
            if len(part) >= _FEWEST and (" " * glue).join([part] * times) == text:
                return part
    return text


__all__ = ["LONGEST", "Signed", "once", "signed"]
