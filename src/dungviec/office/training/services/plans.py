"""The year's plan: asked for, solved in the background, changed by hand, submitted, approved; each version stays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.access.policy import Viewer
from dungviec.office.training.faults import TrainingRefused
from dungviec.office.training.models import Course, Hand, PaperState, PlanHand, PlanSeat, Pricing, RunState, YearPlan
from dungviec.office.training.models.plans import UNFINISHED
from dungviec.office.training.services.revising import put, taken


@transaction.atomic
def open_plan(
    viewer: Viewer, user: User, values: Mapping[str, Any], asked: Mapping[str, Any], *, base: YearPlan | None = None
) -> YearPlan:  # fmt: skip
    """A new version of a year's plan, handed to the worker once it is stored. The hands of ``base`` come along."""
    assert viewer.day is not None
    last = YearPlan.objects.select_for_update().filter(year=values["year"]).aggregate(n=Max("version"))["n"] or 0
    made = YearPlan(
        version=last + 1, base=base, day=viewer.day, asked=dict(asked), made_by=user, made_at=timezone.now(),
        **{name: values[name] for name in ("name", "year", "budget", "funding")},
    )  # fmt: skip
    put(made, viewer, "open_training_plan")
    if base is not None:
        PlanHand.objects.bulk_create(
            PlanHand(plan=made, course=h.course, person_id=h.person_id, hand=h.hand, why=h.why, by=h.by, at=h.at)
            for h in base.hands.select_related("course")
        )
    _hand_over(made)
    return made


@transaction.atomic
def solve_again(viewer: Viewer, pk: int, revision: int | None) -> YearPlan:
    """The same draft solved anew with the hands as they are now and the records of the viewer's day."""
    one = _draft(pk, revision)
    assert viewer.day is not None
    one.day, one.status, one.stop_asked, one.progress, one.stage = viewer.day, RunState.QUEUED, False, 0, ""
    one.trouble_vi = one.trouble_en = ""
    one.pricing = Pricing.NONE
    put(one, viewer, "solve_training_plan")
    _hand_over(one)
    return one


@transaction.atomic
def put_hand(
    viewer: Viewer, pk: int, revision: int | None, *, person_id: str, course: Course, hand: str, why: str
) -> YearPlan:
    """Somebody in or out by hand, for the next solving. In: only where the course closes something and the law does not forbid."""
    one = _draft(pk, revision)
    seat = one.seats.filter(course=course, person_id=person_id).first()
    if seat is None:
        raise TrainingRefused(
            _("Khóa này không lấp nhu cầu nào của người này trong kế hoạch nên không có gì để đưa vào hay lấy ra.")
        )
    if hand == Hand.IN and seat.verdict != 0:
        raise TrainingRefused(_("Luật hoặc điều kiện của khóa chưa cho cử người này đi học, nên không đưa vào được."))
    values = {"hand": hand, "why": why, "by": viewer.username, "at": timezone.now()}
    PlanHand.objects.update_or_create(plan=one, course=course, person_id=person_id, defaults=values)
    return put(one, viewer, "put_hand_on_training_plan", subject=person_id)


@transaction.atomic
def take_back_hand(viewer: Viewer, pk: int, revision: int | None, hand: int) -> YearPlan:
    """What a hand changed is left to the optimiser again."""
    one = _draft(pk, revision)
    one.hands.filter(pk=hand).delete()
    return put(one, viewer, "take_hand_off_training_plan")


@transaction.atomic
def ask_approval(viewer: Viewer, pk: int, revision: int | None) -> YearPlan:
    """Submit a solved draft. Raises TrainingRefused while a hand has not been solved with, or nothing was found."""
    one = _draft(pk, revision)
    if one.status != RunState.DONE or not one.seats.filter(taken=True).exists():
        raise TrainingRefused(_("Kế hoạch chưa tính xong hoặc chưa có ai được cử nên chưa trình được."))
    if hands_of(one) != one.solved_with:
        raise TrainingRefused(_("Có thay đổi bằng tay chưa được tính lại. Xin bấm «Tính lại» rồi trình."))
    one.paper, one.asked_by, one.asked_at, one.returned_why = PaperState.ASKED, viewer.username, timezone.now(), ""
    return put(one, viewer, "ask_training_plan")


@transaction.atomic
def approve(viewer: Viewer, pk: int, revision: int | None) -> YearPlan:
    """The leader approves; the version approved before for the year is replaced. Nobody approves what they submitted."""
    one = _submitted(pk, revision)
    if one.asked_by == viewer.username:
        raise TrainingRefused(_("Người trình không tự phê duyệt."))
    for old in YearPlan.objects.filter(year=one.year, paper=PaperState.APPROVED):
        old.paper = PaperState.REPLACED
        put(old, viewer, "replace_training_plan")
    one.paper, one.approved_by, one.approved_at = PaperState.APPROVED, viewer.username, timezone.now()
    return put(one, viewer, "approve_training_plan")


