"""Progress of long work: forward only, not too often, and a way out."""

from __future__ import annotations

import pytest

from dungviec.office.shell import progress


def test_progress_goes_forward_only_and_never_ends_before_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "EVERY_SECONDS", 0.0)
    kept: list[tuple[str, int]] = []

    def keep(stage: str, thousandths: int) -> bool:
        kept.append((stage, thousandths))
        return True

    tell = progress.teller(keep)
    for share in (0.2, 0.1, 1.0):
        tell("solve", share)
    assert kept == [("solve", 200), ("solve", 200), ("solve", 999)]


def test_a_stage_is_not_written_at_every_step_but_a_new_one_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "EVERY_SECONDS", 3600.0)
    kept: list[str] = []

    def keep(stage: str, _thousandths: int) -> bool:
        kept.append(stage)
        return True

    tell = progress.teller(keep)
    for stage in ("read", "read", "solve", "solve"):
        tell(stage, 0.5)
    assert kept == ["read", "solve"]


def test_a_stop_asked_for_leaves_the_work() -> None:
    tell = progress.teller(lambda _stage, _thousandths: False)
    with pytest.raises(progress.Stopped):
        tell("solve", 0.5)
