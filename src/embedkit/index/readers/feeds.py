"""Feeds: Media RSS (https://www.rssboard.org/media-rss), RSS enclosures, Atom as YouTube's channels give it.

lxml cuts the feed into its items, so that a feed of any size fits; feedparser, which knows what feeds look like in the wild, reads a few
at a time.
"""

from __future__ import annotations

import io
from calendar import timegm
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Any

import feedparser
from lxml import etree

from embedkit import urls
from embedkit.index.item import Entry, Skipped, make
from embedkit.index.readers.reading import Reading
from embedkit.index.readers.xml import Document, local

_BATCH = 50
_XML = "{http://www.w3.org/XML/1998/namespace}"
_SHELLS = {
    "rss": ('<rss version="2.0"><channel>', "</channel></rss>"),
    "rdf": ('<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">', "</rdf:RDF>"),
    "feed": ('<feed xmlns="http://www.w3.org/2005/Atom">', "</feed>"),
}


def read(document: Document, reading: Reading) -> Iterator[Entry]:
    """The items of a feed."""
    channel: dict[str, str] = {"language": document.root.get(f"{_XML}lang") or ""}

    def seen(element: Any) -> None:
        name, parent = local(element), local(element.getparent())
        if parent in ("channel", "feed") and name in ("title", "language", "link") and element.text:
            channel.setdefault(name, element.text.strip())
            channel[name] = channel[name] or element.text.strip()

    opening, closing = _SHELLS[document.name]
    base = document.root.get(f"{_XML}base") or ""
    items = (etree.tostring(item, encoding="unicode", with_tail=False) for item in document.each("item", "entry", seen=seen))
    while batch := list(islice(items, _BATCH)):
        for entry in _parsed(batch, opening, closing):
            yield (
                entry
                if isinstance(entry, Skipped)
                else _entry(entry, channel, urls.clean(base) or urls.clean(channel.get("link", "")) or reading.base, reading)
            )


def _parsed(items: list[str], opening: str, closing: str) -> list[Any]:
    """What feedparser makes of some items; where it fails on what it did not foresee, of each alone."""
    markup = opening + "".join(items) + closing
    try:
        return list(feedparser.parse(io.BytesIO(markup.encode()), sanitize_html=False, resolve_relative_uris=False).entries)
    except Exception:
        if len(items) == 1:
            return [Skipped("an item that cannot be read", items[0][:80])]
        return [entry for item in items for entry in _parsed([item], opening, closing)]


def _entry(entry: Any, channel: dict[str, str], base: str | None, reading: Reading) -> Entry:
    files = [*entry.get("media_content", ()), *entry.get("enclosures", ())]
    media = [_file(file) for file in files if _plays(file)]
    native, player = entry.get("yt_videoid") or _guid(entry.get("id")), entry.get("media_player")
    return make(
        base=base,
        kind=reading.kind or _kind(entry, media),
        title=entry.get("title"),
        url=entry.get("link") or _address(entry.get("id")),
        player=player.get("url") if isinstance(player, dict) else None,
        native_id=native,
        description=entry.get("summary") or entry.get("media_description"),
        authors=[author.get("name") for author in entry.get("authors", ())],
        site_name=None if entry.get("yt_videoid") else channel.get("title"),
        language=entry.get("language") or entry.get("dc_language") or channel.get("language") or reading.language,
        published_at=_moment(entry.get("published_parsed") or entry.get("updated_parsed")),
        duration_s=next((file["duration"] for file in files if file.get("duration")), None) or entry.get("itunes_duration"),
        thumbnails=[dict(image) for image in entry.get("media_thumbnail", ())],
        image=(entry.get("image") or {}).get("href"),
        media=media,
    )


def _kind(entry: Any, media: list[dict[str, Any]]) -> str:
    """What an item is by what it brings: films, sound, or words alone."""
    mimes = [str(file.get("mime") or "") for file in media]
    if (
        entry.get("yt_videoid")
        or entry.get("media_player")
        or any(file.get("medium") == "video" for file in entry.get("media_content", ()))
    ):
        return "video"
    if any(mime.startswith("audio/") or urls.media_kind(str(file["url"])) == "audio" for mime, file in zip(mimes, media, strict=True)):
        return "audio"
    return "video" if media else "article"


def _plays(file: dict[str, Any]) -> bool:
    """True for a file or stream; not for a picture, and not for the Flash players that YouTube still lists."""
    mime, url = str(file.get("type") or ""), str(file.get("url") or file.get("href") or "")
    return mime.startswith(("video/", "audio/", "application/x-mpegurl", "application/vnd.apple.mpegurl", "application/dash+xml")) or urls.media_kind(url) in ("video", "audio")  # fmt: skip


def _file(file: dict[str, Any]) -> dict[str, Any]:
    return {"url": file.get("url") or file.get("href"), "mime": file.get("type"), "width": file.get("width"), "height": file.get("height"), "duration_s": file.get("duration")}  # fmt: skip


def _guid(value: object) -> str | None:
    """An item's own id, where it is no address."""
    text = str(value or "")
    return text if text and "://" not in text else None


def _address(value: object) -> str | None:
    text = str(value or "")
    return text if text.startswith(("http://", "https://")) else None


def _moment(parsed: Any) -> datetime | None:
    """feedparser gives UTC (https://feedparser.readthedocs.io, "Date Parsing")."""
    try:
        return datetime.fromtimestamp(timegm(parsed), UTC) if parsed else None
    except (ValueError, OverflowError, OSError):
        return None


__all__ = ["read"]
