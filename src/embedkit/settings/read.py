"""Reads a configuration: `embedkit.toml`, or `[tool.embedkit]` of `pyproject.toml`, then `EMBEDKIT_*`, then `--config`; the later one counts."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from embedkit.errors import ConfigurationError
from embedkit.settings.keys import KEYS, Key

PREFIX = "EMBEDKIT_"
_YES, _NO = frozenset(("true", "yes", "on", "1")), frozenset(("false", "no", "off", "0"))


class Setting(NamedTuple):
    """A value and where it comes from: a file, `EMBEDKIT_…`, or `--config`."""

    value: Any
    origin: str


def settings(folder: Path, environment: Mapping[str, str], said: Iterable[str] = (), file: Path | None = None) -> dict[str, Setting]:
    """The settings by key. `said` are `KEY=VALUE` of the command line; without `file` the nearest one from `folder` upwards is read.

    Raises ConfigurationError for an unknown key, with the one that may be meant, and for a value of the wrong type, with its origin.
    """
    found = _of_file(file) if file is not None else _nearest(folder)
    for name, text in sorted(environment.items()):
        if name.startswith(PREFIX):
            key = _key(name.removeprefix(PREFIX).lower(), name)
            found[key.name] = Setting(_of_text(key, text, name), name)
    for one in said:
        name, equals, text = one.partition("=")
        if not equals:
            raise ConfigurationError(f"--config {one}: say KEY=VALUE, such as max-width=640")
        key = _key(name.strip(), "--config")
        found[key.name] = Setting(_of_text(key, text.strip(), f"--config {key.name}"), "--config")
    return found


def _nearest(folder: Path) -> dict[str, Setting]:
    """Those of the first file on the way up that has any; `embedkit.toml` comes before `pyproject.toml`."""
    for place in (folder, *folder.parents):
        if (place / "embedkit.toml").is_file():
            return _of_file(place / "embedkit.toml")
        project = place / "pyproject.toml"
        if project.is_file() and "embedkit" in _toml(project).get("tool", {}):
            return _of_file(project)
    return {}


def _of_file(file: Path) -> dict[str, Setting]:
    table = _toml(file)
    if file.name == "pyproject.toml":
        table = table.get("tool", {}).get("embedkit", {})
    found = {}
    for name, value in table.items():
        key = _key(name, str(file))
        found[key.name] = Setting(_checked(key, value, file), str(file))
    return found


def _toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as fault:
        raise ConfigurationError(f"{file}: cannot be read ({getattr(fault, 'strerror', None) or 'not UTF-8'}); check the path") from fault
    except tomllib.TOMLDecodeError as fault:
        raise ConfigurationError(f"{file}: not TOML ({fault}); mend that line") from fault


def _key(name: str, origin: str) -> Key:
    plain = name.replace("_", "-")
    if plain in KEYS:
        return KEYS[plain]
    near = difflib.get_close_matches(plain, KEYS, 1)
    mend = f"did you mean {near[0]!r}?" if near else "`embedkit config show` lists all"
    raise ConfigurationError(f"{origin}: unknown key {name!r}; {mend}")


def _checked(key: Key, value: Any, file: Path) -> Any:
    """A value of a file; a path in it is relative to the file's folder."""
    if key.kind == "list":
        right = isinstance(value, list) and all(isinstance(one, str | int) and not isinstance(one, bool) for one in value)
    else:
        right = type(value) in {"text": (str,), "path": (str,), "number": (int, float), "whole": (int,), "switch": (bool,)}[key.kind]
    if not right:
        raise ConfigurationError(f"{file}: {key.name} = {value!r} is no {_WORDS[key.kind]}; write for example {key.name} = {key.example}")
    return str(file.parent / value) if key.kind == "path" and value != "none" else value


_WORDS = {"text": "text", "path": "path", "number": "number", "whole": "whole number", "switch": "true or false", "list": "list"}


def _of_text(key: Key, text: str, origin: str) -> Any:
    """A value that was written without quotes; a list's items have commas between them."""
    try:
        if key.kind == "switch":
            if text.lower() not in _YES | _NO:
                raise ValueError
            return text.lower() in _YES
        return _items(text) if key.kind == "list" else float(text) if key.kind == "number" else int(text) if key.kind == "whole" else text
    except ValueError as fault:
        raise ConfigurationError(f"{origin}: {text!r} is no {_WORDS[key.kind]}; say for example {key.example}") from fault


def _items(text: str) -> list[str]:
    return [item.strip() for item in text.split(",") if item.strip()]
