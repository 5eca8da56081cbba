"""Compilation where nothing may be written: slower to start, never a failure."""

from __future__ import annotations

from dungviec.engine.compiled import compiled


def test_a_loop_without_a_place_for_its_code_is_compiled_all_the_same() -> None:
    room: dict[str, object] = {}
    exec("def double(x):\n    return x + x\n", room)  # no file: numba finds no folder to cache in, and says so
    double = compiled(room["double"])  # type: ignore[arg-type]
    assert double(21) == 42  # type: ignore[operator]
