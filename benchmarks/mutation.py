"""How many small wrongs in the core the tests notice: `python -m benchmarks mutation [--room law|placement|access] [--mutants 40] [--seed 1]`.

A mutant is the room's own code with one operator, constant, boundary or returned truth changed. A seeded sample of all that are possible is
tried with the room's own quick tests, each in a process of its own; a mutant that no test notices survives. Printed: the share
noticed with Wilson's 95 % interval, and every survivor by its line.
"""

from __future__ import annotations

import argparse
import ast
import copy
import os
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Room:
    """Modules whose mutants are made, and the tests that have to notice them."""

    modules: tuple[str, ...]
    tests: tuple[str, ...]


ROOMS = {
    "law": Room(
        ("law/checks.py", "law/checks_person.py", "law/checks_career.py", "law/kinship.py", "law/rotation.py", "law/retirement.py", "law/judge.py", "law/planning.py"),
        ("tests/law", "tests/law_cases"),
    ),
    "placement": Room(
        ("placement/build.py", "placement/locks.py", "placement/move_prices.py", "placement/recheck.py", "placement/swaps.py", "placement/candidates.py", "placement/vacancies.py"),
        ("tests/placement",),
    ),
    "access": Room(
        ("office/access/policy.py", "office/access/fields.py", "office/access/ledger.py", "office/access/masks.py", "office/registry/gate.py"),
        ("tests/office/access/test_access.py", "tests/office/access/test_fields.py", "tests/office/access/test_ledger.py", "tests/office/access/test_accounts.py"),
    ),
}  # fmt: skip
SWAPPED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And, ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv,
    ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: the module, the line, what it was and became, and the changed text."""

    module: str
    line: int
    change: str
    text: str


def mutants_of(module: str) -> list[tuple[str, int, int]]:
    """Every place of a module where something can be changed: module, number of the place, line."""
    tree = ast.parse((ROOT / "src/dungviec" / module).read_text(encoding="utf-8"))
    return [(module, number, line) for number, (line, _do) in enumerate(_places(tree))]


def _places(tree: ast.AST) -> list[tuple[int, object]]:
    """Line and change of each place, in a steady order; nothing in annotations and docstrings."""
    silent = {id(inner) for node in ast.walk(tree) for part in _told(node) for inner in ast.walk(part)}
    found: list[tuple[int, object]] = []
    for node in ast.walk(tree):
        if id(node) in silent:
            continue
        if isinstance(node, ast.Compare) and type(node.ops[0]) in SWAPPED:
            found.append((node.lineno, lambda n=node: n.ops.__setitem__(0, SWAPPED[type(n.ops[0])]())))
        elif isinstance(node, (ast.BoolOp, ast.BinOp)) and type(node.op) in SWAPPED:
            found.append((node.lineno, lambda n=node: setattr(n, "op", SWAPPED[type(n.op)]())))
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            found.append((node.lineno, lambda n=node: setattr(n, "op", ast.UAdd()) or setattr(n, "operand", ast.Call(ast.Name("bool", ast.Load()), [n.operand], []))))  # fmt: skip
        elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
            found.append((node.lineno, lambda n=node: setattr(n, "value", not n.value)))
        elif isinstance(node, ast.Constant) and type(node.value) is int:
            found.append((node.lineno, lambda n=node: setattr(n, "value", n.value + 1)))
    return found


def _told(node: ast.AST) -> list[ast.AST]:
    parts = [getattr(node, name, None) for name in ("annotation", "returns")]
    if isinstance(node, ast.FunctionDef):
        parts += node.decorator_list
    return [p for p in parts if isinstance(p, ast.AST)]


def mutant(module: str, number: int) -> Mutant:
    """The module with its ``number``-th place changed."""
    source = (ROOT / "src/dungviec" / module).read_text(encoding="utf-8")
    tree = ast.parse(source)
    line, _change = _places(copy.deepcopy(tree))[number]
    before = ast.unparse(tree).splitlines()
    changed = copy.deepcopy(tree)
    _places(changed)[number][1]()  # type: ignore[operator]
    text = ast.unparse(ast.fix_missing_locations(changed))
    after = next((a for a, b in zip(text.splitlines(), before, strict=False) if a != b), "?")
    return Mutant(module, line, after.strip()[:110], text)


def survives(one: Mutant, room: Room, *, seconds: float) -> bool:
    """Whether the room's tests pass with the mutant in place of the module: in a copy of the sources, never in the tree itself."""
    with tempfile.TemporaryDirectory() as folder:
        copied = Path(folder) / "src"
        _link(ROOT / "src", copied, one)
        environment = os.environ | {
            "PYTHONPATH": os.pathsep.join([str(copied), str(ROOT)]),
            "CI": "1",
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        command = [
            sys.executable, "-m", "pytest", *room.tests, "-q", "-x", "-p", "no:xdist", "-p", "no:cacheprovider", "--no-header",
            "-o", f"pythonpath={ROOT} {copied}",
        ]  # fmt: skip
        try:
            done = subprocess.run(
                command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False, timeout=900
            )
        except subprocess.TimeoutExpired:
            return False  # a change that never ends is noticed
        return done.returncode == 0


def _link(source: Path, target: Path, one: Mutant) -> None:
    """The sources as links, folder by folder down to the module that is changed."""
    target.mkdir(parents=True)
    way = Path("dungviec") / one.module
    here, there = source, target
    for part in way.parts:
        for entry in here.iterdir():
            if entry.name not in (part, "__pycache__"):
                (there / entry.name).symlink_to(entry)
        here, there = here / part, there / part
        if part == way.name:
            there.write_text(one.text, encoding="utf-8")
        else:
            there.mkdir()


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share.

    >>> [round(x, 2) for x in wilson(9, 10)]
    [0.6, 0.98]
    """
    if not of:
        return 0.0, 1.0
    z, share = 1.96, hits / of
    middle, wide = share + z * z / (2 * of), z * sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return (middle - wide) / (1 + z * z / of), (middle + wide) / (1 + z * z / of)


def main(options: list[str]) -> None:
    """Print the score of each room asked for."""
    ask = argparse.ArgumentParser(prog="python -m benchmarks mutation", description=__doc__)
    ask.add_argument("--room", choices=sorted(ROOMS), action="append")
    ask.add_argument("--mutants", type=int, default=40)
    ask.add_argument("--seed", type=int, default=1)
    given = ask.parse_args(options)
    for name in given.room or ROOMS:
        room = ROOMS[name]
        every = [place for module in room.modules for place in mutants_of(module)]
        drawn = random.Random(given.seed).sample(every, min(given.mutants, len(every)))
        began, first = time.monotonic(), room.modules[0]
        if not survives(
            Mutant(first, 0, "", (ROOT / "src/dungviec" / first).read_text(encoding="utf-8")), room, seconds=3600
        ):
            raise SystemExit(f"{name}: the tests fail without any change; mend them first.")
        patience = 60 + 10 * (
            time.monotonic() - began
        )  # a mutant slower than that never ends, whatever else the machine does
        left = []
        for number, (module, place, _line) in enumerate(drawn, start=1):
            one = mutant(module, place)
            if survives(one, room, seconds=patience):
                left.append(one)
                print(f"  survives: {one.module}:{one.line}: {one.change}", flush=True)
            killed, low_high = number - len(left), wilson(number - len(left), number)
            print(
                f"{name}: {killed}/{number} noticed ({killed / number:.0%}; 95 %: {low_high[0]:.0%}-{low_high[1]:.0%}), {len(every)} possible",
                flush=True,
            )


if __name__ == "__main__":
    main(sys.argv[1:])
