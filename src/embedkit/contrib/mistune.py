"""A mistune 3 plugin.

    markdown = mistune.create_markdown(plugins=[embedkit(embedder(lock="embedkit.lock"))])

The same notations as in `embedkit.contrib.markdown`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from mistune import BlockState, Markdown

from embedkit.contrib.embedder import ALONE, Embedder, embedder

_CARD = "embedkit_card"
_IMAGE = re.compile(r"!\[[^\]]{0,1000}\]\(\s*<?(https?://[^\s<>)]{4,2000})>?(?:\s+\"[^\"]{0,1000}\")?\s*\)")
_LINK = re.compile(r"\[[^\]]{0,1000}\]\(\s*<?(?P<url>https?://[^\s<>)]{4,2000})>?(?:\s+\"[^\"]{0,1000}\")?\s*\)\{\s*\.embed\s*\}")
Token = dict[str, Any]


def embedkit(made: Embedder | None = None, **settings: Any) -> Callable[[Markdown], None]:
    """The plugin of an embedder, or of one that is made of the settings."""
    embeds = made or embedder(settings)

    def plugin(md: Markdown) -> None:
        def hook(markdown: Markdown, state: BlockState) -> None:
            state.tokens = [_replaced(token, embeds) for token in state.tokens]

        md.before_render_hooks.append(hook)
        if md.renderer is not None and md.renderer.NAME == "html":
            md.renderer.register(_CARD, lambda renderer, text: "\n".join(str(embeds.embed(url)) for url in text.split()) + "\n")

    return plugin


def _replaced(token: Token, embeds: Embedder) -> Token:
    if token["type"] == "block_code" and (token.get("attrs") or {}).get("info", "").strip() == "embed":
        return {"type": _CARD, "raw": token["raw"]}
    if token["type"] == "paragraph":
        url = _address(token, embeds)
        return {"type": _CARD, "raw": url} if url is not None else token
    return token


def _address(paragraph: Token, embeds: Embedder) -> str | None:
    """The address that a paragraph is about, when it holds nothing else. Its words are not parsed yet when the hook runs."""
    text = paragraph.get("text", "").strip()
    marked = _LINK.fullmatch(text)
    if marked is not None:
        return marked["url"]
    found = ALONE.fullmatch(text) or _IMAGE.fullmatch(text)
    return found[1] if found is not None and embeds.knows(found[1]) else None
