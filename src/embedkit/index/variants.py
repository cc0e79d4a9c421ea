"""The readings of a title as an article prints it: without "Watch:", without "… | Site", up to the cut of "…"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from typing import NamedTuple

from embedkit.index.compare import tells
from embedkit.index.fold import fold, length, plain, units
from embedkit.index.words import MEDIA, SITE

_PREFIX = re.compile(
    r"\s*+[\[(【]?\s*+(?P<said>[^\s:：|｜\[\](){}【】–—-][^:：|｜\[\](){}【】–—-]{0,19}?)\s*+(?:[\])】]\s*[:：|｜–—-]?|[:：|｜]|\.\s|\s[-–—])\s*(?=\S)"
)
_MARK = re.compile(r"(?<!\s)\s*+[\[(【](?P<boxed>[^\[\]()【】]{1,20})[\])】]\s*$|(?<!\s)\s*+[|｜–—-]\s*+(?P<bare>[^|｜–—-]{1,20})$")
_SUFFIX = re.compile(r"(?<!\s)\s*+(?P<bar>[|｜»])\s*|(?<!\s)\s++(?P<dash>[-–—·•:]|::)\s+")
_CUT = re.compile(r"(?<!\s)\s*+(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s*$")
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)+", re.ASCII)
_LEAST = 10
_MOST_WORDS = 5


class Variant(NamedTuple):
    """One reading: its folded words, whether its end was cut, the price of the reading, and what was done."""

    folded: str
    cut: bool = False
    price: float = 0.0
    reason: str = ""


def variants(title: str, sites: Set[str]) -> Iterator[Variant]:
    """The readings, the most literal first. `sites` are the compact names of sites that the index knows."""
    text = plain(title)
    seen: set[str] = set()
    for words, reason, price in _readings(text, sites):
        cut = _CUT.search(words) is not None
        folded = fold(_CUT.sub("", words))
        if folded and folded not in seen:
            seen.add(folded)
            yield Variant(folded, cut, price, reason)


def listed(title: str, sites: Set[str]) -> Iterator[str]:
    """The titles that an item is listed under: as it says, without "Watch:", without the name of a known site."""
    text = plain(title)
    yield text
    bare = _without_mark(text) or text
    if bare != text:
        yield bare
    if short := _without_site(bare, sites, guess=False):
        yield short


def _readings(text: str, sites: Set[str]) -> Iterator[tuple[str, str, float]]:
    yield text, "", 0.0
    bare = _without_mark(text)
    if bare:
        yield bare, "“video” left out", 0.005
    for words, reason in ((text, ""), (bare, "“video” and ")):
        short = _without_site(words, sites, guess=True) if words else None
        if short:
            yield short, f"{reason}site left out", 0.01
            if again := _without_mark(short):
                yield again, "“video” and site left out", 0.01


def _without_mark(text: str) -> str | None:
    """The title without what says that it is a video, before or behind it."""
    before, behind = _PREFIX.match(text), _MARK.search(text)
    start = before.end() if before is not None and fold(before["said"]) in MEDIA else 0
    end = behind.start() if behind is not None and fold(behind["boxed"] or behind["bare"]) in MEDIA else len(text)
    return text[start:end] if 0 < end - start < len(text) else None


def _without_site(text: str, sites: Set[str], *, guess: bool) -> str | None:
    """The title without its last part, where that is a site's name: a known one; with `guess` also a few words that look like one."""
    *_, last = [None, *_SUFFIX.finditer(text)]
    if last is None or last.start() == 0:
        return None
    head, said = text[: last.start()], text[last.end() :]
    if length(fold(head)) < _LEAST:
        return None
    return head if _is_known(said, sites) or (guess and (last["bar"] or _is_capitalised(said)) and _looks_like_a_site(said)) else None


def _is_known(said: str, sites: Set[str]) -> bool:
    words = fold(said).split()
    return "".join(words) in sites or "".join(word for word in words if word not in SITE) in sites


def _is_capitalised(said: str) -> bool:
    """True for words that all begin with a capital, as names do: a dash stands before much else."""
    return all(word[0].isupper() for word in said.split())


def _looks_like_a_site(said: str) -> bool:
    """A domain, or a few words of which one says "news"; none that tells a part, an edition or a day."""
    words = units(fold(said))
    if not words or len(words) > _MOST_WORDS or any(map(tells, words)):
        return False
    return _DOMAIN.fullmatch(said.strip()) is not None or not SITE.isdisjoint(fold(said).split())
