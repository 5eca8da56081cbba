"""What this room's registers state about people, for the library: registered, judged by the collective, recognised works."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TypeVar

from django.db.models import Max, Model, QuerySet

from dungviec.emulation import Stated, Work
from dungviec.office.emulation.models import LIVE, Initiative, Proposal, Registration, Round, Stage, Step

M = TypeVar("M", bound=Model)


def mark() -> tuple[object, ...]:
    """Changes whenever one of the registers does."""
    return (
        *Registration.objects.aggregate(a=Max("pk"), b=Max("withdrawn_at")).values(),
        *Step.objects.aggregate(a=Max("pk")).values(),
        *Initiative.objects.aggregate(a=Max("pk"), b=Max("withdrawn_at")).values(),
        tuple(Round.objects.order_by("pk").values_list("pk", "stage")),
    )


def stated_of(people: Collection[str]) -> dict[str, Stated]:
    """What is stated about ``people``, by identifier, over all years.

    While a year registers, who has not registered is not known; once it is closed, they did not. Works are known from the first line
    of the register on; before that nobody has said.
    """
    wanted = set(people)
    part: dict[str, dict[int, bool]] = {}
    rounds = {r.pk: r for r in Round.objects.exclude(stage=Stage.CALLED_OFF)}
    for one in rounds.values():
        if one.stage != Stage.REGISTERING:
            for who in wanted:
                part.setdefault(who, {})[one.year] = False
    mine = Registration.objects.filter(withdrawn_at__isnull=True, round__in=rounds)
    for who, round_id in _few(mine, wanted).values_list("person_id", "round_id"):
        if who in wanted:
            part.setdefault(who, {})[rounds[round_id].year] = True
    judged: dict[str, dict[int, bool]] = {}
    told = _few(Proposal.objects.filter(round__in=rounds, state__in=LIVE, judged__isnull=False), wanted)
    for who, round_id, fit in told.values_list("person_id", "round_id", "judged"):
        if who in wanted:
            judged.setdefault(who, {})[rounds[round_id].year] = bool(fit)
    kept = Initiative.objects.exists()
    works: dict[str, list[Work]] = {}
    for row in _few(Initiative.objects.filter(withdrawn_at__isnull=True), wanted).order_by("year", "pk"):
        if row.person_id in wanted:
            works.setdefault(row.person_id, []).append(work_of(row))
    return {
        who: Stated(part.get(who, {}), judged.get(who, {}), tuple(works.get(who, ())) if kept else None)
        for who in wanted
    }


def work_of(row: Initiative) -> Work:
    """A line of the register as the library takes it."""
    return Work(row.kind, row.year, row.scope, row.title, row.recognised_by)  # type: ignore[arg-type]


def _few(found: QuerySet[M], wanted: Iterable[str]) -> QuerySet[M]:
    """Of few people only their rows are asked for; of many, all (a list of thousands would be slower than the table)."""
    few = list(wanted)
    return found.filter(person_id__in=few) if len(few) <= 300 else found
