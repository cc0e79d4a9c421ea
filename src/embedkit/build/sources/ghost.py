"""Ghost export: posts with `html` and `lexical` (ghost.org/docs, "Migrating to Ghost", JSON file structure).

A Lexical embed card keeps the provider's oEmbed answer as its `metadata`: it is an answer that need not be asked for.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from embedkit.build.sources import lexical
from embedkit.build.sources.model import Answer, Article, field, objects, text


def articles(value: object) -> Iterator[Article]:
    """Each post and page with a body: its HTML, or what its Lexical document says where the export has no HTML."""
    for post in posts(value):
        root = _lexical(post)
        if markup := text(post.get("html")) or lexical.html(root):
            yield Article(str(post.get("slug") or post.get("id") or "article"), markup, _url(post), _answers(root))


def posts(value: object) -> list[dict[str, Any]]:
    """The posts of `db[0].data`, or of `data` where the file begins there."""
    databases = objects(field(value, "db")) or objects(value)
    return [post for database in databases for post in objects(field(database, "data.posts"))]


def _lexical(post: dict[str, Any]) -> Any:
    try:
        return field(json.loads(text(post.get("lexical")) or "null"), "root")
    except (ValueError, RecursionError):
        return None


def _answers(root: Any) -> tuple[Answer, ...]:
    cards = (node for node in lexical.nodes(root) if node.get("type") == "embed")
    return tuple(
        Answer(card["url"], card["metadata"]) for card in cards if text(card.get("url")) and isinstance(card.get("metadata"), dict)
    )


def _url(post: dict[str, Any]) -> str | None:
    """Its canonical address; one with Ghost's placeholder for the site is none."""
    url = text(post.get("canonical_url"))
    return url if url.startswith("http") else None
