"""The benchmarks run: what they measure is somebody's figure, not a test's."""

from __future__ import annotations

from benchmarks.parse import measured
from tests.cases import FIXTURES


def test_parse_is_compared_page_by_page() -> None:
    """Each peer is timed on the same pages as `parse`, every time a positive number of seconds."""
    ours, pairs = measured(FIXTURES / "articles", 2)
    assert len(ours) == 2
    assert len(pairs['BeautifulSoup(html, "lxml")']) == len(pairs["turbohtml.parse"]) == 2
    assert all(other > 0 and own > 0 for times in pairs.values() for other, own in times)
