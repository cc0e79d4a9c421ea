"""embedkit: finds the media in an article and turns each item into one clean, typed card."""

from embedkit.errors import EmbedkitError
from embedkit.models import Block, Card, Identity

__all__ = ["Block", "Card", "EmbedkitError", "Identity"]
