"""What an explanation says: frozen values, like all that pass between the stages."""

from __future__ import annotations

from typing import Literal, get_args

from embedkit.models import Block, Span, Value

Reason = Literal[
    "chrome", "outside_story", "second_article", "advert", "tracker", "consent", "comments", "share", "auth", "affiliate",
    "recommendation", "newsletter", "widget", "poll_auto", "promo", "read_aloud", "hidden", "small", "icon", "no_address",
    "sentence_link", "worded_link", "card_picture", "not_between_paragraphs", "duplicate", "ignored", "left_out", "not_understood",
]  # fmt: skip
REASONS: tuple[Reason, ...] = get_args(Reason)


class Place(Value):
    """Where something stands: the element as a CSS selector would name it, with the elements around it in `path`.

    `line` and `column` count from one; they and `span` (character offsets) are None for what does not stand in the source.
    """

    element: str
    path: str
    line: int | None = None
    column: int | None = None
    span: Span | None = None


class Evidence(Value):
    """Where the markup says one field of a block.

    `field` is `item` for what tells which item it is. `where` is `element[attribute]`, `element` for its words, and behind either the
    path into JSON (`$.video.id`) or "decoded" for markup that was escaped or in base64. `value` is what stands there, shortened.
    """

    field: str
    where: str
    value: str
    line: int | None = None


class Finding(Value):
    """One block of `parse`, with the element that the rule recognised, why it has its role, and the evidence for what it says."""

    block: Block
    place: Place | None
    why: str
    evidence: tuple[Evidence, ...] = ()
    decoded_by: str | None = None
    """The rule that decoded the markup in which the block's own rule found it, if one did."""


class Refusal(Value):
    """Something that looks like media and is no block: where it stands, the address it names if any, and why."""

    place: Place
    address: str | None
    reason: Reason
    why: str
    rule: str | None = None
    """The rule that recognised it all the same, if one did."""


class Explanation(Value):
    """What `parse` made of one article. `story` is where its body stands, `prose` the share (0 to 1) of all prose that it holds."""

    format: Literal["html", "text"]
    story: Place | None = None
    prose: float | None = None
    blocks: tuple[Finding, ...] = ()
    refused: tuple[Refusal, ...] = ()


__all__ = ["REASONS", "Evidence", "Explanation", "Finding", "Place", "Reason", "Refusal"]
