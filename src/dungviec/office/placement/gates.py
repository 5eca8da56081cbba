"""The gates of a round: who may pass which, what must be so before, and what is written down."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dungviec.office.access import ledger
from dungviec.office.access.models import Role, User
from dungviec.office.access.policy import Viewer
from dungviec.office.placement.decided import decided_moves, in_records
from dungviec.office.placement.models import Gate, GateStep, HandStep, Round

ORDER = (Gate.DRAFT, Gate.CONSULTATION, Gate.COMMITTEE, Gate.DECIDED, Gate.EFFECTIVE)
PASSED_BY: dict[Gate, frozenset[Role]] = {
    Gate.CONSULTATION: frozenset({Role.PERSONNEL, Role.LEADER}),
    Gate.COMMITTEE: frozenset({Role.PERSONNEL, Role.LEADER}),
    Gate.DECIDED: frozenset({Role.LEADER}),
    Gate.EFFECTIVE: frozenset({Role.PERSONNEL, Role.LEADER}),
}
"""Who takes a round to a gate. Only the leader decides."""
SENT_BACK_BY = frozenset({Role.LEADER})
"""Who sends a round under way back to the draft."""
WHAT = {
    Gate.DRAFT: gettext_lazy("Cán bộ tổ chức chuẩn bị, thử bằng tay, ghi lý do từng chỗ khác đề xuất."),
    Gate.CONSULTATION: gettext_lazy("Thủ trưởng các đơn vị đọc phần của mình và góp ý."),
    Gate.COMMITTEE: gettext_lazy("Tập thể lãnh đạo xem xét từng trường hợp."),
    Gate.DECIDED: gettext_lazy("Người có thẩm quyền đã quyết định; không sửa bằng tay được nữa."),
    Gate.EFFECTIVE: gettext_lazy("Hồ sơ đã ghi đủ mọi quyết định của đợt."),
}


class GateFault(ValueError):
    """A gate that cannot be passed; the sentence says why and what to do."""


@dataclass(frozen=True, slots=True)
class Place:
    """One gate as the page shows it."""

    gate: Gate
    what: str
    passed: GateStep | None
    here: bool
    ahead: bool


def places(one: Round) -> list[Place]:
    """The gates in their order, each with the step that last led to it, as far as the round has come."""
    steps: dict[str, GateStep] = {}
    for step in one.gatesteps.select_related("by__membership"):
        steps[step.to_gate] = step
    at = ORDER.index(Gate(one.gate))
    return [
        Place(gate, str(WHAT[gate]), steps.get(gate) if i <= at and i else None, i == at, i > at)
        for i, gate in enumerate(ORDER)
    ]


def next_gate(one: Round) -> Gate | None:
    """The gate ahead; None at the last."""
    at = ORDER.index(Gate(one.gate))
    return ORDER[at + 1] if at + 1 < len(ORDER) else None


def may_pass(viewer: Viewer, one: Round) -> bool:
    """Whether the viewer may take the round to the next gate."""
    ahead = next_gate(one)
    return one.done and viewer.oversees and ahead is not None and viewer.role in PASSED_BY[ahead]


def may_send_back(viewer: Viewer, one: Round) -> bool:
    """Whether the viewer may send the round back to the draft."""
    under_way = one.gate in (Gate.CONSULTATION, Gate.COMMITTEE)
    return one.done and under_way and viewer.oversees and viewer.role in SENT_BACK_BY


def obstacles(one: Round) -> list[str]:
    """What stands between the round and its next gate, each as a sentence."""
    ahead, found = next_gate(one), []
    silent = one.handsteps.filter(reason="").count()
    if silent and ahead is not None:
        found.append(_("Còn %d thay đổi bằng tay chưa ghi lý do.") % silent)
    if ahead == Gate.COMMITTEE and one.document.plan.get("checks"):
        found.append(_("Bộ kiểm tra độc lập phát hiện sai sót trong phương án: xin lập lại."))
    if ahead == Gate.EFFECTIVE:
        moves = decided_moves(one)
        written = in_records(moves)
        if len(written) < len(moves):
            found.append(
                _("Hồ sơ mới ghi %(a)d trong %(b)d quyết định: bước này chỉ qua khi mọi người đã đứng đúng vị trí.")
                % {"a": len(written), "b": len(moves)}
            )
    return found


@transaction.atomic
def pass_gate(one: Round, user: User, *, expected: str, note: str = "") -> GateStep:
    """Take the round to the next gate. Raises GateFault where something stands in the way, or the round has moved on meanwhile.

    Whether ``user`` may is for the caller to ask (:func:`may_pass`).
    """
    held = Round.objects.select_for_update().get(pk=one.pk)
    ahead = next_gate(held)
    if ahead is None or ahead != expected:
        raise GateFault(_("Đợt này vừa được chuyển bước. Xin xem lại trước khi chuyển tiếp."))
    if stands := obstacles(held):
        raise GateFault(" ".join(stands))
    return _step(held, ahead, user, note)


@transaction.atomic
def send_back(one: Round, user: User, note: str) -> GateStep:
    """Send the round back to the draft. Raises GateFault without a reason, or where it has been decided."""
    held = Round.objects.select_for_update().get(pk=one.pk)
    if held.gate not in (Gate.CONSULTATION, Gate.COMMITTEE):
        raise GateFault(_("Chỉ trả lại được đợt đang lấy ý kiến hoặc đang được tập thể xem xét."))
    if not note.strip():
        raise GateFault(_("Xin ghi lý do trả lại."))
    return _step(held, Gate.DRAFT, user, note)


def _step(one: Round, to: Gate, user: User, note: str) -> GateStep:
    step = GateStep.objects.create(round=one, from_gate=one.gate, to_gate=to, by=user, note=note.strip())
    Round.objects.filter(pk=one.pk).update(gate=to)
    steps = HandStep.objects.filter(round=one).count()
    ledger.record(
        user.username,
        "pass_gate",
        kind="round",
        subject=str(one.pk),
        was=step.from_gate,
        now=to.value,
        deviations=steps,
    )
    one.gate = to
    return step
