"""An element with the URL of a provider's item in one of its attributes.

    <div data-url="https://www.youtube.com/watch?v=ID"></div>
    <div data-x="https://site.test/oembed?url=https%3A%2F%2Fyoutu.be%2FID"></div>

Links, images and share bars hold such URLs for other reasons.
"""

from __future__ import annotations

import re
from typing import Any

from bs4.element import Tag

from embedkit import urls
from embedkit.models import Block
from embedkit.page import Page, Rule, Signs, attr, image, words
from embedkit.rules.common import of_file, of_identity, seconds, title_of

NAME = "element_url"
_SHARE = re.compile(r"share|social|follow|btn|button|nav|menu|author|profile")
_URL = re.compile(r"\s*(?:https?:)?//\S+\s*")
_TAGS = frozenset("div section span figure p article embed object ws-media".split())


def find(tag: Tag, page: Page) -> Block | None:
    """The item whose URL an attribute holds."""
    for name, value in tag.attrs.items():
        if (
            not isinstance(value, str)
            or len(value) > 2_048
            or name in ("style", "srcset", "action", "itemid", "itemtype", "cite", "about", "resource", "xmlns")
            or not _URL.fullmatch(value)
        ):
            continue
        if _SHARE.search(words(tag)) or _SHARE.search(name):
            return None
        url = page.url(value)
        if url is None:
            continue
        identity = page.identify(urls.unwrap(url))
        if identity is not None and (identity.player or identity.kind == "post") and identity.provider not in ("mastodon", "peertube"):
            return of_identity(tag, page, identity, NAME, source_url=value, title=title_of(tag))
        kind = urls.media_kind(url)
        if kind in ("video", "audio") and tag.name in ("div", "section", "figure", "ws-media"):
            return of_file(tag, page, url, kind, NAME, source_url=value, confidence=0.7, **_said(tag, page))
    return None


def _said(tag: Tag, page: Page) -> dict[str, Any]:
    return {
        "title": title_of(tag),
        "image": image(page.url(attr(tag, "poster", "data-poster", "data-thumbnail", "data-image"))),
        "duration_s": seconds(attr(tag, "data-duration", "duration", "length")),
    }


def _may(signs: Signs) -> bool:
    return any(name.startswith("data-") or name in ("src", "url", "data", "value") for name in signs.attrs)


RULE = Rule(NAME, find, _TAGS | {"*-*"}, _may)
