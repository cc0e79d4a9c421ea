"""What of a page was never grown into its soup: elements in navigation and the like, links in long paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

import turbohtml
from bs4.element import Tag

from embedkit.models import Span
from embedkit.soup.tag import Sought

_AROUND = 500


class Unread(NamedTuple):
    """An element that the soup has not: its name, attributes and span, and the elements around it, nearest first."""

    name: str
    attrs: Mapping[str, Any]
    span: Span | None
    around: Sequence[tuple[str, Mapping[str, Any]]]


def unread(tree: Tag, names: Sequence[str]) -> Iterator[Unread]:
    """The elements of these names in the page that `tree` was grown from and that are not in it."""
    if not isinstance(tree, Sought):
        return
    for node in tree._node.find_all(list(names)):
        if tree._growth.tag(node) is None:
            around = [(up.tag, up.attrs) for up in islice(node.ancestors, _AROUND) if type(up) is turbohtml.Element]
            yield Unread(node.tag, {k: v or "" for k, v in node.attrs.items()}, tree._growth.origin.span(node), around)


__all__ = ["Unread", "unread"]
