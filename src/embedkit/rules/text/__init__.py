"""Rules over a CMS text export, in the order in which they are asked of each line. The first that recognises a line claims it."""

from __future__ import annotations

from embedkit.rules.text import caption, doubled, headline, labelled, promo, url
from embedkit.rules.text.document import Document, TextRule

TEXT: tuple[TextRule, ...] = (labelled.RULE, promo.RULE, caption.RULE, doubled.RULE, url.RULE, headline.RULE)

__all__ = ["TEXT", "Document", "TextRule"]
