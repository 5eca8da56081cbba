"""Data packages: what leaves comes back, the schema tells the truth about the rows, and a mask hides what it says."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dungviec.exchange import Package, PackageFault, mask_package, package_of, read_package, write_package
from dungviec.exchange.csv_cells import from_csv, to_csv
from dungviec.exchange.masking import masked_groups
from dungviec.exchange.package_out import KINDS
from dungviec.records import TABLES, Snapshot
from dungviec.records.dossier import DOSSIER_TABLES

DAY = date(2020, 12, 10)
TRICKY = [
    "",
    "=1+1",
    "'=1",
    "+84",
    "-5",
    "@x",
    "\t=2",
    " = 3",
    "đồng, «Đ»\r\nhai dòng",
    'nói "được"',
    "＝1",
    "'",
    ";",
    "NaN",
]


def town() -> Package:
    rows: dict[str, list[dict[str, Any]]] = {
        "units": [{"unit_id": "P", "name": "Phòng Nội vụ", "kind": "division"}, {"unit_id": "P2", "name": "Tổ", "kind": "division", "parent_id": "P"}],
        "posts": [{"post_id": "P.1", "unit_id": "P", "title": "Trưởng phòng", "level": "head_of_division", "category": "civil_servant", "field": "home_affairs", "seats": 1,
                   "majors": ["Luật; kinh tế", "=HYPERLINK()"], "functions": []}],
        "people": [
            {"person_id": "=CB1", "name": "Nguyễn Thị Đào", "sex": "female", "born": date(1980, 3, 15), "citizen_id": "022180000001", "coefficient": 4.32, "party_member": True,
             "ethnicity": "Kinh", "degree": "master"},
            {"person_id": "CB2", "name": "-Lê Văn Tâm", "born_year_only": 1979, "party_member": False, "home_place": ""},
        ],
        "tenures": [{"person_id": "=CB1", "post_id": "P.1", "title": "Trưởng phòng", "kind": "main", "from_date": date(2016, 5, 1), "decision": "12/QĐ"},
                    {"person_id": "CB2", "post_id": "ELSEWHERE", "title": "Chuyên viên", "kind": "main", "from_date": date(2016, 5, 1)}],
        "ratings": [{"person_id": "=CB1", "year": 2019, "system": s, "rating": "good"} for s in ("state", "party")],
        "training": [{"person_id": "CB2", "kind": "skills", "title": t, "from_date": date(2019, 1, 1 + n), "cost": 2**40} for n, t in enumerate(TRICKY)],
        "discipline": [{"person_id": "CB2", "kind": "party", "form": "reprimand", "decided": date(2018, 1, 1)}],
    }  # fmt: skip
    frames = {n: TABLES[n].conform(pl.DataFrame(r, infer_schema_length=None)) for n, r in rows.items()}
    dossiers = {
        "particulars": DOSSIER_TABLES["particulars"].conform(
            pl.DataFrame([{"person_id": "CB2", "phone": "+84 912", "weight_kg": 57.5}])
        )
    }
    return package_of(Snapshot(DAY, "Thành phố Đà", frames, place_code="195", note="thử"), dossiers=dossiers)


def schema_of(path: Path) -> dict[str, Any]:
    if path.is_dir():
        told = json.loads((path / "datapackage.json").read_text(encoding="utf-8"))
    else:
        with zipfile.ZipFile(path) as packed:
            told = json.loads(packed.read("datapackage.json"))
    return {"": told, **{r["name"]: r for r in told["resources"]}}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["out.zip", "out"])
def test_what_leaves_comes_back(tmp_path: Path, kind: Any, name: str) -> None:
    before = town()
    after = read_package(write_package(before, tmp_path / name, kind))
    assert (after.name, after.as_of, after.place_code, after.note) == ("Thành phố Đà", DAY, "195", "thử")
    assert list(after.tables) == list(before.tables)
    for table, frame in before.tables.items():
        assert after.tables[table].equals(frame), table
        assert after.tables[table].schema == frame.schema
    assert after.snapshot()["people"].equals(before.snapshot()["people"])
    assert [p.name for p in tmp_path.iterdir()] == [name], "nothing half-written is left beside it"


def test_the_same_tables_give_the_same_bytes(tmp_path: Path) -> None:
    one, two = (write_package(town(), tmp_path / f"{n}.zip", "csv").read_bytes() for n in (1, 2))
    assert one == two


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.none() | st.sampled_from(TRICKY) | st.text(st.characters(codec="utf-8"), max_size=8), st.none() | st.floats(allow_infinity=True),
            st.none() | st.dates(), st.none() | st.booleans(), st.none() | st.integers(-(2**62), 2**62),
            st.none() | st.lists(st.sampled_from(TRICKY) | st.text(st.characters(codec="utf-8"), max_size=3), max_size=3),
        ),
        max_size=6,
    )
)  # fmt: skip
def test_any_value_survives_csv(rows: list[tuple[Any, ...]]) -> None:
    schema = {
        "text": pl.String(),
        "number": pl.Float64(),
        "day": pl.Date(),
        "yes": pl.Boolean(),
        "money": pl.Int64(),
        "words": pl.List(pl.String()),
    }
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    body = to_csv(frame, guard="'")
    assert from_csv(body, schema, guard="'").equals(frame)
    for row in list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))[1:]:
        assert not row[0].lstrip().startswith(("=", "+", "-", "@", "＝")), "a spreadsheet would run it"


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_says_what_the_rows_hold(tmp_path: Path, kind: Any) -> None:
    from dungviec.documents.origins import form_items

    told = schema_of(write_package(town(), tmp_path / "out", kind, origins=form_items()))
    people = {f["name"]: f for f in told["people"]["schema"]["fields"]}
    assert told["people"]["schema"]["primaryKey"] == ["person_id"]
    assert people["degree"]["constraints"]["enum"][-1] == "doctor"
    assert people["name"]["constraints"] == {"required": True}
    assert people["ethnicity"]["x-dungviec"] == {
        "vi": "Dân tộc", "dated_codes": "ethnic_group", "group": "origin", "sensitive": True, "form_item": "Thông tư 06/2023/TT-BNV, mục 6",
    }  # fmt: skip
    assert {f["name"]: f["x-dungviec"].get("unit") for f in told["training"]["schema"]["fields"]}["cost"] == "VND"
    assert told["units"]["schema"]["foreignKeys"] == [
        {"fields": ["parent_id"], "reference": {"resource": "", "fields": ["unit_id"]}}
    ]
    to_people = {"fields": ["person_id"], "reference": {"resource": "people", "fields": ["person_id"]}}
    assert told["tenures"]["schema"]["foreignKeys"] == [to_people], "a key that does not hold is not declared"
    assert told["tenures"]["x-dungviec"]["references_not_in_this_package"] == {"post_id": 1}
    assert "primaryKey" not in told["tenures"]["schema"], "unit_name may be empty"
    assert told["tenures"]["x-dungviec"]["form_item"].endswith("mục 33")
    assert told[""]["x-dungviec"]["groups"]["origin"]["basis"].startswith("Dữ liệu cá nhân nhạy cảm")
    codes = read_codes(tmp_path / "out", kind)
    assert ("rank", "01.003", "Chuyên viên") in codes.select("list", "value", "vi").rows()
    assert codes.filter((pl.col("list") == "commune") & (pl.col("value") == "06793"))["vi"].to_list() == [
        "phường Cẩm Trung",
        "phường Cẩm Phả",
    ]


def read_codes(folder: Path, kind: str) -> pl.DataFrame:
    path = folder / "data" / f"code_lists.{kind}"
    return pl.read_parquet(path) if kind == "parquet" else pl.read_csv(path, infer_schema=False)


def test_a_masked_package_tells_neither_who_nor_what_is_sensitive(tmp_path: Path) -> None:
    path = write_package(mask_package(town(), key=b"k" * 32), tmp_path / "out.zip", "csv")
    with zipfile.ZipFile(path) as packed:
        text = "".join(packed.read(n).decode() for n in packed.namelist() if n != "data/code_lists.csv")
    for secret in (
        "CB1",
        "CB2",
        "Thị Đào",
        "Văn Tâm",
        "022180000001",
        "1980-03-15",
        "12/QĐ",
        "+84 912",
        "4.32",
        "reprimand,",
    ):
        assert secret not in text, secret
    after = read_package(path)
    assert after.tables["discipline"].height == 0, "that somebody has a row would tell it"
    assert after.tables["ratings"]["system"].to_list() == ["state"]
    assert after.tables["people"]["born_year_only"].to_list() == [1980, 1979]
    assert after.tables["people"]["sex"].to_list() == ["female", None]
    signs = after.tables["people"]["person_id"].to_list()
    assert after.tables["tenures"]["person_id"].to_list() == signs, "one sign per person in every table"
    told = {f["name"]: f["x-dungviec"] for f in schema_of(path)["people"]["schema"]["fields"]}
    assert told["ethnicity"]["masked"] is True
    assert "Điều 4" in told["ethnicity"]["masked_because"]
    assert told["person_id"]["changed"]
    other = mask_package(town(), key=b"q" * 32)
    assert set(other.tables["people"]["person_id"]).isdisjoint(signs)
    assert {"party", "health", "discipline", "identity"} <= set(masked_groups())
    with pytest.raises(ValueError, match="16 bytes"):
        mask_package(town(), key=b"short")


def test_what_was_altered_or_is_no_package_is_refused(tmp_path: Path) -> None:
    folder = write_package(town(), tmp_path / "out", "csv")
    people = folder / "data" / "people.csv"
    people.write_bytes(people.read_bytes().replace(b"2.5", b"2.6") + b" ")
    with pytest.raises(PackageFault, match="đã bị sửa sau khi xuất"):
        read_package(folder)
    people.unlink()
    with pytest.raises(PackageFault) as missing:
        read_package(folder)
    assert "Export it again" in missing.value.english
    (tmp_path / "x.zip").write_bytes(b"PK no")
    (tmp_path / "empty.zip").write_bytes(b"PK\x05\x06" + bytes(18))
    (tmp_path / "odd").mkdir()
    (tmp_path / "odd" / "datapackage.json").write_text('{"x-dungviec": []}')
    for name in ("x.zip", "empty.zip", "odd", "nowhere"):
        with pytest.raises(PackageFault):
            read_package(tmp_path / name)


def test_a_package_never_lands_where_something_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "there").mkdir()
    for target in (tmp_path / "there", tmp_path / "no" / "x", tmp_path / "no" / "x.zip"):
        with pytest.raises(PackageFault):
            write_package(town(), target, "csv")

    def full(*_args: object, **_kw: object) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("dungviec.exchange.package_out.to_csv", full)
    for name in ("a", "a.zip"):
        with pytest.raises(PackageFault, match="No space left"):
            write_package(town(), tmp_path / name, "csv")
    assert [p.name for p in tmp_path.iterdir()] == ["there"]
