"""Reading rounds: the list, the plan of one round, its moves filtered and sorted in the database."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dungviec.office.access.policy import Viewer
from dungviec.office.law.standing import standing
from dungviec.office.placement.decided import DecidedMove, decided_moves
from dungviec.office.placement.models import ProposedMove, Round, RoundStatus
from dungviec.office.placement.rights import SEE_MOVE, SEE_ROUND
from dungviec.office.registry.selectors import city
from dungviec.office.shell.typed import PARAMETER
from dungviec.office.shell.verdicts import LOOKS
from dungviec.records.vietnamese import fold

if TYPE_CHECKING:
    from dungviec.placement.plan import Plan

__all__ = ["DecidedMove", "decided_moves"]

WAIT_SECONDS = 8
"""After so long without a worker the page says that none may be running."""
SILENT_SECONDS = 180
"""After so long without a word the worker is taken to have died."""

KINDS = {
    "lateral": _("Ngang cấp"),
    "higher": _("Lên cấp"),
    "lower": _("Xuống cấp"),
    "placed": _("Bố trí lần đầu"),
}
ORDERS = {
    "ten": ("sort_key", "person_id"),
    "den": ("to_unit", "to_title", "sort_key"),
    "tang": ("rise", "sort_key"),
    "phu-hop": ("fit_after", "sort_key"),
    "ket-luan": ("verdict", "sort_key"),
    "bien": (F("margin").asc(nulls_last=True), "sort_key"),
    "so": ("number",),
}
"""What the table can be sorted by, as it stands in addresses."""
DEFAULT_ORDER = "so"
_CODE = re.compile(r"[\w.\-]{1,40}", re.ASCII)


def rounds(viewer: Viewer) -> QuerySet[Round]:
    """The rounds a viewer may see, latest first, with the number of moves the viewer may see in each."""
    mine = ProposedMove.objects.filter(SEE_MOVE.scope(viewer)).order_by().values_list("pk")
    found = SEE_ROUND.restrict(viewer, Round.objects.select_related("policy", "made_by__membership"))
    count = Count("moves") if viewer.oversees else Count("moves", filter=Q(moves__pk__in=mine))
    return found.annotate(move_count=count).order_by("-made_at", "-pk")


def plan_of(one: Round) -> Plan:
    """The stored plan as the library's own object."""
    from dungviec.placement.plan import Plan

    return Plan.from_json(one.document.plan)


def is_outdated(one: Round) -> bool:
    """Whether the records have changed since the round was opened."""
    here = city()
    return bool(here and one.revision and here.revision != one.revision)


def has_other_law(one: Round) -> bool:
    """Whether the office has come to stand on another law (own rules, readings, packs) since the round was opened."""
    return bool(one.law_mark) and one.law_mark != standing().mark


def waits_for_nobody(one: Round) -> bool:
    """Whether a round has waited so long that no worker seems to run."""
    return one.status == RoundStatus.QUEUED and timezone.now() - one.made_at > timedelta(seconds=WAIT_SECONDS)


def has_gone_silent(one: Round) -> bool:
    """Whether the worker of a running round has said nothing for so long that it must have died."""
    last = one.heard_at or one.started_at or one.made_at
    return one.status == RoundStatus.RUNNING and timezone.now() - last > timedelta(seconds=SILENT_SECONDS)


def seconds_spent(one: Round) -> int:
    """Seconds from the start of the work (or of the waiting) to its end or to now."""
    begun = one.started_at or one.made_at
    return max(0, int(((one.finished_at or timezone.now()) - begun).total_seconds()))


