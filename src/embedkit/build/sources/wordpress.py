"""WordPress REST API: posts as `/wp/v2/posts` gives them (developer.wordpress.org, "Posts")."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from embedkit.build.sources.model import Article, field, objects, text


def articles(value: object) -> Iterator[Article]:
    """Each post: its stored markup where the answer holds it (`context=edit`), else the rendered one."""
    for post in objects(value):
        if markup := body(post):
            yield Article(str(post.get("id") or post.get("slug") or "article"), markup, text(post.get("link")) or None)


def body(post: dict[str, Any]) -> str:
    """The markup of a post; empty for what is none."""
    return text(field(post, "content.raw")) or text(field(post, "content.rendered"))
