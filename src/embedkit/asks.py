"""What the resolver asks of the world, and what it is answered. Values only: whoever performs them is the client."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from pydantic import Field

from embedkit.models import Facts, Kind, Problem, Value


class Load(Value):
    """Give me what is remembered under this key."""

    key: str


class Fetch(Value):
    """Ask this URL. `accept` is what kind of answer helps; `referer` is sent where a provider needs the publishing site."""

    url: str
    accept: str = "application/json"
    referer: str | None = None
    language: str | None = None
    redirect_only: bool = False
    """Tell only where the URL leads; what stands there is not asked."""
    etag: str | None = None
    """With `modified`, what an earlier answer said of its version: the server may answer 304 (RFC 9110, section 13.1)."""
    modified: str | None = None

    @property
    def key(self) -> str:
        """Under which the answer is remembered: the URL, and the headers that it depends on."""
        wishes = [f"{name}={value}" for name, value in (("language", self.language), ("referer", self.referer)) if value]
        return self.url.partition("#")[0] + ("#" + "&".join(wishes) if wishes else "")


class Save(Value):
    """Remember this entry under this key."""

    key: str
    entry: Entry


class Renew(Value):
    """The answer under this key is given out although its life is over: ask again for it when nobody waits."""

    key: str


class Lookup(Value):
    """Is this item in the index? By address or id where they are given, else by its title; date and duration tell rivals apart."""

    kind: Kind
    url: str | None = None
    provider: str | None = None
    native_id: str | None = None
    title: str | None = None
    published_at: datetime | None = None
    duration_s: float | None = None


class Known(Value):
    """What an index answers: what it says of the item, or why it says nothing and what it may have been ("title, address, date")."""

    facts: Facts | None = None
    ambiguous: bool = False
    reason: str = ""
    candidates: tuple[str, ...] = ()


class Answer(Value):
    """What a fetch gave: a status and a body, or a problem on the way.

    `url` is where redirects ended, empty where it is not known; `moved` tells that all of them were permanent.
    """

    status: int = 0
    headers: dict[str, str] = Field(default_factory=dict)
    body: bytes = b""
    url: str = ""
    moved: bool = False
    problem: Problem | None = None
    detail: str = ""
    forget: bool = False
    """True for a failure that says nothing of the item and is not remembered: the host is left alone, or the caller's own time was over."""

    def wait(self, now: datetime) -> timedelta:
        """How long the server asks to be left alone: `Retry-After` in seconds or as a date (RFC 9110, section 10.2.3), between nothing and a day."""
        named = self.headers.get("retry-after", "").strip()
        if named.isascii() and named.isdigit():
            return timedelta(seconds=min(int(named[:9]), 86_400))
        try:
            date = parsedate_to_datetime(named)
        except ValueError:
            return timedelta(0)
        return min(max((date if date.tzinfo else date.replace(tzinfo=UTC)) - now, timedelta(0)), timedelta(days=1))


class Entry(Value):
    """What the cache keeps: the provider's answer as it was given (never the card), or a failure that is remembered briefly.

    `fresh_until` and `fetched_at` are aware datetimes.
    """

    url: str
    status: int
    content_type: str = ""
    text: str = ""
    problem: Problem | None = None
    fetched_at: datetime
    fresh_until: datetime
    provider: str = ""
    """The key of the provider that was asked; empty for linked pages."""
    moved_to: str = ""
    """Where permanent redirects led, if anywhere else."""
    etag: str | None = None
    modified: str | None = None
    locked: bool = False
    """True for an answer out of a lock file: it has no age, and is used whatever the clock says."""
    exported: bool = False
    """True for an answer that a content system had stored and an export brought along: nobody asked the provider for it here."""
    failed: Problem | None = None
    """Why the last try failed that this good answer outlived; the next one is pushed back to `fresh_until`."""

    @property
    def is_good(self) -> bool:
        return self.problem is None

    def is_current(self, now: datetime) -> bool:
        """It need not be asked again yet."""
        return self.locked or self.fresh_until > now

    def is_usable(self, now: datetime, stale_for: timedelta) -> bool:
        """It may be given out at once: it is current, or a good answer whose life ended less than `stale_for` ago."""
        return self.is_current(now) or (self.is_good and self.fresh_until + stale_for > now)

    def over(self, earlier: Entry | None) -> Entry:
        """What to keep after this answer: a failure never replaces a good answer, it pushes back when that is asked again."""
        if self.problem is None or earlier is None or not earlier.is_good:
            return self
        return earlier.model_copy(update={"fresh_until": self.fresh_until, "failed": self.problem})


Ask = Load | Fetch | Save | Renew | Lookup
Reply = Any
Save.model_rebuild()
