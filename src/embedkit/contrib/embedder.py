"""What every host adapter does: URLs and article markup to HTML, without the network unless asked, and without ever raising.

What is not known yet is noted (`Wanted`), shown as what markup and address tell, and looked up later by a warm command.
"""

from __future__ import annotations

import json
import logging
import os
import re
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, Final, Literal

from markupsafe import Markup

from embedkit import identify
from embedkit.build import files
from embedkit.build.replace import replace
from embedkit.client import DEFAULT, Client
from embedkit.errors import ConfigurationError
from embedkit.layers import Layers, Ledger
from embedkit.lock import Lock, lockable
from embedkit.models import Block, Card
from embedkit.parse import parse
from embedkit.render import HtmlRenderer
from embedkit.resolve import Options

_LOG = logging.getLogger("embedkit")
_UNKNOWN: Final = frozenset(("offline", "not_in_lock"))
_LONGEST: Final = 2_048
_RECENT_S: Final = 60.0
_MOST: Final = 1_000
_LARGE: Final = 200_000
"""How many results are remembered, of how many characters of source at most, and for how many seconds."""
ALONE: Final = re.compile(r"\s*<?(https?://[^\s<>]{4,2000})>?\s*")
"""A paragraph of a Markdown text that is nothing but an address."""


class Wanted:
    """The addresses that pages asked for and nobody knew: a file of JSON lines that processes append to, or memory without one."""

    def __init__(self, path: str | Path | None = None) -> None:
        self.path = Path(path) if path is not None else None
        self._noted: set[str] = set()
        self._lock = threading.Lock()

    def note(self, url: str) -> None:
        """Notes an address once; a folder that takes no file is no reason to fail a page."""
        with self._lock:
            if url in self._noted or len(url) > _LONGEST:
                return
            self._noted.add(url)
            if self.path is None:
                return
            try:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                handle = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
                try:
                    os.write(handle, json.dumps(url).encode() + b"\n")
                finally:
                    os.close(handle)
            except OSError as fault:
                _LOG.warning("embedkit: %s cannot be written (%s); what pages want is not remembered", self.path, fault.strerror)

    def take(self) -> list[str]:
        """All addresses, each once, oldest first; they are forgotten."""
        with self._lock:
            urls = list(self._noted) if self.path is None else self._read()
            self._noted.clear()
            return urls

    def _read(self) -> list[str]:
        if self.path is None or not self.path.is_file():
            return []
        taken = self.path.with_suffix(f".{os.getpid()}")
        os.replace(self.path, taken)
        try:
            return list(dict.fromkeys(filter(None, map(_address, taken.read_text("utf-8", "replace").splitlines()))))
        finally:
            taken.unlink()


def _address(line: str) -> str | None:
    try:
        url = json.loads(line)
    except ValueError:
        return None
    return url if isinstance(url, str) else None


