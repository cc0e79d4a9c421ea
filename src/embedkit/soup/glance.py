"""What can be told of a tag without growing what it holds: answered by the engine where the document was read from source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

import turbohtml
from bs4.element import Comment, NavigableString, Tag
from turbohtml.traverse import NodeFilter, NodeIterator

from embedkit.soup.keep import DROPPED
from embedkit.soup.tag import Sought

_UNSAID = [*DROPPED, "script", "template", "textarea"]
"""Elements whose text no reader sees, or that are not grown."""
_BLOCK = ("wp:", "/wp:")


def attributes(tree: Tag, name: str) -> Iterator[Mapping[str, Any]]:
    """The attributes of all elements of a name in the document of which `tree` is the root."""
    if isinstance(tree, Sought):
        return (node.attrs for node in tree._node.find_all(name))
    return (tag.attrs for tag in tree.find_all(name))


def inline_scripts(tree: Tag) -> list[Tag]:
    """The scripts of a document that hold their text themselves, of those that the soup keeps; `tree` is its root."""
    if not isinstance(tree, Sought) or tree._is_partial:
        return [tag for tag in tree.find_all("script") if not tag.get("src")]
    nodes = (node for node in tree._node.find_all("script") if not node.attrs.get("src"))
    return [tag for node in nodes if (tag := tree._growth.tag(node)) is not None]


def attributes_below(tag: Tag, name: str) -> Iterator[Mapping[str, Any]]:
    """The attributes of the elements of a name that a tag of the story holds, but for what stands in long paragraphs of prose."""
    if not isinstance(tag, Sought) or tag._is_partial:
        return (inner.attrs for inner in tag.find_all(name))
    growth = tag._growth
    nodes = tag._node.find_all(name)
    return (node.attrs for node in nodes if (paragraph := node.closest("p")) is None or not growth.is_flat(paragraph))


def bearing(tree: Tag, attribute: str) -> list[Tag]:
    """The elements that bear an attribute, in document order."""
    if not isinstance(tree, Sought):
        return list(tree.find_all(None, {attribute: True}))
    return [tag for node in tree._node.find_all(attrs={attribute: True}) if (tag := tree._growth.tag(node)) is not None]


def holds_any(tag: Tag, names: frozenset[str]) -> bool:
    """True where the engine sees an element of one of these names below a tag; False also for a tag that it does not know."""
    return isinstance(tag, Sought) and not tag._is_partial and tag._node.find(list(names)) is not None


def said(tag: Tag) -> str | None:
    """All text of a tag at once, white space as in the source; None where that would say more than the soup does."""
    if not isinstance(tag, Sought) or tag._is_partial or tag._node.find(_UNSAID) is not None:
        return None
    return tag._node.text  # type: ignore[no-any-return]


def is_larger(tag: Tag, nodes: int, characters: int) -> bool:
    """True for a tag with more nodes or more characters below it."""
    text = said(tag)
    if text is not None and isinstance(tag, Sought):
        if len(text) <= characters and sum(1 for _ in islice(tag._node.descendants, nodes + 1)) <= nodes:
            return False
        sizes = (len(node.data) if type(node) is turbohtml.Text else 0 for node in tag._node.descendants if not _is_space(node))
    else:
        sizes = (len(node) if isinstance(node, NavigableString) else 0 for node in tag.descendants)
    size = 0
    for number, characters_here in enumerate(sizes):
        size += characters_here
        if size > characters or number >= nodes:
            return True
    return False


def _is_space(node: Any) -> bool:
    """True for what the soup leaves out: white space alone, and comments."""
    return type(node) is turbohtml.Comment or (type(node) is turbohtml.Text and node.data.isspace())


def has_block_comments(tree: Tag) -> bool:
    """True where a comment of the document frames a block of WordPress."""
    if isinstance(tree, Sought):
        comments: Iterator[Any] = iter(NodeIterator(tree._node, what_to_show=NodeFilter.SHOW_COMMENT))
        return any(node.data.lstrip().startswith(_BLOCK) for node in comments)
    return any(isinstance(node, Comment) and node.lstrip().startswith(_BLOCK) for node in tree.descendants)


__all__ = ["attributes", "attributes_below", "bearing", "has_block_comments", "holds_any", "inline_scripts", "is_larger", "said"]
