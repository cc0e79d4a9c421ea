"""Markup in, blocks out: reads the source once, in document order; the first rule that recognises an element claims it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from html import escape
from typing import Any, Literal

from bs4.element import PageElement, Tag

from embedkit import islands, merge, plaintext, soup
from embedkit import profiles as site
from embedkit.encoding import decode, scrub
from embedkit.models import EDITORIAL, Block, Role, Span
from embedkit.page import Page
from embedkit.places import apart
from embedkit.profiles import Profile
from embedkit.rules import RULES, Rules
from embedkit.rules.source import blank_line_url
from embedkit.scope import Scope
from embedkit.story import Story
from embedkit.walk import FINISHED, Table, table_of, walk

Format = Literal["auto", "html", "text"]
_LARGE = 4_000_000
"""Characters above which a document is grown and read part by part. What stands in page state alone is then not read: it belongs to the whole."""
_SURE = 0.7
"""Confidence from which a related item may also close the story; elsewhere it must stand between paragraphs."""
_MARKUP = re.compile(r"<(?:!doctype|!--|/?[a-z][a-z0-9-]*[\s/>])|\[(?:embed|caption|video|audio|gallery|playlist)[\s\]]", re.I)


def parse(
    markup: str | bytes | Tag,
    *,
    base_url: str | None = None,
    format: Format = "auto",
    roles: Collection[Role] = EDITORIAL,
    rules: Rules = RULES,
    profiles: Sequence[Profile] = (),
) -> list[Block]:
    """The media blocks of an article, in document order.

    `markup` is HTML or a plain-text export, as text, bytes (decoded as a browser would) or a BeautifulSoup (or tag) that the
    caller already has; spans are character offsets in the text, None for a caller's own soup. `base_url` makes relative URLs
    absolute. `roles` chooses what is returned: what an editor placed (lead, body, related) unless asked for more. `profiles` name
    notations of the site's own markup; the general rules see the rest.
    Bad markup is never an exception.
    """
    given = markup if isinstance(markup, Tag) else scrub(decode(bytes(markup))[0] if isinstance(markup, bytes | bytearray) else markup)
    del markup  # the bytes of a large page may go
    return parsed(given, base_url, format, roles, rules, profiles, soup.let_go)


def parsed(
    given: str | Tag,
    base_url: str | None,
    format: Format,
    roles: Collection[Role],
    rules: Rules,
    profiles: Sequence[Profile],
    done: Callable[[Tag], object],
) -> list[Block]:
    """The same of scrubbed text or a soup; with each soup that was grown for it, it is `done` when its blocks are found."""
    if isinstance(given, Tag):
        return _chosen(_html_blocks([(given, None, 0, 0)], "", base_url, rules, roles, profiles, done), roles)
    if format == "text" or (format == "auto" and not _MARKUP.search(given)):
        return _chosen(plaintext.blocks(given, rules.text), roles)
    return _chosen(_html_blocks(_parts(given, roles, profiles), given, base_url, rules, roles, profiles, done), roles)


def _parts(text: str, roles: Collection[Role], profiles: Sequence[Profile]) -> Iterable[tuple[Tag, Story[Any] | None, int, int]]:
    """What is grown of a document: in one piece, unless it is very large."""
    everywhere = "aside" in roles
    if len(text) > _LARGE:
        return soup.read_parts(text, everywhere=everywhere)
    return [(*soup.read_story(text, site.named(profiles), whole=everywhere), 0, len(text))]


def _chosen(blocks: Iterable[Block], roles: Collection[Role]) -> list[Block]:
    return [block for block in blocks if block.role in roles]


def _html_blocks(
    parts: Iterable[tuple[Tag, Story[Any] | None, int, int]],
    source: str,
    base_url: str | None,
    rules: Rules,
    roles: Collection[Role],
    profiles: Sequence[Profile],
    done: Callable[[Tag], object],
) -> list[Block]:
    table = table_of(site.rules(rules.html, profiles))

    def reparse(markup: str, outer: Page) -> list[Block]:
        inner = site.told(soup.read(markup, site.named(profiles)), profiles)
        page = Page(inner, outer.base, depth=outer.depth + 1, reparse=reparse)
        blocks = [block.model_copy(update={"span": None}) for block in _walked(inner, page, Scope(inner), table, everywhere=True)]
        done(inner)
        return blocks

    found: list[Block] = []
    written: list[Block] | None = None
    for grown, story, start, end in parts:
        tree = site.told(grown, profiles)
        page, scope = Page(tree, base_url, reparse=reparse), Scope(tree, story, site.body(tree, profiles))
        if written is None:
            written = sorted((block for rule in rules.source for block in rule.find(source, page)), key=_start) if source else []
        walked = _walked(tree, page, scope, table, everywhere="aside" in roles)
        if start:  # what an element around this part gave, or one at its edge, was found with an earlier part
            known = {block.span for block in found}
            walked = [block for block in walked if block.span is None or (block.span[0] >= start and block.span not in known)]
        mine = [block for block in written if start <= _start(block) < end]
        blocks = _outermost(walked, _located(mine, tree, scope))
        blocks = islands.completed(blocks, page, scope) if len(source) <= _LARGE else blocks
        found += apart(_unfinished(blocks, tree, source), partial(_spans, tree))
        if source:  # a caller's own soup is not ours to take apart
            done(tree)
    return merge.twins(found)


def _spans(tree: Tag) -> list[Span]:
    return [span for tag in _tags(tree) if (span := soup.span_of(tag)) is not None]


def _tags(tree: Tag) -> Iterator[Tag]:
    return (node for node in tree.descendants if isinstance(node, Tag))


def _walked(tree: Tag, page: Page, scope: Scope, table: Table, *, everywhere: bool) -> list[Block]:
    return [_placed(block, tag, scope) for block, tag in walk(tree, page, scope, table, everywhere=everywhere)]


def _placed(block: Block, tag: PageElement, scope: Scope) -> Block:
    if block.role not in ("body", "related") or not isinstance(tag, Tag):
        return block
    if block.role == "related":
        if scope.is_between_prose(tag) or not scope.total:
            return block
        closing = block.confidence >= _SURE and scope.closes_story(tag)
        return block.model_copy(update={"confidence": 0.5} if closing else {"role": "aside"})
    role = scope.role(tag)
    return block if role == "body" else block.model_copy(update={"role": role})


def _located(blocks: list[Block], tree: Tag, scope: Scope) -> list[Block]:
    """Blocks found in the source, each with the role of the element in which it stands; in the order of their places."""
    found: list[Block] = []
    around: list[tuple[int, Tag]] = []
    tags = ((span, tag) for tag in _tags(tree) if (span := soup.span_of(tag)) is not None) if blocks else iter(())
    ahead = next(tags, None)
    for block in sorted(blocks, key=_start):
        while ahead is not None and ahead[0][0] <= _start(block):
            while around and around[-1][0] <= ahead[0][0]:
                around.pop()
            around.append((ahead[0][1], ahead[1]))
            ahead = next(tags, None)
        holder = next((tag for end, tag in reversed(around) if end > _start(block)), None)
        found.append(_placed(block, holder, scope) if holder is not None else block)
    return found


def _unfinished(found: list[Block], tree: Tag, source: str) -> list[Block]:
    """The blocks that touch no card which was rendered into the page already, and are no copy of one."""
    done = [span for tag in soup.bearing(tree, FINISHED) if (span := soup.span_of(tag)) is not None] if source else []
    if not done:
        return found
    rendered = "\n".join(source[start:end] for start, end in done)
    return [block for block in found if not _touches(block, done) and not _is_rendered(block, rendered)]


def _touches(block: Block, spans: list[tuple[int, int]]) -> bool:
    return block.span is not None and any(block.span[0] < end and start < block.span[1] for start, end in spans)


def _is_rendered(block: Block, rendered: str) -> bool:
    """Whether the item stands in a rendered card: a copy of it, such as that for phones, stays where the card took the other's place."""
    image = block.image.url.partition("?")[0].rstrip("/").rpartition("/")[2] if block.image and block.kind == "photo" else None
    names = (block.native_id, image, block.url if block.kind != "photo" and not block.native_id else None)
    return any(name and len(name) > 5 and escape(name, quote=False) in rendered for name in names)


