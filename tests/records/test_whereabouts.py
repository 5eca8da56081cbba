"""Where people serve on past days: a career that names a unit but no post still stands somewhere."""

from datetime import date

import polars as pl

from dungviec.records.snapshot import Snapshot

DAY = date(2016, 6, 1)
UNITS = [
    {"unit_id": "NV", "name": "Phòng Nội vụ", "kind": "division"},
    {"unit_id": "X.CU", "name": "Trạm Y tế xã Đông", "kind": "other", "valid_to": date(2012, 12, 31)},
    {"unit_id": "X.MOI", "name": "Trạm Y tế xã Đông", "kind": "other", "valid_from": date(2013, 1, 1)},
    {"unit_id": "T1", "name": "Trường Mầm non Hoa Mai", "kind": "kindergarten"},
    {"unit_id": "T2", "name": "Trường Mầm non Hoa Mai", "kind": "kindergarten"},
]
POSTS = [
    {"post_id": "NV.CV", "unit_id": "NV", "title": "Chuyên viên", "level": "specialist", "field": "state_affairs"},
    {"post_id": "NV.MOI", "unit_id": "NV", "title": "Chuyên viên số", "level": "specialist", "valid_from": date(2020, 1, 1)},
]  # fmt: skip


def tenure(person: str, **more: object) -> dict[str, object]:
    return {"person_id": person, "title": "Chuyên viên", "kind": "main", "from_date": date(2014, 1, 1)} | more


TENURES = [
    tenure("AN", post_id="NV.CV"),
    tenure("AN", unit_name="Phòng Nội vụ", kind="concurrent"),
    tenure("BÌNH", unit_name="PHÒNG NỘI VỤ", level="deputy_division_head", title="Phó Trưởng phòng"),
    tenure("CÚC", unit_name="Trạm Y tế xã Đông"),
    tenure("DŨNG", unit_name="Trường Mầm non Hoa Mai"),
    tenure("EM", unit_name="Cơ quan tỉnh khác"),
    tenure("GIANG", post_id="NV.MOI"),
    tenure("HOA", unit_name="Phòng Nội vụ", to_date=date(2015, 5, 31)),
    tenure("KHÁNH", unit_name="Phòng Nội vụ", kind="acting", from_date=date(2016, 1, 1), title="Phụ trách"),
    tenure("KHÁNH", unit_name="Trạm Y tế xã Đông"),
]


def city() -> Snapshot:
    people = [{"person_id": p, "name": p} for p in sorted({str(t["person_id"]) for t in TENURES})]
    tables = {"units": UNITS, "posts": [p | {"seats": 1} for p in POSTS], "people": people, "tenures": TENURES}
    return Snapshot(DAY, "Thành phố", {n: pl.DataFrame(r, infer_schema_length=None) for n, r in tables.items()})


def test_everybody_stands_in_the_unit_the_records_name() -> None:
    found = {p: (u, post) for p, u, post in city().whereabouts.select("person_id", "unit_id", "post_id").iter_rows()}
    assert found == {
        "AN": ("NV", "NV.CV"),
        "BÌNH": ("NV", None),
        "CÚC": ("X.MOI", None),  # the older station of that name was closed before
        "GIANG": ("NV", None),  # the post exists from 2020 only; its unit is known
        "KHÁNH": ("X.MOI", None),  # the main tenure, though the acting one is later
    }


def test_the_words_of_the_tenure_stand_where_there_is_no_post() -> None:
    row = city().whereabouts.filter(pl.col("person_id") == "BÌNH").row(0, named=True)
    assert (row["title"], row["level"], row["from_date"]) == ("Phó Trưởng phòng", "deputy_division_head", date(2014, 1, 1))  # fmt: skip


def test_another_day_has_other_people() -> None:
    assert "HOA" in city().at(date(2015, 5, 31)).whereabouts["person_id"].to_list()
    assert city().at(date(2013, 12, 31)).whereabouts.height == 0
    assert city().at(date(2020, 1, 1)).whereabouts.filter(pl.col("post_id") == "NV.MOI").height == 1
