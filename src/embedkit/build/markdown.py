"""What of a Markdown file is no article: front matter and code. It is blanked, so that places in the text stay."""

from __future__ import annotations

import re

# Hugo, Jekyll, Eleventy and MkDocs: YAML between `---`, TOML between `+++`.
_FRONT = re.compile(r"\ufeff?(---|\+\+\+)[ \t]*\r?\n.*?(?:^\1[ \t]*(?:\r?\n|\Z)|\Z)", re.S | re.M)
# CommonMark 0.31, section 4.5 (fenced code blocks, closed by a fence at least as long, or by the end) and 6.1 (code spans).
_CODE = re.compile(
    r"^ {0,3}(`{3,}+|~{3,}+)[^\n]*+\n(?:.*?^ {0,3}\1[`~]*[ \t]*$|.*\Z)|(?<!`)(`++)(?:(?!\n[ \t]*\r?\n).){1,2000}?(?<!`)\2(?!`)", re.S | re.M
)
_SEEN = re.compile(r"[^\r\n]")


def masked(text: str) -> str:
    """The text with front matter and code as spaces, line for line."""
    front = _FRONT.match(text)
    at = front.end() if front else 0
    return _SEEN.sub(" ", text[:at]) + _CODE.sub(lambda found: _SEEN.sub(" ", found[0]), text[at:])
