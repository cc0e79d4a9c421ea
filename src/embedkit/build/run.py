"""The build: each article to its page, its cards, and one report over all."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from embedkit.build import ahead, files, inputs, report
from embedkit.build.posters import Posters
from embedkit.build.progress import Progress, Silent
from embedkit.build.replace import encode, replace
from embedkit.client import Client
from embedkit.models import CARDS, Block, Card
from embedkit.problems import PROBLEMS
from embedkit.render import render, stylesheet


@dataclass
class Page:
    """One built article."""

    source: str
    place: PurePosixPath
    cards: list[Card]
    markup: list[str]
    """What stood in the source where each card stands."""


@dataclass
class Built:
    """What a build made, and what it could not."""

    pages: list[Page] = field(default_factory=list)
    unreadable: list[inputs.Unreadable] = field(default_factory=list)

    @property
    def cards(self) -> list[Card]:
        return [card for page in self.pages for card in page.cards]

    @property
    def failed(self) -> list[Card]:
        """Cards whose look-up failed and may succeed another time."""
        return [card for card in self.cards if card.problem is not None and PROBLEMS[card.problem].network]


def build(paths: Sequence[str | Path], out: str | Path, client: Client, *, templates: str | Path | None = None, base_url: str | None = None,
          deadline_s: float | None = None, progress: Progress | None = None, posters: Posters | None = None) -> Built:  # fmt: skip
    """Builds every article under `paths` into the folder `out`, and `report.html` and `embedkit.css` beside them.

    Several documents are read and looked up at once, and written in order. After `deadline_s` seconds nothing more is asked: the rest
    is built of what is known. A file that is no article is told, and the others go on. Raises ConfigurationError where `out` cannot
    be written. `posters` serves providers' stills from the site itself.
    """
    built, folder, taken, progress = Built(), Path(out), set[PurePosixPath](), progress or Silent()
    options: dict[str, Any] = {"templates": templates} if templates is not None else {}
    found = list(inputs.documents(paths))
    progress.begin(len(found))
    until = math.inf if deadline_s is None else time.monotonic() + deadline_s
    for (source, place), read in ahead.read(found, client, base_url, until):
        if isinstance(read, inputs.Unreadable):
            built.unreadable.append(read)
            progress.unreadable(read.reason)
            continue
        target = _free(PurePosixPath(str(place).removesuffix(".gz")), taken)
        files.write(folder, target, _page(read.document, read.blocks, read.cards, options, partial(_poster, posters, until)))
        files.write(folder, target.with_name(target.name + ".cards.json"), CARDS.dump_json(read.cards, indent=1))
        built.pages.append(Page(source, target, read.cards, report.markup_of(read.document.text, (block.span for block in read.blocks))))
        progress.done(source, len(read.cards))
    files.write(folder, PurePosixPath("embedkit.css"), stylesheet().encode())
    files.write(
        folder,
        PurePosixPath("report.html"),
        report.render([report.Shown(p.source, str(p.place), p.cards, p.markup) for p in built.pages], built.unreadable).encode(),
    )
    return built


def _page(
    document: inputs.Document, blocks: Iterable[Block], cards: Iterable[Card], options: dict[str, Any], poster: Callable[[Card], str | None]
) -> bytes:
    html = document.format == "html"
    pieces = [
        (block.span, render(card, "html", **options, poster=poster(card)) if html else render(card, "text"))
        for block, card in zip(blocks, cards, strict=True)
        if block.span
    ]
    return encode(replace(document.text, pieces), document.codec, html=html)


def _poster(posters: Posters | None, until: float, card: Card) -> str | None:
    """The site's own copy of a provider's still, after `until` only one that is there; the article's own pictures stay where they are."""
    if posters is None or card.kind == "photo" or card.provenance.get("thumbnails") == "markup":
        return None
    return posters.of(card, ask=time.monotonic() < until)


def _free(place: PurePosixPath, taken: set[PurePosixPath]) -> PurePosixPath:
    """A place that no earlier article of this build has."""
    candidate, number = place, 1
    while candidate in taken:
        number += 1
        candidate = place.with_name(f"{place.stem}-{number}{place.suffix}")
    taken.add(candidate)
    return candidate
