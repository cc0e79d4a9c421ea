"""`embedkit check`: what is gone, private, moved, renamed or changed since the lock, asked politely and told for people and machines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from embedkit import Client
from embedkit.build.checking import Checked, Finding, check
from embedkit.build.findings import FORMATS
from embedkit.build.locking import lock
from embedkit.cache import Cache, MemoryCache
from embedkit.client import Store
from embedkit.lock import Lock
from tests.test_cli import run
from tests.test_locking import answer, site  # noqa: F401 - a fixture

BODY = "".join(f"<p>{'Words of the story that is told here, as long as stories are. ' * 4}</p>" for _ in range(9))


class World:
    """A server with pages that can be exchanged, and its visitors' requests."""

    def __init__(self, server: HTTPServer) -> None:
        self.server, self.pages, self.requests = server, dict[str, Response](), list[Request]()
        server.expect_request(re.compile(".*")).respond_with_handler(self._answer)

    def _answer(self, request: Request) -> Response:
        self.requests.append(request)
        page = self.pages.get(request.path, Response("", 404))
        etag = page.headers.get("ETag")
        return Response("", 304) if etag and request.headers.get("If-None-Match") == etag else page

    def page(self, path: str, title: str, **more: str) -> str:
        """Puts a page there; its address."""
        metas = f'<title>{title}</title><meta property="og:title" content="{title}"><meta property="og:description" content="{more.pop("description", "D")}">'
        self.pages[path] = Response(metas, 200, headers={"ETag": f'"{title}"', **more}, content_type="text/html")
        return self.server.url_for(path)


@pytest.fixture
def world(httpserver: HTTPServer) -> World:
    return World(httpserver)


@pytest.fixture
def http() -> Iterator[httpx.Client]:
    """A client of the caller's own, which may visit loopback."""
    with httpx.Client() as client:
        yield client


def article(folder: Path, *addresses: str) -> Path:
    """An article that embeds these addresses, each in a line of its own from line 3 on."""
    frames = "\n".join(f'<iframe src="{address}" width="640" height="360"></iframe>' for address in addresses)
    (folder / "a.html").write_text(f"<article><h1>A</h1>\n{BODY}\n{frames}\n</article>")
    return folder / "a.html"


def look(file: Path, cache: Store, http: httpx.Client, old: Lock) -> Checked:
    return check([file], cache, lambda store: Client(cache=store, http=http), old)


def locked(file: Path, cache: Store, http: httpx.Client) -> Lock:
    return lock([file], cache, lambda store: Client(cache=store, http=http), Lock()).lock


def test_what_changed_since_the_lock(world: World, http: httpx.Client, tmp_path: Path) -> None:
    """Gone, private, moved, renamed and changed are told apart, each with its line; what is as it was is not told."""
    names = ("gone", "private", "moved", "renamed", "changed", "same", "down")
    file = article(tmp_path, *(world.page(f"/{name}-story", name) for name in names))
    old = locked(file, MemoryCache(), http)
    world.pages["/gone-story"], world.pages["/private-story"], world.pages["/down-story"] = (
        Response("", status) for status in (410, 403, 503)
    )
    world.page("/new-place", "moved")
    world.pages["/moved-story"] = Response("", 301, headers={"Location": "/new-place"})
    world.page("/renamed-story", "another title")
    world.page("/changed-story", "changed", description="another description")
    found = look(file, MemoryCache(), http, old)
    assert [(f.name, f.code, f.level, f.line) for f in found.findings] == [
        ("gone", "EK101", "error", 3), ("private", "EK102", "error", 4), ("moved", "EK140", "warning", 5), ("renamed", "EK141", "warning", 6),
        ("changed", "EK142", "warning", 7), ("provider_down", "EK107", "note", 9),
    ]  # fmt: skip
    assert found.findings[2].message.endswith("/new-place")
    assert "“renamed” is now “another title”" in found.findings[3].message
    assert found.findings[4].message.endswith(": description")
    assert (found.items, found.asked, len(found.passing)) == (7, 7, 1)


def test_a_temporary_redirect_is_no_move(world: World, http: httpx.Client, tmp_path: Path) -> None:
    """Only permanent redirects tell that the address in the article should be another; a slash more is none."""
    file = article(tmp_path, world.server.url_for("/passing-by"), world.server.url_for("/with-slash"))
    world.page("/there", "T")
    world.page("/with-slash/", "S")
    world.pages["/passing-by"] = Response("", 302, headers={"Location": "/there"})
    world.pages["/with-slash"] = Response("", 308, headers={"Location": "/with-slash/"})
    assert look(file, MemoryCache(), http, Lock()).findings == []


def test_a_share_link_is_no_move(tmp_path: Path) -> None:
    """It is made to lead elsewhere; the item behind it is compared, and what it discovers too."""
    said = {"type": "video", "title": "Dawn"}

    def world(request: httpx.Request) -> httpx.Response:
        if request.url.host == "vm.tiktok.com":
            return httpx.Response(301, headers={"location": "https://www.tiktok.com/@a/video/7012345678901234567"})
        if request.url.path == "/v/7":
            return httpx.Response(200, html='<title>T</title><link rel="alternate" type="application/json+oembed" href="/oembed?id=7">')
        return httpx.Response(200, json=said)

    file = article(tmp_path, "https://vm.tiktok.com/ZMabc/", "https://tube.test/v/7")
    with httpx.Client(transport=httpx.MockTransport(world)) as http:
        old = locked(file, MemoryCache(), http)
        assert look(file, MemoryCache(), http, old).findings == []
        said["title"] = "Dusk"
        assert [(f.name, f.line) for f in look(file, MemoryCache(), http, old).findings] == [("renamed", 3), ("renamed", 4)]


