"""The index of a publisher's own videos and articles: one SQLite file, from a title to the video."""

from __future__ import annotations

from embedkit.index.item import Item, Skipped
from embedkit.index.match import Candidate, Found
from embedkit.index.store import DEFAULT_FILE, Added, Index, Listed, Stats, opened
from embedkit.index.suggest import Suggestion

__all__ = ["DEFAULT_FILE", "Added", "Candidate", "Found", "Index", "Item", "Listed", "Skipped", "Stats", "Suggestion", "opened"]
