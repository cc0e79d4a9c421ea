"""The providers that embedkit knows, as rows of data; `PROVIDERS` is the complete list.

Adding one is adding a row with its own examples; any-host shapes are tried only on hosts that no row names.
"""

from __future__ import annotations

from embedkit.providers.charts import CHARTS, MAPS
from embedkit.providers.documents import DOCUMENTS, POLLS
from embedkit.providers.meta import META
from embedkit.providers.model import Provider
from embedkit.providers.music import MUSIC
from embedkit.providers.newsrooms import NEWSROOMS
from embedkit.providers.players import PLAYERS
from embedkit.providers.podcasts import PODCASTS
from embedkit.providers.rich import RICH
from embedkit.providers.social import SOCIAL
from embedkit.providers.video import VIDEO

PROVIDERS: tuple[Provider, ...] = (
    *VIDEO, *PLAYERS, *NEWSROOMS, *META, *SOCIAL, *MUSIC, *PODCASTS, *CHARTS, *MAPS, *DOCUMENTS, *POLLS, *RICH
)  # fmt: skip
"""Every row, in the order of their kinds."""

__all__ = ["PROVIDERS", "Provider"]
