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

NAME = "gutenberg"
_LONGEST, _MOST = 50_000, 500
_OPEN = re.compile(r"<!--\s+wp:(?P<name>(?:core/|core-embed/)?[a-z][a-z0-9-]*)\s+(?P<attrs>\{[^\n]{0,20000}?\}\s+)?(?P<void>/)?-->")


def find(source: str, page: Page) -> list[Block]:
    """The embed blocks, by the address in their comment."""
    found: list[Block] = []
    for opening in _OPEN.finditer(source) if "<!-- wp:" in source else ():
        name = opening["name"].removeprefix("core/")
        if len(found) >= _MOST:
            break
        if name != "embed" and not name.startswith("core-embed/"):
            continue
        identity = identify(_address(opening["attrs"]), providers=page.providers)
        closing = (
            None
            if opening["void"]
            else re.compile(rf"<!--\s+/wp:(?:core/)?{re.escape(name)}\s+-->").search(source, opening.end(), opening.end() + _LONGEST)
        )
        if identity is not None:
            span = (opening.start(), closing.end() if closing else opening.end())
            found.append(Block(kind=identity.kind, url=identity.url, source_url=_address(opening["attrs"]), provider=identity.provider,
                               native_id=identity.native_id, span=span, rule=NAME, confidence=0.95))  # fmt: skip
    return found


def _address(attrs: str | None) -> str:
    try:
        said = json.loads(attrs or "{}")
    except (ValueError, RecursionError):
        return ""
    url = said.get("url") if isinstance(said, dict) else None
    return url if isinstance(url, str) else ""
