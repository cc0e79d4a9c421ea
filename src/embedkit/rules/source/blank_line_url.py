"""A provider's URL alone on its line in a post's raw content, which has no paragraph tags.

…the end of a paragraph.

https://www.youtube.com/watch?v=ID

The next paragraph…
"""

from __future__ import annotations

import re

from embedkit.identify import identify
from embedkit.models import Block
from embedkit.page import Page
from embedkit.rules.source.place import is_text

NAME = "blank_line_url"
_LINE = re.compile(r"(?:^|(?<=[\n>]))[ \t]*(?P<url>https?://[^\s<>\"']{6,2000})[ \t]*(?=\r?\n|$|<)", re.M)


def find(source: str, page: Page) -> list[Block]:
    """The items whose URL is a line of its own; web links that no provider's row knows are no embeds."""
    found: list[Block] = []
    for line in _LINE.finditer(source):
        identity = identify(line["url"], providers=page.providers, registry=False) if len(found) < 500 else None
        if identity is not None and is_text(source, line.start("url")):
            found.append(Block(kind=identity.kind, url=identity.url, source_url=line["url"], provider=identity.provider, native_id=identity.native_id,
                               span=line.span("url"), rule=NAME))  # fmt: skip
    return found
