"""Every figure of the chairman's interview (mission.md S1–S18) against the one computed from the demo city's records."""

from __future__ import annotations

import pytest

from dungviec.records import Snapshot
from dungviec.workforce import Interview, interview
from dungviec.workforce.questions import GROUPS

PUBLISHED = {
    "workforce.total": 2380,
    "degree.doctor": 1, "degree.master": 115, "degree.university": 1684, "degree.college": 322, "degree.intermediate": 252, "degree.none": 6,
    "theory.bachelor": 8, "theory.advanced": 121, "theory.intermediate": 510, "theory.elementary": 489,
    "training.theory_advanced": 7,
    "training.theory_intermediate.classes": 1, "training.theory_intermediate": 80,
    "training.party_prospective.classes": 3, "training.party_prospective": 182,
    "training.party_new_member.classes": 3, "training.party_new_member": 158,
    "training.cell_secretary.classes": 3, "training.cell_secretary": 262,
    "training.skills": 278, "training.cost": 580_000_000,
    "unified.council": 2, "unified.committee": 9,
    "commune.non_local": 15, "commune.secretaries": 16,
    "moves.bodies": 13, "moves.schools": 9, "moves.schools_again": 2,
}  # fmt: skip

pytestmark = pytest.mark.city


@pytest.fixture(scope="module")
def sheet(city: Snapshot) -> Interview:
    return interview(city)


def test_every_published_figure_is_met(sheet: Interview) -> None:
    assert {k: sheet.figure(k).value for k in PUBLISHED} == PUBLISHED


def test_every_published_figure_stands_in_an_answer(sheet: Interview) -> None:
    for lang, mark in (("vi", "."), ("en", ",")):
        shown = {p.figure: p.text for a in sheet.answers(lang) for s in a.sentences for p in s if p.figure}
        assert {k: shown.get(k) for k in PUBLISHED} == {k: f"{v:,}".replace(",", mark) for k, v in PUBLISHED.items()}


def test_the_six_without_a_stated_degree_appear_as_such(sheet: Interview, city: Snapshot) -> None:
    six = sheet.figure("degree.none").people
    assert set(six) == set(city.people.filter(city.people["degree"].is_null())["person_id"])
    survey = next(a for a in sheet.answers("vi") if a.key == "survey")
    assert "chưa ghi trình độ 6 (0,3 %)" in survey.text


def test_shares_add_up_to_a_hundred(sheet: Interview) -> None:
    for group in ("degree", "theory", "ratings", "placed"):
        told = [sheet.share(k) for k in GROUPS[group] if k in sheet.figures]
        assert sum(t for t in told if t is not None) == 1000, group


def test_parts_of_a_whole_add_up_to_it_and_share_nobody(sheet: Interview) -> None:
    whole = set(sheet.figure("workforce.total").people)
    for group in ("degree", "theory", "ratings"):
        people = [p for k in GROUPS[group] if k in sheet.figures for p in sheet.figure(k).people]
        assert len(people) == len(set(people))
        assert set(people) == whole


def test_what_the_records_cannot_answer_says_which_table_is_missing(sheet: Interview) -> None:
    told = {a.key: a.text for a in sheet.answers("vi")}
    for key in ("programme", "ethics", "inspections", "voters"):
        assert told[key].startswith("Không có số liệu: chưa có bảng"), key
    english = {a.key: a.text for a in sheet.answers("en")}
    assert english["inspections"].startswith("No figures")
