"""Merges what the markup, the row, oEmbed, the linked page said into one card: one line a field, in a fixed order of trust.

The newsroom's words (caption, credit, alternative text) come from the markup alone and no provider overwrites them. Everything is
plain text of bounded length when it leaves here.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any, TypeVar

from embedkit import urls
from embedkit.identify import table_of
from embedkit.models import (
    CARD,
    Block,
    Card,
    CardWarning,
    Credit,
    Embed,
    Facts,
    Identity,
    Image,
    Kind,
    Match,
    Photo,
    Problem,
    ProviderRef,
    Rendition,
    Source,
    Status,
)
from embedkit.problems import NEEDS_SITE
from embedkit.providers import PROVIDERS

T = TypeVar("T")
_TITLE, _TEXT = 300, 5_000
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_TAGS = re.compile(r"<[a-zA-Z/!][^<>]{0,5000}>")
_TRUST: tuple[Source, ...] = ("user", "lock", "index", "oembed", "jsonld", "opengraph", "twitter", "html", "synthesised")
"""Sources of the provider's words, the most trusted first."""


def card(
    block: Block | None,
    identity: Identity | None,
    facts: Sequence[Facts] = (),
    *,
    status: Status = "unresolved",
    problem: Problem | None = None,
    warnings: Sequence[CardWarning] = (),
    url: str | None = None,
    fetched_at: datetime | None = None,
    fresh_until: datetime | None = None,
    site_host: str | None = None,
) -> Card:
    """One card for a block, a URL, or both; each field's source is in `provenance`. `site_host` is where it will be published."""
    told = _Told(block, identity, site_host, sorted(facts, key=lambda f: _TRUST.index(f.source) if f.source in _TRUST else 99))
    kind = _kind(block, identity, told.facts)
    listed = next((f for f in told.facts if f.source == "index"), None)
    found = (listed.url if listed else None) or (identity.url if identity else None) or url
    canonical = _web((block.url if block else None) or found)
    if listed is not None and listed.match is not None:
        told.provenance["match"] = listed.match
    fields: dict[str, Any] = {
        "kind": kind,
        "role": block.role if block else "body",
        "span": block.span if block else None,
        "status": status,
        "problem": problem,
        "provider": told.provider(),
        "native_id": _clean((block.native_id if block else None) or (identity.native_id if identity else None), _TITLE),
        "url": told.note("url", canonical, "markup" if block and block.url else "index" if listed and listed.url else "synthesised"),
        "source_url": _web(block.source_url if block else url),
        "title": told.title(),
        "description": told.first("description", _TEXT),
        "authors": told.authors(),
        "published_at": told.mark("published_at") or told.fact("published_at"),
        "duration_s": told.mark("duration_s") or told.fact("duration_s"),
        "language": told.first("language", 35),
        "caption": told.mark("caption", _TEXT),
        "credit": told.note("credit", _credit(block.credit) if block else None, "markup"),
        "alt": told.mark("alt", _TEXT),
        "thumbnails": told.thumbnails(),
        "media": told.note("media", _media(block.media if block else ()), "markup")
        or told.note("media", _media(listed.media if listed else ()), "index"),
        "embed": told.embed(),
        "warnings": (*warnings, *told.warnings),
        "fetched_at": fetched_at,
        "fresh_until": fresh_until,
        **_of_kind(kind, block, told),
    }
    fields["id"] = _id(block, identity, kind, canonical, fields)
    return CARD.validate_python({**fields, "provenance": told.provenance})


