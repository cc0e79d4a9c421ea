"""A MkDocs plugin, thin: the HTML of each page through an embedder, and our style sheet and script beside the site.

    plugins:
      - embedkit:
          lock: embedkit.lock

The Python-Markdown extension `embedkit.contrib.markdown` does the same without plugins (Zensical, MkDocs 2).
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Any

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.plugins import BasePlugin

from embedkit.build import files
from embedkit.contrib.embedder import Embedder, embedder
from embedkit.render import script, stylesheet


class EmbedkitConfig(Config):
    """What `mkdocs.yml` may say."""

    lock = config_options.Optional(config_options.Type(str))
    cache = config_options.Optional(config_options.Type(str))
    frozen = config_options.Type(bool, default=False)
    network = config_options.Type(bool, default=False)
    load = config_options.Choice(("click", "eager"), default="click")
    posters = config_options.Choice(("own", "remote"), default="own")
    templates = config_options.Optional(config_options.Dir(exists=True))


class EmbedkitPlugin(BasePlugin[EmbedkitConfig]):
    """`on_config` opens the embedder, `on_page_content` embeds, `on_post_build` writes the two files."""

    embedder: Embedder | None = None

    def on_config(self, config: Any) -> Any:
        """Opens the embedder and names our files. Settings are those of the plugin."""
        self.embedder = embedder({name: value for name, value in self.config.items() if value is not None})
        config.extra_css.append("assets/embedkit.css")
        config.extra_javascript.append("assets/embedkit.js")
        return config

    def on_page_content(self, html: str, **_: Any) -> str:
        """The page's HTML with its media as cards."""
        return str(self.embedder.html(html)) if self.embedder else html

    def on_post_build(self, config: Any) -> None:
        """Writes the style sheet and the script into the site."""
        site = Path(config.site_dir)
        files.write(site, PurePosixPath("assets/embedkit.css"), stylesheet().encode())
        files.write(site, PurePosixPath("assets/embedkit.js"), script().encode())
        if self.embedder:
            self.embedder.client.close()
