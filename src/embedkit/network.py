"""How a site uses the network: who it says it is, through what it goes, how hard it may ask. Set by its operator, never by content."""

from __future__ import annotations

from ipaddress import ip_network
from urllib.parse import urlsplit

from pydantic import Field, field_validator

from embedkit.models import Value


class Network(Value):
    """What the door to the network may do, for all look-ups of one client.

    `contact` is an address or a URL where a provider reaches the operator; it goes into the User-Agent. `proxy` is an `http://` or
    `https://` proxy: it resolves names itself, so the addresses behind names are then its operator's to judge. `ports` are allowed
    beside 80 and 443; `allow` are networks (`"10.20.0.0/16"`) that may be contacted though they are not public, at any port.
    `at_once` requests run together, `per_host` of them at one host, which is asked at most `per_second` times a second (a burst of
    as many at first). Raises ValueError (pydantic's ValidationError) for what cannot be used.
    """

    contact: str | None = Field(default=None, pattern=r"^[\x21-\x27\x2a-\x7e]{3,200}$")
    proxy: str | None = None
    ports: frozenset[int] = frozenset()
    allow: tuple[str, ...] = ()
    at_once: int = Field(default=16, ge=1, le=256)
    per_host: int = Field(default=2, ge=1, le=256)
    per_second: float = Field(default=10.0, gt=0)

    @property
    def in_work(self) -> int:
        """How many items may be in work: more than are asked at once, so that those which wait for a slow host do not hold up the others."""
        return 4 * self.at_once

    @field_validator("proxy")
    @classmethod
    def _is_proxy(cls, value: str | None) -> str | None:
        parts = urlsplit(value) if value is not None else None
        if parts is not None and (parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0):
            raise ValueError("proxy is the address of an HTTP proxy, such as http://proxy.example:3128")
        return value

    @field_validator("allow")
    @classmethod
    def _are_networks(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for network in value:
            ip_network(network)
        return value

    @field_validator("ports")
    @classmethod
    def _are_ports(cls, value: frozenset[int]) -> frozenset[int]:
        if any(not 1 <= port <= 65_535 for port in value):
            raise ValueError("ports are numbers from 1 to 65535")
        return value
