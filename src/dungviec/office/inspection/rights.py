"""Who leads, who is of the team, who sees a visit and a finding. Before a visit is closed nobody but its team knows where it goes."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from dungviec.office.access.fields import sees
from dungviec.office.access.models import Membership, Role, User
from dungviec.office.access.policy import OVERSEERS, Viewer
from dungviec.office.inspection.models import Draw, DrawState, Finding, Visit, VisitState
from dungviec.office.registry.gate import scope_of
from dungviec.office.registry.rights import visible_ids
from dungviec.office.registry.viewing import opened_units

TEAM_ROLES = (Role.INSPECTOR, Role.PERSONNEL, Role.LEADER)
"""Whose accounts may be of a team: they reach the people of every unit."""
GROUP = "discipline"
"""The field group of a finding about a person."""


def require(allowed: bool) -> None:
    """Raise PermissionDenied unless allowed."""
    if not allowed:
        raise PermissionDenied("inspection")


def may_enter(viewer: Any) -> bool:
    """Whether the room is open: everybody at work; not who watches the ledger or keeps the machines."""
    return viewer is not None and viewer.role not in (None, Role.AUDITOR, Role.ADMINISTRATOR)


def may_lead(viewer: Viewer) -> bool:
    """Whether draws and visits may be made: inspectors of the whole body."""
    return viewer.role == Role.INSPECTOR and viewer.whole


def may_read_all(viewer: Viewer) -> bool:
    """Whether all closed visits are seen."""
    return viewer.oversees


def candidates() -> QuerySet[User]:
    """Accounts that may be of a team."""
    members = Membership.objects.filter(role__in=TEAM_ROLES).values("user")
    return User.objects.filter(pk__in=members, is_active=True).order_by("shown_name", "username")


def in_team(user: User, visit: Visit) -> bool:
    """Whether the account is of the team of a visit."""
    return visit.team.filter(pk=user.pk).exists()


def seen_visits(viewer: Viewer, user: User) -> QuerySet[Visit]:
    """Visits the viewer may open: of the own teams all, of others those that are closed and in reach."""
    own = Visit.objects.filter(team=user).values("pk")
    within = Q(pk__in=own)
    if may_read_all(viewer):
        within |= Q(state=VisitState.CLOSED)
    elif viewer.role in OVERSEERS or viewer.role == Role.UNIT_HEAD:
        within |= Q(state=VisitState.CLOSED, unit_id__in=opened_units(viewer))
    return Visit.objects.filter(within)


def seen_findings(viewer: Viewer, user: User) -> QuerySet[Finding]:
    """Findings the viewer may read: of visits that may be opened, as far as the people are in reach, and the own ones once a visit is closed."""
    visits = seen_visits(viewer, user).values("pk")
    within = Q(visit__in=visits)
    if not _reads_people(viewer):
        within &= Q(person_id="")
    elif (ids := visible_ids(viewer)) is not None:
        within &= Q(person_id="") | Q(person_id__in=ids)
    if viewer.person_id and viewer.role not in (None, Role.ADMINISTRATOR):
        within |= Q(person_id=viewer.person_id, visit__state=VisitState.CLOSED)
    return Finding.objects.filter(within)


def _reads_people(viewer: Viewer) -> bool:
    return sees(viewer.role, scope_of(viewer, ""), GROUP)


def may_answer(viewer: Viewer, finding: Finding) -> bool:
    """The person answers for themself; for the unit its head."""
    if finding.visit.state != VisitState.CLOSED or finding.dropped_on is not None:
        return False
    if finding.person_id:
        return bool(viewer.person_id) and viewer.person_id == finding.person_id
    return viewer.role == Role.UNIT_HEAD and finding.unit_id in opened_units(viewer)


def may_remedy(viewer: Viewer, finding: Finding) -> bool:
    """Who may say that a remedy is done: whoever answers, and the head of the unit."""
    heads = viewer.role == Role.UNIT_HEAD and finding.unit_id in opened_units(viewer)
    return may_answer(viewer, finding) or (heads and finding.visit.state == VisitState.CLOSED)


def knows_draw(user: User, draw: Draw) -> bool:
    """Whether the drawn units may be shown: to the team, and to everybody once they are published."""
    return draw.state == DrawState.PUBLISHED or draw.team.filter(pk=user.pk).exists()
