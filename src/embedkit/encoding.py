"""Bytes to text, the way a browser would: byte-order mark, declared charset, UTF-8, then windows-1252."""

from __future__ import annotations

import codecs
import re

from bs4.dammit import EncodingDetector

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w:.-]{1,40})", re.I)
# JSON and markup in UTF-16 without a mark (RFC 4627, section 3: the first two characters are ASCII).
_WIDE = re.compile(rb"(?P<le>[<\[{]\x00[\x20-\x7e]\x00)|\x00[<\[{]\x00[\x20-\x7e]")
_SURROGATE = re.compile("[\ud800-\udfff]")
# Labels that the web uses for a larger repertoire (WHATWG Encoding Standard, section 4.2).
_WIDER = {"iso-8859-1": "windows-1252", "latin-1": "windows-1252", "latin1": "windows-1252", "us-ascii": "windows-1252",
          "ascii": "windows-1252", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "shift-jis": "cp932",
          "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "iso-8859-9": "windows-1254", "tis-620": "cp874"}  # fmt: skip


def decode(data: bytes) -> tuple[str, str]:
    """The text of `data` and the Python codec that gave it. Bytes that fit no codec become U+FFFD; nothing is raised.

    A byte-order mark is kept as the first character, so that `text.encode(codec)` gives the same bytes again.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return data.decode(name, "replace"), name
    for codec in (declared(data), "utf-8"):
        if codec:
            try:
                return data.decode(codec), codec
            except (UnicodeDecodeError, LookupError):
                continue
    said = declared(data)
    if said in (None, "utf-8") and not _mostly_utf8(data):
        return data.decode("windows-1252", "replace"), "windows-1252"
    return data.decode(said or "utf-8", "replace"), said or "utf-8"


def of_answer(data: bytes, content_type: str = "") -> str:
    """The text of a server's answer, without its byte-order mark. Nothing is raised.

    Headers and declarations lie, and what is valid UTF-8 is hardly ever anything else: UTF-8 is tried before the charset of the
    `content-type`, that before the document's own. ISO-2022 text is ASCII with escapes, so there the declaration comes first.
    """
    if data.startswith(tuple(bom for bom, _ in _BOMS)):
        return decode(data)[0].removeprefix("\ufeff")
    if data[:1] and (wide := _WIDE.match(data)) is not None:
        return data.decode("utf-16-le" if wide["le"] else "utf-16-be", "replace")
    said = _CHARSET.search(content_type)
    named = [_codec(said[1]) if said else None, declared(data)]
    for codec in [*named, "utf-8"] if b"\x1b" in data[:4096] else ["utf-8", *named]:
        if codec:
            try:
                return data.decode(codec)
            except (UnicodeDecodeError, LookupError):
                continue
    return decode(data)[0]


def scrub(text: str) -> str:
    """Lone surrogates replaced by U+FFFD: they can neither be encoded nor shown. Offsets stay."""
    if text.isascii():
        return text
    try:
        text.encode("utf-16-le")  # the nearest form to that in which Python keeps most pages
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text)
    return text


def declared(data: bytes) -> str | None:
    """The Python codec that the document says it is in, or None where it says nothing usable."""
    found = EncodingDetector.find_declared_encoding(data[:4096], is_html=True)
    return _codec(found) if found else None


def _codec(label: str) -> str | None:
    """The Python codec of a charset label, or None for what is no charset."""
    name = _WIDER.get(label.lower(), label.lower())
    try:
        info = codecs.lookup(name)
    except LookupError:
        return None
    # A document that declares UTF-16 in ASCII bytes is not UTF-16 (HTML standard, 13.2.3.2); codecs such as rot13 are no charsets.
    return "utf-8" if name.startswith("utf-16") else (name if info._is_text_encoding else None)


def _mostly_utf8(data: bytes) -> bool:
    """True when the damage is small: a truncated or stray sequence in what is otherwise UTF-8 text."""
    text = data.decode("utf-8", "replace")
    return text.count("\ufffd") * 50 < sum(1 for c in text[:200_000] if c > "\x7f") + 1
