"""Who can see what, in words: the policy's table, and for one record the accounts that reach it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from dungviec.office.access.fields import GROUPS, FieldGroup, Scope, Shown, shown
from dungviec.office.access.models import Membership, Role
from dungviec.office.access.policy import viewer_of
from dungviec.office.registry.models import Person, Unit
from dungviec.office.registry.rights import SEE_PERSON

WORDS = {Shown.SEE: _("xem"), Shown.MASKED: _("che"), Shown.ABSENT: _("không có")}
REACH: dict[Role, Any] = {
    Role.PERSONNEL: _("mọi người, hoặc đơn vị được giao và cấp dưới"), Role.LEADER: _("mọi người, hoặc đơn vị được giao và cấp dưới"),
    Role.INSPECTOR: _("mọi người, hoặc đơn vị được giao và cấp dưới"), Role.AUDITOR: _("mọi người, chỉ tên, vị trí, quá trình"),
    Role.UNIT_HEAD: _("đơn vị mình và cấp dưới"), Role.OFFICIAL: _("chỉ hồ sơ của mình"), Role.ADMINISTRATOR: _("không ai"),
}  # fmt: skip
WITHIN = (Role.PERSONNEL, Role.LEADER, Role.UNIT_HEAD, Role.INSPECTOR, Role.AUDITOR)
"""Roles that reach others, in the order of the table."""
MOST = 100


@dataclass(frozen=True, slots=True)
class Cell:
    """What one role meets of one group."""

    role: Any
    how: Shown
    words: Any


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One field group: what each role meets within its reach, and the person in the own record."""

    group: FieldGroup
    within: tuple[Cell, ...]
    own: Cell


@dataclass(frozen=True, slots=True)
class Reader:
    """An account whose role reaches a record."""

    name: str
    role: Any
    unit: str
    """Name of the unit the account reaches; empty for everybody."""
    keeper: str = ""
    """Of a program's account: who answers for it; empty for a person's."""


def policy_lines() -> list[GroupLine]:
    """The whole table of who sees what."""
    return [
        GroupLine(g, tuple(_cell(role, Scope.WITHIN, key) for role in WITHIN), _cell(Role.OFFICIAL, Scope.OWN, key))
        for key, g in GROUPS.items()
    ]


def readers_of(person_id: str) -> list[Reader]:
    """Accounts that may open this record now, but for the person's own."""
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        return []
    found = Membership.objects.filter(role__in=[str(r) for r in WITHIN], user__is_active=True).exclude(person_id=person_id).select_related("user__machine__keeper").order_by("role", "user__username")  # fmt: skip
    units = dict(Unit.objects.filter(pk__in={m.unit_id for m in found if m.unit_id}).values_list("pk", "name"))
    return [
        Reader(str(m.user), Role(m.role).label, units.get(m.unit_id, ""), _keeper(m.user))
        for m in found[: MOST * 4]
        if SEE_PERSON.allows(viewer_of(m.user), person)
    ][:MOST]


def _keeper(user: Any) -> str:
    machine = getattr(user, "machine", None)
    return str(machine.keeper) if machine is not None else ""


def _cell(role: Role, scope: Scope, key: str) -> Cell:
    how = shown(role, scope, key)
    return Cell(role.label, how, WORDS[how])
