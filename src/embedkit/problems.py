"""What can go wrong with a look-up: its code, how long it is remembered, and what it makes of the card. One table."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from embedkit.models import CardWarning, Problem, Status


class Trouble(NamedTuple):
    """One kind of problem. `life` is how long the failure is remembered before the next try."""

    code: str
    message: str
    life: timedelta
    status: Status
    network: bool
    """True when the look-up may succeed another time: the command then exits with 3."""


_NEVER, _MINUTES, _HOUR, _DAY = timedelta(0), timedelta(minutes=10), timedelta(hours=1), timedelta(days=1)
PROBLEMS: dict[Problem, Trouble] = {
    "gone": Trouble("EK101", "the provider says this item no longer exists", _DAY, "gone", False),
    "private": Trouble("EK102", "the provider shows this item to some people only", _DAY, "private", False),
    "embedding_disabled": Trouble("EK103", "the owner does not allow this item to be embedded", _DAY, "private", False),
    "not_yet_public": Trouble("EK104", "this item is not public yet", _HOUR, "unresolved", True),
    "rate_limited": Trouble("EK105", "the provider asked us to slow down", _HOUR, "unresolved", True),
    "bot_wall": Trouble("EK106", "the provider answered with a consent or captcha page", _HOUR, "blocked", True),
    "provider_down": Trouble("EK107", "the provider did not give an answer", _MINUTES, "unresolved", True),
    "timed_out": Trouble("EK108", "the provider took too long", _MINUTES, "unresolved", True),
    "too_large": Trouble("EK109", "the provider's answer was too large", _DAY, "unresolved", True),
    "not_oembed": Trouble("EK110", "the provider's answer could not be read as metadata", _HOUR, "unresolved", True),
    "refused_address": Trouble("EK111", "the address is not a public one and was not contacted", _DAY, "blocked", False),
    "offline": Trouble("EK112", "nothing was asked: offline, and no answer is stored", _NEVER, "unresolved", True),
    "not_in_lock": Trouble("EK113", "the lock file has no answer for this item", _NEVER, "unresolved", True),
}  # fmt: skip
STALE = CardWarning(code="EK120", message="the last try failed; an earlier answer of the provider is shown")
CACHE = "EK130"


def warning(problem: Problem, detail: str = "") -> CardWarning:
    """The warning that a card carries for a problem."""
    trouble = PROBLEMS[problem]
    return CardWarning(code=trouble.code, message=f"{trouble.message}{f' ({detail[:200]})' if detail else ''}")


_BY_PROVIDER: dict[tuple[str, int], Problem] = {
    # YouTube: 401 and 403 mean embedding disabled or private, 400 and 404 a bad or dead id (iamcal/oembed discussions, vendor answers).
    ("youtube", 401): "embedding_disabled", ("youtube", 403): "private", ("youtube", 400): "gone", ("youtube", 404): "gone",
    ("vimeo", 403): "private", ("vimeo", 404): "gone",
    ("x", 403): "private", ("x", 404): "gone",
}  # fmt: skip


def of_status(provider: str, status: int) -> Problem | None:
    """What a status means; None for a success. Providers differ in what they mean by it."""
    if 200 <= status < 300:
        return None
    known = _BY_PROVIDER.get((provider, status))
    if known is not None:
        return known
    if status in (404, 410, 400):
        return "gone"
    if status in (401, 403, 451):
        return "private"
    return "rate_limited" if status == 429 else "bot_wall" if status == 999 else "provider_down"
