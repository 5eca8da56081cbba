"""Who may see whose record. Each right is written twice, as a predicate and as a scope; a test holds the two together."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from dungviec.office.access.models import Role
from dungviec.office.access.policy import EVERYBODY, NOBODY, Right, Viewer
from dungviec.office.registry.models import Person, Tenure, Unit
from dungviec.office.registry.selectors import office_day, once_a_request

JUDGES = frozenset({Role.PERSONNEL, Role.LEADER, Role.UNIT_HEAD})
"""Roles that prepare or decide appointments."""


def _reach(viewer: Viewer) -> str:
    """The path of the unit a viewer reaches; every unit below shares it."""
    unit = Unit.objects.filter(pk=viewer.unit_id).only("path").first() if viewer.reaches_unit else None
    return unit.path if unit else ""


def is_top_unit(unit_id: str) -> bool:
    """Whether the unit has none above it."""
    return Unit.objects.filter(pk=unit_id, parent__isnull=True).exists()


def units_below(unit_id: str) -> frozenset[str]:
    """The unit and every unit below it; empty where there is no such unit."""
    unit = Unit.objects.filter(pk=unit_id, withdrawn_at__isnull=True).only("path").first()
    return (
        frozenset(Unit.objects.filter(path__startswith=unit.path).values_list("pk", flat=True)) if unit else frozenset()
    )


def people_who_left(people: Collection[str]) -> frozenset[str]:
    """Those of ``people`` who held posts, but none on the day the data stand on: retired, resigned, transferred away."""
    held = Tenure.objects.filter(person_id__in=people, withdrawn_at__isnull=True).values_list("person_id", flat=True)
    now = _running(office_day()).filter(person_id__in=people).values_list("person_id", flat=True)
    return frozenset(held) - frozenset(now)


def unknown_scope(unit_id: str, person_id: str) -> str:
    """What is wrong with the unit or the record an account is to be tied to, in a sentence; empty when nothing."""
    if unit_id and not Unit.objects.filter(pk=unit_id, withdrawn_at__isnull=True).exists():
        return _("Không có đơn vị nào mang mã «%s».") % unit_id[:40]
    if person_id and not Person.objects.filter(pk=person_id, withdrawn_at__isnull=True).exists():
        return _("Không có hồ sơ nào mang mã «%s».") % person_id[:40]
    return ""


def _running(day: date) -> QuerySet[Tenure]:
    return Tenure.objects.filter(from_date__lte=day, withdrawn_at__isnull=True).filter(
        Q(to_date__isnull=True) | Q(to_date__gte=day)
    )


def _may_see(viewer: Viewer, person: Person) -> bool:
    if viewer.reaches_all:
        return True
    if viewer.role in (None, Role.ADMINISTRATOR):
        return False
    if viewer.person_id and person.pk == viewer.person_id:
        return True
    path = _reach(viewer)
    if not path:
        return False
    held = _running(viewer.day or office_day()).filter(person=person).select_related("post__unit")
    return any(t.post is not None and t.post.unit.path.startswith(path) for t in held)


def _seen_by(viewer: Viewer, column: str = "pk") -> Q:
    """Rows whose ``column`` names a person the viewer may see."""
    if viewer.reaches_all:
        return EVERYBODY
    if viewer.role in (None, Role.ADMINISTRATOR):
        return NOBODY
    own = Q(**{column: viewer.person_id}) if viewer.person_id else NOBODY
    path = _reach(viewer)
    if not path:
        return own
    # From the units down by their keys: asked of each of 50,000 people or tenures whether it lies there, a count takes 50 ms.
    units = Unit.objects.filter(path__startswith=path).order_by().values("pk")
    below = _running(viewer.day or office_day()).filter(post__unit__in=units)
    return own | Q(**{f"{column}__in": below.order_by().values("person_id")})


SEE_PERSON: Right[Person] = Right("see_person", _may_see, _seen_by)
"""The record of a person: overseers and auditors all, heads those below them, an official the own one, an administrator none."""


def _may_open(viewer: Viewer, unit: Unit) -> bool:
    if viewer.reaches_all:
        return True
    path = _reach(viewer)
    return bool(path) and unit.path.startswith(path)


def _opened_by(viewer: Viewer) -> Q:
    if viewer.reaches_all:
        return EVERYBODY
    path = _reach(viewer)
    return Q(path__startswith=path) if path else NOBODY


SEE_UNIT: Right[Unit] = Right("see_unit", _may_open, _opened_by)
"""The posts, norm and vacancies of a unit: overseers all, heads their own and those below."""


def may_judge(viewer: Viewer, person: Person) -> bool:
    """What somebody may be appointed to: whoever sees the record, for others only those who prepare or decide."""
    own = bool(viewer.person_id) and person.pk == viewer.person_id
    return _may_see(viewer, person) and (own or viewer.role in JUDGES)


def visible_ids(viewer: Viewer) -> list[str] | None:
    """Identifiers of the people a viewer may see; None means everybody."""
    if viewer.reaches_all:
        return None
    return once_a_request(
        ("people", viewer),
        lambda: list(SEE_PERSON.restrict(viewer, Person.objects.all()).order_by().values_list("pk", flat=True)),
    )


def within(viewer: Viewer, column: str = "person_id") -> Q:
    """Rows of any table whose ``column`` names a person the viewer may see, asked by the database itself: for counts over many."""
    return _seen_by(viewer, column)
