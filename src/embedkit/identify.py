"""A URL, or a provider and an id, to an `Identity`: by exact host and path shape, without any network."""

from __future__ import annotations

import re
from collections.abc import Sequence

from embedkit import urls
from embedkit.models import Identity
from embedkit.providers import PROVIDERS, Provider
from embedkit.providers import registry as oembed_registry
from embedkit.providers.forms import TYPES
from embedkit.providers.item import Maker
from embedkit.providers.match import Shape, Table

_EXAMPLE_ID = re.compile(r"\{id:(\w+)\}")


def identify(url: str, *, providers: Sequence[Provider] = PROVIDERS, registry: bool = True) -> Identity | None:
    """What a URL is, or None. Wrappers are unwrapped first; tracking is dropped and what the URL says is kept.

    `registry` also asks the vendored oEmbed registry, for the long tail that has no row.
    """
    cleaned, address = urls.opened(url)
    if address is None:
        return None
    table = table_of(providers)
    for shape, make in table.to_try(address.host, address.path):
        values = shape.match(address)
        if values is not None:
            return make(values, address)
    # A row knows its host's items better than the registry, whose patterns take in whole sites.
    if not registry or table.knows(address.host):
        return None
    found = oembed_registry.identify(cleaned, address.host, address.path)
    return found if found is None or not urls.needs_redirect(cleaned) else None


def identify_id(key: str, native_id: str, *, providers: Sequence[Provider] = PROVIDERS) -> Identity | None:
    """What a provider's id is, for markup that names both.

    None for unknown providers, ids of the wrong form, and providers whose first row cannot build a URL from the id alone.
    """
    row = table_of(providers).rows.get(key)
    if row is None:
        return None
    types = {t for shape in row.urls for t in _EXAMPLE_ID.findall(shape)}
    if row.native != "{id}" or not any(re.fullmatch(TYPES[t], native_id, re.ASCII) for t in types or {"word"}):
        return None
    found = Maker(row)({"id": native_id}, None)
    return found if found.url else None


def identify_poster(image_url: str) -> tuple[str, str] | None:
    """Provider key and id that a poster's URL gives away (`i.ytimg.com/vi/ID/…`), or None."""
    parts = urls.split(image_url) if image_url.startswith("http") else None
    if parts is None:
        return None
    for host, shape, key in _POSTERS:
        if host.fullmatch(parts[0]) and (found := shape.search(parts[1])) is not None:
            return key, found[1]
    return None


_POSTERS: tuple[tuple[re.Pattern[str], re.Pattern[str], str], ...] = (
    (re.compile(r"i\d?\.ytimg\.com|img\.youtube\.com"), re.compile(r"^/(?:vi|vi_webp|an_webp)/([A-Za-z0-9_-]{11})/"), "youtube"),
    (
        re.compile(r"(?:cdn|content|assets-jpcust)\.jw(?:player|platform|psrv)\.com"),
        re.compile(r"^/(?:v2/media|thumbs|watch)/([A-Za-z0-9]{8})(?=[/-])"),
        "jwplayer",
    ),
    (re.compile(r"[\w-]+\.kaltura\.com"), re.compile(r"/entry_id/([01]_[a-z0-9]{8})"), "kaltura"),
    (re.compile(r"(?:www\.)?dailymotion\.com"), re.compile(r"^/thumbnail/video/([A-Za-z0-9]{5,20})"), "dailymotion"),
    (re.compile(r"(?:datawrapper\.)?dwcdn\.net"), re.compile(r"^/([A-Za-z0-9]{5})/(?:full|plain)\.png"), "datawrapper"),
    (re.compile(r"public\.flourish\.studio"), re.compile(r"^/visualisation/(\d{5,9})/thumbnail"), "flourish"),
)