class _Told:
    """What the sources said of one item, and which of them was believed for which field."""

    def __init__(self, block: Block | None, identity: Identity | None, site_host: str | None, facts: list[Facts]) -> None:
        self.block, self.identity, self.site_host, self.facts = block, identity, site_host, facts
        self.warnings: list[CardWarning] = []
        self.row = table_of(PROVIDERS).rows.get(identity.provider if identity else (block.provider or "") if block else "")
        self.provenance: dict[str, Source | Match] = {}

    def note(self, field: str, value: T, source: Source) -> T:
        """Remembers the source of a field that has a value."""
        if value:
            self.provenance[field] = source
        return value

    def mark(self, field: str, most: int = _TEXT) -> Any:
        """The markup's value."""
        value = getattr(self.block, field) if self.block else None
        return self.note(field, _clean(value, most) if isinstance(value, str) else value, "markup")

    def fact(self, field: str) -> Any:
        """The value of the most trusted source that has one."""
        for facts in self.facts:
            if value := getattr(facts, field):
                return self.note(field, value, facts.source)
        return None

    def first(self, field: str, most: int) -> str | None:
        """The same for text, which leaves plain and short."""
        for facts in self.facts:
            if value := _clean(getattr(facts, field), most):
                return self.note(field, value, facts.source)
        return None

    def title(self) -> str | None:
        """The provider's title before the markup's; one that only names the provider or the site does not count."""
        for facts in self.facts:
            names = {_fold(n) for n in (facts.provider_name, facts.site_name, self.row.name if self.row else None) if n}
            if (value := _clean(facts.title, _TITLE)) and _fold(value) not in names:
                return self.note("title", value, facts.source)
        return self.note("title", _clean(self.block.title, _TITLE) if self.block else None, "markup")

    def authors(self) -> tuple[str, ...]:
        own = _clean(self.block.author, _TITLE) if self.block else None
        if own:
            return self.note("authors", (own,), "markup")
        for facts in self.facts:
            if names := tuple(filter(None, (_clean(a, _TITLE) for a in facts.authors[:20]))):
                return self.note("authors", names, facts.source)
        return ()

    def provider(self) -> ProviderRef | None:
        said = next(filter(None, (_clean(f.provider_name, 80) for f in self.facts)), None)
        key = self.identity.provider if self.identity else self.block.provider if self.block else None
        if not key:
            return None
        name = self.row.name if self.row else (self.identity.provider_name if self.identity else "") or said or key
        return ProviderRef(key=key, name=name, url=self.row.homepage if self.row else None)

    def thumbnails(self) -> tuple[Image, ...]:
        """Stills, largest first: the markup's own picture, else what a source gave, else the provider's URL pattern."""
        if self.block and (own := _images((*self.block.images, *((self.block.image,) if self.block.image else ())))):
            return self.note("thumbnails", own, "markup")
        for facts in self.facts:
            if found := _images(facts.thumbnails):
                return self.note("thumbnails", found, facts.source)
        made = _web(self.identity.thumbnail) if self.identity else None
        return self.note("thumbnails", (Image(url=made),), "synthesised") if made else ()

    def embed(self) -> Embed | None:
        """The frame to build, always from the row's own player address, never from a provider's markup."""
        player = _web(self.identity.player) if self.identity else None
        if player is None or self.identity is None:
            return self._own_player()
        row, player = self.row, self._of_site(player)
        ratio = (
            next((f.aspect_ratio for f in self.facts if f.aspect_ratio and 0.1 <= f.aspect_ratio <= 10), None) or self.identity.aspect_ratio
        )
        sized = next((f for f in self.facts if f.width and f.height), None)
        embed = Embed(
            src=player, width=sized.width if sized else None, height=self.identity.height or (sized.height if sized else None),
            aspect_ratio=None if self.identity.height else ratio, allow=row.allow if row else None, sandbox=row.sandbox if row else None,
            referrerpolicy=(row.referrerpolicy if row else None) or "strict-origin-when-cross-origin",
            cookieless_src=player.replace("https://www.youtube.com/embed/", "https://www.youtube-nocookie.com/embed/") if self.identity.provider == "youtube" else None,
            category=row.category if row else None,
        )  # fmt: skip
        return self.note("embed", embed, "synthesised")

    def _own_player(self) -> Embed | None:
        """The player that the publisher's own list names: the index is the site's own word, unlike a provider's markup."""
        listed = next((f for f in self.facts if f.source == "index" and f.player), None)
        player = _web(listed.player) if listed else None
        if listed is None or player is None or not player.startswith("https:"):
            return None
        embed = Embed(
            src=player,
            width=listed.width,
            height=listed.height,
            aspect_ratio=listed.aspect_ratio,
            referrerpolicy="strict-origin-when-cross-origin",
        )
        return self.note("embed", embed, "index")

    def _of_site(self, player: str) -> str:
        """The player's address with the publishing host, where it needs it; a warning where nobody said it."""
        param = self.row.site_param if self.row else None
        if param and self.site_host:
            return urls.with_query(player, {param: self.site_host})
        if param and f"{param}=" not in player:
            self.warnings.append(NEEDS_SITE)
        return player


