"""The scenarios that come with Đúng Việc."""

from __future__ import annotations

from importlib.resources import files

from dungviec.placement.scenario.changes import Scenario

_FOLDER = files("dungviec.placement.scenario") / "ready"


def names() -> list[str]:
    """Names of the ready scenarios."""
    return sorted(f.name.removesuffix(".yaml") for f in _FOLDER.iterdir() if f.name.endswith(".yaml"))


def text_of(name: str) -> str | None:
    """The YAML text of a ready scenario, None where there is none of that name."""
    return (_FOLDER / f"{name}.yaml").read_text(encoding="utf-8") if name in names() else None


def ready() -> dict[str, Scenario]:
    """Every ready scenario by its name."""
    return {name: Scenario.from_yaml(text_of(name) or "", source=f"{name}.yaml") for name in names()}
