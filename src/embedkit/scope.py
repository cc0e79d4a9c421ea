"""Which role an element plays in the article: in its body, its lead, between its paragraphs, or aside.

What has an ancestor named like navigation, comments, recirculation or adverts is aside,
unless that ancestor itself holds the story (outer wrappers are named after anything).
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator
from functools import cached_property
from itertools import islice, takewhile
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

from embedkit.models import Role
from embedkit.naming import Naming
from embedkit.page import attr, words
from embedkit.prose import Prose
from embedkit.soup import is_words, key_of, tag_of
from embedkit.story import CHROME, LONG, Outline, Story

_PROSE = 80
"""Characters from which a paragraph counts as prose."""
_INSIDE_OK = frozenset(("footer", "aside", "form"))
"""Inside the body these may be an editor's: a pull-out, a poll, a quotation's source."""
_APART = Naming(
    r"(?<![a-z0-9])(?:outbrain|taboola|trending|most-?read|most-?popular|popular|newsletter|comments?|sidebar|rail|footer|nav|menu|breadcrumbs?|latest|share|social|author|tags?|keywords|topics|advert\w*|ads?|"
    r"sponsor\w*|toc|infobox|navbox|references|reflist|ticker)(?![a-z0-9])"
)
"""Names of what is never a related item of this story, even between its paragraphs."""


_BEHAVIOUR = re.compile(r"(?<![a-z0-9])(?:modal|popup|side-?bar|rail|ads?|secondary|toolbar|share|search)(?![a-z0-9])")
"""Names that a picture's wrapper has for what it does or where it floats."""
_WRAPPERS = frozenset(("div", "section", "span", "p", "img", "picture"))
_NO_PICTURE = frozenset(("iframe", "video", "audio", "form", "input", "ul", "ol", "h1", "h2", "h3", "h4", "article", "ins"))
_SMALL = 60
"""Elements that a picture's wrapper holds at most."""


class Scope:
    """The body container and lead zone of one document: as `story` measured them, else around the `body` that a site names, else measured here."""

    def __init__(self, soup: Tag, story: Story[Any] | None = None, body: Tag | None = None) -> None:
        self.soup = soup
        self.story = story or Story(_outline(soup), key_of(body) if body is not None else None)
        self.body = tag_of(soup, self.story.body) if self.story.body is not None else None
        self.total = self.story.total
        self._roles: dict[int, Role] = {}
        self._within: set[Hashable] = set()

    def role(self, tag: Tag) -> Role:
        """`body`, `lead`, or `aside` for an element of the document."""
        known = self._roles.get(id(tag))
        if known is None:
            known = self._roles[id(tag)] = self._judge(tag)
        return known

    def is_outside(self, tag: Tag) -> bool:
        """True for an element that can hold nothing of the story: neither in the body nor around it nor in the lead.

        Called in document order from the top, for elements whose parents are not outside.
        """
        parent = tag.parent
        if self.body is None or parent is None:
            return False
        key = key_of(tag)
        if tag is self.body or key_of(parent) in self._within:
            self._within.add(key)
            return False
        return key not in self.story.path and key not in self.story.lead

    def _leads(self, tag: Tag) -> bool:
        return key_of(tag) in self.story.lead

    def is_between_prose(self, tag: Tag) -> bool:
        """True for an element of the story with prose before and after it: in the core of the story, or beside it, at most five levels up."""
        if self._prose is None or not self._belongs(tag):
            return False
        return self._prose.surrounds(tag) or any(
            self._has_prose(node.previous_siblings) and self._has_prose(node.next_siblings)
            for node in (tag, *_up(tag, self._prose.body))[:5]
        )

    def closes_story(self, tag: Tag) -> bool:
        """True for an element right behind the story's last paragraphs."""
        if self.body is None or not self._belongs(tag):
            return False
        return any(any(self._is_paragraph(s) for s in islice(node.previous_siblings, 6)) for node in (tag, *_up(tag, self.body))[:3])

    @cached_property
    def _prose(self) -> Prose | None:
        return Prose(self.body, lambda tag: bool(_APART.search(words(tag)))) if self.body is not None else None

    def _belongs(self, tag: Tag) -> bool:
        """True for an element of the body that no box of another purpose holds."""
        body = self.body
        if body is None or not _inside(tag, body):
            return False
        return not any(_APART.search(words(node)) or node.name in ("nav", "footer") for node in (tag, *_up(tag, body)))

    def _has_prose(self, siblings: Iterable[PageElement]) -> bool:
        return any(self._is_paragraph(s) for s in islice(siblings, 12))

    def _is_paragraph(self, node: PageElement) -> bool:
        if isinstance(node, NavigableString):
            return len(node) >= _PROSE
        return (
            isinstance(node, Tag)
            and self._prose is not None
            and self._prose.holds(node)
            and len(node.find_all(("p", "div", "section", "article"), limit=3)) < 3
        )

    def _judge(self, tag: Tag) -> Role:
        if self.chrome_around(tag) is not None:
            return "aside"
        if self.body is None or _inside(tag, self.body):
            return "body"
        return "lead" if self._leads(tag) else "aside"

    def chrome_around(self, tag: Tag) -> Tag | None:
        """The nearest element of the site's chrome that is or holds this one."""
        return next((node for node in (tag, *_up(tag, self.body)) if node is not self.body and self._is_chrome(node)), None)

    def _is_chrome(self, node: Tag) -> bool:
        return (
            not isinstance(node, BeautifulSoup)
            and self.story.is_chrome(key_of(node))
            and not (node.name in _INSIDE_OK and self.body is not None and _inside(node, self.body) and not CHROME.search(words(node)))
            and not _shows_one_picture(node)
        )


def _shows_one_picture(node: Tag) -> bool:
    """True for a picture or the wrapper of one with its caption, when its names tell of layout and behaviour only."""
    if node.name not in _WRAPPERS or CHROME.search(_BEHAVIOUR.sub(" ", words(node))):
        return False
    inner = list(islice((t for t in (node, *node.descendants) if isinstance(t, Tag)), _SMALL + 1))
    pictures = sum(tag.name == "img" and tag.find_parent("noscript") is None for tag in inner)
    return len(inner) <= _SMALL and pictures == 1 and not any(tag.name in _NO_PICTURE or attr(tag, "href") for tag in inner)


def _outline(soup: Tag) -> Outline[Hashable]:
    """What the measure of a story sees of a soup."""
    tags = {key_of(tag): tag for tag in _tags(soup) if not isinstance(tag, BeautifulSoup)}

    def first(name: str) -> Hashable | None:
        return next((key for key, tag in tags.items() if tag.name == name), None)

    def parent(key: Hashable) -> Hashable | None:
        outer = tags[key].parent
        return key if outer is not None and (key := key_of(outer)) in tags else None

    prose = (
        (key_of(holder), len(text))
        for text in soup.descendants
        if is_words(text) and len(text) >= LONG and isinstance(holder := text.parent, Tag)
    )
    return Outline(
        lambda: tags,
        ((key, size) for key, size in prose if key in tags),
        lambda key: tags[key].name,
        lambda key: words(tags[key]),
        parent,
        first,
    )


def _tags(soup: Tag) -> Iterator[Tag]:
    return (node for node in (soup, *soup.descendants) if isinstance(node, Tag))


def _up(tag: Tag, container: Tag | None) -> Iterable[Tag]:
    """The elements between a tag and the container that holds it."""
    return takewhile(lambda node: node is not container, tag.parents)


def _inside(tag: Tag, container: Tag) -> bool:
    return tag is container or any(parent is container for parent in tag.parents)
