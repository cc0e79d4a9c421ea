"""Which addresses may be contacted. `ipaddress.is_global` says True for NAT64, 6to4 and others, so the ranges are listed (IANA special-purpose registries)."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

_DENIED_4 = [
    IPv4Network(n)
    for n in (
        "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 "
        "192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 168.63.129.16/32"
    ).split()
]
_ALLOWED_6 = IPv6Network("2000::/3")
_DENIED_6 = [IPv6Network(n) for n in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")]
_EMBEDS_4 = (IPv6Network("::ffff:0:0/96"), IPv6Network("64:ff9b::/96"))


def is_public(address: str) -> bool:
    """True for an address on the public internet, an embedded IPv4 address judged as itself; False for anything else or unreadable."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, IPv6Address):
        if not any(ip in net for net in _EMBEDS_4):
            return ip in _ALLOWED_6 and not any(ip in net for net in _DENIED_6)
        ip = IPv4Address(int(ip) & 0xFFFFFFFF)
    return not any(ip in net for net in _DENIED_4)
