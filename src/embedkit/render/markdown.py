"""Cards as Markdown: links and quotations, no raw HTML, every character of content escaped (CommonMark, section 2.4)."""

from __future__ import annotations

import re

from embedkit.models import Card
from embedkit.render import view
from embedkit.render.target import Target

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>&~:$%=\"'^@/])")


def escape(text: str) -> str:
    """Text that Markdown, and what a site evaluates after it, shows as it is."""
    return _SPECIAL.sub(lambda m: f"&#{ord(m[1])};" if m[1] in "<>&{}$%@" else "\\" + m[1], " ".join(text.split()))


def address(url: str) -> str:
    """A URL that cannot leave its brackets."""
    return re.sub(r"[()\s<>\"'\\`\[\]{}]", lambda m: f"%{ord(m[0]):02X}", url)


def render(card: Card) -> str:
    """The card as a short Markdown block that ends without a newline."""
    lines = [_first(card)]
    if card.kind == "post" and card.text:
        lines = ["> " + escape(card.text), ">", "> — " + _first(card)]
    if card.kind == "gallery":
        for item in card.items:
            url = view.web(item.image.url)
            lines.append(f"\n![{escape(item.alt or item.caption or '')}]({address(url)})" if url else "")
            lines.append(_caption(item.caption, view.credit_line(item.credit)))
    caption = _caption(card.caption, view.credit_line(card.credit))
    return "\n".join(filter(None, [*lines, f"\n{caption}" if caption else ""]))


def _first(card: Card) -> str:
    url = view.web(card.url)
    still = next((u for i in card.thumbnails if (u := view.web(i.url))), None)
    if card.kind == "photo" and still:
        return f"![{escape(card.alt or card.caption or '')}]({address(still)})"
    called = escape((card.author or view.name(card)) if card.kind == "post" else view.name(card))
    length = f" ({view.clock(card.duration_s)})" if view.clock(card.duration_s) else ""
    return (f"[{called}]({address(url)})" if url else f"**{called}**") + length


def _caption(caption: str | None, credit: str | None) -> str:
    said = [f"*{escape(caption)}*" if caption else "", escape(credit) if credit else ""]
    return " — ".join(filter(None, said))


TARGET = Target("markdown", render, str, "\n\n".join, "text/markdown")
