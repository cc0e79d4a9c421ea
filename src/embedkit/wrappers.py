"""The URL behind wrappers: embed services, archives, AMP caches, redirectors that carry their target, oEmbed endpoints."""

from __future__ import annotations

import re
from collections.abc import Callable

from embedkit.address import Address, read
from embedkit.countries import GOOGLE

Clean = Callable[[str], str | None]
_DEEPEST = 4

_CARRIERS: dict[str, tuple[re.Pattern[str], tuple[str, ...]]] = {
    "cdn.embedly.com": (re.compile(r"/widgets/media\.html"), ("src", "url")),
    **dict.fromkeys(("iframe.ly", "cdn.iframe.ly"), (re.compile(r"/api/iframe"), ("url",))),
    **dict.fromkeys(
        ("facebook.com", "www.facebook.com", "m.facebook.com"), (re.compile(r"/(?:v\d+\.\d+/)?plugins/(?:video|post)\.php"), ("href",))
    ),
    "w.soundcloud.com": (re.compile(r"/player/?"), ("url",)),
    **dict.fromkeys(("mixcloud.com", "www.mixcloud.com", "player-widget.mixcloud.com"), (re.compile(r"/widget/iframe/?"), ("feed",))),
    **dict.fromkeys(("l.facebook.com", "lm.facebook.com", "l.instagram.com"), (re.compile(r"/(?:l\.php)?"), ("u",))),
    **dict.fromkeys(("youtube.com", "www.youtube.com", "m.youtube.com"), (re.compile(r"/(?:redirect|attribution_link)"), ("q", "u"))),
    **{f"{www}google.{domain}": (re.compile(r"/url"), ("q", "url")) for domain in GOOGLE for www in ("", "www.")},
    "out.reddit.com": (re.compile(r"/.*", re.S), ("url",)),
    "t.umblr.com": (re.compile(r"/redirect"), ("z",)),
    "vk.com": (re.compile(r"/away\.php"), ("to",)),
}
_HOLDERS = ("web.archive.org", ".cdn.ampproject.org")
_OUTLOOK = ".safelinks.protection.outlook.com"
_ARCHIVED = re.compile(r"https?://web\.archive\.org/web/\d{4,14}(?:if_|js_|im_|cs_|id_)?/(https?:/{1,2}.+)", re.S)
_AMP = re.compile(r"https?://(?:[\w.-]+\.cdn\.ampproject\.org/[cvi]|(?:www\.)?google\.[a-z.]{2,6}/amp)/s/(.+)", re.S)
_ENDPOINT = re.compile(r"(?:/.*)?/(?:instagram_)?oembed(?:\.json|\.xml|/1\.0/embed|_post|_video|_page)?/?")
_TELLS_FOR = {
    **dict.fromkeys(("youtube.com", "www.youtube.com"), ("youtube.com", "youtu.be")),
    "publish.twitter.com": ("twitter.com", "x.com"),
    "publish.x.com": ("twitter.com", "x.com"),
    "graph.facebook.com": ("facebook.com", "instagram.com"),
    "embed.bsky.app": ("bsky.app",),
    "fast.wistia.com": ("wistia.com", "wistia.net"),
}
"""oEmbed endpoints that stand on another host than what they tell about."""
_SERVICE = re.compile(r"^(?:www|m|api|oembed|embed|publish|player)\.")


def unwrapped(url: str, clean: Clean, address: Address | None = None, *, strangers: bool = False) -> tuple[str, Address | None]:
    """The URL behind at most four wrappers, and its parts; `address` are those of the URL, where they are known.

    An oEmbed endpoint that is asked about another site is a wrapper only with `strangers`: for addresses that stand in an
    editor's markup, where sites put their own proxies.
    """
    for _ in range(_DEEPEST):
        address = address or read(url)
        inner = _inner(url, address, clean, strangers) if address else None
        if inner is None or inner == url:
            return url, address
        url, address = inner, None
    return url, read(url)


def may_hold(address: Address) -> bool:
    """False for most addresses, that wrap nothing."""
    return address.has_query or address.host in _CARRIERS or address.host.endswith(_HOLDERS)


def _inner(url: str, address: Address, clean: Clean, strangers: bool) -> str | None:
    if not may_hold(address):
        return None
    host, carrier = address.host, _CARRIERS.get(address.host)
    if host == "web.archive.org" and (found := _ARCHIVED.match(url)) is not None:
        return re.sub(r"^(https?):/(?!/)", r"\1://", found[1])
    if "/s/" in address.path and (carrier or host.endswith(".cdn.ampproject.org")) and (found := _AMP.match(url)) is not None:
        return "https://" + found[1]
    if not address.has_query:
        return None
    if carrier is not None:
        return _carried(address, carrier[1], clean) if carrier[0].fullmatch(address.path) else _told_about(address, clean, strangers)
    return _carried(address, ("url",), clean) if host.endswith(_OUTLOOK) else _told_about(address, clean, strangers)


def _carried(address: Address, names: tuple[str, ...], clean: Clean) -> str | None:
    for name in names:
        target = address.query.get(name, "")
        if target.startswith("/") and not target.startswith("//"):
            target = f"https://{address.host.replace('player-widget.', 'www.')}{target}"
        if target and (cleaned := clean(target)) is not None:
            return cleaned
    return None


def _told_about(address: Address, clean: Clean, strangers: bool) -> str | None:
    """What an oEmbed endpoint is asked about."""
    if "oembed" not in address.path or not _ENDPOINT.fullmatch(address.path):
        return None
    inner = _carried(address, ("url",), clean)
    there = read(inner) if inner else None
    if there is None or strangers:
        return inner if there else None
    own = _SERVICE.sub("", _SERVICE.sub("", address.host))
    return inner if any(there.host == site or there.host.endswith("." + site) for site in _TELLS_FOR.get(address.host, (own,))) else None
