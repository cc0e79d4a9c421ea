"""Page state: the data of scripts and attributes, the media in it, and what it says of each item."""

from __future__ import annotations

from embedkit.islands.element import attached
from embedkit.islands.item import Item, read
from embedkit.islands.nodes import Node, walk
from embedkit.islands.pagewide import completed

__all__ = ["Item", "Node", "attached", "completed", "read", "walk"]
