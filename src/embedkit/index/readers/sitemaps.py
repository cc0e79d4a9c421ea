"""Sitemaps: video and news entries, and the sitemaps that a sitemap index names.

https://www.sitemaps.org/protocol.html, https://developers.google.com/search/docs/crawling-indexing/sitemaps/video-sitemaps and
…/news-sitemap. Names are read without their namespace: publishers write many.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from embedkit.index.item import Entry, Skipped, make
from embedkit.index.readers.reading import More, Part, Reading
from embedkit.index.readers.xml import Document, local, text_of


def read(document: Document, reading: Reading) -> Iterator[Part]:
    """The videos and articles of a sitemap; the sitemaps of an index."""
    for element in document.each("url", "sitemap"):
        if local(element) == "sitemap":
            place = text_of(element, "loc")
            yield More(place) if place else Skipped("a sitemap without an address")
        else:
            yield from _page(element, reading)


def _page(element: Any, reading: Reading) -> Iterator[Entry]:
    place = text_of(element, "loc")
    videos = [child for child in element if local(child) == "video"]
    for video in videos:
        yield _video(video, place if len(videos) == 1 else None, reading)
    news = [child for child in element if local(child) == "news"]
    for child in news:
        yield _article(child, place, reading)
    if not videos and not news:
        yield Skipped("a page without video or news entry", place or "")


def _video(video: Any, place: str | None, reading: Reading) -> Entry:
    # Of several videos on one page none can be named by the page's address.
    return make(
        base=reading.base, kind=reading.kind or "video", title=text_of(video, "title"), url=place, player=text_of(video, "player_loc"), native_id=text_of(video, "id"),
        description=text_of(video, "description"), authors=text_of(video, "uploader"), language=reading.language,
        published_at=text_of(video, "publication_date"), duration_s=text_of(video, "duration"), image=text_of(video, "thumbnail_loc", "thumbnail_url"),
        file=text_of(video, "content_loc"),
    )  # fmt: skip


def _article(news: Any, place: str | None, reading: Reading) -> Entry:
    publication = next((child for child in news if local(child) == "publication"), None)
    name, tongue = (text_of(publication, "name"), text_of(publication, "language")) if publication is not None else (None, None)
    return make(
        base=reading.base, kind="article", title=text_of(news, "title"), url=place, site_name=name, language=tongue or reading.language,
        published_at=text_of(news, "publication_date"),
    )  # fmt: skip
