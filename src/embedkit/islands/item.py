"""What a media node of page state says: title, poster, duration, streams, and which item it is.

The names of its members are those that content systems and players use; where they disagree the first in each list is believed.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from embedkit import durations, urls
from embedkit.identify import guess_by_format, identify_id, identify_poster, provider_named
from embedkit.islands.nodes import Node, is_aside
from embedkit.models import Identity, Image, Kind, Rendition
from embedkit.page import Page, image, pixels

_TITLE: Final = (
    "title",
    "name",
    "headline",
    "headlines",
    "videoTitle",
    "video_title",
    "mediaTitle",
    "displayTitle",
    "seoTitle",
    "altText",
    "label",
)
_POSTER: Final = (
    "poster", "posterUrl", "posterURL", "poster_url", "posterImage", "thumbnailUrl", "thumbnailURL", "thumbnail", "thumbnails", "thumbnail_url", "image", "images", "imageUrl",
    "image_url", "promo_image", "promo_items", "still", "previewImage", "preview", "holdingImage", "holdingImageURL", "splash", "basic",
)  # fmt: skip
_DURATION: Final = (
    "duration", "durationInSeconds", "durationSeconds", "duration_s", "durationInS", "length", "video_duration", "durationMs", "duration_ms",
    "durationInMilliseconds", "durationMillis",
)  # fmt: skip
_ID: Final = (
    "youtubeId", "youtube_id", "brightcoveId", "remoteID", "remoteId", "videoId", "video_id", "videoID", "videoid", "mediaId", "media_id", "mediaid", "entryId", "entry_id", "externalId",
    "external_id", "assetId", "asset_id", "embedId", "urn", "uuid", "guid", "identifier", "_id", "id",
)  # fmt: skip
_SOURCE: Final = ("provider", "source", "platform", "service", "videoProvider", "player", "type", "@type", "subtype", "__typename")
_PAGES: Final = (
    "embedUrl",
    "embedURL",
    "embed_url",
    "embedurl",
    "playerUrl",
    "url",
    "canonical_url",
    "canonicalUrl",
    "link",
    "permalink",
    "shareUrl",
    "webUrl",
    "href",
    "src",
    "contentUrl",
    "contenturl",
    "file",
)
_ADDRESS: Final = (
    "url",
    "src",
    "href",
    "contentUrl",
    "source",
    "baseUrl",
    "originalUrl",
    "file",
    "basic",
    "default",
    "large",
    "medium",
    "thumbnail",
)
_WORDS: Final = ("basic", "default", "text", "rendered", "main", "value", "@value", "en", "de")
_STREAM_DEPTH: Final = 4
_MOST_STREAMS: Final = 24
_LOOKED_AT: Final = 2_000
"""Values below a node that are looked at for streams."""
_SITE = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,10}/?", re.I)
"""The name of the site in place of a title."""
_SLUG: Final = 12
"""Characters from which the last part of a path names an item."""
_IDENTIFIER = re.compile(r"[\w:.=-]{3,120}")


@dataclass(frozen=True)
class Item:
    """One item as page state tells it. `url` is its page or player, where the state names one; `media` are its files and streams."""

    kind: Kind
    identity: Identity | None = None
    native_id: str | None = None
    url: str | None = None
    title: str | None = None
    image: Image | None = None
    duration_s: float | None = None
    media: tuple[Rendition, ...] = ()
    caption: str | None = None
    names: frozenset[str] = field(default_factory=frozenset)
    """Ids and addresses by which a block may be known as this item."""

    @property
    def provider(self) -> str | None:
        return self.identity.provider if self.identity else None

    @property
    def address(self) -> str | None:
        """The canonical URL, else the best address that the state names."""
        return self.identity.url if self.identity else self.media[0].url if self.media else self.url

    def said(self) -> dict[str, Any]:
        """What a block takes over, without what is not known."""
        said = {"title": self.title, "image": self.image, "duration_s": self.duration_s, "media": self.media or None}
        return {name: value for name, value in said.items() if value is not None}


def read(node: Node, page: Page) -> Item:
    """The item that a media node describes."""
    value = node.value
    poster = next(filter(None, (picture_of(value.get(name), page) for name in _POSTER if name in value)), None)
    media = tuple(_streams(value, page))
    addresses = [url for name in _PAGES if (url := page.url(_text(value.get(name)))) is not None]
    native_id = next((text for name in _ID if (text := _identifier(value.get(name)))), None)
    identity = _identity(value, page, addresses, poster, native_id)
    addresses = [url for url in addresses if _tells(url, page)]
    return Item(
        kind="audio" if node.kind == "audio" or (media and all(urls.media_kind(m.url) == "audio" for m in media)) else "video",
        identity=identity,
        native_id=identity.native_id if identity else native_id,
        url=next((url for url in addresses if urls.media_kind(url) is None), None),
        title=next((said for name in _TITLE if (said := words_of(value.get(name))) and not _SITE.fullmatch(said)), None),
        image=poster,
        duration_s=next(filter(None, (_duration(value, name) for name in _DURATION)), None),
        media=media,
        caption=words_of(value.get("caption")),
        names=frozenset((*addresses, *(m.url for m in media), *(i for name in _ID if (i := _identifier(value.get(name)))))),
    )


def _identity(value: Mapping[str, Any], page: Page, addresses: list[str], poster: Image | None, native_id: str | None) -> Identity | None:
    for url in addresses:
        found = page.identify(urls.unwrap(url))
        if found is not None and found.player is not None and found.kind in ("video", "audio", "post"):
            return found
    if poster is not None and (known := identify_poster(poster.url)) is not None:
        return identify_id(*known, providers=page.providers)
    if native_id is None:
        return None
    said = [str(value[name])[:40] for name in _SOURCE if isinstance(value.get(name), str)]
    word = next(filter(None, (provider_named(word, providers=page.providers) for word in said)), None)
    hint = " ".join(
        (*said, *(name for name in value if len(name) < 30 and isinstance(value[name], str | int)), poster.url if poster else "")
    )
    key = word or guess_by_format(native_id, hint)
    return identify_id(key, native_id, providers=page.providers) if key else None


def _tells(url: str, page: Page) -> bool:
    """False for the page itself and for an address in which nothing names an item: some states give a player without its id."""
    rest = url.split("://", 1)[-1].partition("/")[2]
    last = rest.split("?")[0].rstrip("/").rsplit("/", 1)[-1]
    return url != page.address and bool("?" in rest or "#" in rest or any(c.isdigit() for c in last) or len(last) >= _SLUG)


def picture_of(value: Any, page: Page, depth: int = 0) -> Image | None:
    """The first picture that a value of any usual shape names: an address, a dict with one, a list of either."""
    if isinstance(value, str):
        url = page.picture_url(html.unescape(value)) if "/" in value and len(value) < 2_048 and " " not in value.strip() else None
        return image(url)
    if depth > 2:
        return None
    if isinstance(value, list):
        return next(filter(None, (picture_of(one, page, depth + 1) for one in value[:4])), None)
    if isinstance(value, dict):
        found = next(filter(None, (picture_of(value.get(name), page, depth + 1) for name in _ADDRESS)), None)
        return image(found.url, width=pixels(value.get("width")), height=pixels(value.get("height"))) if found else None
    return None


def _streams(value: Any, page: Page) -> Iterator[Rendition]:
    """Each file or stream below a node once, by its extension, at most `_MOST_STREAMS`."""
    stack: list[tuple[Any, Any, int]] = [(value, value, 0)]
    seen: set[str] = set()
    looked = 0
    while stack and len(seen) < _MOST_STREAMS and looked < _LOOKED_AT:
        one, holder, depth = stack.pop()
        looked += 1
        if isinstance(one, str):
            url = page.url(one) if urls.media_kind(one) in ("video", "audio") else None
            if url is not None and url not in seen:
                seen.add(url)
                yield _rendition(url, holder)
        elif depth < _STREAM_DEPTH and isinstance(one, dict):
            stack += [(v, one, depth + 1) for k, v in reversed(one.items()) if not is_aside(k)]
        elif depth < _STREAM_DEPTH and isinstance(one, list):
            stack += [(v, holder if isinstance(v, str) else v, depth + 1) for v in reversed(one[:100])]


def _rendition(url: str, holder: Any) -> Rendition:
    mime = holder.get("type") or holder.get("mimeType") or holder.get("encodingFormat") if isinstance(holder, dict) else None
    return Rendition(url=url, mime=mime if isinstance(mime, str) and "/" in mime else None)


def _duration(value: Mapping[str, Any], name: str) -> float | None:
    said = value.get(name)
    return durations.of_value(said.get("seconds") if isinstance(said, dict) else said, name) if said is not None else None


def words_of(value: Any) -> str | None:
    """The plain words of a value that is a text or holds one, tags dropped."""
    if isinstance(value, dict):
        value = next((value[name] for name in _WORDS if isinstance(value.get(name), str)), None)
    if not isinstance(value, str) or len(value) > 1_000:
        return None
    text = re.sub(r"<[^<>]{0,300}>", " ", value) if "<" in value else value
    return " ".join(html.unescape(text).split()) or None


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return html.unescape(value) if isinstance(value, str) and len(value) < 2_048 else ""


def _identifier(value: Any) -> str:
    text = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    return text if _IDENTIFIER.fullmatch(text) else ""


__all__ = ["Item", "picture_of", "read", "words_of"]
