"""A small town with a story: two divisions and a ward, somebody who came, somebody who moved, somebody who retired, somebody who passed through."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import polars as pl

from dungviec.records import TABLES, Snapshot
from dungviec.synth import build_city

DAY = date(2020, 12, 10)


@cache
def demo() -> Snapshot:
    """The demo city, built once; nobody changes it."""
    return build_city()


def town(**more: list[dict[str, Any]]) -> Snapshot:
    """Bà Hoa heads home affairs; ông Nam came in 2020; bà Lan moved to the ward in 2020; ông Tư retired; cô Mai came and went."""
    rows: dict[str, list[dict[str, Any]]] = {
        "units": [
            {"unit_id": "TX", "name": "Thị xã", "kind": "city", "place_code": "195"},
            {"unit_id": "NV", "name": "Phòng Nội vụ", "kind": "division", "parent_id": "TX", "norm": 3},
            {"unit_id": "TC", "name": "Phòng Tài chính", "kind": "division", "parent_id": "TX", "norm": 2},
            {"unit_id": "PH", "name": "Phường Một", "kind": "ward", "parent_id": "TX", "place_code": "06790"},
        ],
        "posts": [
            {"post_id": f"{u}.{n}", "unit_id": u, "title": "Chuyên viên", "level": "specialist", "category": "civil_servant", "field": "office", "seats": 3}
            for u in ("NV", "TC", "PH") for n in (1, 2)
        ],
        "people": [
            {"person_id": "A1", "name": "Trần Thị Hoa", "sex": "female", "born": date(1968, 12, 11), "category": "civil_servant", "degree": "master", "rank_code": "01.002"},
            {"person_id": "A2", "name": "Lê Văn Nam", "sex": "male", "born": date(1990, 12, 10), "category": "civil_servant", "degree": "university", "rank_code": "01.003"},
            {"person_id": "A3", "name": "Vũ Thị Lan", "sex": "female", "born_year_only": 1980, "category": "civil_servant", "rank_code": "06.031"},
            {"person_id": "A4", "name": "Đỗ Văn Tư", "sex": "male", "born": date(1960, 3, 1), "category": "civil_servant"},
            {"person_id": "A5", "name": "Phạm Thị Mai", "sex": "female", "born": date(1999, 3, 1), "category": "civil_servant"},
        ],
        "tenures": [
            {"person_id": "A1", "post_id": "NV.1", "title": "Chuyên viên", "kind": "main", "from_date": date(2010, 1, 1)},
            {"person_id": "A2", "post_id": "TC.1", "title": "Chuyên viên", "kind": "main", "from_date": date(2020, 3, 1), "how": "recruited", "decision": "12/QĐ"},
            {"person_id": "A3", "post_id": "NV.2", "title": "Chuyên viên", "kind": "main", "from_date": date(2012, 1, 1), "to_date": date(2020, 6, 30), "left_because": "reassigned"},
            {"person_id": "A3", "post_id": "PH.1", "title": "Chuyên viên", "kind": "main", "from_date": date(2020, 7, 1), "how": "transferred"},
            {"person_id": "A4", "post_id": "TC.2", "title": "Chuyên viên", "kind": "main", "from_date": date(2000, 1, 1), "to_date": date(2020, 3, 31), "left_because": "retired"},
            {"person_id": "A5", "post_id": "NV.2", "title": "Chuyên viên", "kind": "main", "from_date": date(2020, 8, 1), "to_date": date(2020, 9, 30), "left_because": "left_service"},
        ],
    }  # fmt: skip
    frames = {n: pl.DataFrame(r, schema=TABLES[n].polars_schema) for n, r in (rows | more).items()}
    return Snapshot(as_of=DAY, name="Thị xã", tables=frames)
