"""A Flask extension.

    app.config["EMBEDKIT_LOCK"] = "embedkit.lock"
    EmbedKit(app)              # or EmbedKit().init_app(app)

Templates get the filters and the tag of `embedkit.contrib.jinja`; `flask embedkit warm` looks up what pages wanted.
"""

from __future__ import annotations

from typing import Any

import click
from flask import Flask
from flask.cli import AppGroup

from embedkit.contrib.embedder import Embedder, embedder
from embedkit.contrib.jinja import EmbedkitExtension

_PREFIX = "EMBEDKIT_"


class EmbedKit:
    """Adds embedkit to an application; each application has an embedder of its own, in `app.extensions["embedkit"]`."""

    def __init__(self, app: Flask | None = None) -> None:
        if app is not None:
            self.init_app(app)

    def init_app(self, app: Flask) -> None:
        """Reads `EMBEDKIT_…` of the application's configuration. Raises ConfigurationError for a setting that there is not."""
        made = embedder(_settings(app))
        app.extensions["embedkit"] = made
        app.jinja_env.add_extension(EmbedkitExtension)
        environment: Any = app.jinja_env
        environment.embedkit = made
        app.cli.add_command(_commands())


def _settings(app: Flask) -> dict[str, Any]:
    return {key.removeprefix(_PREFIX).lower(): value for key, value in app.config.items() if key.startswith(_PREFIX)}


def _commands() -> AppGroup:
    group = AppGroup("embedkit", help="Look up what pages embed.")

    @group.command("warm")
    def warm() -> None:
        """Look up what pages wanted and nobody knew."""
        from flask import current_app

        asking = embedder({**_settings(current_app), "network": True, "frozen": False})
        known, missed = asking.warm()
        click.echo(f"{known} looked up, {len(missed)} not")
        for card in missed:
            click.echo(f"{card.url}: {card.problem}", err=True)

    return group


__all__ = ["EmbedKit", "Embedder"]
