"""One web address, taken apart by the browsers' URL rules (WHATWG, through ada-url); its query is read only when it is asked for.

For `https://evil.test\\@www.youtube.com/` urlsplit says youtube.com and a browser goes to evil.test.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import unquote_plus

import ada_url

# For lower-case ASCII names without Punycode that do not end in a number, a browser's host is the text itself: most
# addresses are of this form and need no second parser. Dot segments and what a browser would rewrite are left to ada-url.
_PLAIN = re.compile(r"https?://([a-z0-9-][a-z0-9.-]*\.[a-z][a-z0-9-]*)(/[!$-;=@-\[\]_a-z~]*|)(?:\?([!\"$-\[\]-~]*))?(?:#([!-\[\]-~]*))?")
_DOTS = re.compile(r"/(?:\.|%2e)", re.I)
_WEB = ("http:", "https:")
_PORTS = ("", "80", "443")


class Address:
    """Host, path, query and fragment of a web address; the host is in lower case."""

    __slots__ = ("_anchor", "_query", "_text", "fragment", "has_query", "host", "path")

    def __init__(self, host: str, path: str, query: str, fragment: str) -> None:
        self.host, self.path, self._text, self.fragment = host, path, query, fragment
        self.has_query = query != ""
        self._query: dict[str, str] | None = None
        self._anchor: dict[str, str] | None = None

    @property
    def query(self) -> Mapping[str, str]:
        """The first value of each parameter, decoded."""
        if self._query is None:
            self._query = _pairs(self._text)
        return self._query

    @property
    def anchor(self) -> Mapping[str, str]:
        """The fragment read as parameters (`#t=90`)."""
        if self._anchor is None:
            self._anchor = _pairs(self.fragment) if "=" in self.fragment else {}
        return self._anchor


def plain(url: str) -> Address | None:
    """The parts of an address that a browser takes as it is written; None for any other."""
    found = _PLAIN.fullmatch(url)
    if found is None:
        return None
    host, path, query, fragment = found.groups("")
    if ".." in host or "xn--" in host or (("/." in path or "/%" in path) and _DOTS.search(path)):
        return None
    return Address(host, path or "/", query, fragment)


def read(url: str) -> Address | None:
    """The parts of a web address; None for what a browser would not open and for user information.

    Also for a port that is not the scheme's own and for a host with an empty label or a final dot: to a browser these are other origins.
    """
    if (known := plain(url)) is not None:
        return known
    parsed = _parsed(url)
    if parsed is None or parsed.port or "" in parsed.hostname.split("."):
        return None
    return Address(parsed.hostname, parsed.pathname, parsed.search[1:], parsed.hash[1:])


def host_of(url: str) -> str | None:
    """The host a browser would connect to, lower case without a final dot; None for what no browser would open."""
    if (known := plain(url)) is not None:
        return known.host
    parsed = _parsed(url)
    return parsed.hostname.rstrip(".") if parsed else None


def _parsed(url: str) -> ada_url.URL | None:
    try:
        parsed = ada_url.URL(url)
    except ValueError:
        return None
    refused = parsed.protocol not in _WEB or parsed.username or parsed.password or parsed.port not in _PORTS
    return None if refused or not parsed.hostname.rstrip(".") else parsed


def _pairs(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in text.replace("&amp;", "&").split("&") if text else ():
        name, _, value = part.partition("=")
        if "%" in part or "+" in part:
            name, value = unquote_plus(name), unquote_plus(value)
        found.setdefault(name, value)
    return found
