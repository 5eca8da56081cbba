"""Kinds of long work the background worker does, as each room tells them in its module ``long_work``: for the page of jobs.

A room keeps what its work is about in a table of its own (a round, an intake); the queue only knows which function is asked
with which number. Here the two are brought together without the page knowing the rooms.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.utils.module_loading import autodiscover_modules


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one piece of work stands in its room: the state, thousandths done, when the worker last said something, who asked."""

    state: str
    progress: int = 0
    heard_at: datetime | None = None
    asker: str = ""


@dataclass(frozen=True)
class LongWork:
    """One kind: the function the worker calls, and the room's table with the words it uses for its states.

    ``stopped`` is the state work goes back to when it did not come to an end.
    """

    task: str
    """Dotted path of the task."""
    label: Any
    argument: str
    """Name of the task's argument that holds the number of the row."""
    model: str
    """``app.Model``."""
    status: str = "status"
    waiting: str = "queued"
    running: tuple[str, ...] = ("running",)
    failed: str = "failed"
    stopped: str = "failed"
    asker: str = "made_by"

    def standings(self, numbers: Collection[Any]) -> Mapping[str, Standing]:
        """Row number as text → where it stands; rows that are gone are absent."""
        has = self._columns
        columns = [c for c in ("progress", "heard_at") if c in has]
        rows = self._rows.filter(pk__in=numbers).values("pk", self.status, f"{self.asker}__username", *columns)
        return {
            str(row["pk"]): Standing(
                row[self.status], row.get("progress") or 0, row.get("heard_at"), row[f"{self.asker}__username"] or ""
            )
            for row in rows
        }

    def stop(self, number: Any, arguments: Mapping[str, Any]) -> None:
        """Ask for a stop: at once while it waits, else at the worker's next word."""
        at_work = self._rows.filter(pk=number, **{f"{self.status}__in": (self.waiting, *self.running)})
        if self.can_stop:
            at_work.update(stop_asked=True)
        self._rows.filter(pk=number, **{self.status: self.waiting}).update(**{self.status: self.before(arguments)})

    def free(self, number: Any, arguments: Mapping[str, Any]) -> None:
        """The worker is gone: what did not end goes back to where it stood before."""
        back = {self.status: self.before(arguments)} | ({"stop_asked": False} if self.can_stop else {})
        self._rows.filter(pk=number, **{f"{self.status}__in": (self.waiting, *self.running)}).update(**back)

    def renew(self, number: Any, arguments: Mapping[str, Any]) -> bool:
        """Make the row wait again for the same work; False where it has gone on since."""
        fresh = {c: v for c, v in _FRESH.items() if c in self._columns}
        ended = (self.failed, self.before(arguments))
        return bool(
            self._rows.filter(pk=number, **{f"{self.status}__in": ended}).update(**fresh, **{self.status: self.waiting})
        )

    def may_renew(self, standing: Standing, arguments: Mapping[str, Any]) -> bool:
        """Whether an administrator may put it in the queue once more."""
        return standing.state in (self.failed, self.before(arguments))

    def before(self, arguments: Mapping[str, Any]) -> str:
        """The state of work that did not come to an end."""
        return self.stopped

    @property
    def can_stop(self) -> bool:
        """Whether the worker looks for a stop while it works."""
        return "stop_asked" in self._columns

    @property
    def _rows(self) -> Any:
        return apps.get_model(self.model)._default_manager

    @property
    def _columns(self) -> set[str]:
        return {f.name for f in apps.get_model(self.model)._meta.get_fields()}


class Errand(LongWork):
    """Short work without a row of its own (letters, deliveries): it has a name on the page, and nothing to stop or to free there.

    Who may repeat it is its room: it comes again by itself or by the button that asked for it.
    """

    def __init__(self, task: str, label: Any) -> None:
        super().__init__(task, label, argument="", model="")

    def standings(self, numbers: Collection[Any]) -> Mapping[str, Standing]:
        """None: there are no rows."""
        return {}

    def stop(self, number: Any, arguments: Mapping[str, Any]) -> None:
        """Nothing to stop."""

    def free(self, number: Any, arguments: Mapping[str, Any]) -> None:
        """Nothing to free."""

    def renew(self, number: Any, arguments: Mapping[str, Any]) -> bool:
        """Not repeated from the page of jobs."""
        return False


_FRESH = {"stop_asked": False, "progress": 0, "stage": "", "trouble_vi": "", "trouble_en": "", "heard_at": None}
_kinds: dict[str, LongWork] = {}


def tell(*kinds: LongWork) -> None:
    """Make kinds of work known to the page of jobs."""
    _kinds.update({kind.task: kind for kind in kinds})


def kinds() -> Mapping[str, LongWork]:
    """Every kind by the dotted path of its task."""
    if not _kinds:
        autodiscover_modules("long_work")
    return _kinds
