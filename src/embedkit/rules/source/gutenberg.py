"""WordPress block comments: the block reaches from the opening to the closing comment.

<!-- wp:embed {"url":"https://youtu.be/ID","providerNameSlug":"youtube"} -->
<figure class="wp-block-embed">…</figure>
<!-- /wp:embed -->
"""

from __future__ import annotations

import json
import re

from embedkit.identify import identify
from embedkit.models import Block
from embedkit.page import Page
from embedkit.soup import has_block_comments

NAME = "gutenberg"
_LONGEST, _MOST = 50_000, 500
_NAME = re.compile(r"<!--[ \t\n]{1,8}wp:(?P<name>(?:core/|core-embed/)?[a-z][a-z0-9-]{0,60})(?=\s|/?-->)")
_CLOSE = re.compile(r"<!--[ \t\n]{1,8}/wp:(?:core/)?(?P<name>(?:core-embed/)?[a-z][a-z0-9-]{0,60})[ \t\n]{1,8}-->")


def find(source: str, page: Page) -> list[Block]:
    """The embed blocks, by the address in their comment."""
    found: list[Block] = []
    end = close = 0
    for opening in _NAME.finditer(source) if has_block_comments(page.soup) else ():
        name = opening["name"].removeprefix("core/")
        if len(found) >= _MOST:
            break
        if opening.start() < end or (name != "embed" and not name.startswith("core-embed/")):
            continue
        if close < opening.end() and (close := source.find("-->", opening.end())) < 0:
            break
        end = close + 3
        address = _address(source[opening.end() : close]) if end - opening.end() < _LONGEST else ""
        identity = identify(address, providers=page.providers)
        if identity is not None:
            span = (opening.start(), end if source.endswith("/", opening.end(), close) else _closed(source, name, end))
            found.append(Block(kind=identity.kind, url=identity.url, source_url=address, provider=identity.provider,
                               native_id=identity.native_id, span=span, rule=NAME, confidence=0.95))  # fmt: skip
    return found


def _closed(source: str, name: str, end: int) -> int:
    """The end of the block's closing comment, or that of the opening one where it has none."""
    return next((found.end() for found in _CLOSE.finditer(source, end, end + _LONGEST) if found["name"] == name), end)


def _address(attrs: str) -> str:
    try:
        said = json.loads(attrs.strip().removesuffix("/") or "{}")
    except (ValueError, RecursionError):
        return ""
    url = said.get("url") if isinstance(said, dict) else None
    return url if isinstance(url, str) else ""
