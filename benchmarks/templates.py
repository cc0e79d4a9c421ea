"""A page with 20 warm cards, against the same page with the same 20 figures written into it, in turn in one process.

    python benchmarks/templates.py [--rounds 200]

Warm: the answers are in a cache on disk. "First" renders each card anew, as a new process does; "again" is what the next reader gets.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

import httpx
from jinja2 import Environment

from embedkit import Client
from embedkit.contrib.embedder import Embedder
from embedkit.contrib.jinja import EmbedkitExtension
from embedkit.resolve import Options

_URLS = [f"https://www.youtube.com/watch?v=W4rmC4rd{number:03d}" for number in range(20)]
_PAGE = """<!doctype html><html lang="en"><head><title>{{ title }}</title></head><body><nav>{% for item in menu %}<a href="{{ item.url }}">{{ item.name }}</a>{% endfor %}</nav>
<main><h1>{{ title }}</h1>{% for paragraph in paragraphs %}<p>{{ paragraph }}</p>
FIGURE
{% endfor %}</main></body></html>"""


def _answer(request: httpx.Request) -> httpx.Response:
    return httpx.Response(
        200,
        json={"version": "1.0", "type": "video", "title": f"A film {request.url}", "provider_name": "YouTube", "width": 200, "height": 113},
    )


def _median_us(rounds: int, *acts: Any) -> list[float]:
    times: list[list[float]] = [[] for _ in acts]
    for _ in range(rounds):
        for act, spent in zip(acts, times, strict=True):
            start = time.perf_counter()
            act()
            spent.append((time.perf_counter() - start) * 1e6)
    return [statistics.median(spent) for spent in times]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=200)
    rounds = parser.parse_args().rounds
    values = {
        "title": "A story",
        "menu": [{"url": f"/{n}", "name": f"Section {n}"} for n in range(12)],
        "paragraphs": ["The water rose through the night. " * 12] * 20,
    }
    with tempfile.TemporaryDirectory() as folder:
        with Client(cache=Path(folder), http=httpx.Client(transport=httpx.MockTransport(_answer)), options=Options()) as client:
            assert all(client.card(url).status == "resolved" for url in _URLS)
        with Client(cache=Path(folder), offline=True) as client:
            made = Embedder(client)
            environment = Environment(autoescape=True, extensions=[EmbedkitExtension])
            vars(environment)["embedkit"] = made
            cards = environment.from_string(_PAGE.replace("FIGURE", "{{ urls[loop.index0] | embed }}"))
            figures = [str(made.embed(url)) for url in _URLS]
            static = Environment(autoescape=True).from_string(_PAGE.replace("FIGURE", "{{ figures[loop.index0] | safe }}"))
            assert cards.render(urls=_URLS, **values) == static.render(figures=figures, **values)

            def first() -> None:
                made._recent.clear()
                cards.render(urls=_URLS, **values)

            plain, again, new = _median_us(
                rounds, lambda: static.render(figures=figures, **values), lambda: cards.render(urls=_URLS, **values), first
            )
    print(f"20 static figures   {plain:8.0f} µs a page")
    print(f"20 warm cards again {again:8.0f} µs, {again / plain:.2f} times")
    print(f"20 warm cards first {new:8.0f} µs, {new / plain:.2f} times ({(new - plain) / 20:.0f} µs a card)")


if __name__ == "__main__":
    main()
