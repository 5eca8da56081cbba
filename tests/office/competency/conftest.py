"""A small office of its own: bà Hạnh heads education with seven specialists under the chairman Vinh; two people sit in the office.

Seven colleagues are enough for a group, two are not. Cô Chi's posts ask G1, G4 and G6; cô Chi cannot do G6 yet.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import polars as pl
import pytest
from django.test import Client

from dungviec.office.registry.services import load_snapshot
from dungviec.records.schema import TABLES
from dungviec.records.snapshot import Snapshot

DAY = date(2020, 12, 10)
STAFF = ("An", "Bình", "Chi", "Dung", "Em", "Giang", "Hoa")
_UNITS = [
    {"unit_id": "TX", "name": "Thị xã Mẫu", "kind": "city"}, {"unit_id": "P-GD", "name": "Phòng Giáo dục và Đào tạo", "kind": "division", "parent_id": "TX"},
    {"unit_id": "P-VP", "name": "Văn phòng", "kind": "division", "parent_id": "TX"},
]  # fmt: skip
_POSTS = [
    {"post_id": "TX.CT", "unit_id": "TX", "title": "Chủ tịch", "level": "head_of_division", "role": "head", "seats": 1},
    {"post_id": "GD.TP", "unit_id": "P-GD", "title": "Trưởng phòng", "level": "head_of_division", "role": "head", "seats": 1, "profile_id": "LD"},
    {"post_id": "GD.CV", "unit_id": "P-GD", "title": "Chuyên viên", "level": "specialist", "seats": 8, "profile_id": "CV", "strengths": ["drafting"]},
    {"post_id": "VP.CV", "unit_id": "P-VP", "title": "Chuyên viên", "level": "specialist", "seats": 3, "profile_id": "CV", "strengths": ["drafting", "digital"]},
]  # fmt: skip
_PEOPLE = [
    ("V", "Phạm Quang Vinh", "TX.CT"),
    ("H", "Nguyễn Thị Hạnh", "GD.TP"),
    ("O1", "Lê Kim Oanh", "VP.CV"),
    ("O2", "Đỗ Văn Phú", "VP.CV"),
]
_PEOPLE += [(f"C{i}", f"Trần Thị {name}", "GD.CV") for i, name in enumerate(STAFF, 1)]


def office() -> Snapshot:
    """The office on 10/12/2020."""
    profiles = [("LD", c, n, n + 1) for c, n in (("G1", 4), ("M1", 3))] + [
        ("CV", c, n, n + 1) for c, n in (("G1", 2), ("G4", 2), ("G6", 3))
    ]
    return Snapshot(DAY, "Thị xã Mẫu", place_code="000", tables={
        "units": _frame("units", _UNITS),
        "posts": _frame("posts", [{"category": "civil_servant", "field": "education_admin", "importance": 3} | p for p in _POSTS]),
        "people": _frame("people", [
            {"person_id": p, "name": n, "category": "civil_servant", "sex": "female", "born": date(1985, 4, 3), "degree": "university"} for p, n, _post in _PEOPLE
        ]),
        "tenures": _frame("tenures", [
            {"person_id": p, "post_id": post, "title": "Theo quyết định", "unit_name": "Theo quyết định", "kind": "main", "from_date": date(2016, 1, 1)}
            for p, _n, post in _PEOPLE
        ]),
        "profiles": _frame("profiles", [{"profile_id": p, "competency": c, "min_level": lo, "max_level": hi, "weight": 1} for p, c, lo, hi in profiles]),
        "competencies": _frame("competencies", [
            {"person_id": "C3", "competency": c, "level": n, "assessed": date(2019, 6, 1), "confidence": 2, "evidence": "Nhận xét năm 2019"}
            for c, n in (("G1", 3), ("G4", 3), ("G6", 3))
        ]),
        "wishes": _frame("wishes", [{"person_id": "C3", "kind": "unit", "target": "P-VP", "strength": 2, "stated": date(2020, 5, 1)}]),
    })  # fmt: skip


def _frame(table: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    return TABLES[table].conform(pl.DataFrame(rows, infer_schema_length=None))


@pytest.fixture
def loaded(db: None) -> None:
    """This room's own cast instead of the town."""
    load_snapshot(office())


@pytest.fixture
def enter(as_role: Callable[..., Client]) -> Callable[..., Client]:
    """``as_role`` that gives the same client again for the same account."""
    known: dict[tuple[str, str, str], Client] = {}

    def one(role: str, unit_id: str = "", person_id: str = "") -> Client:
        key = (role, unit_id, person_id)
        if key not in known:
            known[key] = as_role(*key)
        return known[key]

    return one
