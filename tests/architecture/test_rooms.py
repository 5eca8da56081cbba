"""The house keeps its plan: what each room may load, how large a module may grow, and that ARCHITECTURE.md tells the truth."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "dungviec"
LONGEST_MODULE = 400

# The clock belongs to those who meet people: below them, a date is an argument.
ROOMS_WITH_A_CLOCK = {"office", "cli"}
CLOCK = {
    "date.today",
    "datetime.now",
    "datetime.today",
    "datetime.utcnow",
    "datetime.date.today",
    "datetime.datetime.now",
    "datetime.datetime.today",
    "datetime.datetime.utcnow",
    "time.time",
    "time.localtime",
    "timezone.now",
}
# Measuring how long something took is no clock of the world.
NETWORK = {"socket", "ssl", "http.client", "urllib.request", "ftplib", "smtplib", "requests", "httpx"}
HEAVY = ("django", "ortools", "scipy", "polars", "pandas")


def modules(*, below_office: bool = False) -> Iterator[Path]:
    for path in sorted(PACKAGE.rglob("*.py")):
        inside = path.relative_to(PACKAGE)
        if "migrations" in inside.parts:
            continue
        if below_office and inside.parts[0] in ROOMS_WITH_A_CLOCK:
            continue
        yield path


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def dotted(node: ast.expr) -> str:
    """`a.b.c` for a chain of attributes, an empty string for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (before := dotted(node.value)):
        return f"{before}.{node.attr}"
    return ""


def clock_calls(tree: ast.Module) -> list[tuple[int, str]]:
    calls = [(node.lineno, dotted(node.func)) for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [(line, name) for line, name in calls if name in CLOCK]


def imported(tree: ast.Module) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found += [(node.lineno, node.module)]
    return found


@pytest.mark.parametrize("module", ["dungviec", "dungviec.cli.app"])
def test_importing_the_package_or_its_command_line_loads_nothing_heavy(module: str) -> None:
    code = f"import sys, {module}; print(*sorted(set(sys.modules) & set({HEAVY!r})))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [], f"import {module} loads {done.stdout.strip()}"


def test_both_solvers_live_in_one_process() -> None:
    """OR-Tools and the HiGHS inside SciPy; `highspy` >= 1.15 beside OR-Tools would break this (google/or-tools #5246)."""
    code = (
        "from ortools.graph.python import min_cost_flow; from ortools.sat.python import cp_model;"
        "from scipy.optimize import milp; import numpy as np;"
        "flow = min_cost_flow.SimpleMinCostFlow(); flow.add_arc_with_capacity_and_unit_cost(0, 1, 5, 2);"
        "flow.set_nodes_supplies(np.array([0, 1]), np.array([3, -3])); flow.solve();"
        "print(flow.optimal_cost(), round(milp([1.0], bounds=(2, 9), integrality=[1]).fun))"
    )
    for first, second in (("ortools", "scipy"), ("scipy", "ortools")):
        order = f"import {first}, {second}; import scipy.optimize;" if first == "scipy" else ""
        done = subprocess.run([sys.executable, "-c", order + code], capture_output=True, text=True, check=False)
        assert done.stdout.split() == ["6", "2"], f"{first} before {second}: {done.stderr}"


def test_no_clock_below_the_office_and_the_command_line() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line} calls {name}"
        for path in modules(below_office=True)
        for line, name in clock_calls(tree_of(path))
    ]
    assert found == [], "the library is told the day (as_of), it does not look at a clock"


@pytest.mark.parametrize("call", ["date.today()", "datetime.datetime.now(tz=None)", "time.time()"])
def test_the_search_for_clocks_finds_one(call: str) -> None:
    assert clock_calls(ast.parse(f"day = {call}")) != []


def test_the_library_knows_neither_django_nor_the_network() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in modules(below_office=True)
        for line, name in imported(tree_of(path))
        if name.split(".")[0] == "django" or name in NETWORK
    ]
    assert found == []


def test_no_module_is_longer_than_a_room() -> None:
    roots = (PACKAGE, ROOT / "tests", ROOT / "benchmarks", ROOT / "tools")
    paths = [path for root in roots for path in root.rglob("*.py") if "migrations" not in path.parts]
    lengths = {path.relative_to(ROOT): len(path.read_text(encoding="utf-8").splitlines()) for path in paths}
    assert {path: length for path, length in lengths.items() if length > LONGEST_MODULE} == {}


def rooms_in_the_plan(text: str) -> set[str]:
    """The folders that ARCHITECTURE.md draws between its two markers, as paths below src/dungviec."""
    block = re.search(r"<!-- rooms -->\s*```\w*\n(.*?)```\s*<!-- /rooms -->", text, re.DOTALL)
    assert block, "ARCHITECTURE.md has its tree between <!-- rooms --> and <!-- /rooms -->"
    rooms: set[str] = set()
    above: list[str] = []
    for line in block.group(1).splitlines():
        entry = re.match(r"^([│ ]*)[├└]── ([a-z_]+)/", line)
        if entry:
            depth = len(entry.group(1)) // 4
            above = [*above[:depth], entry.group(2)]
            rooms.add("/".join(above))
    return rooms


def test_the_plan_in_architecture_md_is_the_house_that_stands() -> None:
    drawn = rooms_in_the_plan((ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8"))
    rooms = [*PACKAGE.glob("*/__init__.py"), *PACKAGE.glob("office/*/apps.py")]
    standing = {str(path.parent.relative_to(PACKAGE)) for path in rooms}
    assert drawn - standing == set(), "drawn, but not in src/dungviec"
    assert standing - drawn == set(), "in src/dungviec, but not drawn"


def test_tests_mirror_the_rooms() -> None:
    rooms = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    tested = {path.parent.relative_to(ROOT / "tests").parts[0] for path in (ROOT / "tests").glob("*/**/test_*.py")}
    assert rooms - tested == set(), "rooms without tests of their own"
