"""Players and other things in iframes: `src`, the attributes of lazy loaders and consent managers, `noscript` twins.

    <iframe src="//www.youtube-nocookie.com/embed/ID" title="T"></iframe>
    <iframe class="cmplazyload" src="about:blank" data-cmp-src="https://www.youtube.com/embed/ID"></iframe>
    <noscript><iframe src="https://e.infogram.com/UUID?src=embed" width="664" height="910"></iframe></noscript>

Host first, position second: trackers, adverts, buttons and the like are nothing; what nobody knows stays when it is as high as content.
"""

from __future__ import annotations

import re

from bs4.element import Tag

from embedkit import urls
from embedkit.identify import identify_white_label
from embedkit.models import Block, Identity, Kind
from embedkit.page import Page, Rule, attr, pixels
from embedkit.providers.hosts import category, is_share_button
from embedkit.rules.common import of_file, of_identity, title_of

NAME = "iframe"
HIGH = 150
"""Pixels from which an unknown frame is content rather than furniture."""
_WORDS: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (
        re.compile(r"(?<![a-z])(?:chart|graphi[ck]s?|infographi[ck]s?|datawrapper|visuali[sz]ations?|dataviz|grafik|launchers)(?![a-z])"),
        "chart",
    ),
    (re.compile(r"(?<![a-z])(?:map|maps|karte|mapa)(?![a-z])"), "map"),
    (re.compile(r"(?<![a-z])(?:poll|quiz|vote|survey|umfrage)(?![a-z])"), "poll"),
    (re.compile(r"(?<![a-z])(?:podcast|audio)(?![a-z])"), "audio"),
    (re.compile(r"(?<![a-z])(?:videos?|player|livestream)(?![a-z])"), "video"),
)


def find(tag: Tag, page: Page) -> Block | list[Block]:
    """The item that a frame holds; nothing for a frame that holds no editorial media."""
    for raw in _addresses(tag):
        url = page.url(raw)
        if url is None:
            continue
        url = urls.unwrap(url)
        hint = f"{attr(tag, 'id')} {attr(tag, 'title')} {attr(tag, 'aria-label')}"
        identity, reason = _judged(url, hint, page)
        if identity is not None:
            kind = "map" if identity.kind == "chart" and re.search(r"locator map", hint, re.I) else None
            return of_identity(
                tag, page, identity, NAME, source_url=raw, title=title_of(tag, "title", "data-title", "aria-label"), kind=kind
            )
        return _unknown(tag, page, url, raw, reason)
    return []


def _judged(url: str, hint: str, page: Page) -> tuple[Identity | None, str | None]:
    """What the address of a frame is; else why it holds no editorial media, if a reason is known."""
    identity = page.identify(url)
    if identity is not None and identity.player is not None:
        return (None, "share") if is_share_button(url) else (identity, None)
    reason = category(url)
    return (None, reason) if reason is not None else (identity or identify_white_label(url, hint), None)


def _addresses(tag: Tag) -> list[str]:
    """The frame's addresses, `src` first unless it is blank, then every other attribute that holds a URL."""
    src = attr(tag, "src")
    lazy = [v for name, v in tag.attrs.items() if name != "src" and isinstance(v, str) and re.match(r"\s*(?:https?:)?//[^\s]", v)]
    blank = not src or src.startswith(("about:", "javascript:", "data:", "#")) or page_placeholder(src)
    return lazy if blank else [src, *lazy]


def page_placeholder(src: str) -> bool:
    """A saved copy or an unfilled template stands where the address was."""
    return src.startswith("./") or "{{" in src or "%%" in src


def _unknown(tag: Tag, page: Page, url: str, raw: str, reason: str | None) -> Block | list[Block]:
    if reason == "read_aloud":
        return of_file(tag, page, url, "audio", NAME, source_url=raw, role="read_aloud")
    if reason == "promo":
        return of_file(tag, page, url, "promo", NAME, source_url=raw, role="promo")
    high = height_of(tag)
    if reason is not None or is_hidden(tag) or (high is not None and high < HIGH):
        return []
    place = url.lower().split("?")[0]
    kind = next((kind for words, kind in _WORDS if words.search(place)), None)
    if kind is None and high is None:
        return []
    return of_file(
        tag, page, url, kind or "rich", NAME, source_url=raw, title=title_of(tag, "title", "aria-label"), confidence=0.6 if kind else 0.5
    )


def height_of(tag: Tag) -> int | None:
    """The height in pixels that a frame states."""
    styled = re.search(r"(?<![-\w])height\s*:\s*(\d{1,5})px", attr(tag, "style"))
    return pixels(tag.get("height")) or pixels(tag.get("data-height")) or (int(styled[1]) if styled else None)


def is_hidden(tag: Tag) -> bool:
    """True for a frame of no size, or one that styles or its title hide."""
    if str(tag.get("height")) in ("0", "1", "0px", "1px") or str(tag.get("width")) in ("0", "1", "0px", "1px"):
        return True
    return bool(re.search(r"display\s*:\s*none|visibility\s*:\s*hidden", attr(tag, "style"))) or attr(tag, "title").upper() == "GTM"


RULE = Rule(NAME, find, frozenset(("iframe", "amp-iframe", "amp-video-iframe")))