def _outermost(walked: list[Block], written: list[Block]) -> list[Block]:
    """What the source's own notations frame belongs to them: a block inside one gives it its words, and goes.

    A URL on its own line belongs to whatever element it stands in.
    """
    if not written:
        return walked
    kept: list[Block] = []
    widest = frame = -1
    for is_written, block in sorted([(True, b) for b in written] + [(False, b) for b in walked], key=lambda one: _place(one[1])):
        line = is_written and block.rule == blank_line_url.NAME
        number = widest if line else frame
        if number >= 0 and _holds(kept[number], block):
            kept[number] = merge.filled(kept[number], block)
            continue
        kept.append(block)
        widest = _wider(kept, widest)
        frame = _wider(kept, frame) if is_written and not line else frame
    return kept


def _wider(kept: list[Block], number: int) -> int:
    """The last block's number where it reaches further than the block of this number does."""
    return len(kept) - 1 if number < 0 or _place(kept[-1])[2] > _place(kept[number])[2] else number


def _holds(outer: Block, inner: Block) -> bool:
    return bool(outer.span and inner.span and outer.span[0] <= inner.span[0] and inner.span[1] <= outer.span[1])


def _start(block: Block) -> int:
    return block.span[0] if block.span else 0


def _place(block: Block) -> tuple[int, int, int]:
    """Sorts what holds before what it holds."""
    start, end = block.span or (0, 0)
    return start, -end, end
