"""Dates of posts."""

from __future__ import annotations

import pytest

from embedkit.rules.dates import moment


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("April 25, 2024", "2024-04-25T00:00:00+00:00"),
        ("Thursday, August 27, 2015", "2015-08-27T00:00:00+00:00"),
        ("3:10 PM - 13 Nov 2024", "2024-11-13T00:00:00+00:00"),
        ("Sept. 3rd, 2021 at 11:59 p.m. EST", "2021-09-03T00:00:00+00:00"),
        ("2024-11-13T20:10:01.123Z", "2024-11-13T20:10:01.123000+00:00"),
        ("2024-11-13", "2024-11-13T00:00:00+00:00"),
    ],
)
def test_certain_dates_are_read(text: str, expected: str) -> None:
    """ISO 8601 and English month names give an aware date."""
    found = moment(text)
    assert found is not None
    assert found.isoformat() == expected


@pytest.mark.parametrize(
    "text", ["", "1 mai 2024", "03/04/2024", "February 30, 2024", "2024", "20240425", "12345678", "2024-13-01", "May 1", "x" * 10_000]
)
def test_uncertain_dates_are_none(text: str) -> None:
    """What could mean another day, or none, is no date."""
    assert moment(text) is None
