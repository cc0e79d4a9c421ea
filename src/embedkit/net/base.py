"""What both doors decide alike: whom to ask as whom, whose turn it is, and what is noted of an answer."""

from __future__ import annotations

import ssl
from typing import Any
from urllib.parse import unquote, urlsplit

import httpcore

from embedkit import urls
from embedkit.asks import Answer
from embedkit.net import body
from embedkit.net.budget import Limits, current
from embedkit.net.guard import Proxy
from embedkit.net.hosts import Hosts
from embedkit.net.journey import Said, agent, problem_of
from embedkit.net.policy import policy
from embedkit.network import Network

_DOWN = ("provider_down", "timed_out")
_OVER = "the time for the whole document was over"


class Base:
    """A door but for its asking."""

    def __init__(self, limits: Limits | None, network: Network | None) -> None:
        self.limits, self.network = limits or Limits(), network or Network()
        self.policy = policy(self.network.ports, self.network.allow)
        self.hosts = Hosts(self.network.per_second)
        self.agent = agent(self.network.contact)
        parts = urlsplit(self.network.proxy or "")
        self.proxy: Proxy | None = (parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)) if parts.hostname else None

    def pool_options(self) -> dict[str, Any]:
        tls = ssl.create_default_context()
        options: dict[str, Any] = {"ssl_context": tls, "keepalive_expiry": 20.0}
        if self.network.proxy is not None:
            parts = urlsplit(self.network.proxy)
            options["proxy"] = httpcore.Proxy(
                httpcore.URL(scheme=parts.scheme, host=parts.hostname or "", port=self.proxy[1] if self.proxy else None, target="/"),
                auth=(unquote(parts.username), unquote(parts.password or "")) if parts.username else None,
            )
        return options

    def place(self, url: str) -> tuple[str, str]:
        """The URL as it is asked, and the name under which its host is kept. Raises Refused for what no proxy shall be asked for."""
        there = urls.opened(url)
        if there is None:
            raise ValueError("no web address")
        if self.proxy is not None:
            self.policy.judge_name(there[1], there[2])
        return there[0], there[1] if there[2] == 443 else f"{there[1]}:{there[2]}"

    def turn(self, name: str) -> float | Answer:
        budget = current.get()
        return self.hosts.turn(name, budget.left() if budget.begun else min(budget.left(), self.limits.deadline_s))

    def begin(self) -> dict[str, Any]:
        """The first request of a look-up starts its clock; each has its headers counted."""
        budget = current.get()
        budget.begin(self.limits.deadline_s)
        budget.head = self.limits.header_bytes
        return {"timeout": dict.fromkeys(("connect", "read", "write", "pool"), budget.left())}

    def head(self, status: int, raw: list[tuple[bytes, bytes]], accept: str) -> tuple[dict[str, str], body.Body]:
        said = body.check(status, raw, self.limits, pictures=accept.startswith("image/"))
        current.get().head = None
        return said, body.Body(said.get("content-encoding", ""), self.limits.decoded_bytes)

    def ended(self, answer: Answer) -> Answer:
        """The answer; what the caller's own time cut off says nothing of the item."""
        over = answer.problem == "timed_out" and current.get().is_over
        return answer.model_copy(update={"forget": True, "detail": _OVER}) if over else answer

    def note(self, name: str, said: Said) -> Said:
        """Tells the host's bookkeeping what came of a request."""
        if isinstance(said, Answer):
            self.hosts.answered(name, said)
        elif problem_of(said).problem in _DOWN and not current.get().is_over:
            self.hosts.failed(name)
        return said
