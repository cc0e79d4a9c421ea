"""Which elements of a document hold the story: the measured rule, over any kind of tree.

The body is the deepest element that holds at least 85 % of the page's prose; the lead is what stands between the headline and
the body. Both the engine's nodes and a caller's BeautifulSoup are measured here: an `Outline` says what a tree looks like.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final, Generic, TypeVar

from embedkit.naming import Naming

N = TypeVar("N", bound=Hashable)

_SHARE: Final = 0.85
_STORY: Final = 0.4
"""An element with this share of all prose holds the story, whatever its name says."""
_TOLD: Final = 400
"""Characters of prose from which an element's weight is kept: a second article on the page has as many."""
LONG: Final = 80
"""Characters from which a run of text counts as prose."""
_LONGEST: Final = 1200
"""One run of text weighs no more than so many characters: legal notices are long."""
_PARAGRAPHS: Final = frozenset("p blockquote li pre span em strong b i q cite font a dd".split())
_NEAR: Final = 600
"""Elements between headline and body, at most."""
_OUTERMOST, _INSIDE = 1, 2
_BESIDE: Final = 8
"""Media elements before the headline that may be the lead."""

_CHROME_TAGS: Final = frozenset(("nav", "footer", "aside", "form", "dialog"))
_MEDIA_TAGS: Final = frozenset(("figure", "picture"))
"""What figures are called says how they behave (`modal`, `popup`), not where they belong."""
_LEADING: Final = frozenset(("figure", "img", "picture", "video", "iframe"))
CHROME: Final = Naming(
    r"(?<![a-z0-9])(?:nav|navbar|navigation|menu|footer|sidebar|side-bar|rail|comments?|commentlist|disqus|most-?read|most-?popular|popular|trending|newsletter|"
    r"share|sharing|sharebar|social-?share|outbrain|taboola|advert|advertisement|ads?|masthead|recirc|recirculation|teaser-?list|breadcrumbs?|"
    r"cookie|paywall|subscribe|signup|author-?(?:bio|box|info|card)?|authors|autor(?:en)?|bio|byline|avatar|breaking|ticker|weather|login|search|popup|modal|"
    r"latest|more-?news|read-?next|widget-?area|secondary|promo|promobox|sponsored|recommend(?:ed|ations?)?|further-reading|up-?next|more-from|"
    r"topbar|toolbar|logo|related-?(?:posts|articles|content|stories|news|topics))(?![a-z0-9])"
)


@dataclass(frozen=True)
class Outline(Generic[N]):
    """What the measure needs to see of a tree.

    `elements` gives all elements in document order, `prose` its runs of text with the element around each and its length in
    characters; `name` gives an element's tag name, `words` its class and id, `parent` the element around it; `first` gives the first element of a name.
    """

    elements: Callable[[], Iterable[N]]
    prose: Iterable[tuple[N, int]]
    name: Callable[[N], str]
    words: Callable[[N], str]
    parent: Callable[[N], N | None]
    first: Callable[[str], N | None]

    def around(self, node: N) -> Iterator[N]:
        """The elements around one, nearest first."""
        outer = self.parent(node)
        while outer is not None:
            yield outer
            outer = self.parent(outer)


