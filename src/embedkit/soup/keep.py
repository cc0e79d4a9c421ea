"""What of a document can hold media, and what is left behind when the soup is grown."""

from __future__ import annotations

import re
from typing import Any, Final

DROPPED: Final = frozenset(
    "nav style svg math option select optgroup datalist canvas map area dialog progress meter frameset frame".split()
)
INLINE: Final = frozenset(
    "a abbr b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strong sub sup time tt u var wbr".split()
)
MEDIA: Final = ["img", "iframe", "video", "audio", "embed", "object", "script", "blockquote", "picture", "source", "template", "oembed"]
PROSE: Final = 200
"""A paragraph of so many characters without media inside is kept as one string: its links are prose, not embeds."""

_ASKED: Final = frozenset(("script", "meta", "input", "link", "base"))
_DATA_SCRIPT: Final = re.compile(r"json|template|text/(?:html|plain)|x-", re.I)
# Inline calls that set up a player (never in the head), and the state objects of page frameworks.
_CALL: Final = re.compile(r"jwplayer\(|kWidget|OO\.Player|createExperiences|DM\.player|YT\.Player|\$bp\(|bridPlayStack|globalContent")
_STATE: Final = re.compile(r"__APOLLO_STATE__|__NUXT__|__next_f|globalContent|__PRELOADED_STATE__|__INITIAL_STATE__|__NEXT_DATA__")
_BEGINNING: Final = 400
"""Characters within which a script that holds a page's state says so."""
_META_NAMES: Final = re.compile(r"^(?:og:|twitter:|article:)|embedurl|contenturl|thumbnailurl|duration|name|uploaddate", re.I)

_FORMATTING: Final = re.compile(r"</?(?:b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\s/>])[^<>]*>?", re.I)
_OPENING: Final = re.compile(r"<(?:b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)[\s/>]", re.I)
_FORMATTING_BOUND: Final = 1_000_000


def is_kept(name: str, node: Any) -> bool:
    """True for an element that can hold media or says something of it."""
    return name not in DROPPED and (name not in _ASKED or _speaks(name, node))


def _speaks(name: str, node: Any) -> bool:
    attrs = node.attrs
    if name == "base":
        return bool(attrs.get("href"))
    if name == "link":
        return "canonical" in str(attrs.get("rel", ""))
    if name == "input":
        return str(attrs.get("type", "")).lower() in ("radio", "checkbox")
    if name == "meta":
        said = attrs.get("property") or attrs.get("name") or attrs.get("itemprop") or ""
        return bool(_META_NAMES.search(said if isinstance(said, str) else " ".join(said)))
    if attrs.get("src"):
        return True
    kind = attrs.get("type")
    if (kind and _DATA_SCRIPT.search(str(kind))) or any(name.startswith("data-") for name in attrs):
        return True
    text = node.text
    return _STATE.search(text, 0, _BEGINNING) is not None or (node.parent.tag != "head" and _CALL.search(text) is not None)


def flattened(text: str) -> str:
    """Blanks formatting tags where cloning them into every block would cost more than about 150 MB. Offsets stay.

    Conforming parsers reopen up to 512 unclosed formatting elements in each block (HTML standard, 13.2.4.3); the bound is on
    formatting start tags times tags, and ordinary pages stay at half of it or less.
    """
    tags = text.count("<")
    if tags < 2_000:
        return text
    if min(512, len(_OPENING.findall(text))) * tags <= _FORMATTING_BOUND:
        return text
    return _FORMATTING.sub(lambda m: " " * len(m[0]), text)


__all__ = ["DROPPED", "INLINE", "MEDIA", "PROSE", "flattened", "is_kept"]
