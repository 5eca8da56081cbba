"""Which record an old identifier leads to once records were merged, as known at the moment the request looks at."""

from __future__ import annotations

from threading import RLock

from dungviec.office.registry.models import Merge
from dungviec.office.registry.selectors import revision
from dungviec.office.shell import standpoint

_kept: dict[str, dict[str, str]] = {}
_lock = RLock()


def record_of(person_id: str) -> str:
    """The identifier under which a person is on file: that of the record left after merging, else the same."""
    into, here = _merges(), person_id
    while here in into:
        here = into[here]
    return here


def earlier_identifiers(person_id: str) -> list[str]:
    """The identifiers of the records that were merged into this one, directly or by way of another."""
    return sorted(closed for closed in _merges() if record_of(closed) == person_id)


def _merges() -> dict[str, str]:
    """Closed identifier → the one it was merged into; batches that were undone, and those not yet known, left out."""
    now = revision()
    with _lock:
        if now not in _kept:
            standing = Merge.objects.filter(batch__undone_at__isnull=True)
            if (moment := standpoint.known_on()) is not None:
                standing = standing.filter(at__lte=moment)
            _kept.clear()
            _kept[now] = dict(standing.order_by("pk").values_list("closed_id", "kept_id"))
        return _kept[now]