# Id formats that need no other evidence, and those that need a word near them (class, attribute, poster host).
_SURE = ((re.compile(r"[01]_[a-z0-9]{8}"), "kaltura"), (re.compile(r"BV[0-9A-Za-z]{10}"), "bilibili"))
_LIKELY: tuple[tuple[re.Pattern[str], str, re.Pattern[str]], ...] = (
    (re.compile(r"[A-Za-z0-9_-]{11}"), "youtube", re.compile(r"youtu|ytimg|\byt\b|lyte|rll-")),
    (re.compile(r"[A-Za-z0-9]{8}"), "jwplayer", re.compile(r"jw-?player|jwplatform|\bjw\b|jwp|botr")),
    (re.compile(r"\d{12,13}"), "brightcove", re.compile(r"brightcove|video-js|bcov|boltdns")),
    (re.compile(r"x[a-z0-9]{5,7}"), "dailymotion", re.compile(r"dailymotion|dmcdn")),
    (re.compile(r"\d{5,12}"), "vimeo", re.compile(r"vimeo")),
    (re.compile(r"\d{15,20}"), "x", re.compile(r"twitter|tweet")),
    (re.compile(r"[A-Za-z0-9]{5}"), "datawrapper", re.compile(r"datawrapper|dwcdn")),
    (re.compile(r"v-[a-z0-9]{8,20}"), "glomex", re.compile(r"glomex")),
    (re.compile(r"[a-z0-9]{10}"), "wistia", re.compile(r"wistia")),
    (re.compile(r"[0-9a-f]{24}"), "mediastream", re.compile(r"mdstrm|mediastream")),
)


def guess_by_format(native_id: str, hint: str) -> str | None:
    """The provider whose id format this is, where words near it (`hint`: classes, attributes, poster host) confirm it."""
    for shape, key in _SURE:
        if shape.fullmatch(native_id):
            return key
    hint = hint.lower()
    return next((key for shape, key, words in _LIKELY if shape.fullmatch(native_id) and words.search(hint)), None)


def provider_named(word: str, *, providers: Sequence[Provider] = PROVIDERS) -> str | None:
    """The key of the provider that an attribute or class calls by this word ("twitter" gives x)."""
    return table_of(providers).names.get(word.strip().lower())


_KEPT_TABLES = 16
_tables: dict[int, tuple[Sequence[Provider], Table]] = {}


def table_of(providers: Sequence[Provider]) -> Table:
    """The compiled shapes of a tuple of rows; compiled once for each tuple.

    Kept by the tuple's identity: hashing a thousand rows at each call would make the cost grow with their number.
    """
    known = _tables.get(id(providers))
    if known is None or known[0] is not providers:
        while len(_tables) >= _KEPT_TABLES:
            _tables.pop(next(iter(_tables)), None)
        known = _tables[id(providers)] = (providers, Table(providers))
    return known[1]


_WHITE_LABEL = (
    (re.compile(r"/(?:[\w-]+/)?(?P<id>[A-Za-z0-9]{5})/\d{1,3}/?(?:index\.html)?\Z"), "datawrapper"),
    (re.compile(r"/videos/embed/(?P<id>[A-Za-z0-9-]{22,36})\Z"), "peertube"),
)


def identify_white_label(url: str, hint: str = "") -> Identity | None:
    """A product behind a publisher's own host, by the shape of its path; only for URLs that an iframe embeds.

    `hint` (the iframe's id, title and the like) must name a chart for the shape `/{5 characters}/{number}/`.
    """
    parts = urls.split(url)
    if parts is None:
        return None
    host, path, query, _ = parts
    if re.fullmatch(r"/\d{8,16}/[\w-]+/index\.html", path) and re.fullmatch(r"\d{10,19}", query.get("videoId", "")):
        return Identity(
            provider="brightcove",
            native_id=query["videoId"],
            kind="video",
            url=url,
            provider_name="Brightcove",
            player=url,
            aspect_ratio=16 / 9,
        )
    found = _WHITE_LABEL[0][0].fullmatch(path)
    if found is not None and re.search(r"datawrapper|chart|graphic|visuali", f"{host} {hint}".lower()):
        return Identity(provider="datawrapper", native_id=found["id"], kind="chart", url=url, provider_name="Datawrapper", player=url)
    return None


__all__ = ["Shape", "guess_by_format", "identify", "identify_id", "identify_poster", "identify_white_label", "provider_named", "table_of"]
