"""URL text: made absolute, unwrapped, cleaned of tracking, told apart by file type. Pure functions, no network.

Hosts are read by the browsers' URL rules (WHATWG, through ada-url): for `https://evil.test\\@www.youtube.com/` urlsplit
says youtube.com and a browser goes to evil.test.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Literal
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

import ada_url

from embedkit import wrappers
from embedkit.address import Address, host_of, plain, read

MediaKind = Literal["video", "audio", "image", "document"]
LONGEST = 4_096
"""Characters; longer URLs are refused (security practice: cap every stored field). Houses put up to 3,000 into the fragment of a player."""

_EXTENSIONS: dict[str, MediaKind] = {
    **dict.fromkeys("mp4 m4v webm ogv mov mkv m3u8 mpd".split(), "video"),
    **dict.fromkeys("mp3 m4a aac ogg oga opus wav flac".split(), "audio"),
    **dict.fromkeys("jpg jpeg png gif webp avif svg bmp jfif".split(), "image"),
    "pdf": "document",
}
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|igsh|igshid|ref_src|ref_url|si|feature|mc_cid|mc_eid|wmode|app|ab_channel")
# Signatures with an end: Meta (oe), TikTok (x-expires), S3 and its like, CloudFront, Akamai (hdnts), Google Cloud Storage.
_EXPIRING = frozenset("oe x-expires x-amz-expires x-goog-expires expires exp hdnts hdnea".split())
_SPOTIFY = re.compile(r"spotify:(?:user:[\w.-]{1,80}:)?(track|album|artist|playlist|show|episode):([A-Za-z0-9]{22})")
_BLUESKY = re.compile(r"at://(did:[a-z]+:[\w.:-]{1,100}|[\w.-]{3,253})/app\.bsky\.feed\.post/([a-z0-9]{10,20})")
# What stays as it is: nothing to decode, trim, escape or refuse.
_READY = re.compile(r"https?://[a-z0-9.:-]+(?:[/?#][!-%'-\[\]-~]*)?", re.I)
_BAD = re.compile(r"[\x00-\x1f\x7f\\]")
_REDIRECTS = frozenset(
    "t.co fb.watch vm.tiktok.com vt.tiktok.com spotify.link link.tospotify.com on.soundcloud.com soundcloud.app.goo.gl pin.it maps.app.goo.gl goo.gl "
    "b23.tv gph.is bcove.video lnkd.in bit.ly".split()
)
_REDIRECT_PATHS = (
    ("facebook.com", re.compile(r"/share/")), ("instagram.com", re.compile(r"/share/")), ("tiktok.com", re.compile(r"/t/")),
    ("reddit.com", re.compile(r"/r/[^/]+/s/")), ("kaltura.com", re.compile(r"/(?:tiny|id)/")), ("flic.kr", re.compile(r"/s/")),
)  # fmt: skip


def clean(raw: str, base_url: str | None = None) -> str | None:
    """The absolute http(s) URL that a piece of markup means, or None where it is none that may be used.

    Entities are decoded until stable, `//host` becomes https; user information, backslashes, control characters and more than
    4,096 characters are refused.
    """
    if len(raw) <= LONGEST and _READY.fullmatch(raw):
        return raw
    text = raw.strip()
    if "&" in text and len(text) <= 4 * LONGEST:
        for _ in range(3):
            decoded = html.unescape(text)
            if decoded == text:
                break
            text = decoded
    text = text.strip("\t\n\r\f \u00a0")
    if not text or len(text) > LONGEST or text.startswith("#"):
        return None
    if text.startswith("//"):
        text = "https:" + text
    elif "://" not in text[:9] and base_url:
        if re.match(r"[a-zA-Z][\w+.-]*:", text):
            return None
        try:
            text = ada_url.join_url(base_url, text)
        except ValueError:
            return None
    return _checked(text)


def _checked(text: str) -> str | None:
    if not text[:8].lower().startswith(("http://", "https://")):
        return _of_app(text)
    if _BAD.search(text):
        return None
    text = text.replace(" ", "%20")
    authority = text.split("//", 1)[1].split("/", 1)[0].split("?", 1)[0].split("#", 1)[0]
    if not authority or "@" in authority or "%" in authority:
        return None
    return text if authority.isascii() else _normal(text)


def _of_app(text: str) -> str | None:
    """The web address of an address for an app: Spotify's and Bluesky's are copied into articles."""
    if (found := _SPOTIFY.fullmatch(text)) is not None:
        return f"https://open.spotify.com/{found[1]}/{found[2]}"
    found = _BLUESKY.fullmatch(text)
    return f"https://bsky.app/profile/{found[1]}/post/{found[2]}" if found else None


def _normal(text: str) -> str | None:
    try:
        return ada_url.normalize_url(text)
    except ValueError:
        return None


def place_of(url: str) -> tuple[str, str, int] | None:
    """What a browser makes of a URL: its spelling, its host (lower case, no final dot) and port; None for what is no web address or names a user."""
    try:
        parsed = ada_url.URL(url)
    except ValueError:
        return None
    if parsed.protocol not in ("http:", "https:") or parsed.username or parsed.password or not parsed.hostname.rstrip("."):
        return None
    return parsed.href, parsed.hostname.rstrip("."), int(parsed.port or (443 if parsed.protocol == "https:" else 80))


def split(url: str) -> tuple[str, str, Mapping[str, str], str] | None:
    """Host, path, query (first value of each name) and fragment of a web URL, by the browsers' rules."""
    found = read(url)
    return (found.host, found.path, found.query, found.fragment) if found else None


