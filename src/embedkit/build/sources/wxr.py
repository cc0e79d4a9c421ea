"""WordPress eXtended RSS: posts and pages of an export, read as the file is read, with what was stored of their embeds.

RSS 2.0 with `content:encoded` (RSS content module) and `wp:post_type` (wordpress.org/export/1.2).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from lxml import etree

from embedkit.build.sources.embed_metas import Shelf
from embedkit.build.sources.model import Article
from embedkit.errors import InputError

_BODY = "{http://purl.org/rss/1.0/modules/content/}encoded"
_CACHE = "oembed_cache"
_NO_ARTICLE = frozenset(("attachment", "nav_menu_item", "revision", "custom_css", "customize_changeset", "wp_global_styles", _CACHE))


def articles(file: BinaryIO) -> Iterator[Article]:
    """Each item with a body. No entity is resolved, nothing is loaded; an element is forgotten once it has been read."""
    shelf = Shelf()
    try:
        for _, item in etree.iterparse(file, tag="item", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False):
            found = _article(item, shelf)
            _forget(item)
            if found is not None:
                yield found
    except etree.XMLSyntaxError as fault:
        raise InputError(f"not well-formed XML ({fault.msg}); export it again, or mend the line") from fault


def _article(item: Any, shelf: Shelf) -> Article | None:
    said = {_name(child.tag): child.text or "" for child in item if isinstance(child.tag, str) and child.tag != _BODY}
    body = item.findtext(_BODY) or ""
    kind = said.get("post_type", "post")
    if kind == _CACHE:
        shelf.keep(said.get("post_name", ""), body, said.get("post_modified_gmt") or said.get("post_date_gmt", ""))
    if not body.strip() or kind in _NO_ARTICLE:
        return None
    name = said.get("post_id") or said.get("post_name") or said.get("guid") or "article"
    return Article(name, body, said.get("link") or None, shelf.answers(item, body))


def _name(tag: str) -> str:
    """A tag's name without its namespace, whose address has the version of the export in it."""
    name = tag.rpartition("}")[2]
    if ":" in name:
        raise InputError(f"not well-formed XML (the prefix of {name} is declared nowhere); export it again, or mend the line")
    return name


def _forget(item: Any) -> None:
    """Clears an element and drops those before it, which the tree would keep otherwise."""
    item.clear()
    while item.getprevious() is not None:
        del item.getparent()[0]
