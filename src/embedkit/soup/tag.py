"""bs4 tags that know where they stand in the source, and search in C."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Hashable
from typing import Any

import turbohtml
from bs4 import BeautifulSoup
from bs4.builder import HTMLTreeBuilder
from bs4.element import AttributeValueList, PageElement, ResultSet, Tag

from embedkit.models import Span

_LOOKS = 20_000
"""Elements that are looked through for ends of single elements, before all ends are told in one pass."""
_NOTHING: frozenset[Any] = frozenset()
_NO_NAMESPACES: dict[str, str] = {}


class Sought(Tag):
    """Searches by element name alone are answered by the engine: they are most of what rules ask.

    Everything else is bs4's own search. The soup must not be changed between growing and searching.
    """

    _node: Any = None
    _origin: Origin | None = None
    _is_partial = False
    """True where only a part of what the engine knows below the element was grown: then the engine is not asked."""

    def find_all(
        self, name: Any = None, attrs: Any = None, recursive: bool = True, string: Any = None, limit: int | None = None, **kwargs: Any
    ) -> Any:
        names = _names(name) if self._is_searched and recursive and not attrs and string is None and not kwargs else None
        if names is None or self._origin is None:
            return super().find_all(name, attrs, recursive, string, limit, **kwargs)
        if self._lacks(names):
            return ResultSet(None, [])
        grown = self._origin.grown
        nodes = self._node.find_all(names, limit=limit) if limit else self._node.find_all(names)
        found = [tag for node in nodes if (tag := grown.get(node)) is not None]
        if limit and len(found) < len(nodes) == limit:
            found = [tag for node in self._node.find_all(names) if (tag := grown.get(node)) is not None][:limit]
        if not found:
            self._note_absent(names)
        return ResultSet(None, found)

    def _lacks(self, names: Any) -> bool:
        """True where the element around this one was found to hold nothing of these names: nested elements are not searched again."""
        absent: frozenset[Any] = self.parent.__dict__.get("_absent", _NOTHING) if self.parent is not None else _NOTHING
        if not absent or _key(names) not in absent:
            return False
        self.__dict__["_absent"] = self.__dict__.get("_absent", _NOTHING) | absent if "_absent" in self.__dict__ else absent
        return True

    def _note_absent(self, names: Any) -> None:
        self.__dict__["_absent"] = self.__dict__.get("_absent", _NOTHING) | {_key(names)}

    def find(self, name: Any = None, attrs: Any = None, recursive: bool = True, string: Any = None, **kwargs: Any) -> Any:
        names = _names(name) if self._is_searched and recursive and not attrs and string is None and not kwargs else None
        if names is not None and self._origin is not None:
            if self._lacks(names):
                return None
            node = self._node.find(names)
            tag = self._origin.grown.get(node) if node is not None else None
            if node is None or tag is not None:
                return tag
        return next(iter(self.find_all(name, attrs, recursive, string, 1, **kwargs)), None)

    @property
    def _is_searched(self) -> bool:
        return self._node is not None and not self._is_partial

    def holds(self, names: list[str]) -> bool:
        """True when an element of one of these names stands below."""
        if not self._is_searched or self._origin is None:
            return self.find(names) is not None
        node = self._node.find(names)
        return node is not None and (node in self._origin.grown or self.find(names) is not None)

    def find_parent(self, name: Any = None, attrs: Any = None, **kwargs: Any) -> Any:
        names = _names(name) if not attrs and not kwargs else None
        if names is None or names is True:
            return super().find_parent(name, attrs, **kwargs)
        names = (names,) if isinstance(names, str) else names
        node = self.parent
        while node is not None and node.name not in names:
            node = node.parent
        return node


def _key(names: Any) -> Any:
    return tuple(names) if isinstance(names, list) else names


def _names(name: Any) -> Any:
    """The element names that are searched for as the engine takes them (True: all); None for any other kind of search."""
    if name is None:
        return True
    if name is True or isinstance(name, str):
        return name
    return list(name) if isinstance(name, tuple | frozenset | list) and all(isinstance(one, str) for one in name) else None


class SourceTag(Sought):
    """A bs4 tag that remembers its place in the source.

    Two of them are equal when they are the same element.
    """

    __eq__ = object.__eq__
    __ne__ = object.__ne__
    __hash__ = object.__hash__

    # What bs4's constructor gives each tag of a document: told once here, as the constructor costs more than all the rest.
    parser_class = BeautifulSoup
    namespace = prefix = sourceline = sourcepos = None
    attribute_value_list_class = AttributeValueList
    known_xml = hidden = can_be_empty_element = False
    cdata_list_attributes = HTMLTreeBuilder.DEFAULT_CDATA_LIST_ATTRIBUTES
    preserve_whitespace_tags = HTMLTreeBuilder.DEFAULT_PRESERVE_WHITESPACE_TAGS
    interesting_string_types = Tag.MAIN_CONTENT_STRING_TYPES

    def __init__(self, name: str, attrs: dict[str, Any], node: Any, origin: Origin) -> None:
        self.name, self.attrs, self._node, self._origin = name, attrs, node, origin
        self._namespaces: dict[str, str] = _NO_NAMESPACES
        self.contents: list[PageElement] = []

    @property
    def span(self) -> Span | None:
        """Character offsets of the element in the source, from its `<` to the end of its end tag.

        An element that the source never closed reaches to the end of what it holds. Elements that the parser implied or cloned
        do not stand in the source: they reach over the elements that they hold, and have no span where they hold none.
        """
        return self._origin.span(self._node) if self._origin else None


class SourceSoup(Sought, BeautifulSoup):
    """The root of a document that was read from source."""


class Origin:
    """What the tags of one document share: it maps the engine's offsets (newlines folded) back to the source that the caller gave."""

    def __init__(self, source: str, document: Any) -> None:
        self.document = document
        self.grown: dict[Any, Tag] = {}
        """The tags by the engine's nodes."""
        self.folds = [m.start() for m in re.finditer("\r\n", source)] if "\r" in source else []
        self.shifted = [at - n for n, at in enumerate(self.folds)]
        self._looks = _LOOKS
        self._ends: dict[Any, int] | None = None

    def at(self, offset: int) -> int:
        return offset + bisect_right(self.shifted, offset - 1) if self.shifted else offset

    def span(self, node: Any) -> Span | None:
        place = node.source_location
        if place is None:
            return self._held(node)
        end = place.end_tag.end_offset if place.end_tag else self._last_end(node)
        return self.at(place.start_tag.start_offset), self.at(end)

    def _held(self, node: Any) -> Span | None:
        """From the first element that an element without a place holds to the end of the last."""
        first = next((inner for inner in node.iter_elements() if inner.source_location is not None), None)
        return None if first is None else (self.at(first.source_location.start_tag.start_offset), self.at(self._last_end(node)))

    def _last_end(self, node: Any) -> int:
        """Where the last element ends that an element holds, or its own start tag.

        Elements without end tags hold each other, a thousand deep: what is looked through for one alone is bounded, then all are
        told at once.
        """
        if self._ends is None and self._looks > 0:
            inside = [node, *node.find_all()]
            self._looks -= len(inside)
            return max(map(_own_end, inside))
        if self._ends is None:
            self._ends = _ends_below(self.document)
        return self._ends[node]


def _own_end(node: Any) -> int:
    place = node.source_location
    return (place.end_tag or place.start_tag).end_offset if place is not None else 0


def _ends_below(document: Any) -> dict[Any, int]:
    """For each element of a document, where the last of those ends that it holds."""
    ends: dict[Any, int] = {}
    for node in reversed(document.find_all()):
        end = ends[node] = max(_own_end(node), ends.get(node, 0))
        holder = node.parent if isinstance(node.parent, turbohtml.Element) else node.parent.parent  # a template holds a fragment
        if holder is not None and ends.get(holder, 0) < end:
            ends[holder] = end
    return ends


def span_of(tag: Tag) -> Span | None:
    """Where the tag stands in the source, or None for a tag that was not made from one."""
    return tag.span if isinstance(tag, SourceTag) else None


def key_of(tag: Tag) -> Hashable:
    """What stands for the element in a `Story`: the engine's node, or the identity of a caller's own tag."""
    return tag._node if isinstance(tag, SourceTag) else id(tag)


__all__ = ["Origin", "SourceSoup", "SourceTag", "key_of", "span_of"]
