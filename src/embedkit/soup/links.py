"""How the nodes of a soup that is grown on demand hang together: what bs4 keeps in attributes is told when it is asked for.

An attribute that is told once is kept; the links in document order are told each time, as they follow from the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeGuard

from bs4.element import Comment, NavigableString, PageElement, Script, Tag


class _Siblings:
    """`next_sibling` or `previous_sibling` of a tag that was found before the contents of its parent were grown."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, node: Any, owner: Any) -> Any:
        if node is None:
            return self
        if node.parent is not None:
            _ = node.parent.contents  # sets the links of all that the parent holds
        return node.__dict__.get(self.name)


class _Next:
    """`next_element`: what comes next in document order."""

    def __get__(self, node: Any, owner: Any) -> Any:
        if node is None:
            return self
        return node.contents[0] if isinstance(node, Tag) and node.contents else after(node)


class _Previous:
    """`previous_element`: what came before in document order."""

    def __get__(self, node: Any, owner: Any) -> Any:
        if node is None:
            return self
        before = node.previous_sibling
        if before is None:
            return node.parent
        while isinstance(before, Tag) and before.contents:
            before = before.contents[-1]
        return before


class Linked(PageElement):
    """A node whose links are told when they are asked for."""

    next_element: Any = _Next()
    previous_element: Any = _Previous()
    next_sibling: Any = _Siblings("next_sibling")
    previous_sibling: Any = _Siblings("previous_sibling")


class SourceText(Linked, NavigableString):
    """Words of a page."""

    hidden = False


class SourceScript(Linked, Script):
    """What a script holds."""

    hidden = False


class SourceComment(Linked, Comment):
    """A comment that tells of a block."""

    hidden = False


WORDS = Tag.MAIN_CONTENT_STRING_TYPES | {SourceText}
SCRIPTS = {Script, SourceScript}
"""The types that bs4 takes for the text of an element, and of a script."""


def is_words(node: object) -> TypeGuard[NavigableString]:
    """True for what a reader sees as words: no comment, no script."""
    return type(node) is SourceText or type(node) is NavigableString


def text(kind: type[Any], said: str, parent: Tag) -> Any:
    """A text node of one of the types above in its parent."""
    node = str.__new__(kind, said)
    node.parent = parent
    return node


def linked(nodes: list[PageElement]) -> list[PageElement]:
    """The nodes, as the contents of one element: each linked to the next."""
    before: PageElement | None = None
    for node in nodes:
        said = node.__dict__
        said["previous_sibling"] = before
        if before is not None:
            before.__dict__["next_sibling"] = node
        before = node
    if before is not None:
        before.__dict__["next_sibling"] = None
    return nodes


def after(node: PageElement) -> PageElement | None:
    """The first node behind everything that `node` holds."""
    at: PageElement | None = node
    while at is not None:
        if at.next_sibling is not None:
            return at.next_sibling
        at = at.parent
    return None


def below(tag: Tag) -> Iterator[PageElement]:
    """All that stands below a tag, in document order."""
    stack = tag.contents[::-1]
    while stack:
        node = stack.pop()
        yield node
        if isinstance(node, Tag) and node.contents:
            stack += node.contents[::-1]


__all__ = ["SCRIPTS", "WORDS", "Linked", "SourceComment", "SourceScript", "SourceText", "after", "below", "is_words", "linked", "text"]
