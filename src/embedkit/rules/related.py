"""Related articles and videos between the paragraphs: lines that are one link, labelled lists, cards.

    <p><a href="/2026/11/story">Ministers agree on a plan for the river</a></p>
    <p>READ MORE: <a href="/2026/11/story">Ministers agree …</a></p>
    <aside class="related"><h4>Related</h4><ul><li><a href="/a">…</a></li><li><a href="/b">…</a></li></ul></aside>
    <a href="/video/ID"><img src="p.jpg"><h3>Title</h3><time datetime="PT2M10S">2:10</time></a>

Each link is one block. Labels are labels, not titles; adverts, newsletters, shops, this article itself and pages of tags or people are no
related items.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bs4.element import Tag

from embedkit import urls
from embedkit.models import Block, Kind
from embedkit.page import Page, Rule, attr, holds, text_of, words
from embedkit.pictures import images_of, is_image
from embedkit.providers.hosts import category
from embedkit.rules.common import seconds
from embedkit.rules.labels import is_label, without_label

NAME = "related"
_BOX = re.compile(
    r"(?<![a-z])(?:related|read-?(?:more|also|next|too)|readmore|also-?read|see-?also|more-?on|teaser|promo-?link|link-?box|inline-?(?:link|article|related|story|teaser)|recommend\w*|"
    r"story-?(?:card|link|teaser)|article-?(?:card|link|teaser|embed)|linked?-?(?:article|story|items?)|further-?reading|verwandt\w*|relacionad\w*|lire-?aussi|leggi-?anche|les-?ogsa|"
    r"in-?article-?(?:link|related)|card-?link|embedded-?(?:article|story)|interstitial-?link|single-?related|mini-?teaser|readalso|see-?more)(?![a-z])"
)
_ADVERT = re.compile(
    r"advertorial|anzeige|annonse|sponsor|promoted|newsletter|subscribe|abonn|/abo(?:[/?]|$)|/shop|affiliate|doubleclick|whatsapp\.com|t\.me/|/app(?:[/?]|$)|play\.google|apps\.apple|itunes\.apple|/podcast-?app|"
    r"amzn\.to|amazon\.|/signup|/register|/login|facebook\.com|twitter\.com|instagram\.com|/tags?/|/topics?/|/thema/|/author|/autor|/people/|/category/|/kategorie/|/tag/|mailto:|javascript:|donate|/search|/gutschein|/deals?/|"
    r"news\.google|/contact|/privacy|/impressum|/comments?(?:[/?#]|$)",
    re.I,
)
_PROMO_WORDS = re.compile(
    r"newsletter|subscribe|sign up|whatsapp|telegram|follow us|download (?:our|the) app|abonnieren|jetzt testen|angebot|gutschein|rabatt|app herunterladen|click here|hier klicken|hier geht|bookmark|google news",
    re.I,
)
_VIDEO = re.compile(r"/videos?(?:/|-|$)|/watch(?:/|\?|$)|/clips?/|/mediathek/|/v/\d|/tv/|\.mp4")
_DURATION = re.compile(r"(?<!\d)(\d{1,2}:\d{2}(?::\d{2})?)(?!\d)")
_LINES = frozenset(("p", "h2", "h3", "h4", "h5", "li", "div", "strong", "blockquote"))
_HOLDERS = frozenset(("aside", "section", "div", "ul", "figure", "article", "table", "nav", "ol"))
_NOT_IN_A_LINE = frozenset(("img", "p", "ul", "table", "h1", "figure", "iframe", "video"))
_HEADINGS = frozenset(("h2", "h3", "h4", "h5"))
_MOST = 12


def find(tag: Tag, page: Page) -> list[Block] | None:
    """The related items that a line, a labelled list or a card names."""
    if tag.name in _HOLDERS and _is_box(tag):
        return _box(tag, page)
    if tag.name == "a":
        return _card(tag, page)
    if tag.name in _LINES and len(tag.contents) <= 8:
        return _line(tag, page)
    return None


def _is_box(tag: Tag) -> bool:
    named = words(tag)
    if _BOX.search(named):
        return True
    heading = next((c for c in tag.contents if isinstance(c, Tag)), None)
    if heading is None or heading.name not in ("h2", "h3", "h4", "h5", "p", "div", "span", "strong", "header"):
        return False
    text = ""
    for string in heading.strings:
        text += string
        if len(text) > 60:
            return False
    return is_label(" ".join(text.split()))


def _box(tag: Tag, page: Page) -> list[Block] | None:
    """Every link of a labelled box, once; None where the box holds prose or media of its own."""
    if len(tag.get_text()) > 4_000 or tag.find("h1") is not None or any(len(p.get_text()) > 300 for p in tag.find_all("p")):
        return None
    found: dict[str, Block] = {}
    for link in tag.find_all("a"):
        block = _of_link(link, page, holder=_card_of(link, tag), boxed=True)
        if block is not None and block.url and (block.url not in found or len(block.title or "") > len(found[block.url].title or "")):
            kept = found.get(block.url)
            found[block.url] = (
                block.model_copy(update={"image": block.image or kept.image, "duration_s": block.duration_s or kept.duration_s})
                if kept
                else block
            )
    if not found or len(found) > _MOST:
        return None
    return list(found.values())


def _card_of(link: Tag, box: Tag) -> Tag:
    """The outermost element below the box that holds this link's page and no other."""
    href, best, node = attr(link, "href"), link, link.parent
    while isinstance(node, Tag) and node is not box:
        if any(attr(a, "href") != href for a in node.find_all("a")):
            break
        best, node = node, node.parent
    return best


