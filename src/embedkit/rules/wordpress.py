"""WordPress: embed blocks, and the card of another WordPress post.

<figure class="wp-block-embed is-type-video is-provider-youtube"><div class="wp-block-embed__wrapper">https://youtu.be/ID</div></figure>
<blockquote class="wp-embedded-content"><a href="https://blog.test/post/">Title</a></blockquote><iframe class="wp-embedded-content" …></iframe>
"""

from __future__ import annotations

import re

from bs4.element import Tag

from embedkit import urls
from embedkit.models import Block
from embedkit.naming import Naming
from embedkit.page import Page, Rule, Signs, attr, following, text_of, words
from embedkit.rules.common import of_file, of_identity, of_url

NAME = "wordpress"
_JETPACK = Naming(r" (?:jp-relatedposts|sharedaddy|jp-carousel-\w+) ")
"""What Jetpack appends to every post: related posts that no editor chose, share buttons."""
_OURS = Naming(r"jp-relatedposts|sharedaddy|jp-carousel|wp-embedded-content|wp-block-embed")
_URL = re.compile(r"https?://\S+")


def find(tag: Tag, page: Page) -> Block | list[Block] | None:
    """The item of an embed block whose address was left as text, or the card of a post."""
    if tag.name == "div":
        return [] if _JETPACK.search(words(tag)) else None
    if " wp-embedded-content " in words(tag):
        return _post(tag, page) if tag.name == "blockquote" else []
    if tag.name != "figure" or "wp-block-embed" not in words(tag):
        return None
    holder = tag.find(class_="wp-block-embed__wrapper") or tag
    text = text_of(holder) if isinstance(holder, Tag) else ""
    if not _URL.fullmatch(text) or tag.find(("iframe", "blockquote", "script")) is not None:
        return None
    url = page.url(text)
    identity = page.identify(urls.unwrap(url)) if url else None
    if identity is not None:
        return of_identity(tag, page, identity, NAME, source_url=text)
    return of_url(tag, page, text, NAME) or (of_file(tag, page, url, "rich", NAME, source_url=text, confidence=0.7) if url else None)


def _post(tag: Tag, page: Page) -> list[Block]:
    """One related article for the quotation and its frame."""
    link = tag.find("a")
    url = page.url(attr(link, "href")) if isinstance(link, Tag) else None
    if url is None:
        return []
    frame = next((node for node in following(tag) if node.name == "iframe"), None)
    if frame is not None and "wp-embedded-content" in words(frame):
        page.claim(frame)
    return [page.block(tag, "article", NAME, role="related", url=url, title=text_of(link) or None)] if isinstance(link, Tag) else []


def _may(signs: Signs) -> bool:
    return _OURS.search(signs.words)


RULE = Rule(NAME, find, frozenset(("figure", "blockquote", "iframe", "div")), _may)
