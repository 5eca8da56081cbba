"""The quality survey: a town with a known story, the exact split of a change, what is not dated, and when nothing may be said."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dungviec.documents.quality_papers import quality_paper, write_quality_excel
from dungviec.records import TABLES, Snapshot
from dungviec.records.dossier import DOSSIER_TABLES
from dungviec.workforce import WorkforceFault
from dungviec.workforce.quality import Change, Survey, survey, survey_days
from dungviec.workforce.quality_words import as_json, change_words, notes, title, value_words, verdict_words

DAY = date(2020, 12, 31)
START = date(2015, 1, 1)


def body(
    people: list[dict[str, Any]], spells: list[dict[str, Any]], courses: list[dict[str, Any]] | None = None
) -> Snapshot:
    """A division with these people, their spells in it, and courses."""
    rows: dict[str, list[dict[str, Any]]] = {
        "units": [{"unit_id": "D", "name": "Phòng Thử", "kind": "division"}],
        "posts": [{"post_id": "D.1", "unit_id": "D", "title": "Chuyên viên", "level": "specialist", "category": "civil_servant", "field": "office", "seats": 200}],
        "people": [{"name": p["person_id"], "category": "civil_servant"} | p for p in people],
        "tenures": [{"post_id": "D.1", "title": "Chuyên viên", "kind": "main", "from_date": START} | t for t in spells],
        "training": [{"title": "Lớp", "from_date": START} | c for c in courses or []],
    }  # fmt: skip
    frames = {n: pl.DataFrame(r, schema=TABLES[n].polars_schema) for n, r in rows.items()}
    return Snapshot(as_of=DAY, name="Thử", tables=frames)


def story(*, leavers: bool = True) -> Snapshot:
    """Forty stay and twenty of them earn intermediate theory in 2018; ten with it leave in 2019 and 2020, ten without it come in 2020."""
    ids = [f"S{n:02d}" for n in range(40)]
    people: list[dict[str, Any]] = [
        {"person_id": i, "theory": "intermediate" if n < 20 else None} for n, i in enumerate(ids)
    ]
    courses = [{"person_id": i, "kind": "theory_intermediate", "to_date": date(2018, 6, 1)} for i in ids[:20]]
    spells: list[dict[str, Any]] = [{"person_id": i} for i in ids]
    people += [{"person_id": f"J{n}", "theory": None} for n in range(10)]
    spells += [{"person_id": f"J{n}", "from_date": date(2020, 3, 1)} for n in range(10)]
    if leavers:
        people += [{"person_id": f"L{n}", "theory": "intermediate"} for n in range(10)]
        courses += [
            {"person_id": f"L{n}", "kind": "theory_intermediate", "to_date": date(2015, 6, 1)} for n in range(10)
        ]
        spells += [
            {"person_id": f"L{n}", "to_date": date(2018 + n % 3, 5, 1), "left_because": "retired"} for n in range(10)
        ]
    return body(people, spells, courses)


def of(found: Survey, key: str) -> Change:
    return next(c for c in found.changes if c.measure.key == key)


def test_a_change_is_split_into_who_stayed_came_and_left() -> None:
    found = survey(story(), years=3)
    assert found.days == (date(2017, 12, 31), date(2018, 12, 31), date(2019, 12, 31), DAY)
    theory = of(found, "theory_intermediate")
    assert theory.first.value == pytest.approx(10 / 50)
    assert theory.last.value == pytest.approx(20 / 50)
    assert theory.stayers == pytest.approx(0.5)
    assert theory.joiners == pytest.approx(10 / 50 * (0 - 0.5))
    assert theory.leavers == pytest.approx(-(10 / 50) * (1 - 0))
    assert theory.change == pytest.approx(0.2)
    assert [y.people for y in found.years] == [50, 46, 43, 50]
    assert [y.went for y in found.years] == [None, 4, 3, 3]


def test_the_title_says_what_was_found() -> None:
    found = survey(story(), years=3)
    assert title(found, "vi").startswith("Đội ngũ 2017–2020: ")
    assert of(found, "theory_intermediate").verdict == "better"
    assert "tốt lên về lý luận chính trị" in title(found)
    assert "better by political theory" in title(found, "en")


def test_without_leavers_on_file_the_verdict_rests_on_those_who_stayed() -> None:
    found = survey(story(leavers=False), years=3)
    theory = of(found, "theory_intermediate")
    assert not found.leavers_known
    assert (theory.leavers, theory.verdict) == (None, "better")
    assert "người ở lại" in theory.why[0]
    assert notes(found)[0].startswith("Hồ sơ không giữ người đã rời")
    assert all(y.went is None and y.turnover is None for y in found.years)


def test_what_is_held_without_a_date_is_not_carried_back() -> None:
    people = [{"person_id": f"P{n:02d}", "theory": "intermediate"} for n in range(30)]
    found = survey(body(people, [{"person_id": p["person_id"]} for p in people]), years=2)
    theory = of(found, "theory_intermediate")
    assert [(p.known, p.unknown) for p in found.series["theory_intermediate"]] == [(0, 30), (0, 30), (30, 0)]
    assert (theory.verdict, theory.change) == ("lacking", None)
    assert verdict_words(theory) == "chưa đủ dữ liệu"


def test_a_masters_degree_presupposes_a_university_degree() -> None:
    people = [{"person_id": f"P{n:02d}", "degree": "master"} for n in range(30)]
    courses = [
        {"person_id": p["person_id"], "kind": "degree", "title": "Thạc sĩ Luật", "to_date": date(2019, 6, 1)}
        for p in people
    ]
    found = survey(body(people, [{"person_id": p["person_id"]} for p in people], courses), years=2)
    assert [p.value for p in found.series["degree_university"]] == [1.0, 1.0, 1.0]
    assert [p.value for p in found.series["degree_master"]] == [0.0, 1.0, 1.0]


def test_certificates_count_from_their_day() -> None:
    people = [{"person_id": f"P{n:02d}"} for n in range(30)]
    rows = [{"person_id": p["person_id"], "kind": "it", "to_date": date(2019, 3, 1)} for p in people]
    given = {"studies": pl.DataFrame(rows, schema=DOSSIER_TABLES["studies"].polars_schema)}
    found = survey(body(people, [{"person_id": p["person_id"]} for p in people]), years=2, dossiers=given)
    assert [p.value for p in found.series["computing"]] == [0.0, 1.0, 1.0]
    assert of(found, "language").verdict == "lacking"


def test_too_few_people_say_nothing() -> None:
    people = [{"person_id": f"P{n}", "theory": None} for n in range(5)]
    found = survey(body(people, [{"person_id": p["person_id"]} for p in people]), years=1)
    assert {c.verdict for c in found.changes} == {"lacking"}
    assert "chưa đủ dữ liệu" in title(found)


def test_ratings_less_leniency_fall_when_a_unit_grows_generous_to_the_same_people() -> None:
    base = story()
    rows = [
        {"person_id": f"S{n:02d}", "year": y, "system": "state", "rating": ("completed", "good", "excellent")[min(2, (n % 2) + (y - 2018))]}
        for n in range(40) for y in (2018, 2019, 2020)
    ]  # fmt: skip
    found = survey(base.with_table("ratings", pl.DataFrame(rows, schema=TABLES["ratings"].polars_schema)), years=2)
    raw, less = of(found, "rating"), of(found, "rating_corrected")
    assert raw.change is not None
    assert less.change is not None
    assert raw.change > 0.4
    assert abs(less.change) < raw.change / 2


def test_every_figure_opens_its_people_and_masks_hold() -> None:
    found = survey(story(), years=3)
    figure = found.behind("theory_intermediate", DAY)
    assert figure.value == 20
    assert all(p.startswith("S") for p in figure.people)
    with pytest.raises(WorkforceFault, match="không có số liệu"):
        found.behind("theory_intermediate", date(2001, 1, 1))
    shut = found.withhold({"people.theory", "discipline.form"})
    assert "theory_intermediate" not in shut.series
    assert all(y.discipline is None for y in shut.years)
    with pytest.raises(WorkforceFault):
        shut.behind("theory_intermediate", DAY)


@pytest.mark.parametrize("years", [0, -1, 31])
def test_a_survey_of_no_years_is_told_in_a_sentence(years: int) -> None:
    with pytest.raises(WorkforceFault, match="1 đến 30 năm"):
        survey_days(DAY, years)


def test_papers_and_json_hold_the_same_figures() -> None:
    found = survey(story(), years=3)
    told = as_json(found, "en")
    theory = next(c for c in told["changes"] if c["measure"] == "theory_intermediate")
    assert theory["stayed"] + theory["came"] + theory["left"] == pytest.approx(theory["change"])
    assert "Political theory" in str(quality_paper(found, "en").blocks)
    assert write_quality_excel(found).startswith(b"PK")
    measure = of(found, "theory_intermediate").measure
    assert (value_words(measure, 0.204), change_words(measure, -0.013), change_words(measure, 0.0)) == (
        "20,4 %",
        "−1,3",
        "±0,0",
    )


@settings(max_examples=25)
@given(
    data=st.lists(
        st.tuples(st.booleans(), st.booleans(), st.sampled_from(["stay", "come", "go"])), min_size=60, max_size=60
    )
)
def test_the_three_parts_always_add_up(data: list[tuple[bool, bool, str]]) -> None:
    """Whoever stays, comes or goes, with theory before or since: the parts add up to the change, which is last less first."""
    people, spells, courses = [], [], []
    for n, (early, late, what) in enumerate(data):
        i = f"P{n:02d}"
        has = early or late
        people.append({"person_id": i, "theory": "intermediate" if has else None})
        spells.append(
            {"person_id": i}
            | (
                {"from_date": date(2020, 2, 1)}
                if what == "come"
                else {"to_date": date(2020, 2, 1), "left_because": "retired"}
                if what == "go"
                else {}
            )
        )
        if has:
            courses.append(
                {"person_id": i, "kind": "theory_intermediate", "to_date": date(2016 if early else 2020, 1, 15)}
            )
    found = survey(body(people, spells, courses), years=1)
    theory = of(found, "theory_intermediate")
    if theory.change is None or not found.leavers_known:
        return
    assert theory.stayers is not None
    assert theory.joiners is not None
    assert theory.leavers is not None
    assert theory.stayers + theory.joiners + theory.leavers == pytest.approx(theory.change)
    assert theory.first.value is not None
    assert theory.last.value is not None
    assert theory.last.value - theory.first.value == pytest.approx(theory.change)
