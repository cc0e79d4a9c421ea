"""Cards that a client has made before, and the answers that they were made of.

A card follows from its item and the stored answers alone. So the answers are read again from the store each time, and where they are
the same and still fresh, the card is the same: a page that is rendered often costs the reads and no more.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from embedkit.asks import Entry, Load
from embedkit.models import Block, Card
from embedkit.resolve import Plan

if TYPE_CHECKING:
    from embedkit.client_base import Store

_CARDS, _LONGEST = 2_048, 20_000
"""How many cards are kept, and of how many characters at most an answer may be: linked pages are longer, and are read anew."""
Uses = list[tuple[str, Entry | None]]
"""The answers of a plan, with their keys; None where something was asked, of the network or an index: the answer may be another the next time."""


def noted(plan: Plan, uses: Uses) -> Plan:
    """The same plan; what it is answered is noted in `uses`."""
    try:
        ask = next(plan)
        while True:
            reply = yield ask
            uses.append((ask.key, reply) if isinstance(ask, Load) else ("", None))
            ask = plan.send(reply)
    except StopIteration as done:
        return done.value  # type: ignore[no-any-return]


def _is_current(entry: Entry | None, stored: Entry | None, now: Callable[[], datetime]) -> bool:
    return entry is not None and (stored is entry or stored == entry) and entry.is_current(now())


class Recall:
    """For many threads."""

    def __init__(self) -> None:
        self._known: dict[str | Block, tuple[Card, Uses]] = {}
        self._lock = threading.Lock()

    def __contains__(self, what: str | Block) -> bool:
        return what in self._known

    def get(self, what: str | Block, store: Store, now: Callable[[], datetime]) -> Card | None:
        """The card of an item, where the store has the same fresh answers as when it was made."""
        known = self._known.get(what)
        if known is None:
            return None
        card, uses = known
        return card if all(_is_current(entry, store.get(key), now) for key, entry in uses) else None

    def keep(self, what: str | Block, card: Card, uses: Uses) -> Card:
        """Keeps a card that was made of stored answers alone, and gives it back."""
        if all(entry is not None and len(entry.text) <= _LONGEST for _, entry in uses):
            with self._lock:
                self._known[what] = (card, uses)
                while len(self._known) > _CARDS:
                    self._known.pop(next(iter(self._known)))
        return card
