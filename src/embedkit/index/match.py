"""The one item that a title names, or none: readings of the title, candidates, verdicts, and what tells close rivals apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple

from rapidfuzz import fuzz, process

from embedkit import urls
from embedkit.index.compare import begins, likeness, same
from embedkit.index.find import Finder, Name, Row
from embedkit.index.fold import fold, length
from embedkit.index.item import Item
from embedkit.index.variants import Variant, variants
from embedkit.models import Match, Value

SURE = 0.85
"""The score from which a title is taken for the same."""
_NEAR, _SHOWN = 80.0, 5
"""From which likeness (0 to 100) a title is shown as a candidate that was not taken, and how many are."""
_RIVAL = 0.04
"""How much worse than the best a rival's score may be."""
_DAY, _HOURS, _SLACK_S, _SLACK = timedelta(hours=36), timedelta(hours=8), 2.0, 0.02
"""Two dates that a time zone or a midnight may have moved apart, and so for a daily programme; two durations that rounding may have."""
_GENERIC = 11
"""Up to this length (`fold.length`) a title is too general to name one item by itself ("Weather", "Evening news")."""


class Candidate(Value):
    """An item that a title may have meant."""

    title: str
    url: str | None = None
    published_at: datetime | None = None
    duration_s: float | None = None
    score: float = 0.0

    def __str__(self) -> str:
        day = f"{self.published_at:%Y-%m-%d}" if self.published_at else ""
        return ", ".join(filter(None, (f"“{self.title}”", self.url, day, f"{self.score:.2f}")))


class Found(Value):
    """What a look-up gave: the item and how it was found; or the candidates that were too close to call; or neither.

    `reason` says why there is no item.
    """

    item: Item | None = None
    match: Match | None = None
    candidates: tuple[Candidate, ...] = ()
    reason: str = ""
    ambiguous: bool = False


class Clues(NamedTuple):
    """What is known of the item besides its title."""

    published_at: datetime | None = None
    language: str | None = None
    duration_s: float | None = None


class _Rival(NamedTuple):
    row: Row
    score: float
    reason: str
    likeness: float


def choose(find: Finder, title: str, *, published_at: datetime | None = None, language: str | None = None, duration_s: float | None = None,
           kind: str = "video") -> Found:  # fmt: skip
    """The item that the title names. Titles that are equal win over titles that are alike."""
    clues = Clues(published_at, language.lower() if language else None, duration_s)
    readings = list(variants(title, find.sites()))
    for ask in (_equal, _alike):
        if found := sorted(ask(find, readings, title, kind), key=lambda rival: (-rival.score, -rival.likeness)):
            return _decide(found, clues, fold(title))
    return Found(candidates=tuple(_near(find, readings, kind)), reason="no title is near enough")


def _equal(find: Finder, readings: Sequence[Variant], title: str, kind: str) -> list[_Rival]:
    for variant in readings:
        names = [] if variant.cut else find.equal(variant.folded, kind)
        if names:
            return [
                _rival(find, name, 1.0 - variant.price, ", ".join(filter(None, ("same title", variant.reason))), title) for name in names
            ]
    return []


def _alike(find: Finder, readings: Sequence[Variant], title: str, kind: str) -> list[_Rival]:
    best: dict[int, _Rival] = {}
    for variant in readings:
        for name, score, reason in _verdicts(find, variant, kind):
            known = best.get(name.item)
            if score >= SURE and (known is None or score > known.score):
                best[name.item] = _rival(find, name, score, reason, title)
        if best:
            break
    return list(best.values())


def _verdicts(find: Finder, variant: Variant, kind: str) -> Iterator[tuple[Name, float, str]]:
    cut = find.beginning(variant.folded, kind) if variant.cut and len(variant.folded) > 3 else []
    for name in cut:
        if (verdict := begins(variant.folded, name.folded)) is not None:
            yield name, verdict.score - variant.price, ", ".join(filter(None, (verdict.reason, variant.reason)))
    for name in _likest(variant, find.alike(variant.folded, kind), 25):
        if (verdict := same(variant.folded, name.folded, find.knows)) is not None:
            yield name, verdict.score - variant.price, ", ".join(filter(None, (verdict.reason, variant.reason)))


def _likest(variant: Variant, names: Sequence[Name], most: int) -> list[Name]:
    folds = [name.folded for name in names]
    scored = process.extract(variant.folded, folds, scorer=fuzz.token_sort_ratio, score_cutoff=_NEAR, limit=most)
    return [names[at] for _, _, at in scored]


def _near(find: Finder, readings: Sequence[Variant], kind: str) -> Iterator[Candidate]:
    seen: set[int] = set()
    for name in _likest(readings[0], find.alike(readings[0].folded, kind), _SHOWN) if readings else ():
        if name.item not in seen:
            seen.add(name.item)
            yield _candidate(find.by_id(name.item).item, round(fuzz.token_sort_ratio(readings[0].folded, name.folded) / 100, 3))


