"""Reading decisions: the list, one decision with what stands in the way, the packet of a round."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dungviec.office.access.policy import Viewer
from dungviec.office.decisions.checks import Desk, Problem
from dungviec.office.decisions.models import Decision, Packet, State
from dungviec.office.decisions.rights import SEE_DECISION
from dungviec.office.registry.gate import SeenRecords
from dungviec.office.registry.selectors import office_day
from dungviec.office.shell.clauses import Cited, cited_finding

FILTERS: dict[str, Any] = {
    "moi": Q(), "du-thao": Q(state=State.DRAFT), "cho-ky": Q(state=State.SUBMITTED), "da-ky": Q(state=State.SIGNED),
    "da-bo": Q(state__in=(State.DROPPED, State.UNDONE, State.ANNULLED)),
}  # fmt: skip
"""What the list can be narrowed to, as it stands in addresses."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A problem as the page tells it: words the viewer may read, the clause, whether the authority's word is enough."""

    words: str
    excusable: bool
    clause: Cited | None
    verdict: int | None


def decisions(viewer: Viewer) -> QuerySet[Decision]:
    """The decisions a viewer may see, latest first."""
    return SEE_DECISION.restrict(viewer, Decision.objects.select_related("agency", "packet", "signed_by"))


def addresses(viewer: Viewer, person_id: str) -> dict[tuple[str, date], str]:
    """Number and day of signing → page, of the decisions about a person that the viewer may read."""
    found = decisions(viewer).filter(person_id=person_id, number__isnull=False)
    return {(d.symbol, d.signed_on): reverse("decisions:decision", args=[d.pk]) for d in found if d.signed_on}


def counts(found: QuerySet[Decision]) -> dict[str, int]:
    """How many there are under each filter."""
    return found.order_by().aggregate(**{key.replace("-", "_"): Count("pk", filter=q) for key, q in FILTERS.items()})


def packets(viewer: Viewer) -> QuerySet[Packet]:
    """The packets with decisions the viewer may see."""
    seen = decisions(viewer).order_by().values("packet_id")
    return (
        Packet.objects.filter(pk__in=seen)
        .select_related("agency", "made_by__membership")
        .annotate(size=Count("decisions"))
    )


def rounds_to_decide(viewer: Viewer) -> list[Any]:
    """The latest finished placement rounds, for whoever drafts decisions of them."""
    from dungviec.office.placement.models import Round, RoundStatus
    from dungviec.office.placement.rights import SEE_ROUND

    return list(SEE_ROUND.restrict(viewer, Round.objects.filter(status=RoundStatus.DONE)).order_by("-pk")[:5])


def in_effect(one: Decision, day: date | None = None) -> bool:
    """Whether a signed decision has taken effect by a day, the day the data stand on when not given."""
    return one.signed and one.effective <= (day or office_day())


def state_words(one: Decision) -> tuple[str, str]:
    """A colour and the state in words, with what the day makes of it."""
    if one.signed and one.replaced_by.filter(state=State.SIGNED).exists():
        return "slate", _("Đã được thay thế")
    if one.signed:
        return ("jade", _("Đang có hiệu lực")) if in_effect(one) else ("blue", _("Đã ký, chờ hiệu lực"))
    return {"draft": "slate", "submitted": "amber"}.get(one.state, "slate"), str(one.get_state_display())


def obstacles(records: SeenRecords, one: Decision, desk: Desk) -> list[Obstacle]:
    """What stands in the way; findings on facts the viewer may not see are told without them."""
    lang = get_language() or "vi"
    return [_told(records, one, problem, lang) for problem in desk.problems(one)]


def met(records: SeenRecords, one: Decision, desk: Desk) -> list[Cited]:
    """The clauses that were asked and let a decision pass, as far as the viewer may read them; none where no law was asked of it."""
    judgement, lang = desk.judged.get(one.pk), get_language() or "vi"
    return [cited_finding(f, lang) for f in judgement.findings if tells(records, one, f)] if judgement else []


def _told(records: SeenRecords, one: Decision, problem: Problem, lang: str) -> Obstacle:
    f = problem.finding
    if f is None:
        return Obstacle(problem.words, problem.excusable, None, None)
    words = (
        (f.reason_vi if lang == "vi" else f.reason_en)
        if tells(records, one, f)
        else _("Nội dung không hiển thị với vai trò này.")
    )
    return Obstacle(words, problem.excusable, cited_finding(f, lang), int(f.verdict))


def tells(records: SeenRecords, one: Decision, finding: Any) -> bool:
    """Whether the viewer may read a finding about the person of a decision."""
    from dungviec.office.registry.gate import may_tell

    return may_tell(records.viewer, one.person_id, finding)
