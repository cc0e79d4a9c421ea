"""From a link to a related item: what it leads to, its own title, picture and duration.

Adverts, newsletters, shops, this article itself, and pages of sections, tags or people are no related items.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice

from bs4.element import Tag

from embedkit import urls
from embedkit.models import Block, Kind
from embedkit.naming import Naming, Wording
from embedkit.page import Page, attr, text_of, words
from embedkit.pictures import images_below, images_of
from embedkit.providers.hosts import category
from embedkit.rules.common import seconds
from embedkit.rules.labels import is_label, without_label

NAME = "related"
_ADVERT = Wording(
    "advertorial|anzeige|annonse|annonce|sponsor|promoted|newsletter|subscribe|abonn|disclaimer|/abo|/shop|affiliate|doubleclick|whatsapp.com|t.me/|/app|"
    "play.google|apps.apple|itunes.apple|/podcast|amzn.to|amazon.|/signup|/register|/login|facebook.com|twitter.com|instagram.com|/tag|/topic|/thema/|"
    "/author|/autor|/people/|/staff/|/profile|/contributor|/category/|/kategorie/|mailto:|javascript:|donate|/search|/gutschein|/deal|news.google|"
    "/contact|/privacy|/impressum|/comment",
    r"advertorial|anzeige|annonse|annonce|sponsor|promoted|newsletter|subscribe|abonn|disclaimer|/abo(?:[/?]|$)|/shop|affiliate|doubleclick|whatsapp\.com|t\.me/|/app(?:[/?]|$)|play\.google|apps\.apple|itunes\.apple|/podcast-?app|"
    r"amzn\.to|amazon\.|/signup|/register|/login|facebook\.com|twitter\.com|instagram\.com|/tags?/|/topics?/|/thema/|/author|/autor|/people/|/staff/|/profiles?/|/contributors?/|/category/|/kategorie/|mailto:|javascript:|donate|/search|/gutschein|/deals?/|"
    r"news\.google|/contact|/privacy|/impressum|/comments?(?:[/?#]|$)",
)
_PROMO_WORDS = Wording(
    "newsletter|subscribe|sign up|whatsapp|telegram|follow us|download |abonnieren|jetzt testen|angebot|gutschein|rabatt|app herunterladen|click here|hier klicken|hier geht|bookmark|google news",
    r"newsletter|subscribe|sign up|whatsapp|telegram|follow us|download (?:our|the) (?:\w+ ){0,3}app|abonnieren|jetzt testen|angebot|gutschein|rabatt|app herunterladen|click here|hier klicken|hier geht|bookmark|google news",
)
_VIDEO = re.compile(r"/videos?(?:/|-|$)|/watch(?:/|\?|$)|/clips?/|/mediathek/|/v/\d|/tv/|\.mp4")
_DURATION = re.compile(r"(?<!\d)(\d{1,2}:\d{2}(?::\d{2})?)(?!\d)")
_FRONT = re.compile(r"https?://[^/]+/?(?:[a-z]{2}/?)?")
_SLUG = re.compile(r"[_.%-]|[^\x00-\x7f]")
"""What the last part of a story's path has, and a section's has not; or the path has digits."""
_TITLE = Naming(r"(?<![a-z])(?:title|headline|heading|titel|titulo|titre)(?![a-z])")
_HEADINGS = ("h2", "h3", "h4", "h5")
_LONGEST_TITLE = 220
_SENTENCE = 20
"""Characters that the title of another house's page has at least."""


def related_item(link: Tag, holder: Tag, page: Page, *, labelled: bool, vouched: Callable[[], bool] | None = None) -> Block | None:
    """The item to which a link inside `holder` leads, or None.

    `labelled` says that words or names around it announce related items; `vouched` is asked of a link to another house without that.
    """
    href = attr(link, "href")
    url = page.url(href)
    if url is None or not _may_be_story(url, href, page) or _ADVERT.search(words(link)):
        return None
    title, announced = _title(link, holder, page, boxed=labelled)
    if not title or not _is_story(url):
        return None
    labelled, own = labelled or announced, page.is_own(url)
    if not (labelled or own or (vouched is not None and len(title) >= _SENTENCE and vouched())):
        return None
    picture = next(images_below(holder), None)
    if page.is_provider(url) or (picture is None and _is_section(url)):
        return None
    images = images_of(picture, page) if isinstance(picture, Tag) else ()
    kind, duration = _playing(url, holder)
    return page.block(holder, kind, NAME, role="related", url=urls.drop_tracking(url), source_url=href, title=title, image=images[0] if images else None,
                      duration_s=duration, confidence=0.85 if labelled or images else 0.7 if own else 0.6)  # fmt: skip