@transaction.atomic
def give_back(viewer: Viewer, pk: int, revision: int | None, *, why: str) -> YearPlan:
    """The leader gives a submitted plan back with the reason; it is a draft again."""
    one = _submitted(pk, revision)
    one.paper, one.returned_why = PaperState.DRAFT, why
    return put(one, viewer, "return_training_plan")


def hands_of(one: YearPlan) -> list[list[str]]:
    """``[person, course code, in or out]`` of every hand."""
    return [
        list(row)
        for row in one.hands.order_by("person_id", "course__code").values_list("person_id", "course__code", "hand")
    ]


@transaction.atomic
def stop(viewer: Viewer, one: YearPlan) -> None:
    """Ask for a stop: at once while it waits, else at the worker's next word."""
    ledger.listed(viewer, "stop_training_plan", 1, subject=str(one.pk))
    YearPlan.objects.filter(pk=one.pk, status__in=UNFINISHED).update(stop_asked=True)
    _finish(one.pk, RunState.CANCELLED, only=(RunState.QUEUED,))


def begin(pk: int) -> YearPlan | None:
    """Take a waiting plan to solve it; None when it was stopped or is gone."""
    taken_now = YearPlan.objects.filter(pk=pk, status=RunState.QUEUED, stop_asked=False).update(
        status=RunState.RUNNING, heard_at=timezone.now(), stage="", progress=0
    )
    return YearPlan.objects.get(pk=pk) if taken_now else None


def tell(pk: int, stage: str, thousandths: int) -> bool:
    """Store how far it is; False when a stop was asked for."""
    YearPlan.objects.filter(pk=pk).update(stage=stage[:120], progress=thousandths, heard_at=timezone.now())
    return not YearPlan.objects.filter(pk=pk, stop_asked=True).exists()


def cancel(pk: int) -> None:
    """The worker has stopped as asked."""
    _finish(pk, RunState.CANCELLED)


def fail(pk: int, vi: str, en: str) -> None:
    """No plan; the two sentences say why and what to do."""
    _finish(pk, RunState.FAILED, trouble_vi=vi, trouble_en=en)


@transaction.atomic
def store(pk: int, found: Mapping[str, Any], seats: list[PlanSeat], hands: list[list[str]]) -> None:
    """What the optimiser found takes the place of what stood there."""
    PlanSeat.objects.filter(plan_id=pk).delete()
    PlanSeat.objects.bulk_create(seats, batch_size=500)
    _finish(pk, RunState.DONE, found=dict(found), solved_with=hands, progress=1000, stage="", pricing=Pricing.NONE)


@transaction.atomic
def ask_price(pk: int) -> None:
    """Hand the pricing of a solved plan to the worker, unless it is under way or done."""
    waits = (Pricing.NONE, Pricing.FAILED)
    if YearPlan.objects.filter(pk=pk, status=RunState.DONE, pricing__in=waits).update(pricing=Pricing.QUEUED):
        from dungviec.office.training.tasks import price_plan

        price_plan.enqueue(plan_id=pk)


def begin_price(pk: int) -> YearPlan | None:
    """Take a plan whose budget waits to be priced; None when it was solved anew meanwhile."""
    waiting = YearPlan.objects.filter(pk=pk, pricing=Pricing.QUEUED, status=RunState.DONE)
    return YearPlan.objects.get(pk=pk) if waiting.update(pricing=Pricing.RUNNING) else None


@transaction.atomic
def store_price(pk: int, priced: Mapping[str, Any] | None) -> None:
    """What was found beside the plan; None where it could not be worked out. A plan solved anew meanwhile is left alone."""
    one = YearPlan.objects.select_for_update().filter(pk=pk, pricing=Pricing.RUNNING).first()
    if one is not None:
        one.found, one.pricing = one.found | dict(priced or {}), Pricing.DONE if priced else Pricing.FAILED
        one.save(update_fields=["found", "pricing"])


def _finish(pk: int, status: RunState, *, only: tuple[RunState, ...] = UNFINISHED, **values: Any) -> None:
    YearPlan.objects.filter(pk=pk, status__in=only).update(status=status, **values)


def _hand_over(one: YearPlan) -> None:
    from dungviec.office.training.tasks import solve_plan

    solve_plan.enqueue(plan_id=one.pk)


def _draft(pk: int, revision: int | None) -> YearPlan:
    one = taken(YearPlan, pk, revision)
    if not one.editable:
        raise TrainingRefused(_("Kế hoạch đang tính, đã trình hoặc đã duyệt nên không sửa được; xin lập bản mới."))
    return one


def _submitted(pk: int, revision: int | None) -> YearPlan:
    one = taken(YearPlan, pk, revision)
    if one.paper != PaperState.ASKED:
        raise TrainingRefused(_("Kế hoạch không ở trạng thái đã trình."))
    return one
