"""Asks addresses of feeds and sitemaps: through the door that the caller hands in, remembered in the same cache as everything else."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from embedkit import encoding, urls
from embedkit.asks import Answer, Entry, Fetch
from embedkit.models import Problem
from embedkit.problems import PROBLEMS, of_status

LARGEST = 64_000_000
"""Bytes of one answer, decoded (a sitemap has 50 MB at most)."""
_FRESH = timedelta(hours=1)
_KEPT = 4_000_000
_ACCEPT = "application/rss+xml,application/atom+xml,application/xml,application/json,text/csv,text/html;q=0.8,*/*;q=0.5"


class Store(Protocol):
    """What is needed of a cache."""

    def get(self, key: str) -> Entry | None: ...
    def set(self, key: str, entry: Entry) -> bool: ...


class Asking:
    """Asks each address at most once an hour, and then only for changes (RFC 9110, section 13.1). A failure leaves what was remembered."""

    def __init__(self, fetch: Callable[[Fetch], Answer], store: Store, now: Callable[[], datetime]) -> None:
        self.fetch, self.store, self.now = fetch, store, now

    def __call__(self, url: str) -> bytes | Problem:
        """What stands at the address, in UTF-8, or why it cannot be had."""
        ask = Fetch(url=urls.drop_tracking(url), accept=_ACCEPT)
        known = self.store.get(ask.key)
        good = known is not None and known.is_good
        if known is not None and good and known.fetched_at + _FRESH > self.now():
            return known.text.encode()
        if known is not None and good:
            ask = ask.model_copy(update={"etag": known.etag, "modified": known.modified})
        answer = self.fetch(ask)
        if answer.status == 304 and known is not None and good:
            self._keep(ask, known.text, answer, known)
            return known.text.encode()
        problem = answer.problem or of_status("", answer.status)
        if problem is not None:
            return known.text.encode() if known is not None and good and PROBLEMS[problem].network else problem
        text = _text(answer)
        if text is None:
            return "too_large"
        self._keep(ask, text, answer, None)
        return text.encode()

    def _keep(self, ask: Fetch, text: str, answer: Answer, known: Entry | None) -> None:
        if len(text) > _KEPT:
            return
        now, headers = self.now(), answer.headers
        self.store.set(ask.key, Entry(url=ask.url, status=200, text=text, fetched_at=now, fresh_until=now + _FRESH, content_type=headers.get("content-type", ""),
                                      etag=headers.get("etag") or (known.etag if known else None),
                                      modified=headers.get("last-modified") or (known.modified if known else None)))  # fmt: skip


def _text(answer: Answer) -> str | None:
    """The text of an answer, unpacked where it is a gzipped file; None where that is too large."""
    body = answer.body
    if body[:2] == b"\x1f\x8b":
        try:
            body = zlib.decompressobj(31).decompress(body, LARGEST + 1)
        except zlib.error:
            return ""
    return encoding.of_answer(body, answer.headers.get("content-type", "")) if len(body) <= LARGEST else None
