"""A markdown-it-py plugin.

    md = MarkdownIt().use(embedkit_plugin, embedder=embedder(lock="embedkit.lock"))

The same notations as in `embedkit.contrib.markdown`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from embedkit.contrib.embedder import ALONE, Embedder
from embedkit.contrib.embedder import embedder as opened

_CARD = "embedkit_card"
Fence = Callable[[Sequence[Token], int, OptionsDict, EnvType], str]


def embedkit_plugin(md: MarkdownIt, *, embedder: Embedder | None = None, **settings: Any) -> None:
    """Adds the rule; without an embedder of the caller's own one is made of the settings."""
    made = embedder or opened(settings)

    def cards(state: StateCore) -> None:
        state.tokens = _replaced(state.tokens, made)

    def card(self: RendererProtocol, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType) -> str:
        return "\n".join(str(made.embed(url)) for url in tokens[at].content.split()) + "\n"

    md.core.ruler.push("embedkit", cards)
    md.add_render_rule(_CARD, card)


def _replaced(tokens: list[Token], made: Embedder) -> list[Token]:
    kept: list[Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        url = _paragraph(tokens[at : at + 3], made)
        if url is not None:
            kept.append(Token(_CARD, "", 0, content=url, block=True, map=token.map))
            at += 3
            continue
        if token.type == "fence" and token.info.strip() == "embed":
            token = Token(_CARD, "", 0, content=token.content, block=True, map=token.map)
        kept.append(token)
        at += 1
    return kept


def _paragraph(tokens: Sequence[Token], made: Embedder) -> str | None:
    """The address that a paragraph is about, when it holds nothing else."""
    if [token.type for token in tokens] != ["paragraph_open", "inline", "paragraph_close"]:
        return None
    children = [child for child in tokens[1].children or [] if not (child.type == "text" and not child.content.strip())]
    found = ALONE.fullmatch(tokens[1].content)
    if found is not None:
        return found[1] if made.knows(found[1]) else None
    if len(children) == 1 and children[0].type == "image":
        src = str(children[0].attrGet("src") or "")
        return src if made.knows(src) else None
    return _marked(children)


def _marked(children: Sequence[Token]) -> str | None:
    """The address of a link that is marked `{.embed}`: by the attributes plugin, or as the text behind the link."""
    if not children or children[0].type != "link_open":
        return None
    tail = children[-1]
    by_text = tail.type == "text" and tail.content.strip() == "{.embed}" and children[-2].type == "link_close"
    by_class = tail.type == "link_close" and "embed" in str(children[0].attrGet("class") or "").split()
    return str(children[0].attrGet("href")) if by_text or by_class else None
