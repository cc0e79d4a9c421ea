"""The shortcode `embed`."""

from __future__ import annotations

from typing import Any

from nikola.plugin_categories import ShortcodePlugin

from embedkit.contrib.embedder import Embedder, embedder


class EmbedShortcode(ShortcodePlugin):
    """`{{% embed URL %}}` prints the card of an address."""

    name = "embed"
    embedder: Embedder | None = None

    def handler(self, url: str = "", **given: Any) -> tuple[str, list[str]]:
        """The card as HTML, and no files that the page depends on: Nikola builds a page anew when its text changes."""
        # An address with a query and no quotes around it is read as a name and its value.
        url = url or next((f"{name}={value}" for name, value in given.items() if name.startswith("http")), "")
        if self.embedder is None:
            self.embedder = embedder(self.site.config.get("EMBEDKIT"))
        return str(self.embedder.embed(url)), []
