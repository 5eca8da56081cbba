"""Ông Hà's case from opening to lifting: what the record says on the way, what is refused, and what an appeal undoes."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest
from docx import Document
from tests.office.conduct.desk import COUNCIL, ON, OPENED, SIGNED, STEPS, carried, opened, signed
from tests.office.decisions.desk import account

from dungviec.law import Verdict, explain_pairs
from dungviec.office.access.policy import viewer_of
from dungviec.office.conduct import papers, services
from dungviec.office.conduct.faults import ConductRefused
from dungviec.office.conduct.models import Case, Stand
from dungviec.office.conduct.selectors import case_rows, open_rows
from dungviec.office.registry.governing import law_on
from dungviec.office.registry.models import Discipline, Tenure
from dungviec.office.registry.selectors import snapshot
from dungviec.office.registry.services import create

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]


def flag(day: date, person: str = "N6") -> Any:
    return snapshot(day).people.filter(pl.col("person_id") == person)["discipline_open"][0]


def forbids(day: date) -> set[str]:
    """The topics on which the law of a day forbids ông Hà the vacant deputy's post."""
    found = explain_pairs(snapshot(day), [("N6", "GD.PP")], law_on(day))[0].findings
    return {f.topic for f in found if f.verdict == Verdict.FORBIDDEN}


def test_a_case_blocks_while_open_and_its_decision_blocks_until_it_lifts_by_itself() -> None:
    one = opened()
    assert (flag(date(2020, 9, 27)), flag(OPENED)) == (None, True)
    assert "blocks" in forbids(date(2020, 10, 30))
    one = signed(carried(one))
    assert flag(SIGNED) is False
    row = Discipline.objects.get(pk=one.row)
    assert (row.form, row.decided, row.effective) == ("warning", SIGNED, SIGNED)
    assert one.symbol == "1/QĐ-UBND"
    assert "discipline" in forbids(date(2021, 11, 1))
    assert "discipline" not in forbids(date(2021, 11, 2))


def test_closing_takes_the_flag_off_and_leaves_no_decision() -> None:
    one = opened()
    services.close_case(one.pk, one.version, day=date(2020, 10, 5), why="Đối chiếu khớp.", by=account("officer"), on=ON)
    assert flag(date(2020, 10, 5)) is False
    assert not Discipline.objects.exists()


_NO_CASE: list[tuple[dict[str, Any], str]] = [
    ({"found": date(2020, 9, 1)}, "trước ngày xảy ra"),
    ({"opened": date(2020, 9, 24)}, "trước ngày phát hiện"),
    ({"opened": date(2020, 12, 11)}, "còn chưa tới"),
    ({"person": "N99"}, "N99"),
    ({"reporter_id": "N98"}, "N98"),
    ({"party_decided": date(2019, 1, 1)}, "kỷ luật Đảng"),
]


def test_what_cannot_be_opened_says_why() -> None:
    for changes, told in _NO_CASE:
        with pytest.raises(ConductRefused, match=told):
            opened(**changes)
    assert not Case.objects.exists()


def test_the_same_matter_is_not_opened_twice() -> None:
    opened()
    with pytest.raises(ConductRefused, match="chỉ xử lý một lần"):
        opened()


_NO_STEP: list[tuple[str, dict[str, Any], str]] = [
    ("notice", {"day": date(2020, 9, 27)}, "trước bước trước đó"),
    ("notice", {"day": date(2020, 12, 11)}, "còn chưa tới"),
    ("notice", {"explain_by": STEPS["notice"].day}, "hạn giải trình"),
    ("explanation", {"heard": None}, "không giải trình"),
    ("explanation", {"explanation": " "}, "nội dung giải trình"),
    ("explanation", {"heard": False, "paper": "04/BB"}, "chưa thể ghi"),
    ("council", {"council": COUNCIL[:2]}, "ít nhất 3"),
    ("council", {"council": (*COUNCIL[:2], ("N6", "member"))}, "người bị xem xét"),
    ("council", {"council": (*COUNCIL[:2], ("N7", "member"))}, "quan hệ gia đình"),
    ("council", {"council": (*COUNCIL[:2], ("N3", "member"))}, "người báo cáo"),
    ("council", {"council": (("N5", "member"), *COUNCIL[1:])}, "một chủ tịch"),
    ("council", {"meeting_at": ""}, "nơi họp"),
    ("meeting", {"heard": None}, "trình bày"),
    ("meeting", {"present": 4}, "từ 1 đến 3"),
    ("meeting", {"present": 1, "votes": {"warning": 1}}, "quá nửa"),
    ("meeting", {"votes": {"warning": 4}}, "số có mặt"),
    ("meeting", {"votes": {}}, "số có mặt"),
]


