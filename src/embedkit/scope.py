"""Where the article's body begins and ends, and which ancestors are site chrome.

The measured rule: the body is the deepest element that holds at least 85 % of the page's prose; the lead is what stands
between the headline and the body. What has an ancestor named like navigation, comments, recirculation or adverts is aside,
unless that ancestor itself holds the story (outer wrappers are named after anything).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from itertools import islice, takewhile

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

from embedkit.models import Role
from embedkit.page import words
from embedkit.prose import Prose

_SHARE = 0.85
_STORY = 0.4
"""An element with this share of all prose holds the story, whatever its name says."""
_PROSE = 80
"""Characters from which a paragraph counts as prose."""
_CHROME_TAGS = frozenset(("nav", "footer", "aside", "form", "dialog"))
_MEDIA_TAGS = frozenset(("figure", "picture"))
"""What figures are called says how they behave (`modal`, `popup`), not where they belong."""
_INSIDE_OK = frozenset(("footer", "aside", "form"))
"""Inside the body these may be an editor's: a pull-out, a poll, a quotation's source."""
_CHROME = re.compile(
    r"(?<![a-z0-9])(?:nav|navbar|navigation|menu|footer|sidebar|side-bar|rail|comments?|commentlist|disqus|most-?read|most-?popular|popular|trending|newsletter|"
    r"share|sharing|sharebar|social-?share|outbrain|taboola|advert|advertisement|ads?|masthead|recirc|recirculation|teaser-?list|breadcrumbs?|"
    r"cookie|paywall|subscribe|signup|author-?(?:bio|box|info|card)?|authors|autor(?:en)?|bio|byline|avatar|breaking|ticker|weather|login|search|popup|modal|"
    r"latest|more-?news|read-?next|widget-?area|secondary|promo|promobox|sponsored|recommend(?:ed|ations?)?|further-reading|up-?next|more-from|"
    r"topbar|toolbar|logo|related-?(?:posts|articles|content|stories|news|topics))(?![a-z0-9])"
)


_APART = re.compile(
    r"(?<![a-z0-9])(?:outbrain|taboola|trending|most-?read|most-?popular|popular|newsletter|comments?|sidebar|rail|footer|nav|menu|breadcrumbs?|latest|share|social|author|tags?|keywords|topics|advert\w*|ads?|"
    r"sponsor\w*|toc|infobox|navbox|references|reflist|ticker)(?![a-z0-9])"
)
"""Names of what is never a related item of this story, even between its paragraphs."""


class Scope:
    """The body container and lead zone of one document."""

    def __init__(self, soup: Tag) -> None:
        self.soup = soup
        self._chrome: dict[int, bool] = {}
        self._roles: dict[int, Role] = {}
        self._within: set[int] = set()
        self._weights(soup)
        self.body = self._container()

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
        if tag is self.body or id(parent) in self._within:
            self._within.add(id(tag))
            return False
        return id(tag) not in self._path and id(tag) not in self._lead_ids

    @cached_property
    def _path(self) -> frozenset[int]:
        """The elements around the body and around the lead."""
        lead = [tag for tag in self.soup.find_all(True) if id(tag) in self._lead_ids]
        return frozenset(id(parent) for tag in (self.body, *lead) if tag is not None for parent in tag.parents)

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
        if self._under_chrome(tag):
            return "aside"
        if self.body is None or _inside(tag, self.body):
            return "body"
        return "lead" if id(tag) in self._lead_ids else "aside"

    def _weights(self, soup: Tag) -> None:
        """How many characters of prose each element holds."""
        self.weight: dict[int, int] = defaultdict(int)
        self.holders: dict[int, Tag] = {}
        self.total = 0
        for string in soup.descendants:
            if type(string) is not NavigableString or len(string) < _PROSE or (parent := string.parent) is None:
                continue
            size = min(len(string), 1200)
            self.total += size
            for node in (parent, *parent.parents):
                self.weight[id(node)] += size
                self.holders[id(node)] = node

    def _container(self) -> Tag | None:
        story = self.total - sum(self.weight[key] for key, tag in self.holders.items() if self._is_outermost_chrome(tag))
        if story <= 0:
            main = self.soup.find("article") or self.soup.find("main")
            return main if isinstance(main, Tag) else None
        fitting = [
            t
            for key, t in self.holders.items()
            if self.weight[key] >= _SHARE * story and not isinstance(t, BeautifulSoup) and not self._under_chrome(t)
        ]
        return max(fitting, key=lambda t: sum(1 for _ in t.parents), default=None)

    def _is_outermost_chrome(self, tag: Tag) -> bool:
        return self._is_chrome(tag) and not any(self._is_chrome(parent) for parent in tag.parents)

    def _is_chrome(self, node: Tag) -> bool:
        known = self._chrome.get(id(node))
        if known is None:
            known = self._chrome[id(node)] = self._named_chrome(node)
        return known

    def _named_chrome(self, node: Tag) -> bool:
        if isinstance(node, BeautifulSoup) or node.name in ("html", "body", "main") or self.weight.get(id(node), 0) > _STORY * self.total:
            return False
        if node.name in _MEDIA_TAGS:
            return False
        return node.name in _CHROME_TAGS or bool(_CHROME.search(words(node)))

    def _under_chrome(self, tag: Tag) -> bool:
        body = getattr(self, "body", None)
        node: Tag | None = tag
        while node is not None and node is not body:
            if self._is_chrome(node) and not (
                node.name in _INSIDE_OK and body is not None and _inside(node, body) and not _CHROME.search(words(node))
            ):
                return True
            node = node.parent
        return False

    @cached_property
    def _lead_ids(self) -> frozenset[int]:
        """Elements between the headline and the body, or beside them in the same article."""
        body, h1 = self.body, self.soup.find("h1")
        if body is None:
            return frozenset()
        around = body if body.name in ("article", "main") else body.find_parent(("article", "main"))
        before = {id(t): t for t in body.find_all_previous(True, limit=600)}
        if isinstance(h1, Tag) and id(h1) in before:
            zone = {key for key, t in before.items()} & {id(t) for t in h1.find_all_next(True, limit=600)}
            beside = {
                id(t)
                for t in h1.find_all_previous(("figure", "img", "picture", "video", "iframe"), limit=8)
                if around is None or _inside(t, around)
            }
            return frozenset(zone | (beside if around is not None else set()))
        if around is not None:
            return frozenset(key for key, t in before.items() if _inside(t, around))
        return frozenset()


def _up(tag: Tag, container: Tag) -> Iterable[Tag]:
    """The elements between a tag and the container that holds it."""
    return takewhile(lambda node: node is not container, tag.parents)


def _inside(tag: Tag, container: Tag) -> bool:
    return tag is container or any(parent is container for parent in tag.parents)
