"""Signing: the number, the day, the records from the day of effect on; and taking back before that day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.decisions.agencies import next_number
from dungviec.office.decisions.checks import Desk
from dungviec.office.decisions.effects import crowded
from dungviec.office.decisions.faults import DecisionRefused
from dungviec.office.decisions.models import Agency, Decision, Deed, State
from dungviec.office.decisions.services.drafting import opened, refuse_by_case
from dungviec.office.decisions.services.handing_over import open_checklist
from dungviec.office.law.standing import keep, standing
from dungviec.office.placement.deliberation import Gate
from dungviec.office.placement.models import Round
from dungviec.office.registry import services as registry
from dungviec.office.registry.selectors import office_day, rows
from dungviec.records.vietnamese import format_date


@transaction.atomic
def sign(decisions: Sequence[Decision], *, by: User, own_person: str, signed_on: date | None = None) -> list[Decision]:
    """Sign decisions together: all or none. Each gets its number, is written into the records from its day of effect, and
    opens its handover.

    Raises DecisionRefused, naming person and reason: not submitted, the signer's own, a seat taken, somebody who left, a
    law that forbids, one that leaves it to the authority without the authority's word on record, or a placement round
    that nobody has decided yet.
    """
    day = signed_on or office_day()
    # One signature at a time: what another has just signed about the same person or seat is seen by the checks below.
    list(Agency.objects.select_for_update(no_key=True).order_by("pk"))
    found = [opened(d.pk) for d in sorted(decisions, key=lambda d: d.pk)]
    if not found:
        raise DecisionRefused(_("Chưa chọn quyết định nào để ký."))
    _refuse_undecided(found)
    for one in found:
        if one.state != State.SUBMITTED:
            raise DecisionRefused(_("%s: chưa trình ký.") % one.person_name)
        if own_person and one.person_id == own_person:
            raise DecisionRefused(_("Không ai tự ký quyết định về mình. Xin để người có thẩm quyền khác ký."))
        one.signed_on = day
        if one.replaces is not None:
            _end_replaced(one, by)
    desk = Desk(found, day)
    for one in found:
        _refuse_problems(one, desk)
    mark = keep(standing())
    for one in found:
        one.year, one.number = day.year, next_number(one.agency, f"QĐ-{one.agency.symbol}", day.year)
        one.state, one.signed_at, one.signed_by, one.signer = State.SIGNED, timezone.now(), by, str(by)
        judged = desk.judged.get(one.pk)
        one.verdict, one.law_mark = int(judged.verdict) if judged else None, mark
        _write(one, desk, by)
        one.save()
        open_checklist(one)
        Deed.objects.create(decision=one, action="sign", at=one.signed_at, by=str(by), note=one.symbol)
        ledger.record(
            by.username, "sign_decision", kind="person", subject=one.person_id, decision=one.pk, number=one.number,
            effective=one.effective.isoformat(), batch=one.batch_id, verdict=one.verdict, excepted=bool(one.exception),
        )  # fmt: skip
    return found


def _refuse_undecided(decisions: Sequence[Decision]) -> None:
    """A move proposed by a placement round is signed only after the round's own gate «decided»."""
    ids = {d.packet.round_id for d in decisions if d.packet and d.packet.round_id}
    for one in Round.objects.filter(pk__in=ids).exclude(gate__in=(Gate.DECIDED, Gate.EFFECTIVE)):
        raise DecisionRefused(
            _("Phương án «%(name)s» còn ở bước «%(gate)s»: chuyển sang «%(decided)s» ở trang phương án rồi mới ký.")
            % {"name": one.name, "gate": one.get_gate_display(), "decided": Gate.DECIDED.label}
        )


def _refuse_problems(one: Decision, desk: Desk) -> None:
    for problem in desk.problems(one):
        if problem.excusable and one.exception and one.exception_paper:
            continue
        more = _(" Cần ghi ý kiến của cấp có thẩm quyền trước khi ký.") if problem.excusable else ""
        raise DecisionRefused(f"{one.person_name}: {problem.words}{more}")


def _write(one: Decision, desk: Desk, by: User) -> None:
    """The effects as one batch of the records, named after the decision."""
    title = _("Quyết định %(symbol)s: %(kind)s") % {"symbol": one.symbol, "kind": one.get_kind_display()}
    basis = f"Quyết định {one.symbol} ngày {format_date(one.signed_on)}" if one.signed_on else one.symbol
    effects = desk.effects(one)
    if not (effects.amends or effects.adds or effects.training):
        return
    batch = registry.open_batch("decision", title, by=by, basis=basis)
    registry.write_many(
        batch,
        creates={"tenures": effects.adds, "training": effects.training},
        amends={"tenures": effects.amends},
        basis=basis,
    )
    one.batch = batch


def _end_replaced(one: Decision, by: User) -> None:
    """A decision that is replaced before its day of effect leaves the records; one in effect stays as history."""
    old = one.replaces
    if old is not None and old.signed and old.effective > office_day() and old.batch_id:
        take_back([old], by=by, why=_("Được thay thế"), replaced=True)


@transaction.atomic
def take_back(decisions: Sequence[Decision], *, by: User, why: str, replaced: bool = False) -> list[Decision]:
    """Undo signed decisions before their day of effect: the records are as before, the number stays with the paper.

    Raises DecisionRefused from the day of effect on (a replacing decision is the way then), without a reason, and where
    somebody would come back to a seat that is taken by now.
    """
    if not why.strip():
        raise DecisionRefused(_("Xin ghi lý do thu hồi."))
    found = list(
        Decision.objects.select_for_update(of=("self",)).filter(pk__in=[d.pk for d in decisions]).order_by("-pk")
    )
    for one in found:
        if not one.signed:
            raise DecisionRefused(_("Chỉ thu hồi quyết định đã ký."))
        refuse_by_case(one)
        if one.effective <= office_day():
            raise DecisionRefused(
                _("Quyết định %(symbol)s đã có hiệu lực từ %(day)s. Xin lập quyết định thay thế.")
                % {"symbol": one.symbol, "day": format_date(one.effective)}
            )
    for one in found:
        if one.batch is not None:
            registry.undo(one.batch, by=by, why=why)
        one.state = State.UNDONE
        one.save(update_fields=["state"])
        Deed.objects.create(decision=one, action="take_back", at=timezone.now(), by=str(by), note=why.strip()[:300])
        ledger.record(
            by.username, "undo_decision", kind="person", subject=one.person_id, decision=one.pk, batch=one.batch_id
        )
    if not replaced:
        _refuse_lost_seats(found)
    return found


def _refuse_lost_seats(found: Sequence[Decision]) -> None:
    """Whoever comes back must find the seat free."""
    tenures = rows("tenures", office_day()).to_dicts()
    seats = {row["post_id"]: row["seats"] for row in rows("posts", office_day()).to_dicts()}
    for one in found:
        if not one.from_post_id or one.from_post_id not in seats:
            continue
        over = crowded(tenures, one.from_post_id, seats[one.from_post_id], since=one.effective)
        if over is not None:
            raise DecisionRefused(
                _(
                    "Thu hồi %(symbol)s thì %(name)s trở lại %(post)s, nơi đã có người khác được bố trí. Xin thu hồi cả quyết định đó."
                )
                % {"symbol": one.symbol, "name": one.person_name, "post": one.from_title}
            )
