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
_URL = re.compile(r"http(?:(?<=[\n>\t ]http)|(?<=\Ahttp))s?://[^\s<>\"']{6,2000}(?=[ \t]*(?:\r?\n|$|<))")
# What must stand before the address is asked behind its first letters: so the engine can skip to them.
_INDENT = 40


def find(source: str, page: Page) -> list[Block]:
    """The items whose URL is a line of its own; web links that no provider's row knows are no embeds."""
    found: list[Block] = []
    for url in _URL.finditer(source):
        at = url.start()
        if not _begins_a_line(source, at):
            continue
        identity = identify(url[0], providers=page.providers, registry=False) if len(found) < 500 else None
        if identity is not None and is_text(source, at):
            found.append(
                Block(
                    kind=identity.kind,
                    url=identity.url,
                    source_url=url[0],
                    provider=identity.provider,
                    native_id=identity.native_id,
                    span=url.span(),
                    rule=NAME,
                )
            )
    return found


def _begins_a_line(source: str, at: int) -> bool:
    before = source[max(0, at - _INDENT) : at].rstrip(" \t")
    return before[-1:] in ("\n", ">") if before else at <= _INDENT
