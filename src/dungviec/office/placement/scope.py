"""The scope of a round in words, and the units to choose from, grouped by their kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dungviec.office.registry.models import Unit
from dungviec.records.codes import CATEGORIES, UNIT_KINDS

if TYPE_CHECKING:
    from dungviec.office.placement.forms import RoundForm
    from dungviec.placement.policy import Policy


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """One unit to tick."""

    unit_id: str
    name: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class KindGroup:
    """The units of one kind."""

    label: str
    units: tuple[UnitChoice, ...]

    @property
    def chosen(self) -> int:
        """How many are ticked."""
        return sum(1 for unit in self.units if unit.chosen)


def scope_choices(form: RoundForm) -> list[KindGroup]:
    """The live units by kind, with those the form holds ticked."""
    lang = get_language() or "vi"
    given = form["units"].value() or []
    ticked = {str(value) for value in given} if isinstance(given, list | tuple) else set()
    by_kind: dict[str, list[UnitChoice]] = {}
    for unit in Unit.objects.filter(withdrawn_at__isnull=True, valid_to__isnull=True):
        by_kind.setdefault(unit.kind, []).append(UnitChoice(unit.pk, unit.name, unit.pk in ticked))
    return [
        KindGroup(UNIT_KINDS.label(kind, lang), tuple(by_kind[kind])) for kind in UNIT_KINDS.values if kind in by_kind
    ]


def scope_words(policy: Policy) -> str:
    """``Toàn bộ``, or the units and categories named."""
    lang = get_language() or "vi"
    names = dict(Unit.objects.filter(pk__in=policy.scope.units).values_list("unit_id", "name"))
    parts = [names.get(unit, unit) for unit in policy.scope.units]
    parts += [CATEGORIES.label(category, lang) for category in policy.scope.categories]
    return ", ".join(parts) if parts else _("Toàn bộ đơn vị và mọi đối tượng")
