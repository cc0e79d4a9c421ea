"""The only door to the network: public addresses only, one deadline and one byte budget for everything an answer costs."""

from __future__ import annotations

from embedkit.net.address import is_public
from embedkit.net.door import AsyncDoor, Door, Limits

__all__ = ["AsyncDoor", "Door", "Limits", "is_public"]
