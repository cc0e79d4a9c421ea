"""Durations as markup and page state write them, in seconds."""

from __future__ import annotations

import re

_CLOCK = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):(\d{2})", re.ASCII)
# ISO 8601 durations; players also leave out the P, and write empty years and months before the days.
_ISO = re.compile(r"P?(?:0{1,4}Y)?(?:0{1,2}M)?(?:(\d{1,4})D)?T(?:(\d{1,4})H)?(?:(\d{1,4})M)?(?:(\d{1,6})(?:\.\d{1,9})?S)?", re.I | re.ASCII)
_NUMBER = re.compile(r"\d{1,6}(?:\.\d{1,14})?", re.ASCII)
_MILLISECONDS = 20_000
"""From this number on a duration without a unit is in milliseconds: no news video lasts five hours."""


def seconds(value: str) -> float | None:
    """A duration in seconds: "806", "01:26", "1:02:03", "PT1M48S"; None for anything else and for nothing."""
    text = value.strip()
    if (iso := _ISO.fullmatch(text)) is not None:
        days, hours, minutes, secs = (int(g or 0) for g in iso.groups())
        return float(((days * 24 + hours) * 60 + minutes) * 60 + secs) or None
    if (clock := _CLOCK.fullmatch(text)) is not None:
        return float(int(clock[1] or 0) * 3600 + int(clock[2]) * 60 + int(clock[3])) or None
    return float(text) or None if _NUMBER.fullmatch(text) else None


def of_value(value: object, name: str = "") -> float | None:
    """A duration of page state in seconds: a text as above or a number, in milliseconds where its `name` says so or it is very large."""
    if isinstance(value, str) and not value.strip().isdigit():
        return seconds(value)
    try:
        number = float(value) if isinstance(value, int | float | str) and not isinstance(value, bool) else 0.0
    except (ValueError, OverflowError):
        return None
    if not 0 < number < 1e9:
        return None
    return number / 1000 if number >= _MILLISECONDS or re.search(r"ms$|milli", name, re.I) else number


__all__ = ["of_value", "seconds"]
