"""Ghost's Lexical documents as HTML: the markup that Ghost's own cards have (names of node types and fields: @tryghost/kg-default-nodes)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from markupsafe import Markup, escape

from embedkit.build.sources.model import objects, text

Node = dict[str, Any]
_DEEPEST = 100
_TAGS = {"paragraph": "p", "extended-quote": "blockquote", "quote": "blockquote", "aside": "blockquote", "listitem": "li"}


def nodes(root: Any) -> Iterator[Node]:
    """Every node below the root in document order."""
    waiting = objects((root or {}).get("children") if isinstance(root, dict) else None)[::-1]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += _children(node)[::-1]


def html(root: Any) -> str:
    """The document as HTML, one top-level node a line; a node type that is not known gives what is inside it."""
    return "\n".join(filter(None, map(_html, _children(root)))) if isinstance(root, dict) else ""


def _children(node: Node) -> list[Node]:
    return objects(node.get("children")) if isinstance(node.get("children"), list) else []


def _html(node: Node, depth: int = 0) -> str:
    kind = str(node.get("type"))
    if kind in _CARDS:
        return _CARDS[kind](node)
    inner = Markup("").join(Markup(_html(child, depth + 1)) for child in _children(node)) if depth < _DEEPEST else ""  # noqa: S704 - made here
    tag = _tag(kind, node)
    return f"<{tag}>{inner}</{tag}>" if tag else inner


def _tag(kind: str, node: Node) -> str | None:
    if kind in ("heading", "extended-heading"):
        said = str(node.get("tag"))
        return said if said in ("h1", "h2", "h3", "h4", "h5", "h6") else "h2"
    if kind == "list":
        return "ol" if node.get("listType") == "number" else "ul"
    return _TAGS.get(kind)


def _text(node: Node) -> str:
    return escape(text(node.get("text")))


def _link(node: Node) -> str:
    inner = Markup("").join(Markup(_html(child)) for child in _children(node))  # noqa: S704 - made here
    return Markup('<a href="{}">{}</a>').format(text(node.get("url")), inner)


def _figure(card: str, inner: str, caption: object = "") -> str:
    """A figure; captions of Ghost are HTML already."""
    said = f"<figcaption>{caption}</figcaption>" if isinstance(caption, str) and caption else ""
    return f'<figure class="kg-card kg-{card}-card">{inner}{said}</figure>'


def _picture(node: Node) -> str:
    return Markup('<img src="{}" alt="{}">').format(text(node.get("src")), text(node.get("alt")))


def _embed(node: Node) -> str:
    markup = text(node.get("html"))
    return _figure(
        "embed", markup if "<" in markup else Markup('<oembed url="{0}"></oembed>').format(text(node.get("url"))), node.get("caption")
    )


def _bookmark(node: Node) -> str:
    said = node["metadata"] if isinstance(node.get("metadata"), dict) else {}
    inner = Markup(
        '<a class="kg-bookmark-container" href="{}"><div class="kg-bookmark-content"><div class="kg-bookmark-title">{}</div>'
        '<div class="kg-bookmark-description">{}</div></div></a>'
    ).format(text(node.get("url")), text(said.get("title")), text(said.get("description")))
    return _figure("bookmark", inner, node.get("caption"))


def _video(node: Node) -> str:
    return _figure("video", Markup('<video src="{}" poster="{}" controls></video>').format(text(node.get("src")), text(node.get("thumbnailSrc"))), node.get("caption"))  # fmt: skip


def _audio(node: Node) -> str:
    return _figure("audio", Markup('<audio src="{}" title="{}" controls></audio>').format(text(node.get("src")), text(node.get("title"))))


def _gallery(node: Node) -> str:
    pictures = "".join(f'<div class="kg-gallery-image">{_picture(one)}</div>' for one in objects(node.get("images")))
    return _figure("gallery", f'<div class="kg-gallery-container">{pictures}</div>', node.get("caption"))


_CARDS: dict[str, Callable[[Node], str]] = {
    "text": _text,
    "extended-text": _text,
    "linebreak": lambda node: "<br>",
    "horizontalrule": lambda node: "<hr>",
    "link": _link,
    "image": lambda node: _figure("image", _picture(node), node.get("caption")),
    "embed": _embed,
    "bookmark": _bookmark,
    "video": _video,
    "audio": _audio,
    "gallery": _gallery,
    "html": lambda node: text(node.get("html")),
    "markdown": lambda node: text(node.get("markdown")),
}
