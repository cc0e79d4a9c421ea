"""WordPress shortcodes that were never expanded.

[embed]https://youtu.be/ID[/embed]   [youtube ID]   [video mp4="a.mp4" poster="p.jpg"][/video]   [audio src="a.mp3"]
[caption id="attachment_1" width="640"]<img src="a.jpg" alt="" /> A bridge. Photo: AFP[/caption]   [gallery ids="1,2,3"]   [playlist ids="4,5"]
"""

from __future__ import annotations

import html
import re

from embedkit import credits, urls
from embedkit.identify import identify, identify_id
from embedkit.models import Block, Kind, Rendition, Span
from embedkit.page import Page, image
from embedkit.rules.source.place import is_text

NAME = "shortcode"
_NAMES = "embed|youtube|vimeo|dailymotion|tweet|twitter|instagram|facebook|tiktok|soundcloud|spotify|video|audio|playlist|gallery|caption|wp_caption"
_OPEN = re.compile(rf"\[(?P<name>{_NAMES})(?P<attrs>(?:[\s=][^\[\]<>]{{0,2000}})?)/?\]")
_ATTR = re.compile(r"(?<![\w-])([\w-]++)\s*+=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"']+))")
_PROVIDERS = {
    "youtube": "youtube",
    "vimeo": "vimeo",
    "dailymotion": "dailymotion",
    "tweet": "x",
    "twitter": "x",
    "instagram": "instagram",
    "tiktok": "tiktok",
}
_FILES = ("mp4", "m4v", "webm", "ogv", "mp3", "m4a", "ogg", "wav", "src", "url")
_MOST = 500


def find(source: str, page: Page) -> list[Block]:
    """The items of the shortcodes in a source, spans exact."""
    found: list[Block] = []
    end = 0
    for opening in _OPEN.finditer(source) if "[" in source else ():
        if opening.start() < end or len(found) >= _MOST or not is_text(source, opening.start()):
            continue
        name = opening["name"]
        closing = source.find(f"[/{name}]", opening.end(), opening.end() + 5_000)
        inner = source[opening.end() : closing] if closing >= 0 else ""
        span = (opening.start(), closing + len(name) + 3 if closing >= 0 else opening.end())
        block = _block(name, html.unescape(opening["attrs"]), inner, span, page)
        if block is not None:
            found.append(block)
            end = span[1]
    return found


def attributes(raw: str) -> dict[str, str]:
    """The named attributes in the text between a shortcode's name and its bracket, in their order."""
    return {key.lower(): next(filter(None, values), "") for key, *values in _ATTR.findall(raw)}


def _block(name: str, raw: str, inner: str, span: Span, page: Page) -> Block | None:
    attrs = attributes(raw)
    if name in ("caption", "wp_caption"):
        return _caption(attrs, inner, span, page)
    if name in ("gallery", "playlist"):
        ids = attrs.get("ids", "")
        kind: Kind = "gallery" if name == "gallery" else ("video" if attrs.get("type") == "video" else "audio")
        return Block(kind=kind, native_id=ids or None, span=span, rule=NAME, confidence=0.8)
    return _player(name, raw, attrs, inner, span, page)


def _player(name: str, raw: str, attrs: dict[str, str], inner: str, span: Span, page: Page) -> Block | None:
    value = (inner.strip() or next((attrs[k] for k in _FILES if attrs.get(k)), "") or _ATTR.sub("", raw).strip(" ='\"")).split(" ")[0]
    if name in _PROVIDERS and value and "/" not in value:
        identity = identify_id(_PROVIDERS[name], value)
        return (
            Block(kind=identity.kind, url=identity.url, provider=identity.provider, native_id=identity.native_id, span=span, rule=NAME)
            if identity
            else None
        )
    url = page.url(value)
    if url is None:
        return None
    found = identify(url)
    if found is not None:
        return Block(
            kind=found.kind, url=found.url, source_url=value, provider=found.provider, native_id=found.native_id, span=span, rule=NAME
        )
    if name in ("video", "audio") and urls.media_kind(url) in ("video", "audio"):
        media = tuple(Rendition(url=u) for k in _FILES if (u := page.url(attrs.get(k, ""))))
        return Block(
            kind="video" if name == "video" else "audio",
            url=url,
            source_url=value,
            media=media,
            image=image(page.url(attrs.get("poster", ""))),
            title=attrs.get("title") or None,
            span=span,
            rule=NAME,
        )
    return Block(kind="rich", url=url, source_url=value, span=span, rule=NAME, confidence=0.7) if name == "embed" else None


def _caption(attrs: dict[str, str], inner: str, span: Span, page: Page) -> Block | None:
    nested = page.nested(inner)
    photo = next((block for block in nested if block.kind == "photo"), None)
    if photo is None:
        return None
    text = attrs.get("caption") or " ".join(html.unescape(re.sub(r"<[^<>]*>", " ", inner)).split())
    caption, credit = credits.split(text, alt=photo.alt)
    return photo.model_copy(update={"caption": caption, "credit": credit, "span": span, "rule": NAME, "confidence": 0.95})
