"""Reads a JSON export at once."""

from __future__ import annotations

import json
from typing import Any, BinaryIO

from embedkit.encoding import of_answer
from embedkit.errors import InputError

_LARGEST = 500_000_000


def load(file: BinaryIO) -> Any:
    """The JSON value of a file. Raises InputError for what is none, or is larger than 500 MB."""
    data = file.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise InputError(f"larger than {_LARGEST // 1_000_000} MB; export it in parts, or as JSON Lines")
    try:
        return json.loads(of_answer(data, "application/json"))
    except (ValueError, RecursionError) as fault:
        raise InputError(f"not JSON ({fault}); export it again") from fault
