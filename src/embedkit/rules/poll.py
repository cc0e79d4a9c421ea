"""Polls that a page brings itself: a question with answers to choose from.

<fieldset><legend>Was the vote right?</legend><input type="radio" name="poll-4711"> …</fieldset>
"""

from __future__ import annotations

from bs4.element import Tag

from embedkit.models import Block
from embedkit.page import Page, Rule, attr, text_of, words

NAME = "poll"
_MOST = 100
"""Inputs that are looked at."""


def find(tag: Tag, page: Page) -> Block | None:
    """A question with two radio buttons or more of one name."""
    choices = [choice for choice in tag.find_all("input", limit=_MOST) if attr(choice, "type") == "radio"]
    names = {attr(choice, "name") for choice in choices}
    if (
        len(choices) < 2
        or len(names) != 1
        or not any(
            word in f"{words(tag)} {' '.join(names)}".lower()
            for word in ("poll", "vote", "umfrage", "survey", "quiz", "sondage", "encuesta")
        )
    ):
        return None
    question = tag.find(("legend", "h2", "h3", "h4", "p"))
    return page.block(
        tag,
        "poll",
        NAME,
        native_id=names.pop() or None,
        title=(text_of(question) or None) if isinstance(question, Tag) else None,
        confidence=0.8,
    )


RULE = Rule(NAME, find, frozenset(("fieldset", "form")))
