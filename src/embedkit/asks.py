"""What the resolver asks of the world, and what it is answered. Values only: whoever performs them is the client."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import Field

from embedkit.models import Problem, Value


class Load(Value):
    """Give me what is remembered under this key."""

    key: str


class Fetch(Value):
    """Ask this URL. `accept` is what kind of answer helps; `referer` is sent where a provider needs the publishing site."""

    url: str
    accept: str = "application/json"
    referer: str | None = None
    language: str | None = None


class Save(Value):
    """Remember this entry under this key."""

    key: str
    entry: Entry


class Answer(Value):
    """What a fetch gave: a status and a body, or a problem on the way."""

    status: int = 0
    headers: dict[str, str] = Field(default_factory=dict)
    body: bytes = b""
    problem: Problem | None = None
    detail: str = ""


class Entry(Value):
    """What the cache keeps: the provider's answer as it was given (never the card), or a failure that is remembered briefly.

    `fresh_until` and `fetched_at` are aware datetimes; `failed_at` and `retry_at` are set when a later try failed: the good answer stays.
    """

    url: str
    status: int
    content_type: str = ""
    text: str = ""
    problem: Problem | None = None
    fetched_at: datetime
    fresh_until: datetime

    @property
    def is_good(self) -> bool:
        return self.problem is None


Ask = Load | Fetch | Save
Reply = Any
Save.model_rebuild()
