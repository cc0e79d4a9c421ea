"""The content security policy that a page with these cards needs, and the integrity hashes of our own files."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from typing import Literal

import ada_url

from embedkit.models import Card, GalleryCard
from embedkit.render import view


def csp(cards: Iterable[Card], *, posters: Literal["own", "remote"] = "own") -> dict[str, list[str]]:
    """CSP directives with their sources, sorted: our own script and style, the players' origins, the pictures' origins.

    `posters` is the option that the cards are rendered with. A site adds what the rest of its pages needs (CSP level 3, section 2.3).
    """
    frames: set[str] = set()
    images: set[str] = set()
    media: set[str] = set()
    for card in cards:
        if not view.is_lost(card) and (player := view.player(card)):
            frames.add(_origin(player))
        media |= {_origin(file.url) for file in view.files(card)}
        images |= {_origin(url) for url in _pictures(card, posters)}
    return {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", *sorted(images)],
        "media-src": ["'self'", *sorted(media)],
        "frame-src": sorted(frames) or ["'none'"],
    }


def _pictures(card: Card, posters: str) -> Iterator[str]:
    if isinstance(card, GalleryCard):
        yield from (url for item in card.items if (url := view.web(item.image.url)))
    elif (posters == "remote" or card.provenance.get("thumbnails") == "markup") and (still := view.still(card)):
        yield still.url


def _origin(url: str) -> str:
    parsed = ada_url.URL(url)
    return f"{parsed.protocol}//{parsed.host}"


def header(directives: dict[str, list[str]]) -> str:
    """The directives as the value of a `Content-Security-Policy` header."""
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())


def integrity(data: bytes) -> str:
    """The `integrity` attribute of a file (Subresource Integrity, SHA-384)."""
    return "sha384-" + base64.b64encode(hashlib.sha384(data).digest()).decode()