def test_a_step_that_cannot_be_is_refused_and_nothing_is_written() -> None:
    create("kinship", {"person_id": "N6", "relative_id": "N7", "relation": "sibling"}, by="thử", why="Thử")
    one = opened(reporter_id="N3")
    for held, (key, given) in enumerate(STEPS.items()):
        for step, changes, told in _NO_STEP:
            if step == key:
                with pytest.raises(ConductRefused, match=told):
                    services.hold_step(one.pk, one.version, replace(given, **changes), by=account("officer"), on=ON)
        assert Case.objects.get(pk=one.pk).steps.count() == held
        one = services.hold_step(one.pk, one.version, given, by=account("officer"), on=ON)


def test_nobody_is_decided_upon_unheard() -> None:
    one = opened()
    with pytest.raises(ConductRefused, match="Hội đồng chưa họp"):
        signed(one)
    with pytest.raises(ConductRefused, match="Hội đồng chưa họp"):
        signed(carried(one, "council"))


_NO_DECISION: list[tuple[str, dict[str, Any], str]] = [
    ("demotion", {}, "không áp dụng cho người này"),
    ("dismissed_from_post", {}, "không áp dụng cho người này"),
    ("warning", {"signed": date(2020, 10, 19)}, "trước bước trước đó"),
    ("warning", {"effective": date(2020, 11, 1)}, "trước ngày ký"),
    ("warning", {"ends": date(2020, 11, 1)}, "trước ngày có hiệu lực"),
]


def test_a_decision_that_cannot_be_is_refused() -> None:
    one = carried(opened())
    for form, changes, told in _NO_DECISION:
        with pytest.raises(ConductRefused, match=told):
            signed(one, form, **changes)
    assert not Discipline.objects.exists()
    assert Case.objects.get(pk=one.pk).state == Stand.OPEN


def test_who_acts_on_an_older_page_is_told_so() -> None:
    one = opened()
    carried(one, "notice")
    with pytest.raises(ConductRefused, match="người khác cập nhật"):
        services.close_case(one.pk, one.version - 1, day=ON, why="Thử", by=account("officer"), on=ON)


def test_a_limitation_that_has_passed_stops_a_public_employee_s_decision() -> None:
    one = opened("N4", happened=date(2021, 1, 10), found=date(2026, 7, 5), opened=date(2026, 7, 6), on=date(2026, 12, 1))  # fmt: skip
    shifted = {k: replace(s, day=date(2026, 7, 10 + n), **({"explain_by": date(2026, 7, 12)} if k == "notice" else {})) for n, (k, s) in enumerate(STEPS.items())}  # fmt: skip
    for given in shifted.values():
        one = services.hold_step(one.pk, one.version, given, by=account("officer"), on=date(2026, 12, 1))
    days = {"signed": date(2026, 7, 20), "effective": date(2026, 7, 20), "on": date(2026, 12, 1)}
    with pytest.raises(ConductRefused, match="hết thời hiệu 60 tháng"):
        signed(one, "reprimand", **days)
    one = signed(one, "warning", **days)
    assert one.ends == date(2027, 7, 19), "NĐ 234/2026: twelve months"


def test_a_pause_stops_the_case_and_its_days_do_not_count() -> None:
    on = date(2026, 12, 1)
    one = opened(happened=date(2026, 3, 1), found=date(2026, 3, 2), opened=date(2026, 3, 2), on=on)
    one = services.pause(one.pk, one.version, ground="illness", since=date(2026, 3, 12), paper="Giấy viện", by=account("officer"), on=on)  # fmt: skip
    told = replace(STEPS["notice"], day=date(2026, 3, 5), explain_by=date(2026, 3, 20))
    one = services.hold_step(one.pk, one.version, told, by=account("officer"), on=on)
    with pytest.raises(ConductRefused, match="Chưa xem xét kỷ luật"):
        services.hold_step(one.pk, one.version, replace(STEPS["explanation"], day=date(2026, 3, 15)), by=account("officer"), on=on)  # fmt: skip
    with pytest.raises(ConductRefused, match="mang thai"):
        services.end_pause(one.pk, one.version, until=date(2026, 3, 14), asked=True, by=account("officer"), on=on)
    one = services.end_pause(one.pk, one.version, until=date(2026, 3, 31), asked=False, by=account("officer"), on=on)
    one = services.hold_step(one.pk, one.version, replace(STEPS["explanation"], day=date(2026, 4, 1)), by=account("officer"), on=on)  # fmt: skip
    with pytest.raises(ConductRefused, match="20/06/2026"):
        services.extend(one.pk, one.version, day=date(2026, 6, 21), paper="05/QĐ", by=account("officer"), on=on)


