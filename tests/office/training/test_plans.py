"""The year's plan: solved with proof, changed by hand with a reason, submitted by one and approved by another."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.test import Client

from dungviec.office.registry.services import amend
from dungviec.office.training.models import PlanHand, PlanSeat, YearPlan
from dungviec.office.training.services import plans
from dungviec.office.training.tasks import price_plan, solve_plan
from dungviec.training.needs import Needs

TERMS = {
    "name": "Kế hoạch thử",
    "year": "2021",
    "budget": "30.000.000",
    "funding": "Ngân sách",
    "fair": "",
    "unit_share": "",
    "person_days": "90",
    "order": "strict",
}
OPEN = "/dao-tao/ke-hoach/lap/"


@pytest.fixture
def clear(courses: dict[str, Any]) -> None:
    """Bà Hạnh is under no proceedings, so that she may be sent; of ông Dũng that is not on file."""
    amend("people", "N1", {"discipline_open": False, "criminal_open": False}, by="officer", why="Thử")


def solved(client: Client, **terms: str) -> YearPlan:
    assert client.post(OPEN, TERMS | terms).status_code == 302
    one = YearPlan.objects.latest("pk")
    solve_plan.call(plan_id=one.pk)
    one.refresh_from_db()
    return one


def press(client: Client, one: YearPlan, deed: str, **given: str) -> str:
    one.refresh_from_db()
    answer = client.post(f"/dao-tao/ke-hoach/{one.pk}/{deed}/", {"revision": str(one.revision)} | given, follow=True)
    one.refresh_from_db()
    return answer.content.decode()


def test_a_plan_is_solved_proven_and_told(officer: Client, clear: None) -> None:
    one = solved(officer)
    assert (one.status, one.found["proven"]) == ("done", True)
    assert set(one.seats.filter(taken=True).values_list("person_id", "course__code")) == {("N1", "KN"), ("N1", "LLCT")}
    text = officer.get(f"/dao-tao/ke-hoach/{one.pk}/").content.decode()
    assert "Cử 1 người với 2 lượt học; kinh phí 18.000.000 đồng trên ngân sách 30.000.000 đồng" in text
    assert "Đã chứng minh là tốt nhất" in text
    why = officer.get(f"/dao-tao/ke-hoach/{one.pk}/vi-sao/N1/", {"hoi": "LLCT"}).content.decode()
    assert "Không cử" in why
    assert "được cử" in why
    price_plan.call(plan_id=one.pk)
    one.refresh_from_db()
    assert [p["asked"] for p in one.found["curve"]].count(True) == 1
    assert "100 triệu đồng nữa mua được gì" in officer.get(f"/dao-tao/ke-hoach/{one.pk}/").content.decode()


def test_a_tight_budget_leaves_somebody_out_and_a_hand_is_kept(officer: Client, clear: None) -> None:
    one = solved(officer, budget="7.000.000")
    assert set(one.seats.filter(taken=True).values_list("course__code", flat=True)) == {"KN"}
    left = officer.get(f"/dao-tao/ke-hoach/{one.pk}/", {"muc": "chua-xep"}).content.decode()
    assert "Cao cấp lý luận chính trị" in left
    course = PlanSeat.objects.get(plan=one, course__code="KN").course_id
    for wrong in (
        {"why": ""},
        {"person_id": "N6"},
        {"person_id": ""},
        {"course": "999"},
        {"hand": "đẩy"},
        {"revision": "77"},
        {"why": "x" * 301},
    ):
        press(
            officer,
            one,
            "tay",
            **({"person_id": "N1", "course": str(course), "hand": "out", "why": "Đi công tác"} | wrong),
        )
    assert not PlanHand.objects.exists()
    text = press(officer, one, "tay", person_id="N1", course=str(course), hand="out", why="Đi công tác")
    assert "Đi công tác" in text
    assert "chưa được tính lại" in press(officer, one, "trinh")
    assert one.paper == "draft"
    press(officer, one, "tinh-lai")
    solve_plan.call(plan_id=one.pk)
    one.refresh_from_db()
    assert not one.seats.filter(taken=True).exists()
    hand = PlanHand.objects.get()
    press(officer, one, f"tay/{hand.pk}/bo")
    assert not PlanHand.objects.exists()


def test_somebody_the_law_does_not_let_go_cannot_be_put_in(officer: Client, clear: None) -> None:
    amend("people", "N1", {"discipline_open": True}, by="officer", why="Thử")
    one = solved(officer)
    seat = PlanSeat.objects.filter(plan=one, person_id="N1").first()
    assert seat is not None
    assert seat.verdict == 3
    text = press(officer, one, "tay", person_id="N1", course=str(seat.course_id), hand="in", why="Ưu tiên")
    assert "không đưa vào được" in text
    barred = officer.get(f"/dao-tao/ke-hoach/{one.pk}/", {"muc": "khong-du"}).content.decode()
    assert "Đang trong thời gian xem xét kỷ luật" in barred


def test_one_submits_another_approves_and_versions_replace_each_other(
    officer: Client, as_role: Callable[..., Client], clear: None
) -> None:
    leader, one = as_role("leader"), solved(officer)
    assert officer.post(f"/dao-tao/ke-hoach/{one.pk}/quyet/", {"revision": "1"}).status_code == 403
    assert leader.post(f"/dao-tao/ke-hoach/{one.pk}/trinh/", {"revision": "1"}).status_code == 403
    press(leader, one, "quyet")
    assert one.paper == "draft", "not submitted yet"
    stale = one.revision
    press(officer, one, "trinh")
    assert (one.paper, one.asked_by) == ("asked", "personnel")
    officer.post(f"/dao-tao/ke-hoach/{one.pk}/tinh-lai/", {"revision": str(stale)})
    assert one.status == "done"
    press(leader, one, "quyet", quyet="tra-lai", why="")
    assert one.paper == "asked"
    assert "Bớt tiền" in press(leader, one, "quyet", quyet="tra-lai", why="Bớt tiền")
    press(officer, one, "trinh")
    leader.post(f"/dao-tao/ke-hoach/{one.pk}/quyet/", {"revision": "1"})
    one.refresh_from_db()
    assert one.paper == "asked", "a stale approval does nothing"
    press(leader, one, "quyet")
    assert (one.paper, one.approved_by) == ("approved", "leader")
    two = solved(officer, tu=str(one.pk), budget="20.000.000")
    assert (two.version, two.base_id) == (2, one.pk)
    press(officer, two, "trinh")
    press(leader, two, "quyet")
    one.refresh_from_db()
    assert (one.paper, two.paper) == ("replaced", "approved")
    assert YearPlan.objects.count() == 2


def test_bad_terms_are_refused(officer: Client, courses: dict[str, Any]) -> None:
    for wrong in [
        {"name": ""},
        {"year": "2121"},
        {"year": "x"},
        {"budget": "-1"},
        {"budget": "9" * 20},
        {"budget": "nhiều"},
        {"fair": "101"},
        {"unit_share": "-2"},
        {"person_days": "0"},
        {"order": "bừa"},
        {"codes": "KHONG"},
    ]:
        assert officer.post(OPEN, TERMS | wrong).status_code == 422
        assert not YearPlan.objects.exists()


def test_no_plan_is_told_in_a_sentence_and_a_stop_is_heard(
    officer: Client, clear: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = solved(officer, budget="1", duties_must="on")
    text = officer.get(f"/dao-tao/ke-hoach/{one.pk}/").content.decode()
    assert one.status == "failed"
    assert "Không có kế hoạch nào giữ được cùng lúc" in text
    assert "dự toán 1 đồng" in text
    officer.post(OPEN, TERMS)
    two = YearPlan.objects.latest("pk")
    assert officer.get(f"/dao-tao/ke-hoach/{two.pk}/tien-do/").status_code == 200
    officer.post(f"/dao-tao/ke-hoach/{two.pk}/dung/")
    assert solve_plan.call(plan_id=two.pk) == "not waiting"
    three = YearPlan.objects.latest("pk")
    plans.solve_again(_viewer(), three.pk, three.revision)
    monkeypatch.setattr(Needs, "open", property(lambda _self: 1 // 0))
    assert solve_plan.call(plan_id=three.pk) == "failed"
    three.refresh_from_db()
    assert "ZeroDivisionError" in three.trouble_vi


def _viewer() -> Any:
    from tests.office.cast import DAY

    from dungviec.office.access.models import Role
    from dungviec.office.access.policy import Viewer

    return Viewer("personnel", Role.PERSONNEL, day=DAY)


def test_the_plan_leaves_as_word_and_excel_whose_rows_add_up(
    officer: Client, as_role: Callable[..., Client], clear: None
) -> None:
    one = solved(officer)
    assert officer.get(f"/dao-tao/ke-hoach/{one.pk}/tep/", {"kieu": "docx"}).content.startswith(b"PK")
    book = openpyxl.load_workbook(io.BytesIO(officer.get(f"/dao-tao/ke-hoach/{one.pk}/tep/").content))
    rows = [r for r in book["Kế hoạch"].iter_rows(values_only=True) if r[0] == "Cộng"]
    assert (rows[0][4], rows[0][7]) == (2, one.found["cost"])
    assert book["Từng người"].max_row == 3
    head = as_role("unit_head", unit_id="P-GD", person_id="N1")
    assert head.get(f"/dao-tao/ke-hoach/{one.pk}/").status_code == 404, "a draft is not for heads"
    press(officer, one, "trinh")
    press(as_role("leader"), one, "quyet")
    text = head.get(f"/dao-tao/ke-hoach/{one.pk}/?muc=nguoi").content.decode()
    assert "Nguyễn Thị Hạnh" in text
    assert "12.000.000" not in text
    assert head.get(f"/dao-tao/ke-hoach/{one.pk}/tep/").status_code == 403
    assert head.get(f"/dao-tao/ke-hoach/{one.pk}/vi-sao/N1/").status_code == 403
    own = as_role("official", person_id="N1").get("/dao-tao/cua-toi/").content.decode()
    assert "được cử" in own
    assert "18.000.000" not in own


def test_a_class_opened_from_the_plan_calls_whom_it_sends(
    officer: Client, as_role: Callable[..., Client], clear: None
) -> None:
    one = solved(officer)
    press(officer, one, "trinh")
    press(as_role("leader"), one, "quyet")
    course = PlanSeat.objects.get(plan=one, course__code="KN").course_id
    start = officer.get("/dao-tao/lop/moi/", {"ke-hoach": str(one.pk), "khoa": str(course)}).content.decode()
    assert "được đưa sẵn vào danh sách" in start
    given = {
        "ke-hoach": str(one.pk),
        "course": str(course),
        "title": "Lớp 1",
        "kind": "skills",
        "from_date": "01/03/2021",
        "to_date": "03/03/2021",
        "seats": "5",
    }
    assert "Đã đưa 1 người" in officer.post("/dao-tao/lop/moi/", given, follow=True).content.decode()
