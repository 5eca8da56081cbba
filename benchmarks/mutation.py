"""How many small wrongs the tests notice: `python -m benchmarks mutation [--room law|placement|access] [--mutants 60] [--seed 1]`.

A mutant is the room's own code with one operator, constant, boundary or truth changed. First the room's tests run once and it is written
down which lines each reaches (`--map FILE` keeps that). Then a seeded sample of all mutants that are possible is tried, each with the tests
that reach its line, stopped at the first that fails; no more than `--each` processor seconds of tests are chosen, spread
over test files, so that the share told is what the tests notice at least. Printed: that share with Wilson's 95 % interval, and each survivor by its line.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from typing import Any

from benchmarks.mutation_made import SOURCES, Mutant, Place, mutant, places

ROOT = SOURCES.parent
WALL = 1800
"""Seconds after which a try is given up as unjudged: far beyond what its processor time allows, so only waiting can reach it."""


@dataclass(frozen=True, slots=True)
class Room:
    """Modules whose mutants are made (globs below the sources), and the tests that have to notice them."""

    modules: tuple[str, ...]
    tests: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    """Tests that walk the whole office: too dear for one mutant, whatever they would notice."""


ROOMS = {
    "law": Room(("dungviec/law/*.py",), ("tests/law",)),
    "placement": Room(
        ("dungviec/placement/**/*.py",),
        ("tests/placement", "tests/cli/test_pareto.py", "tests/cli/test_swaps.py"),
    ),
    "access": Room(
        ("dungviec/office/access/*.py", "dungviec/office/registry/gate.py"),
        ("tests/office/access", "tests/office/shell/test_privacy.py", "tests/office/registry/test_rights.py"),
        left_out=("tests/office/access/test_who_sees_what.py", "tests/office/access/test_who_sees_what_by_api.py"),
    ),
}


def everything(room: Room) -> list[Place]:
    """All places of the room, in a steady order."""
    files = sorted({p.relative_to(SOURCES).as_posix() for glob in room.modules for p in SOURCES.glob(glob)})
    return [place for module in files for place in places(module)]


def seen(room: Room, keep: Path) -> dict[str, Any]:
    """Which tests reach which lines; the file ``keep`` if it is there. Raises SystemExit where many of the tests fail without any change."""
    if not keep.exists():
        modules = {place.module for place in everything(room)}
        told = {
            "MUTATION_MODULES": "\n".join(f"{m}\t{SOURCES / m}" for m in sorted(modules)),
            "MUTATION_SEEN": str(keep),
        }
        _pytest(
            [*room.tests, *(f"--ignore={path}" for path in room.left_out)],
            plugin="benchmarks.mutation_seen",
            told=told,
            seconds=7200,
        )
    found: dict[str, Any] = json.loads(keep.read_text(encoding="utf-8"))
    if failed := [found["tests"].pop(name, None) and name for name in dict.fromkeys(found["failed"])]:
        print(f"left out, they fail without any change (traced, on this machine): {failed}")
    if len(failed) * 20 > len(found["tests"]):
        raise SystemExit(1)
    return found


def chosen(tests: dict[str, Any], place: Place, each: float) -> list[str]:
    """The tests that reach the place, up to ``each`` processor seconds and at least one, one test file after the other.

    First those that reach most of the module for their cost: who passes by on the way to something else asserts nothing about it.
    """
    reach = [
        (-len(told["lines"][place.module]) / (0.2 + told["cost"]), told["cost"], name)
        for name, told in tests.items()
        if place.module in told["lines"]
        and (place.outside or any(line in place.lines for line in told["lines"][place.module]))
    ]
    by_file: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for _worth, cost, name in sorted(reach):
        by_file[name.partition("::")[0]].append((cost, name))
    taken, spent = list[str](), 0.0
    turns = [(n, cost, name) for tests_ in by_file.values() for n, (cost, name) in enumerate(tests_)]
    for _turn, cost, name in sorted(turns, key=lambda turn: turn[0]):
        if taken and spent + cost > each:
            continue
        taken.append(name)
        spent += cost
    return taken


def tried(one: Mutant, tests: list[str], *, seconds: float) -> str:
    """``survives``, ``noticed``, or ``unjudged`` where the machine gave no time."""
    if not tests:
        return "survives"
    with tempfile.TemporaryDirectory() as folder:
        text, names = Path(folder) / "mutant.py", Path(folder) / "tests"
        text.write_text(one.text, encoding="utf-8")
        names.write_text("\n".join(tests), encoding="utf-8")
        told = {"MUTANT_MODULE": one.place.name, "MUTANT_TEXT": str(text)}
        code = _pytest([f"@{names}", "-x"], plugin="benchmarks.mutation_put", told=told, seconds=seconds)
    return "unjudged" if code is None else "survives" if code == 0 else "noticed"


def _pytest(arguments: list[str], *, plugin: str, told: dict[str, str], seconds: float) -> int | None:
    """One run in a process of its own, ended at so many processor seconds; None where it only waited."""
    command = [sys.executable, "-m", "pytest", "-p", plugin, *arguments, "-q", "-p", "no:xdist", "-p", "no:cacheprovider", "--no-header"]  # fmt: skip
    with tempfile.TemporaryDirectory() as home:
        own = os.environ | told | {"CI": "1", "DUNGVIEC_HOME": home, "PYTHONDONTWRITEBYTECODE": "1"}
        own.pop("DATABASE_URL", None)
        own["PYTHONPATH"] = os.pathsep.join([str(ROOT), str(SOURCES)])
        try:
            return subprocess.run(
                command, env=own, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False,
                timeout=max(WALL, 3 * seconds), preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 5)),
            ).returncode  # fmt: skip
        except subprocess.TimeoutExpired:
            return None


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
    ask.add_argument("--mutants", type=int, default=60)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--each", type=float, default=30, help="processor seconds of tests for one mutant")
    ask.add_argument("--map", type=Path, help="folder where the maps of tests and lines are kept")
    given = ask.parse_args(options)
    with tempfile.TemporaryDirectory() as folder:
        kept = given.map or Path(folder)
        kept.mkdir(parents=True, exist_ok=True)
        for name in given.room or ROOMS:
            _score(name, kept / f"{name}.json", mutants=given.mutants, seed=given.seed, each=given.each)


def _score(name: str, keep: Path, *, mutants: int, seed: int, each: float) -> None:
    tests, every = seen(ROOMS[name], keep)["tests"], everything(ROOMS[name])
    drawn = random.Random(seed).sample(every, min(mutants, len(every)))
    noticed = judged = 0
    for place in drawn:
        one, run = mutant(place), chosen(tests, place, each)
        answer = tried(one, run, seconds=60 + 4 * sum(tests[t]["cost"] for t in run))
        judged += answer != "unjudged"
        noticed += answer == "noticed"
        if answer != "noticed":
            print(f"  {answer} ({len(run)} tests reach it): {place.module}:{place.line}: {one.change}", flush=True)
        low, high = wilson(noticed, judged)
        print(
            f"{name}: {noticed} of {judged} noticed ({noticed / max(1, judged):.0%}; 95 %: {low:.0%}-{high:.0%}), {len(every)} possible",
            flush=True,
        )


if __name__ == "__main__":
    main(sys.argv[1:])
