"""What WordPress stored of a post's embeds, as oEmbed answers for the URLs of its body (class-wp-embed.php, WP_Embed::shortcode()).

    _oembed_<md5>       the HTML that the provider sent, or `{{unknown}}` where it sent none
    _oembed_time_<md5>  when that was, in seconds since 1970
    post_type oembed_cache, post_name <md5>: the same for embeds outside of posts

WordPress keeps of an answer its HTML only: an answer says here what that says, and no more.
"""

from __future__ import annotations

import json
import re
from collections import ChainMap
from datetime import UTC, datetime
from typing import Any, NamedTuple

from embedkit.build.sources.embed_keys import Attributes, Keys, embeds
from embedkit.build.sources.model import Answer
from embedkit.identify import identify
from embedkit.models import Block, Identity
from embedkit.parse import parse

_KEY = re.compile(r"_oembed_(time_)?([0-9a-f]{32})")
_UNKNOWN = "{{unknown}}"
_FRAME = re.compile(r"<iframe\b[^<>]{0,3000}>", re.I)
_SIZE = re.compile(r"\b(width|height)=[\"']?(\d{1,4})(?![\d%])", re.I)
_LONGEST, _MOST = 100_000, 1_000
"""Of the HTML of one embed, in characters; longer, it is none. Of the embeds of a post."""
_WIDTHS = 100
"""Of the widths in a post's embeds, so many are tried first."""
_SHELF = 10_000_000
"""Characters of cache posts that are kept for the posts behind them: memory does not grow with the file."""
_NEVER = datetime.min.replace(tzinfo=UTC)


class Kept(NamedTuple):
    """What is stored under a key, empty for a failure, and when the provider had said it."""

    html: str
    at: datetime | None = None


class Shelf:
    """The stored embeds of one export as it is read: a post's own, and those of the cache posts that stood before it."""

    def __init__(self) -> None:
        self._keys = Keys()
        self._cached: dict[str, Kept] = {}
        self._room = _SHELF

    def keep(self, key: str, html: str, given: str) -> None:
        """Remembers a cache post: its name, its content, and its date (`2026-11-02 07:15:00`, UTC)."""
        html = _answer(html)
        if len(html) + len(key) <= self._room:
            self._room -= len(html) + len(key)
            self._cached[key] = Kept(html, _date(given))

    def answers(self, item: Any, body: str) -> tuple[Answer, ...]:
        """The answers for the URLs of a post's body, by the key of each; where that is not known, by what the stored HTML embeds."""
        own = _metas(item)
        if not own and not self._cached:
            return ()
        asked = embeds(body)
        found = self._by_key(own, asked)
        missing = {identity.url: url for url, _ in reversed(asked) if not found.get(url) and (identity := identify(url)) is not None}
        for kept in own.values() if missing else ():
            if kept.html and (identity := _embedded(kept.html)) is not None and identity.url in missing:
                found.setdefault(missing[identity.url], []).append(kept)
        return tuple(answer for url, stored in found.items() for answer in _newest(url, stored))

    def _by_key(self, own: dict[str, Kept], asked: list[tuple[str, Attributes]]) -> dict[str, list[Kept]]:
        stored = ChainMap(own, self._cached)
        widths = {int(size[2]) for kept in own.values() for size in _SIZE.finditer(kept.html) if size[1].lower() == "width"}
        found: dict[str, list[Kept]] = {}
        for url, said in asked:
            keys = self._keys.find(url, said, stored, sorted(widths)[:_WIDTHS])
            found.setdefault(url, []).extend(stored[key] for key in keys if stored[key].html)
        return found


def _metas(item: Any) -> dict[str, Kept]:
    """The embeds among the fields of an item."""
    values: dict[str, str] = {}
    times: dict[str, str] = {}
    for meta in item.iterchildren("{*}postmeta"):
        if (key := _KEY.fullmatch(meta.findtext("{*}meta_key") or "")) is not None and len(values) < _MOST:
            (times if key[1] else values)[key[2]] = meta.findtext("{*}meta_value") or ""
    return {key: Kept(_answer(html), _seconds(times.get(key, ""))) for key, html in values.items()}


def _answer(html: str) -> str:
    return "" if html.strip() == _UNKNOWN or len(html) > _LONGEST else html.strip()


def _newest(url: str, stored: list[Kept]) -> list[Answer]:
    """The last answer of those that WordPress had for one URL, once for each size of its embed."""
    kept = max(stored, key=lambda one: one.at or _NEVER, default=None)
    said = _said(kept.html, identify(url)) if kept is not None else None
    return [Answer(url, said, kept.at)] if kept is not None and said else []


def _said(html: str, asked: Identity | None) -> dict[str, Any] | None:
    """The answer that a stored HTML is, in oEmbed's terms; an answer in JSON as it stands. None where it does not embed what was asked for.

    What a plugin put in the place of a player, a still or a button, is no answer of the player's provider.
    """
    if html.lstrip().startswith("{"):
        return _json(html)
    block = _block(html)
    if block is None:
        return None
    if block.kind == "photo" and block.image is not None:
        # WP_oEmbed::data2html() writes the title of a photo as its alternative text.
        photo = {"url": block.image.url, "width": block.image.width, "height": block.image.height}
        told = {"type": "photo", "title": block.alt, "html": html, **photo}
        return _without_gaps(told) if asked is None or asked.kind in ("photo", "rich") else None
    if asked is not None and block.provider != asked.provider:
        return None
    frame = _FRAME.search(html)
    size = {name.lower(): int(value) for name, value in _SIZE.findall(frame[0])} if frame else {}
    told = {"type": "video" if block.kind == "video" else "rich", "title": block.title, "author_name": block.author, "html": html, **size}
    return _without_gaps(told)


def _json(text: str) -> dict[str, Any] | None:
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) and said.get("type") in ("video", "photo", "rich", "link") else None


def _without_gaps(said: dict[str, Any]) -> dict[str, Any]:
    return {"version": "1.0"} | {name: value for name, value in said.items() if value is not None}


def _block(html: str) -> Block | None:
    return next(iter(parse(html, format="html")), None)


def _embedded(html: str) -> Identity | None:
    """What the HTML says that it embeds: its frame, quotation or attributes."""
    block = _block(html)
    return identify(block.url) if block is not None and block.url else None


def _seconds(text: str) -> datetime | None:
    return datetime.fromtimestamp(int(text), UTC) if re.fullmatch(r"[1-9]\d{0,10}", text, re.ASCII) else None


def _date(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
    except ValueError:
        return None
