"""Hostile text exports and bytes."""

from __future__ import annotations

from tests.hostile.build import PROSE, Make, Source, repeated

TEXT: dict[str, Make] = {
    name: repeated(unit, before)
    for name, unit, before in (
        ("blank", "\n", ""),
        ("blank-framed", "\n\n\n\n", f"{PROSE}\n"),
        ("breaks", "\r\n\u2028\x0b\x0c\x85", ""),
        ("alike", "A title that is printed again and again\n", f"{PROSE}\n\n"),
        ("doubled", "A title that is printed twice {n}\n\nA title that is printed twice {n}\n\n" + PROSE + "\n\n", ""),
        ("headlines", "A headline that stands alone between prose {n}\n\n", f"{PROSE}\n\n"),
        ("headlines-prose", f"A headline that stands alone between prose {{n}}\n\n{PROSE}\n\n", ""),
        ("sub-headlines", f"Short heading of words\n\n{PROSE}\n\n{PROSE}\n\n", ""),
        ("prose", f"{PROSE}\n\n", ""),
        ("bullets", "• a bullet that says something {n}\n", ""),
        ("stories", f"A title of another story\n• one point\n• two points\n{PROSE}\n{PROSE}\n{PROSE}\n{PROSE}\n", ""),
        ("captions", "A bridge over a river {n}. Photo: AFP\n", ""),
        ("captions-alike", "A bridge over a river. Photo: AFP\n", ""),
        ("caption-line", "A bridge. Photo: AFP ", ""),
        ("promos", "Get more with myNEWS\n", ""),
        ("promo-line", "get more with ", ""),
        ("urls", "https://vimeo.com/1{n}\n", ""),
        ("url-line", "https://", ""),
        ("one-line", "a ", ""),
        ("one-word", "a", ""),
        ("blanks", " ", ""),
        ("wide", "写真", ""),
        ("quotes", "\"'”’»", "A sentence" * 20),
        ("nul", "\x00", ""),
        ("surrogates", "\ud800\udc00", ""),
        ("marks", "\ufeff", ""),
    )
}


def _truncated(codec: str, character: str) -> Make:
    """Text whose last character is cut in the middle."""

    def make(size: int) -> Source:
        data = (f"<p>{character} " * (size // 8)).encode(codec)
        return data[:size] + character.encode(codec)[:-1]

    return make


def _bytes(unit: bytes, before: bytes = b"", after: bytes = b"") -> Make:
    return lambda size: before + unit * max(1, size // len(unit)) + after


BYTES: dict[str, Make] = {
    "zero": _bytes(b"\x00"),
    "high": _bytes(b"\xff"),
    "all": _bytes(bytes(range(256))),
    "utf8-truncated": _truncated("utf-8", "😀"),
    "utf8-overlong": _bytes(b"\xc0\xaf<p>"),
    "utf8-surrogates": _bytes(b"\xed\xa0\x80<p>"),
    "utf8-continuation": _bytes(b"\x80"),
    "utf8-lead": _bytes(b"\xf0"),
    "utf16-truncated": lambda size: b"\xff\xfe" + ("<p>a" * (size // 8)).encode("utf-16-le") + b"<",
    "utf16-unmarked": lambda size: ("<p>a" * (size // 8)).encode("utf-16-le"),
    "utf16-lone": _bytes(b"\x00\xd8", b"\xff\xfe"),
    "utf32": lambda size: ("<p>a" * (size // 16)).encode("utf-32"),
    "gb18030-truncated": _truncated("gb18030", "写"),
    "sjis-wrong": lambda size: b"<meta charset=utf-8>" + ("<p>写真" * (size // 7)).encode("cp932"),
    "windows-wrong": _bytes(b"<p>caf\xe9</p>", b"<meta charset=utf-8>"),
    "utf7": _bytes(b"+ADw-script+AD4-", b"<meta charset=utf-7>"),
    "codec-odd": _bytes(b"<p>a", b"<meta charset=zip>"),
    "codec-punycode": _bytes(b"<p>a-", b"<meta charset=punycode>"),
    "codec-idna": _bytes(b"a.", b"<meta charset=idna>"),
    "codec-escape": _bytes(b"\\x", b"<meta charset=unicode_escape>"),
    "iso2022": _bytes(b"\x1b$B", b"<meta charset=iso-2022-jp>"),
    "hz": _bytes(b"~{", b"<meta charset=hz>"),
    "charsets": _bytes(b"<meta charset="),
    "charset-long": _bytes(b"a", b"<meta charset='"),
    "xml": _bytes(b"<?xml encoding="),
    "marks": _bytes(b"\xef\xbb\xbf"),
    "packed": _bytes(b"\x1f\x8b\x08\x00"),
}
