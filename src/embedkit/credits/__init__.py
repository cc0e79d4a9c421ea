"""Parts a credit from a caption, over the languages and shapes in which newsrooms print it.

A credit is recognised by a lead-in ("Photo:", "Foto:", "©", "写真："), by brackets at the end that hold an agency, a chain ("AFP via
Getty Images") or a keyword, or by a chain after the last stop. What the grammar does not consume stays in the caption.
"""

from __future__ import annotations

import re

from embedkit.credits.controls import labelled, strip_controls
from embedkit.credits.grammar import credit_start
from embedkit.credits.names import agencies, is_chain, is_name
from embedkit.credits.reading import read
from embedkit.credits.words import LEAD
from embedkit.models import Credit

_LABEL_ONLY = re.compile(rf"(?:(?:{LEAD})(?=\W|$)|©|\W)+", re.I)
_LED = re.compile(rf"\W*?(?:(?:{LEAD})(?:\s?[:：=＝/／©]|\s(?:by|von)\s)|[©ⓒ]|（Ｃ）|\(c\)\s)", re.I)
_DANGLING = 40
"""Characters at the end of a caption among which separators can dangle."""
_LABEL_LEFT = re.compile(rf"\s?(?:[|–—-]\s?(?:{LEAD}|©)|(?<!\w)(?:{LEAD})\s?[:：]|[©ⓒ])\s*$", re.I)
_MAY_LEAD = re.compile(r"[:：=＝/／©ⓒＣ]|\s(?:by|von)\s|\(c\)", re.I)
"""What every credit with a lead-in or a sign of rights has of these."""
_SEPARATORS = re.compile(r"(?<![\s|/,;:、，＝–—-])[\s|/,;:、，＝–—-]++$|\s?[(（\[]\s?$")
_GLUED = 60
"""Characters that may stand glued behind a caption that repeats the alternative text."""


def split(text: str | None, *, credit_text: str | None = None, alt: str | None = None) -> tuple[str | None, Credit | None]:
    """The caption without its credit, and the credit.

    `credit_text` is the text of an own credit element, where the markup has one: the caption then only loses a repetition of it.
    `alt` is the image's alternative text: a caption that begins with it may have the credit glued to its end.
    """
    if credit_text is None and (said := labelled(text or "")) is not None:
        return strip_controls(said[0]) or None, read(said[1])
    caption = strip_controls(text or "")
    own = read(credit_text) if credit_text and not is_label(credit_text) else None
    if own is not None:
        return _without(caption, own)
    at = credit_start(caption)
    if at is not None:
        return _tidy(caption[:at]) or None, read(caption[at:])
    return _behind_alt(caption, (alt or "").strip())


def is_credit(text: str) -> bool:
    """True for a text that is a credit and nothing else ("Foto: Ane Skog", "© AFP")."""
    caption, credit = split(text)
    return caption is None and credit is not None


def is_led(text: str) -> bool:
    """True for a credit that begins with a lead-in or a sign of rights ("Foto: Ane Skog", "© AFP")."""
    return _LED.match(text) is not None


def may_be_led(text: str) -> bool:
    """False for a text that holds no credit which begins with a lead-in or a sign of rights; True for what must be read to be sure."""
    return _MAY_LEAD.search(text) is not None


def is_label(text: str) -> bool:
    """True for a lead-in without a name ("Photo:", "Image source")."""
    return len(text) <= 60 and _LABEL_ONLY.fullmatch(text) is not None


def _without(caption: str, own: Credit) -> tuple[str | None, Credit]:
    """A caption without what its own credit element says; the longer of two credits that say the same stays."""
    if caption in (own.raw, own.line):
        return None, own
    for repeated in (own.raw, own.line or own.raw):
        if repeated and caption.endswith(repeated):
            caption = caption[: -len(repeated)]
            break
    caption = _tidy(caption)
    at = credit_start(caption)
    other = read(caption[at:]) if at is not None else None
    if at is None or other is None or not _say_the_same(other, own):
        return caption or None, own
    return _tidy(caption[:at]) or None, max(own, other, key=lambda credit: len(credit.line or ""))


def _say_the_same(one: Credit, other: Credit) -> bool:
    a, b = ((credit.line or credit.raw).casefold() for credit in (one, other))
    return a in b or b in a


def _behind_alt(caption: str, alt: str) -> tuple[str | None, Credit | None]:
    """A caption that repeats the alternative text and has an agency behind it."""
    rest = caption[len(alt) :].strip(" .–-|/") if alt and caption.startswith(alt) else ""
    return (alt, read(rest)) if rest and len(rest) <= _GLUED and agencies(rest) else (caption or None, None)


def _tidy(caption: str) -> str:
    """A caption after its credit was cut off: a dangling lead-in and separators go, its own stop stays."""
    kept, end = caption[:-_DANGLING], caption[-_DANGLING:]
    return (kept + _SEPARATORS.sub("", _LABEL_LEFT.sub("", end))).rstrip()


__all__ = ["is_chain", "is_credit", "is_label", "is_led", "is_name", "may_be_led", "read", "split", "strip_controls"]
