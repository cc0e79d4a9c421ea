"""Pages: the VideoObject, AudioObject and article nodes of their JSON-LD (https://schema.org/VideoObject)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from embedkit import urls
from embedkit.encoding import decode, scrub
from embedkit.index.item import Entry, Skipped, make
from embedkit.index.readers.reading import Reading
from embedkit.soup import read as read_soup

_LARGEST, _DEEPEST = 20_000_000, 30
_KINDS = {"VideoObject": "video", "Clip": "video", "AudioObject": "audio", "PodcastEpisode": "audio"}


def read(stream: BinaryIO, reading: Reading) -> Iterator[Entry]:
    """What a page says of its media."""
    data = stream.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        yield Skipped("a page larger than 20 MB", reading.place)
        return
    soup = read_soup(scrub(decode(data)[0]))
    canonical = soup.find("link", rel="canonical")
    page = urls.clean(str(canonical.get("href") or ""), reading.base) if canonical is not None else None
    found = [node for script in soup.find_all("script", attrs={"type": "application/ld+json"}) for node in _island(script.string or "")]
    entries = [entry for node in found if (entry := of_node(node, page or reading.base, reading)) is not None]
    yield from entries or [Skipped("a page without JSON-LD of a video, recording or article", page or reading.place)]


def nodes(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Every object of a JSON-LD document that has a type."""
    if depth > _DEEPEST:
        return
    if isinstance(data, dict):
        if "@type" in data:
            yield data
        data = list(data.values())
    for value in data if isinstance(data, list) else ():
        yield from nodes(value, depth + 1)


def of_node(node: dict[str, Any], page: str | None, reading: Reading) -> Entry | None:
    """The entry of a node, None for one that is neither a medium nor an article."""
    kind = _kind(node)
    if kind is None or (reading.kind is not None and kind != reading.kind):
        return None
    image = node.get("thumbnailUrl") or node.get("thumbnail") or node.get("image")
    publisher = node.get("publisher")
    return make(
        base=page, kind=kind, title=node.get("name") or node.get("headline"), url=_address(node, page), player=node.get("embedUrl"), native_id=_first(node.get("identifier")),
        description=node.get("description"), authors=node.get("author") or node.get("creator"), language=_first(node.get("inLanguage")) or reading.language,
        site_name=publisher.get("name") if isinstance(publisher, dict) else None,
        published_at=node.get("uploadDate") or node.get("datePublished"), duration_s=node.get("duration"),
        thumbnails=[_image(i) for i in (image if isinstance(image, list) else [image])], file=node.get("contentUrl"),
    )  # fmt: skip


def _island(text: str) -> Iterator[dict[str, Any]]:
    try:
        yield from nodes(json.loads(text))
    except (ValueError, RecursionError):
        return


def _kind(node: dict[str, Any]) -> str | None:
    types = node["@type"] if isinstance(node["@type"], list) else [node["@type"]]
    for name in map(str, types):
        if name in _KINDS:
            return _KINDS[name]
        if name.endswith("Article") or name == "BlogPosting":
            return "article"
    return None


def _address(node: dict[str, Any], page: str | None) -> str | None:
    main = node.get("mainEntityOfPage")
    for said in (node.get("url"), main.get("@id") if isinstance(main, dict) else main, node.get("@id")):
        if isinstance(said, str) and said and not said.startswith("#"):
            return said
    return page


def _image(said: Any) -> Any:
    return (
        {"url": said.get("url") or said.get("contentUrl"), "width": said.get("width"), "height": said.get("height")}
        if isinstance(said, dict)
        else said
    )


def _first(said: Any) -> Any:
    """A value out of a list, or of a `PropertyValue` or `Language` node."""
    one = said[0] if isinstance(said, list) and said else said
    return (one.get("value") or one.get("alternateName") or one.get("name")) if isinstance(one, dict) else one
