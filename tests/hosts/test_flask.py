"""The Flask example, served by Flask."""

from __future__ import annotations

import importlib.util
from typing import Any

import pytest

from tests.hosts import checks

flask = pytest.importorskip("flask")


@pytest.fixture
def app() -> Any:
    spec = importlib.util.spec_from_file_location("example_app", checks.EXAMPLES / "flask" / "app.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.app


def test_the_example_is_served(app: Any) -> None:
    """Filter, tag and loop show card, caption, escaped text and a dead embed as a link, from the lock file alone."""
    html = app.test_client().get("/").get_data(as_text=True)
    checks.shows_card(html)
    checks.has_caption(html)
    checks.escapes(html)
    checks.shows_lost_as_link(html)


def test_two_applications_keep_apart() -> None:
    """Two applications of one process have embedders of their own."""
    from embedkit.contrib.flask import EmbedKit

    made = []
    for load in ("click", "eager"):
        one = flask.Flask(load)
        one.config.update(EMBEDKIT_CACHE=None, EMBEDKIT_LOAD=load)
        EmbedKit(one)
        with one.test_request_context():
            made.append(flask.render_template_string("{{ 'https://youtu.be/Lh1nDh0lm_1' | embed }}"))
    assert ["<iframe" in html for html in made] == [False, True]


def test_the_command_warms(app: Any) -> None:
    """`flask embedkit warm` says what it did."""
    done = app.test_cli_runner().invoke(args=["embedkit", "warm"])
    assert done.exit_code == 0
    assert "0 looked up" in done.output