def _card(tag: Tag, page: Page) -> list[Block] | None:
    """A link that holds a picture and a title is a card."""
    if not holds(tag, _HEADINGS) or tag.find(is_image) is None:
        return None
    block = _of_link(tag, page, holder=tag)
    return [block] if block is not None else None


def _line(tag: Tag, page: Page) -> list[Block] | None:
    links: list[Tag] = []
    for node in tag.descendants:
        if isinstance(node, Tag):
            if node.name in _NOT_IN_A_LINE or (node.name == "a" and links):
                return None
            if node.name == "a":
                links.append(node)
    if not links:
        return None
    text, title = text_of(tag), text_of(links[0])
    if not title or len(text) > 260:
        return None
    rest = text.replace(title, "", 1).strip()
    if rest and not (is_label(rest) or re.fullmatch(r"[\W\d]{0,6}", rest)):
        return None
    if not rest and tag.name in ("li", "div") and _alone_in_list(tag):
        return None
    block = _of_link(links[0], page, holder=tag)
    return [block] if block is not None else None


def _alone_in_list(tag: Tag) -> bool:
    """A list item or wrapper without a label is a related line only in a list that is all links, of a few."""
    if tag.parent is None or len(tag.parent.contents) > 2 * _MOST:
        return True
    siblings = list(tag.parent.find_all(tag.name, recursive=False)) if tag.parent else []
    return (
        tag.name == "div"
        or not 1 <= len(siblings) <= 6
        or any(t.find("a") is None or len(text_of(t)) > len(text_of(t.find("a"))) + 6 for t in siblings)
    )


def _of_link(link: Tag, page: Page, *, holder: Tag, boxed: bool = False) -> Block | None:
    href = attr(link, "href")
    url = page.url(href)
    if (
        url is None
        or href.startswith("#")
        or _ADVERT.search(url)
        or _ADVERT.search(words(link))
        or category(url) in ("ad", "recommendation", "affiliate", "tracker")
        or _is_self(url, page)
        or urls.media_kind(url) in ("image", "document")
    ):
        return None
    title, labelled = _title(link, holder)
    labelled = labelled or boxed or bool(_BOX.search(words(holder)))
    if page.is_provider(url) or not (labelled or page.is_own(url)):
        return None
    if (
        len(title) < 12
        or (len(title.split()) < 3 and len(title) < 15)
        or _PROMO_WORDS.search(title)
        or len(title) > 220
        or title == page.headline
    ):
        return None
    if re.fullmatch(r"https?://[^/]+/?(?:[a-z]{2}/?)?", url):
        return None
    said = text_of(holder)
    clock = _DURATION.search(said)
    time = holder.find("time")
    duration = seconds(attr(time, "datetime")) if isinstance(time, Tag) and attr(time, "datetime").startswith("PT") else None
    video = (
        bool(_VIDEO.search(url.split("://", 1)[-1].partition("/")[2] and "/" + url.split("://", 1)[-1].partition("/")[2]))
        or duration is not None
    )
    kind: Kind = "video" if video else "article"
    picture = holder.find(is_image)
    images = images_of(picture, page) if isinstance(picture, Tag) else ()
    return page.block(holder, kind, NAME, role="related", url=urls.drop_tracking(url), source_url=href, title=title, image=images[0] if images else None,
                      duration_s=duration or (seconds(clock[1]) if clock and video else None), confidence=0.85 if labelled or images else 0.7)  # fmt: skip


def _title(link: Tag, holder: Tag) -> tuple[str, bool]:
    heading = link.find(("h2", "h3", "h4", "h5")) or holder.find(("h2", "h3", "h4", "h5"))
    candidates: Iterable[str] = (text_of(heading) if isinstance(heading, Tag) else "", text_of(link), attr(link, "title", "aria-label"))
    for text in candidates:
        title, labelled = without_label(text)
        if title and not is_label(title) and len(title) >= 12:
            return title, labelled
    return "", False


def _is_self(url: str, page: Page) -> bool:
    own = page.address
    return (
        own is not None
        and url.split("?")[0].split("#")[0].rstrip("/").split("://")[-1] == own.split("?")[0].split("#")[0].rstrip("/").split("://")[-1]
    )


RULE = Rule(NAME, find, _LINES | _HOLDERS | {"a"})
