"""A small office for placement tests: two divisions and a ward, nine people with a story, on 10/12/2020."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl

from dungviec.records import TABLES, Snapshot

DAY = date(2020, 12, 10)

CLEAR = {
    "file_complete": True, "file_verified": True, "assets_declared": True, "assets_verified": True, "health_fit": True,
    "products_match": True, "barred": False, "discipline_open": False, "denunciation_open": False, "inspection_open": False,
    "suspended": False, "criminal_open": False, "party_member": True, "category": "civil_servant", "theory": "intermediate",
    "state_management": "specialist", "degree": "university",
}  # fmt: skip


def person(person_id: str, name: str, major: str, **facts: Any) -> dict[str, Any]:
    """Somebody with everything in order, born in 1985."""
    return {
        "person_id": person_id,
        "name": name,
        "sex": "female",
        "born": date(1985, 5, 5),
        "major": major,
        **CLEAR,
        **facts,
    }


def post(post_id: str, unit: str, title: str, field: str, **more: Any) -> dict[str, Any]:
    """A specialist post with one seat."""
    return {
        "post_id": post_id, "unit_id": unit, "title": title, "level": "specialist", "role": "member",
        "category": "civil_servant", "field": field, "seats": 1, "importance": 3, "min_degree": "university", **more,
    }  # fmt: skip


def tenure(person_id: str, post_id: str, **more: Any) -> dict[str, Any]:
    """A main tenure since 2015."""
    return {
        "person_id": person_id,
        "post_id": post_id,
        "title": "x",
        "kind": "main",
        "from_date": date(2015, 1, 1),
        **more,
    }


def town(**changes: list[dict[str, Any]]) -> Snapshot:
    """Chị Lan (trained for land) keeps accounts, anh Tâm (an accountant) measures land; chị Hoa is where she belongs;
    the IT seat is empty and nobody is trained for it; bà Mai heads the division, ông Bình is her planned deputy-to-be."""
    rows: dict[str, list[dict[str, Any]]] = {
        "units": [
            {"unit_id": "TC", "name": "Phòng Tài chính", "kind": "division", "place_code": "195", "has_approved_plan": True},
            {"unit_id": "DD", "name": "Phòng Đất đai", "kind": "division", "place_code": "195", "has_approved_plan": True},
            {"unit_id": "PH", "name": "Phường Thử", "kind": "ward", "place_code": "06793", "has_approved_plan": True},
        ],
        "posts": [
            post("TC.KT", "TC", "Kế toán", "accounting", majors=["Kế toán"]),
            post("DD.CV", "DD", "Chuyên viên đất đai", "land", majors=["Quản lý đất đai"]),
            post("PH.TP", "PH", "Tư pháp hộ tịch", "justice", majors=["Luật"]),
            post("PH.CNTT", "PH", "Công nghệ thông tin", "it", majors=["Công nghệ thông tin"]),
            post("DD.TP", "DD", "Trưởng phòng", "land", level="head_of_division", role="head", importance=5, term_months=60, majors=["Quản lý đất đai"]),
            post("DD.PTP", "DD", "Phó Trưởng phòng", "land", level="deputy_head_of_division", role="deputy", importance=4, term_months=60, majors=["Quản lý đất đai"]),
        ],
        "people": [
            person("LAN", "Trần Thị Lan", "Quản lý đất đai"),
            person("TAM", "Lê Văn Tâm", "Kế toán", sex="male"),
            person("HOA", "Phạm Thị Hoa", "Luật"),
            person("MAI", "Nguyễn Thị Mai", "Quản lý đất đai", born=date(1972, 3, 1)),
            person("BINH", "Vũ Văn Bình", "Quản lý đất đai", sex="male"),
        ],
        "tenures": [
            tenure("LAN", "TC.KT", field="accounting", level="specialist"),
            tenure("TAM", "DD.CV", field="land", level="specialist"),
            tenure("HOA", "PH.TP", field="justice", level="specialist"),
            tenure("MAI", "DD.TP", field="land", level="head_of_division"),
        ],
        "plans": [{"person_id": "BINH", "title": "Phó Trưởng phòng", "post_id": "DD.PTP", "level": "deputy_head_of_division", "field": "land", "approved": date(2018, 6, 1)}],
        "ratings": [
            {"person_id": p, "year": y, "system": "state", "rating": "good", "decided": date(y, 12, 12)}
            for p in ("LAN", "TAM", "HOA", "MAI", "BINH") for y in (2017, 2018, 2019)
        ],
    }  # fmt: skip
    rows.update(changes)
    frames = {n: TABLES[n].conform(pl.DataFrame(r, infer_schema_length=None)) for n, r in rows.items() if r}
    return Snapshot(DAY, "Thị trấn Thử", frames, place_code="195")


def edited(snapshot: Snapshot, table: str, key: str, **values: Any) -> Snapshot:
    """The snapshot with columns of one row (by the table's first key column) replaced."""
    first = TABLES[table].key[0]
    frame = snapshot[table].with_columns(
        pl.when(pl.col(first) == key)
        .then(pl.lit(v, dtype=TABLES[table].by_name[c].dtype))
        .otherwise(pl.col(c))
        .alias(c)
        for c, v in values.items()
    )
    return snapshot.with_table(table, frame)


def ward(**changes: list[dict[str, Any]]) -> Snapshot:
    """The town with a fuller ward: ông Toàn is its Party secretary; the chairs of council and committee stand empty, and so does the office desk
    that chị Hoa, a jurist like its holder should be, could look after besides her registry."""
    base = town()
    chair = {"level": "head_of_division", "role": "head", "category": "cadre", "party_managed": True, "term_months": 60}
    rows: dict[str, list[dict[str, Any]]] = {
        "posts": [
            *base.posts.to_dicts(),
            post("PH.VP", "PH", "Văn phòng – thống kê", "office", majors=["Luật"], importance=4),
            post("PH.BT", "PH", "Bí thư Đảng ủy phường", "party_work", importance=5, functions=["party_secretary"], **chair),
            post("PH.HDND", "PH", "Chủ tịch HĐND phường", "leadership", importance=4, functions=["council_chair"], **chair),
            post("PH.UBND", "PH", "Chủ tịch UBND phường", "leadership", importance=5, functions=["committee_chair"], **chair),
        ],
        "people": [
            *base.people.to_dicts(),
            person("TOAN", "Bùi Văn Toàn", "Luật", sex="male", category="cadre", born=date(1975, 1, 1), theory="advanced", state_management="senior_specialist"),
        ],
        "tenures": [*base["tenures"].to_dicts(), tenure("TOAN", "PH.BT", field="party_work", level="head_of_division")],
        "ratings": [
            *base["ratings"].to_dicts(),
            *(
                {"person_id": "TOAN", "year": y, "system": system, "rating": "good", "decided": date(y, 12, 12)}
                for y in (2017, 2018, 2019) for system in ("state", "party")
            ),
        ],
    }  # fmt: skip
    rows.update(changes)
    return town(**rows)