def _rival(find: Finder, name: Name, score: float, reason: str, title: str) -> _Rival:
    return _Rival(find.by_id(name.item), round(score, 3), reason, likeness(title, name.title))


def _decide(rivals: list[_Rival], clues: Clues, folded: str) -> Found:
    """The best rival, if it alone fits; else all of them as candidates."""
    close = [rival for rival in rivals if rival.score >= rivals[0].score - _RIVAL]
    fitting = [rival for rival in close if _fits(rival.row.item, clues)]
    if not fitting:
        return _undecided(close, "another date, duration or language than the title's")
    told = _told_apart(fitting, clues)
    best, *others = told
    if others and not all(_is_twin(best.row.item, other.row.item) for other in others):
        return _undecided(told, "several have this title" if best.score == 1 else "several titles are this near")
    if length(folded) <= _GENERIC and not _confirmed(best.row.item, clues):
        return _undecided(told, "too general a title to be sure without date or duration")
    best = max(told, key=lambda rival: (rival.likeness, bool(rival.row.item.player), bool(rival.row.item.duration_s), -rival.row.id))
    reason = best.reason + (
        f"; told from {len(close) - len(told)} others by date, duration, language or spelling" if len(told) < len(close) else ""
    )
    return Found(item=best.row.item, match=Match(score=best.score, reason=reason, listed_in=best.row.source))


def _undecided(rivals: Iterable[_Rival], reason: str) -> Found:
    return Found(candidates=tuple(_candidate(rival.row.item, rival.score) for rival in rivals)[:_SHOWN], reason=reason, ambiguous=True)


def _fits(item: Item, clues: Clues) -> bool:
    """False for an item whose date, duration or language says that it is another one."""
    if clues.published_at and item.published_at and abs(item.published_at - clues.published_at) > _DAY:
        return False
    if clues.duration_s and item.duration_s and abs(item.duration_s - clues.duration_s) > max(2 * _SLACK_S, 3 * _SLACK * item.duration_s):
        return False
    return not (clues.language and item.language and clues.language[:2] != item.language[:2])


def _told_apart(rivals: list[_Rival], clues: Clues) -> list[_Rival]:
    """The rivals that are left when each clue has spoken."""
    for told in (_by_duration, _by_date, _by_spelling):
        if len(rivals) > 1 and (left := told(rivals, clues)):
            rivals = left
    return rivals


def _by_duration(rivals: list[_Rival], clues: Clues) -> list[_Rival]:
    return [r for r in rivals if clues.duration_s and r.row.item.duration_s and _same_length(r.row.item.duration_s, clues.duration_s)]


def _by_date(rivals: list[_Rival], clues: Clues) -> list[_Rival]:
    """Those of the same day; a programme that is listed for other days alone is not meant. A clue with a time must be nearest to that day, too."""
    asked = clues.published_at
    if asked is None:
        return []
    dated = [(r, r.row.item.published_at.astimezone(UTC)) for r in rivals if r.row.item.published_at]
    day = [r for r, at in dated if at.date() == asked.astimezone(UTC).date()]
    near = [r for r, at in dated if abs(at - asked) <= _HOURS]
    if asked.astimezone(UTC).time() == time.min:
        return day
    return [r for r in day if r in near] or (day if not near else near if not day else [])


def _by_spelling(rivals: list[_Rival], clues: Clues) -> list[_Rival]:
    """The one that is spelled the same to the accent, if there is one only."""
    exact = [r for r in rivals if r.likeness == 1.0]
    return exact if 0 < len(exact) < len(rivals) else []


def _same_length(one: float, other: float) -> bool:
    return abs(one - other) <= max(_SLACK_S, _SLACK * max(one, other))


def _is_twin(one: Item, other: Item) -> bool:
    """The same video in two places: on the site and on a platform, on one day and of one length."""
    if not (one.published_at and other.published_at and abs(one.published_at - other.published_at) <= _DAY):
        return False
    if one.duration_s and other.duration_s and not _same_length(one.duration_s, other.duration_s):
        return False
    return _host(one) != _host(other) and fold(one.title) == fold(other.title)


def _host(item: Item) -> str | None:
    return urls.host_of(item.url or item.player or item.media[0].url)


def _confirmed(item: Item, clues: Clues) -> bool:
    if clues.duration_s and item.duration_s:
        return _same_length(item.duration_s, clues.duration_s)
    return bool(clues.published_at and item.published_at and abs(item.published_at - clues.published_at) <= _DAY)


def _candidate(item: Item, score: float) -> Candidate:
    return Candidate(title=item.title, url=item.url or item.player, published_at=item.published_at, duration_s=item.duration_s, score=score)
