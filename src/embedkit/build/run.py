"""The build: each article to its page, its cards, and one report over all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from embedkit.build import files, inputs, report
from embedkit.build.replace import encode, replace
from embedkit.client import Client
from embedkit.errors import InputError
from embedkit.models import CARDS, Block, Card
from embedkit.parse import parse
from embedkit.problems import PROBLEMS
from embedkit.render import render, stylesheet


@dataclass
class Page:
    """One built article."""

    source: str
    place: PurePosixPath
    cards: list[Card]


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
          tell: Callable[[str], None] = lambda line: None) -> Built:  # fmt: skip
    """Builds every article under `paths` into the folder `out`, and `report.html` and `embedkit.css` beside them.

    A file that is no article is told, and the others go on. Raises ConfigurationError where `out` cannot be written.
    """
    built, folder, taken = Built(), Path(out), set[PurePosixPath]()
    options: dict[str, Any] = {"templates": templates} if templates is not None else {}
    for source, place in inputs.documents(paths):
        try:
            document = inputs.read(source, place)
        except InputError as fault:
            built.unreadable.append(inputs.Unreadable(source, str(fault)))
            tell(str(fault))
            continue
        blocks = parse(document.text, base_url=base_url, format=document.format, profiles=client.profiles)
        cards = client.cards(blocks)
        target = _free(PurePosixPath(str(place).removesuffix(".gz")), taken)
        files.write(folder, target, _page(document, blocks, cards, options))
        files.write(folder, target.with_name(target.name + ".cards.json"), CARDS.dump_json(cards, indent=1))
        built.pages.append(Page(source, target, cards))
        tell(f"{source}: {_count(len(cards), 'card')}")
    files.write(folder, PurePosixPath("embedkit.css"), stylesheet().encode())
    files.write(
        folder,
        PurePosixPath("report.html"),
        report.render([(p.source, str(p.place), p.cards) for p in built.pages], built.unreadable).encode(),
    )
    return built


def _page(document: inputs.Document, blocks: Iterable[Block], cards: Iterable[Card], options: dict[str, Any]) -> bytes:
    html = document.format == "html"
    pieces = [
        (block.span, render(card, "html" if html else "text", **(options if html else {})))
        for block, card in zip(blocks, cards, strict=True)
        if block.span
    ]
    return encode(replace(document.text, pieces), document.codec, html=html)


def _free(place: PurePosixPath, taken: set[PurePosixPath]) -> PurePosixPath:
    """A place that no earlier article of this build has."""
    candidate, number = place, 1
    while candidate in taken:
        number += 1
        candidate = place.with_name(f"{place.stem}-{number}{place.suffix}")
    taken.add(candidate)
    return candidate


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
