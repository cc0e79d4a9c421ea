"""What a project has decided once, from a file, the environment and the command line, each value with its origin."""

from __future__ import annotations

from embedkit.settings.keys import KEYS, Key
from embedkit.settings.read import Setting, settings

__all__ = ["KEYS", "Key", "Setting", "settings"]
