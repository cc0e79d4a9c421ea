"""embedkit: finds the media in an article and turns each item into one clean, typed card."""

from embedkit.client import AsyncClient, Client
from embedkit.errors import EmbedkitError
from embedkit.explaining import Explanation, explain
from embedkit.identify import identify
from embedkit.models import Block, Card, Identity
from embedkit.parse import parse
from embedkit.profiles import Profile
from embedkit.providers import Provider
from embedkit.render import render

__all__ = ["AsyncClient", "Block", "Card", "Client", "EmbedkitError", "Explanation", "Identity", "Profile", "Provider", "explain", "identify",
           "parse", "render"]  # fmt: skip
