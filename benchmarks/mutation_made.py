"""Small wrongs of a module: one operator, constant, boundary or returned truth changed. Places are found in a steady order, so that a seed repeats."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

SOURCES = Path(__file__).resolve().parents[1] / "src"
SWAPPED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And, ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv,
    ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """Where something can be changed: module (path below the sources), number in its order, line, those of its statement, whether it runs at import only."""

    module: str
    number: int
    line: int
    lines: range
    outside: bool

    @property
    def name(self) -> str:
        """The module as Python imports it."""
        return self.module.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: where, the line as it became, and the whole changed text."""

    place: Place
    change: str
    text: str


def places(module: str) -> list[Place]:
    """Every place of a module, nothing in annotations, decorators and docstrings."""
    found = _places(ast.parse((SOURCES / module).read_text(encoding="utf-8")))
    return [Place(module, number, *told) for number, (*told, _change) in enumerate(found)]


def mutant(place: Place) -> Mutant:
    """The module with this place changed."""
    tree = ast.parse((SOURCES / place.module).read_text(encoding="utf-8"))
    before = ast.unparse(tree).splitlines()
    _places(tree)[place.number][-1]()
    text = ast.unparse(ast.fix_missing_locations(tree))
    after = next((a for a, b in zip(text.splitlines(), before, strict=False) if a != b), "?")
    return Mutant(place, after.strip()[:110], text)


Found = tuple[int, range, bool, Callable[[], object]]


def _places(tree: ast.Module) -> list[Found]:
    """Line, lines of the statement (of a compound one its head), whether outside of every function, and the change of each place."""
    found: list[Found] = []

    def walk(node: ast.AST, lines: range, outside: bool) -> None:
        if isinstance(node, ast.stmt):
            body = getattr(node, "body", None)
            lines = range(node.lineno, max(node.lineno + 1, body[0].lineno if body else (node.end_lineno or 0) + 1))
        change = _change(node)
        if change is not None:
            found.append((getattr(node, "lineno", 0), lines, outside, change))
        told = {id(part) for part in _told(node)}
        within = isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
        for inner in ast.iter_child_nodes(node):
            if id(inner) not in told:
                walk(inner, lines, outside and not within)

    walk(tree, range(0), True)
    return found


def _change(node: ast.AST) -> Callable[[], object] | None:
    if isinstance(node, ast.Compare) and type(node.ops[0]) in SWAPPED:
        return lambda: node.ops.__setitem__(0, SWAPPED[type(node.ops[0])]())  # type: ignore[call-overload]
    if isinstance(node, (ast.BoolOp, ast.BinOp)) and type(node.op) in SWAPPED:
        return lambda: setattr(node, "op", SWAPPED[type(node.op)]())
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return lambda: _plain(node)
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        return lambda: setattr(node, "value", not node.value)
    if isinstance(node, ast.Constant) and type(node.value) is int:
        return lambda: setattr(node, "value", int(node.value) + 1)  # type: ignore[arg-type]
    return None


def _plain(node: ast.UnaryOp) -> None:
    """``not x`` becomes ``+bool(x)``."""
    node.op = ast.UAdd()
    node.operand = ast.Call(ast.Name("bool", ast.Load()), [node.operand], [])


def _told(node: ast.AST) -> list[ast.AST]:
    """Parts that say nothing to the machine."""
    parts = [getattr(node, name, None) for name in ("annotation", "returns")]
    parts += getattr(node, "decorator_list", [])
    return [p for p in parts if isinstance(p, ast.AST)]