class Embedder:
    """Embeds with one client and one renderer. Safe to share between threads; two of them never influence each other.

    `client` decides what is asked (see `embedder` for one that asks nothing); `load` and `posters` are the renderer's options.
    """

    def __init__(self, client: Client, *, templates: str | Path | None = None, load: Literal["click", "eager"] = "click",
                 posters: Literal["own", "remote"] = "own", wanted: Wanted | None = None) -> None:  # fmt: skip
        self.client, self.load, self.posters = client, load, posters
        self.renderer = HtmlRenderer(templates)
        self.wanted = wanted or Wanted()
        self._recent: dict[tuple[str, ...], tuple[float, Markup]] = {}

    def card(self, url: str) -> Card:
        """The card of an address; one for the bare link where it is none."""
        return self._noted(self.client.card(url))

    def cards(self, markup: str) -> list[Card]:
        """The cards of an article's markup, in order."""
        return [self._noted(card) for card in self.client.cards(markup)]

    def embed(self, url: str) -> Markup:
        """The card of an address as HTML. A fault becomes a plain link and a line in the log.

        What is whole is remembered for a minute: a page shows what is new soon enough, and costs no look-up a card.
        """
        return self._once(("url", url), self._card, lambda: Markup("<p>{}</p>").format(url))

    def html(self, markup: str) -> Markup:
        """The article's markup, which the site trusts, with its media replaced by cards. A fault leaves it as it was.

        Remembered as single cards are.
        """
        return self._once(("html", markup), self._article, lambda: Markup(markup))  # noqa: S704 - the caller's own article

    def _card(self, url: str) -> tuple[Markup, bool]:
        card = self.card(url)
        return self.markup(card), card.problem is None

    def _article(self, markup: str) -> tuple[Markup, bool]:
        blocks = parse(markup, format="html")
        cards = self._resolved(blocks)
        pieces = [(block.span, str(self.markup(card))) for block, card in zip(blocks, cards, strict=True) if block.span]
        made = Markup(replace(markup, pieces))  # noqa: S704 - the caller's own article around our own cards
        return made, all(card.problem is None for card in cards)

    def _once(self, key: tuple[str, ...], make: Callable[[str], tuple[Markup, bool]], instead: Callable[[], Markup]) -> Markup:
        key = (*key, self.language() or "")
        known = self._recent.get(key)
        if known is not None and known[0] > time.monotonic():
            return known[1]
        try:
            made, whole = make(key[1])
        except Exception:
            _LOG.exception("embedkit: %r could not be embedded", key[1][:200])
            return instead()
        if whole and len(key[1]) <= _LARGE:
            if len(self._recent) >= _MOST:
                self._recent.clear()
            self._recent[key] = (time.monotonic() + _RECENT_S, made)
        return made

    def markup(self, card: Card) -> Markup:
        """A card as HTML."""
        shown = self.renderer.render(card, load=self.load, posters=self.posters, language=self.language())
        return Markup(shown)  # noqa: S704 - our renderer escapes

    def language(self) -> str | None:
        """The language of our own words: the site's."""
        return self.client.options.language

    def warm(self) -> tuple[int, list[Card]]:
        """Looks up what pages wanted; with a client that asks. Gives how many became known, and the cards of the others."""
        cards = [self.client.card(url) for url in self.wanted.take()]
        missed = [card for card in cards if card.problem is not None]
        for card in missed:
            if card.problem in _UNKNOWN and card.url:
                self.wanted.note(card.url)
        return len(cards) - len(missed), missed

    def knows(self, url: str) -> bool:
        """True for an address that a provider's row recognises."""
        return identify(url) is not None

    def _resolved(self, blocks: list[Block]) -> list[Card]:
        return [self._noted(card) for card in self.client.cards(blocks)]

    def _noted(self, card: Card) -> Card:
        if card.problem in _UNKNOWN and card.url:
            self.wanted.note(card.url)
        return card


_SITE: Final = ("site_url", "language", "max_width", "max_height", "do_not_track", "deadline_s")
_OURS: Final = ("cache", "lock", "frozen", "network", "templates", "load", "posters", "wanted")


def embedder(settings: Mapping[str, Any] | None = None, **more: Any) -> Embedder:
    """An embedder from a host's settings; without `network=True` it answers from cache and lock file alone.

    Settings: `cache` (folder, or None), `lock` (file), `frozen` (the lock file alone), `network`, `wanted` (file for what pages asked
    for), `templates`, `load`, `posters`, and a site's `site_url`, `language`, `max_width`, `max_height`, `do_not_track`, `deadline_s`.
    Raises ConfigurationError for others, and for values that cannot be.
    """
    told = {**(settings or {}), **more}
    unknown = sorted(set(told) - {*_SITE, *_OURS})
    if unknown:
        raise ConfigurationError(f"unknown setting {', '.join(unknown)}; known: {', '.join((*_OURS, *_SITE))}")
    try:
        options = Options(**{name: told[name] for name in _SITE if told.get(name) is not None})
    except ValueError as fault:
        raise ConfigurationError(f"a setting cannot be used: {fault}") from fault
    client = Client(
        cache=told.get("cache", DEFAULT),
        lock=told.get("lock"),
        frozen=bool(told.get("frozen")),
        offline=not told.get("network"),
        options=options,
    )
    shown = {name: told[name] for name in ("templates", "load", "posters") if told.get(name) is not None}
    return Embedder(client, wanted=Wanted(told.get("wanted")), **shown)


def lock_urls(place: str | Path, urls: Iterable[str], settings: Mapping[str, Any]) -> int:
    """Adds what providers answer about addresses to a lock file, which is made where there is none; gives its number of answers.

    Raises ConfigurationError for a file that is no lock, or a folder that takes no file.
    """
    path = Path(place)
    old = Lock.read(path) if path.is_file() else Lock()
    asking = embedder({**settings, "lock": None, "frozen": False, "network": True})
    ledger = Ledger(Layers(asking.client.cache, old))
    with Client(cache=ledger, options=asking.client.options) as client:
        for url in urls:
            client.card(url)
    asking.client.close()
    answers = {key: entry for key in old if (entry := old.get(key)) is not None}
    answers |= {key: entry for key, entry in ledger.used.items() if entry is not None and lockable(entry)}
    new = Lock(answers)
    files.write(path.parent, PurePosixPath(path.name), new.text().encode())
    return len(new)
