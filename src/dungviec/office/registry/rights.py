"""Who may see whose record. Each right is written twice, as a predicate and as a scope; a test holds the two together."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from dungviec.office.access.models import Role
from dungviec.office.access.policy import EVERYBODY, NOBODY, Right, Viewer
from dungviec.office.registry.models import Person, Tenure, Unit
from dungviec.office.registry.selectors import office_day


def _reach(viewer: Viewer) -> str:
    """The path of the unit a viewer reaches; every unit below shares it."""
    unit = Unit.objects.filter(pk=viewer.unit_id).first() if viewer.unit_id else None
    return unit.path if unit else ""


def _running(day: date) -> QuerySet[Tenure]:
    return Tenure.objects.filter(from_date__lte=day, withdrawn_at__isnull=True).filter(
        Q(to_date__isnull=True) | Q(to_date__gte=day)
    )


def _may_see(viewer: Viewer, person: Person) -> bool:
    if viewer.oversees:
        return True
    if viewer.role is None:
        return False
    if viewer.person_id and person.pk == viewer.person_id:
        return True
    path = _reach(viewer)
    if viewer.role != Role.UNIT_HEAD or not path:
        return False
    held = _running(viewer.day or office_day()).filter(person=person).select_related("post__unit")
    return any(t.post is not None and t.post.unit.path.startswith(path) for t in held)


def _seen_by(viewer: Viewer) -> Q:
    if viewer.oversees:
        return EVERYBODY
    if viewer.role is None:
        return NOBODY
    own = Q(pk=viewer.person_id) if viewer.person_id else NOBODY
    path = _reach(viewer)
    if viewer.role != Role.UNIT_HEAD or not path:
        return own
    below = _running(viewer.day or office_day()).filter(person=OuterRef("pk"), post__unit__path__startswith=path)
    return own | Q(Exists(below))


SEE_PERSON: Right[Person] = Right("see_person", _may_see, _seen_by)
"""The record of a person: overseers all, heads those below them, an official the own one."""


def _may_open(viewer: Viewer, unit: Unit) -> bool:
    if viewer.oversees:
        return True
    path = _reach(viewer)
    return viewer.role == Role.UNIT_HEAD and bool(path) and unit.path.startswith(path)


def _opened_by(viewer: Viewer) -> Q:
    if viewer.oversees:
        return EVERYBODY
    path = _reach(viewer)
    return Q(path__startswith=path) if viewer.role == Role.UNIT_HEAD and path else NOBODY


SEE_UNIT: Right[Unit] = Right("see_unit", _may_open, _opened_by)
"""The posts, norm and vacancies of a unit: overseers all, heads their own and those below."""


def may_judge(viewer: Viewer, person: Person) -> bool:
    """What somebody may be appointed to: whoever sees the record, for others only those who prepare or decide."""
    own = bool(viewer.person_id) and person.pk == viewer.person_id
    return _may_see(viewer, person) and (own or viewer.role in (Role.PERSONNEL, Role.LEADER, Role.UNIT_HEAD))


def visible_ids(viewer: Viewer) -> list[str] | None:
    """Identifiers of the people a viewer may see; None means everybody."""
    if viewer.oversees:
        return None
    return list(SEE_PERSON.restrict(viewer, Person.objects.all()).order_by().values_list("pk", flat=True))
