"""A Jinja2 extension.

env = Environment(extensions=["embedkit.contrib.jinja.EmbedkitExtension"], autoescape=True)
env.embedkit = embedder(lock="embedkit.lock")     # leave out for the default cache, offline

{{ url | embed }}    {% embed url %}    {{ body | embedkit }}    {% for card in body | cards %}…{% endfor %}    {{ embed_card(url).title }}
"""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, nodes
from jinja2.ext import Extension
from jinja2.parser import Parser
from markupsafe import Markup

from embedkit.contrib.embedder import Embedder, embedder
from embedkit.models import Card


class EmbedkitExtension(Extension):
    """Filters `embed`, `embedkit` and `cards`, the global `embed_card`, and the tag `{% embed url %}`."""

    tags = {"embed"}  # noqa: RUF012 - the name and form are Jinja's

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        environment.extend(embedkit=None)
        environment.filters |= {"embed": self._embed, "embedkit": self._html, "cards": self._cards}
        environment.globals["embed_card"] = self._card

    def parse(self, parser: Parser) -> nodes.Node:
        """`{% embed url %}` prints the card of an address."""
        line = next(parser.stream).lineno
        call = self.call_method("_embed", [parser.parse_expression()], lineno=line)
        return nodes.Output([nodes.MarkSafe(call)]).set_lineno(line)

    @property
    def _embedder(self) -> Embedder:
        environment: Any = self.environment
        if environment.embedkit is None:
            environment.embedkit = embedder()
        made: Embedder = environment.embedkit
        return made

    def _embed(self, url: object) -> Markup:
        return self._embedder.embed(str(url))

    def _html(self, markup: object) -> Markup:
        return self._embedder.html(str(markup))

    def _cards(self, markup: object) -> list[Card]:
        return self._embedder.cards(str(markup))

    def _card(self, url: object) -> Card:
        return self._embedder.card(str(url))
