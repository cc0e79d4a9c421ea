"""`manage.py embedkit_warm`: look up what pages wanted, or given addresses."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from embedkit.contrib.django import site


class Command(BaseCommand):
    help = "Look up what pages wanted and nobody knew, or the given addresses."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("urls", nargs="*", help="Addresses; without any, those that pages wanted.")

    def handle(self, *, urls: list[str], **options: Any) -> None:
        asking = site.opened(network=True, frozen=False)
        for url in urls:
            asking.wanted.note(url)
        known, missed = asking.warm()
        self.stdout.write(f"{known} looked up, {len(missed)} not")
        for card in missed:
            self.stderr.write(f"{card.url}: {card.problem}")
