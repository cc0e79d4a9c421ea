"""Rules over the source itself: what stands between the tags, and comments that frame blocks."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from embedkit.models import Block
from embedkit.page import Page
from embedkit.rules.source import blank_line_url, gutenberg, shortcode


class SourceRule(NamedTuple):
    """A rule that reads the source and says blocks with their spans, in order."""

    name: str
    find: Callable[[str, Page], list[Block]]


SOURCE: tuple[SourceRule, ...] = (
    SourceRule(shortcode.NAME, shortcode.find),
    SourceRule(blank_line_url.NAME, blank_line_url.find),
    SourceRule(gutenberg.NAME, gutenberg.find),
)

__all__ = ["SOURCE", "SourceRule"]