@dataclass(frozen=True)
class MoveQuery:
    """What was asked of the table of moves."""

    text: str = ""
    kept: str = ""
    """The number under which the session keeps the text: addresses hold this, never the text."""
    unit: str = ""
    kind: str = ""
    verdict: str = ""
    sort: str = DEFAULT_ORDER

    @classmethod
    def read(cls, given: Mapping[str, str], *, text: str = "", kept: str = "") -> MoveQuery:
        """From an address or a posted form, and the text kept for it; what the table does not know is left out."""
        kind, verdict, sort = given.get("loai", ""), given.get("ket-luan", ""), given.get("xep", DEFAULT_ORDER)
        return cls(
            text=text,
            kept=kept if text else "",
            unit=unit if _CODE.fullmatch(unit := given.get("don-vi", "")) else "",
            kind=kind if kind in KINDS else "",
            verdict=verdict if verdict in {str(v) for v in LOOKS} else "",
            sort=sort if sort.lstrip("-") in ORDERS else DEFAULT_ORDER,
        )

    @property
    def parameters(self) -> dict[str, str]:
        """The address again, without empty parts and without what was typed."""
        given = {PARAMETER: self.kept, "don-vi": self.unit, "loai": self.kind, "ket-luan": self.verdict}
        given["xep"] = "" if self.sort == DEFAULT_ORDER else self.sort
        return {key: value for key, value in given.items() if value}

    @property
    def narrowed(self) -> bool:
        """Whether any filter is set."""
        return bool(self.text or self.unit or self.kind or self.verdict)


def moves_seen(viewer: Viewer, one: Round) -> QuerySet[ProposedMove]:
    """The moves of a round that the viewer may see."""
    return SEE_MOVE.restrict(viewer, one.moves.all())


def asked_moves(moves: QuerySet[ProposedMove], query: MoveQuery) -> QuerySet[ProposedMove]:
    """The moves a query asks for, in its order."""
    for word in fold(query.text).split():
        moves = moves.filter(Q(search_key__contains=word) | Q(person_id__icontains=word))
    if query.unit:
        moves = moves.filter(Q(from_unit_id=query.unit) | Q(to_unit_id=query.unit))
    if query.kind:
        moves = moves.filter(kind=query.kind)
    if query.verdict:
        moves = moves.filter(verdict=int(query.verdict))
    order: list[Any] = list(ORDERS[query.sort.lstrip("-")])
    if query.sort.startswith("-"):
        first = order[0]
        order[0] = F(first).desc(nulls_last=True) if isinstance(first, str) else F("margin").desc(nulls_last=True)
    return moves.order_by(*order, "number")


@dataclass(frozen=True, slots=True)
class MoveTotals:
    """The foot of the table of moves."""

    moves: int
    within_unit: int
    higher: int
    mean_rise: float | None
    """Mean change of the own fit, of those who had a post."""
    needs_authority: int


def totals(moves: QuerySet[ProposedMove]) -> MoveTotals:
    """Figures of all rows asked for."""
    rows = moves.order_by().values_list("from_unit_id", "to_unit_id", "kind", "rise", "verdict", "fit_before")
    got = list(rows)
    rises = [row[3] for row in got if row[5] is not None]
    return MoveTotals(
        moves=len(got),
        within_unit=sum(1 for a, b, *_rest in got if a and a == b),
        higher=sum(1 for row in got if row[2] == "higher"),
        mean_rise=sum(rises) / len(rises) if rises else None,
        needs_authority=sum(1 for row in got if row[4] == 1),
    )


def unit_options(moves: QuerySet[ProposedMove]) -> list[tuple[str, str, int]]:
    """Units that the moves touch: identifier, name, number of moves."""
    counts: dict[tuple[str, str], int] = {}
    for a, a_name, b, b_name in moves.order_by().values_list("from_unit_id", "from_unit", "to_unit_id", "to_unit"):
        for key in {(a, a_name), (b, b_name)}:
            if key[0]:
                counts[key] = counts.get(key, 0) + 1
    return sorted(((i, name, n) for (i, name), n in counts.items()), key=lambda row: fold(row[1]))


def counts_by(moves: QuerySet[ProposedMove], column: str) -> dict[Any, int]:
    """How many moves hold each value of a column."""
    return dict(moves.order_by().values_list(column).annotate(n=Count("pk")))
