"""No URL that a browser would open elsewhere is taken for a provider's."""

from __future__ import annotations

import re
import time
from urllib.parse import quote, urlsplit

import pytest

from embedkit import identify
from embedkit.identify import identify_poster, table_of
from embedkit.providers import PROVIDERS
from embedkit.providers.registry import load
from embedkit.urls import needs_redirect
from tests.cases import FIXTURES

NAMED = {"<TAB>": "\t", "<LF>": "\n", "<CR>": "\r", "<NUL>": "\0"}
EXAMPLES = sorted({url for row in PROVIDERS for url in row.examples if url.startswith("https://") and ".test/" not in url})
DISGUISES = (
    "https://{host}.evil.test{rest}", "https://evil{host}{rest}", "https://{host}-evil.test{rest}", "https://{dashed}{rest}", "https://user@{host}{rest}", "https://{host}@evil.test{rest}",
    "https://evil.test\\@{host}{rest}", "https://{host}:8443{rest}", "https://{host}.{rest}", "https://evil.test/{host}{rest}", "https://evil.test/?url={quoted}", "https://evil.test/#{url}", "https://evil.test/oembed?url={quoted}",
    "https://xn--{host}{rest}", "javascript:{url}", "data:text/html,{url}", "ftp://{host}{rest}", "https://{host}%2eevil.test{rest}", "https://{host}\t.evil.test{rest}",
)  # fmt: skip

LABELS = ("https://evil{host}{rest}", "https://xn--{host}{rest}")


def _spelt_out(line: str) -> str:
    for name, character in NAMED.items():
        line = line.replace(name, character)
    return re.sub(r"<U\+([0-9A-F]{4})>", lambda code: chr(int(code[1], 16)), line)


def _any_first_label(host: str) -> bool:
    """True where another first label is another subdomain of the same provider."""
    labels = host.split(".")
    parents = [".".join(labels[n:]) for n in range(1, len(labels))]
    return any("*." + parent in names for parent in parents for names in (table_of(PROVIDERS).by_host, load().by_host))


LINES = (FIXTURES / "identify" / "hostile.txt").read_text("utf-8").splitlines()
HOSTILE = [_spelt_out(line) for line in LINES if line and not line.startswith("# ")]


@pytest.mark.parametrize("url", HOSTILE, ids=ascii)
def test_a_look_alike_is_nobodys(url: str) -> None:
    """No line of the list is identified, with the registry or without, and with a page around it or not."""
    assert identify(url) is None
    assert identify(url, registry=False) is None
    assert identify(f"  {url}\n") is None


def test_the_list_is_long_and_varied() -> None:
    """At least sixty spellings of a dozen kinds are tried."""
    assert len(set(HOSTILE)) >= 150
    assert sum(line.startswith("# ") for line in LINES) >= 10


@pytest.mark.parametrize("disguise", DISGUISES, ids=ascii)
def test_no_disguise_of_any_provider_is_taken_for_it(disguise: str) -> None:
    """Every example of every row, disguised, is unknown or something on the disguise's own host."""
    for url in EXAMPLES:
        host = urlsplit(url).netloc
        rest = url.split(host, 1)[1]
        if disguise in LABELS and _any_first_label(host):
            continue
        hidden = disguise.format(url=url, host=host, rest=rest, dashed=host.replace(".", "-"), quoted=quote(url, safe=""))
        found = identify(hidden)
        assert found is None or (urlsplit(found.url).netloc == urlsplit(hidden).netloc != host), hidden


@pytest.mark.parametrize(
    "url", ["https://t.co.evil.test/a", "https://evilt.co/a", "https://evil.test/t.co/a", "https://user@t.co/a", "https://t.co:8443/a", "https://evil.test/?u=https://t.co/a"]
)  # fmt: skip
def test_a_false_share_link_is_not_followed(url: str) -> None:
    """Only the shorteners' own hosts are asked where they lead."""
    assert not needs_redirect(url)


@pytest.mark.parametrize(
    "poster",
    [
        "https://i.ytimg.com.evil.test/vi/eiHXASgRTcA/0.jpg",
        "https://i.ytimg.com@evil.test/vi/eiHXASgRTcA/0.jpg",
        "https://evil.test/i.ytimg.com/vi/eiHXASgRTcA/0.jpg",
    ],
)
def test_a_false_poster_tells_nothing(poster: str) -> None:
    """A poster names its video only on the provider's own host."""
    assert identify_poster(poster) is None


@pytest.mark.parametrize("body", ["p/1/uiconf_id/1/", "video/", "a-", "1-", "detail/", "a.", "%41", "@a", "a:", "talks/lang/"])
def test_a_path_made_to_be_tried_in_many_ways_costs_little(body: str) -> None:
    """The longest paths, on every host that a row names, take milliseconds each: no pattern runs away."""
    hosts = sorted(
        {
            host.replace("*.", "a.")
            for host in table_of(PROVIDERS).by_host
            if host != "*" and not host.startswith(("google.", "maps.google."))
        }
    )
    start = time.process_time()
    for host in hosts:
        identify(f"https://{host}/{body * 1000}"[:2_000])
    assert (time.process_time() - start) / len(hosts) < 0.005
