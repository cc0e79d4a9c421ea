"""The engine's tree as the measure of a story sees it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

import turbohtml

from embedkit.soup.keep import DROPPED
from embedkit.story import LONG, Outline

_DEPTH = 500
_SILENT = DROPPED | {"script", "template", "title", "noscript", "textarea"}


def outline(document: Any, length: int) -> Outline[Any]:
    """The outline of a parsed document whose source has `length` characters."""
    elements, texts = [], []
    for node in document.descendants:
        kind = type(node)
        if kind is turbohtml.Element:
            elements.append(node)
        elif kind is turbohtml.Text and len(data := node.data) >= LONG and not data.isspace():
            texts.append(node)
    return Outline(elements, _prose(elements, texts, 2 * length), _name, words_of, _around)


def _prose(elements: list[Any], texts: list[Any], budget: int) -> Iterator[tuple[Any, int]]:
    """Paragraphs count as a whole, other text as it stands; what is read in all is bounded, as paragraphs may be nested."""
    paragraphs = set()
    for node in elements:
        if node.tag == "p" and budget > 0:
            size = len(node.text)
            budget -= size
            if size >= LONG:
                paragraphs.add(node)
                if _is_spoken(node):
                    yield node, size
    for text in texts:
        holder = text.parent
        # What a template holds stands in a fragment of its own, which is no element.
        if type(holder) is turbohtml.Element and paragraphs.isdisjoint((holder, *islice(holder.ancestors, 3))) and _is_spoken(holder):
            yield holder, len(text.data)


def _is_spoken(node: Any) -> bool:
    return node.tag not in _SILENT and all(parent.tag not in _SILENT for parent in _around(node))


def _around(node: Any) -> Iterator[Any]:
    return (parent for parent in islice(node.ancestors, _DEPTH) if type(parent) is turbohtml.Element)


def _name(node: Any) -> str:
    return str(node.tag)


def words_of(node: Any) -> str:
    """Class and id of an element of the engine as one lower-case string with blanks around each."""
    attrs = node.attrs
    classes = attrs.get("class") or ()
    joined = classes if isinstance(classes, str) else " ".join(classes)
    return f" {joined} {(attrs.get('id') or '').strip()} ".lower()


__all__ = ["outline", "words_of"]
