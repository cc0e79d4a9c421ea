"""Settings of the example site."""

from pathlib import Path

SITENAME = "Harbour Times"
SITEURL = "https://harbour-times.test"
AUTHOR = "Ane Skog"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
FEED_ALL_ATOM = "feeds/all.atom.xml"
PLUGINS = ["embedkit.contrib.pelican"]
EMBEDKIT = {"lock": str(Path(__file__).parent / "embedkit.lock"), "frozen": True}
