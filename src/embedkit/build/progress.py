"""What a build tells of itself while it goes on."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Is told how a build goes on, from the thread that builds."""

    def begin(self, documents: int) -> None:
        """How many documents there are."""

    def done(self, source: str, cards: int) -> None:
        """A document was built, with so many cards."""

    def unreadable(self, reason: str) -> None:
        """A document was not: what is wrong, what to do."""


class Silent:
    """Tells nobody."""

    def begin(self, documents: int) -> None:
        """Nothing."""

    def done(self, source: str, cards: int) -> None:
        """Nothing."""

    def unreadable(self, reason: str) -> None:
        """Nothing."""
