"""Gaps against the profile of the post held, and who was never assessed."""

from datetime import date

import polars as pl

from dungviec.competency.gaps import gaps, heat
from dungviec.records import TABLES, Snapshot

ROWS = {
    "units": [{"unit_id": "U", "name": "Phòng", "kind": "division"}],
    "posts": [{
        "post_id": "P", "unit_id": "U", "title": "Chuyên viên", "level": "specialist", "category": "civil_servant", "field": "land",
        "seats": 3, "profile_id": "CV",
    }],
    "profiles": [{"profile_id": "CV", "competency": "G1", "min_level": 3, "max_level": None, "weight": 1}, {"profile_id": "CV", "competency": "G2", "min_level": 2, "max_level": 4, "weight": 1}],
    "people": [{"person_id": p, "name": "Trần Văn Thử"} for p in ("AN", "BINH", "CUC")],
    "tenures": [{"person_id": p, "post_id": "P", "title": "Chuyên viên", "kind": "main", "from_date": date(2020, 1, 1)} for p in ("AN", "BINH")],
    "competencies": [
        {"person_id": "AN", "competency": "G1", "level": 1, "assessed": date(2020, 2, 1)}, {"person_id": "AN", "competency": "G2", "level": 4, "assessed": date(2020, 2, 1)},
        {"person_id": "BINH", "competency": "G1", "level": 3, "assessed": date(2021, 2, 1)},
    ],
}  # fmt: skip
CITY = Snapshot(
    date(2020, 12, 1), "Thử", {n: TABLES[n].conform(pl.DataFrame(r, infer_schema_length=None)) for n, r in ROWS.items()}
)


def test_gaps_of_those_in_a_post_with_unknown_apart() -> None:
    found = gaps(CITY).select("person_id", "competency", "least", "wanted", "level", "gap").rows()
    assert found == [
        ("AN", "G1", 3, 3, 1, 2), ("AN", "G2", 2, 4, 4, 0), ("BINH", "G1", 3, 3, None, None), ("BINH", "G2", 2, 4, None, None),
    ]  # fmt: skip
    assert gaps(CITY.at(date(2021, 3, 1))).filter(pl.col("person_id") == "BINH")["gap"].to_list() == [0, None]


def test_the_heat_of_a_unit_counts_the_assessed_only() -> None:
    assert heat(gaps(CITY)).select("competency", "people", "assessed", "short", "levels", "share").rows() == [
        ("G1", 2, 1, 1, 2, 1.0), ("G2", 2, 1, 0, 0, 0.0),
    ]  # fmt: skip
