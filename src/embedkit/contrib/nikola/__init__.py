"""A Nikola plugin folder: `EXTRA_PLUGINS_DIRS = [embedkit.contrib.nikola.FOLDER]` in `conf.py`, settings in `EMBEDKIT = {…}`.

{{% embed https://www.youtube.com/watch?v=ID %}}
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

FOLDER: Final = str(Path(__file__).parent)
