"""Media behind a consent placeholder or in a template: markup that is escaped, base64 or inside a script, read as if it stood there.

    <div data-id-lazyload-code="PGlmcmFtZSBzcmM9…"></div>
    <script type="text/template"><iframe src="https://www.youtube.com/embed/ID"></iframe></script>
    <div data-embed-code="&lt;blockquote class=…"></div>
    <div class="embed-wrapper--blocked" data-vendors="twitter">…</div>

Decoded and parsed again at most three deep; the block stands where the placeholder stands.
"""

from __future__ import annotations

import base64
import binascii
import html
import re

from bs4.element import Tag

from embedkit.identify import provider_named, table_of
from embedkit.models import Block
from embedkit.naming import Naming
from embedkit.page import Page, Rule, Signs, attr, words
from embedkit.rules.common import of_file

NAME = "consent"
_TAGS = frozenset("div script figure section span p iframe button a article *-*".split())
_ATTRIBUTES = frozenset(("type", "code", "html", "content", "props"))
_MARKUP = re.compile(r"<(?:iframe|blockquote|script|video|audio|div|figure|[a-z]++-[a-z-]++)\b[^<>]*?[\s\"'=/]", re.I)
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{40,200000}={0,2}")
_TEMPLATE = re.compile(r"text/(?:x-)?(?:template|html|plain|x-handlebars\S*)", re.I)
_TEXT = ("noscript",)
_LONGEST = 200_000
_VENDORS = (
    "data-vendors",
    "data-vendor",
    "data-consent-vendor",
    "data-cmp-vendor",
    "data-provider",
    "data-service",
    "data-embed-type",
    "data-embed-provider",
    "data-consent",
)
_VENDOR_NAMES = frozenset(_VENDORS)
_POSTS = {"facebook": "facebook"}
"""What a vendor with several kinds of items is most often embedded for."""
_WAITS = Naming(
    r"blocked|blocker|consent|placeholder|platzhalter|cookie-?wall|two-?click|2-?click|opt-?in|externer-?inhalt|external-?content"
)
_SHARE = Naming(r"share|social-?bar|follow|shariff|footer|banner|overlay|modal|popup|settings|layer")
_ITSELF = ["iframe", "video", "audio", "blockquote", "script", "template", "input", "img"]
_SHORT = 600
"""Characters that a placeholder says at most."""


def find(tag: Tag, page: Page) -> list[Block] | None:
    """The blocks of the markup that an element hides, or None where it hides none."""
    return hidden(tag, page, _holders(tag)) or _of_vendor(tag, page)


def hidden(tag: Tag, page: Page, values: list[str]) -> list[Block] | None:
    """The blocks of the first of the values that is markup, placed where the element stands; None where there are none."""
    inner = next(filter(None, map(markup_of, values)), None)
    if inner is None or page.depth >= 3:
        return None
    found = page.nested(inner)
    if not found:
        return None
    place = of_file(tag, page, None, "rich", NAME)
    return [
        block.model_copy(update={"span": place.span, "caption": block.caption or place.caption, "credit": block.credit or place.credit})
        for block in found
    ]


def _of_vendor(tag: Tag, page: Page) -> list[Block] | None:
    """A placeholder that tells its one vendor and nothing of the item: an embed that cannot be resolved."""
    said = attr(tag, *_VENDORS).strip().lower() if not _VENDOR_NAMES.isdisjoint(tag.attrs) else ""
    named = f"{words(tag)} {' '.join(tag.attrs)}".lower()
    if not said or not _WAITS.search(named) or _SHARE.search(named) or tag.name == "script" or len(tag.get_text()) > _SHORT:
        return None
    key = _POSTS.get(said) or provider_named(said, providers=page.providers)
    row = table_of(page.providers).rows.get(key) if key else None
    if row is None or tag.find(_ITSELF) is not None or any(page.identify(page.url(attr(a, "href"))) for a in tag.find_all("a", limit=9)):
        return None
    page.claim(tag)
    return [page.block(tag, row.kind, NAME, provider=row.key, confidence=0.4)]


def _holders(tag: Tag) -> list[str]:
    if tag.name == "script":
        return [tag.string or ""] if _TEMPLATE.fullmatch(attr(tag, "type")) else []
    return [
        v
        for k, v in tag.attrs.items()
        if isinstance(v, str) and len(v) >= 40 and k not in ("style", "srcset", "class", "alt", "title", "href", "src", "d", "content")
    ]


def markup_of(value: str) -> str | None:
    """The markup that a value holds, as it is, escaped (twice is common), or in base64; None for anything else."""
    if len(value) > _LONGEST:
        return None
    text = value
    for _ in range(3):
        if _MARKUP.search(text[:4000]):
            return text
        unescaped = html.unescape(text) if "&" in text else text
        if unescaped == text:
            break
        text = unescaped
    if _BASE64.fullmatch(value.strip()):
        try:
            text = base64.b64decode(
                value.strip() + "=" * (-len(value.strip()) % 4), altchars=b"-_" if "-" in value or "_" in value else None
            ).decode("utf-8")
        except (binascii.Error, UnicodeDecodeError, ValueError):
            return None
        return html.unescape(text) if "&lt;" in text else (text if _MARKUP.search(text[:4000]) else None)
    return None


def _may(signs: Signs) -> bool:
    return any(name.startswith("data-") or name in _ATTRIBUTES for name in signs.attrs)


RULE = Rule(NAME, find, _TAGS, _may)
