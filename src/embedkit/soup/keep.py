"""What of a document can hold media, and what is left behind when the soup is grown."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Final

DROPPED: Final = frozenset(
    "nav style svg math option select optgroup datalist canvas map area dialog progress meter frameset frame".split()
)
INLINE: Final = frozenset(
    "a abbr b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strong sub sup time tt u var wbr".split()
)
MEDIA: Final = ["img", "iframe", "video", "audio", "embed", "object", "script", "blockquote", "picture", "source", "template", "oembed"]
DEPTH: Final = 500
"""Levels that are grown: no story stands deeper."""
PROSE: Final = 200
"""A paragraph of so many characters without media inside is kept as one string: its links are prose, not embeds."""

_ASKED: Final = frozenset(("script", "meta", "input", "link", "base"))
_DATA_SCRIPT: Final = re.compile(r"json|template|text/(?:html|plain)|x-", re.I)
# Inline calls that set up a player (never in the head), and the state objects of page frameworks.
_CALLS: Final = (
    "jwplayer(",
    "kWidget",
    "OO.Player",
    "createExperiences",
    "DM.player",
    "YT.Player",
    "$bp(",
    "bridPlayStack",
    "globalContent",
)
_STATE: Final = re.compile(r"__APOLLO_STATE__|__NUXT__|__next_f|globalContent|__PRELOADED_STATE__|__INITIAL_STATE__|__NEXT_DATA__")
_BEGINNING: Final = 400
"""Characters within which a script that holds a page's state says so."""
_META_NAMES: Final = re.compile(r"^(?:og:|twitter:|article:)|embedurl|contenturl|thumbnailurl|duration|name|uploaddate", re.I)

_FORMATTING: Final = re.compile(r"</?(?:b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\s/>])[^<>]*>?", re.I)
_SUSPECT: Final = re.compile(
    r"<(?=[bcefhinstuBCEFHINSTU])(?:([hH][tT][mM][lL]|[bB][oO][dD][yY])|[bB](?:[iI][gG])?|[iIsSuU]|[eE][mM]|[sS][tT][rR][oO][nN][gG]|[sS][mM][aA][lL][lL]|"
    r"[fF][oO][nN][tT]|[cC][oO][dD][eE]|[tT][tT]|[nN][oO][bB][rR]|[sS][tT][rR][iI][kK][eE])[\s/>]"
)
"""Start tags of the root elements, which are named, and of formatting; its letters are spelt out, as a search that folds case is slow."""
_FORMATTING_BOUND: Final = 1_000_000
_ROOTS: Final = re.compile(r"<(?P<name>html|body)(?=[\s/>])(?:[^>=]|=\s*(?:\"[^\"]*\"|'[^']*')?)*+>?", re.I)
_ROOTS_BOUND: Final = 20_000_000
_MOST_TAGS: Final = 2_000_000


def is_kept(name: str, node: Any) -> bool:
    """True for an element that can hold media or says something of it."""
    return name not in DROPPED and (name not in _ASKED or _speaks(name, node))


@lru_cache(maxsize=4_096)
def _tells_of_page(name: str) -> bool:
    """Whether a `meta` of this name is read: pages use a few dozen names."""
    return len(name) < 200 and _META_NAMES.search(name) is not None


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
        return _tells_of_page(said if isinstance(said, str) else " ".join(said))
    if attrs.get("src"):
        return True
    kind = attrs.get("type")
    if (kind and _DATA_SCRIPT.search(str(kind))) or any(name.startswith("data-") for name in attrs):
        return True
    text = node.text
    return _STATE.search(text, 0, _BEGINNING) is not None or (node.parent.tag != "head" and any(call in text for call in _CALLS))


def tamed(text: str) -> str:
    """The text without what would cost the engine more than its length. Offsets stay.

    What stands behind the two-millionth `<` is not read: 50 MB of an ordinary page have half as many, and each may be an element
    of a few hundred bytes.
    """
    if len(text) > _MOST_TAGS and text.count("<") > _MOST_TAGS:
        text = _first_tags(text)
    suspects = _SUSPECT.findall(text)
    roots = len(suspects) - suspects.count("")
    return _flattened(_merged_once(text) if roots > 2 else text, len(suspects) - roots)


def _first_tags(text: str) -> str:
    """The text up to the two-millionth `<`, whose place is found by halves: counting is much cheaper than finding each."""
    start, end, before = 0, len(text), _MOST_TAGS
    while end - start > 1:
        half = (start + end) // 2
        counted = text.count("<", start, half)
        if counted > before:
            end = half
        else:
            start, before = half, before - counted
    return text[:start]


def _merged_once(text: str) -> str:
    """Blanks further `html` and `body` tags where their attributes are many.

    Parsers add the attributes of a second `<body>` to the first (HTML standard, 13.2.6.4.7): each is compared with all.
    """
    roots = [found.span() for found in _ROOTS.finditer(text)]
    if len(roots) < 2 or sum(end - start for start, end in roots) ** 2 < _ROOTS_BOUND:
        return text
    kept = {found["name"].lower(): found.start() for found in reversed([*_ROOTS.finditer(text)])}.values()
    return _ROOTS.sub(lambda found: found[0] if found.start() in kept else " " * len(found[0]), text)


def _flattened(text: str, openings: int) -> str:
    """Blanks formatting tags where cloning them into every block would cost more than about 150 MB.

    Conforming parsers reopen up to 512 unclosed formatting elements in each block (HTML standard, 13.2.4.3); the bound is on
    formatting start tags times tags, and ordinary pages stay at half of it or less.
    """
    openings = min(512, openings)
    # A tag has three characters or more.
    if openings * len(text) <= 3 * _FORMATTING_BOUND or openings * text.count("<") <= _FORMATTING_BOUND:
        return text
    return _FORMATTING.sub(lambda m: " " * len(m[0]), text)


__all__ = ["DEPTH", "DROPPED", "INLINE", "MEDIA", "PROSE", "is_kept", "tamed"]
