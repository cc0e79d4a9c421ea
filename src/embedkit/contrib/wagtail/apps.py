"""The app: its label must differ from the Django app's."""

from __future__ import annotations

from django.apps import AppConfig


class EmbedkitWagtailConfig(AppConfig):
    """Tags and commands only."""

    name = "embedkit.contrib.wagtail"
    label = "embedkit_wagtail"
    verbose_name = "embedkit for Wagtail"
