"""The providers that embedkit knows, as rows of data; `PROVIDERS` is the complete list.

Adding one is adding a row with its own examples; any-host shapes stand last and are asked last.
"""

from __future__ import annotations

from embedkit.providers.audio import AUDIO
from embedkit.providers.frames import CHARTS, DOCUMENTS, MAPS, POLLS, RICH
from embedkit.providers.model import Provider
from embedkit.providers.social import SOCIAL
from embedkit.providers.video import VIDEO

PROVIDERS: tuple[Provider, ...] = (*VIDEO, *SOCIAL, *AUDIO, *CHARTS, *MAPS, *DOCUMENTS, *POLLS, *RICH)
"""Every row, in the order of their kinds."""

__all__ = ["PROVIDERS", "Provider"]
