"""The exceptions that embedkit raises: only for the caller's own mistakes, each saying what to do.

The world's faults (bad markup, a dead provider) never raise; they become warnings and statuses on a card.
"""


class EmbedkitError(Exception):
    """Base of everything that embedkit raises on purpose."""


class ConfigurationError(EmbedkitError):
    """An option, name or template that embedkit cannot work with (command line exit code 2)."""


class InputError(EmbedkitError):
    """A file that cannot be read as an article (command line exit code 4)."""
