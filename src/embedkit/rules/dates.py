"""Dates as posts print them, read only where they are certain: ISO 8601 and English month names."""

from __future__ import annotations

import re
from datetime import UTC, datetime

_MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ][\d:.,]{4,18}(?:Z|[+-]\d{2}:?\d{2})?)?")
_MONTH = r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?\s?(?:[ap]\.?m\.?)?(?:\s?[A-Z]{2,4})?"
_WRITTEN = tuple(
    re.compile(rf"(?:{_CLOCK}\s?[-–·]\s?)?(?:[a-z]{{3,9}},?\s)?{date},?\s(?P<year>\d{{4}})(?:,?\s(?:at\s)?{_CLOCK})?", re.I)
    for date in (rf"{_MONTH}\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?", rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s{_MONTH}")
)


def moment(text: str) -> datetime | None:
    """An aware date; None for any other text. A day without a zone is its midnight in UTC, and so is a written day with a clock."""
    folded = " ".join(text.split())
    if len(folded) > 80:
        return None
    try:
        return _from_iso(folded) if _ISO.fullmatch(folded) else _from_words(folded)
    except ValueError:
        return None


def _from_iso(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _from_words(text: str) -> datetime | None:
    found = next(filter(None, (shape.fullmatch(text) for shape in _WRITTEN)), None)
    return datetime(int(found["year"]), _MONTHS[found["month"][:3].lower()], int(found["day"]), tzinfo=UTC) if found else None
