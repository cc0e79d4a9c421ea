"""A photo's caption with its credit, once or in copies (alternative text and visible text).

Xi and Bachelet spoke via video link on Wednesday. Photo: AFP
A bridge. Photo: Handout A bridge. Photo: Handout
"""

from __future__ import annotations

import re

from embedkit import credits
from embedkit.models import Block
from embedkit.rules.text.document import Document, Taken, TextRule

NAME = "text-caption"
_LONGEST = 400
_SIGN = re.compile(
    r"(?:^|[\s.。)”\"])(?:photos?|pictures?|images?|illustrations?|graphics?|fotos?|bild|crédits?|credit|ảnh|фото|写真|摄影|攝影|图|圖|사진|صورة|تصوير)\s?[:：]|\bhandout$|\((?:AP|AFP|Reuters)\b[^()]*\)$|撮影[）)]$|＝[^＝]{1,20}$",
    re.I,
)


def find(document: Document, number: int) -> Taken | None:
    """A line that ends in a credit; equal lines after it are its copies."""
    line = document.lines[number]
    if len(line.text) > 3 * _LONGEST or not _SIGN.search(line.text[-200:]):
        return None
    text = _once(line.text)
    if len(text) > _LONGEST:
        return None
    caption, credit = credits.split(text)
    if credit is None or not caption:
        return None
    copies = 1
    while number + copies < len(document.lines) and _once(document.lines[number + copies].text) == text:
        copies += 1
    lead = number < document.body.start
    block = Block(kind="photo", role="lead" if lead else "body", caption=caption, credit=credit, span=(line.start, document.lines[number + copies - 1].end),
                  rule=NAME, confidence=0.95 if lead else 0.85)  # fmt: skip
    return Taken(copies, block)


def _once(text: str) -> str:
    """A caption that is printed two or three times on its line, with a blank between or glued, once."""
    for times in (2, 3):
        size = len(text) // times
        for glue in (0, 1):
            part = text[: (len(text) - glue * (times - 1)) // times]
            if size > 20 and part and (" " * glue).join([part] * times) == text:
                return part
    return text


RULE = TextRule(NAME, find)
