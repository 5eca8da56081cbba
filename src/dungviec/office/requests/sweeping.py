"""Bytes in the vault that no row names: left by an act that was undone after it had put its file there (a full disk, a killed process).

They are set aside first and go after a month: whoever puts an older database in place for an hour must not lose the files of the
newer one. What a row names again comes back by itself.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from dungviec.office.requests.models import StoredFile

_NAME = re.compile(r"[0-9a-f]{32}(\.part)?")
WAIT = 24 * 3600
"""Seconds after which no act can still be about to name its file."""
KEPT = 30 * 24 * 3600
"""Seconds for which a file lies aside."""
ASIDE = "aside"


def sweep() -> int:
    """Set aside what has lain a day without a row, bring back what has one again, let go what lay aside for a month; how many were set
    aside. Files of other names stay."""
    home = Path(settings.FILES_HOME)
    aside = home / ASIDE
    lying, kept = list(_old(home, "??/*", WAIT)), list(_old(aside, "*", 0))
    if not lying and not kept:
        return 0
    named = {key.hex for key in StoredFile.objects.values_list("key", flat=True)}
    for path in kept:
        with suppress(FileNotFoundError):
            if path.name in named:
                place = home / path.name[:2]
                place.mkdir(mode=0o700, exist_ok=True)
                path.rename(place / path.name)
            elif _age(path) > KEPT:
                path.unlink()
    lost = [path for path in lying if path.name not in named]
    for path in lost:
        aside.mkdir(mode=0o700, exist_ok=True)
        with suppress(FileNotFoundError):
            path.rename(aside / path.name)
    return len(lost)


def _old(folder: Path, pattern: str, seconds: float) -> Iterator[Path]:
    for path in folder.glob(pattern):
        with suppress(FileNotFoundError):
            if _NAME.fullmatch(path.name) and path.is_file() and _age(path) > seconds:
                yield path


def _age(path: Path) -> float:
    """Seconds since it came to where it lies, whatever it says of itself."""
    return time.time() - path.stat().st_ctime
