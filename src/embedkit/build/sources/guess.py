"""Tells what an input is: by its name where that says it, else by its first bytes, and JSON by its shape."""

from __future__ import annotations

import json
import re
from os.path import splitext
from typing import Any

from embedkit.build.sources import ans, contentful, drupal, ghost, rows, wordpress
from embedkit.build.sources.model import Fields, objects
from embedkit.encoding import of_answer

HEAD = 65_536
"""Bytes that are looked at."""
NAMES = {".html": "html", ".htm": "html", ".xhtml": "html", ".txt": "text", ".md": "markdown", ".markdown": "markdown"}
EXPORTS = frozenset((".json", ".jsonl", ".ndjson", ".xml", ".zip"))
"""Endings of files that may hold many articles; in a folder they are looked into, and passed over where they hold none."""
_FRONT_MATTER = re.compile(r"(?:---|\+\+\+)[ \t]*\r?\n")
_WXR = re.compile(r"<rss\b[^>]*wordpress\.org/export|<wp:wxr_version|xmlns:excerpt=", re.S)


def of_name(name: str) -> str | None:
    """The kind that a file's name says, without `.gz`; None where the content must tell."""
    return NAMES.get(splitext(name.lower().removesuffix(".gz"))[1])


def of_head(data: bytes) -> str | None:
    """What the first bytes are: a kind, `json` for a JSON value whose shape must tell, None for what is nothing we read."""
    text = of_answer(data).lstrip()
    if text.startswith("<"):
        return "wxr" if _WXR.search(text) else "html"
    if text[:1] in ("{", "[") and _is_json(text):
        return "jsonl" if _is_lines(text) else "json"
    if _FRONT_MATTER.match(text):
        return "markdown"
    return None if "\x00" in text else "html" if "<" in text[:5000] or "[" in text[:5000] else "text"


def _is_json(text: str) -> bool:
    return re.match(r'\{\s*("|\})|\[\s*([{\["\]\d-]|true|false|null)', text) is not None


def _is_lines(text: str) -> bool:
    """More than one line, the first of them an object of its own."""
    first, _, rest = text.partition("\n")
    if not rest.lstrip().startswith("{"):
        return False
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


def of_json(value: Any, fields: Fields) -> str | None:
    """The kind of export that a JSON value is; None for one that holds no article."""
    if ghost.posts(value):
        return "ghost"
    if ans.stories(value):
        return "ans"
    if drupal.nodes(value):
        return "drupal"
    if next(contentful.found(value, fields), None) is not None:
        return "contentful"
    if any(wordpress.body(post) for post in objects(value)):
        return "wordpress"
    return "json" if rows.rows(value, fields) else None
