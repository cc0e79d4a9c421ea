"""Peak memory of `parse` on a large generated news page, in several shapes, each in a process of its own.

    python -m benchmarks.memory [MEGABYTES] [SHAPE…]      50 megabytes and every shape unless said otherwise

What is printed is the highest resident size of the process that read the page from disk and parsed it, all included
(interpreter, libraries, the page itself), and how many times the page's size that is. The exit code is 1 where that is over 15.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from embedkit import parse
from tests.hostile.build import PROSE, Make, in_story, nested, repeated

MOST = 15
_FIGURE = '<figure><img src="https://news.test/pictures/a-picture-{n}.jpg" alt="A bridge"><figcaption>A bridge over the river {n}. Photo: AFP</figcaption></figure>'

SHAPES: dict[str, Make] = {
    "paragraphs": in_story(repeated(f"<p>{PROSE}{PROSE}</p>\n")),
    "short-paragraphs": in_story(repeated("<p>One <b>word</b> {n}.</p>\n")),
    "figures": in_story(repeated(_FIGURE + f"<p>{PROSE}{PROSE}</p>\n" * 3)),
    "mixed": in_story(repeated(f'{_FIGURE}<p>{PROSE} <a href="/a-{{n}}">A link</a>.</p><div class="ad"></div><script>var a = 1;</script>' + f"<p>{PROSE}</p>" * 5)),
    "emoji": in_story(repeated(f"<p>{PROSE}{PROSE}</p>\n", "<p>😀</p>")),
    "wide": in_story(repeated("<p>" + "部長們週二同意在月底前再次會面，雙方都表示會談很有幫助。" * 5 + "</p>\n")),
    "script": in_story(repeated("var a = 'a value';", "<script>", "</script>")),
    "json": in_story(repeated('{"url": "https://news.test/{n}.mp4"},', '<script type="application/json">[', "{}]</script>")),
    "links": in_story(repeated('<p><a href="https://news.test/2026/11/story-{n}">A story that has a title of many words {n}</a></p>\n' + f"<p>{PROSE}{PROSE}</p>\n" * 3)),
    "deep": in_story(nested(f"<div><p>{PROSE}{PROSE}</p>", "</div>")),
    "deep-empty": nested("<div>", "</div>", f"<p>{PROSE}</p>" * 3),
    "deep-tags": in_story(nested("<div>", "</div>")),
    "empty": repeated("<i></i>"),
    "attribute": in_story(repeated("a", '<p data-a="', '">')),
}  # fmt: skip


def peak(page: Path) -> tuple[float, float, int]:
    """The peak resident size in megabytes, the CPU seconds and the blocks of a process that parses a page."""
    said = subprocess.run([sys.executable, "-m", "benchmarks.memory", "--child", str(page)], check=True, capture_output=True, text=True)
    kilobytes, seconds, blocks = said.stdout.split()
    return int(kilobytes) / 1e3, float(seconds), int(blocks)


def child(page: str) -> None:
    start = time.process_time()
    blocks = parse(Path(page).read_bytes(), base_url="https://news.test/", format="html")
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time() - start, len(blocks))


def main(arguments: list[str]) -> int:
    size = int(arguments.pop(0)) if arguments and arguments[0].isdigit() else 50
    worst = 0.0
    for name in arguments or SHAPES:
        with tempfile.TemporaryDirectory() as folder:
            page = Path(folder) / "page.html"
            page.write_text(str(SHAPES[name](size * 1_000_000)), "utf-8")
            large = page.stat().st_size / 1e6
            megabytes, seconds, blocks = peak(page)
        worst = max(worst, megabytes / large)
        print(
            f"{name:18} {large:6.1f} MB  {megabytes:7.0f} MB  {megabytes / large:5.1f} times  {seconds:6.1f} s  {blocks} blocks", flush=True
        )
    print(f"worst: {worst:.1f} times its size; at most {MOST}")
    return int(worst > MOST)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        child(sys.argv[2])
    else:
        sys.exit(main(sys.argv[1:]))
