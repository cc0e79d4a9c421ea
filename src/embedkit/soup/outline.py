"""The engine's tree as the measure of a story sees it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

import turbohtml
from turbohtml.traverse import NodeFilter, NodeIterator

from embedkit.soup.keep import DEPTH, DROPPED
from embedkit.story import LONG, Outline

_ELEMENT = turbohtml.Element
_SILENT = DROPPED | {"script", "template", "title", "noscript", "textarea"}


def outline(document: Any, length: int) -> Outline[Any]:
    """The outline of a parsed document whose source has `length` characters."""
    nodes: Iterator[Any] = iter(NodeIterator(document, what_to_show=NodeFilter.SHOW_TEXT))
    texts = [node for node in nodes if len(node.data) >= LONG]
    return Outline(document.iter_elements, _prose(document, texts, 2 * length), _name, words_of, _parent, document.find)


def _prose(document: Any, texts: list[Any], budget: int) -> Iterator[tuple[Any, int]]:
    """Paragraphs count as a whole, other text as it stands; what is read in all is bounded, as paragraphs may be nested."""
    paragraphs, spoken = set(), dict[Any, int]()
    for node in document.find_all("p"):
        if budget > 0:
            size = len(node.text)
            budget -= size
            if size >= LONG:
                paragraphs.add(node)
                if _is_spoken(node.parent, spoken):
                    yield node, size
    for text in texts:
        holder, data = text.parent, text.data
        # What a template holds stands in a fragment of its own, which is no element.
        if (
            type(holder) is _ELEMENT
            and holder not in paragraphs
            and paragraphs.isdisjoint(islice(holder.ancestors, 3))
            and _is_spoken(holder, spoken)
            and not data.isspace()
        ):
            yield holder, len(data)


def _is_spoken(node: Any, known: dict[Any, int]) -> bool:
    """True where no element around, or this one, hides what it says, and none stands deeper than what is grown.

    `known` remembers how deep elements stand, -1 for what is not spoken.
    """
    way = []
    while type(node) is _ELEMENT and node not in known:
        way.append(node)
        node = node.parent
    depth = known.get(node, 0)
    for each in reversed(way):
        depth = known[each] = depth + 1 if 0 <= depth < DEPTH and each.tag not in _SILENT else -1
        if depth < 0 and len(way) > DEPTH:
            return False
    return depth >= 0


def _name(node: Any) -> str:
    return str(node.tag)


def _parent(node: Any) -> Any:
    parent = node.parent
    return parent if type(parent) is _ELEMENT else None


def words_of(node: Any) -> str:
    """Class and id of an element of the engine as one lower-case string with blanks around each."""
    attrs = node.attrs
    classes = attrs.get("class") or ()
    joined = classes if isinstance(classes, str) else " ".join(classes)
    return f" {joined} {(attrs.get('id') or '').strip()} ".lower()


__all__ = ["outline", "words_of"]
