"""Watches the rules while they are asked: which element each recognised, and what it answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass, field, replace

from bs4.element import Tag

from embedkit.merge import key_of
from embedkit.models import Block
from embedkit.page import Find, Page, Rule, ancestors
from embedkit.profiles import RULE as OF_PROFILES
from embedkit.rules import Rules
from embedkit.rules.text import Document, TextRule
from embedkit.rules.text.document import Taken

_AROUND = 8


@dataclass(frozen=True)
class Claim:
    """A rule said of an element that it is its own; no blocks: and that an editor placed nothing there."""

    rule: str
    tag: Tag
    blocks: tuple[Block, ...]


@dataclass
class Claims:
    """All claims on one document; those inside decoded markup belong to the placeholder that held it."""

    page: Page | None = None
    made: list[Claim] = field(default_factory=list)
    lines: list[tuple[str, Document, int, Taken]] = field(default_factory=list)
    """Of a text export: rule, document, line number, what was taken."""
    documents: list[Document] = field(default_factory=list)
    """The text export, if it is one."""

    def forget(self) -> None:
        """Lets go of the document: the rules that were watched may be remembered longer than it is needed."""
        self.page = None
        for kept in (self.made, self.lines, self.documents):
            kept.clear()

    def watched(self, rules: Rules) -> Rules:
        """The same rules, watched."""
        html = tuple(replace(rule, find=self._watch(rule)) for rule in (OF_PROFILES, *rules.html))
        return Rules(html, rules.source, tuple(self._watch_text(rule) for rule in rules.text))

    def _watch(self, rule: Rule) -> Find:
        def find(tag: Tag, page: Page) -> list[Block] | None:
            if page.depth == 0:
                self.page = page
            answer = rule.find(tag, page)
            blocks = None if answer is None else [answer] if isinstance(answer, Block) else list(answer)
            if blocks is not None and page.depth == 0:
                self.made.append(Claim(rule.name, tag, tuple(blocks)))
            return blocks

        return find

    def _watch_text(self, rule: TextRule) -> TextRule:
        def find(document: Document, number: int) -> Taken | None:
            if not self.documents:
                self.documents.append(document)
            taken = rule.find(document, number)
            if taken is not None:
                self.lines.append((rule.name, document, number, taken))
            return taken

        return TextRule(rule.name, find)


class Behind:
    """From which claim each block of a result came."""

    def __init__(self, claims: Claims) -> None:
        self._exact: dict[Hashable, Claim] = {}
        self._copies: dict[Hashable, Claim] = {}
        for claim in claims.made:
            for block in claim.blocks:
                self._exact.setdefault((_mark(block), block.span), claim)
                self._copies.setdefault(_mark(block), claim)

    def claim(self, block: Block) -> Claim | None:
        """The claim on the element where the block stands, else on a copy of it."""
        return self._exact.get((_mark(block), block.span)) or self._copies.get(_mark(block))


class Near:
    """Which claim an element belongs to: its own, that of an element around it, or of one that it wraps closely."""

    def __init__(self, claims: Claims) -> None:
        self._page = claims.page
        self._by_tag = {id(claim.tag): claim for claim in claims.made}
        self._wrapped: dict[int, list[Claim]] = defaultdict(list)
        for claim in claims.made:
            for node in ancestors(claim.tag, _AROUND):
                self._wrapped[id(node)].append(claim)

    def claim(self, tag: Tag) -> Claim | None:
        """The claim, or None for an element that no rule took."""
        direct = next((self._by_tag[id(node)] for node in (tag, *tag.parents) if id(node) in self._by_tag), None)
        if direct is not None or self._page is None or not self._page.is_claimed(tag):
            return direct
        return next((found[0] for node in (tag, *ancestors(tag, _AROUND)) if (found := self._wrapped.get(id(node)))), None)


def _mark(block: Block) -> Hashable:
    """What a block keeps until the end, whatever else is added to it."""
    key = key_of(block)
    return (block.rule, key if key is not None else (block.span, block.kind))


__all__ = ["Behind", "Claim", "Claims", "Near"]
