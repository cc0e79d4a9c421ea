"""How many URLs `identify` tells a second, and that the number of providers does not matter.

python -m benchmarks.identify
"""

from __future__ import annotations

import time

from embedkit import Provider, identify
from embedkit.providers import PROVIDERS

URLS = [url for row in PROVIDERS for url in row.examples] + ["https://news.test/2026/11/a-story.html"] * 50


def rate(providers: tuple[Provider, ...]) -> float:
    """URLs a second, the best of five rounds."""
    identify(URLS[0], providers=providers)
    identify(URLS[-1], providers=providers)
    best = min(_round(providers) for _ in range(5))
    return len(URLS) / best


def _round(providers: tuple[Provider, ...]) -> float:
    start = time.perf_counter()
    for url in URLS:
        identify(url, providers=providers)
    return time.perf_counter() - start


def main() -> None:
    more = tuple(
        Provider(f"p{n}", f"P{n}", "video", (f"p{n}.test/v/{{id}}",), url=f"https://p{n}.test/v/{{id}}") for n in range(10 * len(PROVIDERS))
    )
    few, many = rate(PROVIDERS), rate((*PROVIDERS, *more))
    print(
        f"identify: {few:,.0f} URLs a second with {len(PROVIDERS)} rows; {many:,.0f} with {len(PROVIDERS) + len(more)} rows ({many / few:.2f} times)"
    )


if __name__ == "__main__":
    main()
