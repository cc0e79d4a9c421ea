"""A paragraph that is nothing but the URL of a provider's item, as text or as a link.

    <p>https://www.youtube.com/watch?v=ID</p>
    <p><a href="https://x.com/h/status/ID">https://x.com/h/status/ID</a></p>

A link inside a sentence is never an embed.
"""

from __future__ import annotations

import re

from bs4.element import Tag

from embedkit.models import Block
from embedkit.page import Page, Rule, attr, text_of
from embedkit.rules.common import of_url

NAME = "bare_url"
_DEEP = 4
_BEGINNINGS = ("http://", "https://", "//")
_URL = re.compile(r"(?:https?:)?//[^\s<>]{4,2000}")


def find(tag: Tag, page: Page) -> Block | None:
    """The item of a paragraph that is one URL."""
    if len(tag.contents) > 5:
        return None
    if not _first_words(tag).startswith(_BEGINNINGS):
        return None
    text = text_of(tag)
    if not _URL.fullmatch(text):
        return None
    links = tag.find_all("a")
    return of_url(tag, page, attr(links[0], "href") if len(links) == 1 else text, NAME, caption=None, credit=None)


def _first_words(tag: Tag) -> str:
    """The text with which an element begins, at most a few elements down."""
    for _ in range(_DEEP):
        first = next((c for c in tag.contents if isinstance(c, Tag) or not str(c).isspace()), None)
        if not isinstance(first, Tag):
            return str(first or "").lstrip()
        tag = first
    return ""


RULE = Rule(NAME, find, frozenset(("p", "div", "li")), begins=_BEGINNINGS)