def _may_be_story(url: str, href: str, page: Page) -> bool:
    return not (href.startswith("#") or _FRONT.fullmatch(url) or _ADVERT.search(url) or is_self(url, page))


def _is_story(url: str) -> bool:
    return category(url) not in ("ad", "recommendation", "affiliate", "tracker") and urls.media_kind(url) not in ("image", "document")


def _is_section(url: str) -> bool:
    rest = url.split("#", 1)[0].split("://", 1)[-1].partition("/")[2]
    return not any(c.isdigit() for c in rest) and not _SLUG.search(rest.partition("?")[0].rstrip("/").rsplit("/", 1)[-1])


def _is_title(title: str, page: Page) -> bool:
    wide = len(title) + sum(1 for c in title if c > "\u2e7f")  # a Chinese, Japanese or Korean character says what two letters say
    return (
        wide >= 12
        and len(title) <= _LONGEST_TITLE
        and (wide >= 15 or len(title.split()) >= 3)
        and not is_label(title)
        and not _PROMO_WORDS.search(title)
        and title != page.headline
    )


def _title(link: Tag, holder: Tag, page: Page, *, boxed: bool) -> tuple[str, bool]:
    """The title, empty when there is none, and whether a label stood before it."""
    for text in _texts(link, holder, boxed=boxed):
        title, labelled = without_label(_once(text))
        if _is_title(title, page):
            return title, labelled
    return "", False


def _texts(link: Tag, holder: Tag, *, boxed: bool) -> Iterator[str]:
    """What may be the title, the likeliest first: what is marked as one in the link, headings around it, all the link's text."""
    yield from (text_of(tag) for tag in link.find_all(True, limit=40) if tag.name in _HEADINGS or _TITLE.search(words(tag)))
    for heading in holder.find_all(_HEADINGS, limit=4):
        inner = heading.find("a")
        yield from (text_of(inner) if isinstance(inner, Tag) else "", text_of(heading))
    said = _without_labels(link)
    yield said
    yield attr(link, "title", "aria-label")
    if boxed and not said:
        yield _without_labels(holder)


def _without_labels(tag: Tag) -> str:
    """What an element says, without the parts that only say "Read more" or how long a video is."""
    strings = [" ".join(string.split()) for string in islice(tag.strings, 40)]
    if any(is_label(string) or _DURATION.fullmatch(string) for string in strings):
        return " ".join(string for string in strings if not (is_label(string) or _DURATION.fullmatch(string))).strip()
    return text_of(tag)


def _once(text: str) -> str:
    """A title without its copies for other screens ("A title A title")."""
    tokens = text.split()
    for copies in (3, 2):
        size, rest = divmod(len(tokens), copies)
        if size >= 3 and not rest and tokens == tokens[:size] * copies:
            return " ".join(tokens[:size])
    return text


def _playing(url: str, holder: Tag) -> tuple[Kind, float | None]:
    """Whether the item is a video, by its address or a duration, and how long it is in seconds."""
    time = holder.find("time")
    said = attr(time, "datetime") if isinstance(time, Tag) else ""
    duration = seconds(said) if said.startswith("PT") else None
    path = "/" + url.split("://", 1)[-1].partition("/")[2]
    if duration is None and not _VIDEO.search(path):
        return "article", None
    clock = _DURATION.search(text_of(holder)) if duration is None else None
    return "video", duration or (seconds(clock[1]) if clock else None)


def is_self(url: str, page: Page) -> bool:
    """True for the address of the page itself, whatever follows its path."""
    return page.address is not None and _bare(url) == _bare(page.address)


def _bare(url: str) -> str:
    return url.split("?")[0].split("#")[0].rstrip("/").split("://")[-1]
