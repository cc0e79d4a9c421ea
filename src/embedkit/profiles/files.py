"""Profiles from TOML files: a site's own, and those that come with embedkit."""

from __future__ import annotations

import difflib
import re
import tomllib
from importlib import resources
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from embedkit.errors import ConfigurationError
from embedkit.profiles.model import Placeholder, Player, Profile, Words

BUILT_IN = ("scmp",)
"""The names of the profiles that come with embedkit: `load` takes them in the place of a file."""
_KEYS = {part: sorted(part.model_fields) for part in (Profile, Words, Player, Placeholder)}
_PARTS = {"caption": Words, "credit": Words, "player": Player, "placeholder": Placeholder}


def load(where: str | Path) -> Profile:
    """The profile in a TOML file, or the built-in one of that name.

    Raises ConfigurationError, which names file and key and says what to do.
    """
    if str(where) in BUILT_IN:
        return profile_of(resources.files(__package__).joinpath(f"{where}.toml").read_text("utf-8"), f"{where}.toml")
    try:
        text = Path(where).read_text("utf-8")
    except OSError as fault:
        known = ", ".join(BUILT_IN)
        raise ConfigurationError(
            f"{where}: cannot be read ({fault.strerror or fault}); name a TOML file or a built-in profile: {known}"
        ) from fault
    except UnicodeDecodeError as fault:
        raise ConfigurationError(f"{where}: is not UTF-8, as TOML must be; save it as UTF-8") from fault
    return profile_of(text, str(where))


def profile_of(text: str, source: str = "profile") -> Profile:
    """The profile that a text in TOML says; `source` is what errors call it. A file's own name is the profile's where it says none."""
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise ConfigurationError(f"{source}: is no TOML ({fault}); see https://toml.io") from fault
    return checked(said, source)


def checked(said: dict[str, Any], source: str) -> Profile:
    """The profile of values that were read elsewhere, such as from a configuration."""
    try:
        return Profile.model_validate({"name": re.sub(r"[^a-z0-9_]+", "-", Path(source).stem.lower()).strip("-_") or "site", **said})
    except ValidationError as fault:
        raise ConfigurationError("\n".join(f"{source}: {_words(error)}" for error in fault.errors())) from fault


def _words(error: Any) -> str:
    """One fault in words: where, what, and what to do."""
    place = _place(error["loc"])
    if error["type"] == "extra_forbidden":
        name, known = str(error["loc"][-1]), _KEYS[_part(error["loc"])]
        near = difflib.get_close_matches(name, known, 1)
        return f"{place}: unknown key{f'; did you mean {near[0]}?' if near else '; known: '}{'' if near else ', '.join(known)}"
    if error["type"] == "missing":
        return f"{place}: is missing; add it"
    if error["type"] == "tuple_type":
        return f"{place}: must be a list; write [ ] around it"
    return f"{place}: {error['msg'].removeprefix('Value error, ')}"


def _part(place: tuple[int | str, ...]) -> Any:
    return _PARTS.get(str(place[0]), Profile) if len(place) > 1 else Profile


def _place(place: tuple[int | str, ...]) -> str:
    """`player[2].select`: numbers count from one, as people do."""
    return "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in place).removeprefix(".") or "profile"


__all__ = ["BUILT_IN", "checked", "load", "profile_of"]
