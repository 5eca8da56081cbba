"""A folder of backups: the name of the next one, and letting go of the oldest."""

from __future__ import annotations

from pathlib import Path

from django.utils import timezone

from dungviec.office.upkeep.backup import ENDING

_PREFIX = "dungviec-"


def next_name(folder: Path) -> Path:
    """A name that tells the moment and sorts by it."""
    return folder / f"{_PREFIX}{timezone.now():%Y%m%d-%H%M%S}{ENDING}"


def forget_old(folder: Path, keep: int) -> int:
    """Remove all but the newest ``keep`` backups of the folder; returns how many went. Files of other names stay."""
    found = sorted(folder.glob(f"{_PREFIX}*{ENDING}"))
    old = found[:-keep] if keep else []
    for path in old:
        path.unlink()
    return len(old)
