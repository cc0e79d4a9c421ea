"""The body of the article in the state of a page framework: a list whose members say what the story's paragraphs say.

    <script id="__NEXT_DATA__" type="application/json">{"props":{"article":{"body":[
      {"type":"text","content":"The paragraph that the page shows …"},
      {"type":"video","videoId":"eiHXASgRTcA","title":"Dawn"},
      {"type":"raw_html","content":"<iframe src=…>"}]}}}</script>

Members between two paragraphs are media that stand between them. State of other articles has other paragraphs.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from bs4.element import Tag

from embedkit.islands.data import LONGEST, of_json, of_script, rows, unpacked
from embedkit.islands.item import Item, read, words_of
from embedkit.islands.match import block_of, filled, is_same
from embedkit.islands.nodes import MOST, walk
from embedkit.islands.photos import photos_of
from embedkit.models import Block, Span
from embedkit.page import Page, attr, text_of
from embedkit.scope import Scope
from embedkit.soup import span_of

_TYPED = re.compile(
    r"\\?\"(?:video|audio|oembed|raw_html|podcast|embed|youtube|tweet|iframe|gallery|slideshow|[\w-]{0,30}(?:video|audio|oembed|podcast|embed)[\w-]{0,30})\\?\"",
    re.I,
)
"""A state that never calls anything so holds no media of the body."""
_PIECE: Final = "__next_f"
_HEAD: Final = 400
"""Characters within which a script says that it is a piece of state."""
_GALLERY = re.compile(r"gallery|slideshow|carousel", re.I)
_JS = ("", "text/javascript", "application/javascript", "module")
_MARKUP = re.compile(r"<(?:iframe|blockquote|script|video|audio|[a-z]+-[a-z-]+)\b", re.I)
_TAGS = re.compile(r"<[^<>]{0,500}>")
_BEGINNING: Final = 40
"""Characters by which a paragraph is known again."""
_FEWEST: Final = 2
"""Paragraphs of the story that a list must hold to be its body."""
_LOOKED_AT: Final = 60
"""Values of one member that are looked at for its text."""
_MOST_MEMBERS: Final = 600
_MOST_OF_MEMBER: Final = 500
"""Containers of one member that are looked at."""
_MOST_FOUND: Final = 60


@dataclass(frozen=True)
class Found:
    """What a body's member holds: an item or decoded blocks, and where the paragraphs around it stand in the source."""

    items: tuple[Item, ...]
    blocks: tuple[Block, ...]
    after: Span | None
    before: Span | None


def bodies(scripts: Iterable[Tag], scope: Scope, page: Page) -> Iterator[Found]:
    """The media of the article's body as the page's state tells it, in order."""
    texts = [text for tag in scripts if (text := _state(tag))]
    if scope.body is None or not any(_TYPED.search(text) for _, text in texts):
        return
    story = {beginning: span_of(p) for p in scope.body.find_all("p") if (beginning := _beginning(text_of(p)))}
    if len(story) < _FEWEST:
        return
    for value in _values(texts):
        body = _body(value, story.keys())
        if body is not None:
            yield from islice(_media(body, story, page), _MOST_FOUND)
            return


def _state(tag: Tag) -> tuple[str, str] | None:
    """The type and text of a script that holds state with media in it, or a piece of one."""
    kind, text = attr(tag, "type"), tag.string or ""
    if "ld+json" in kind or not ("json" in kind or kind in _JS) or len(text) > LONGEST:
        return None
    return (kind, text) if _PIECE in text[:_HEAD] or _TYPED.search(text) else None


def _values(texts: Sequence[tuple[str, str]]) -> Iterator[Any]:
    pushes: list[Any] = []
    for kind, text in texts:
        for value in [of_json(text)] if "json" in kind else of_script(text):
            if isinstance(value, list) and _PIECE in text[:_HEAD]:
                pushes += value
            elif isinstance(value, dict | list):
                yield unpacked(_opened(value))
    if pushes:
        yield list(rows(pushes))


def _opened(value: Any) -> Any:
    """SvelteKit keeps the answer that it fetched as a text in `body`."""
    inner = value.get("body") if isinstance(value, dict) else None
    return of_json(inner) if isinstance(inner, str) and inner[:1] in "{[" else value


def _body(value: Any, story: Iterable[str]) -> list[Any] | None:
    """The first list with the most members that say what paragraphs of the story say."""
    known, best, most = frozenset(story), None, _FEWEST - 1
    stack: list[Any] = [value]
    seen: set[int] = set()
    while stack and len(seen) < MOST:
        node = stack.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, list):
            members = _resolved(node, value)
            count = sum(1 for member in members[:_MOST_MEMBERS] if _text(member) in known)
            if count > most:
                best, most = members, count
        below = node.values() if isinstance(node, dict) else node
        stack += [v for v in reversed(list(below)) if isinstance(v, dict | list)]
    return best


