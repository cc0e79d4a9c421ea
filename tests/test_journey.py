"""Where redirects end, and what is asked conditionally: the same from the guarded door and through a caller's own client."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from embedkit.asks import Fetch
from embedkit.net import AsyncDoor, Door
from tests.test_net import OPEN, SMALL


@pytest.fixture(params=["guarded", "the caller's"])
def door(request: pytest.FixtureRequest) -> Iterator[Door]:
    with httpx.Client() as http:
        opened = Door(limits=SMALL, network=OPEN) if request.param == "guarded" else Door(http, SMALL)
        yield opened
        opened.close()


def _hop(status: int, target: str) -> Response:
    return Response(status=status, headers={"Location": target})


@pytest.mark.parametrize(("statuses", "moved"), [((301,), True), ((308, 301), True), ((302,), False), ((301, 302), False), ((307, 308), False), ((), False)])  # fmt: skip
def test_a_move_is_permanent_all_the_way(httpserver: HTTPServer, door: Door, statuses: tuple[int, ...], moved: bool) -> None:
    """The last address is told; only where every redirect was permanent is it the new one."""
    for number, status in enumerate(statuses):
        httpserver.expect_request(f"/{number}").respond_with_response(_hop(status, f"/{number + 1}"))
    httpserver.expect_request(f"/{len(statuses)}").respond_with_data("there")
    got = door.fetch(Fetch(url=httpserver.url_for("/0")))
    assert (got.body, got.url, got.moved) == (b"there", httpserver.url_for(f"/{len(statuses)}"), moved)


async def test_a_redirect_can_be_all_that_is_asked(httpserver: HTTPServer, door: Door) -> None:
    """A share link tells where it leads; the page there sees no visitor."""
    visits: list[Request] = []
    httpserver.expect_request("/share").respond_with_response(_hop(302, "/page"))
    httpserver.expect_request("/page").respond_with_handler(lambda request: visits.append(request) or Response("x"))  # type: ignore[func-returns-value]
    waiting = AsyncDoor(limits=SMALL, network=OPEN)
    for got in (door.fetch(ask := Fetch(url=httpserver.url_for("/share"), redirect_only=True)), await waiting.fetch(ask)):
        assert (got.url, got.status) == (httpserver.url_for("/page"), 302)
    await waiting.close()
    assert visits == []


def test_a_known_version_is_asked_for_changes(httpserver: HTTPServer, door: Door) -> None:
    """The validators of an earlier answer are sent, and 304 comes back as it is."""
    validators = {"If-None-Match": '"v1"', "If-Modified-Since": "Tue, 03 Nov 2026 08:00:00 GMT"}
    httpserver.expect_request("/x", headers=validators).respond_with_response(Response(status=304))
    got = door.fetch(Fetch(url=httpserver.url_for("/x"), etag='"v1"', modified=validators["If-Modified-Since"], language="de"))
    assert (got.status, got.problem) == (304, None)
