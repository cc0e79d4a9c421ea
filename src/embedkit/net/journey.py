"""One look-up from its first request to its answer: redirects by hand, one second try, and what each fault means. Both doors share it."""

from __future__ import annotations

import re
import ssl
import zlib
from collections.abc import Generator
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from urllib.parse import urljoin

import httpcore
import httpx

from embedkit import urls
from embedkit.asks import Answer, Fetch
from embedkit.models import Problem
from embedkit.net.body import NoText
from embedkit.net.budget import Late, Limits, TooLarge, current
from embedkit.net.policy import Refused

_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_FAULTS: tuple[tuple[type[BaseException], Problem], ...] = (
    (Refused, "refused_address"),
    (TooLarge, "too_large"),
    (NoText, "not_oembed"),
    (Late, "timed_out"),
    (httpcore.TimeoutException, "timed_out"),
    (httpx.TimeoutException, "timed_out"),
    (TimeoutError, "timed_out"),
)
_BROKEN = (httpcore.ReadError, httpcore.WriteError, httpcore.RemoteProtocolError)
"""A connection that was kept may have been closed by the server in the meantime."""
WORLD = (
    httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException, httpcore.UnsupportedProtocol, httpcore.ProxyError, httpx.HTTPError,
    httpx.InvalidURL, ssl.SSLError, zlib.error, Refused, TooLarge, NoText, Late, OSError, ValueError,
)  # fmt: skip
"""What the network, a server or an answer can do to us."""
_NO_COMMENT = re.compile(r"[^\x21-\x27\x2a-\x7e]")
"""What may not stand in a comment of a header (RFC 9110, section 5.6.5)."""
Said = Answer | Exception
"""What came of one request: an answer, or what broke."""


def problem_of(fault: BaseException) -> Answer:
    """What a fault of the network means; it may be wrapped."""
    seen: BaseException | None = fault
    while seen is not None:
        for kind, problem in _FAULTS:
            if isinstance(seen, kind):
                return Answer(problem=problem)
        seen = seen.__cause__ or seen.__context__
    return Answer(problem="provider_down", detail=f"{type(fault).__name__}: {fault}"[:200])


def agent(contact: str | None) -> str:
    """Who asks, and where its operator is reached."""
    reached = _NO_COMMENT.sub("", contact or "")
    return f"embedkit/{version('embedkit-media')} ({f'+{reached}' if reached else 'embedkit-media'})"


def headers_for(fetch: Fetch, agent: str) -> dict[str, str]:
    """What a request says: who asks, what helps, and nothing of a reader."""
    said = {"User-Agent": agent, "Accept": fetch.accept, "Accept-Encoding": "gzip"}
    wishes = {
        "Referer": fetch.referer,
        "Accept-Language": fetch.language,
        "If-None-Match": fetch.etag,
        "If-Modified-Since": fetch.modified,
    }
    return said | {name: value for name, value in wishes.items() if value}


def leads_on(status: int, headers: dict[str, str]) -> bool:
    """True for a redirect: its body says nothing."""
    return status in _REDIRECTS and "location" in headers


def journey(fetch: Fetch, limits: Limits) -> Generator[str, Said, Answer]:
    """Yields the URL to ask, is sent what came of it, returns the answer."""
    url, moved, again = fetch.url, True, True
    for _ in range(limits.redirects + 1):
        said = yield url
        if again and _may_be_asked_again(said):
            again, second = False, (yield url)
            # A host that is left alone by now says less than its first answer.
            said = said if isinstance(second, Answer) and second.forget else second
        if isinstance(said, Exception):
            return problem_of(said)
        if said.problem is not None or not leads_on(said.status, said.headers):
            return said.model_copy(update={"url": url, "moved": moved and url != fetch.url})
        target = _next(url, said.headers["location"])
        if isinstance(target, Answer):
            return target
        if fetch.redirect_only:
            return Answer(status=said.status, headers=said.headers, url=target, moved=True)
        url, moved = target, moved and said.status in (301, 308)
    return Answer(problem="provider_down", detail="too many redirects")


def _may_be_asked_again(said: Said) -> bool:
    """A connection that broke off; an answer that names a pause which ends before the deadline. A caller's own client tries as it likes."""
    budget = current.get()
    if not budget.begun or isinstance(said, Exception):
        return isinstance(said, _BROKEN)
    pause = said.wait(datetime.now(UTC)) if said.status in (429, 503) else timedelta(0)
    return timedelta(0) < pause < timedelta(seconds=budget.left() - 0.5)


def _next(url: str, location: str) -> str | Answer:
    """Where a redirect leads, or the problem with it: web URLs only, never from https to http."""
    try:
        target = urls.clean(urljoin(url, location))
    except ValueError:
        target = None
    if target is None or urls.opened(target) is None:
        return Answer(problem="provider_down", detail="a redirect to no web address")
    if url.startswith("https:") and not target.startswith("https:"):
        return Answer(problem="refused_address", detail="a redirect from https to http")
    return target
