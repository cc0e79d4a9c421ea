"""Related articles and related videos that stand between the paragraphs of a story.

    <p><a href="/2026/11/story">A paragraph that is one link</a></p>
    <p>READ MORE: <a href="/2026/11/story">Ministers agree …</a></p>
    <aside class="related"><h4>Related</h4><ul><li><a href="/a">…</a></li><li><a href="/b">…</a></li></ul></aside>
    <a href="/video/ID"><img src="p.jpg"><h3>Title</h3><time datetime="PT2M10S">2:10</time></a>
    <figure data-component="rich-link"><div><a href="/story"><div>Title</div></a></div></figure>

Each link is one block. Labels are labels, not titles. A link inside a sentence is none.
"""

from __future__ import annotations

import re

from bs4.element import NavigableString, Tag

from embedkit.models import Block
from embedkit.page import Page, Rule, attr, text_of
from embedkit.rules.labels import is_label
from embedkit.rules.linked import NAME, related_item
from embedkit.rules.sole import Sole, has_link, is_named, sole_of
from embedkit.soup import said

_HOLDERS = frozenset(("aside", "section", "div", "ul", "ol", "figure", "article", "table", "nav", "span"))
_LINES = frozenset(("p", "h2", "h3", "h4", "h5", "li", "blockquote"))
_LABEL_TAGS = frozenset(("h2", "h3", "h4", "h5", "p", "div", "span", "strong", "header"))
_MOST = 12
_FEW = 6
_LABEL = 60
_MANY, _LARGE = 40, 800
"""Nodes of a label, and of a box of links, at most: what is asked of every element must cost little in a large one."""
_KICKER = re.compile(r"[^.!]{2,40}[:|?]")
_NOTHING = re.compile(r"[\W\d]{0,6}|_+")


def find(tag: Tag, page: Page) -> list[Block] | None:
    """The related items that a line, a labelled list or a card names."""
    if not has_link(tag):
        return None
    if tag.name in _HOLDERS and _is_box(tag):
        found = _box(tag, page)
        if found is not None:
            return found
    if tag.name == "span":
        return None
    sole = sole_of(tag)
    if sole is not None:
        return _single(sole, tag, page)
    return _several(tag, page) if tag.name in ("p", "blockquote") else None


def _is_box(tag: Tag) -> bool:
    if is_named(tag):
        return True
    heading = next((c for c in tag.contents if isinstance(c, Tag)), None)
    return heading is not None and heading.name in _LABEL_TAGS and _is_label_tag(heading)


def _is_label_tag(tag: Tag) -> bool:
    text = said(tag)
    if text is not None:
        return len(text) <= 4 * _LABEL and is_label(" ".join(text.split()))
    text = ""
    for number, node in enumerate(tag.descendants):
        text += node if isinstance(node, NavigableString) else ""
        if len(text) > _LABEL or number > _MANY:
            return False
    return is_label(" ".join(text.split()))


def _box(tag: Tag, page: Page) -> list[Block] | None:
    """Every link of a labelled box, once; None where the box holds prose or media of its own."""
    links = _links_of_small(tag)
    if links is None:
        return None
    found: dict[str, Block] = {}
    for link in links:
        block = related_item(link, _card_of(link, tag), page, labelled=True)
        if block is not None and block.url:
            known = found.get(block.url)
            found[block.url] = block if known is None else _fuller(known, block)
    if len(found) == 1 and (player := tag.find(("video", "audio"))) is not None:
        return None if attr(player, "src") or player.find("source") is not None else [_played(found.popitem()[1], player)]
    return list(found.values()) if 0 < len(found) <= _MOST else None


def _played(block: Block, player: Tag) -> Block:
    """A card around an empty player does not lead to a video elsewhere: it is the video, which a script fills in."""
    return block.model_copy(update={"role": "body", "kind": "audio" if player.name == "audio" else "video"})


def _links_of_small(tag: Tag) -> list[Tag] | None:
    """The links of an element that can be a box of links: neither large nor a piece of the story; else None."""
    links: list[Tag] = []
    text = 0
    for number, node in enumerate(tag.descendants):
        if isinstance(node, NavigableString):
            text += len(node)
            is_prose = len(node) > 300 and node.parent is not None and node.parent.name == "p"
        else:
            is_prose = isinstance(node, Tag) and node.name == "h1"
            links += [node] if isinstance(node, Tag) and node.name == "a" else []
        if is_prose or text > 6_000 or number > _LARGE or len(links) > _FEW * _MOST:
            return None
    return links


