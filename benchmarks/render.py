"""Cards a second as HTML, against the same fields through a bare Jinja2 template, in turn in one process.

    python benchmarks/render.py [--rounds 15]

The bare template is what a site would write: autoescaped, a figure with link, name, caption and credit, no checks of addresses.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable

from jinja2 import Environment

from embedkit.build.gallery import samples
from embedkit.models import Card
from embedkit.render import render

_BARE = """<figure class="{{ card.kind }}">
{% if card.text is defined and card.text %}<blockquote><p>{{ card.text }}</p><footer>{{ card.author }} <a href="{{ card.url }}">{{ card.published_at }}</a></footer></blockquote>
{% elif card['items'] is defined %}<ul>{% for item in card['items'] %}<li><img src="{{ item.image.url }}" alt="{{ item.alt }}" width="{{ item.image.width }}" height="{{ item.image.height }}"><span>{{ item.caption }}</span></li>{% endfor %}</ul>
{% elif card.kind == "photo" %}<img src="{{ card.thumbnails[0].url }}" alt="{{ card.alt }}" width="{{ card.thumbnails[0].width }}" height="{{ card.thumbnails[0].height }}">
{% else %}<a href="{{ card.url }}"{% if card.embed %} data-src="{{ card.embed.src }}" data-allow="{{ card.embed.allow }}"{% endif %}><span>{{ card.kind }} {{ card.provider.name if card.provider }} {{ card.duration_s }}</span> <b>{{ card.title }}</b></a>
{% endif %}<figcaption>{{ card.caption }} <cite>{{ card.credit.line if card.credit }}</cite></figcaption></figure>"""


def _another(card: Card, number: int) -> Card:
    """The card with addresses and a title of its own: nothing can be remembered from one to the next."""
    told: dict[str, object] = {"title": f"{card.title} {number}", "url": f"{card.url}#{number}"}
    if card.embed:
        told["embed"] = card.embed.model_copy(update={"src": f"{card.embed.src}?n={number}", "cookieless_src": None})
    told["thumbnails"] = tuple(image.model_copy(update={"url": f"{image.url}?n={number}"}) for image in card.thumbnails)
    return card.model_copy(update=told)


def _seconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    cards = [_another(card, number) for number in range(40) for card in samples()]
    bare = Environment(autoescape=True).from_string(_BARE)
    ours, theirs = [], []
    for _ in range(rounds):
        theirs.append(_seconds(lambda: [bare.render(card=card) for card in cards]))
        ours.append(_seconds(lambda: [render(card) for card in cards]))
    ratio = statistics.median(mine / peer for mine, peer in zip(ours, theirs, strict=True))
    print(f"{len(cards)} cards, {rounds} rounds")
    print(f"bare Jinja2  {len(cards) / statistics.median(theirs):9.0f} cards a second")
    print(f"embedkit     {len(cards) / statistics.median(ours):9.0f} cards a second, {ratio:.2f} times the time")


if __name__ == "__main__":
    main()
