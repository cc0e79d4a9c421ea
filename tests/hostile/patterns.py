"""Every regular expression of the package, and text derived from each that would make it backtrack.

Patterns are found by walking the modules: values of any depth, and first arguments of calls of `re` in the source.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import embedkit

# The parser of `re` has no public name.
op: Any = importlib.import_module("re._constants")
parser: Any = importlib.import_module("re._parser")

Pattern = re.Pattern[Any]
_CALLS = frozenset(("search", "match", "fullmatch", "sub", "split", "findall", "finditer", "compile"))
_SAMPLES = "a1 _-<>\"'=/.:[](){}&#,A@|é写\n"
_KINDS = {op.CATEGORY_DIGIT: "7", op.CATEGORY_SPACE: " ", op.CATEGORY_WORD: "a", op.CATEGORY_NOT_SPACE: "a", op.CATEGORY_NOT_DIGIT: "a", op.CATEGORY_NOT_WORD: "-"}  # fmt: skip


def modules() -> list[ModuleType]:
    """Every module of the package, but for the adapters of hosts that are not installed here or want a running site."""
    places = [Path(found) for found in embedkit.__path__]
    names = [found.name for found in pkgutil.iter_modules(places, "embedkit.")]
    names += [found.name for name in names for found in _modules_in(places, name)]
    return [importlib.import_module(name) for name in dict.fromkeys(names) if not name.endswith("__main__")]


_HOSTS = ("django", "flask", "markdown", "markdown_it", "mistune", "mkdocs", "nikola", "pelican", "wagtail")


def _modules_in(places: list[Path], name: str) -> Iterator[pkgutil.ModuleInfo]:
    folders = [str(place.joinpath(*name.split(".")[1:])) for place in places]
    for found in pkgutil.iter_modules(folders, f"{name}."):
        if name != "embedkit.contrib" or found.name.rpartition(".")[2] not in _HOSTS:
            yield found
            if found.ispkg:
                yield from _modules_in(places, found.name)


class Found(NamedTuple):
    """A pattern and how it is asked: "search" for a place anywhere, unless all its callers ask at a place that they know."""

    pattern: Pattern
    asked: str


def patterns() -> dict[str, Found]:
    """Every compiled pattern, by the module and name or line where it stands; each expression once."""
    found: dict[tuple[object, int], tuple[str, Found]] = {}
    everywhere = _asked(modules())
    for module in modules():
        own, short = _asked([module]), module.__name__.removeprefix("embedkit.")
        asked = everywhere | {name: methods for name, methods in own.items() if name.startswith("_")}
        for where, pattern, method in (*_held(module, asked), *_written(module)):
            found.setdefault((pattern.pattern, pattern.flags), (f"{short}:{where}", Found(pattern, method)))
    return dict(found.values())


def _asked(where: list[ModuleType]) -> dict[str, set[str]]:
    """By the name of a constant, the methods that are called on it in these modules."""
    methods: dict[str, set[str]] = defaultdict(set)
    for module in where:
        for node in ast.walk(ast.parse(inspect.getsource(module))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                methods[node.value.id].add(node.attr)
    return methods


def _method(methods: set[str]) -> str:
    return methods.pop() if len(methods) == 1 and methods <= {"match", "fullmatch"} else "search"


def _held(module: ModuleType, asked: dict[str, set[str]]) -> Iterator[tuple[str, Pattern, str]]:
    for name, value in vars(module).items():
        for number, pattern in enumerate(_inside(value, set())):
            yield name if number == 0 else f"{name}[{number}]", pattern, _method(set(asked.get(name, ())))


def _inside(value: object, seen: set[int]) -> Iterator[Pattern]:
    """The patterns in a value: in collections, in the fields of objects of the package, in methods bound to a pattern."""
    if id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _inside(inner, seen)
    elif isinstance(value, list | tuple | set | frozenset):
        for inner in value:
            yield from _inside(inner, seen)
    elif isinstance(bound := getattr(value, "__self__", None), re.Pattern):
        yield from _inside(bound, seen)
    elif type(value).__module__.startswith("embedkit") and not isinstance(value, type | ModuleType):
        yield from _inside(getattr(value, "__dict__", {}), seen)


def _written(module: ModuleType) -> Iterator[tuple[str, Pattern, str]]:
    for call in ast.walk(ast.parse(inspect.getsource(module))):
        if (
            isinstance(call, ast.Call)
            and isinstance(call.func, ast.Attribute)
            and isinstance(call.func.value, ast.Name)
            and call.func.value.id == "re"
            and call.func.attr in _CALLS
        ):
            expression = _evaluated(call.args[0], module)
            if expression is not None:
                yield f"line {call.lineno}", re.compile(expression, _flags(call, module)), _method({call.func.attr})


def _evaluated(node: ast.expr, module: ModuleType) -> Any:
    """The value of an expression, or None where it is made from what only the function knows."""
    try:
        return eval(compile(ast.Expression(node), "pattern", "eval"), vars(module))  # noqa: S307
    except NameError:
        return None


def _flags(call: ast.Call, module: ModuleType) -> int:
    said = [
        value for node in [*call.args[1:], *(k.value for k in call.keywords)] if isinstance(value := _evaluated(node, module), re.RegexFlag)
    ]
    return int(said[0]) if said else 0


def attacks(pattern: Pattern) -> Iterator[tuple[str, str, str]]:
    """Texts that may make a pattern backtrack, each as what stands before, what is repeated and what stands behind.

    For each repetition in the expression: what leads to it, its own text many times, and an end that does not fit. Besides, its
    whole text many times (each a beginning), and single characters.
    """
    tree = parser.parse(
        pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1"), pattern.flags & ~re.LOCALE
    )
    whole = _example(tree)
    seen: set[tuple[str, str]] = set()
    for before, pump in [*_pumps(tree, ""), ("", whole), *(("", letter) for letter in _SAMPLES)]:
        for text in (pump, pump + " ", " " + pump, "a" + pump):
            if pump and (before, text) not in seen:
                seen.add((before, text))
                yield before, text, "\x00"
    for before, pump in _pumps(tree, ""):
        if before and pump:
            yield "", before + pump * 3, "\x00"


def _pumps(tree: Any, before: str) -> Iterator[tuple[str, str]]:
    """For each repetition: the text that leads to it, and its own."""
    for kind, value in tree:
        if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            _, most, inner = value
            if most > 3:
                yield before, _example(inner)
                yield before, _example(inner, last=True)
            yield from _pumps(inner, before)
        elif kind is op.SUBPATTERN:
            yield from _pumps(value[-1], before)
        elif kind is op.ATOMIC_GROUP:
            yield from _pumps(value, before)
        elif kind is op.BRANCH:
            for branch in value[1]:
                yield from _pumps(branch, before)
        elif kind in (op.ASSERT, op.ASSERT_NOT):
            yield from _pumps(value[1], before)
        before += _example([(kind, value)])


def _example(tree: Any, *, last: bool = False) -> str:
    """A short text that an expression matches, more or less; of branches and sets the first or the last."""
    return "".join(_one(kind, value, last) for kind, value in tree)


def _one(kind: Any, value: Any, last: bool) -> str:
    if kind is op.LITERAL:
        return chr(value)
    if kind is op.ANY:
        return "a"
    if kind is op.NOT_LITERAL:
        return "a" if value != ord("a") else "b"
    if kind is op.IN:
        return _member(value, last)
    if kind is op.BRANCH:
        return _example(value[1][-1 if last else 0], last=last)
    if kind is op.SUBPATTERN:
        return _example(value[-1], last=last)
    if kind is op.ATOMIC_GROUP:
        return _example(value, last=last)
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        return _example(value[2], last=last) * max(1, int(value[0]))
    return ""


def _member(items: list[Any], last: bool) -> str:
    """A character of a set."""
    if items[0][0] is op.NEGATE:
        inside = re.compile("[" + "".join(map(_item, items[1:])) + "]")
        return next((letter for letter in (reversed(_SAMPLES) if last else _SAMPLES) if not inside.match(letter)), "a")
    kind, value = items[-1 if last else 0]
    if kind is op.RANGE:
        return chr(value[1 if last else 0])
    return str(_KINDS.get(value, "a")) if kind is op.CATEGORY else chr(value)


def _item(item: Any) -> str:
    kind, value = item
    if kind is op.LITERAL:
        return re.escape(chr(value))
    if kind is op.RANGE:
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    return {op.CATEGORY_DIGIT: r"\d", op.CATEGORY_SPACE: r"\s", op.CATEGORY_WORD: r"\w", op.CATEGORY_NOT_SPACE: r"\S", op.CATEGORY_NOT_DIGIT: r"\D", op.CATEGORY_NOT_WORD: r"\W"}[value]  # fmt: skip


__all__ = ["Found", "attacks", "modules", "patterns"]
