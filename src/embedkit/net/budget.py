"""What one look-up may cost, counted where the bytes come in."""

from __future__ import annotations

import math
import time
from contextvars import ContextVar
from dataclasses import dataclass

from embedkit.models import Value


class Limits(Value):
    """What one look-up may cost: seconds for all of it, raw and decoded bytes, bytes and number of headers, redirects."""

    deadline_s: float = 10.0
    raw_bytes: int = 2_000_000
    decoded_bytes: int = 4_000_000
    header_bytes: int = 64_000
    headers: int = 256
    redirects: int = 4


class TooLarge(Exception):
    """The answer passed its byte budget."""


class Late(Exception):
    """The deadline passed."""


@dataclass
class Budget:
    """What is left for one look-up: until when, how many raw bytes, and how many of them before the next body begins.

    `until` is on the monotonic clock. What waits for its turn spends none of the look-up's own seconds: they `begin` with the first request.
    """

    until: float
    bytes: int
    caller_until: float = math.inf
    """When the caller's own time is over, whatever is left of the look-up's."""
    head: int | None = None
    begun: bool = False

    @property
    def is_over(self) -> bool:
        """The caller's own time has ended."""
        return time.monotonic() >= self.caller_until

    def begin(self, seconds: float) -> None:
        """The first request begins: from now on there are so many seconds, or fewer."""
        if not self.begun:
            self.begun, self.until = True, min(self.until, time.monotonic() + seconds)

    def left(self) -> float:
        """Seconds left. Raises Late when there are none."""
        seconds = self.until - time.monotonic()
        if seconds <= 0:
            raise Late
        return seconds

    def spend(self, count: int) -> None:
        """Takes bytes. Raises TooLarge when there are not enough.

        A read may bring the beginning of the body with the headers: what was read before counts against the headers alone.
        """
        if self.bytes < count or (self.head is not None and self.head < 0):
            raise TooLarge
        self.bytes -= count
        if self.head is not None:
            self.head -= count


current: ContextVar[Budget] = ContextVar("budget")
