"""One entry of an index, and how it is made of whatever a source said."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Literal, NamedTuple

from embedkit import urls
from embedkit.identify import identify
from embedkit.index.fold import fold, plain
from embedkit.models import Facts, Image, Match, Rendition, Value
from embedkit.rules.common import seconds
from embedkit.rules.dates import moment

ItemKind = Literal["video", "audio", "article"]
KINDS: tuple[ItemKind, ...] = ("video", "audio", "article")
_TITLE, _TEXT, _NAME, _LONGEST_DAY = 300, 2_000, 100, 7 * 86_400


class Item(Value):
    """A video, a recording or an article that a publisher lists. Durations in seconds, datetimes aware."""

    kind: ItemKind = "video"
    title: str
    url: str | None = None
    player: str | None = None
    native_id: str | None = None
    description: str | None = None
    authors: tuple[str, ...] = ()
    site_name: str | None = None
    language: str | None = None
    published_at: datetime | None = None
    duration_s: float | None = None
    thumbnails: tuple[Image, ...] = ()
    media: tuple[Rendition, ...] = ()

    @property
    def key(self) -> str:
        """What makes two entries the same item: the provider's id, else its address in its shortest spelling."""
        address = self.url or self.player or self.media[0].url
        # The registry takes whole sites, this publisher's perhaps, for providers: an address stays one there.
        found = identify(address, registry=False) or (identify(self.player, registry=False) if self.player and self.url else None)
        return f"{found.provider}:{found.native_id}" if found else key_of(address)

    def facts(self, match: Match) -> Facts:
        """What the index says of the item."""
        return Facts(source="index", match=match, **self.model_dump(exclude={"native_id"}))

    def merged(self, older: Item) -> Item:
        """This entry, with what only the older one knew."""
        return older.model_copy(update={name: value for name, value in self if value})


class Skipped(NamedTuple):
    """An entry that is none: why, and what it was."""

    reason: str
    what: str = ""


Entry = Item | Skipped


def key_of(url: str) -> str:
    """The key of an address: without scheme, `www.`, tracking, fragment and final slash."""
    place = urls.drop_tracking(url).partition("#")[0].partition("://")[2]
    host, slash, path = place.partition("/")
    return (host.lower().removeprefix("www.") + slash + path).rstrip("/")


def make(*, base: str | None = None, **said: Any) -> Entry:
    """The item of what a source said, each field read tolerantly; or why it is none.

    `said` has the fields of `Item` as text or values, `image` and `file` for single addresses; `base` makes addresses absolute.
    """
    title = _text(said.get("title"), _TITLE)
    if not title or not fold(title):
        return Skipped("no title", str(said.get("url") or ""))
    media = tuple(_files(said.get("media"), said.get("file"), base))
    url, player = _web(said.get("url"), base), _web(said.get("player"), base)
    url = urls.drop_tracking(url) if url else None
    if not (url or player or media):
        return Skipped("no usable address", title)
    return Item(
        kind=said["kind"] if said.get("kind") in KINDS else "video", title=title, url=url, player=player, native_id=_text(said.get("native_id"), 200),
        description=_text(said.get("description"), _TEXT), authors=tuple(_names(said.get("authors"))), site_name=_text(said.get("site_name"), _NAME),
        language=language(said.get("language")), published_at=date(said.get("published_at")), duration_s=duration(said.get("duration_s")),
        thumbnails=tuple(_images(said.get("thumbnails"), said.get("image"), base)), media=media,
    )  # fmt: skip


def language(value: object) -> str | None:
    """A language tag in lower case, or None for what is none."""
    text = str(value or "").strip().replace("_", "-").lower()
    return text if 2 <= len(text) <= 35 and text.replace("-", "").isalnum() and text[:2].isalpha() else None


def date(value: object) -> datetime | None:
    """An aware datetime of a datetime, seconds since 1970, or text (ISO 8601, RFC 2822)."""
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return datetime.fromtimestamp(value, UTC) if 0 < value < 4e9 else None
    if not isinstance(value, str) or not value.strip():
        return None
    text = value.strip()
    return moment(text) or _rfc(text) or (date(int(text)) if text.isdecimal() and len(text) == 10 else None)


def _rfc(text: str) -> datetime | None:
    from email.utils import parsedate_to_datetime

    try:
        found = parsedate_to_datetime(text)
    except (ValueError, IndexError, TypeError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def duration(value: object) -> float | None:
    """Seconds of a number or text ("806", "1:02:03", "PT1M48S"), at most a week."""
    found = float(value) if isinstance(value, int | float) and not isinstance(value, bool) else seconds(str(value or ""))
    return found if found and 0 < found <= _LONGEST_DAY else None


def _text(value: object, most: int) -> str | None:
    text = (
        plain(value[: 4 * most]) if isinstance(value, str) else str(value) if isinstance(value, int) and not isinstance(value, bool) else ""
    )
    return text[:most].strip() or None


def _web(value: object, base: str | None) -> str | None:
    url = urls.clean(value, base) if isinstance(value, str) and value.strip() else None
    return url if url and urls.host_of(url) else None


def _names(value: object) -> Iterable[str]:
    for name in value if isinstance(value, list | tuple) else [value]:
        said = name.get("name") if isinstance(name, dict) else name
        if found := _text(said, _NAME):
            yield found


def _images(value: object, single: object, base: str | None) -> Iterable[Image]:
    for image in [*(value if isinstance(value, list | tuple) else ()), single]:
        said = image if isinstance(image, dict) else {"url": image}
        if (url := _web(said.get("url"), base)) and not urls.expires(url):
            yield Image(url=url, width=_number(said.get("width")), height=_number(said.get("height")))


def _files(value: object, single: object, base: str | None) -> Iterable[Rendition]:
    for file in [*(value if isinstance(value, list | tuple) else ()), single]:
        said = file if isinstance(file, dict) else {"url": file}
        if (url := _web(said.get("url"), base)) and not urls.expires(url):
            yield Rendition(url=url, mime=_text(said.get("mime"), _NAME), width=_number(said.get("width")), height=_number(said.get("height")), duration_s=duration(said.get("duration_s")))  # fmt: skip


def _number(value: object) -> int | None:
    text = str(value or "").split(".")[0]
    return int(text) if text.isascii() and text.isdecimal() and 0 < len(text) < 6 else None


def dump(item: Item) -> str:
    """The item as the JSON that an index stores."""
    return json.dumps(item.model_dump(mode="json", exclude_defaults=True), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
