"""What a rule is given and what it gives: the page around an element, and `Rule`.

A rule is a function `find(tag, page)`. It answers None ("not mine") cheaply, or the blocks that the element holds; an empty
list means "mine, and nothing an editor placed": the element and all below it is then left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any, NamedTuple

from bs4 import BeautifulSoup
from bs4.element import Comment, NavigableString, Tag

from embedkit import urls
from embedkit.identify import identify, table_of
from embedkit.models import Block, Identity, Image, Kind
from embedkit.providers import PROVIDERS, Provider
from embedkit.soup import Sought, attributes, is_larger, span_of

Find = Callable[[Tag, "Page"], "Iterable[Block] | Block | None"]
_RELATIVE = re.compile(r"(?:/|\./)?[\w%@~.,:;=+/-]{3,1000}(?:\?[^\s<>\"']{0,500})?")
_BLOCKISH = frozenset(
    "address article aside blockquote body dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p "
    "pre section summary table tbody td th tr ul br img iframe video audio picture".split()
)


class Signs(NamedTuple):
    """What an element shows of itself: its name, its class and id as `words` gives them, the names of its attributes."""

    name: str
    words: str
    attrs: tuple[str, ...]


@dataclass(frozen=True)
class Rule:
    """One markup family.

    `tags` names the elements it wants to see ("*-*": every custom element; None: all). The rest spares it elements that it cannot
    know, and is asked at little cost: `may` of the element's signs; the element must be, or hold, one of `below`; where it has text,
    that must begin with one of `begins`. `find` may not rely on any of them.
    """

    name: str
    find: Find
    tags: frozenset[str] | None = None
    may: Callable[[Signs], bool] | None = None
    below: frozenset[str] = frozenset()
    begins: tuple[str, ...] = ()


@dataclass
class Page:
    """One document while its rules run. Nothing in it is shared between documents."""

    soup: Tag
    base_url: str | None = None
    providers: Sequence[Provider] = PROVIDERS
    depth: int = 0
    """How often a placeholder was decoded on the way to here."""
    reparse: Callable[[str, Page], list[Block]] | None = None
    _claimed: set[int] = field(default_factory=set)
    _new: list[Tag] = field(default_factory=list)

    def claim(self, tag: Tag) -> None:
        """Marks all that an element holds as taken: a rule that was shown an image may claim the figure around it."""
        self._claimed.add(id(tag))
        if isinstance(tag, Sought):
            self._new.append(tag)
        else:
            self._claimed.update(map(id, tag.find_all(True)))

    def newly_claimed(self) -> list[Tag]:
        """The elements of a document read from source that were claimed since this was asked last."""
        new, self._new = self._new, []
        return new

    def is_claimed(self, tag: Tag) -> bool:
        """True for an element that was claimed, or stands in one that was."""
        return id(tag) in self._claimed or (isinstance(tag, Sought) and any(id(outer) in self._claimed for outer in tag.parents))

    def nested(self, markup: str) -> list[Block]:
        """The blocks of decoded markup, as part of this page."""
        return self.reparse(markup, self) if self.reparse is not None else []

    def url(self, raw: object) -> str | None:
        """The absolute web URL that an attribute holds, or None."""
        return urls.clean(raw, self.base) if isinstance(raw, str) and raw else None

    def picture_url(self, raw: str) -> str | None:
        """The same for an image; where the page tells no base, a relative path stays as it is."""
        url = self.url(raw)
        if url is None and self.base is None and _RELATIVE.fullmatch(raw):
            return raw
        return url

    def identify(self, url: str | None) -> Identity | None:
        """What the URL is by its shape."""
        return identify(url, providers=self.providers) if url else None

    def block(self, tag: Tag, kind: Kind, rule: str, **fields: Any) -> Block:
        """A block that stands where `tag` stands."""
        return Block(kind=kind, rule=rule, span=span_of(tag), **fields)

    def media(self, tag: Tag, identity: Identity, rule: str, *, source_url: str | None = None, **fields: Any) -> Block:
        """A block for a recognised provider's item."""
        fields = {"kind": identity.kind, **{k: v for k, v in fields.items() if v is not None}}
        return Block(rule=rule, span=span_of(tag), url=identity.url, source_url=source_url, provider=identity.provider,
                     native_id=identity.native_id, **fields)  # fmt: skip

    def is_provider(self, url: str) -> bool:
        """True for a page on the host of a known provider (its profile, its about page)."""
        host = urls.host_of(url) or ""
        return any(shape.host != "*" and not shape.row.publisher for shape in table_of(self.providers).candidates(host))

    def is_own(self, url: str) -> bool:
        """True for a page of the same house (news.test and news.co.test are one), or when the page does not say where it is."""
        own = urls.host_of(self.address) if self.address else None
        return own is None or _house(urls.host_of(url) or "") == _house(own)

    @cached_property
    def base(self) -> str | None:
        """What relative URLs are relative to: `<base>`, the caller's `base_url`, the page's own address."""
        base = next((href for one in attributes(self.soup, "base") if (href := said(one, "href"))), None)
        own = urls.clean(base, self.base_url) if base else None
        return own or self.base_url or self.address

    @cached_property
    def headline(self) -> str:
        """The article's headline: its first `h1`, else the page title; folded."""
        h1 = self.soup.find("h1")
        title = h1 if isinstance(h1, Tag) and text_of(h1) else self.soup.find("title")
        return text_of(title) if isinstance(title, Tag) else ""

    @cached_property
    def address(self) -> str | None:
        """The page's own URL, where it says it (canonical link or `og:url`), else the caller's base."""
        told = (
            next((said(link, "href") for link in attributes(self.soup, "link") if "canonical" in said(link, "rel").split()), ""),
            next((said(meta, "content") for meta in attributes(self.soup, "meta") if said(meta, "property") == "og:url"), ""),
        )
        return next(filter(None, (urls.clean(s, self.base_url) for s in told if s)), self.base_url)