def _fuller(known: Block, block: Block) -> Block:
    """The one with more to say as title, with the other's picture and duration where it has none."""
    better, other = (block, known) if len(block.title or "") > len(known.title or "") else (known, block)
    return better.model_copy(update={"image": better.image or other.image, "duration_s": better.duration_s or other.duration_s})


def _card_of(link: Tag, box: Tag) -> Tag:
    """The outermost element below the box that holds this link's page and no other."""
    href, best, node = attr(link, "href"), link, link.parent
    while isinstance(node, Tag) and node is not box:
        if any(attr(a, "href") != href for a in node.find_all("a")):
            break
        best, node = node, node.parent
    return best


def _single(sole: Sole, tag: Tag, page: Page) -> list[Block] | None:
    """The item of a line or a card."""
    beside = " ".join(sole.beside.split())
    link = max(sole.links, key=lambda a: len(a.get_text())) if len(sole.links) > 1 else sole.links[0]
    announced = is_label(beside)
    if tag.name == "a":
        shown = sole.has_picture and sole.has_heading
    elif tag.name == "li":
        shown = sole.is_named or announced or _in_list_of_links(tag)
    elif not beside or announced or _NOTHING.fullmatch(beside):
        shown = True
    elif tag.name in _LINES:
        shown = sole.is_named or _is_kicker(tag, beside)
    else:
        shown = sole.is_named or _is_card(sole, text_of(link))
    if not shown:
        return None
    block = related_item(link, tag, page, labelled=sole.is_named or announced, vouched=lambda: _follows_label(tag) or _is_in_run(tag))
    return [block] if block is not None else None


def _is_card(sole: Sole, said: str) -> bool:
    """A picture and a title that lead to the same page, or a link without words that lies over both."""
    return sole.has_linked_picture if said else sole.has_picture and sole.has_heading


def _is_kicker(line: Tag, beside: str) -> bool:
    """True for a few emphasised words before a line's link ("LIVE:")."""
    first = line.find(True)
    return (
        isinstance(first, Tag)
        and first.name in ("strong", "b", "em", "span")
        and text_of(first) == beside
        and bool(_KICKER.fullmatch(beside))
    )


def _is_in_run(line: Tag) -> bool:
    """True for a paragraph that is a link beside another one."""
    return line.name == "p" and any(
        _is_link(beside) and beside.name == "p" for beside in (line.find_previous_sibling(), line.find_next_sibling()) if beside
    )


def _is_link(tag: Tag) -> bool:
    """True for an element that says nothing but one link."""
    sole = sole_of(tag)
    return sole is not None and _NOTHING.fullmatch(sole.beside.strip()) is not None


def _several(tag: Tag, page: Page) -> list[Block] | None:
    """The items of a paragraph that is a few links and nothing else but a label and bullets."""
    links = tag.find_all("a", limit=_FEW + 1)
    if not 2 <= len(links) <= _FEW or _links_of_small(tag) is None:
        return None
    beside = [s for s in tag.find_all(string=True) if s.find_parent("a") is None and not _NOTHING.fullmatch(s.strip())]
    if any(not is_label(s.strip()) for s in beside):
        return None
    found = [block for link in links if (block := related_item(link, link, page, labelled=bool(beside))) is not None]
    return found if len(found) == len(links) else None


def _follows_label(tag: Tag) -> bool:
    """True for a line right behind a label, or behind other lines of one link right behind it."""
    node = tag.find_previous_sibling()
    for _ in range(_MOST):
        if not isinstance(node, Tag):
            return False
        if node.name in _LABEL_TAGS and _is_label_tag(node):
            return True
        if not _is_link(node):
            return False
        node = node.find_previous_sibling()
    return False


def _in_list_of_links(tag: Tag) -> bool:
    """A list item without a label is a related line only in a list that is all links, of a few."""
    if tag.parent is None or len(tag.parent.contents) > 2 * _MOST:
        return False
    items = tag.parent.find_all("li", recursive=False)
    return 1 <= len(items) <= _FEW and all((sole := sole_of(item)) is not None and len(sole.beside.strip()) <= 40 for item in items)


RULE = Rule(NAME, find, _LINES | _HOLDERS | {"a", "*-*"}, below=frozenset(("a",)))
