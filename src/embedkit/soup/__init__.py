"""The engine room: a WHATWG parse in C, then a BeautifulSoup of only the parts that can hold media.

turbohtml stays behind this package, so that the engine can be exchanged. What comes out is plain bs4: rules can be
tried on any `BeautifulSoup(snippet)`. Each tag made here also knows where it stands in the source (`span`).
"""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup
from bs4.element import Tag

from embedkit.soup.elements import Elements
from embedkit.soup.glance import attributes, attributes_below, bearing, has_block_comments, holds_any, inline_scripts, is_larger, said
from embedkit.soup.growth import EngineBuilder
from embedkit.soup.keep import DROPPED
from embedkit.soup.links import is_words
from embedkit.soup.named import Named, check_selector, select, select_first, without
from embedkit.soup.parts import Part, read_parts
from embedkit.soup.tag import Sought, SourceSoup, SourceTag, key_of, span_of
from embedkit.soup.unread import Unread, unread
from embedkit.story import Story


def read(source: str, named: Named | None = None) -> BeautifulSoup:
    """The parts of an HTML document that can hold media, as a soup whose tags know their spans. Never raises.

    `named` is what a site names of its markup.
    """
    return SourceSoup("", builder=EngineBuilder(source, named=named))


def read_story(source: str, named: Named | None = None, *, whole: bool = False) -> tuple[BeautifulSoup, Story[Any] | None]:
    """The same, of the story alone: its body, its lead, the elements around them and what tells of the page; of the `whole` where that is asked for.

    With it the measure that found the story, whose nodes `key_of` gives for each tag. Never raises.
    """
    builder = EngineBuilder(source, measured=True, whole=whole, named=named)
    return SourceSoup("", builder=builder), builder.story


def let_go(tree: Tag) -> None:
    """Takes a soup that was read from source apart, and frees its memory at once: nobody may look at it any more."""
    if isinstance(tree, SourceSoup):
        tree._growth.let_go()


def story_of(tree: Tag) -> Story[Any] | None:
    """The measure that `read_story` took of a document, for its root."""
    builder = tree.builder if isinstance(tree, SourceSoup) else None
    return builder.story if isinstance(builder, EngineBuilder) else None


def tag_of(soup: BeautifulSoup | Tag, key: Any) -> Tag | None:
    """The tag for which `key` stands in a `Story`."""
    if isinstance(soup, Sought):
        return soup._growth.tag(key)
    return next((tag for tag in (soup, *soup.descendants) if isinstance(tag, Tag) and key_of(tag) == key), None)


__all__ = [
    "DROPPED",
    "Elements",
    "EngineBuilder",
    "Named",
    "Part",
    "Sought",
    "SourceTag",
    "Unread",
    "attributes",
    "attributes_below",
    "bearing",
    "check_selector",
    "has_block_comments",
    "holds_any",
    "inline_scripts",
    "is_larger",
    "is_words",
    "key_of",
    "let_go",
    "read",
    "read_parts",
    "read_story",
    "said",
    "select",
    "select_first",
    "span_of",
    "story_of",
    "tag_of",
    "unread",
    "without",
]
