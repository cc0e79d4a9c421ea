"""An address is read as browsers read it."""

from __future__ import annotations

import ada_url
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedkit import address

_HOSTS = st.text(alphabet="abcdexyz0189-.XN", min_size=1, max_size=40)
_RESTS = st.text(alphabet="abc/.%2eE?#&=@:\\[]", max_size=30)


@given(_HOSTS, _RESTS)
def test_the_short_way_says_what_a_browser_says(host: str, rest: str) -> None:
    """Whatever is read without the second parser is read by it in the same way."""
    url = f"https://{host}/{rest}"
    read = address.read(url)
    if read is not None:
        browser = ada_url.URL(url)
        assert (read.host, read.path, read.fragment) == (browser.hostname, browser.pathname, browser.hash[1:])
        assert address.host_of(url) == browser.hostname


@pytest.mark.parametrize(
    ("url", "host", "path"),
    [
        ("https://WWW.News.Test/a", "www.news.test", "/a"), ("https://news.test", "news.test", "/"), ("https://news.test/a/../b", "news.test", "/b"), ("https://news.test/a/%2e%2E/b", "news.test", "/b"),
        ("https://b\u00fccher.test/a", "xn--bcher-kva.test", "/a"), ("https://news.test:443/a", "news.test", "/a"), ("http://127.1/a", "127.0.0.1", "/a"),
    ],
)  # fmt: skip
def test_addresses_are_written_as_a_browser_writes_them(url: str, host: str, path: str) -> None:
    """Case, dot segments, international names, default ports and short numbers are resolved."""
    read = address.read(url)
    assert read is not None
    assert (read.host, read.path) == (host, path)


@pytest.mark.parametrize(
    "url",
    [
        "https://u@news.test/",
        "https://news.test:8443/",
        "https://news.test./",
        "https://a..test/",
        "ftp://news.test/",
        "https://",
        "news.test/a",
    ],
)
def test_what_is_no_plain_web_address_is_refused(url: str) -> None:
    """User information, other ports, empty labels, other schemes and broken names give nothing."""
    assert address.read(url) is None


def test_the_query_gives_the_first_of_each_name() -> None:
    """Names and values are decoded; the fragment may hold parameters too."""
    read = address.read("https://news.test/a?b=1%262&b=3&c+d=e+f&amp;g=#t=90")
    assert read is not None
    assert read.query == {"b": "1&2", "c d": "e f", "g": ""}
    assert read.anchor == {"t": "90"}
