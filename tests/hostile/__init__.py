"""Markup, bytes and text made to break a parser: generators, and the tests that run them."""
