"""Needs of the town hall from every source: how big, why, by which clause; what is not on file stays unknown and named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.placement.cast import edited
from tests.training.cast import CATALOGUE, STANDARD, hall, law

from dungviec.training import Asked, Catalogue, Need, Needs, Request, SelfStudy, TrainingFault, Wish, find_needs


def found(
    asked: Asked | None = None, catalogue: Catalogue = CATALOGUE, *, snapshot=None, blank_is_none: bool = False
) -> Needs:  # type: ignore[no-untyped-def]
    snapshot = hall() if snapshot is None else snapshot
    return find_needs(snapshot, law(snapshot.as_of), catalogue=catalogue, asked=asked, blank_is_none=blank_is_none)


def one(needs: Needs, person: str, what: str, source: str) -> Need:
    rows = [n for n in needs.of(person) if n.what == what and n.source == source]
    assert len(rows) == 1, rows
    return rows[0]


def test_the_head_lacks_what_the_decree_asks_of_her_post() -> None:
    need = one(found(), "MAI", "state_management", "post")
    assert (need.tier, need.has, need.wants, need.size, need.points) == ("duty", 1, 2, 1, 5)
    assert need.clause is not None
    assert need.clause.rule_id == "APT-2020-02"
    assert "NĐ 138/2020" in need.clause.citation


def test_from_2025_the_title_itself_asks_for_theory() -> None:
    low = edited(hall(), "people", "MAI", theory="elementary").at(date(2026, 1, 5))
    need = one(found(snapshot=low), "MAI", "theory", "law")
    assert (need.tier, need.size) == ("duty", 1)
    assert need.clause is not None
    assert (need.clause.rule_id, need.clause.confidence) == ("STD-2025-POLITICS", "REPORTED")
    assert not [n for n in found(snapshot=edited(hall(), "people", "MAI", theory="elementary")).of("MAI") if n.source == "law"]  # fmt: skip


def test_a_certificate_is_due_by_the_offices_own_standard_and_not_by_a_text() -> None:
    need = one(found(), "THU", "certificate:professional_title", "title")
    assert (need.tier, need.size, need.clause, need.basis) == ("duty", 1, None, STANDARD.basis)
    assert need.to_json()["confidence"] == "OWN"
    assert found().of("YEN")[0].what == "G4"  # she has hers since 2019


def test_a_certificate_that_runs_out_within_the_year_is_due_again() -> None:
    short = Catalogue(2021, CATALOGUE.courses, (replace(STANDARD, months=24),))
    assert one(found(catalogue=short), "YEN", "certificate:professional_title", "title").size == 1
    later = Catalogue(2021, CATALOGUE.courses, (replace(STANDARD, start=date(2021, 1, 1)),))
    assert not [n for n in found(catalogue=later).rows if n.source == "title"]


def test_who_is_planned_lacks_what_the_planned_post_asks() -> None:
    need = one(found(), "BINH", "theory", "plan")
    assert (need.tier, need.size, need.post_id) == ("succession", 1, "DD.PTP")


def test_what_nobody_assessed_is_unknown_and_named() -> None:
    need = one(found(), "HOA", "G6", "profile")
    assert (need.size, need.missing) == (None, ("competencies.G6",))
    assert need in found().unknown
    assert need not in found().open


def test_a_blank_field_is_not_on_file_unless_the_office_says_it_means_none() -> None:
    blank = edited(hall(), "people", "MAI", state_management=None)
    need = one(found(snapshot=blank), "MAI", "state_management", "post")
    assert (need.size, need.missing) == (None, ("people.state_management",))
    assert one(found(snapshot=blank, blank_is_none=True), "MAI", "state_management", "post").size == 2


def test_a_running_class_is_told_and_not_planned_again() -> None:
    rows = [{"person_id": "BINH", "kind": "theory_intermediate", "title": "TC", "from_date": date(2020, 9, 1)}]
    need = one(found(snapshot=hall(training=rows)), "BINH", "theory", "plan")
    assert need.learning
    assert need not in found(snapshot=hall(training=rows)).open


def test_self_study_closes_a_gap_when_its_evidence_holds() -> None:
    def left(grade: int, what: str = "G3", level: int = 3) -> list[Need]:
        study = SelfStudy("TAM", what, level, date(2020, 6, 1), "tự học", grade)
        return [n for n in found(Asked(self_study=(study,))).of("TAM") if n.what == what]

    assert left(2) == []
    assert left(1)[0].size == 1  # own word alone is not enough
    titled = SelfStudy("THU", "certificate:professional_title", 1, date(2020, 6, 1), "chứng chỉ", 3)
    assert not [n for n in found(Asked(self_study=(titled,))).of("THU") if n.source == "title"]
    unproven = replace(titled, grade=2)
    assert [n for n in found(Asked(self_study=(unproven,))).of("THU") if n.source == "title"]


def test_units_ask_and_officials_wish() -> None:
    asked = Asked((Request("DD", "G3", 3, ("TAM",), 3, "hồ sơ nhiều"),), (Wish("YEN", "course:SOAN", 1, 2),))
    needs = found(asked)
    request, wish = one(needs, "TAM", "G3", "request"), one(needs, "YEN", "course:SOAN", "wish")
    assert (request.tier, request.size, request.points, request.basis) == ("gap", 1, 3, "hồ sơ nhiều")
    assert (wish.size, wish.points) == (1, 2)
    everybody = found(Asked((Request("DD", "G6", 3),)))
    assert {n.person_id for n in everybody.rows if n.source == "request"} == {"TAM", "MAI", "BINH", "SON"}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (Asked((Request("XX", "G3", 3),)), "«XX»"),
        (Asked((Request("DD", "G3", 3, ("HOA",)),)), "HOA"),
        (Asked(wishes=(Wish("AI", "G3", 3),)), "«AI»"),
    ],
)
def test_who_is_not_on_file_is_refused_in_a_sentence(asked: Asked, said: str) -> None:
    with pytest.raises(TrainingFault, match=said):
        found(asked)


def test_counts_add_people_levels_and_the_unknown() -> None:
    counted = {(t, w): (p, s, u) for t, w, p, s, u in found().counted()}
    assert counted["gap", "G3"] == (4, 5, 0)
    assert counted["gap", "G6"] == (2, 2, 1)
    assert counted["duty", "certificate:professional_title"] == (1, 1, 0)
