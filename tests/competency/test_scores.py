"""Fit in four parts: what each part rewards, and that the report tells the same numbers."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from dungviec.competency import FULL, NEUTRAL, Weights, explain_fit, score_pairs
from dungviec.records import Snapshot

DAY = date(2020, 12, 10)


def office(**tables: list[dict[str, object]]) -> Snapshot:
    """A land office with one specialist post, chị Lan (trained for it) and anh Tâm (an accountant)."""
    base: dict[str, list[dict[str, object]]] = {
        "units": [{"unit_id": "U", "name": "Phòng Tài nguyên", "kind": "division", "place_code": "195"}],
        "posts": [
            {
                "post_id": "DAT", "unit_id": "U", "title": "Chuyên viên đất đai", "level": "specialist",
                "category": "civil_servant", "field": "land", "seats": 1, "profile_id": "CV", "min_degree": "university",
                "majors": ["Quản lý đất đai", "Luật"], "strengths": ["fieldwork", "citizens"],
            }
        ],
        "people": [
            {"person_id": "LAN", "name": "Trần Thị Lan", "degree": "university", "major": "Quản lý đất đai"},
            {"person_id": "TAM", "name": "Lê Văn Tâm", "degree": "college", "major": "Kế toán"},
        ],
        "profiles": [
            {"profile_id": "CV", "competency": "G1", "min_level": 2, "max_level": 4, "weight": 3},
            {"profile_id": "CV", "competency": "P1", "min_level": 2, "max_level": 2, "weight": 1},
        ],
    }  # fmt: skip
    base.update(tables)
    from dungviec.records import TABLES

    return Snapshot(
        DAY, "Thử", {n: TABLES[n].conform(pl.DataFrame(rows, infer_schema_length=None)) for n, rows in base.items()}
    )


PAIRS = pl.DataFrame({"person_id": ["LAN", "TAM"], "post_id": ["DAT", "DAT"]})


def parts(snapshot: Snapshot, person: str) -> dict[str, int]:
    return score_pairs(snapshot, PAIRS).row(by_predicate=pl.col("person_id") == person, named=True)


def test_training_for_the_work_counts_and_a_degree_below_the_post_halves_it() -> None:
    city = office()
    assert parts(city, "LAN")["competence"] == 3_000  # 30 % trained, no level assessed
    assert parts(city, "TAM")["competence"] == 0
    lower = office(people=[{"person_id": "LAN", "name": "Trần Thị Lan", "degree": "college", "major": "quản lý đất đai"},
                           {"person_id": "TAM", "name": "Lê Văn Tâm"}])  # fmt: skip
    assert parts(lower, "LAN")["competence"] == 1_500
    assert parts(lower, "TAM")["competence"] == 0


def test_levels_are_measured_against_what_the_profile_wants() -> None:
    levels = [
        {"person_id": "LAN", "competency": "G1", "level": 2},  # half of 4, weight 3
        {"person_id": "LAN", "competency": "P1", "level": 5},  # full, weight 1; more than wanted is not more than full
    ]
    # (5000*3 + 10000*1) / 4 = 6250; 70 % of it + 30 % trained
    assert parts(office(competencies=levels), "LAN")["competence"] == (70 * 6_250 + 30 * FULL) // 100


def test_strengths_are_shared_over_what_the_work_calls_for() -> None:
    city = office(
        strengths=[
            {"person_id": "LAN", "strength": "fieldwork", "evidence": "Đo đạc 2019", "confidence": 3},
            {"person_id": "LAN", "strength": "digital", "confidence": 3},  # not asked for: no credit
        ]
    )
    assert parts(city, "LAN")["strengths"] == FULL // 2
    assert parts(city, "TAM")["strengths"] == 0


def test_ratings_of_a_year_not_yet_due_do_not_count() -> None:
    rows = [{"person_id": "LAN", "year": y, "system": "state", "rating": r}
            for y, r in ((2018, "good"), (2019, "good"), (2020, "failed"))]  # fmt: skip
    assert parts(office(ratings=rows), "LAN")["record"] == 60 * 8_000 // 100  # 2020 is due on 15 December only
    after = office(ratings=rows).at(date(2020, 12, 15))
    mean = (8_000 + 8_000 + 0) // 3
    assert parts(after, "LAN")["record"] == 60 * mean // 100


def test_a_party_rating_is_not_a_state_rating() -> None:
    rows = [{"person_id": "LAN", "year": 2019, "system": "party", "rating": "excellent"}]
    assert parts(office(ratings=rows), "LAN")["record"] == 60 * NEUTRAL // 100


def test_years_in_the_field_count_once_even_when_two_posts_overlap() -> None:
    tenures = [
        {
            "person_id": "LAN",
            "title": "A",
            "field": "land",
            "kind": "main",
            "from_date": date(2010, 12, 10),
            "to_date": date(2015, 12, 9),
        },
        {
            "person_id": "LAN",
            "title": "B",
            "field": "land",
            "kind": "concurrent",
            "from_date": date(2011, 1, 1),
            "to_date": date(2015, 12, 9),
        },
    ]
    record = parts(office(tenures=tenures), "LAN")["record"]
    five_years = FULL * 1825 // 3652
    assert abs(record - (60 * NEUTRAL + 30 * five_years) // 100) <= 1


@pytest.mark.parametrize(
    ("wishes", "expected"),
    [
        ([], NEUTRAL),
        ([("field", "land", 3)], FULL),
        ([("field", "land", 1), ("unit", "X", 3)], NEUTRAL + NEUTRAL // 3),
        ([("stay", None, 3)], 0),
        ([("place", "195", 2)], NEUTRAL + 2 * NEUTRAL // 3),
        ([("unit", "X", 3)], 4_000),
    ],
)
def test_wishes(wishes: list[tuple[str, str | None, int]], expected: int) -> None:
    rows = [{"person_id": "LAN", "kind": k, "target": t, "strength": s} for k, t, s in wishes]
    city = office(wishes=rows) if rows else office()
    assert parts(city, "LAN")["wishes"] == expected


def test_weights_are_the_office_s_own() -> None:
    city = office()
    only = score_pairs(city, PAIRS, Weights(competence=1, strengths=0, record=0, wishes=0))
    assert only["fit"].to_list() == only["competence"].to_list()
    with pytest.raises(ValueError, match="Trọng số"):
        Weights(0, 0, 0, 0)


def test_the_report_tells_the_same_numbers_with_their_evidence() -> None:
    city = office(strengths=[{"person_id": "LAN", "strength": "fieldwork", "evidence": "Đo đạc 2019", "confidence": 3}])
    report = explain_fit(city, "LAN", "DAT")
    row = parts(city, "LAN")
    assert report.fit == row["fit"]
    assert {p.name: p.score for p in report.parts} == {
        n: row[n] for n in ("competence", "strengths", "record", "wishes")
    }
    assert any("Đo đạc 2019" in e.vi for e in report.assets())
    assert any("chưa có đánh giá" in e.vi for e in report.gaps())


def test_unknown_ids_are_named() -> None:
    with pytest.raises(KeyError, match="HOA"):
        score_pairs(office(), pl.DataFrame({"person_id": ["HOA"], "post_id": ["DAT"]}))
