"""Saved ways to look at the list of officials: filters, order and columns under a name, per account, offered to others or not.

They are kept with what an account chose (``access.Preference``) and hold no facts about anybody: what was typed is not saved.
A shared one shows to each colleague only the people that colleague may see.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import Any

from django.utils.http import urlencode
from django.utils.translation import gettext as _

from dungviec.office.access.models import Preference
from dungviec.office.access.services import remember, remembered
from dungviec.office.registry.people_list import Query
from dungviec.office.shell.typed import PARAMETER

_KEY = "people.saved"
LONGEST = 60
MOST = 30
"""So many an account may keep."""


class SavedFault(ValueError):
    """A view cannot be saved; the message says why."""


@dataclass(frozen=True, slots=True)
class SavedView:
    """One saved view; ``number`` tells those of one account apart."""

    number: int
    name: str
    parameters: dict[str, str] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    shared: bool = False
    first: bool = False
    """Shown when the list is opened without any condition."""
    owner: str = ""
    """Who shared it; empty for one's own."""

    @property
    def address(self) -> str:
        """The query of the address that shows it."""
        return urlencode(self.parameters | ({"cot": ".".join(self.columns)} if self.columns else {}))


def mine(user: Any) -> list[SavedView]:
    """The views of an account, by name."""
    return _read(remembered(user, _KEY, []))


def shared_with(user: Any, units: set[str], columns: set[str]) -> list[SavedView]:
    """Views that others share, as far as they fit: on units this account may open, with filters on columns it sees."""
    found = []
    for row in Preference.objects.filter(key=_KEY).exclude(user=user).select_related("user").order_by("user_id"):
        for view in _read(row.value):
            query = Query.read(view.parameters)
            if view.shared and (not query.unit or query.unit in units) and query.fields <= columns:
                found.append(replace(view, owner=str(row.user), first=False))
    return found


def keep(user: Any, name: str, query: Query, columns: list[str], *, shared: bool, first: bool) -> SavedView:
    """Save a view; one of the same name is replaced. Raises SavedFault without a name, or with too many."""
    name = " ".join(name.split())[:LONGEST]
    if not name:
        raise SavedFault(_("Hãy đặt tên cho cách xem này, ví dụ «Sắp hết thời hạn»."))
    views = [view for view in mine(user) if view.name != name]
    if len(views) >= MOST:
        raise SavedFault(_("Đã có %d cách xem được lưu. Xin bỏ bớt một cách xem không dùng nữa.") % MOST)
    parameters = {key: value for key, value in query.parameters.items() if key != PARAMETER}
    number = 1 + max((view.number for view in views), default=0)
    if first:
        views = [replace(view, first=False) for view in views]
    found = SavedView(number, name, parameters, tuple(columns), shared, first)
    _write(user, [*views, found])
    return found


def forget(user: Any, number: int) -> None:
    """Drop one of the account's views; nothing happens when it is not there."""
    _write(user, [view for view in mine(user) if view.number != number])


def default(user: Any) -> SavedView | None:
    """The view an account opens the list with."""
    return next((view for view in mine(user) if view.first), None)


def _read(rows: Any) -> list[SavedView]:
    return [SavedView(**row | {"columns": tuple(row["columns"])}) for row in rows or []]


def _write(user: Any, views: list[SavedView]) -> None:
    rows = [asdict(view) | {"columns": list(view.columns)} for view in sorted(views, key=lambda view: view.name)]
    remember(user, _KEY, [{key: value for key, value in row.items() if key != "owner"} for row in rows])
