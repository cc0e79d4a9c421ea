"""The complete list of rules, in the order in which they are asked. The first that recognises an element claims it.

A rule is one file: a docstring that shows the markup, one function, one `RULE`. Its cases are `fixtures/rules/NAME.txt`.
"""

from __future__ import annotations

from typing import NamedTuple

from embedkit.page import Rule
from embedkit.rules import (
    bare_url,
    cms,
    consent,
    custom,
    element_id,
    element_url,
    facade,
    gallery,
    gallery_data,
    html5,
    iframe,
    photo,
    player,
    poll,
    post,
    related,
    script_embed,
    wordpress,
)
from embedkit.rules.source import SOURCE, SourceRule
from embedkit.rules.text import TEXT, TextRule

HTML: tuple[Rule, ...] = (
    wordpress.RULE,
    post.RULE,
    cms.RULE,
    custom.RULE,
    consent.RULE,
    iframe.RULE,
    html5.RULE,
    player.RULE,
    element_id.RULE,
    element_url.RULE,
    facade.RULE,
    poll.RULE,
    script_embed.RULE,
    bare_url.RULE,
    related.RULE,
    gallery.RULE,
    gallery_data.RULE,
    photo.RULE,
)
"""Rules over HTML; what is most specific stands first."""


class Rules(NamedTuple):
    """The rules that `parse` asks; extending is passing a longer tuple."""

    html: tuple[Rule, ...] = HTML
    source: tuple[SourceRule, ...] = SOURCE
    text: tuple[TextRule, ...] = TEXT


RULES = Rules()

__all__ = ["HTML", "RULES", "SOURCE", "TEXT", "Rules"]