class Story(Generic[N]):
    """The body, the lead and the site's chrome of one document. `body` is the body where the site names it; else it is measured."""

    def __init__(self, outline: Outline[N], body: N | None = None) -> None:
        self._outline = outline
        self._chrome: dict[N, bool] = {}
        self._depths: dict[N, int] = {}
        self.weight: dict[N, int] = self._weighed()
        self.total = sum(size for node, size in self.weight.items() if self._depths[node] == 0)
        self.body = body if body is not None else self._container()
        self.lead = self._zone()
        self.path = self._around_story()
        self._forget()

    def _weighed(self) -> dict[N, int]:
        """How much prose each element holds; the elements around one are told once, whatever stands in it."""
        weight: dict[N, int] = defaultdict(int)
        for holder, length in self._outline.prose:
            weight[holder] += min(length, _LONGEST)
        parent, depths = self._outline.parent, self._depths
        holders: dict[N, N] = {}
        for node in list(weight):
            way, outer = list[N](), node if node not in depths else None
            while outer is not None and outer not in depths:
                way.append(outer)
                outer = parent(outer)
                if outer is not None:
                    holders[way[-1]] = outer
            depth = depths[outer] if outer is not None else -1
            for each in reversed(way):
                depth = depths[each] = depth + 1
        for node in sorted(holders, key=depths.__getitem__, reverse=True):
            weight[holders[node]] += weight[node]
        return weight

    def _forget(self) -> None:
        """Lets go of what was only measured with: in a large document that is as much as its source."""
        self._outline = replace(self._outline, elements=tuple, prose=())
        self._chrome.clear()
        self._depths.clear()
        self.weight = {node: size for node, size in self.weight.items() if size > _STORY * self.total or size >= _TOLD}

    def is_chrome(self, node: N) -> bool:
        """True for an element named like navigation, comments, recirculation or adverts that does not hold the story itself.

        Outer wrappers are named after anything.
        """
        known = self._chrome.get(node)
        if known is None:
            known = self._chrome[node] = self._is_named_chrome(node)
        return known

    def _is_named_chrome(self, node: N) -> bool:
        name = self._outline.name(node)
        if name in ("html", "body", "main") or name in _MEDIA_TAGS or self.weight.get(node, 0) > _STORY * self.total:
            return False
        return name in _CHROME_TAGS or CHROME.search(self._outline.words(node))

    def _container(self) -> N | None:
        inside = self._within_chrome()
        story = self.total - sum(size for node, size in self.weight.items() if inside[node] == _OUTERMOST)
        if story <= 0:
            return self._outline.first("article") or self._outline.first("main")
        enough, best, deepest = _SHARE * story, None, -1
        for node, size in self.weight.items():
            if size >= enough and not inside[node] and self._depths[node] > deepest:
                best, deepest = node, self._depths[node]
        return self._holder(best)

    def _within_chrome(self) -> dict[N, int]:
        """Of each element with prose whether it is chrome, and the outermost (1), stands in chrome (2), or neither (0)."""
        inside: dict[N, int] = {}
        for node in sorted(self._depths, key=self._depths.__getitem__):
            outer = self._outline.parent(node)
            around = inside[outer] if outer is not None else 0
            inside[node] = _INSIDE if around else _OUTERMOST if self.is_chrome(node) else 0
        return inside

    def _holder(self, node: N | None) -> N | None:
        """The element around a paragraph: what a short story holds beside its one paragraph stands there too."""
        while node is not None and self._outline.name(node) in _PARAGRAPHS:
            node = self._outline.parent(node)
        return node

    def _around_story(self) -> frozenset[N]:
        """The elements around the body and around the lead."""
        outer = set() if self.body is None else set(self._outline.around(self.body))
        for node in self.lead:
            for parent in self._outline.around(node):
                if parent in self.lead or parent in outer:
                    break
                outer.add(parent)
        return frozenset(outer)

    def _before(self, body: N) -> list[N]:
        """The elements before the body, in document order."""
        found: list[N] = []
        for node in self._outline.elements():
            if node == body:
                break
            found.append(node)
        return found

    def _zone(self) -> frozenset[N]:
        """Elements between the headline and the body, or beside them in the same article."""
        body = self.body
        if body is None:
            return frozenset()
        elements, name = self._before(body), self._outline.name
        end = len(elements)
        heading = self._outline.first("h1")
        h1 = elements.index(heading) if heading in elements else end
        article = next((n for n in (body, *self._outline.around(body)) if name(n) in ("article", "main")), None)
        start = elements.index(article) if article in elements else end
        near = max(0, end - _NEAR)
        if h1 >= end:
            return frozenset(elements[max(near, start + 1) : end])
        beside = [at for at in range(start, h1) if name(elements[at]) in _LEADING][-_BESIDE:]
        return frozenset(elements[max(near, h1 + 1) : end]).union(elements[at] for at in beside)


__all__ = ["CHROME", "LONG", "Outline", "Story"]