def test_an_annulled_decision_leaves_the_records_and_a_changed_one_grows_lighter() -> None:
    one = signed(carried(opened()))
    services.file_appeal(one.pk, day=date(2020, 11, 10), grounds="Xin xem lại.", by=account("officer"), on=ON)
    one.refresh_from_db()
    heavier = services.Answered("changed", date(2020, 11, 20), "09/QĐ", "Xem lại.", "salary_step_reduction")
    with pytest.raises(ConductRefused, match="nhẹ hơn"):
        services.answer_appeal(one.pk, one.version, heavier, by=account("officer"), on=ON)
    one = services.answer_appeal(one.pk, one.version, replace(heavier, form="reprimand"), by=account("officer"), on=ON)
    assert set(snapshot(ON)["discipline"]["form"]) == {"reprimand"}
    printed = " ".join(p.text for p in Document(io.BytesIO(papers.paper(one, "discipline").word)).paragraphs)
    assert "hình thức cảnh cáo" in printed, "the paper stays as it was signed"
    services.file_appeal(one.pk, day=date(2020, 11, 25), grounds="Vẫn chưa đúng.", by=account("officer"), on=ON)
    one.refresh_from_db()
    services.answer_appeal(one.pk, one.version, services.Answered("annulled", date(2020, 12, 1), "10/QĐ", "Không có căn cứ."), by=account("officer"), on=ON)  # fmt: skip
    assert snapshot(ON)["discipline"].is_empty()
    assert "discipline" not in forbids(ON)


@pytest.mark.parametrize("outcome", ["annulled", "changed"])
def test_a_forced_exit_ends_the_posts_and_an_appeal_opens_them_again(outcome: str) -> None:
    one = carried(opened())
    create("tenures", {"person_id": "N6", "title": "Chuyên viên", "from_date": date(2020, 12, 1), "kind": "concurrent"}, by=account("officer"), why="Kiêm nhiệm")  # fmt: skip
    with pytest.raises(ConductRefused, match="bắt đầu từ 01/12/2020"):
        signed(one, "forced_exit")
    Tenure.objects.filter(person_id="N6", kind="concurrent").delete()
    one = signed(one, "forced_exit")
    held = Tenure.objects.get(person_id="N6", withdrawn_at__isnull=True)
    assert (held.to_date, held.left_because) == (date(2020, 11, 1), "left_service")
    assert "N6" not in snapshot(ON).main_posts["person_id"].to_list()
    services.file_appeal(one.pk, day=date(2020, 11, 10), grounds="Xin xem lại.", by=account("officer"), on=ON)
    one.refresh_from_db()
    form = "warning" if outcome == "changed" else ""
    services.answer_appeal(one.pk, one.version, services.Answered(outcome, date(2020, 12, 1), "10/QĐ", "Quá nặng.", form), by=account("officer"), on=ON)  # fmt: skip
    back = Tenure.objects.get(person_id="N6", withdrawn_at__isnull=True)
    assert (back.to_date, back.left_because, back.from_date) == (None, None, held.from_date)
    assert "N6" in snapshot(ON).main_posts["person_id"].to_list()


def test_a_party_decision_is_recorded_without_the_office_s_steps() -> None:
    one = opened(kind="party")
    with pytest.raises(ConductRefused, match="tổ chức đảng"):
        signed(one, "reprimand")
    one = signed(one, "reprimand", paper="12-QĐ/UBKT")
    assert (one.symbol, one.number, Discipline.objects.get(pk=one.row).kind) == ("12-QĐ/UBKT", None, "party")


def test_every_paper_says_what_the_case_holds() -> None:
    one = signed(carried(opened()))
    assert papers.ready(one) == ["explanation_request", "summons", "council_minutes", "discipline"]
    assert papers.paper(one, "discipline").blanks == ()
    assert papers.paper(one, "summons").blanks == ()
    assert papers.paper(one, "explanation_request").blanks == ()
    assert papers.paper(one, "council_minutes").blanks == ()


def test_the_open_cases_of_the_morning_are_those_of_the_list() -> None:
    """They are asked of the database by themselves; on every day of a case's life the list says the same."""
    one = signed(carried(opened()))
    officer = viewer_of(account("officer"), ON)
    days = (OPENED, SIGNED - timedelta(days=1), SIGNED, ON)
    kept: set[tuple[str, int]] = set()
    for changed in ({}, {"state": Stand.CLOSED, "signed_on": None, "closed_on": SIGNED}, {"state": Stand.ANNULLED}, {"state": Stand.OPEN, "closed_on": None, "signed_on": None}):  # fmt: skip
        Case.objects.filter(pk=one.pk).update(**changed)
        for day in days:
            listed = {key: rows for key, _title, rows in case_rows(officer, day)}["open"]
            assert open_rows(officer, day) == listed
            kept.add((str(changed.get("state", "")), len(listed)))
    assert {n for _state, n in kept} == {0, 1}
