"""What a target is: how one card is put, how many are joined, and why a card may have no place in it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from embedkit.models import Card, CardWarning
from embedkit.problems import NO_ELEMENT, NO_FIELD


class Lack(NamedTuple):
    """Why a card has no element in a target: the card's field that it needs, or None where the target has none for such cards."""

    field: str | None
    needs: str

    def warning(self, card: Card, to: str) -> CardWarning:
        """The coded warning that tells it."""
        code = NO_FIELD if self.field else NO_ELEMENT
        return CardWarning(code=code.code, field=self.field, message=f"{card.id}: {to} {self.needs}")


@dataclass(frozen=True)
class Target:
    """One output format. `piece` puts a card; `one` writes a piece by itself, `many` a document of pieces."""

    name: str
    piece: Callable[[Card], Any]
    one: Callable[[Any], str]
    many: Callable[[Sequence[Any]], str]
    mime: str = "application/json"


@dataclass(frozen=True)
class Output:
    """Cards in one format, and what could not be put into it."""

    text: str
    warnings: tuple[CardWarning, ...] = ()


def dumped(value: Any) -> str:
    """JSON that may stand inside a page's `script`: what could end the script, or open a comment in it, is escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def listed(pieces: Sequence[Any]) -> str:
    """A JSON array of pieces."""
    return dumped(list(pieces))


def said(**fields: Any) -> dict[str, Any]:
    """The fields that have a value; a trailing underscore lets a name be a keyword's ("@type" is given as `**{"@type": …}`)."""
    return {name.removesuffix("_"): value for name, value in fields.items() if value not in (None, "", [], {}, ())}


__all__ = ["Lack", "Output", "Target", "dumped", "listed", "said"]
