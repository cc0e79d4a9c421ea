"""Promo blocks and furniture of a text export, left out.

Get more with myNEWS
A personalised news feed of stories that matter to you
Learn more
"""

from __future__ import annotations

import re

from embedkit.rules.text.document import Document, Taken, TextRule

_LINE = re.compile(
    r"to view this video please enable javascript[^.]{0,100}\.?|advertisement|anzeige|publicité|publicidad|why you can trust [\w .&'-]{2,30}|reading time: ?(?:about )?\d+ minutes?|select voice|choose your listening speed|get through articles \dx faster|"
    r"\d(?:\.\d+)?x|\d{2,3} wpm|slow|average|fast|read full article|show more|read more|learn more|\+ follow|videocam|topic \|.{1,60}|(?:published|updated|last updated): .{4,60}|share this article|"
    r"listen to this article|sign up (?:for|to) .{3,80}newsletters?|subscribe (?:now|today)|\d{1,4}",
    re.I,
)
_HEAD = re.compile(r"(?:get more with|sign up for|subscribe to|enjoy unlimited|join|discover) .{2,60}", re.I)
_TAIL = re.compile(r"(?:learn more|sign up|subscribe|find out more|join now|start (?:your )?(?:free )?trial)", re.I)


def find(document: Document, number: int) -> Taken | None:
    """A whole block from its call to its button, or one line of furniture."""
    lines = document.lines
    if _HEAD.fullmatch(lines[number].text):
        for size in (2, 3, 4):
            if number + size <= len(lines) and _TAIL.fullmatch(lines[number + size - 1].text):
                return Taken(size)
    return Taken(1) if _LINE.fullmatch(lines[number].text) else None


RULE = TextRule("text-promo", find)
