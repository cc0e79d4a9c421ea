"""A mistune 3 plugin.

    markdown = mistune.create_markdown(plugins=[embedkit(embedder(lock="embedkit.lock"))])

The same notations as in `embedkit.contrib.markdown`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from mistune import BlockState, Markdown

from embedkit.contrib.embedder import Embedder, embedder
from embedkit.contrib.markdown import ALONE

_CARD = "embedkit_card"
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
    if "text" in paragraph and (found := ALONE.fullmatch(paragraph["text"])) is not None:
        return found[1] if embeds.knows(found[1]) else None
    children = [child for child in paragraph.get("children", ()) if child["type"] != "text" or child["raw"].strip()]
    if len(children) == 1 and children[0]["type"] == "image" and embeds.knows(children[0]["attrs"]["url"]):
        return str(children[0]["attrs"]["url"])
    if len(children) == 2 and children[0]["type"] == "link" and children[1].get("raw", "").strip() == "{.embed}":
        return str(children[0]["attrs"]["url"])
    return next(_bare(children, embeds), None) if len(children) == 1 else None


def _bare(children: list[Token], embeds: Embedder) -> Iterator[str]:
    """An address that the engine has already made a link of itself, or left as text."""
    (child,) = children
    text = child.get("raw") or "".join(part.get("raw", "") for part in child.get("children", ()))
    found = ALONE.fullmatch(text)
    if found is not None and child["type"] in ("text", "link") and embeds.knows(found[1]):
        yield found[1]
