"""An explanation as text for people: what was found with its evidence, then what was refused, like beside like."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from embedkit.explaining.model import Explanation, Finding, Place, Refusal
from embedkit.lines import block_line

_ADDRESS = 90


def told(explanation: Explanation) -> str:
    """The whole explanation, lines ended by line feeds."""
    lines = [_head(explanation)]
    for finding in explanation.blocks:
        lines += ["", *_found(finding)]
    if explanation.refused:
        lines += ["", "Refused:"]
    for _, group in groupby(explanation.refused, key=lambda refusal: (refusal.reason, refusal.why, refusal.rule or "")):
        lines += ["", *_group(list(group))]
    return "\n".join(lines)


def _head(said: Explanation) -> str:
    count = f"{len(said.blocks)} block{'' if len(said.blocks) == 1 else 's'}, {len(said.refused)} refused"
    if said.format == "text":
        return f"{count}; read as a text export"
    if said.story is None:
        return f"{count}; no body was found: nothing here reads like a story, so everything counts as body"
    share = f", with {said.prose:.0%} of the prose" if said.prose is not None else ""
    return f"{count}; the body is {said.story.path}{_line(said.story)}{share}"


def _found(finding: Finding) -> Iterator[str]:
    block = finding.block
    yield block_line(block)
    at = f": {finding.place.path}{_line(finding.place)}" if finding.place else ""
    by = f" in what the rule {finding.decoded_by} decoded" if finding.decoded_by else ""
    yield f"    rule {block.rule}{by}, confidence {block.confidence:.2f}{at}"
    yield f"    {block.role}: {finding.why}"
    for evidence in finding.evidence:
        line = f", line {evidence.line}" if evidence.line else ""
        yield f"    {evidence.field:<9} {evidence.where}{line}: {evidence.value}"


def _group(group: list[Refusal]) -> Iterator[str]:
    for refusal in group:
        address = f"  {refusal.address[:_ADDRESS]}" if refusal.address else ""
        yield f"{refusal.place.path}{_line(refusal.place)}{address}"
    each = "" if len(group) == 1 else "each: "
    rule = f" (rule {group[0].rule})" if group[0].rule else ""
    yield f"    {group[0].reason}: {each}{group[0].why}{rule}"


def _line(place: Place) -> str:
    return f" (line {place.line})" if place.line else ""


__all__ = ["told"]
