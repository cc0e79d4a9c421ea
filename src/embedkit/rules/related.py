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
from dataclasses import dataclass, field

from bs4.element import Comment, NavigableString, Tag

from embedkit.models import Block
from embedkit.page import Page, Rule, attr, text_of, words
from embedkit.pictures import is_image
from embedkit.rules.labels import is_label
from embedkit.rules.linked import NAME, related_item

_BOX = re.compile(
    r"(?<![a-z])(?:related\w*|rich-?link\w*|read-?(?:more|also|next|too)|readmore|also-?read|see-?also|more-?on|teaser|promo-?link|link-?box|inline-?(?:link|article|related|story|teaser)|recommend\w*|"
    r"(?:story|article|post|news)-?(?:card|link|teaser|embed)|linked?-?(?:article|story|items?)|further-?reading|verwandt\w*|relacionad\w*|lire-?aussi|leggi-?anche|les-?ogsa|"
    r"in-?article-?(?:link|related)|card-?link|embedded-?(?:article|story)|interstitial-?link|single-?related|mini-?teaser|readalso|see-?more)(?![a-z])"
)
_NAMING = frozenset(
    (
        "data-component",
        "data-type",
        "data-module",
        "data-name",
        "data-testid",
        "data-qa",
        "data-block-type",
        "data-element-type",
        "rel",
        "name",
    )
)
_HOLDERS = frozenset(("aside", "section", "div", "ul", "ol", "figure", "article", "table", "nav", "span"))
_LINES = frozenset(("p", "h2", "h3", "h4", "h5", "li", "blockquote"))
_LABEL_TAGS = frozenset(("h2", "h3", "h4", "h5", "p", "div", "span", "strong", "header"))
_HEADINGS = frozenset(("h2", "h3", "h4", "h5"))
_MEDIA = frozenset(("iframe", "video", "audio", "object", "embed", "form", "input", "h1", "figcaption"))
_MOST = 12
_NODES = 120
_BESIDE = 300
"""Characters that a card may say beside its title."""
_NOTHING = re.compile(r"[\W\d]{0,6}|_+")


def find(tag: Tag, page: Page) -> list[Block] | None:
    """The related items that a line, a labelled list or a card names."""
    if tag.name in _HOLDERS and _is_box(tag):
        found = _box(tag, page)
        if found is not None:
            return found
    if tag.name == "span":
        return None
    sole = _sole(tag)
    return _single(sole, tag, page) if sole is not None else None


def _named(tag: Tag) -> str:
    """Class, id and the attributes by which components are told apart, lower case."""
    more = [attr(tag, name) for name in tag.attrs if name in _NAMING]
    return words(tag) + " ".join(more).lower() if more else words(tag)


def _is_box(tag: Tag) -> bool:
    if _BOX.search(_named(tag)):
        return True
    heading = next((c for c in tag.contents if isinstance(c, Tag)), None)
    return heading is not None and heading.name in _LABEL_TAGS and _is_label_tag(heading)


def _is_label_tag(tag: Tag) -> bool:
    text = ""
    for string in tag.strings:
        text += string
        if len(text) > 60:
            return False
    return is_label(" ".join(text.split()))


def _box(tag: Tag, page: Page) -> list[Block] | None:
    """Every link of a labelled box, once; None where the box holds prose or media of its own."""
    if len(tag.get_text()) > 4_000 or any(n.name == "h1" or (n.name == "p" and len(n.get_text()) > 300) for n in tag.find_all(("h1", "p"))):
        return None
    found: dict[str, Block] = {}
    for link in tag.find_all("a"):
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


@dataclass
class _Sole:
    """An element all of whose links lead to one page: its links, and what it says beside them."""

    links: list[Tag] = field(default_factory=list)
    beside: str = ""
    is_named: bool = False
    has_heading: bool = False
    has_picture: bool = False
    has_linked_picture: bool = False


def _sole(tag: Tag) -> _Sole | None:
    """What a small element with one link's page holds; None for any other element, as soon as that is clear."""
    sole, linked = _Sole(is_named=tag.name != "a" and bool(_BOX.search(_named(tag)))), set[int]()
    if tag.name == "a":
        sole.links.append(tag)
        linked.add(id(tag))
    for number, node in enumerate(tag.descendants):
        if number > _NODES:
            return None
        if isinstance(node, Tag):
            if node.name in _MEDIA:
                return None
            if node.name == "a" and attr(node, "href"):
                if sole.links and attr(sole.links[0], "href") != attr(node, "href"):
                    return None
                sole.links.append(node)
                linked.add(id(node))
            elif id(node.parent) in linked:
                linked.add(id(node))
            sole.is_named = sole.is_named or bool(_BOX.search(_named(node)))
            sole.has_heading = sole.has_heading or node.name in _HEADINGS
            if is_image(node):
                sole.has_picture = True
                sole.has_linked_picture = sole.has_linked_picture or id(node.parent) in linked
        elif isinstance(node, NavigableString) and not isinstance(node, Comment) and id(node.parent) not in linked:
            sole.beside += node
            if len(sole.beside) > _BESIDE:
                return None
    return sole if sole.links else None


def _single(sole: _Sole, tag: Tag, page: Page) -> list[Block] | None:
    """The item of a line or a card."""
    beside = " ".join(sole.beside.split())
    link = max(sole.links, key=lambda a: len(a.get_text()))
    labelled = sole.is_named or is_label(beside)
    if tag.name == "a":
        shown = sole.has_picture and sole.has_heading
    elif tag.name == "li":
        shown = labelled or _in_list_of_links(tag)
    elif not beside or is_label(beside) or _NOTHING.fullmatch(beside):
        shown = True
    else:
        shown = sole.is_named or (sole.has_linked_picture and bool(text_of(link)))
    if not shown:
        return None
    block = related_item(link, tag, page, labelled=labelled or _follows_label(tag))
    return [block] if block is not None else None


def _follows_label(tag: Tag) -> bool:
    """True for a line right behind a label, or behind other lines of one link right behind it."""
    node = tag.find_previous_sibling()
    for _ in range(_MOST):
        if not isinstance(node, Tag):
            return False
        if node.name in _LABEL_TAGS and _is_label_tag(node):
            return True
        link = node.find("a")
        if link is None or len(node.get_text()) > len(link.get_text()) + 6:
            return False
        node = node.find_previous_sibling()
    return False


def _in_list_of_links(tag: Tag) -> bool:
    """A list item without a label is a related line only in a list that is all links, of a few."""
    if tag.parent is None or len(tag.parent.contents) > 2 * _MOST:
        return False
    items = tag.parent.find_all("li", recursive=False)
    return 1 <= len(items) <= 6 and all((link := t.find("a")) is not None and len(text_of(t)) <= len(text_of(link)) + 40 for t in items)


RULE = Rule(NAME, find, _LINES | _HOLDERS | {"a", "*-*"})
