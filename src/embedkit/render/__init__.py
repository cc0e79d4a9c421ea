"""Cards to text for one target. A renderer looks at the card and at nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, Final

from embedkit.errors import ConfigurationError
from embedkit.models import Card, CardWarning
from embedkit.render import amp, ans, applenews, data, feed, jsonld, markdown, mrss, ninjs, oembed, text
from embedkit.render.html import HtmlRenderer, script, stylesheet
from embedkit.render.target import Lack, Output, Target

_TARGETS: Final = {
    target.name: target
    for target in (data.JSON, data.JSONL, jsonld.TARGET, markdown.TARGET, text.TARGET, feed.TARGET, mrss.TARGET, amp.TARGET, ans.TARGET, ninjs.TARGET,
                   applenews.TARGET, oembed.TARGET)
}  # fmt: skip
_HTML: Final = ("templates", "load", "posters", "language")


@cache
def _default() -> HtmlRenderer:
    return HtmlRenderer()


def targets() -> tuple[str, ...]:
    """The names that `render` knows."""
    return ("html", *_TARGETS)


def render(card: Card, to: str = "html", **options: Any) -> str:
    """The card as text for a target, one of `targets()`; empty where the target has no place for it (`render_all` says why).

    Options for html: `templates` (a folder whose templates come before ours), `load="eager"` (the real frame instead of a link that
    loads it), `posters="remote"` (third-party stills may be shown), `language` (of
    our own few words). Raises ConfigurationError for an unknown target or option.
    """
    target = _target(to, options)
    piece = target.piece(card)
    return "" if isinstance(piece, Lack) else target.one(piece)


def render_all(cards: Iterable[Card], to: str = "html", **options: Any) -> Output:
    """The cards as one document of a target (a JSON array, a channel, a graph, …), in their order.

    A card that lacks what the format needs is left out, and a coded warning says what it lacks. Options and errors are those of `render`.
    """
    target = _target(to, options)
    pieces: list[Any] = []
    warnings: list[CardWarning] = []
    for card in cards:
        piece = target.piece(card)
        if isinstance(piece, Lack):
            warnings.append(piece.warning(card, to))
        else:
            pieces.append(piece)
    return Output(target.many(pieces), tuple(warnings))


def _target(to: str, options: dict[str, Any]) -> Target:
    if to == "html":
        return _html(**options)
    if to not in _TARGETS:
        raise ConfigurationError(f"unknown target {to!r}; known: {', '.join(targets())}")
    if options:
        raise ConfigurationError(f"{to} takes no options, got {', '.join(options)}")
    return _TARGETS[to]


def _html(templates: str | Path | None = None, **options: Any) -> Target:
    unknown = set(options) - set(_HTML)
    if unknown:
        raise ConfigurationError(f"unknown option for html: {', '.join(sorted(unknown))}; known: {', '.join(_HTML)}")
    renderer = HtmlRenderer(templates) if templates is not None else _default()
    return Target("html", lambda card: renderer.render(card, **options), str, "\n".join, "text/html")


__all__ = ["HtmlRenderer", "Output", "render", "render_all", "script", "stylesheet", "targets"]
