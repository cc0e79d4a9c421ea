"""Whether spans are exact, page by page: each HTML block begins with `<` and its element's name, and the slices put back give the source.

    python -m benchmarks.spans FOLDER       pages as .html or .html.gz

Blocks of the source's own notations begin with that notation instead: a shortcode, a block comment, an address on its own line.
Every failure is printed; the exit code is 1 when there is one.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.pages import pages
from embedkit import Block, parse
from embedkit.models import ROLES
from embedkit.rules.source import SOURCE, blank_line_url, gutenberg, shortcode

_ELEMENT = re.compile(r"<[A-Za-z][^\s/>]*")
_NOTATIONS = {shortcode.NAME: "[", gutenberg.NAME: "<!--", blank_line_url.NAME: "http"}
assert set(_NOTATIONS) == {rule.name for rule in SOURCE}


def faults(source: str, blocks: list[Block]) -> Iterator[str]:
    """What is wrong with the spans of one page's blocks."""
    pieces, at = [], 0
    for block in blocks:
        if block.span is None:
            continue  # it stands in page data alone, or is the picture of a player beside it
        start, end = block.span
        if not 0 <= start < end <= len(source):
            yield f"{block.rule}: {block.span} is not in the source"
        elif start < at:
            yield f"{block.rule}: {block.span} overlaps what ends at {at}"
        elif not _begins_well(block.rule, source, start):
            yield f"{block.rule}: begins with {source[start : start + 30]!r}"
        else:
            pieces += [source[at:start], source[start:end]]
            at = end
    if "".join([*pieces, source[at:]]) != source:
        yield "the slices put back are not the source"


def _begins_well(rule: str, source: str, at: int) -> bool:
    sign = _NOTATIONS.get(rule)
    return source.startswith(sign, at) if sign else _ELEMENT.match(source, at) is not None


def main(folder: str) -> int:
    count = blocks = without = wrong = 0
    for path, source in pages(Path(folder)):
        for roles in (frozenset(ROLES), None):
            found = parse(source, format="html", roles=roles) if roles else parse(source, format="html")
            said = [f"{path}: {fault}" for fault in faults(source, found)]
            print(*said, sep="\n", end="\n" if said else "")
            count, blocks, wrong = count + (roles is None), blocks + len(found), wrong + len(said)
            without += sum(block.span is None for block in found)
    print(
        f"{count} pages, {blocks} blocks of all roles and of the editor's alone, {without} of them without a place in the markup, {wrong} faults"
    )
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