def drop_tracking(url: str) -> str:
    """The URL without parameters that only follow a reader."""
    head, mark, rest = url.partition("?")
    if not mark:
        return url
    query, hash_mark, fragment = rest.partition("#")
    kept = "&".join(p for p in query.split("&") if not _TRACKING.fullmatch(p.split("=", 1)[0]))
    return head + ("?" + kept if kept else "") + hash_mark + fragment


def media_kind(url: str) -> MediaKind | None:
    """What a direct file is, by the extension of its path (the query does not count). Streams are video."""
    path = url.split("?", 1)[0].split("#", 1)[0]
    _, dot, extension = path.rpartition(".")
    return _EXTENSIONS.get(extension.lower()) if dot and len(extension) <= 5 else None


def expires(url: str) -> bool:
    """True for a signed address that stops working after hours or days: it must not be stored in a card."""
    query = url.partition("?")[2]
    return bool(query) and {p.split("=", 1)[0].lower() for p in query.split("&")} & _EXPIRING != set()


def needs_redirect(url: str) -> bool:
    """True for share links that carry no id: only one redirect tells what they are."""
    parts = split(url)
    if parts is None:
        return False
    host = parts[0].removeprefix("www.").removeprefix("m.")
    return host in _REDIRECTS or any(host == name and shape.match(parts[1]) for name, shape in _REDIRECT_PATHS)


def unwrap(url: str) -> str:
    """The URL behind wrappers (Embedly, archive, AMP cache, redirectors, anybody's oEmbed endpoint), at most four deep."""
    return wrappers.unwrapped(url, clean, strangers=True)[0]


def opened(raw: str) -> tuple[str, Address | None]:
    """A URL cleaned and unwrapped, with its parts; an oEmbed endpoint speaks for its own site alone. No parts: no browser would open it.

    Most URLs are written as a browser writes them: those are read once.
    """
    address = plain(raw) if len(raw) <= LONGEST else None
    if address is not None and ("&" not in raw or html.unescape(raw) == raw):
        return wrappers.unwrapped(raw, clean, address) if wrappers.may_hold(address) else (raw, address)
    cleaned = clean(raw)
    return wrappers.unwrapped(cleaned, clean) if cleaned else (raw, None)


_PROXIED = re.compile(r"[?&](?:url|src|image)=((?:https?(?::|%3A)|%2F|/)[^&#]+)", re.I)
_CDN_CGI = re.compile(r"/cdn-cgi/image/[^/]+/(?P<inner>.+)")
_SIZE = re.compile(r"(?:[-_@](?:\d{2,4}x\d{2,4}|scaled|\d{3,4}[wp]|\d(?:\.\d)?x|large|small|medium|thumb(?:nail)?|[a-z]?crop))+$")
_GENERIC = re.compile(r"(?:image|img|photo|picture|default|original|main|master|file|download|index|\d{1,4})(?:[-_]?\d{0,4})?")


def image_key(url: str) -> str:
    """A key that is equal for all renditions of one image file: the file's name without size, behind image proxies.

    Where the name says nothing ("image.jpg", "1200.jpg"), the longest other part of the path joins it.
    """
    if (proxied := _PROXIED.search(url)) is not None:
        url = unquote(proxied[1])
    path = unquote(url.split("?", 1)[0].split("#", 1)[0])
    if (found := _CDN_CGI.search(path)) is not None:
        path = found["inner"]
    parts = [p for p in path.split("://", 1)[-1].split("/")[1:] if p]
    if not parts:
        return url
    stem = _SIZE.sub("", re.sub(r"(?:\.(?:jpe?g|png|webp|avif|gif|jfif|heic|tiff?))+$", "", parts[-1].lower()))
    if len(stem) >= 5 and not _GENERIC.fullmatch(stem):
        return stem
    telling = [
        p.lower()
        for p in parts[:-1]
        if len(p) >= 8 and not re.fullmatch(r"[\w:,.=-]*(?:resize|crop|fit|width|quality|format)[\w:,.=-]*", p)
    ]
    return f"{max(telling, key=len)}/{stem}" if telling else path.lower()


def with_query(base: str, params: dict[str, str]) -> str:
    """The URL with these query parameters set, in the order given after those it has."""
    parts = urlsplit(base)
    query = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if k not in params] + list(params.items())
    return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(query), parts.fragment))


__all__ = [
    "LONGEST", "MediaKind", "clean", "drop_tracking", "expires", "host_of", "image_key", "media_kind", "needs_redirect", "opened", "split",
    "unwrap", "with_query",
]  # fmt: skip
