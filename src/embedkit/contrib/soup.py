"""A body that already is a BeautifulSoup, or a tag of one: its media are replaced in place."""

from __future__ import annotations

from collections.abc import Callable

from bs4 import BeautifulSoup
from bs4.element import Tag

from embedkit.client import Client
from embedkit.models import Card
from embedkit.parse import parse
from embedkit.render import render
from embedkit.soup import read, span_of

_MARK = "data-embedkit-at"


def embed(body: Tag, client: Client, *, render: Callable[[Card], str] = render) -> list[Card]:
    """Replaces the media in `body` by their cards and gives the cards, in order. All else of the tree stays the same objects."""
    tags = list(body.find_all(True))
    text = _numbered(body, tags)
    places = [
        (span, tags[int(str(tag[_MARK]))]) for tag in read(text).find_all(True) if tag.get(_MARK) and (span := span_of(tag)) is not None
    ]
    blocks = [block for block in parse(text, format="html") if block.span is not None]
    cards = client.cards(blocks)
    for block, card in zip(blocks, cards, strict=True):
        if block.span is not None:
            _replace([tag for span, tag in places if block.span[0] <= span[0] and span[1] <= block.span[1]], render(card))
    return cards


def _numbered(body: Tag, tags: list[Tag]) -> str:
    """The body as text, each element with its number; the body itself is left as it was."""
    for number, tag in enumerate(tags):
        tag[_MARK] = str(number)
    try:
        return str(body)
    finally:
        for tag in tags:
            del tag[_MARK]


def _replace(tags: list[Tag], markup: str) -> None:
    """The card in the place of the first of these elements; the others, and what they hold, go with it."""
    outermost = [tag for tag in tags if not any(parent in tags for parent in tag.parents)]
    for number, tag in enumerate(outermost):
        if number == 0:
            tag.replace_with(*list(BeautifulSoup(markup, "html.parser").contents))
        else:
            tag.extract()
