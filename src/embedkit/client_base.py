"""What both clients share: configuration, what an item is, and the card of an outcome."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from bs4.element import Tag

from embedkit import normalise, urls
from embedkit.asks import Answer, Entry, Fetch, Known, Load, Lookup
from embedkit.cache import Cache, MemoryCache
from embedkit.errors import ConfigurationError
from embedkit.identify import identify, identify_id
from embedkit.layers import Layers, everything, nothing
from embedkit.lock import Lock
from embedkit.models import Block, Card, CardWarning, Identity
from embedkit.network import Network
from embedkit.parse import parse
from embedkit.profiles import Profile
from embedkit.providers import Provider
from embedkit.recall import Recall, Uses, noted
from embedkit.replay import UNRECORDED
from embedkit.resolve import Options, Outcome, Plan, resolve
from embedkit.rules import Rules

if TYPE_CHECKING:
    from embedkit.index import Index


class _Default:
    """Stands for the default folder, as None means no folder at all."""


DEFAULT: Final = _Default()
_OFFLINE = Answer(problem="offline")


class Store(Protocol):
    """What a client needs of a cache. One that several processes share may also have `claim` (`embedkit.flight.Shared`)."""

    def get(self, key: str) -> Entry | None: ...
    def set(self, key: str, entry: Entry) -> bool: ...
    def close(self) -> None: ...


CacheChoice = str | Path | Store | None | _Default
LockChoice = str | Path | Lock | None
Heard = Callable[[Fetch, Answer], None]
Due = list[tuple[str, str | Block]]
"""Answers to be renewed: the key, and the item that needs it."""


class Base:
    """A client but for its asking."""

    profiles: tuple[Profile, ...] = ()
    """Notations of the site's own markup."""

    def __init__(self, cache: CacheChoice, offline: bool, lock: LockChoice, frozen: bool, refresh: bool, index: str | Path | Index | None,
                 providers: Sequence[Provider], rules: Rules, options: Options, now: Callable[[], datetime] | None, heard: Heard | None) -> None:  # fmt: skip
        if frozen and lock is None:
            raise ConfigurationError("frozen= answers from a lock file alone; name it with lock=")
        if refresh and (frozen or offline):
            raise ConfigurationError("refresh= asks everything again, offline= and frozen= ask nothing; leave out one of them")
        opened = Lock.read(lock) if isinstance(lock, str | Path) else lock
        self._unaskable = offline or frozen
        self.heard, self._unasked = heard, Answer(problem="not_in_lock") if frozen else _OFFLINE
        self.offline, self.providers, self.rules, self.options = offline, tuple(providers), rules, options
        self.now = now or (lambda: datetime.now(UTC))
        self.index, self._own_index = _opened(index), isinstance(index, str | Path)
        self._own_cache = isinstance(cache, str | Path | _Default)
        # A frozen client leaves the folder alone: it may be one that cannot be written.
        cache = None if frozen and self._own_cache else cache
        self.cache: Store = (
            Cache()
            if isinstance(cache, _Default)
            else Cache(cache)
            if isinstance(cache, str | Path)
            else MemoryCache()
            if cache is None
            else cache
        )
        self._recall = Recall()
        layered = opened is not None or refresh
        self.store: Store = Layers(self.cache, opened, frozen=frozen, refresh=everything if refresh else nothing) if layered else self.cache

    @property
    def warnings(self) -> list[CardWarning]:
        """What is wrong with the cache, if anything."""
        return list(getattr(self.cache, "warnings", ()))

    def _blocks(self, what: str | bytes | Tag | Sequence[Block], base_url: str | None) -> list[Block]:
        if isinstance(what, str | bytes | Tag):
            return parse(what, base_url=base_url, rules=self.rules, profiles=self.profiles)
        return list(what)

    def _identity(self, block: Block) -> Identity | None:
        for url in (block.source_url, block.url):
            if url and (found := self._identify(url)) is not None and (block.provider in (None, found.provider)):
                return found
        return identify_id(block.provider, block.native_id, providers=self.providers) if block.provider and block.native_id else None

    def _plan(self, what: str | Block, *, renew: bool = False) -> tuple[Block | None, Identity | None, str | None, Plan]:
        """What an item is, and the plan for it; with `renew` one that gives out no answer whose life is over."""
        options = self.options.model_copy(update={"stale_while_revalidate_s": 0}) if renew else self.options
        if isinstance(what, Block):
            identity, url = self._identity(what), None
            return (
                what,
                identity,
                url,
                resolve(what, identity, options, self.now(), identify=self._identify, indexed=self.index is not None),
            )
        url = urls.clean(what)
        identity = self._identify(url) if url else None
        return (
            None,
            identity,
            url,
            resolve(None, identity, options, self.now(), url=url, identify=self._identify, indexed=self.index is not None),
        )

    def _identify(self, url: str) -> Identity | None:
        return identify(url, providers=self.providers)

    def _card(self, block: Block | None, identity: Identity | None, url: str | None, outcome: Outcome) -> Card:
        return normalise.card(block, identity or outcome.identity, outcome.facts, status=outcome.status, problem=outcome.problem, warnings=outcome.warnings, url=url,
                              fetched_at=outcome.fetched_at, fresh_until=outcome.fresh_until, site_host=self.options.site_host)  # fmt: skip

    def _serves(self, entry: Entry | None, *, stale: bool) -> bool:
        """Whether nobody will ask for this key: what is stored is enough, or nothing is asked at all."""
        stale_for = timedelta(seconds=self.options.stale_while_revalidate_s if stale else 0)
        return self._unaskable or (entry is not None and entry.is_usable(self.now(), stale_for))

    def at_hand(self, what: str | Block, *, keep: bool = True) -> Card | None:
        """The card of an item for which nobody need be asked; None where the network, an index or another's turn would be waited for.

        It is the card that `card` gives. The store is read at once, in the calling thread. Without `keep` no card is
        remembered or looked for: who goes once through thousands of documents would only fill memory with cards that nobody asks for again.
        """
        if keep and (known := self._recall.get(what, self.store, self.now)) is not None:
            return known
        block, identity, url, plan = self._plan(what)
        uses: Uses = []
        outcome = self._driven(noted(plan, uses) if keep else plan)
        if outcome is None:
            return None
        card = self._card(block, identity, url, outcome)
        return self._recall.keep(what, card, uses) if keep else card

    def _driven(self, plan: Plan) -> Outcome | None:
        """What a plan comes to by stored answers alone; None where they do not suffice."""
        try:
            ask = next(plan)
            while True:
                if isinstance(ask, Load) and self._serves(entry := self.store.get(ask.key), stale=False):
                    ask = plan.send(entry)
                elif isinstance(ask, Fetch) and self._unaskable:
                    ask = plan.send(self._unasked)
                else:
                    return None
        except StopIteration as done:
            outcome: Outcome = done.value
            return outcome

    def _recalled(self, items: Sequence[str | Block]) -> list[Card | None]:
        """The cards that were made before of answers which are still the stored ones."""
        return [self._recall.get(what, self.store, self.now) for what in items]

    @property
    def _network(self) -> Network:
        """The operator's settings; where they name no contact, the site is one."""
        network = self.options.network
        return network if network.contact else network.model_copy(update={"contact": self.options.site_url})

    def _until(self, deadline_s: float | None) -> float:
        """When, on the monotonic clock, a document's time is over."""
        return time.monotonic() + (self.options.document_s if deadline_s is None else deadline_s)

    @property
    def _patience_s(self) -> float:
        """How long another process may take for one request before we ask ourselves."""
        return self.options.deadline_s + 5

    def _heard(self, ask: Fetch, answer: Answer) -> Answer:
        """What an answer means to the plan; a request that no recorded answer fits was not asked."""
        if answer.status == UNRECORDED:
            return _OFFLINE
        if self.heard is not None and answer is not self._unasked:
            self.heard(ask, answer)
        return answer

    def _listed(self, ask: Lookup) -> Known | None:
        return self.index.known(ask) if self.index is not None else None

    def _close_files(self) -> None:
        if self.index is not None and self._own_index:
            self.index.close()
        if self._own_cache:
            self.cache.close()


def _opened(index: str | Path | Index | None) -> Index | None:
    """The index; its libraries are imported only where one is used."""
    if index is None:
        return None
    from embedkit.index import opened

    return opened(index)
