"""A Flask site: one story, embedded from the lock file beside it."""

from pathlib import Path

from flask import Flask, render_template_string

from embedkit.contrib.flask import EmbedKit
from embedkit.render import script, stylesheet

HERE = Path(__file__).parent
STORY = """<p>The harbour was quiet.</p>
<figure><iframe src="https://www.youtube.com/embed/Lh1nDh0lm_1"></iframe><figcaption>Crews at the gate. Photo: Ane Skog/Nordpress</figcaption></figure>
<p>It had rained for two days.</p>"""
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Story</title>
<link rel="stylesheet" href="/embedkit.css"><script defer src="/embedkit.js"></script></head><body><main><h1>Story</h1>
{{ story | embedkit }}
{% embed "https://www.youtube.com/watch?v=Harmless_01" %}
{{ "https://www.youtube.com/watch?v=0rgueCr13e1" | embed }}
<ul>{% for card in story | cards %}<li>{{ card.title }} ({{ card.kind }})</li>{% endfor %}</ul>
</main></body></html>"""

app = Flask(__name__)
app.config.update(EMBEDKIT_LOCK=HERE / "embedkit.lock", EMBEDKIT_FROZEN=True, EMBEDKIT_WANTED=None)
EmbedKit(app)


@app.get("/")
def story() -> str:
    return render_template_string(PAGE, story=STORY)


@app.get("/embedkit.css")
def css() -> tuple[str, dict[str, str]]:
    return stylesheet(), {"Content-Type": "text/css"}


@app.get("/embedkit.js")
def js() -> tuple[str, dict[str, str]]:
    return script(), {"Content-Type": "text/javascript"}
