"""Ids that a URL spells in another way than usual, written in the usual one, without any network."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import quote, unquote
from uuid import UUID

_BASE58 = {digit: value for value, digit in enumerate("123456789abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ")}
_LONGEST = 22


def base58(text: str) -> str | None:
    """The number behind a short link of Flickr (`flic.kr/p/…`), in decimal; None for what is no base 58."""
    number = _number(text)
    return str(number) if number else None


def short_uuid(text: str) -> str | None:
    """The UUID behind PeerTube's 22 characters (a 128-bit number in base 58); None where there is none behind them."""
    number = _number(text)
    return str(UUID(int=number)) if number and number < 1 << 128 else None


def _number(text: str) -> int:
    number = 0
    for digit in text[: _LONGEST + 1]:
        if digit not in _BASE58:
            return 0
        number = number * 58 + _BASE58[digit]
    return number if len(text) <= _LONGEST else 0


def in_query(text: str) -> str:
    """A decoded query value as it may stand in the query of another address."""
    return quote(text, safe="!,:*@/~")


RESPELL: Mapping[str, Callable[[str], str | None]] = {
    "base58": base58, "b58uuid": short_uuid, "uuid": str.lower, "guid": str.upper, "said": in_query, "did": unquote, "urn": unquote,
}  # fmt: skip
"""By type of capture; what the URL said stays known as `{name}_said`."""
