"""What a site names of its own markup, as CSS selectors, and how elements are found by them: in C where the tree is the engine's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import turbohtml
from bs4 import BeautifulSoup
from bs4.element import Tag

from embedkit.soup.tag import Sought


@dataclass(frozen=True)
class Named:
    """`body` finds the element that holds the story (the first selector that finds one), `ignored` what is left out as if it did
    not stand there, `kept` what the soup must hold whatever it is."""

    body: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


def cut(document: Any, named: Named) -> None:
    """Takes what is ignored out of the engine's tree."""
    for selector in named.ignored:
        document.remove(selector)


def body_of(document: Any, named: Named) -> Any | None:
    """The engine's node of the story's body, or None where no selector finds one."""
    return next(filter(None, (document.select_one(selector) for selector in named.body)), None)


def kept_of(document: Any, named: Named) -> frozenset[Any]:
    """The engine's nodes that must be grown, with those around them."""
    found = [node for selector in named.kept for node in document.select(selector)]
    return frozenset(found).union(*(node.ancestors for node in found))


def select(tree: Tag, selector: str) -> list[Tag]:
    """The elements below `tree` that a CSS selector finds, in document order."""
    if not isinstance(tree, Sought):
        return list(tree.select(selector))
    return [tag for node in tree._node.select(selector) if (tag := tree._growth.tag(node)) is not None]


def select_first(tree: Tag, selectors: Iterable[str]) -> Tag | None:
    """The first element of the first selector that finds one."""
    return next((found[0] for selector in selectors if (found := select(tree, selector))), None)


def without(tree: Tag, selectors: Iterable[str]) -> Tag:
    """A caller's own tree, or where something of it is to be left out or marked, a copy: the caller's is never changed."""
    copied: Tag = tree.__copy__()
    for selector in selectors:
        for tag in copied.select(selector):
            if not tag.decomposed:
                tag.decompose()
    return copied


def check_selector(selector: str) -> str | None:
    """What is wrong with a CSS selector; None for one that both the engine and BeautifulSoup know."""
    try:
        turbohtml.parse("").select(selector)
        BeautifulSoup("", "html.parser").css.compile(selector)
    except (ValueError, SyntaxError, NotImplementedError) as fault:
        return str(fault).splitlines()[0].rpartition(": ")[2]
    return None


__all__ = ["Named", "body_of", "check_selector", "cut", "kept_of", "select", "select_first", "without"]
