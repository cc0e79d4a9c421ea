"""Asks the rules of each element of a document, in order: the first that recognises an element claims it and all below.

A document that was read from source is walked on the engine's tree: most elements show by their name, class and attributes that
no rule can know them, and are never grown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, Final

from bs4.element import Tag

from embedkit.models import Block
from embedkit.page import Page, Rule, Signs, words, words_in
from embedkit.scope import Scope
from embedkit.soup import DROPPED, Elements, Sought

FINISHED: Final = "data-embedkit"
"""The attribute of a card that was rendered into the page already: nothing inside it is looked at again."""
_REMEMBERED: Final = 4_096
_LONGEST: Final = 300
"""Kinds of elements whose rules are remembered, and characters of class and id up to which they are: pages of one site share theirs."""
_BEGINNING: Final = 16
"""Nodes in an element that are looked at for how it begins."""


class Table:
    """The rules by the signs of the elements that they may know, in their order."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = rules
        self._by_tag: dict[str, list[Rule]] = {}
        self._by_signs: dict[Signs, Sequence[Rule]] = {}

    def asked(self, signs: Signs) -> Sequence[Rule]:
        """The rules that are asked of an element with these signs."""
        known = self._by_signs.get(signs)
        if known is None:
            known = tuple(rule for rule in self._of_tag(signs.name) if rule.may is None or rule.may(signs))
            if len(self._by_signs) >= _REMEMBERED:
                self._by_signs.clear()
            if len(signs.words) <= _LONGEST and len(signs.attrs) < _LONGEST:
                self._by_signs[signs] = known
        return known

    def _of_tag(self, name: str) -> list[Rule]:
        known = self._by_tag.get(name)
        if known is None:
            known = [rule for rule in self.rules if rule.tags is None or name in rule.tags or ("-" in name and "*-*" in rule.tags)]
            if len(self._by_tag) < _REMEMBERED:
                self._by_tag[name] = known
        return known


@lru_cache(maxsize=8)
def table_of(rules: tuple[Rule, ...]) -> Table:
    """The table of these rules."""
    return Table(rules)


def walk(tree: Tag, page: Page, scope: Scope, table: Table, *, everywhere: bool) -> Iterator[tuple[Block, Tag]]:
    """The blocks that the rules find, each with the element that gave it.

    `everywhere` also of what stands outside the story, which is otherwise passed over. A card that was rendered already is passed
    over as well.
    """
    return _in_source(tree, page, scope, table, everywhere) if isinstance(tree, Sought) else _in_soup(tree, page, scope, table, everywhere)


def _in_soup(tree: Tag, page: Page, scope: Scope, table: Table, everywhere: bool) -> Iterator[tuple[Block, Tag]]:
    stack: list[Tag] = [tree]
    while stack:
        tag = stack.pop()
        if FINISHED in tag.attrs or (not everywhere and scope.is_outside(tag)):
            continue
        rules = table.asked(Signs(tag.name, words(tag), tuple(tag.attrs)))
        mine = None if page.is_claimed(tag) else _first(rules, tag, page)
        if mine is None:
            stack += [child for child in reversed(tag.contents) if isinstance(child, Tag)]
        else:
            yield from ((block, tag) for block in mine)


def _in_source(tree: Sought, page: Page, scope: Scope, table: Table, everywhere: bool) -> Iterator[tuple[Block, Tag]]:
    elements = Elements(tree)
    story = None if everywhere or scope.body is None else scope.story
    for node in elements:
        name, attrs = node.tag, elements.attrs
        if (name in DROPPED and not elements.is_kept) or FINISHED in attrs or (story is not None and not elements.is_within(story)):
            elements.skip()
            continue
        mine, named = None, words_in(attrs)
        for rule in table.asked(Signs(name, named, tuple(attrs))):
            if (rule.below and not elements.is_or_holds(rule.below)) or (rule.begins and not elements.begins(rule.begins, _BEGINNING)):
                continue
            tag = elements.tag(named)
            mine = _answer(rule, tag, page) if tag is not None else None
            if tag is None or mine is not None:
                break
        if mine is not None and tag is not None:
            elements.skip()
            elements.claim(page.newly_claimed())
            yield from ((block, tag) for block in mine)
        elif name == "p" and elements.is_flat:
            elements.skip()


def _first(rules: Sequence[Rule], tag: Tag, page: Page) -> list[Block] | None:
    return next((mine for rule in rules if (mine := _answer(rule, tag, page)) is not None), None)


def _answer(rule: Rule, tag: Tag, page: Page) -> list[Block] | None:
    answer: Any = rule.find(tag, page)
    return answer if answer is None else [answer] if isinstance(answer, Block) else list(answer)


__all__ = ["FINISHED", "Table", "table_of", "walk"]
