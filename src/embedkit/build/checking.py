"""Asks again for every embed of a set of articles and tells what is gone, private, moved, renamed or changed since the lock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

from embedkit.asks import Entry
from embedkit.build import inputs
from embedkit.build.locking import Open
from embedkit.client import Client, Store
from embedkit.layers import Layers, Ledger, everything
from embedkit.lock import Lock, line
from embedkit.models import Block, Facts, Problem
from embedkit.problems import NOTES, PROBLEMS, explanations
from embedkit.resolvers import oembed, page

Level = Literal["error", "warning", "note"]
_COMPARED = ("title", "authors", "description", "kind", "thumbnails", "player", "duration_s", "aspect_ratio", "text", "site_name")


class Finding(NamedTuple):
    """One thing to know about one embed. `line` and `column` count from 1, `span` is in characters of the source."""

    code: str
    name: str
    level: Level
    source: str
    line: int
    column: int
    span: tuple[int, int] | None
    url: str
    message: str


@dataclass
class Checked:
    """What a check found, in the order of the articles; `items` were looked at, `asked` of them have something to ask."""

    findings: list[Finding] = field(default_factory=list)
    unreadable: list[inputs.Unreadable] = field(default_factory=list)
    items: int = 0
    asked: int = 0

    @property
    def passing(self) -> list[Finding]:
        """Look-ups that failed for a reason that may pass: they tell nothing of the embed."""
        return [found for found in self.findings if found.level == "note"]


def check(paths: Iterable[str | Path], cache: Store, open_client: Open, lock: Lock, *, base_url: str | None = None) -> Checked:
    """Looks at every embed under `paths`. Equal requests are asked once; what the cache knows the version of is asked for changes only."""
    ledger = Ledger(Layers(cache, lock, refresh=everything))
    checked, known = Checked(), dict[str, Problem | None]()
    with closing(open_client(ledger)) as client:
        for document in inputs.each(paths):
            if isinstance(document, inputs.Unreadable):
                checked.unreadable.append(document)
                continue
            for block in document.blocks(base_url, profiles=client.profiles):
                checked.items += 1
                requests, problem, url = _look(client, ledger, block, known)
                checked.asked += bool(requests)
                place = _place(document, block)
                for name, level, message in _said(requests, problem, ledger, lock):
                    checked.findings.append(Finding(_code(name), name, level, document.source, *place, block.span, url, message))
    return checked


def _look(client: Client, ledger: Ledger, block: Block, known: dict[str, Problem | None]) -> tuple[list[str], Problem | None, str]:
    """The requests of an item, what is wrong with it, and its address. A second look would see the first one's kept answer as good."""
    ledger.latest.clear()
    card = client.card(block)
    requests = list(ledger.latest)
    problem = known.setdefault(requests[0], card.problem) if requests else None
    return requests, problem, card.url or card.id


def _said(requests: list[str], problem: Problem | None, ledger: Ledger, lock: Lock) -> Iterator[tuple[str, Level, str]]:
    if problem is not None:
        trouble = PROBLEMS[problem]
        yield problem, "note" if trouble.network else "error", trouble.message
        return
    told: dict[str, tuple[str, Level, str]] = {}
    for request in requests:
        for name, level, message in _since(lock.get(request), ledger.used.get(request)):
            told.setdefault(name, (name, level, message))
    yield from told.values()


def _since(before: Entry | None, after: Entry | None) -> Iterator[tuple[str, Level, str]]:
    """What is different in the answer to one request."""
    if after is None:
        return
    if (target := _moved(after)) and (before is None or before.moved_to != after.moved_to):
        yield "moved", "warning", f"{NOTES['moved'].message}: {target}"
    if before is not None and line("", before) != line("", after):
        yield from _differences(before, after)


def _moved(entry: Entry) -> str | None:
    """Where permanent redirects lead, when that is more than another spelling; a share link is made to lead elsewhere."""
    return entry.moved_to if entry.text and entry.moved_to and _spelling(entry.moved_to) != _spelling(entry.url) else None


def _spelling(url: str) -> tuple[str, str]:
    """What is left of an address without scheme, `www.`, final slash and query."""
    parts = urlsplit(url)
    return parts.netloc.lower().removeprefix("www.").removeprefix("m."), parts.path.rstrip("/")


def _differences(before: Entry, after: Entry) -> Iterator[tuple[str, Level, str]]:
    if before.problem is not None:
        yield "changed", "warning", f"{NOTES['changed'].message}: it was {before.problem}, and answers again"
        return
    old, new = _words(before), _words(after)
    if old.get("title") != new.get("title"):
        yield "renamed", "warning", f"{NOTES['renamed'].message}: “{old.get('title', '')}” is now “{new.get('title', '')}”"
    other = [name for name in _COMPARED[1:] if old.get(name) != new.get(name)]
    if other:
        yield "changed", "warning", f"{NOTES['changed'].message}: {', '.join(other)}"


def _words(entry: Entry) -> dict[str, object]:
    """What an answer says by field, the first source that says it."""
    facts: tuple[Facts, ...] = ()
    if oembed.said_in(entry.text) is not None:
        told = oembed.read(entry.text)
        facts = () if isinstance(told, str) else (told,)
    elif not isinstance(says := page.read(entry.text, entry.moved_to or entry.url), str):
        facts = says.facts
    return {name: value for fact in reversed(facts) for name in _COMPARED if (value := getattr(fact, name))}


def _code(name: str) -> str:
    return {told.name: told.code for told in explanations()}[name]


def _place(document: inputs.Document, block: Block) -> tuple[int, int]:
    """Line and column of a block, from 1."""
    at = block.span[0] if block.span else 0
    return document.text.count("\n", 0, at) + 1, at - (document.text.rfind("\n", 0, at) + 1) + 1
