"""Profiles at work in one document: a site's notations are told in the general ones, so that every rule understands them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from bs4.element import AttributeValueList, Tag

from embedkit import soup
from embedkit.page import attr
from embedkit.profiles.model import Placeholder, Player, Profile, Words

_CAPTION, _CREDIT = ("caption", "data-caption"), ("credit", "data-credit")
"""The class and the attribute by which the general rules know a caption and a credit."""
_NOTATION = "_notation"


def named(profiles: Sequence[Profile]) -> soup.Named | None:
    """What the reader of a page must know of the profiles; None without profiles."""
    if not profiles:
        return None
    return soup.Named(
        body=tuple(selector for profile in profiles for selector in profile.body),
        ignored=tuple(selector for profile in profiles for selector in profile.ignore),
        kept=tuple(words.select for p in profiles for words in (*p.caption, *p.credit))
        + tuple(part.select for _, part in _parts(profiles)),
    )


def body(tree: Tag, profiles: Sequence[Profile]) -> Tag | None:
    """The element that holds the story, where a profile names one that is there."""
    return soup.select_first(tree, (selector for profile in profiles for selector in profile.body))


def told(tree: Tag, profiles: Sequence[Profile]) -> Tag:
    """The tree with captions and credits in the general notation, players and placeholders marked.

    It is the same tree where it was read from source, a copy of a caller's own: that is never changed.
    """
    if not profiles:
        return tree
    if not isinstance(tree, soup.Sought):
        tree = soup.without(tree, (selector for profile in profiles for selector in profile.ignore))
    for profile in profiles:
        for words in profile.caption:
            _tell(tree, words, *_CAPTION)
        for words in profile.credit:
            _tell(tree, words, *_CREDIT)
    for name, part in _parts(profiles):
        for tag in soup.select(tree, part.select):
            tag.__dict__.setdefault(_NOTATION, (name, part))
    return tree


def _parts(profiles: Sequence[Profile]) -> Iterator[tuple[str, Player | Placeholder]]:
    for profile in profiles:
        yield from ((profile.name, part) for part in chain[Player | Placeholder](profile.player, profile.placeholder))


def notation_of(tag: Tag) -> tuple[str, Player | Placeholder] | None:
    """The name of the profile that names an element as a player or placeholder, with how it does."""
    return tag.__dict__.get(_NOTATION)


def _tell(tree: Tag, words: Words, name: str, attribute: str) -> None:
    for tag in soup.select(tree, words.select):
        if words.attribute is None:
            said = tag.get("class") or ()
            tag["class"] = AttributeValueList([*(said.split() if isinstance(said, str) else said), name])
        elif value := attr(tag, words.attribute):
            tag[attribute] = value


__all__ = ["body", "named", "notation_of", "told"]
