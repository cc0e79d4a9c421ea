"""A Python-Markdown extension, for MkDocs, Zensical, Pelican, Nikola and whoever else runs that engine.

    markdown.markdown(text, extensions=[EmbedkitExtension(embedder=embedder(lock="embedkit.lock"))])
    markdown.markdown(text, extensions=["embedkit.contrib.markdown"], extension_configs={"embedkit.contrib.markdown": {"lock": "embedkit.lock"}})

A card is made of an address alone in its paragraph, of `![caption](address of a player)`, of `[title](address){.embed}` (with
attr_list) and of a fenced `embed` block with one address a line.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import Any, Final

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from embedkit.contrib.embedder import ALONE, Embedder, embedder

FENCE: Final = re.compile(r"^(?P<fence>```+|~~~+)[ ]?embed[ ]*\n(?P<urls>.*?)\n(?P=fence)[ ]*$", re.M | re.S)


class EmbedkitExtension(Extension):
    """The extension; `embedder` is one of the caller's own, else it is made of the other settings."""

    def __init__(self, **settings: Any) -> None:
        # Python-Markdown's own configuration would take every text for a truth value, as the defaults are None.
        super().__init__()
        self.own: Embedder | None = settings.pop("embedder", None)
        self.settings = settings

    def extendMarkdown(self, md: Markdown) -> None:
        made = self.own or embedder(self.settings)
        md.preprocessors.register(_Fences(md, made), "embedkit_fences", 27)
        md.parser.blockprocessors.register(_Addresses(md.parser, made), "embedkit", 15)
        md.treeprocessors.register(_Marked(md, made), "embedkit", 5)


class _Fences(Preprocessor):
    """Fenced `embed` blocks, before the engine's own fences see them."""

    def __init__(self, md: Markdown, made: Embedder) -> None:
        super().__init__(md)
        self.embedder = made

    def run(self, lines: list[str]) -> list[str]:
        return FENCE.sub(self._cards, "\n".join(lines)).split("\n")

    def _cards(self, found: re.Match[str]) -> str:
        cards = [str(self.embedder.embed(url)) for line in found["urls"].splitlines() if (url := line.strip())]
        return f"\n{self.md.htmlStash.store(chr(10).join(cards))}\n"


class _Addresses(BlockProcessor):
    """A paragraph that is nothing but the address of a known provider's item."""

    def __init__(self, parser: Any, made: Embedder) -> None:
        super().__init__(parser)
        self.embedder = made

    def test(self, parent: ET.Element, block: str) -> bool:
        found = ALONE.fullmatch(block)
        return found is not None and self.embedder.knows(found[1])

    def run(self, parent: ET.Element, blocks: list[str]) -> None:
        found = ALONE.fullmatch(blocks.pop(0))
        if found is not None:
            ET.SubElement(parent, "p").text = self.parser.md.htmlStash.store(str(self.embedder.embed(found[1])))


class _Marked(Treeprocessor):
    """Paragraphs that hold only an image with a player's address, or a link with the class `embed`."""

    def __init__(self, md: Markdown, made: Embedder) -> None:
        super().__init__(md)
        self.embedder = made

    def run(self, root: ET.Element) -> None:
        for paragraph in root.iter("p"):
            if len(paragraph) != 1 or (paragraph.text or "").strip() or (paragraph[0].tail or "").strip():
                continue
            url = self._url(paragraph[0])
            if url is not None:
                paragraph.remove(paragraph[0])
                paragraph.text = self.md.htmlStash.store(str(self.embedder.embed(url)))

    def _url(self, element: ET.Element) -> str | None:
        if element.tag == "img" and self.embedder.knows(element.get("src", "")):
            return element.get("src")
        return element.get("href") if element.tag == "a" and "embed" in element.get("class", "").split() else None


def makeExtension(**settings: Any) -> EmbedkitExtension:
    """What Python-Markdown calls for an extension that is named by its module."""
    return EmbedkitExtension(**settings)
