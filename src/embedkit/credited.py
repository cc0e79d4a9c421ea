"""The element at the end of a caption that holds the credit without saying so by its name.

<figcaption>A bridge <cite>Ane Skog</cite></figcaption>
<figcaption>A bridge. <em>Ane Skog/Nordpress</em></figcaption>
<figure><img src="a.jpg"><figcaption>A bridge</figcaption><footer>Ane Skog</footer></figure>
"""

from __future__ import annotations

from collections.abc import Iterable

from bs4.element import Tag

from embedkit import credits
from embedkit.page import text_of

_SPEAKING = ("cite", "footer", "small")
"""Elements that name a source or set something small: at the end of a caption, a name in them is a credit."""
_PLAIN = ("em", "i", "a", "span", "strong", "b", "p", "div")
_ENDS = '.!?…)”"|/–—:»'
_LINKING = frozenset(
    "from of in by the a an and at with von aus in im der die das de du des en la le el un una di da del della i av på och og met van het".split()
)
_LONGEST = 80


def closing_credit(wrapper: Tag, captions: Iterable[Tag]) -> Tag | None:
    """The credit element that closes a caption, or the footer of a figure."""
    for caption in captions:
        text = text_of(caption)
        for tag in caption.find_all((*_SPEAKING, *_PLAIN)):
            if _closes(tag, text):
                return tag
    footer = wrapper.find("footer") if wrapper.name == "figure" else None
    return footer if isinstance(footer, Tag) and 2 <= len(text_of(footer)) <= _LONGEST else None


def _closes(tag: Tag, text: str) -> bool:
    said = text_of(tag)
    before = text.removesuffix(said).rstrip()
    if not 2 <= len(said) <= _LONGEST or not before or not text.endswith(said):
        return False
    if credits.is_credit(said) or credits.is_chain(said):
        return tag.name in _SPEAKING or before[-1] in _ENDS
    if not credits.is_name(said):
        return False
    return before[-1] in _ENDS or (tag.name in _SPEAKING and before.split()[-1].lower() not in _LINKING)


__all__ = ["closing_credit"]
