"""Cards as their own JSON: what `embedkit schema` describes."""

from __future__ import annotations

from collections.abc import Sequence

from embedkit.models import CARD, CARDS, Card
from embedkit.render.target import Target


def _same(card: Card) -> Card:
    return card


def _json(card: Card) -> str:
    return CARD.dump_json(card, indent=1).decode()


def _array(cards: Sequence[Card]) -> str:
    return CARDS.dump_json(list(cards), indent=1).decode()


def _line(card: Card) -> str:
    return CARD.dump_json(card).decode()


def _lines(cards: Sequence[Card]) -> str:
    return "\n".join(map(_line, cards))


JSON = Target("json", _same, _json, _array)
JSONL = Target("jsonl", _same, _line, _lines, "application/jsonl")
