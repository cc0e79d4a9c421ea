"""Exports of content systems: one file, many articles. Each module knows one documented shape and gives articles as they are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO

from embedkit.build.sources import ans, contentful, drupal, ghost, rows, wordpress, wxr
from embedkit.build.sources.model import Article, Fields
from embedkit.build.sources.whole import load

KINDS = ("html", "text", "markdown", "json", "jsonl", "wxr", "wordpress", "ghost", "ans", "drupal", "contentful")
"""What an input can be, by the names that `--from` takes."""
SINGLE = frozenset(("html", "text", "markdown"))
"""The kinds of which a file is one article."""
_WHOLE: dict[str, Callable[[object], Iterator[Article]]] = {
    "wordpress": wordpress.articles,
    "ghost": ghost.articles,
    "ans": ans.articles,
    "drupal": drupal.articles,
}


def articles(kind: str, file: BinaryIO, fields: Fields) -> Iterator[Article]:
    """The articles of an export in their order. Raises InputError, without the file's name, where it is not of this kind.

    WXR and JSON Lines are read as they come, so that memory does not grow with the file; the other kinds are JSON, read at once.
    """
    if kind == "wxr":
        return wxr.articles(file)
    if kind == "jsonl":
        return rows.of_lines(file, fields)
    if kind == "json":
        return rows.articles(load(file), fields)
    if kind == "contentful":
        return contentful.articles(load(file), fields)
    return _WHOLE[kind](load(file))


__all__ = ["KINDS", "SINGLE", "Article", "Fields", "articles"]
