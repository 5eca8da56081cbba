"""Views across migrations: taken away before tables change (a database refuses to change what a view rests on), made again afterwards."""

from __future__ import annotations

import logging
from typing import Any

from dungviec.office.interchange.analyst.making import ViewsRefused, create, drop, standing_groups

logger = logging.getLogger("dungviec.office.interchange")
_waiting: list[tuple[str, ...]] = []
"""The groups of views that were taken away and are to come back."""


def before_migrations(*, plan: Any = (), **_signal: Any) -> None:
    """Take standing views away where migrations will run."""
    if not plan:
        return
    groups = standing_groups()
    if groups is not None:
        drop()
        _waiting.append(groups)


def after_migrations(**_signal: Any) -> None:
    """Make them again, with the groups they had; where that fails the office starts all the same, and the check says so."""
    while _waiting:
        try:
            create(_waiting.pop())
        except ViewsRefused as refused:
            logger.warning("analyst views were not made again after migrations: %s", refused.english)
