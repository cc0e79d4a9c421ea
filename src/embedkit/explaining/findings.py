"""From a block of the result back to the element that a rule recognised, and what its markup says."""

from __future__ import annotations

from bs4.element import Tag

from embedkit import soup
from embedkit.explaining.claims import Behind, Claims
from embedkit.explaining.evidence import Markup, evidence
from embedkit.explaining.model import Evidence, Finding
from embedkit.explaining.places import Places
from embedkit.models import Block
from embedkit.page import Page

_SHOWN = 120
_PLACED = {"body": "in the body of the story", "lead": "between the headline and the body", "related": "a related item of the story"}


class Findings:
    """The findings of one document."""

    def __init__(self, source: str, page: Page, claims: Claims, places: Places) -> None:
        self.source, self.page, self.places = source, page, places
        self._behind, self._whole = Behind(claims), Markup(page.soup)

    def of(self, block: Block) -> Finding:
        """What is to be told of a block of the result."""
        claim = self._behind.claim(block)
        tag = claim.tag if claim is not None else self._smallest(block)
        place = self.places.of(tag) if tag is not None else None
        found = evidence(block, tag or self.page.soup, self.page, self.places, self._whole)
        if claim is None and block.span is not None:
            line, column = self.places.line(block.span[0])
            place = place and place.model_copy(update={"line": line, "column": column, "span": block.span})
            found = (Evidence(field="source", where="source", value=_short(self.source[slice(*block.span)]), line=line), *found)
        decoded_by = claim.rule if claim is not None and claim.rule != block.rule.partition(":")[0] else None
        return Finding(block=block, place=place, why=_PLACED[block.role], evidence=found, decoded_by=decoded_by)

    def _smallest(self, block: Block) -> Tag | None:
        """The innermost element around a block that a rule read from the source."""
        at = block.span
        tags = self.page.soup.find_all(True)
        around = [tag for tag in tags if at and (span := soup.span_of(tag)) and span[0] <= at[0] and at[1] <= span[1]]
        return around[-1] if around else None


def _short(text: str) -> str:
    folded = " ".join(text.split())
    return folded if len(folded) <= _SHOWN else f"{folded[:_SHOWN]}…"


__all__ = ["Findings"]
