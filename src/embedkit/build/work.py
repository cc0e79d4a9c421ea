"""What is pure work on one document, and may be done by another process: finding its media, making its page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b, sha256
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from embedkit.build.checking import Finding, Level
from embedkit.build.inputs import Document, Raw
from embedkit.build.replace import encode, replace
from embedkit.models import Block, Card, CardWarning
from embedkit.problems import PROBLEMS, explanations
from embedkit.profiles import Profile
from embedkit.render import HtmlRenderer, render, render_all
from embedkit.render.html import shows_files
from embedkit.walk import FINISHED

_BROKEN = frozenset(("gone", "private", "blocked"))
_SHOWN = 4_000
"""Characters of a block's source markup that the report shows."""
_HEAD_ENDS = re.compile(r"</head\s*>", re.I)


@dataclass(frozen=True)
class Making:
    """How pages are made: a site's own templates, what relative addresses are relative to, whether JSON-LD goes into the head, notations of
    the site's markup, and where it serves copies of stills."""

    templates: Path | None = None
    base_url: str | None = None
    jsonld: bool = False
    profiles: tuple[Profile, ...] = ()
    posters_url: str | None = None


def key(raw: Raw, making: Making) -> str:
    """A hash of all that the blocks of a document depend on."""
    said = f"{_version()}\0{raw.source}\0{raw.format}\0{making.base_url or raw.base_url}\0{raw.exported}\0{making.profiles!r}\0"
    hashed = blake2b(said.encode(), digest_size=32)
    hashed.update(raw.data)
    return hashed.hexdigest()


@lru_cache(maxsize=1)
def _version() -> str:
    return version("embedkit-media")


def look(making: Making) -> str:
    """A hash of all that a page and its section of the report depend on beside its text and its cards: our templates, the site's, the choice of JSON-LD."""
    ours = sorted((f.name, f.read_bytes()) for f in files("embedkit.render.html").joinpath("templates").iterdir() if f.is_file())
    ours.append(("section.html", files("embedkit.build").joinpath("templates/section.html").read_bytes()))
    own = sorted((str(f.relative_to(making.templates)), f.read_bytes()) for f in making.templates.rglob("*") if f.is_file()) if making.templates else []  # fmt: skip
    return sha256(repr((_version(), making.jsonld, making.posters_url, ours, own)).encode()).hexdigest()


def blocks(document: Document, making: Making) -> list[Block]:
    """The media of a document."""
    return document.blocks(making.base_url, profiles=making.profiles)


def pieces(cards: Sequence[Card], making: Making, stills: Sequence[str | None], *, text: bool) -> list[str]:
    """What stands in the page for each card. `stills` are the site's own copies of the cards' stills."""
    return [_piece(card, making, still, text=text) for card, still in zip(cards, stills, strict=True)]


def page(raw: Raw, document: Document, found: Sequence[Block], cards: Sequence[Card], made: Sequence[str], making: Making) -> bytes:
    """The document with its cards, `made` into pieces, in place, in its own encoding: every byte outside the replaced spans is the source's.

    JSON-LD, where it is asked for and the document has a head and no such script of ours, comes before the head ends.
    """
    text = document.format == "text"
    placed = [(block.span, piece) for block, piece in zip(found, made, strict=True) if block.span]
    if making.jsonld and not text and (script := _jsonld(document, cards)):
        placed.append(script)
    return raw.data if not placed else encode(replace(document.text, placed), document.codec, html=not text)


def _piece(card: Card, making: Making, still: str | None, *, text: bool) -> str:
    if text:
        return render(card, "text")
    return render(card, poster=still) if making.templates is None else _renderer(making.templates, look(making)).render(card, poster=still)


def previews(cards: Sequence[Card], made: Sequence[str], making: Making, document: Document) -> list[str]:
    """The cards as a reader sees them, their pictures and files left out: a report must not call a third party."""
    ours = making.templates is None and document.format != "text" and making.posters_url is None
    return [piece if ours and not shows_files(card) else bare(card) for card, piece in zip(cards, made, strict=True)]


def bare(card: Card) -> str:
    """A card rendered without its pictures and files."""
    left_out: dict[str, object] = {"thumbnails": (), "media": ()}
    if card.kind == "gallery":
        left_out["items"] = ()
    return render(card.model_copy(update=left_out))


@lru_cache(maxsize=4)
def _renderer(templates: Path, content: str) -> HtmlRenderer:
    return HtmlRenderer(templates)


def _jsonld(document: Document, cards: Sequence[Card]) -> tuple[tuple[int, int], str] | None:
    made = render_all(cards, "jsonld").text if cards else ""
    ends = _HEAD_ENDS.search(document.text)
    if not made or '"@graph": []' in made or ends is None:
        return None
    return (ends.start(), ends.start()), f'<script type="application/ld+json" {FINISHED}="jsonld">{made}</script>'


def markup(document: Document, found: Sequence[Block]) -> list[str]:
    """What stands in the source where each block stands; long pieces are cut."""
    text = document.text
    return [_cut(text[block.span[0] : block.span[1]]) if block.span else "" for block in found]


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN] + " …"


def findings(document: Document, found: Sequence[Block], cards: Sequence[Card]) -> list[Finding]:
    """What the cards of a document have to tell, each at its line."""
    return [_finding(document, block, card, warning) for block, card in zip(found, cards, strict=True) for warning in card.warnings]


def _finding(document: Document, block: Block, card: Card, warning: CardWarning) -> Finding:
    text, at = document.text, block.span[0] if block.span else 0
    line, column = text.count("\n", 0, at) + 1, at - (text.rfind("\n", 0, at) + 1) + 1
    return Finding(warning.code, _names().get(warning.code, "note"), _level(card, warning), document.source, line, column, block.span, card.url or card.id, warning.message)  # fmt: skip


def _level(card: Card, warning: CardWarning) -> Level:
    if card.status in _BROKEN:
        return "error"
    return "note" if card.problem is not None and PROBLEMS[card.problem].network else "warning"


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    return {told.code: told.name for told in explanations()}


def tally(cards: Sequence[Card]) -> dict[str, Any]:
    """What is counted of a document's cards: how many, with which status, kind, provider and warnings, look-ups that failed and may not,
    answers with a date."""
    return {
        "cards": len(cards),
        "statuses": Counter(card.status for card in cards),
        "kinds": Counter(card.kind for card in cards),
        "providers": Counter(card.provider.key if card.provider else "none" for card in cards),
        "warnings": Counter(told.code for card in cards for told in card.warnings),
        "failed": sum(card.problem is not None and PROBLEMS[card.problem].network for card in cards),
        "dated": sum(card.fetched_at is not None for card in cards),
    }


def until(cards: Sequence[Card]) -> float:
    """Until when, in seconds since 1970, these cards need no look at their answers; 0 where the next build shall look at once."""
    if any(card.problem is not None and not PROBLEMS[card.problem].life and PROBLEMS[card.problem].network for card in cards):
        return 0.0
    return min((card.fresh_until.timestamp() for card in cards if card.fresh_until is not None), default=float("inf"))
