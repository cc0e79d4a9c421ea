"""The keys that a configuration may have: the long options of the commands, without their dashes. One table."""

from __future__ import annotations

from typing import Literal, NamedTuple

Kind = Literal["text", "path", "number", "whole", "switch", "list"]


class Key(NamedTuple):
    """One key: what its value is, an example, what it does, and the commands that it is for; none: all that have the option."""

    name: str
    kind: Kind
    example: str
    help: str
    commands: tuple[str, ...] = ()


KEYS: dict[str, Key] = {
    key.name: key
    for key in (
        Key("site-url", "text", '"https://news.example/"', "the publishing site, for providers that ask who embeds"),
        Key("language", "text", '"en-GB"', "the language that answers should have"),
        Key("max-width", "whole", "640", "the width in pixels that a player may take"),
        Key("track", "switch", "false", "whether providers may follow readers"),
        Key("contact", "text", '"web@news.example"', "where providers reach you; the site's URL where none is named"),
        Key("proxy", "text", '"http://proxy.example:3128"', "an HTTP proxy"),
        Key("allow-port", "list", "[8443]", "ports that may be asked beside 80 and 443"),
        Key("allow-network", "list", '["10.20.0.0/16"]', "networks that may be asked though they are not public"),
        Key("cache", "path", '".cache/embedkit"', 'the folder of the answer cache, or "none"'),
        Key("offline", "switch", "false", "ask nothing; use what is stored", ("build", "get")),
        Key("lock", "path", '"embedkit.lock"', "the lock file to answer from"),
        Key("locked", "switch", "false", "answer from the lock file; ask only what it has not"),
        Key("frozen", "switch", "false", "answer from the lock file alone"),
        Key("index", "path", '"videos.db"', "the index of your own videos and articles", ("build", "get")),
        Key("posters", "path", '"public/posters"', "the folder for copies of providers' stills", ("build",)),
        Key("posters-url", "text", '"/posters/"', "where the site serves that folder", ("build",)),
        Key("base-url", "text", '"https://news.example/"', "what relative URLs are relative to"),
        Key("from", "text", '"auto"', "what the inputs are"),
        Key("html-field", "text", '"body.html"', "the field of JSON rows that holds the body"),
        Key("id-field", "text", '"id"', "the field of JSON rows that names the article"),
        Key("url-field", "text", '"url"', "the field of JSON rows that holds the article's address"),
        Key("out", "path", '"public"', "the folder that pages are built to", ("build",)),
        Key("templates", "path", '"templates/embedkit"', "the folder of the site's own templates", ("build",)),
        Key("cards", "path", '"cards.jsonl"', "one JSON Lines file for all cards", ("build",)),
        Key("sqlite", "path", '"cards.db"', "a database of all cards", ("build",)),
        Key("jsonld", "switch", "false", "put the cards as JSON-LD into the head of each page", ("build",)),
        Key("clean", "switch", "false", "remove the pages of inputs that are no more", ("build",)),
        Key("jobs", "whole", "1", "processes that parse and render", ("build",)),
        Key("deadline", "number", "600", "seconds after which a build asks nothing more", ("build",)),
        Key("fail-on", "text", '"never"', "what makes a build or a check exit with 1: error, warning or never"),
    )
}