def text_of(tag: Tag | None, *, without: Tag | None = None) -> str:
    """The text a reader sees in an element, white space folded, words of different blocks kept apart.

    `without` leaves out one element below it.
    """
    if tag is None:
        return ""
    left_out = set(map(id, without.descendants)) if without is not None else set()
    parts: list[str] = []
    for node in tag.descendants:
        if id(node) in left_out:
            continue
        if isinstance(node, Tag):
            if node.name in _BLOCKISH:
                parts.append(" ")
        elif (
            isinstance(node, NavigableString)
            and not isinstance(node, Comment)
            and node.parent is not None
            and node.parent.name not in ("script", "template")
        ):
            parts.append(node)
            if node.next_sibling is None and node.parent.name in _BLOCKISH:
                parts.append(" ")
    return " ".join("".join(parts).split())


def words(tag: Tag) -> str:
    """Class and id of an element as one lower-case string with blanks around each."""
    known: str | None = tag.__dict__.get("_words")
    if known is None:
        known = tag.__dict__["_words"] = words_in(tag.attrs)
    return known


def words_in(attrs: Mapping[str, Any]) -> str:
    """The same of an element's attributes."""
    classes, said = attrs.get("class") or "", attrs.get("id") or ""
    joined = classes if isinstance(classes, str) else " ".join(classes)
    named = said if isinstance(said, str) else " ".join(said)
    return f" {joined} {named.strip()} ".lower()


def _house(host: str) -> str:
    """The label of a host that names its owner: `bbc` of `www.bbc.co.uk` and of `bbc.com`."""
    labels = host.split(".")
    generic = len(labels) >= 3 and labels[-2] in ("co", "com", "org", "net", "gov", "ac", "ne", "or", "go", "edu")
    return labels[-3] if generic else labels[-2] if len(labels) >= 2 else host


def holds(tag: Tag, names: Collection[str]) -> bool:
    """True when an element of one of these names stands below the tag. Much cheaper than a search for the element."""
    if isinstance(tag, Sought):
        return tag.holds(list(names))
    return any(isinstance(node, Tag) and node.name in names for node in tag.descendants)


_NODES, _CHARACTERS = 500, 6_000


def is_large(tag: Tag) -> bool:
    """True for an element that holds more than 500 nodes or 6,000 characters: it is not the box of one piece of media.

    Remembered, so that what is asked of every element around media costs little in a large one.
    """
    known: bool | None = tag.__dict__.get("_is_large")
    if known is None:
        known = tag.__dict__["_is_large"] = is_larger(tag, _NODES, _CHARACTERS)
    return known


def following(tag: Tag, limit: int = 16) -> Iterator[Tag]:
    """The elements behind one, in its parent, among the next `limit` nodes."""
    return (node for node in islice(tag.next_siblings, limit) if isinstance(node, Tag))


def attr(tag: Tag, *names: str) -> str:
    """The first of these attributes that has a value, as text without surrounding blanks."""
    return said(tag.attrs, *names)


def said(attrs: Mapping[str, Any], *names: str) -> str:
    """The same of an element's attributes."""
    for name in names:
        value = attrs.get(name)
        if value:
            text = value if isinstance(value, str) else " ".join(value)
            if text.strip():
                return text.strip()
    return ""


def pixels(value: object) -> int | None:
    """A size attribute in CSS pixels: "640", "640px" give 640; percentages and nonsense give None."""
    text = str(value or "").strip().lower().removesuffix("px").strip()
    if not text.replace(".", "", 1).isascii() or not text.replace(".", "", 1).isdigit() or len(text) > 8:
        return None
    size = round(float(text))
    return size if 1 <= size <= 20_000 else None


def ancestors(tag: Tag, limit: int = 8) -> Iterator[Tag]:
    """The elements around a tag, nearest first, at most `limit` of them."""
    parent = tag.parent
    while parent is not None and not isinstance(parent, BeautifulSoup) and limit:
        yield parent
        parent, limit = parent.parent, limit - 1


def image(url: str | None, *, alt: str | None = None, width: object = None, height: object = None) -> Image | None:
    """An image value, or None without a URL."""
    return Image(url=url, alt=alt or None, width=pixels(width), height=pixels(height)) if url else None


__all__ = [
    "Page",
    "Rule",
    "Signs",
    "ancestors",
    "attr",
    "following",
    "holds",
    "image",
    "is_large",
    "pixels",
    "text_of",
    "words",
    "words_in",
]