def _of_kind(kind: Kind, block: Block | None, told: _Told) -> dict[str, Any]:
    if kind == "post":
        return {"text": told.mark("text") or told.first("text", _TEXT), "author": told.mark("author", _TITLE)}
    if kind == "gallery":
        return {"items": tuple(map(_photo, block.items)) if block else ()}
    if kind == "article":
        return {"site_name": told.first("site_name", _TITLE)}
    if kind == "video":
        short = bool(told.identity and told.identity.aspect_ratio and told.identity.aspect_ratio < 1)
        return {"is_short": short or None, "is_live": True if told.identity and told.identity.provider == "youtube-live" else None}
    return {}


def _kind(block: Block | None, identity: Identity | None, facts: Sequence[Facts]) -> Kind:
    if block is not None and block.kind != "rich":
        return block.kind
    known = identity.kind if identity is not None and identity.kind != "rich" else next((f.kind for f in facts if f.kind), None)
    if known:
        return known
    if block is None and identity is None:
        return "article"
    return "rich"


def _id(block: Block | None, identity: Identity | None, kind: Kind, url: str | None, fields: dict[str, Any]) -> str:
    """`provider:id` when known; else a hash of the canonical URL; else of kind and words. Every spelling of one URL gives one id."""
    provider = identity.provider if identity else block.provider if block else None
    native_id = fields["native_id"]
    if provider and native_id:
        return f"{provider}:{native_id}"[:200]
    image = block.image.url if block and block.image and kind == "photo" else None
    target = url or image or _pictures(block)
    if target:
        return "url:" + _hash(urls.drop_tracking(target).split("#")[0].rstrip("/"))
    words = fields["title"] or fields["caption"] or (block.text if block else None) or (native_id or "")
    return "text:" + _hash(f"{kind}\n{_fold(words)}")


def _pictures(block: Block | None) -> str | None:
    """What tells a gallery from others: the files of its pictures."""
    return "\n".join(urls.image_key(item.image.url) for item in block.items) if block and block.items else None


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:16]


def _fold(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _clean(value: object, most: int) -> str | None:
    """Plain text of bounded length: entities decoded once, tags and control characters gone, white space folded."""
    if not isinstance(value, str) or not value:
        return None
    text = _CONTROLS.sub("", value[: 4 * most])
    if "<" in text:
        text = _TAGS.sub(" ", text)
    if "&" in text:
        text = _CONTROLS.sub("", html.unescape(text))
    text = " ".join(text.split())
    return (text[: most - 1].rstrip() + "…" if len(text) > most else text) or None


def _web(url: str | None) -> str | None:
    return urls.clean(url) if url else None


def _credit(credit: Credit | None) -> Credit | None:
    if credit is None:
        return None
    raw = _clean(credit.raw, _TITLE)
    return (
        credit.model_copy(
            update={
                "raw": raw,
                "line": _clean(credit.line, _TITLE),
                "creators": tuple(filter(None, (_clean(c, _TITLE) for c in credit.creators))),
            }
        )
        if raw
        else None
    )


def _images(images: Iterable[Image]) -> tuple[Image, ...]:
    kept: dict[str, Image] = {}
    for image in images:
        url = _web(image.url)
        if url and url not in kept:
            made = {"url": url, "width": _pixels(image.width), "height": _pixels(image.height), "alt": _clean(image.alt, _TEXT)}
            kept[url] = image if all(getattr(image, name) == value for name, value in made.items()) else image.model_copy(update=made)
    return tuple(sorted(kept.values(), key=lambda i: -(i.width or 0)))


def _media(media: Iterable[Rendition]) -> tuple[Rendition, ...]:
    return tuple(m.model_copy(update={"url": url}) for m in media if (url := _web(m.url)))


def _photo(photo: Photo) -> Photo:
    images = _images((*photo.images, photo.image))
    return photo.model_copy(
        update={
            "image": images[0] if images else photo.image,
            "images": images,
            "caption": _clean(photo.caption, _TEXT),
            "credit": _credit(photo.credit),
            "alt": _clean(photo.alt, _TEXT),
        }
    )


def _pixels(size: int | None) -> int | None:
    return size if size and 1 <= size <= 10_000 else None
