"""The app and its system checks."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.core import checks

from embedkit.contrib.django import site
from embedkit.errors import ConfigurationError


class EmbedkitConfig(AppConfig):
    """Registers the checks; nothing is opened before a template asks."""

    name = "embedkit.contrib.django"
    label = "embedkit"
    verbose_name = "embedkit"

    def ready(self) -> None:
        checks.register(check_settings)


def check_settings(app_configs: Any, **_: Any) -> list[checks.CheckMessage]:
    """`embedkit.E001`: a setting that cannot be used, with what to do."""
    try:
        site.opened()
    except ConfigurationError as fault:
        return [checks.Error(f"EMBEDKIT: {fault}", id="embedkit.E001")]
    return []
