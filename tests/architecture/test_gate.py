"""People's data reach pages through the registry's gate alone: who may look at the raw records is listed here, with the reason."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

OFFICE = Path(__file__).resolve().parents[2] / "src" / "dungviec" / "office"
RAW_MODULES = {
    "dungviec.office.registry.workforce",
    "dungviec.office.registry.reading",
    "dungviec.office.registry.stored",
    "dungviec.office.registry.following",
}
RAW_NAMES = {
    "dungviec.office.registry.selectors": {"snapshot"},
    "dungviec.office.registry.gate": {"everybody"},
    "dungviec.office.registry.models": {
        "Person", "Tenure", "Rating", "Training", "Discipline", "Award", "Kinship", "Plan", "Competency", "Strength", "Wish", "Entry", "MODELS",
    },
}  # fmt: skip
BELOW_THE_GATE = {
    "registry/selectors.py", "registry/workforce.py", "registry/reading.py", "registry/stored.py", "registry/following.py",
    "registry/keeping.py", "registry/holdings.py", "registry/rights.py", "registry/gate.py", "registry/demo_city.py", "demo.py",
}  # fmt: skip
"""What the gate itself stands on: reading, keeping, whom an account reaches."""


def imports(tree: ast.Module) -> Iterator[str]:
    """Every import of raw records as ``module`` or ``module.name``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for name in node.names:
                if (
                    node.module in RAW_MODULES
                    or f"{node.module}.{name.name}" in RAW_MODULES
                    or name.name in RAW_NAMES.get(node.module, ())
                ):
                    yield f"{node.module}.{name.name}"
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in RAW_MODULES)


def is_view(path: Path) -> bool:
    inside = path.relative_to(OFFICE)
    source = path.read_text(encoding="utf-8")
    return "views" in inside.parts or inside.stem == "views" or "from django.shortcuts import" in source


def views() -> list[Path]:
    return [p for p in sorted(OFFICE.rglob("*.py")) if is_view(p) and "migrations" not in p.parts]


@pytest.mark.parametrize("path", views(), ids=lambda p: str(p.relative_to(OFFICE)))
def test_no_page_reads_raw_records(path: Path) -> None:
    name = str(path.relative_to(OFFICE))
    found = [raw for raw in imports(ast.parse(path.read_text(encoding="utf-8"))) if (name, raw) not in ALLOWED]
    assert found == [], f"{name} reaches past the gate; read registry.viewing (docs/explanation/who-sees-what.md)"


ALLOWED = {
    # What would change a verdict is found from all facts; what it touches is told through a SeenFile. For who oversees alone.
    ("placement/flip.py", "dungviec.office.registry.selectors.snapshot"),
    # Titles of posts and names of units; people come from the gate.
    ("registry/views/alarms.py", "dungviec.office.registry.selectors.snapshot"),
    # Ties of relatives of relatives belong to nobody's single file: asked only where the file shows family, named by the gate.
    ("registry/views/family.py", "dungviec.office.registry.selectors.snapshot"),
    ("registry/views/family.py", "dungviec.office.registry.workforce.workforce"),
    # Name, unit and title of somebody whose sheets the viewer may read, asked of the file and the reach first.
    ("appraisal/views/common.py", "dungviec.office.registry.workforce.workforce"),
    # The tree of units as it stands; no people in it.
    ("registry/views/acts.py", "dungviec.office.registry.workforce.unit_frame"),
    ("registry/views/acts.py", "dungviec.office.registry.selectors.snapshot"),
    # Names of the database column a row is known by, no records.
    ("dossier/views/editing.py", "dungviec.office.registry.reading.KEY"),
}


def test_what_is_allowed_is_still_there() -> None:
    for name, raw in ALLOWED:
        assert raw in imports(ast.parse((OFFICE / name).read_text(encoding="utf-8"))), f"take {name} off the list"


@pytest.mark.parametrize(
    "line",
    [
        "from dungviec.office.registry.selectors import snapshot",
        "from dungviec.office.registry.models import Unit, Person",
        "from dungviec.office.registry import workforce",
        "from dungviec.office.registry.gate import everybody",
        "import dungviec.office.registry.workforce",
    ],
)
def test_a_page_that_reaches_past_the_gate_is_found(line: str) -> None:
    assert list(imports(ast.parse(line))) != []


def test_there_are_pages_to_look_at() -> None:
    assert len(views()) >= 15
    assert all((OFFICE / name).is_file() for name in BELOW_THE_GATE)
