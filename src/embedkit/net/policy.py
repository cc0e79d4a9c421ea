"""Who may be contacted, at which port."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from embedkit.net.address import is_public

_ADDRESS = re.compile(r"[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")
# RFC 6761 and RFC 6762: names that lead to this machine or this network; `internal` is reserved for private use by ICANN.
_INWARD = re.compile(r"(?:.*\.)?(?:localhost|local|internal|localdomain|home\.arpa)|[^.:]+")


class Refused(Exception):
    """The address or port is not one that may be contacted."""


@dataclass(frozen=True)
class Policy:
    """Public addresses at `ports`; `allow` opens further networks at any port. Set by the operator, never from content."""

    ports: frozenset[int] = frozenset((80, 443))
    allow: tuple[IPv4Network | IPv6Network, ...] = ()

    def may(self, address: str, port: int) -> bool:
        """True where this address may be contacted at this port."""
        return (port in self.ports and is_public(address)) or self._allowed(address)

    def _allowed(self, address: str) -> bool:
        if not self.allow:
            return False
        try:
            ip = ip_address(address.partition("%")[0])
        except ValueError:
            return False
        return any(ip in network for network in self.allow)

    def judge(self, addresses: Iterable[str], port: int) -> list[str]:
        """The first four addresses, when all of a name's may be contacted: one bad record refuses the name. Raises Refused."""
        found = list(addresses)
        if not found or not all(self.may(address, port) for address in found):
            raise Refused
        return found[:4]

    def judge_name(self, host: str, port: int) -> None:
        """All that can be told without looking a name up, for a proxy that does. `host` is in the browsers' spelling. Raises Refused."""
        host = host.strip("[]").rstrip(".").lower()
        if _ADDRESS.fullmatch(host):
            self.judge([host], port)
        elif port not in self.ports or _INWARD.fullmatch(host):
            raise Refused


def policy(ports: Iterable[int] = (), allow: Iterable[str] = ()) -> Policy:
    """The policy of an operator's further ports and networks. Raises ValueError for what is no network."""
    return Policy(Policy.ports | frozenset(ports), tuple(ip_network(network) for network in allow))
