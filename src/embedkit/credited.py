"""Credits, and the captions they close, in elements that do not say by their name what they hold.

<figcaption>A bridge <cite>Ane Skog</cite></figcaption>
<figcaption>A bridge. <em>Ane Skog/Nordpress</em></figcaption>
<figure><img src="a.jpg"><figcaption>A bridge</figcaption><footer>Ane Skog</footer></figure>
<div><img src="a.jpg"></div><div>A bridge</div><p>Photo: AFP</p>
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from bs4.element import Tag

from embedkit import credits
from embedkit.models import Credit
from embedkit.naming import Naming
from embedkit.page import text_of, words

_SPEAKING = ("cite", "footer", "small")
"""Elements that name a source or set something small: at the end of a caption, a name in them is a credit."""
_PLAIN = ("em", "i", "a", "span", "strong", "b", "p", "div")
_ENDS = '.!?…)”"|/–—:»'
_LINKING = frozenset(
    "from of in by the a an and at with von aus in im der die das de du des en la le el un una di da del della i av på och og met van het".split()
)
_AUTHOR = Naming(r"author|(?<![a-z])autor|byline")
_LONGEST = 80
_CAPTION = 500
"""Characters of a caption that only its credit shows to be one."""
_SIGNED = ("p", "div", "span", "small", "em", "h1", "h4", "h5", "h6")
_MEDIA = ("img", "iframe", "video", "audio")
_NESTED = 2
"""Elements of layout around a caption in a row of its own."""


def closing_credit(wrapper: Tag, captions: Iterable[Tag]) -> Tag | None:
    """The credit element that closes a caption, or the footer of a figure."""
    for caption in captions:
        text = text_of(caption)
        for tag in caption.find_all((*_SPEAKING, *_PLAIN)):
            if _closes(tag, text):
                return tag
    footer = wrapper.find("footer")
    if isinstance(footer, Tag) and footer.find_parent("figure") is not None and 2 <= len(text_of(footer)) <= _LONGEST:
        return footer
    return None


def signed(after: Iterable[Tag]) -> tuple[str | None, Credit, Tag] | None:
    """The caption and credit in the elements after a picture, with the last of them, when a credit shows that they belong to it.

    Either an element is nothing but a credit (what stands between it and the picture is the caption), or it is short and ends
    in a credit with its lead-in.
    """
    texts = [(tag, text_of(tag)) for tag in islice(after, 2)]
    if not texts or len(texts[0][1]) > _CAPTION or not _is_row(texts[0][0]):
        return None
    first, text = texts[0]
    caption, credit = credits.split(text)
    if credit is not None and (caption is None or credits.is_led(credit.raw)):
        return caption, credit, first
    if (
        credit is None
        and caption
        and len(texts) == 2
        and _is_row(texts[1][0])
        and credits.is_led(texts[1][1])
        and credits.is_credit(texts[1][1])
    ):
        return caption, credits.read(texts[1][1]), texts[1][0]
    return None


def _is_row(tag: Tag) -> bool:
    """A plain element, or a layout row with one of them, that holds no media."""
    return tag.name in _SIGNED and tag.find(_MEDIA) is None and len(tag.find_all(("p", "div"), limit=_NESTED + 1)) <= _NESTED


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


def is_byline(tag: Tag) -> bool:
    """True for the line that links the authors of the story."""
    return (
        bool(_AUTHOR.search(words(tag)))
        and (tag.name == "a" or tag.find("a") is not None)
        and tag.find_parent(("figure", "figcaption")) is None
    )


__all__ = ["closing_credit", "is_byline", "signed"]
