"""`manage.py embedkit_lock`: the answers of given addresses into the lock file of the settings."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from embedkit.contrib.django import site
from embedkit.contrib.embedder import lock_urls


class Command(BaseCommand):
    help = "Add what providers answer about addresses to the lock file that EMBEDKIT names."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("urls", nargs="*", help="Addresses; without any, those that pages wanted.")

    def handle(self, *, urls: list[str], **options: Any) -> None:
        place = site.told().get("lock")
        if not place:
            raise CommandError('EMBEDKIT has no "lock"; name the file there, such as BASE_DIR / "embedkit.lock"')
        wanted = urls or site.current().wanted.take()
        self.stdout.write(f"{lock_urls(place, wanted, site.told())} answers in {place}")
