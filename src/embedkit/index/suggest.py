"""The videos that fit an article best though nobody embedded them: shared rare words, near dates, a score that explains itself."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection
from datetime import datetime

from embedkit.index.find import Finder, Row
from embedkit.index.fold import fold, tokens
from embedkit.index.item import Item
from embedkit.index.words import COMMON
from embedkit.models import Value

_TERMS, _CORE, _POOL = 30, 12, 60
"""Words that are asked for; words whose weight is a full score; items that are looked at."""
_TITLE = 3.0
_LONGEST = 20_000
_SHORT = 3
_WEEK, _YEAR = 7.0, 365.0


class Suggestion(Value):
    """A video that fits: its score (0 to 1), the words it shares with the article, heaviest first, and all of it in one sentence."""

    item: Item
    key: str
    score: float
    shared: tuple[str, ...]
    explanation: str
    listed_in: str = ""


def suggest(
    find: Finder, title: str, text: str, *, published_at: datetime | None, limit: int, threshold: float, without: Collection[str]
) -> list[Suggestion]:
    """The best of what BM25 finds for the article's heaviest words."""
    weights = _weights(find, title, text)
    if not weights:
        return []
    asked = " OR ".join(f'"{token}"' for token in weights)
    found = [_judge(row, weights, published_at) for row, _ in find.ranked(asked, _POOL, "video")]
    fitting = [s for s in found if s.score >= threshold and len(s.shared) > 1 and not {s.key, s.item.url} & set(without)]
    return sorted(fitting, key=lambda s: -s.score)[:limit]


def _weights(find: Finder, title: str, text: str) -> dict[str, float]:
    """The article's words and what each is worth: often in the article, in its title, rare in the index."""
    heads = set(tokens(fold(title)))
    counted = Counter(tokens(fold(text[:_LONGEST]))) + Counter(heads)
    size = max(2, find.size())
    weighed: dict[str, float] = {}
    for token, times in counted.items():
        known = find.text_count(token) if len(token) >= (_SHORT if token.isascii() else 2) and token not in COMMON else 0
        if known and known <= max(3, size // 20):
            weighed[token] = math.log(1 + size / known) * (1 + math.log(times)) * (_TITLE if token in heads else 1.0)
    return dict(sorted(weighed.items(), key=lambda pair: (-pair[1], pair[0]))[:_TERMS])


def _judge(row: Row, weights: dict[str, float], published_at: datetime | None) -> Suggestion:
    words = {*tokens(fold(row.item.title)), *tokens(fold(row.item.description or ""))}
    shared = [token for token in weights if token in words]
    full = sum(list(weights.values())[:_CORE])
    days = abs((row.item.published_at - published_at).total_seconds()) / 86_400 if published_at and row.item.published_at else None
    score = min(1.0, sum(weights[t] for t in shared) / full) * _nearness(days)
    told = f"shares {', '.join(shared[:6])}" + (f"; {round(days)} day{'' if round(days) == 1 else 's'} apart" if days is not None else "")
    return Suggestion(item=row.item, key=row.key, score=round(score, 3), shared=tuple(shared), explanation=told, listed_in=row.source)


def _nearness(days: float | None) -> float:
    """1 within a week, falling to 0.6 after a year; 0.9 where a date is missing."""
    if days is None:
        return 0.9
    return 1.0 if days <= _WEEK else max(0.6, 1.0 - 0.4 * (days - _WEEK) / (_YEAR - _WEEK))
