"""Answers that are kept: on disk for threads and processes, or in memory for the life of one client.

A cache is disposable: whatever is wrong with its folder costs a coded warning, never a build.
"""

from __future__ import annotations

from embedkit.cache.memory import MemoryCache
from embedkit.cache.place import default_folder
from embedkit.cache.store import Cache, Size

__all__ = ["Cache", "MemoryCache", "Size", "default_folder"]
