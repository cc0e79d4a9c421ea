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
from embedkit.errors import InputError
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


class Task(NamedTuple):
    """A document to be built, and what is known of it from before."""

    raw: Raw
    before: Before | None


Begun = Result | list[Block] | InputError


def begun(tasks: Sequence[Task], making: Making, look: str, client: Base | None) -> list[Begun]:
    """All of each document for whose cards nobody need be asked; of others the blocks alone, or what is wrong with one that is none.

    Each step is done for all documents before the next begins: code and data of one step then stay in the processor's caches.
    """
    read = [_read(task, making) for task in tasks]
    cards = [_at_hand(one[1], client) if isinstance(one, tuple) else None for one in read]
    return [_begun(*each, making, look) for each in zip(tasks, read, cards, strict=True)]


def _read(task: Task, making: Making) -> tuple[Document, list[Block]] | InputError:
    try:
        document = decoded(task.raw)
    except InputError as fault:
        return fault
    return document, BLOCKS.validate_json(task.before.blocks) if task.before is not None else work.blocks(document, making)


def _at_hand(blocks: list[Block], client: Base | None) -> list[Card] | None:
    """The cards of a document; None where one of them must be asked for."""
    cards: list[Card] = []
    for block in blocks:
        card = client.at_hand(block, keep=False) if client is not None else None
        if card is None:
            return None
        cards.append(card)
    return cards


def _begun(task: Task, read: tuple[Document, list[Block]] | InputError, cards: list[Card] | None, making: Making, look: str) -> Begun:
    if isinstance(read, InputError):
        return read
    document, blocks = read
    return blocks if cards is None else _finished(task, document, making, look, blocks, cards, [None] * len(cards))


def away(tasks: Sequence[Task], making: Making, look: str, now: datetime) -> list[Begun]:
    """The same in another process, which has stored answers of its own at hand where `Hand.begin` gave it some."""
    return begun(tasks, making, look, Hand.client(now))


def finished(task: Task, making: Making, look: str, blocks: list[Block], cards: list[Card], stills: Sequence[str | None]) -> Result:
    """The rest of a document whose cards had to be asked for. `stills` are the site's own copies of the cards' stills."""
    return _finished(task, decoded(task.raw), making, look, blocks, cards, stills)


def _finished(task: Task, document: Document, making: Making, look: str, blocks: list[Block], cards: list[Card], stills: Sequence[str | None]) -> Result:  # fmt: skip
    raw, before = task
    dumped = CARDS.dump_json(cards, indent=1)
    known = BLOCKS.dump_json(blocks, exclude_defaults=True) if before is None else before.blocks
    findings = json.dumps([found._asdict() for found in work.findings(document, blocks, cards)], ensure_ascii=False)
    section = page = None
    if before is None or before.look != look or before.cards != dumped:
        pieces = work.pieces(cards, making, stills, text=document.format == "text")
        section = report.section(raw.source, cards, work.markup(document, blocks), work.previews(cards, pieces, making, document))
        page = work.page(raw, document, blocks, cards, pieces, making)
    return Result(known, dumped, findings, json.dumps(work.tally(cards)), work.until(cards), section, page)
