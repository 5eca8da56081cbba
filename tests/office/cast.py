"""The cast of the office's tests: a small made-up town with two divisions and a school.

Bà Hạnh heads the education division and below it the school; ông Đức is her specialist; cô An and cô Ân teach; ông Dũng heads
home affairs; ông Hà and ông Hạ differ by a mark only; ông Cũ retired in 2019; the post of deputy head of education is vacant.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl

from dungviec.records.schema import TABLES
from dungviec.records.snapshot import Snapshot

DAY = date(2020, 12, 10)
_UNITS = [
    {"unit_id": "TX", "name": "Thị xã Mẫu", "kind": "city"},
    {"unit_id": "P-GD", "name": "Phòng Giáo dục và Đào tạo", "kind": "division", "parent_id": "TX", "norm": 3},
    {"unit_id": "P-NV", "name": "Phòng Nội vụ", "kind": "division", "parent_id": "TX", "norm": 2},
    {"unit_id": "TH", "name": "Trường Tiểu học Mẫu", "kind": "primary_school", "parent_id": "P-GD", "norm": 1},
]
_POSTS = [
    {"post_id": "GD.TP", "unit_id": "P-GD", "title": "Trưởng phòng", "level": "head_of_division", "role": "head", "seats": 1,
     "min_degree": "university", "min_theory": "advanced", "profile_id": "LD", "term_months": 60},
    {"post_id": "GD.PP", "unit_id": "P-GD", "title": "Phó Trưởng phòng", "level": "deputy_head_of_division", "role": "deputy", "seats": 1},
    {"post_id": "GD.CV", "unit_id": "P-GD", "title": "Chuyên viên", "level": "specialist", "seats": 1},
    {"post_id": "NV.TP", "unit_id": "P-NV", "title": "Trưởng phòng", "level": "head_of_division", "role": "head", "seats": 1},
    {"post_id": "NV.CV", "unit_id": "P-NV", "title": "Chuyên viên tổ chức", "level": "specialist", "seats": 2},
    {"post_id": "TH.GV", "unit_id": "TH", "title": "Giáo viên tiểu học", "level": "specialist", "seats": 1, "category": "public_employee"},
]  # fmt: skip
_PEOPLE = [
    {"person_id": "N1", "name": "Nguyễn Thị Hạnh", "sex": "female", "born": date(1975, 8, 15), "degree": "master", "theory": "intermediate",
     "ethnicity": "Kinh", "party_member": True},
    {"person_id": "N2", "name": "Lê Văn Đức", "sex": "male", "born": date(1985, 4, 3), "degree": "university", "ethnicity": "Sán Dìu", "party_member": True},
    {"person_id": "N3", "name": "Trần Thị An", "sex": "female", "born": date(1990, 1, 2), "degree": "college", "ethnicity": "Kinh"},
    {"person_id": "N4", "name": "Trần Thị Ân", "sex": "female", "born": date(1991, 3, 4), "ethnicity": "Kinh", "category": "public_employee"},
    {"person_id": "N5", "name": "Bùi Văn Dũng", "sex": "male", "born": date(1970, 5, 6), "degree": "university", "ethnicity": "Kinh"},
    {"person_id": "N6", "name": "Phạm Hà", "sex": "male", "born": date(1988, 7, 8), "degree": "university", "ethnicity": "Kinh"},
    {"person_id": "N7", "name": "Phạm Hạ", "sex": "male", "born": date(1989, 9, 10), "degree": "university", "ethnicity": "Kinh"},
    {"person_id": "N8", "name": "Vũ Văn Cũ", "sex": "male", "born": date(1955, 1, 1), "ethnicity": "Kinh"},
]  # fmt: skip
_TENURES = [
    {"person_id": "N1", "post_id": "GD.TP", "title": "Trưởng phòng", "from_date": date(2016, 6, 1), "term_ends": date(2021, 5, 31), "level": "head_of_division"},
    {"person_id": "N2", "post_id": "GD.CV", "title": "Chuyên viên", "from_date": date(2015, 1, 1)},
    {"person_id": "N3", "post_id": "TH.GV", "title": "Giáo viên tiểu học", "from_date": date(2014, 1, 1)},
    {"person_id": "N4", "post_id": "TH.GV", "title": "Giáo viên tiểu học", "from_date": date(2018, 1, 1)},
    {"person_id": "N5", "post_id": "NV.TP", "title": "Trưởng phòng", "from_date": date(2019, 1, 1), "level": "head_of_division"},
    {"person_id": "N6", "post_id": "NV.CV", "title": "Chuyên viên tổ chức", "from_date": date(2012, 1, 1)},
    {"person_id": "N7", "post_id": "NV.CV", "title": "Chuyên viên tổ chức", "from_date": date(2020, 12, 1)},
    {"person_id": "N8", "post_id": "NV.TP", "title": "Trưởng phòng", "from_date": date(2010, 1, 1), "to_date": date(2018, 12, 31), "left_because": "retired"},
]  # fmt: skip


def town() -> Snapshot:
    """The town on 10/12/2020."""
    return Snapshot(
        as_of=DAY,
        name="Thị xã Mẫu",
        place_code="000",
        tables={
            "units": _frame("units", _UNITS),
            "posts": _frame("posts", [{"category": "civil_servant", "field": "home_affairs", "importance": 3} | p for p in _POSTS]),
            "people": _frame("people", [{"category": "civil_servant"} | p for p in _PEOPLE]),
            "tenures": _frame("tenures", [{"kind": "main", "unit_name": "theo quyết định"} | t for t in _TENURES]),
            "ratings": _frame("ratings", [
                {"person_id": "N1", "year": 2018, "system": "state", "rating": "good"},
                {"person_id": "N1", "year": 2019, "system": "state", "rating": "excellent"},
                {"person_id": "N1", "year": 2020, "system": "state", "rating": "failed", "decided": date(2020, 12, 31)},
            ]),
            "profiles": _frame("profiles", [
                {"profile_id": "LD", "competency": "G1", "min_level": 4, "max_level": 5},
                {"profile_id": "LD", "competency": "G2", "min_level": 3},
                {"profile_id": "LD", "competency": "G3", "min_level": 2},
            ]),
            "competencies": _frame("competencies", [
                {"person_id": "N1", "competency": "G1", "level": 2, "assessed": date(2020, 1, 1), "confidence": 2, "evidence": "Kỳ đánh giá 2019"},
                {"person_id": "N1", "competency": "G3", "level": 4, "assessed": date(2020, 1, 1)},
            ]),
            "strengths": _frame("strengths", [{"person_id": "N1", "strength": "organising", "confidence": 3, "noted": date(2019, 1, 1)}]),
            "wishes": _frame("wishes", [{"person_id": "N2", "kind": "unit", "target": "P-NV", "strength": 3, "stated": date(2020, 5, 1)}]),
        },
    )  # fmt: skip


def _frame(table: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=TABLES[table].polars_schema)
