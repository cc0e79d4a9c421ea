"""How fast `identify` tells what URLs are: against micawber with the same registry, and with ten times the rows.

    python -m benchmarks.identify

Both sides run in one process, and their time is the processor's: read the ratios. micawber gets every pattern that `identify`
knows: the vendored registry, read by its own `bootstrap_oembed`, and one expression for each shape that the rows write. The links are all
those of the fixture articles, as often as they stand there; most lead to no provider, as in any article.
"""

from __future__ import annotations

import json
import re
import tempfile
import time
from collections.abc import Callable, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from micawber.providers import Provider as Asked
from micawber.providers import ProviderRegistry, bootstrap_oembed

from embedkit import Provider, identify
from embedkit.providers import PROVIDERS
from embedkit.providers.shape import choices

ARTICLES = Path(__file__).parent.parent / "fixtures" / "articles"
ITEMS = [url for row in PROVIDERS for url in row.examples if url.startswith("http")]
_LINK = re.compile(r"""(?:href|src|content|data-[\w-]+)=["']?(https?://[^"'\s<>]+)""", re.I)
_ROUNDS = 20
_SHORTEST = 0.06


def links() -> list[str]:
    """The absolute URLs of the fixture articles."""
    pages = (path.read_text("utf-8", errors="replace") for path in sorted(ARTICLES.glob("*.html")))
    return [url.replace("&amp;", "&") for page in pages for url in _LINK.findall(page)]


def peer() -> ProviderRegistry:
    """micawber with the registry that is vendored here and the shapes of all rows."""
    rows = json.loads(files("embedkit.providers").joinpath("registry.json").read_text("utf-8"))["rows"]
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(
            [{"endpoints": [{"url": row["endpoint"], "schemes": ["https://" + p.replace(" ", "") for p in row["urls"]]}]} for row in rows],
            file,
        )
        file.flush()
        registry = bootstrap_oembed(providers_file=file.name)
    for row in PROVIDERS:
        for shape in row.urls:
            registry.register(_expression(shape), Asked(row.oembed or row.url))
    return registry


def _expression(shape: str) -> str:
    """A shape as somebody would write it for micawber."""
    texts = (re.sub(r"\{[^}]*\}|\*+", "\0", text).removesuffix("$") for text in choices(shape))
    return r"https?://(?:www\.|m\.)?(?:" + "|".join(re.escape(text).replace("\0", r"[^\s?&]+?") for text in texts) + r")\S*"


def seconds(work: Callable[[str], Any], urls: Sequence[str]) -> float:
    """Processor seconds for a URL, over at least 60 milliseconds; neither side remembers answers."""
    start, count = time.process_time(), 0
    while (spent := time.process_time() - start) < _SHORTEST:
        for url in urls:
            work(url)
        count += len(urls)
    return spent / count


def against(theirs: Callable[[str], Any], urls: Sequence[str], what: str) -> None:
    """Prints both rates, the best of some rounds in turns, and their ratio."""
    ours, other = (min(seconds(work, urls) for _ in range(_ROUNDS)) for work in (identify, theirs))
    print(f"{what}: identify {1 / ours:,.0f} a second, micawber {1 / other:,.0f}: {other / ours:.0f} times its rate ({len(urls)} URLs)")


def growth() -> None:
    """Prints what ten times the rows cost."""
    more = tuple(
        Provider(f"p{n}", f"P{n}", "video", (f"p{n}.test/v/{{id}}",), url=f"https://p{n}.test/v/{{id}}") for n in range(10 * len(PROVIDERS))
    )
    many = (*PROVIDERS, *more)
    few, much = (min(seconds(lambda url: identify(url, providers=rows), ITEMS) for _ in range(_ROUNDS)) for rows in (PROVIDERS, many))  # noqa: B023
    print(f"rows: {1 / few:,.0f} URLs a second with {len(PROVIDERS)}, {1 / much:,.0f} with {len(many)}: {few / much:.2f} times")


def main() -> None:
    registry = peer()
    found = links()
    known = [url for url in found if identify(url)]
    against(registry.provider_for_url, found, "links of articles")
    against(registry.provider_for_url, known, "those of providers alone")
    against(registry.provider_for_url, ITEMS, "the rows' own examples")
    growth()
    print(f"micawber: {sum(1 for _ in registry)} patterns; {len(known)} of {len(found)} links are a provider's")


if __name__ == "__main__":
    main()
