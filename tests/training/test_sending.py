"""Who may be sent, with the clause and what would change it; what is owed after study, to the đồng, under both decrees."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.placement.cast import edited
from tests.training.cast import COURSES, course, hall, law

from dungviec.training import Asked, Closes, Senders, Sending, Wish, commitment, months_to_serve, pay_back

SOAN = next(c for c in COURSES if c.code == "SOAN")
MASTER = course("CH", (Closes("degree", 4, 5),), kind="degree", postgraduate=True, months=24)


def may(person: str, what=SOAN, snapshot=None, asked=None) -> Sending:  # type: ignore[no-untyped-def]
    snapshot = hall() if snapshot is None else snapshot
    return Senders(snapshot, law(snapshot.as_of), asked, last_day=date(snapshot.as_of.year + 1, 12, 31)).may_go(person, what)  # fmt: skip


def test_open_proceedings_stop_training_by_the_clause_of_2020() -> None:
    answer = may("SON")
    assert (answer.outcome, answer.clause and answer.clause.rule_id) == ("not", "DIS-STOP-2020")
    assert "kết thúc" in answer.change[0].lower()


def test_after_the_rule_ended_proceedings_answer_unknown() -> None:
    answer = may("SON", snapshot=hall().at(date(2025, 9, 1)))
    assert (answer.outcome, answer.missing) == ("unknown", ("law",))


def test_whether_proceedings_run_must_be_on_file() -> None:
    assert may("LAN", snapshot=edited(hall(), "people", "LAN", criminal_open=None)).missing == ("people.criminal_open",)


@pytest.mark.parametrize(
    ("form", "outcome", "until"),
    [
        ("demotion", "not", date(2022, 9, 1)),
        ("warning", "unknown", date(2021, 9, 1)),
    ],
)
def test_windows_after_a_decision(form: str, outcome: str, until: date) -> None:
    rows = [{"person_id": "LAN", "kind": "administrative", "form": form, "decided": date(2020, 9, 1), "effective": date(2020, 9, 1)}]  # fmt: skip
    answer = may("LAN", snapshot=hall(discipline=rows))
    assert (answer.outcome, answer.until) == (outcome, until)
    assert answer.clause is not None
    assert answer.clause.rule_id == "DIS-LAW-2020"


def test_leave_and_retirement() -> None:
    assert may("LAN", snapshot=edited(hall(), "people", "LAN", on_leave="Nghỉ thai sản")).outcome == "not"
    assert may("LAN", snapshot=edited(hall(), "people", "LAN", born=date(1966, 1, 1))).outcome == "not"


@pytest.mark.parametrize(
    ("who", "narrowed", "outcome"),
    [
        ("LAN", {"categories": ("public_employee",)}, "not"),
        ("THU", {"categories": ("public_employee",)}, "may"),
        ("LAN", {"levels": ("head_of_division",)}, "not"),
        ("MAI", {"levels": ("head_of_division",)}, "may"),
        ("HOA", {"unit_kinds": ("ward",)}, "may"),
        ("LAN", {"party_member": False}, "not"),
    ],
)
def test_a_course_takes_whom_it_says(who: str, narrowed: dict[str, object], outcome: str) -> None:
    assert may(who, replace(SOAN, **narrowed)).outcome == outcome  # type: ignore[arg-type]


def test_a_course_that_has_begun_takes_nobody() -> None:
    begun = replace(SOAN, begins=date(2020, 12, 1), ends=date(2020, 12, 20))
    assert may("LAN", begun).outcome == "not"
    assert may("LAN", replace(begun, begins=date(2020, 12, 11))).outcome == "may"


def test_postgraduate_study_asks_the_decree_of_the_day() -> None:
    asked = Asked(wishes=(Wish("LAN", "degree", 5, 3, major_fits=True),))
    known = edited(hall(), "people", "LAN", joined=date(2012, 1, 1))
    assert may("LAN", MASTER, known, asked).outcome == "may"
    assert may("LAN", MASTER, known).missing == ("training.major",)  # nobody has looked at the major
    older = edited(known, "people", "LAN", born=date(1978, 5, 5))
    refused = may("LAN", MASTER, older, asked)
    assert (refused.outcome, refused.change[0]) == ("not", "tuổi khi cử lần đầu")
    assert refused.clause is not None
    assert refused.clause.rule_id == "TRN-PG-2017"
    young_again = [{"person_id": "LAN", "year": y, "system": "state", "rating": "good", "decided": date(y, 12, 12)} for y in (2023, 2024)]  # fmt: skip
    later = edited(hall(ratings=young_again), "people", "LAN", joined=date(2012, 1, 1), born=date(1981, 5, 5)).at(date(2025, 9, 1))  # fmt: skip
    allowed = may("LAN", MASTER, later, asked)  # 44 years: too old under NĐ 101, not under NĐ 171
    assert (allowed.outcome, allowed.clause and allowed.clause.rule_id) == ("may", "TRN-PG-171")


def test_service_near_the_limit_is_unknown_because_probation_is_not_on_file() -> None:
    asked = Asked(wishes=(Wish("LAN", "degree", 5, 3, major_fits=True),))
    near = edited(hall(), "people", "LAN", joined=date(2017, 6, 1))
    assert may("LAN", MASTER, near, asked).missing == ("training.service",)
    early = edited(hall(), "people", "LAN", joined=date(2018, 6, 1))
    assert may("LAN", MASTER, early, asked).outcome == "not"


@pytest.mark.parametrize(
    ("day", "staff", "months"),
    [
        (date(2020, 12, 10), "civil_servant", 48), (date(2020, 12, 10), "public_employee", 48), (date(2025, 9, 1), "civil_servant", 72),
        (date(2026, 9, 1), "public_employee", None),
    ],
)  # fmt: skip
def test_months_to_serve(day: date, staff, months: int | None) -> None:  # type: ignore[no-untyped-def]
    assert months_to_serve(law(day), staff, 24).value == months


def test_what_is_paid_back_to_the_dong() -> None:
    old, new = law(date(2020, 12, 10)), law(date(2025, 9, 1))
    owed = commitment(old, "civil_servant", trained=24, ended=date(2020, 6, 30))
    assert owed is not None
    assert (owed.months, owed.until) == (48, date(2024, 6, 30))
    paid = pay_back(
        old, "civil_servant", "left_early", owed, cost=100_000_000, left_on=date(2021, 7, 5), service_years=10
    )
    assert paid.value == 67_500_000  # 100 million / 48 × 36 less 10 × 1 %
    assert pay_back(old, "civil_servant", "quit", owed, cost=100_000_000).value == 100_000_000
    longer = commitment(new, "civil_servant", trained=24, ended=date(2025, 6, 30))
    assert longer is not None
    assert (
        pay_back(new, "civil_servant", "left_early", longer, cost=100_000_001, left_on=date(2026, 7, 5)).value
        == 83_333_334
    )
    assert pay_back(new, "civil_servant", "transferred", longer, cost=100_000_000).value == 0
    assert commitment(law(date(2026, 9, 1)), "public_employee", trained=24, ended=date(2026, 6, 30)) is None


def test_no_months_no_commitment() -> None:
    with pytest.raises(ValueError, match="số dương"):
        months_to_serve(law(date(2020, 12, 10)), "civil_servant", 0)
