"""The fixtures fit each other: articles ask, recorded answers answer."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from embedkit import identify, parse
from embedkit.models import Identity
from tests.cases import FIXTURES

ANSWERS = sorted((FIXTURES / "http").glob("*.json"))


def _request(identity: Identity) -> tuple[str, str]:
    """The endpoint and the URL that it is asked about."""
    return (identity.oembed or "").rstrip("/"), identity.oembed_url or identity.url


def _recorded(path: Path) -> tuple[str, str]:
    parts = urlsplit(json.loads(path.read_text("utf-8"))["url"])
    return f"{parts.scheme}://{parts.netloc}{parts.path}".rstrip("/"), parse_qs(parts.query).get("url", [""])[0]


@pytest.mark.parametrize("path", [p for p in ANSWERS if not p.name.startswith("page-")], ids=lambda p: p.stem)
def test_an_answer_is_filed_under_the_canonical_request(path: Path) -> None:
    """The URL of a recorded oEmbed answer is the one that `identify` would ask about, at that provider's endpoint."""
    endpoint, url = _recorded(path)
    identity = identify(url)
    assert identity is not None
    assert _request(identity) == (endpoint, url)
    assert path.stem.startswith(identity.provider.removesuffix("-api"))


@pytest.mark.parametrize("path", sorted((FIXTURES / "articles").iterdir()), ids=lambda p: p.name)
def test_every_embed_of_an_article_has_an_answer(path: Path) -> None:
    """Every provider that an article's embeds would ask has a recorded answer, so that the demonstration runs offline."""
    recorded = {_recorded(p) for p in ANSWERS}
    known = [identity for b in parse(path.read_bytes()) if b.url and (identity := identify(b.url)) is not None]
    assert [_request(i) for i in known if i.oembed and _request(i) not in recorded] == []
