"""Where the markup says what a block says: found again afterwards, so that a normal parse pays nothing for it."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice

from bs4.element import Tag

from embedkit.explaining import jsons
from embedkit.explaining.model import Evidence
from embedkit.explaining.places import Places, selector
from embedkit.identify import provider_named
from embedkit.models import Block
from embedkit.page import Page, ancestors, attr, text_of
from embedkit.rules.common import seconds
from embedkit.rules.consent import markup_of
from embedkit.soup import span_of

_MOST = 1_000
"""Elements of a block that are looked at."""
_PART = 5
"""Characters from which a value may be a part of what stands there."""
_LONG = 2_048
"""Characters from which a value is no single address or number."""
_SHOWN = 120
_WORDS = ("title", "caption", "text", "author")

Says = Callable[[str], bool]


@dataclass(frozen=True)
class Spot:
    """One value in the markup: where it stands, what it is; `tag` holds it."""

    where: str
    value: str
    tag: Tag


class Markup:
    """What an element and all below it say: first plainly, then in JSON and in decoded markup."""

    def __init__(self, holder: Tag) -> None:
        self.tags = [holder, *islice(holder.find_all(True), _MOST)]

    @cached_property
    def words(self) -> list[Spot]:
        """What each element says to a reader, the innermost first."""
        return [
            Spot(_of(tag), said, tag) for tag in reversed(self.tags) if tag.name not in ("script", "template") and (said := text_of(tag))
        ]

    @cached_property
    def attributes(self) -> list[Spot]:
        """All attributes, in document order."""
        return [Spot(f"{_of(tag)}[{name}]", attr(tag, name), tag) for tag in self.tags for name in tag.attrs]

    @cached_property
    def in_json(self) -> list[Spot]:
        """What JSON in attributes and scripts says."""
        return list(self._in_json())

    @cached_property
    def hidden(self) -> list[Spot]:
        """What JSON and encoded markup say."""
        return [*self.in_json, *self._decoded()]

    def _in_json(self) -> Iterator[Spot]:
        texts = [(spot.where, spot.value, spot.tag) for spot in self.attributes if spot.value[:1] in ("{", "[")]
        texts += [(_of(tag), tag.get_text(), tag) for tag in self.tags if tag.name == "script"]
        for where, text, tag in texts:
            yield from (Spot(f"{where} {path}", value, tag) for path, value in jsons.values(text))

    def _decoded(self) -> Iterator[Spot]:
        for spot in self.attributes:
            if len(spot.value) >= 40 and (inner := markup_of(spot.value)) is not None:
                yield Spot(f"{spot.where} decoded", inner, spot.tag)
        for tag in self.tags:
            if tag.name == "script" and (text := tag.get_text().strip()):
                yield Spot(f"{_of(tag)} decoded", markup_of(text) or html.unescape(text), tag)


def evidence(block: Block, tag: Tag, page: Page, places: Places, whole: Markup) -> tuple[Evidence, ...]:
    """Where the fields of a block stand, the nearest place first: in its own element, in what it spans, in the `whole` page."""
    around = [Markup(tag), Markup(_holder(tag, block)), whole] if tag is not page.soup else [whole]
    found = []
    for field, values, says in _wanted(block, page):
        spot = next(filter(None, (_spot(markup, field, values, says) for markup in around)), None)
        if spot is not None:
            span = span_of(spot.tag)
            shown = " ".join(spot.value.split())
            shown = shown if len(shown) <= _SHOWN else _around(shown, values)
            found.append(Evidence(field=field, where=spot.where, value=shown, line=places.line(span[0])[0] if span else None))
    return tuple(found)


def _holder(tag: Tag, block: Block) -> Tag:
    """The element that holds all that a block spans."""
    if block.span is None:
        return next(ancestors(tag, 1), tag)
    for node in (tag, *ancestors(tag)):
        span = span_of(node)
        if span is not None and span[0] <= block.span[0] and block.span[1] <= span[1]:
            return node
    return tag


def _wanted(block: Block, page: Page) -> Iterator[tuple[str, list[str], Says | None]]:
    """What is looked for: the field, the texts that would say it (the surest first), and how else a text may say it."""
    photo = block.image.url if block.image and block.kind == "photo" else None
    item = [value for value in (block.source_url, photo, block.native_id, block.url, _file(photo)) if value]
    if item:
        yield "item", item, lambda text: page.url(text) in item
    elif block.provider:
        yield "provider", [block.provider], lambda text: len(text) < _SHOWN and provider_named(text) == block.provider
    yield from ((field, [value], None) for field in _WORDS if (value := getattr(block, field)))
    if block.credit:
        yield "credit", [block.credit.raw], None
    if block.image and photo is None:
        poster = block.image.url
        yield "poster", [poster], lambda text: page.url(text) == poster
    if block.duration_s:
        yield "duration", [], lambda text: seconds(text) == block.duration_s
    if block.items:
        first = block.items[0].image.url
        yield "items", [first], lambda text: page.url(text) == first


def _file(url: str | None) -> str | None:
    """The name of a picture's file, where it is long enough to be its own: markup may write the rest of an address in many ways."""
    name = (url or "").partition("?")[0].rpartition("/")[2]
    return name if len(name) >= 2 * _PART else None


def _spot(markup: Markup, field: str, values: list[str], says: Says | None) -> Spot | None:
    """The best place: exactly the value before a longer text with it, words before attributes where a reader sees the field."""
    plain = (markup.words, markup.attributes) if field in (*_WORDS, "credit") else (markup.attributes, markup.words)
    exact = ((s for spots in (*plain, markup.in_json) for s in spots if s.value == value) for value in values)
    told = (s for spots in plain for s in spots if says is not None and len(s.value) < _LONG and says(s.value))
    parts = (s for spots in (*plain, markup.hidden) for value in values if len(value) >= _PART for s in spots if value in s.value)
    return next(chain(chain.from_iterable(exact), told, parts), None)


def _around(text: str, values: list[str]) -> str:
    """A long text, shortened around what was looked for."""
    at = next((found for value in values if (found := text.find(value)) >= 0), 0)
    start = max(0, at - 30)
    return f"{'…' if start else ''}{text[start : start + _SHOWN]}{'…' if start + _SHOWN < len(text) else ''}"


def _of(tag: Tag) -> str:
    return selector(tag.name, tag.attrs)


__all__ = ["Markup", "evidence"]
