"""Hostile values through every field and every HTML-like target, judged by a real Chromium.

    python benchmarks/hostile_render.py PAYLOADS.json

The file is a list of {"id", "where", "payload"}: `where` is T for text, U for an address, anything else for both. For each payload one
page holds cards of every kind, as each target has them. Nothing may run, nothing active may be left, the box must stay closed, and
nobody but the players' and pictures' hosts may be asked. A raw control page must run script, else the judge is blind and the run void.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Error, Page, sync_playwright

from embedkit import identify, normalise
from embedkit.models import KINDS, Block, Card, Credit, Facts, Image, Photo, Rendition
from embedkit.render import amp, render

_SAFE = "https://www.youtube.com/watch?v=eiHXASgRTcA"
_HOSTS = ("www.youtube-nocookie.com", "www.youtube.com", "cdn.ampproject.org")
_SPY = "window.ran = 0; for (const name of ['alert', 'confirm', 'prompt', 'print']) window[name] = () => { window.ran += 1; }; null;"
_JUDGE = """() => {
  const wrong = [], by = (id) => Document.prototype.getElementById.call(document, id), box = by('box'), after = by('after');
  if (window.ran) wrong.push('ran');
  if (!after || !box || after.previousElementSibling !== box || after.textContent !== 'SENTINEL' || document.body.children.length !== 2) wrong.push('left its box');
  for (const e of box ? box.querySelectorAll('*') : []) {
    if (/^(script|object|embed|base|meta|link|style|form|input|svg|math|template|dialog)$/i.test(e.localName) && e.type !== 'application/ld+json') wrong.push('element ' + e.localName);
    for (const a of e.attributes) {
      if (/^on/i.test(a.name) || /^(style|srcdoc|formaction|ping)$/i.test(a.name)) wrong.push('attribute ' + a.name);
      if (/^(href|src|action|poster|cite|data)$/i.test(a.name) && !/^https?:\\/\\//i.test(a.value)) wrong.push('address ' + a.value.slice(0, 60));
    }
    if (e.localName === 'iframe' && !/^https:\\/\\/www\\.youtube(-nocookie)?\\.com\\/embed\\//.test(e.src)) wrong.push('frame ' + e.src.slice(0, 60));
  }
  return wrong;
}"""


def _card(kind: Any, text: str, url: str) -> Card:
    identity = identify(_SAFE) if kind == "video" else None
    credit = Credit(raw=text, line=text, creators=(text,), organisation=text)
    photo = Photo(image=Image(url=url, alt=text), caption=text, credit=credit, alt=text)
    block = Block(kind=kind, url=url, title=text, caption=text, alt=text, text=text, author=text, credit=credit, image=Image(url=url, alt=text),
                  items=(photo,), media=(Rendition(url=url, mime=text),))  # fmt: skip
    facts = Facts(
        source="oembed", title=text, description=text, authors=(text,), provider_name=text, provider_url=url, thumbnails=(Image(url=url),)
    )
    return normalise.card(block, identity, (facts,), status="resolved", url=url)


def _markup(text: str, url: str) -> Iterator[str]:
    for kind in KINDS:
        card = _card(kind, text, url)
        yield render(card)
        yield render(card, load="eager", posters="remote")
        yield render(card, "feed")
        yield str(amp.piece(card).markup)
        yield f'<script type="application/ld+json">{render(card, "jsonld")}</script>'


def _judged(page: Page, markup: str) -> list[str]:
    page.goto("https://site.test/")
    page.evaluate(_SPY)
    page.evaluate("html => { document.open(); document.write(html); document.close(); }",
                  f"<!doctype html><title>t</title><body><div id=box>{markup}</div><p id=after>SENTINEL</p>")  # fmt: skip
    page.wait_for_timeout(20)
    found: list[str] = page.evaluate(_JUDGE)
    return found


def _runs(page: Page, payload: str) -> bool:
    """True when the payload as it is runs script. It may also take its page away, which counts as nothing."""
    try:
        return "ran" in _judged(page, payload)
    except Error:
        return False


def main() -> None:
    payloads = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    # A wrong type in a provider's answer is no text by the time it reaches a card; its JSON stands for it here.
    payloads = [one | {"payload": one["payload"] if isinstance(one["payload"], str) else json.dumps(one["payload"])} for one in payloads]
    asked: set[str] = set()
    wrong: dict[str, list[str]] = {}
    with sync_playwright() as tool:
        browser = tool.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        page = browser.new_page()
        page.on("request", lambda request: asked.add(request.url))
        page.route("**/*", lambda route: route.fulfill(status=200, body="", content_type="text/html"))
        raw = sum(_runs(page, one["payload"]) for one in payloads)
        for one in payloads:
            asked.clear()
            text = "A title" if one["where"] == "U" else one["payload"]
            url = _SAFE if one["where"] == "T" else one["payload"]
            found = _judged(page, "\n".join(_markup(text, url)))
            hosts = {a.split("/")[2] for a in asked if a.startswith("http")} - {"site.test"}
            foreign = {h for h in hosts if h not in _HOSTS} if one["where"] == "T" else set()
            if found or foreign:
                wrong[one["id"]] = [*found, *foreign]
        browser.close()
    print(f"{len(payloads)} payloads; the raw control ran script for {raw}" + ("" if raw >= 0.05 * len(payloads) else ": THE RUN IS VOID"))
    print(f"ours: {len(wrong)} with a finding")
    for name, findings in wrong.items():
        print(f"  {name}: {dict(Counter(findings).most_common(4))}")


if __name__ == "__main__":
    main()
