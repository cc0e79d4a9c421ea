"""Drupal JSON:API: nodes with a formatted body (drupal.org, "JSON:API"; CKEditor markup inside)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from embedkit.build.sources.model import Article, field, objects, text


def articles(value: object) -> Iterator[Article]:
    """Each node with a body: what an editor wrote (`value`), else what the site made of it (`processed`)."""
    for node in nodes(value):
        if markup := _body(node):
            yield Article(str(node.get("id") or "article"), markup, _url(node))


def nodes(value: object) -> list[dict[str, Any]]:
    """The resource objects of a document: `data`, one or a list (jsonapi.org, "Document Structure")."""
    return [node for node in objects(field(value, "data")) if isinstance(node.get("attributes"), dict)]


def _body(node: dict[str, Any]) -> str:
    """The first formatted text among the attributes, `body` before all others."""
    attributes = node["attributes"]
    for said in (attributes.get("body"), *attributes.values()):
        if isinstance(said, dict) and (found := text(said.get("value")) or text(said.get("processed"))):
            return found
    return ""


def _url(node: dict[str, Any]) -> str | None:
    link = field(node, "links.self")
    return text(field(link, "href")) or text(link) or None
