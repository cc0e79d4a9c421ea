"""Imports point one way: each module keeps away from what its row in the layout forbids."""

from __future__ import annotations

import ast
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
    "credits.py": (*NETWORK, "bs4"),
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
        files = [place] if place.is_file() else sorted(place.rglob("*.py")) if place.is_dir() else []
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