def test_asking_again_is_polite(world: World, http: httpx.Client, tmp_path: Path) -> None:
    """A request is made once however often its item stands there, and for a known version only changes are asked for."""
    address = world.page("/story-of-the-year", "T")
    file, cache = article(tmp_path, address), Cache(tmp_path / "cache")
    (tmp_path / "b.html").write_text(file.read_text())
    old = locked(file, cache, http)
    world.requests.clear()
    found = check([tmp_path], cache, lambda store: Client(cache=store, http=http), old)
    assert (found.findings, found.items) == ([], 2)
    assert [request.headers.get("If-None-Match") for request in world.requests] == ['"T"']
    world.pages.clear()
    found = check([tmp_path], cache, lambda store: Client(cache=store, http=http), old)
    assert [(f.source, f.code) for f in found.findings] == [(str(file), "EK101"), (str(tmp_path / "b.html"), "EK101")]
    assert len(world.requests) == 2
    cache.close()


def test_a_check_loses_no_answer(world: World, http: httpx.Client, tmp_path: Path) -> None:
    """After a dead embed was found the cache still has its last good answer."""
    address, cache = world.page("/story-of-the-year", "T"), Cache(tmp_path / "cache")
    file = article(tmp_path, address)
    old = locked(file, cache, http)
    world.pages.clear()
    assert [f.code for f in look(file, cache, http, old).findings] == ["EK101"]
    with Client(cache=cache, offline=True) as client:
        assert client.card(address).title == "T"
    cache.close()


@pytest.mark.parametrize(("level", "code"), [("error", 0), ("warning", 1), ("never", 0)])
def test_fail_on(site: Path, level: str, code: int) -> None:  # noqa: F811
    """Findings at or above the level give 1."""
    answer(site, "youtube", "Dusk")
    done = run("check", "articles", "--replay", "answers", "--fail-on", level, cwd=site)
    assert (done.returncode, b"EK141" in done.stdout) == (code, True)
    answer(site, "youtube", None)
    assert run("check", "articles", "--replay", "answers", "--fail-on", level, cwd=site).returncode == (level != "never")


def test_a_check_without_a_lock(site: Path) -> None:  # noqa: F811
    """Without a lock file what is dead is still told; look-ups that fail for now give 3."""
    (site / "embedkit.lock").unlink()
    assert run("check", "articles", "--replay", "answers", cwd=site).returncode == 0
    (site / "answers" / "youtube.json").unlink()
    assert run("check", "articles", "--replay", "answers", cwd=site).returncode == 3
    assert run("check", "articles", "--lock", "none.lock", cwd=site).returncode == 2


ODD = Finding(
    "EK141", "renamed", "warning", "a folder/ä,b:c.html", 7, 3, (90, 120), "https://tube.test/v/7", "now “50 % [red]off[/]”\nand more"
)


def test_text_is_a_table() -> None:
    """One row a finding with its place; brackets in titles stay as they are."""
    rows = FORMATS["text"]([ODD]).splitlines()
    assert rows[0].split() == ["where", "level", "code", "what", "address"]
    assert rows[1].startswith("a folder/ä,b:c.html:7:3")
    assert "[red]off[/]" in rows[1]
    assert FORMATS["text"]([]) == ""


def test_json_has_every_field() -> None:
    """A list of objects, empty without findings."""
    assert json.loads(FORMATS["json"]([ODD])) == [{**ODD._asdict(), "span": [90, 120]}]
    assert json.loads(FORMATS["json"]([])) == []


def test_annotations_are_escaped() -> None:
    """A workflow command is one line, whatever a title holds; properties keep their separators apart."""
    assert FORMATS["github"]([ODD]) == (
        "::warning file=a folder/ä%2Cb%3Ac.html,line=7,col=3,title=EK141 renamed::now “50 %25 [red]off[/]”%0Aand more (https://tube.test/v/7)"
    )
    assert FORMATS["github"]([ODD._replace(level="note")]).startswith("::notice ")


def test_sarif_names_rule_and_place() -> None:
    """A log of version 2.1.0: each result's rule is described, its place is a relative URI with line and column."""
    (one,) = json.loads(FORMATS["sarif"]([ODD]))["runs"]
    (rule,), (result,) = one["tool"]["driver"]["rules"], one["results"]
    place = result["locations"][0]["physicalLocation"]
    assert (rule["id"], result["ruleId"], result["level"]) == ("EK141", "EK141", "warning")
    assert place["artifactLocation"]["uri"] == "a%20folder/%C3%A4%2Cb%3Ac.html"
    assert place["region"] == {"startLine": 7, "startColumn": 3, "charOffset": 90, "charLength": 30}
    assert json.loads(FORMATS["sarif"]([]))["runs"][0]["results"] == []
