"""XML of any size, element by element, with lxml: no entities, no DTD, no network, and never the whole tree."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from lxml import etree


class Document:
    """A document that is read once, from its first element on; damage ends or mends it and is told, never raised."""

    def __init__(self, stream: BinaryIO, encoding: str | None = None) -> None:
        self._events: Any = etree.iterparse(
            stream, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True, remove_comments=True,
            remove_pis=True, collect_ids=False, encoding=encoding,
        )  # fmt: skip
        self.damage = ""
        self.root: Any = next((element for _, element in self._safely()), None)
        self.name = local(self.root) if self.root is not None else ""
        if self.root is not None and _declares_entities(self.root):
            self.name, self.damage = "", "declares entities"

    def each(self, *names: str, seen: Callable[[Any], None] = lambda element: None) -> Iterator[Any]:
        """Every element of these names when it is complete; it is gone from memory when the next one comes. `seen` gets the others."""
        open_ones = 0
        for event, element in self._safely():
            wanted = local(element) in names
            if event == "start":
                open_ones += wanted
            elif wanted:
                open_ones -= 1
                if open_ones == 0:
                    yield element
                    _forget(element)
            elif open_ones == 0:
                seen(element)
                _forget(element, only_before=True)

    def rest(self) -> BinaryIO:
        """The whole document again, as bytes."""
        for _ in self._safely():
            pass
        return io.BytesIO(etree.tostring(self.root))

    def _safely(self) -> Iterator[tuple[str, Any]]:
        try:
            yield from self._events
        except (etree.XMLSyntaxError, OSError, EOFError, ValueError) as fault:
            self.damage = self.damage or str(fault)[:200]
        errors = [error for error in self._events.error_log if error.level >= etree.ErrorLevels.ERROR]
        if errors and not self.damage:
            self.damage = f"line {errors[0].line}: {errors[0].message}"[:200]


def local(element: Any) -> str:
    """An element's name without its namespace, in lower case; "" for what is no element."""
    tag = element.tag if element is not None else None
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def text_of(element: Any, *names: str) -> str | None:
    """The text of the first child with one of these names that has any."""
    for child in element:
        if local(child) in names and (text := "".join(child.itertext()).strip()):
            return text
    return None


def _forget(element: Any, *, only_before: bool = False) -> None:
    if not only_before:
        element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _declares_entities(root: Any) -> bool:
    dtd = root.getroottree().docinfo.internalDTD
    return dtd is not None and any(True for _ in dtd.iterentities())
