"""The one walker over page state: every dict that is a piece of media, in document order, with the way to it.

A node is media when its type (or the name under which it stands) says so and it names something to play: an id, an address,
a stream. What stands under names like "related" or "adverts" is left out, and with it all below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

DEPTH: Final = 40
MOST: Final = 60_000
"""Containers that are looked at in one value."""
_TYPES: Final = (
    "@type",
    "type",
    "_type",
    "__typename",
    "contentType",
    "mediaType",
    "media_type",
    "entityType",
    "model",
    "kind",
    "component",
    "name",
)
_VIDEO = re.compile(r"video|movie|clip(?![a-z])|livestream|brightcove|jwplayer|youtube|vimeo|dailymotion", re.I)
_AUDIO = re.compile(r"audio|podcast|sound(?!cloud)|episode", re.I)
_NOT_MEDIA = re.compile(
    r"image|photo|picture|icon|ad(?:s|vert\w{0,10})?$|config|settings|options|tracking|analytics|track$|caption|gallery|slot|widget|category|channel|series|playlist$|player$|list$",
    re.I,
)
_PLAYS: Final = frozenset(
    "videoid video_id videoId videoID mediaId media_id mediaid assetId asset_id entryId entry_id remoteID remoteId externalId external_id embedUrl embedURL "
    "contentUrl contentURL embedurl contenturl src streams sources renditions playlistUrl streamUrl stream_url hls hlsUrl mp4 mp4Url file urn uuid youtubeId youtube_id "
    "playerUrl player_url embedCode embed_code audioUrl audio_url videoUrl video_url guid identifier".split()
)  # fmt: skip
_VIDEO_IDS: Final = frozenset(("videoId", "video_id", "videoID", "youtubeId", "mediaid"))
_FILES: Final = ("sources", "streams", "renditions", "file", "hls", "mp4", "streamUrl", "hlsUrl", "mp4Url")
_PLAYABLE = re.compile(r"\.(?:m3u8|mpd|mp4|webm|mp3|m4a)\b", re.I)
_ID: Final = frozenset(("id", "_id", "url", "canonical_url", "html"))
_SAYS: Final = frozenset(
    "title headline headlines name poster posterUrl thumbnail thumbnailUrl thumbnailURL duration durationInSeconds duration_s caption image promo_image".split()
)
_ASIDE = re.compile(
    r"^_?(?:related|recommend|suggest|most[-_]?(?:read|popular|viewed|watched)|popular|trending|up[-_]?next|next[-_]?(?:up|video)|more[-_]?(?:videos|from|in)|latest|sidebar|footer|header|navigation|nav|menu|"
    r"ads?$|advert|vast|sponsor|promo(?!_items|_image)|newsletter|taboola|outbrain|read[-_]?next|also|teasers?|breaking|tracking|analytics|share|comments?|collections?|feeds?$|rails?|carousel|config$|translations?|i18n|author|publisher|site$|websked)",
    re.I,
)  # fmt: skip


@dataclass(frozen=True)
class Node:
    """A dict that is a piece of media: what it is, and the names and numbers on the way to it."""

    kind: str
    value: Mapping[str, Any]
    path: tuple[str | int, ...]


def walk(value: Any, most: int = MOST) -> Iterator[Node]:
    """The media nodes of a value, outermost only, at most `DEPTH` deep and `most` containers in all. Values may hold themselves."""
    stack: list[tuple[Any, tuple[str | int, ...]]] = [(value, ())]
    seen: set[int] = set()
    while stack and len(seen) < most:
        node, path = stack.pop()
        if id(node) in seen or len(path) > DEPTH:
            continue
        seen.add(id(node))
        if isinstance(node, dict):
            kind = kind_of(node, path)
            if kind is not None:
                yield Node(kind, node, path)
                continue
            stack += [(v, (*path, k)) for k, v in reversed(node.items()) if isinstance(v, dict | list) and not is_aside(k)]
        else:
            stack += [(v, (*path, i)) for i, v in reversed(list(enumerate(node))) if isinstance(v, dict | list)]


def kind_of(node: Mapping[str, Any], path: tuple[str | int, ...] = ()) -> str | None:
    """`video` or `audio` for a dict that is a piece of media, or None."""
    keys = node.keys()
    if _PLAYS.isdisjoint(keys) and (_ID.isdisjoint(keys) or _SAYS.isdisjoint(keys)):
        return None
    named = next((_named(str(node[t])[:60]) for t in _TYPES[:-1] if isinstance(node.get(t), str) and _named(str(node[t])[:60])), None)
    if named is None and not any(isinstance(node.get(t), str) for t in _TYPES[:4]) and not _SAYS.isdisjoint(keys):
        key = next((part for part in reversed(path) if isinstance(part, str)), "")
        return _named(key) or _by_members(node)
    return named


def _by_members(node: Mapping[str, Any]) -> str | None:
    """What only a player has: an id of a video, or a list of files that play."""
    if not _VIDEO_IDS.isdisjoint(node.keys()):
        return "video"
    files = str([node[name] for name in _FILES if name in node])[:2_000]
    return "audio" if ".mp3" in files else "video" if _PLAYABLE.search(files) else None


@lru_cache(maxsize=4_096)
def _named(word: str) -> str | None:
    if _NOT_MEDIA.search(word):
        return None
    return "video" if _VIDEO.search(word) else "audio" if _AUDIO.search(word) else None


@lru_cache(maxsize=4_096)
def is_aside(name: str) -> bool:
    """True for the name of a part of the state that does not tell of the main article's body."""
    return _ASIDE.search(name) is not None


__all__ = ["Node", "is_aside", "kind_of", "walk"]
