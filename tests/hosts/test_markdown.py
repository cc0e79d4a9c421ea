"""One table of cases for three Markdown engines: a newcomer adds a case in `fixtures/hosts/markdown.txt`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from bs4.element import Tag

from embedkit.contrib.embedder import Embedder, embedder
from tests.cases import FIXTURES, Case, read

markdown = pytest.importorskip("markdown")
markdown_it = pytest.importorskip("markdown_it")
mistune = pytest.importorskip("mistune")

CASES = read(FIXTURES / "hosts" / "markdown.txt")
Engine = Callable[[str], str]


class Named(Embedder):
    """Shows a card as nothing but its name, so that a case can be read."""

    def markup(self, card: Any) -> Any:
        return super().markup(card.model_copy(update={"title": f"card:{card.id}"}))


def _python_markdown(made: Embedder) -> Engine:
    from embedkit.contrib.markdown import EmbedkitExtension

    return lambda text: str(markdown.markdown(text, extensions=["attr_list", "fenced_code", EmbedkitExtension(embedder=made)]))


def _markdown_it(made: Embedder) -> Engine:
    from embedkit.contrib.markdown_it import embedkit_plugin

    return lambda text: str(markdown_it.MarkdownIt().use(embedkit_plugin, embedder=made).render(text))


def _mistune(made: Embedder) -> Engine:
    from embedkit.contrib.mistune import embedkit

    return lambda text: str(mistune.create_markdown(plugins=[embedkit(made)])(text))


ENGINES = {"Python-Markdown": _python_markdown, "markdown-it-py": _markdown_it, "mistune": _mistune}


def shape(html: str) -> str:
    """The elements on top, cards by their names."""
    said = []
    for tag in BeautifulSoup(html, "html.parser").contents:
        if isinstance(tag, Tag):
            card = tag if tag.has_attr("data-embedkit") else None
            cards = [card] if card is not None else tag.find_all("figure", attrs={"data-embedkit": True}) if tag.name == "p" else []
            said += [str(one.find(class_="ek-name").get_text()) for one in cards] or [tag.name]  # type: ignore[union-attr]
    return " ".join(said)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_engines_agree(engine: str, case: Case) -> None:
    """Each engine makes of the text what the case says."""
    base = embedder(cache=None)
    assert shape(ENGINES[engine](Named(base.client))(case.source)) == case.expected


def test_python_markdown_takes_settings_by_name() -> None:
    """A site names the module and its settings in a configuration file, without any Python."""
    made = markdown.markdown(
        "https://youtu.be/M4rkd0wnVi1",
        extensions=["embedkit.contrib.markdown"],
        extension_configs={"embedkit.contrib.markdown": {"load": "eager"}},
    )
    assert "<iframe" in made
