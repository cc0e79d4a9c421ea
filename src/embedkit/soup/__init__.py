"""The engine room: a WHATWG parse in C, then a BeautifulSoup of only the parts that can hold media.

turbohtml stays behind this package, so that the engine can be exchanged. What comes out is plain bs4: rules can be
tried on any `BeautifulSoup(snippet)`. Each tag made here also knows where it stands in the source (`span`).
"""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup
from bs4.element import Tag

from embedkit.soup.growth import EngineBuilder
from embedkit.soup.parts import Part, read_parts
from embedkit.soup.tag import Sought, SourceSoup, SourceTag, key_of, span_of
from embedkit.story import Story


def read(source: str) -> BeautifulSoup:
    """The parts of an HTML document that can hold media, as a soup whose tags know their spans. Never raises."""
    return SourceSoup(source, builder=EngineBuilder())


def read_story(source: str) -> tuple[BeautifulSoup, Story[Any] | None]:
    """The same, of the story alone: its body, its lead, the elements around them and what tells of the page.

    With it the measure that found the story, whose nodes `key_of` gives for each tag. Never raises.
    """
    builder = EngineBuilder(measured=True)
    return SourceSoup(source, builder=builder), builder.story


def tag_of(soup: BeautifulSoup | Tag, key: Any) -> Tag | None:
    """The tag for which `key` stands in a `Story`."""
    if isinstance(soup, Sought) and soup._origin is not None and (grown := soup._origin.grown.get(key)) is not None:
        return grown
    return next((tag for tag in (soup, *soup.descendants) if isinstance(tag, Tag) and key_of(tag) == key), None)


__all__ = ["EngineBuilder", "Part", "Sought", "SourceTag", "key_of", "read", "read_parts", "read_story", "span_of", "tag_of"]
