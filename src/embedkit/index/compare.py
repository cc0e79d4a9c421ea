"""Whether two titles name the same thing: scored with rapidfuzz, and refused where a word differs that may mean something else.

A wrong video is worse than none. A high score alone proves nothing ("storm hits the north coast", "… the south coast"), so what
differs is looked at word by word: typing errors, missing little words, another order, a cut end are the only differences allowed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from embedkit.index.fold import is_dense, length, strict, units
from embedkit.index.words import ANNOUNCING, NEGATIONS, NUMBERING, PARTICLES, STOP, TIMES, TURNING

SHORTEST = 12
"""Characters (`fold.length`) that a title has at least to be compared by anything but equality."""
_SHORT_WORD = 4
_TELLING_BY_ITSELF = 40
_LONG_TITLE = 8
"""Words, little ones aside, from which a title that lacks one is still the same."""

Knows = Callable[[str], bool]


class Verdict(NamedTuple):
    """Two titles mean the same: how sure (0 to 1) and why."""

    score: float
    reason: str


def same(query: str, found: str, knows: Knows) -> Verdict | None:
    """The verdict on two folded titles, None where they may name different things.

    `knows` tells whether a word occurs in the index: a word that does is no typing error.
    """
    if query == found:
        return Verdict(1.0, "same title")
    if length(query) < SHORTEST or length(found) < SHORTEST:
        return None
    if query.replace(" ", "") == found.replace(" ", ""):
        return Verdict(0.99, "same title, spaced differently")
    if is_dense(query) and (slip := _dense_slip(query, found, knows)) is not None:
        return slip
    mine, theirs = units(query), units(found)
    edits = _edits(mine, theirs, knows)
    if edits is None:
        return None
    order = _order(edits.mine, edits.theirs)
    if order is None:
        return None
    score = fuzz.token_sort_ratio(query, found) / 100
    reasons = [edits.reason, order]
    return Verdict(round(min(score, 0.98), 3), ", ".join(filter(None, reasons)))


def begins(query: str, found: str) -> Verdict | None:
    """The verdict on a title that was cut and a whole one: equal up to the cut, and nothing behind it that tells parts apart."""
    if length(query) < SHORTEST + 8 or not found.startswith(query):
        return None
    rest = units(found[len(query) :].partition(" ")[2]) if not is_dense(found) else units(found[len(query) :])
    if _hides_a_part(rest, length(query)):
        return None
    return Verdict(round(0.9 + 0.08 * len(query) / len(found), 3), "cut title")


def tells(word: str) -> bool:
    """True for a word by which parts, editions and days are told apart."""
    return word in NUMBERING or word in TIMES or any(c.isdigit() for c in word)


def _hides_a_part(rest: Sequence[str], known: int) -> bool:
    """True where what was cut may be what tells this item from another one: a part, the number at the end, a day behind a short title."""
    if any(word in NUMBERING for word in rest) or (known < _TELLING_BY_ITSELF and any(word in TIMES for word in rest)):
        return True
    return any(word[-1].isdigit() for word in rest[-2:])


def likeness(mine: str, theirs: str) -> float:
    """How alike two titles are with accents and all, from 0 to 1: among equals, the closest spelling wins."""
    return fuzz.ratio(strict(mine), strict(theirs)) / 100


class _Edits(NamedTuple):
    """Two titles without their little words and with typing errors mended: the same words, perhaps in another order."""

    mine: list[str]
    theirs: list[str]
    reason: str


def _edits(mine: Sequence[str], theirs: Sequence[str], knows: Knows) -> _Edits | None:
    ours, others = Counter(mine), Counter(theirs)
    surplus, missing = list((ours - others).elements()), list((others - ours).elements())
    mended: dict[str, str] = {}
    for word in list(surplus):
        right = next((w for w in missing if _is_slip(word, w) and not knows(word)), None)
        if right is not None:
            mended[word] = right
            surplus.remove(word)
            missing.remove(right)
    lost = [word for word in missing if not _is_little(word)]
    if not all(map(_is_little, surplus)) or (lost and not _may_be_lost(lost, theirs)):
        return None
    size = max(len(mine), len(theirs))
    if len(mended) > max(1, size // 4) or len(surplus) + len(missing) > max(1, size // 3):
        return None
    reasons = (
        f"typing errors: {', '.join(mended)}" if mended else "",
        f"little words: {', '.join(little)}" if (little := [word for word in (*surplus, *missing) if word not in lost]) else "",
        f"left out: {lost[0]}" if lost else "",
    )
    mine, theirs = _telling([mended.get(word, word) for word in mine]), [word for word in _telling(theirs) if word not in lost]
    # Where a title is little words alone ("On and on"), none of them may differ.
    return _Edits(mine, theirs, ", ".join(filter(None, reasons))) if len(mine) > 1 else None


def _may_be_lost(lost: Sequence[str], theirs: Sequence[str]) -> bool:
    """True for one word that a long title may have lost on its way: no number, no negation, no word by which parts and days are told apart."""
    word = lost[0]
    if len(lost) > 1 or tells(word) or word in NEGATIONS or is_dense(word):
        return False
    return len(_telling(theirs)) >= _LONG_TITLE and theirs.count(word) == 1


def _telling(words: Sequence[str]) -> list[str]:
    return [word for word in words if not _is_little(word)]


def _is_slip(wrong: str, right: str) -> bool:
    """One letter added, left out, exchanged, or two swapped, in a word that is long enough to be known for it.

    In a word of four letters none is exchanged: that makes another word of it more often than not (Iran, Iraq).
    """
    if tells(wrong) or any(c.isdigit() for c in right) or is_dense(wrong + right) or OSA.distance(wrong, right, score_cutoff=1) > 1:
        return False
    if right in STOP:
        return len(right) > _SHORT_WORD - 2
    if min(len(wrong), len(right)) < _SHORT_WORD:
        return False
    swapped, longer = sorted(wrong) == sorted(right), max(len(wrong), len(right)) > _SHORT_WORD
    return swapped or (longer and wrong[0] == right[0])


def _dense_slip(query: str, found: str, knows: Knows) -> Verdict | None:
    """The same for scripts without spaces: one character too many or too few, or two swapped, in a long title; an exchanged one is another word."""
    mine, theirs = query.replace(" ", ""), found.replace(" ", "")
    if min(len(mine), len(theirs)) < SHORTEST or OSA.distance(mine, theirs, score_cutoff=1) != 1:
        return None
    odd = "".join(((Counter(mine) - Counter(theirs)) + (Counter(theirs) - Counter(mine))).elements())
    at = next((n for n, (a, b) in enumerate(zip(mine, theirs, strict=False)) if a != b), len(mine))
    around = mine[max(0, at - 1) : at + 2]
    if len(odd) > 1 or odd in TURNING or (odd and tells(odd)) or all(knows(around[n : n + 2]) for n in range(len(around) - 1)):
        return None
    return Verdict(0.93, "typing error: " + around)


def _is_little(word: str) -> bool:
    return (word in STOP and not tells(word)) or word in ANNOUNCING or word in PARTICLES


def _order(mine: list[str], theirs: list[str]) -> str | None:
    """The reason where the order is another one; "" where it is the same; None where two parts may have changed their roles.

    "France beats Spain" and "Spain beats France" have the same words. Two parts that change places around a middle that stays are
    never taken for the same title; other orders are, from four words on.
    """
    if mine == theirs:
        return ""
    if len(mine) < 4 or any(map(is_dense, mine)):
        return None
    start = next(n for n, (a, b) in enumerate(zip(mine, theirs, strict=True)) if a != b)
    end = next(n for n, (a, b) in enumerate(zip(reversed(mine), reversed(theirs), strict=True)) if a != b)
    inner, other = mine[start : len(mine) - end], theirs[start : len(theirs) - end]
    return None if _changes_roles(inner, other) else "another order of words"


def _changes_roles(inner: list[str], other: list[str]) -> bool:
    """True for X m Y against Y m X, where m is not empty."""
    size = len(inner)
    for head in range(1, size - 1):
        for tail in range(1, size - head):
            first, middle, last = inner[:head], inner[head : size - tail], inner[size - tail :]
            if last + middle + first == other:
                return True
    return False
