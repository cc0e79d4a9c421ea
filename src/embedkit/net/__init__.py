"""The only door to the network: public addresses only, one deadline and one byte budget for everything an answer costs, and manners."""

from __future__ import annotations

from embedkit.net.address import is_public
from embedkit.net.budget import Limits
from embedkit.net.door import AsyncDoor, Door

__all__ = ["AsyncDoor", "Door", "Limits", "is_public"]
