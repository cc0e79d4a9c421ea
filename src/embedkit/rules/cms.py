"""How editors of content management systems write media down.

<figure class="media"><oembed url="https://www.youtube.com/watch?v=ID"></oembed></figure>      CKEditor 5
<div data-oembed-url="https://vimeo.com/ID">…</div>                                              CKEditor 4
<drupal-media data-entity-uuid="UUID" data-caption="…"></drupal-media>                           Drupal
<embed embedtype="media" url="https://…" />  <embed embedtype="image" id="3" alt="…" />          Wagtail
"""

from __future__ import annotations

import re

from bs4.element import Tag

from embedkit import urls
from embedkit.models import Block
from embedkit.page import Page, Rule, Signs, attr
from embedkit.rules.common import of_file, of_identity, of_url

NAME = "cms"
_TAGS = frozenset(("oembed", "embed", "div", "figure", "span", "drupal-media", "drupal-entity", "drupal-url"))
_ATTRIBUTES = frozenset(("url", "embedtype", "data-oembed-url", "data-embed-url", "data-url", "data-entity-uuid", "data-entity-id"))
_PICTURE = re.compile(r"image|photo|picture")
"""Drupal's media element has an alternative text only for a picture; for others the view mode or bundle may say so."""


def find(tag: Tag, page: Page) -> Block | None:
    """The item that an editor's notation names."""
    raw = _address(tag)
    if raw:
        return of_url(tag, page, raw, NAME) or _anything(tag, page, raw)
    entity = attr(tag, "data-entity-uuid", "data-entity-id") if tag.name.startswith("drupal-") else ""
    if not entity:
        return None
    kind = "photo" if attr(tag, "alt") or _PICTURE.search(attr(tag, "data-view-mode", "data-entity-bundle")) else "rich"
    return of_file(tag, page, None, kind, NAME, native_id=entity, provider="drupal", alt=attr(tag, "alt") or None, confidence=0.8)  # type: ignore[arg-type]


def _address(tag: Tag) -> str:
    if tag.name == "oembed":
        return attr(tag, "url")
    if tag.name == "embed":
        return attr(tag, "url") if attr(tag, "embedtype") == "media" else ""
    if tag.name.startswith("drupal-"):
        return attr(tag, "data-embed-url", "data-url")
    return attr(tag, "data-oembed-url")


def _anything(tag: Tag, page: Page, raw: str) -> Block | None:
    """An editor embedded this address, so it is an embed, whoever provides it."""
    url = page.url(raw)
    if url is None:
        return None
    identity = page.identify(urls.unwrap(url))
    return (
        of_identity(tag, page, identity, NAME, source_url=raw)
        if identity is not None
        else of_file(tag, page, url, "rich", NAME, source_url=raw, confidence=0.7)
    )


def _may(signs: Signs) -> bool:
    return not _ATTRIBUTES.isdisjoint(signs.attrs)


RULE = Rule(NAME, find, _TAGS, _may)
