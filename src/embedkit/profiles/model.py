"""What a site may name of its own markup: frozen values that a TOML file gives, checked when they are made."""

from __future__ import annotations

import difflib
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from embedkit.models import Kind, Value
from embedkit.providers import PROVIDERS
from embedkit.soup import check_selector

TEXT = "text"
"""Behind an `@`, the words of an element in the place of an attribute."""


def _selector(said: str) -> str:
    if (wrong := check_selector(said)) is not None:
        raise ValueError(f"{said!r} is no CSS selector ({wrong}); write one such as div.player or [data-role='caption']")
    return said


def _place(said: str) -> str:
    """`ATTRIBUTE`, or `SELECTOR@ATTRIBUTE` for one of an element below."""
    selector, _, name = said.rpartition("@")
    if selector:
        _selector(selector)
    if not name or any(c in name for c in " \t\n<>\"'=/"):
        raise ValueError(f"{said!r} is no place; write an attribute (data-id), or SELECTOR@ATTRIBUTE (img@src) or SELECTOR@text (h3@text)")
    return said


def _provider(said: str) -> str:
    known = sorted({row.key for row in PROVIDERS})
    if said not in known:
        near = difflib.get_close_matches(said, known, 1)
        raise ValueError(f"no provider {said!r}{f'; did you mean {near[0]}?' if near else ''} `embedkit providers` lists them")
    return said


def _spelled_out(said: Any) -> Any:
    """A selector alone is short for a table with it."""
    return {"select": said} if isinstance(said, str) else said


Selector = Annotated[str, AfterValidator(_selector)]
Place = Annotated[str, AfterValidator(_place)]
"""Where a value stands: `data-id` is an attribute of the element itself, `img@src` one of the first such element below it,
`h3@text` that element's words."""


class Words(Value):
    """Elements that hold a caption or a credit: as their text, or in one of their attributes."""

    select: Selector
    attribute: str | None = None


class Player(Value):
    """Elements that are a player: what they play is told by an address or by an id.

    Without `provider` the id is the site's own. Where an element has neither, the general rules are asked.
    """

    select: Selector
    kind: Kind = "video"
    role: Literal["body", "promo", "read_aloud"] = "body"
    provider: Annotated[str, AfterValidator(_provider)] | None = None
    id: Place | None = None
    url: Place | None = None
    title: Place | None = None
    poster: Place | None = None
    duration: Place | None = None

    @model_validator(mode="after")
    def _plays_something(self) -> Player:
        if self.id is None and self.url is None:
            raise ValueError("says neither id nor url; name the attribute that holds one")
        return self


class Placeholder(Value):
    """Elements in whose place a script puts other markup, which one of their attributes holds: as it is, escaped, or in base64."""

    select: Selector
    markup: Place


_Words = Annotated[Words, BeforeValidator(_spelled_out)]


class Profile(Value):
    """The notations of one site. All are CSS selectors; what is left out is found by the general rules."""

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,40}$")
    body: tuple[Selector, ...] = ()
    """What holds the story: the first selector that finds an element."""
    ignore: tuple[Selector, ...] = ()
    """What is read as if it did not stand in the page."""
    caption: tuple[_Words, ...] = ()
    credit: tuple[_Words, ...] = ()
    player: tuple[Player, ...] = ()
    placeholder: tuple[Placeholder, ...] = ()


__all__ = ["TEXT", "Placeholder", "Player", "Profile", "Words"]
