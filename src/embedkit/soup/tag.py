"""bs4 tags that know where they stand in the source, are grown when they are asked for, and search in C."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from bs4 import BeautifulSoup
from bs4.builder import HTMLTreeBuilder
from bs4.element import AttributeValueList, PageElement, ResultSet, Tag

from embedkit.models import Span
from embedkit.soup.links import WORDS, Linked, below

if TYPE_CHECKING:
    from embedkit.soup.growth import Growth

_NOTHING: frozenset[Any] = frozenset()
_NO_NAMESPACES: dict[str, str] = {}


class _Contents:
    """`contents` of a tag: grown when they are asked for first."""

    def __get__(self, tag: Any, owner: Any) -> Any:
        if tag is None:
            return self
        found = tag.__dict__["contents"] = tag._growth.contents(tag)
        return found


class _Attributes:
    """`attrs` of a tag: copied from the engine's when they are asked for first."""

    def __get__(self, tag: Any, owner: Any) -> Any:
        if tag is None:
            return self
        found = tag._node.attrs.copy()
        if None in found.values():
            found = {name: value or "" for name, value in found.items()}
        tag.__dict__["attrs"] = found
        return found


class Sought(Linked, Tag):
    """Searches by element name alone are answered by the engine: they are most of what rules ask.

    Everything else is bs4's own search. The soup must not be changed between growing and searching.
    """

    contents: Any = _Contents()
    _node: Any = None
    _growth: Growth
    _depth = 0
    _whole = True
    """False where only a part of what the engine knows below the element is grown."""
    _is_partial = False
    """True where the engine is not asked, as it would name more than this soup holds."""

    @property
    def descendants(self) -> Iterator[PageElement]:
        """All that stands below, in document order."""
        return below(self)

    def find_all(
        self, name: Any = None, attrs: Any = None, recursive: bool = True, string: Any = None, limit: int | None = None, **kwargs: Any
    ) -> Any:
        names = _names(name) if not self._is_partial and recursive and not attrs and string is None and not kwargs else None
        if names is None:
            return super().find_all(name, attrs, recursive, string, limit, **kwargs)
        if self._lacks(names):
            return ResultSet(None, [])
        found = list(self._found(names, limit))
        if not found:
            self._note_absent(names)
        return ResultSet(None, found)

    def _found(self, names: Any, limit: int | None) -> Iterator[Tag]:
        """The tags of these names: those that are asked for are looked for first, as the soup holds most elements of its story."""
        tag_of = self._growth.tag
        nodes = self._node.find_all(names, limit=limit) if limit else self._node.find_all(names)
        found = [tag for node in nodes if (tag := tag_of(node)) is not None]
        if limit and len(found) < len(nodes) == limit:
            return islice((tag for node in self._node.find_all(names) if (tag := tag_of(node)) is not None), limit)
        return iter(found)

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
        names = _names(name) if not self._is_partial and recursive and not attrs and string is None and not kwargs else None
        if names is not None:
            if self._lacks(names):
                return None
            node = self._node.find(names)
            tag = self._growth.tag(node) if node is not None else None
            return tag if node is None or tag is not None else next(self._found(names, 1), None)
        return next(iter(self.find_all(name, attrs, recursive, string, 1, **kwargs)), None)

    def holds(self, names: list[str]) -> bool:
        """True when an element of one of these names stands below."""
        if self._is_partial:
            return self.find(names) is not None
        node = self._node.find(names)
        return node is not None and (self._growth.tag(node) is not None or self.find(names) is not None)

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
    if name is None or name is True:
        return True
    if type(name) is str:
        return name
    if type(name) is tuple or type(name) is frozenset:
        return _listed(name)
    return list(name) if isinstance(name, list) and all(isinstance(one, str) for one in name) else None


@lru_cache(maxsize=512)
def _listed(names: tuple[Any, ...] | frozenset[Any]) -> list[str] | None:
    return list(names) if all(isinstance(one, str) for one in names) else None


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
    interesting_string_types: Any = WORDS
    _namespaces = _NO_NAMESPACES

    attrs: Any = _Attributes()

    def __init__(self, name: str, node: Any, parent: Tag, growth: Growth) -> None:
        self.name, self.parent, self._node, self._growth = name, parent, node, growth

    @property
    def span(self) -> Span | None:
        """Character offsets of the element in the source, from its `<` to the end of its end tag.

        An element that the source never closed reaches to the end of what it holds. Elements that the parser implied or cloned
        do not stand in the source: they reach over the elements that they hold, and have no span where they hold none.
        """
        return self._growth.origin.span(self._node)


class SourceSoup(Sought, BeautifulSoup):
    """The root of a document that was read from source."""

    def rooted(self, growth: Growth, *, partial: bool = False) -> None:
        """Makes this the root of what grows."""
        for name in ("contents", "next_element", "previous_element", "next_sibling", "previous_sibling"):
            self.__dict__.pop(name, None)
        self.interesting_string_types = WORDS
        self._growth, self._node, self._whole, self._is_partial = growth, growth.origin.document, growth.choice is None, partial


def span_of(tag: Tag) -> Span | None:
    """Where the tag stands in the source, or None for a tag that was not made from one."""
    return tag.span if isinstance(tag, SourceTag) else None


def key_of(tag: Tag) -> Hashable:
    """What stands for the element in a `Story`: the engine's node, or the identity of a caller's own tag."""
    return tag._node if isinstance(tag, SourceTag) else id(tag)


__all__ = ["Sought", "SourceSoup", "SourceTag", "key_of", "span_of"]
