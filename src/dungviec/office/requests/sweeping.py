"""Bytes in the vault that no row names: left by an act that was undone after it had put its file there (a full disk, a killed process)."""

from __future__ import annotations

import re
import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from dungviec.office.requests.models import StoredFile

_NAME = re.compile(r"[0-9a-f]{32}(\.part)?")
WAIT = 24 * 3600
"""Seconds after which no act can still be about to name its file."""


def sweep() -> int:
    """Take away what has lain there for a day without a row; how many. Files of other names stay."""
    old = time.time() - WAIT
    lying = [
        path
        for path in Path(settings.FILES_HOME).glob("??/*")
        if _NAME.fullmatch(path.name)
        and path.is_file()
        and path.stat().st_ctime < old  # when it came here, whatever it says of itself
    ]
    if not lying:
        return 0
    named = {key.hex for key in StoredFile.objects.values_list("key", flat=True)}
    gone = 0
    for path in lying:
        if path.name not in named:
            with suppress(FileNotFoundError):
                path.unlink()
                gone += 1
    return gone
