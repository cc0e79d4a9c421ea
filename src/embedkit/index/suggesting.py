"""From an article's file to suggested cards: its title and text, what it already shows, and what fits besides."""

from __future__ import annotations

from datetime import datetime
from pathlib import PurePosixPath

from bs4.element import Tag

from embedkit.build.inputs import Document, read
from embedkit.identify import identify
from embedkit.index.item import key_of
from embedkit.index.store import Index
from embedkit.index.suggest import Suggestion
from embedkit.models import Block, Card, Match
from embedkit.normalise import card as card_of
from embedkit.rules.text.document import Document as Lines
from embedkit.soup import read as read_soup


def suggested(index: Index, file: str, *, published_at: datetime | None = None, limit: int = 3, threshold: float = 0.3) -> list[Card]:
    """Cards with the role `suggested`, the best first; score and explanation stand in their provenance. Raises InputError for a file that is no article."""
    document = read(file, PurePosixPath(file.replace("\\", "/").rpartition("/")[2]))
    title, text = words_of(document)
    shown = {name for block in document.blocks() for name in _names(index, block)}
    found = index.suggest(title, text, published_at=published_at, limit=limit, threshold=threshold, without=shown)
    return [_card(suggestion) for suggestion in found]


def words_of(document: Document) -> tuple[str, str]:
    """An article's headline and its running text."""
    if document.format == "text":
        lines = Lines(document.text)
        first = lines.body.start
        titles = [lines.lines[n].text for n in range(first) if lines.is_title(n)]
        return " ".join(titles[-1:]), "\n".join(line.text for line in lines.lines[first:])
    soup = read_soup(document.text)
    heading = soup.find("h1") or soup.find("title")
    return (heading.get_text(" ") if isinstance(heading, Tag) else ""), "\n".join(p.get_text(" ") for p in soup.find_all("p"))


def _names(index: Index, block: Block) -> list[str]:
    """The ids and addresses of what a block shows, also where its title alone names it."""
    names = [f"{block.provider}:{block.native_id}"] if block.provider and block.native_id else []
    names += [key_of(block.url)] if block.url else []
    if block.kind == "video" and block.title and not names:
        found = index.match(block.title).item
        names += [found.key] if found is not None else []
    return names


def _card(suggestion: Suggestion) -> Card:
    item = suggestion.item
    identity = next(filter(None, map(identify, filter(None, (item.url, item.player)))), None)
    match = Match(score=suggestion.score, reason=suggestion.explanation, listed_in=suggestion.listed_in)
    block = Block(kind="video", role="suggested", rule="suggested", confidence=suggestion.score)
    return card_of(block, identity, (item.facts(match),), status="resolved")
