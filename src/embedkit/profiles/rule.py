"""The players and placeholders that a site's profiles name; asked before every general rule, where there are profiles at all."""

from __future__ import annotations

from collections.abc import Sequence

from bs4.element import Tag

from embedkit import soup
from embedkit.models import Block
from embedkit.page import Page, Rule, attr, image, text_of
from embedkit.profiles.model import TEXT, Placeholder, Player, Profile
from embedkit.profiles.site import notation_of
from embedkit.rules.common import of_file, of_id, of_url, seconds, title_of
from embedkit.rules.consent import hidden

NAME = "profile"


def find(tag: Tag, page: Page) -> Block | list[Block] | None:
    """What a profile says that an element plays or hides; None where the element has not what the profile names."""
    found = notation_of(tag)
    if found is None:
        return None
    profile, notation = found
    rule = f"{NAME}:{profile}"
    if isinstance(notation, Placeholder):
        blocks = hidden(tag, page, [read(tag, notation.markup)])
        return blocks and [block.model_copy(update={"rule": rule}) for block in blocks]
    return _played(tag, page, notation, rule)


def _played(tag: Tag, page: Page, player: Player, rule: str) -> Block | None:
    address, native_id = read(tag, player.url), read(tag, player.id)
    said = {
        "role": player.role,
        "title": _title(tag, player.title),
        "image": image(page.url(read(tag, player.poster))),
        "duration_s": seconds(read(tag, player.duration)),
    }
    if native_id and player.provider:
        return of_id(tag, page, player.provider, native_id, rule, kind=player.kind, source_url=address or None, **said)
    url = page.url(address)
    if url is not None:
        return of_url(tag, page, address, rule, **said) or of_file(
            tag, page, url, player.kind, rule, source_url=address, native_id=native_id or None, **said
        )
    return of_file(tag, page, None, player.kind, rule, native_id=native_id, **said) if native_id else None


def _title(tag: Tag, place: str | None) -> str | None:
    """The title at a place; what every player is called does not count where the player itself says it."""
    return title_of(tag, place) if place and "@" not in place else read(tag, place) or None


def read(tag: Tag, place: str | None) -> str:
    """The value at a place of an element, white space folded; empty where there is none."""
    selector, _, name = (place or "").rpartition("@")
    holder = soup.select_first(tag, (selector,)) if selector else tag
    if holder is None or not name:
        return ""
    return text_of(holder) if name == TEXT and selector else attr(holder, name)


RULE = Rule(NAME, find)


def rules(general: Sequence[Rule], profiles: Sequence[Profile]) -> tuple[Rule, ...]:
    """The rules that are asked where there are these profiles; one of this name that is given already stays the first."""
    first = () if not profiles or any(rule.name == NAME for rule in general) else (RULE,)
    return (*first, *general)


__all__ = ["NAME", "RULE", "find", "read", "rules"]
