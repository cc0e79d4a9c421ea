"""One document from its source to all that a build keeps of it: blocks, cards, findings, its section of the report, its page."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from pydantic import TypeAdapter

from embedkit.build import report, work
from embedkit.build.hand import Hand
from embedkit.build.inputs import Document, Raw, decoded
from embedkit.build.work import Making
from embedkit.client_base import Base
from embedkit.models import CARDS, Block, Card

BLOCKS: TypeAdapter[list[Block]] = TypeAdapter(list[Block])


class Before(NamedTuple):
    """What an earlier build made of the same source: its blocks and cards as JSON; `look` is that of its page, empty where there is none."""

    blocks: bytes
    cards: bytes
    look: str


class Result(NamedTuple):
    """What a build keeps of a document, as it is stored. `section` and `page` are None where those that are there are right."""

    blocks: bytes
    cards: bytes
    findings: str
    tally: str
    until: float
    section: str | None
    page: bytes | None


def begun(raw: Raw, making: Making, look: str, before: Before | None, client: Base | None) -> Result | list[Block]:
    """All of a document for whose cards nobody need be asked; else its blocks alone. Raises InputError for what is no document."""
    document = decoded(raw)
    blocks = BLOCKS.validate_json(before.blocks) if before is not None else work.blocks(document, making)
    cards: list[Card] = []
    for block in blocks:
        card = client.at_hand(block, keep=False) if client is not None else None
        if card is None:
            return blocks
        cards.append(card)
    return _finished(raw, document, making, look, before, blocks, cards, [None] * len(cards))


def away(raw: Raw, making: Making, look: str, before: Before | None, now: datetime) -> Result | list[Block]:
    """The same in another process, which has stored answers of its own at hand where `Hand.begin` gave it some."""
    return begun(raw, making, look, before, Hand.client(now))


def finished(raw: Raw, making: Making, look: str, before: Before | None, blocks: list[Block], cards: list[Card], stills: Sequence[str | None]) -> Result:  # fmt: skip
    """The rest of a document whose cards had to be asked for. `stills` are the site's own copies of the cards' stills."""
    return _finished(raw, decoded(raw), making, look, before, blocks, cards, stills)


def _finished(raw: Raw, document: Document, making: Making, look: str, before: Before | None, blocks: list[Block], cards: list[Card], stills: Sequence[str | None]) -> Result:  # fmt: skip
    dumped = CARDS.dump_json(cards, indent=1)
    known = BLOCKS.dump_json(blocks, exclude_defaults=True) if before is None else before.blocks
    findings = json.dumps([found._asdict() for found in work.findings(document, blocks, cards)], ensure_ascii=False)
    section = page = None
    if before is None or before.look != look or before.cards != dumped:
        pieces = work.pieces(cards, making, stills, text=document.format == "text")
        section = report.section(raw.source, cards, work.markup(document, blocks), work.previews(cards, pieces, making, document))
        page = work.page(raw, document, blocks, cards, pieces, making)
    return Result(known, dumped, findings, json.dumps(work.tally(cards)), work.until(cards), section, page)
