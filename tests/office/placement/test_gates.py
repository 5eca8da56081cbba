"""From draft to effective: who may take the round on, what must be so before, and that the ledger tells it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from dungviec.office.access.models import LedgerEntry, User
from dungviec.office.placement import gates, selectors
from dungviec.office.placement.models import Gate, GateStep, HandKind, HandMove, HandStep, Round
from dungviec.office.registry.services import create


def step_on(one: Round, client: Client, to: str, note: str = "") -> None:
    client.post(f"/bo-tri/{one.pk}/buoc/", {"toi": to, "ghi": note})
    one.refresh_from_db()


def by_hand(one: Round, user: User, *, reason: str = "") -> HandStep:
    """Cô An stays at school though the plan sends her to the division; nobody had to solve for that."""
    HandMove.objects.create(
        round=one, person_id="N3", person_name="Trần Thị An", from_post_id="TH.GV", proposed_post_id="GD.CV", to_post_id="TH.GV",
        kind="stays", named=True,
    )  # fmt: skip
    return HandStep.objects.create(
        round=one, number=1, kind=HandKind.TO, person_id="N3", person_name="Trần Thị An", post_id="TH.GV", title="Giáo viên", unit="Trường",
        reason=reason, by=user, value=0, loss=10,
    )  # fmt: skip


def test_the_officer_prepares_and_only_the_leader_decides(
    officer: Client, as_role: Callable[..., Client], done: Round
) -> None:
    step_on(done, officer, "consultation")
    step_on(done, officer, "committee", "Biên bản 12")
    assert done.gate == Gate.COMMITTEE
    assert officer.post(f"/bo-tri/{done.pk}/buoc/", {"toi": "decided"}).status_code == 403
    step_on(done, as_role("leader"), "decided")
    assert done.gate == Gate.DECIDED
    told = list(GateStep.objects.values_list("to_gate", "by__username", "note"))
    assert told == [
        ("consultation", "personnel", ""),
        ("committee", "personnel", "Biên bản 12"),
        ("decided", "leader", ""),
    ]
    assert LedgerEntry.objects.filter(action="pass_gate", subject_id=str(done.pk)).count() == 3


def test_a_gate_is_not_passed_twice_by_two_who_press_at_once(officer: Client, author: User, done: Round) -> None:
    gates.pass_gate(done, author, expected="consultation")
    with pytest.raises(gates.GateFault, match="vừa được chuyển bước"):
        gates.pass_gate(done, author, expected="consultation")


def test_a_change_without_a_reason_holds_the_round_back(officer: Client, author: User, done: Round) -> None:
    step = by_hand(done, author)
    step_on(done, officer, "consultation")
    assert done.gate == Gate.DRAFT
    assert "chưa ghi lý do" in officer.get(f"/bo-tri/{done.pk}/").content.decode()
    officer.post(f"/bo-tri/{done.pk}/thu/ly-do/", {"so": step.number, "ly-do": "Trường đang thiếu giáo viên"})
    step_on(done, officer, "consultation")
    assert done.gate == Gate.CONSULTATION
    assert LedgerEntry.objects.filter(action="pass_gate").latest("number").detail["deviations"] == 1


def test_what_is_decided_is_the_proposal_with_the_changes_over_it(author: User, done: Round) -> None:
    before = {m.person_id: m for m in selectors.decided_moves(done)}
    assert set(before) == {"N2", "N3", "N7"}
    assert before["N2"].basis[0]["instrument"] == "NĐ 138/2020/NĐ-CP"
    by_hand(done, author, reason="Trường thiếu người")
    HandMove.objects.create(
        round=done, person_id="N6", person_name="Phạm Hà", from_post_id="NV.CV", proposed_post_id="NV.CV", to_post_id="GD.CV",
        to_title="Chuyên viên", to_unit="Phòng Giáo dục và Đào tạo", kind="lateral", verdict=0, named=False,
    )  # fmt: skip
    after = {m.person_id: m for m in selectors.decided_moves(done)}
    assert set(after) == {"N2", "N7", "N6"}, "who stays is not moved, who is carried along is"
    assert after["N6"].by_hand
    assert not after["N6"].named


def test_it_takes_effect_only_when_the_records_hold_every_move(
    as_role: Callable[..., Client], officer: Client, author: User, done: Round
) -> None:
    leader = as_role("leader")
    for gate in ("consultation", "committee", "decided"):
        step_on(done, leader, gate)
    step_on(done, officer, "effective")
    assert done.gate == Gate.DECIDED
    assert "mới ghi 0 trong 3" in officer.get(f"/bo-tri/{done.pk}/").content.decode()
    for move in selectors.decided_moves(done):
        create(
            "tenures", {"person_id": move.person_id, "post_id": move.to_post_id, "title": move.to_title, "unit_name": move.to_unit,
                        "kind": "main", "from_date": done.as_of}, by="thử", why="QĐ 1",
        )  # fmt: skip
    step_on(done, officer, "effective")
    assert done.gate == Gate.EFFECTIVE


def test_the_leader_sends_back_with_a_reason(as_role: Callable[..., Client], officer: Client, done: Round) -> None:
    step_on(done, officer, "consultation")
    assert officer.post(f"/bo-tri/{done.pk}/tra-lai/", {"ghi": "x"}).status_code == 403
    leader = as_role("leader")
    leader.post(f"/bo-tri/{done.pk}/tra-lai/", {"ghi": " "})
    done.refresh_from_db()
    assert done.gate == Gate.CONSULTATION
    leader.post(f"/bo-tri/{done.pk}/tra-lai/", {"ghi": "Thiếu ý kiến của trường"})
    done.refresh_from_db()
    assert done.gate == Gate.DRAFT


def test_a_head_comments_on_the_own_moves_while_opinions_are_asked_for(
    as_role: Callable[..., Client], officer: Client, done: Round
) -> None:
    head = as_role("unit_head", unit_id="TH")
    head.post(f"/bo-tri/{done.pk}/y-kien/", {"nguoi": "N3", "y-kien": "Xin giữ lại"})
    assert not done.roundcomments.exists(), "nobody has asked yet"
    step_on(done, officer, "consultation")
    head.post(f"/bo-tri/{done.pk}/y-kien/", {"nguoi": "N2", "y-kien": "Không phải việc của tôi"})
    head.post(f"/bo-tri/{done.pk}/y-kien/", {"nguoi": "N3", "y-kien": "Xin giữ lại"})
    officer.post(f"/bo-tri/{done.pk}/y-kien/", {"y-kien": "Chung cho cả đợt"})
    assert list(done.roundcomments.values_list("person_id", flat=True)) == ["N3", ""]
    page = head.get(f"/bo-tri/{done.pk}/?muc=y-kien").content.decode()
    assert "Xin giữ lại" in page
    assert "Chung cho cả đợt" not in page
