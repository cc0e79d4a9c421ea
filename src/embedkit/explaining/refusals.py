"""What looks like media and is no block: collected from the rules' answers, from what no rule took, and from what was never read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from bs4.element import Tag

from embedkit import soup
from embedkit.explaining import reasons
from embedkit.explaining.claims import Claim, Claims, Near
from embedkit.explaining.looks import NAMES, address_of, leads_to_item, looks, media_like
from embedkit.explaining.model import Refusal
from embedkit.explaining.places import Places, selector
from embedkit.explaining.reasons import Why
from embedkit.merge import key_of
from embedkit.models import Block, Span
from embedkit.page import Page
from embedkit.profiles import Profile
from embedkit.scope import Scope
from embedkit.soup import span_of


class Refusing:
    """The refusals of one document: `kept` are the blocks of the result, `all_blocks` those of every role."""

    def __init__(
        self, page: Page, scope: Scope, claims: Claims, places: Places, kept: Sequence[Block], all_blocks: Sequence[Block]
    ) -> None:
        self.page, self.scope, self.claims, self.places = page, scope, claims, places
        self.kept = {key: block for block in kept if (key := key_of(block)) is not None}
        spans = sorted(block.span for block in kept if block.span)
        self.starts, self.ends = [start for start, _ in spans], list(accumulate((end for _, end in spans), max))
        self.unnamed = [block for block in kept if key_of(block) is None]
        self.roles = {key: block.role for block in all_blocks if (key := key_of(block)) is not None}

    def all(self) -> list[Refusal]:
        """In document order, as far as they stand in the source."""
        near = Near(self.claims)
        found = [refusal for claim in self.claims.made for refusal in self._claimed(claim)]
        found += [
            self._unclaimed(tag) for tag in media_like(self.page.soup, self.page) if not self._is_kept(tag) and near.claim(tag) is None
        ]
        found += self._unread()
        return sorted(found, key=lambda refusal: refusal.place.span or (0, 0))

    def _claimed(self, claim: Claim) -> list[Refusal]:
        """A refusal for what a rule left out, or for each of its blocks that is not in the result."""
        if self._is_kept(claim.tag):
            return []
        if not claim.blocks:
            return [self._refused(claim.tag, reasons.of_left_out(claim.tag, self.page, claim.rule), claim.rule)]
        return [
            self._refused(claim.tag, self._why_not(block, claim.tag), claim.rule, block.url or (block.image.url if block.image else None))
            for block in claim.blocks
            if not self._is_result(block)
        ]

    def _why_not(self, block: Block, tag: Tag) -> Why:
        """Why a block is not in the result."""
        key = key_of(block)
        if key in self.kept:
            line = self._line(self.kept[key])
            return Why("duplicate", f"it is a copy of the block{line}: one item in several copies is one block")
        role = self.roles.get(key, block.role)
        if role == "promo":
            return Why("promo", "it is a player or frame that promotes something")
        if role == "read_aloud":
            return Why("read_aloud", "it reads the article aloud")
        related = block.role == "related"
        return reasons.of_place(tag, self.scope, related=related) or Why(
            "left_out", "it is a copy of an item that stands outside the story"
        )

    def _is_result(self, block: Block) -> bool:
        key = key_of(block)
        same = [self.kept[key]] if key in self.kept else self.unnamed if key is None else []
        return any(other.span == block.span and other.rule == block.rule for other in same)

    def _line(self, block: Block) -> str:
        return f" at line {self.places.line(block.span[0])[0]}" if block.span else ""

    def _unclaimed(self, tag: Tag) -> Refusal:
        page, address = self.page, address_of(tag, self.page)
        why = (
            (reasons.of_host(address) if tag.name not in ("a", "img", "picture") else None)
            or reasons.of_icon(tag)
            or reasons.of_place(tag, self.scope)
            or reasons.of_picture(tag, page)
            or reasons.of_link(tag)
            or reasons.of_other(tag)
        )
        return self._refused(tag, why)

    def _refused(self, tag: Tag, why: Why, rule: str | None = None, address: str | None = None) -> Refusal:
        return Refusal(
            place=self.places.of(tag), address=address or address_of(tag, self.page), reason=why.reason, why=why.words, rule=rule
        )

    def _is_kept(self, tag: Tag) -> bool:
        return self._is_spanned(span_of(tag))

    def _is_spanned(self, span: Span | None) -> bool:
        before = bisect_right(self.starts, span[0]) if span is not None else 0
        return span is not None and before > 0 and span[1] <= self.ends[before - 1]

    def _unread(self) -> Iterator[Refusal]:
        """What the soup has not: in navigation and other elements that hold no story, in long paragraphs."""
        for element in soup.unread(self.page.soup, NAMES):
            address = next(filter(None, (self.page.url(element.attrs.get(name)) for name in ("src", "data-src", "href", "data"))), None)
            in_picture = element.name == "img" and element.around[0][0] == "picture"
            if in_picture or self._is_spanned(element.span) or (element.name == "a" and not leads_to_item(address or "", self.page)):
                continue
            place = self.places.told(element.name, element.attrs, element.around[:3], element.span)
            why = _why_unread(element)
            yield Refusal(place=place, address=address, reason=why.reason, why=why.words)


def _why_unread(element: soup.Unread) -> Why:
    if any(name == "template" for name, _ in element.around):
        return Why("left_out", "it stands in a template, which shows nothing until a script copies it")
    box = next((one for one in element.around if one[0] in soup.DROPPED), None)
    if box is not None:
        return reasons.of_chrome("", selector(*box))
    return reasons.IN_SENTENCE if element.name == "a" else Why("chrome", "it stands deeper in the page than any story")


def ignored(source: str, profiles: Sequence[Profile], page: Page, places: Places) -> Iterator[Refusal]:
    """What profiles leave out."""
    if not any(profile.ignore for profile in profiles):
        return
    plain = soup.read(source)
    left = {tag: profile.name for profile in profiles for one in profile.ignore for tag in soup.select(plain, one)}
    for box, name in left.items():
        for tag in (box, *box.find_all(True)):
            if looks(tag, page) and not any(outer in left for outer in tag.parents if outer is not box):
                why = f"the profile {name} leaves out {selector(box.name, box.attrs)}"
                yield Refusal(place=places.of(tag), address=address_of(tag, page), reason="ignored", why=why)


__all__ = ["Refusing", "ignored"]
