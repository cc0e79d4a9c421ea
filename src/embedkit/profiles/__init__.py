"""Site profiles: a site's own notations, as data that it hands to `parse`. docs/profiles.md tells the form of the file."""

from __future__ import annotations

from embedkit.profiles.files import BUILT_IN, load, profile_of
from embedkit.profiles.model import Placeholder, Player, Profile, Words
from embedkit.profiles.rule import RULE, rules
from embedkit.profiles.site import body, named, told

__all__ = ["BUILT_IN", "RULE", "Placeholder", "Player", "Profile", "Words", "body", "load", "named", "profile_of", "rules", "told"]
