"""Contentful's rich text as HTML (node types and marks: @contentful/rich-text-types).

{"nodeType": "document", "data": {}, "content": [{"nodeType": "paragraph", "content": [{"nodeType": "text", "value": "…", "marks": []}]}]}
"""

from __future__ import annotations

from typing import Any, Protocol

from markupsafe import Markup, escape

from embedkit.build.sources.model import field, objects, text

Node = dict[str, Any]
_DEEPEST = 100
_TAGS = {
    "paragraph": "p",
    "blockquote": "blockquote",
    "ordered-list": "ol",
    "unordered-list": "ul",
    "list-item": "li",
    "table": "table",
    "table-row": "tr",
    "table-cell": "td",
    "table-header-cell": "th",
    **{f"heading-{level}": f"h{level}" for level in range(1, 7)},
}
_MARKS = {"bold": "b", "italic": "i", "underline": "u", "code": "code", "superscript": "sup", "subscript": "sub", "strikethrough": "s"}
_EMBEDDED = ("embedded-entry-block", "embedded-asset-block")
_LINKS = ("entry-hyperlink", "asset-hyperlink")


class Links(Protocol):
    """What the links of a document lead to. A target is Contentful's link: `{"sys": {"type": "Link", "linkType": "Asset", "id": "…"}}`."""

    def embedded(self, target: object) -> str:
        """The HTML of what is embedded as a block; empty for what cannot be shown."""
        ...

    def named(self, target: object) -> tuple[str, str]:
        """Its address, empty where it has none, and its name."""
        ...


def is_document(value: object) -> bool:
    """Whether a field's value is a rich text document."""
    return text(field(value, "nodeType")) == "document"


def html(document: object, links: Links) -> str:
    """The document as HTML, one top-level node a line; of a node type that is not known what is inside it."""
    return "\n".join(made for node in _children(document) if (made := _html(node, links, 0)))


def _children(node: object) -> list[Node]:
    inner = field(node, "content")
    return objects(inner) if isinstance(inner, list) else []


def _html(node: Node, links: Links, depth: int) -> str:
    kind = str(node.get("nodeType"))
    if kind == "text":
        return _text(node)
    if kind == "hr":
        return "<hr>"
    if kind in _EMBEDDED:
        return links.embedded(field(node, "data.target"))
    if kind == "embedded-entry-inline":
        return _anchor(*links.named(field(node, "data.target")))
    inner = "".join(_html(child, links, depth + 1) for child in _children(node)) if depth < _DEEPEST else ""
    if kind == "hyperlink":
        return _anchor(text(field(node, "data.uri")), Markup(inner))  # noqa: S704 - made here
    if kind in _LINKS:
        return _anchor(links.named(field(node, "data.target"))[0], Markup(inner))  # noqa: S704 - made here
    tag = _TAGS.get(kind)
    # The editor ends each document with an empty paragraph.
    return f"<{tag}{_spans(node)}>{inner}</{tag}>" if tag and (inner or tag != "p") else inner


def _anchor(address: str, words: str) -> str:
    return Markup('<a href="{}">{}</a>').format(address, words or address) if address else escape(words)


def _text(node: Node) -> str:
    made: str = escape(text(node.get("value"))).replace("\n", Markup("<br>\n"))
    for mark in objects(node.get("marks")) if made else ():
        tag = _MARKS.get(str(mark.get("type")))
        made = f"<{tag}>{made}</{tag}>" if tag else made
    return made


def _spans(node: Node) -> str:
    said = ((name, field(node, f"data.{name}")) for name in ("colspan", "rowspan"))
    return "".join(f' {name}="{number}"' for name, number in said if isinstance(number, int) and number > 1)
