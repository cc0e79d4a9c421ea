"""Imports point one way: each module keeps away from what its row in the layout forbids."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "src" / "embedkit"
NETWORK = ("httpx", "httpcore", "diskcache", "embedkit.client", "embedkit.client_base", "embedkit.net", "embedkit.cache")
NEVER: dict[str, tuple[str, ...]] = {
    "models.py": ("embedkit",),
    "errors.py": ("embedkit",),
    "soup": (*NETWORK, "embedkit.rules", "embedkit.providers", "embedkit.identify"),
    "story.py": (*NETWORK, "embedkit.rules", "embedkit.soup", "bs4", "turbohtml"),
    "naming.py": (*NETWORK, "embedkit", "bs4"),
    "parse.py": (*NETWORK, "embedkit.explaining"),
    "rules": (*NETWORK, "embedkit.explaining"),
    "scope.py": (*NETWORK, "embedkit.explaining"),
    "explaining": NETWORK,
    "profiles": (*NETWORK, "embedkit.explaining", "embedkit.parse"),
    "islands": (*NETWORK, "embedkit.rules", "embedkit.explaining"),
    "credits": (*NETWORK, "bs4"),
    "identify.py": ("bs4", "httpx", "diskcache", "time"),
    "address.py": (*NETWORK, "embedkit", "bs4", "time"),
    "countries.py": ("embedkit",),
    "wrappers.py": (*NETWORK, "embedkit.providers", "bs4", "time"),
    "urls.py": ("bs4", "httpx", "diskcache", "time"),
    "providers": ("bs4", "httpx", "diskcache", "time"),
    "resolve.py": ("httpx", "httpcore", "diskcache", "time"),
    "asks.py": ("httpx", "httpcore", "diskcache", "time"),
    "resolvers": ("httpx", "httpcore", "diskcache", "time"),
    "normalise.py": (*NETWORK, "bs4", "time", "socket"),
    "render": (*NETWORK, "bs4", "embedkit.parse", "embedkit.rules", "embedkit.soup", "embedkit.resolve", "embedkit.normalise"),
    "cache": ("httpx", "httpcore", "embedkit.client", "embedkit.resolve"),
    "flight.py": ("httpx", "httpcore", "diskcache", "embedkit"),
    "lock.py": (*NETWORK, "time"),
    "layers.py": ("httpx", "httpcore", "diskcache", "time"),
    "index": ("httpx", "httpcore", "diskcache", "embedkit.client", "embedkit.net", "embedkit.cache", "bs4.BeautifulSoup"),
    "network.py": (*NETWORK, "time"),
    "recall.py": ("httpx", "httpcore", "diskcache", "embedkit.client", "embedkit.net"),
    "record.py": ("httpx", "httpcore", "diskcache"),
}


def _imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def _cases() -> list[tuple[Path, tuple[str, ...]]]:
    cases = []
    for name, forbidden in NEVER.items():
        place = PACKAGE / name
        files = [place] if place.suffix else sorted(place.rglob("*.py"))
        assert files, f"{name} is not there any more; its row must go or follow it"
        cases += [(file, forbidden) for file in files]
    return cases


@pytest.mark.parametrize(
    ("file", "forbidden"), _cases(), ids=lambda value: str(value.relative_to(PACKAGE)) if isinstance(value, Path) else ""
)
def test_never_imports(file: Path, forbidden: tuple[str, ...]) -> None:
    """No module imports what its place in the layout forbids."""
    wrong = {name for name in _imports(file) for bad in forbidden if name == bad or name.startswith(f"{bad}.")}
    assert not wrong, f"{file.relative_to(PACKAGE)} must not import {sorted(wrong)}"


@pytest.mark.parametrize("file", [*sorted(PACKAGE.rglob("*.py"))], ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_the_engine_room_knows_the_engine(file: Path) -> None:
    """The HTML engine is imported by `soup` alone, so that it can be exchanged."""
    assert file.parent.name == "soup" or "turbohtml" not in {name.split(".")[0] for name in _imports(file)}


_IMPORT_ALL = """
import importlib, pkgutil, sys, threading
told = []
sys.addaudithook(lambda event, args: told.append((event, args)) if event.startswith(
    ("socket.connect", "socket.getaddrinfo", "socket.bind", "subprocess.", "sqlite3.", "os.mkdir", "os.remove", "os.rename")) else None)
import embedkit
names = [m.name for m in pkgutil.walk_packages(embedkit.__path__, "embedkit.", onerror=lambda name: None) if not m.name.startswith("embedkit.contrib.")]
for name in names:
    if not name.endswith("__main__"):
        importlib.import_module(name)
assert len(names) > 100, names
assert threading.active_count() == 1, threading.enumerate()
assert not told, told
"""


def test_an_import_does_nothing() -> None:
    """No module of the library asks the network, opens a database, writes to the disk or starts a thread when it is imported."""
    done = subprocess.run([sys.executable, "-c", _IMPORT_ALL], capture_output=True, text=True, timeout=50, check=False)
    assert done.returncode == 0, done.stderr
