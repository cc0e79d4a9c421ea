"""Page state: the data of scripts and attributes, the media in it, and what it says of each item."""

from __future__ import annotations

from embedkit.islands.data import of_json
from embedkit.islands.item import Item, read
from embedkit.islands.nodes import Node, walk
from embedkit.islands.pagewide import completed

__all__ = ["Item", "Node", "completed", "of_json", "read", "walk"]
