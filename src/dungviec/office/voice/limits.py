"""How often the public pages answer: counters in memory alone, by desk and by the mark of the day (``shell.no_trace``).

No address is kept. The counters are per process and gone with it: they bound floods, they are no wall.
"""

from __future__ import annotations

import time

from django.core.cache import caches
from django.http import HttpRequest

HOUR, DAY = 3600, 24 * 3600


def within(bucket: str, mark: str, most: int, seconds: int) -> bool:
    """Count one more in a bucket; whether it is still among the first ``most`` of its span of ``seconds``."""
    cache = caches["limits"]
    key = f"{bucket}:{mark}:{int(time.time()) // seconds}"
    cache.add(key, 0, timeout=seconds)
    try:
        return bool(cache.incr(key) <= most)
    except ValueError:  # thrown out in between, because very many counters stand
        return True


def mark_of(request: HttpRequest) -> str:
    """The mark of the day of a public request."""
    return str(getattr(request, "mark_of_day", ""))
