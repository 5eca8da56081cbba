"""Forms by status and day, what a decision brings and when it lifts, protection, and the council."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dungviec.conduct import (
    Case,
    Member,
    Pause,
    council_problems,
    effects_of,
    form_problems,
    grounds_on_file,
    protection_rule,
    relatives_of,
    repeat_problems,
    unrecorded_grounds,
    validity_end,
)
from dungviec.law import LawBook

LAW = LawBook.load().on
DAY = date(2026, 8, 10)
CASE = Case("A", "civil_servant", False, date(2026, 7, 1), date(2026, 7, 2), date(2026, 7, 3))


@pytest.mark.parametrize(
    ("changes", "day", "form", "keys"),
    [
        ({}, DAY, "warning", []),
        ({}, DAY, "dismissed_from_post", ["form"]),
        ({"leader": True}, DAY, "dismissed_from_post", []),
        ({"leader": None}, DAY, "warning", ["form_unknown"]),
        ({}, DAY, "salary_step_reduction", ["form"]),
        ({}, date(2021, 1, 1), "salary_step_reduction", []),
        ({"leader": True}, date(2021, 1, 1), "demotion", []),
        ({}, date(2021, 1, 1), "demotion", ["form"]),
        ({"category": "cadre", "leader": True}, DAY, "removed", []),
        ({"category": "cadre", "leader": True}, DAY, "forced_exit", ["form"]),
        ({"left_service": True}, DAY, "strip_title", []),
        ({"left_service": True}, DAY, "forced_exit", ["form"]),
        ({"category": "public_employee"}, DAY, "forced_exit", []),
        ({"category": "public_employee"}, date(2021, 1, 1), "warning", ["form_unknown"]),
        ({"kind": "party"}, DAY, "warning", ["form_unknown"]),
    ],
)
def test_forms_follow_status_and_day(changes: dict[str, object], day: date, form: str, keys: list[str]) -> None:
    found = form_problems(replace(CASE, **changes), LAW(day), form)  # type: ignore[arg-type]
    assert [p.key for p in found] == keys
    assert all(p.hard for p in found if p.key == "form")


def decided(form: str, day: date, **other: object) -> Case:
    case = replace(CASE, **other)  # type: ignore[arg-type]
    ends = validity_end(LAW(day), case, day)
    return replace(case, form=form, signed_on=day, effective=day, ends=ends)


@pytest.mark.parametrize(
    ("case", "key", "lifted"),
    [
        (decided("warning", date(2020, 11, 30)), "window", date(2021, 11, 30)),
        (decided("demotion", date(2020, 11, 30), leader=True), "window", date(2022, 11, 30)),
        (decided("reprimand", date(2020, 11, 30), category="public_employee"), "window", date(2021, 11, 30)),
        (decided("reprimand", date(2026, 8, 10), category="public_employee"), "in_force", date(2027, 8, 10)),
        (decided("warning", date(2026, 8, 10)), "in_force", None),
        (decided("warning", date(2023, 1, 15), kind="party"), "window", date(2025, 7, 15)),
        (decided("reprimand", date(2025, 12, 1), kind="party"), "window", date(2027, 12, 1)),
    ],
)
def test_a_decision_lifts_by_itself_where_the_law_has_a_number(case: Case, key: str, lifted: date | None) -> None:
    assert case.signed_on is not None
    effect = next(e for e in effects_of(case, LAW(case.signed_on)) if e.key == key)
    assert effect.lifted == lifted
    assert effect.open is (lifted is None)
    if lifted:
        assert (effect.holds(case.signed_on), effect.holds(lifted)) == (True, False)


def test_what_else_a_duty_related_decision_brings() -> None:
    told = {e.key for e in effects_of(decided("reprimand", DAY, category="public_employee"), LAW(DAY))}
    assert {"salary", "rating", "award"} <= told
    other = effects_of(decided("reprimand", DAY, category="public_employee", duty_related=False), LAW(DAY))
    assert "rating" not in {e.key for e in other}
    assert effects_of(CASE, LAW(DAY)) == []


def test_grounds_on_file_stop_where_a_rule_protects_and_are_told_where_none_is_on_file() -> None:
    grounds = grounds_on_file(on_leave="Nghỉ thai sản", criminal_open=True)
    assert grounds == ["prosecution", "pregnancy"]
    assert protection_rule(LAW(DAY), "public_employee") is None
    assert [p.hard for p in unrecorded_grounds(CASE, LAW(DAY), grounds, on=DAY)] == [True, True]
    told = replace(CASE, pauses=(Pause("pregnancy", DAY),))
    assert [p.hard for p in unrecorded_grounds(told, LAW(date(2021, 1, 1)), grounds, on=DAY)] == [False]
    assert grounds_on_file(on_leave=None, criminal_open=None) == []


def test_a_repeat_is_handled_one_level_up() -> None:
    view = LAW(DAY)
    assert [p.key for p in repeat_problems(CASE, view, served="reprimand", form="reprimand")] == ["repeat"]
    assert "buộc thôi việc" in repeat_problems(CASE, view, served="reprimand", form="warning")[0].vi
    assert repeat_problems(CASE, view, served="warning", form="forced_exit") == []
    assert repeat_problems(CASE, LAW(date(2021, 1, 1)), served="reprimand", form="reprimand") == []


def test_a_council_without_the_person_relatives_and_who_reported() -> None:
    seats = [Member("B", "Bà B", "chair"), Member("C", "Ông C", "secretary"), Member("D", "Ông D", "member")]
    kin = relatives_of("A", [{"person_id": "E", "relative_id": "A", "relation": "parent"}])
    assert kin == {"E": "child"}
    assert council_problems(CASE, seats, LAW(DAY), relatives=kin) == []
    for who, key in (("A", "self"), ("E", "kin"), ("F", "reporter"), ("G", "interest")):
        wrong = [*seats[:2], Member(who, "X", "member")]
        case = replace(CASE, reporter_id="F")
        assert [p.key for p in council_problems(case, wrong, LAW(DAY), relatives=kin, recused={"G"})] == [key]
    assert {p.key for p in council_problems(CASE, [seats[0], seats[0]], LAW(DAY), relatives={})} == {"twice", "few", "even", "chair", "secretary"}  # fmt: skip