def _resolved(members: list[Any], root: Any) -> list[Any]:
    """The members of a list, Apollo's references into its cache followed."""
    if not isinstance(root, dict):
        return members
    return [
        root.get(ref, m) if isinstance(m, dict) and isinstance(ref := m.get("__ref") or m.get("id"), str) and len(m) <= 4 else m
        for m in members
    ]


def _media(body: list[Any], story: dict[str, Span | None], page: Page) -> Iterator[Found]:
    at: list[Span | None] = [story.get(_text(member)) for member in body]
    for number, member in enumerate(body[:_MOST_MEMBERS]):
        if not isinstance(member, dict | list) or _text(member) in story:
            continue
        items = tuple(read(node, page) for node, _ in zip(walk(member, _MOST_OF_MEMBER), range(4), strict=False))
        blocks = () if items else tuple(_gallery(member, page)) or tuple(b for markup in _markup(member) for b in page.nested(markup))
        if items or blocks:
            yield Found(
                items[:1],
                tuple(block.model_copy(update={"span": None}) for block in blocks),
                next((span for span in reversed(at[:number]) if span), None),
                next((span for span in at[number + 1 :] if span), None),
            )


def _gallery(member: Any, page: Page) -> Iterator[Block]:
    kind = str(member.get("type") or member.get("__typename") or "")[:60] if isinstance(member, dict) else ""
    photos = photos_of(member, page) if _GALLERY.search(kind) else ()
    if photos:
        title = words_of(member.get("title")) or words_of(member.get("headlines"))
        yield Block(kind="gallery", rule="islands", items=photos, title=title, image=photos[0].image, confidence=0.7)


def merged(blocks: list[Block], found: Found, rule: str) -> list[Block]:
    """The blocks with what a member of the body says: of one of them, of the one that stands at its place, or a new one."""
    for item in found.items:
        at = next(
            (n for n, b in enumerate(blocks) if b.kind not in ("photo", "article") and (is_same(b, item) or _between(b, found))), None
        )
        if at is not None:
            blocks = [*blocks[:at], filled(blocks[at], item), *blocks[at + 1 :]]
        elif item.identity is not None or item.media or (item.title and item.native_id and (item.duration_s or item.image)):
            blocks = _placed(blocks, [block_of(item, rule, confidence=0.7)], found)
    new = [b for b in found.blocks if not any(b.url and b.url == known.url for known in blocks)]
    return _placed(blocks, new, found) if new and not any(_between(b, found) for b in blocks) else blocks


def _between(block: Block, found: Found) -> bool:
    """True for a piece of media in the markup between the same two paragraphs."""
    if block.span is None or block.kind in ("photo", "article", "gallery") or (found.after is None and found.before is None):
        return False
    return (found.after is None or block.span[0] >= found.after[1]) and (found.before is None or block.span[1] <= found.before[0])


def _placed(blocks: list[Block], new: list[Block], found: Found) -> list[Block]:
    """The blocks with new ones behind the last that stands before the member's paragraph."""
    edge = found.after[1] if found.after else 0
    at = max((n + 1 for n, b in enumerate(blocks) if b.span and b.span[0] < edge), default=0)
    while at < len(blocks) and blocks[at].span is None:
        at += 1
    return [*blocks[:at], *new, *blocks[at:]]


def _markup(member: Any) -> Iterator[str]:
    return (html.unescape(text) if "&lt;" in text else text for text in _strings(member) if _MARKUP.search(text[:4_000]))


def _text(member: Any) -> str:
    """The beginning of the first long text of a member."""
    return next(filter(None, map(_beginning, _strings(member))), "")


def _strings(member: Any) -> Iterator[str]:
    stack, looked = [member], 0
    while stack and looked < _LOOKED_AT:
        node, looked = stack.pop(), looked + 1
        if isinstance(node, str):
            yield node
        elif isinstance(node, dict | list):
            stack += reversed(list(islice(node.values() if isinstance(node, dict) else node, _LOOKED_AT)))


def _beginning(text: str) -> str:
    if len(text) < _BEGINNING or " " not in text[:200]:
        return ""
    plain = " ".join(html.unescape(_TAGS.sub("", text[:600]) if "<" in text[:600] else text[:600]).split())
    return plain[:_BEGINNING] if len(plain) >= _BEGINNING else ""


__all__ = ["Found", "bodies", "merged"]
