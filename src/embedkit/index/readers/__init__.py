"""Readers: from the bytes of a feed, a sitemap, a page, a table or earlier cards to entries. Which reader, the bytes tell.

Each reader yields entries as it goes and raises nothing for what a publisher wrote: a part that cannot be read becomes a `Skipped`.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from embedkit.index.item import Skipped
from embedkit.index.readers import feeds, pages, sitemaps, tables
from embedkit.index.readers.reading import More, Part, Reading
from embedkit.index.readers.xml import Document

_HEAD = 65_536
_XML = (b"<?xml", b"<rss", b"<feed", b"<rdf", b"<urlset", b"<sitemapindex", b"[", b"{")


def read(stream: BinaryIO, reading: Reading) -> Iterator[Part]:
    """The entries of one source, whatever it is."""
    buffered: Any = stream if hasattr(stream, "peek") else io.BufferedReader(cast(Any, stream), _HEAD)
    head = buffered.peek(_HEAD)[:_HEAD]
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n\x00\xff\xfe")[:200].replace(b"\x00", b"").lower()
    if not start:
        return iter([Skipped("the source is empty")])
    if start.startswith((b"<!doctype html", b"<html")) or (b"application/ld+json" in head and not start.startswith(_XML)):
        return pages.read(buffered, reading)
    if start.startswith(b"<"):
        return _xml(buffered, head, reading)
    if start.startswith((b"[", b"{")):
        return tables.read_json(buffered, reading)
    return tables.read_csv(buffered, reading)


def _xml(stream: BinaryIO, head: bytes, reading: Reading) -> Iterator[Part]:
    if b"<!ENTITY" in head or "<!ENTITY".encode("utf-16-le") in head or "<!ENTITY".encode("utf-16-be") in head:
        yield Skipped("XML that declares entities is not read", reading.place)
        return
    document = Document(stream, reading.encoding)
    if document.name in ("rss", "rdf", "feed"):
        yield from feeds.read(document, reading)
    elif document.name in ("urlset", "sitemapindex"):
        yield from sitemaps.read(document, reading)
    elif document.name == "html":
        yield from pages.read(document.rest(), reading)
    else:
        yield Skipped("neither a feed nor a sitemap", f"<{document.name}>" if document.name else document.damage or reading.place)
    if document.damage:
        yield Skipped("damaged XML: what follows may be missing", document.damage)


__all__ = ["More", "Part", "Reading", "read"]
