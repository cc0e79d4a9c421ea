"""What every test shares: no connection leaves loopback, and the tools a test may need."""

from __future__ import annotations

import os
import shutil
import socket
from typing import Any

import httpx
import pytest
from hypothesis import settings

from embedkit import Client
from embedkit.build.inputs import documents, read
from embedkit.models import Card
from embedkit.replay import Replay
from tests.cases import FIXTURES

# Continuous integration tries the same examples each time: a red run can be repeated.
settings.register_profile("ci", derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "default")

_LOOPBACK = ("127.", "::1", "localhost")


class LeftLoopback(AssertionError):
    """A test tried to reach the world."""


@pytest.fixture(autouse=True)
def only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuses every connection to another machine, whoever opens it."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not str(address[0]).startswith(_LOOPBACK):
            raise LeftLoopback(f"a test tried to connect to {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(scope="session")
def fixture_cards() -> list[Card]:
    """The cards of every fixture article, resolved from the recorded answers."""
    with Client(cache=None, http=httpx.Client(transport=Replay(FIXTURES / "http"))) as client:
        texts = [read(*document) for document in documents([FIXTURES / "articles"])]
        return [card for document in texts for card in client.cards(document.blocks())]


@pytest.fixture
def chromium() -> str:
    """The browser; a machine without it skips, continuous integration fails."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("chromium is missing: .ci/run installs it")
        pytest.skip("chromium is not installed")
    return found
