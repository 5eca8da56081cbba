"""Forms as data: what can be a form, and what is refused with which sentence."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dungviec.office.education.definitions import KINDS, answered, entry_form, fields_of, read_fields
from dungviec.office.education.faults import EducationRefused

ROW = {"order": "1", "key": "", "label": "Việc tôi làm", "kind": "long", "required": "on", "help": "", "options": ""}


def test_rows_become_fields_in_their_order_and_come_back_from_what_is_kept() -> None:
    rows = [
        ROW | {"order": "2"},
        ROW | {"order": "1", "label": "Lĩnh vực", "kind": "choice", "options": "Tiếp dân; Lối sống", "required": ""},
        ROW | {"label": ""},
    ]
    fields = read_fields(rows)
    assert [f.label for f in fields] == ["Lĩnh vực", "Việc tôi làm"]
    assert fields[0].options == ("Tiếp dân", "Lối sống")
    assert fields[1].key == "viec_toi_lam"
    assert fields_of([f.as_json() for f in fields]) == fields


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([], "chưa có trường nào"),
        ([ROW | {"label": "", "help": "gì đó"}], "chưa có tên trường"),
        ([ROW | {"kind": "bogus"}], "không có kiểu trường"),
        ([ROW | {"kind": "choice", "options": "Một"}], "ít nhất hai lựa chọn"),
        ([ROW | {"kind": "choice", "options": "Một; Hai; Một"}], "trùng nhau"),
        ([ROW | {"options": "Một; Hai"}], "chỉ trường chọn một"),
        ([ROW, ROW], "trùng nhau"),
        ([ROW | {"label": "x" * 200}], "dài quá 160"),
        ([ROW | {"label": "!!!"}], "phải có chữ hoặc số"),
        ([ROW | {"key": "../x"}], "phải có chữ hoặc số"),
        ([ROW | {"help": "x" * 301}], "300 ký tự"),
        ([ROW | {"label": f"Trường {n}"} for n in range(31)], "nhiều nhất 30"),
    ],
)
def test_bad_definitions_are_refused_in_sentences(rows: list[dict[str, str]], words: str) -> None:
    with pytest.raises(EducationRefused, match=words):
        read_fields(rows)


def test_the_form_asks_what_is_required_only_when_it_is_sent() -> None:
    fields = read_fields(
        [ROW, ROW | {"label": "Ngày xong", "kind": "date", "required": ""}, ROW | {"label": "Đồng ý", "kind": "tick"}]
    )
    assert not entry_form(fields, data={}).is_valid()
    assert entry_form(fields, data={}, strict=False).is_valid()
    bad = entry_form(fields, data={"f-viec_toi_lam": "x", "f-ngay_xong": "31/02/2020", "f-dong_y": "on"})
    assert "không phải là một ngày" in str(bad.errors)
    good = entry_form(fields, data={"f-viec_toi_lam": "Tiếp dân", "f-ngay_xong": "30/11/2020", "f-dong_y": "on"})
    assert good.is_valid()
    assert answered(fields, good.cleaned_data) == [
        ("Việc tôi làm", "Tiếp dân"),
        ("Ngày xong", "30/11/2020"),
        ("Đồng ý", "có"),
    ]


@settings(max_examples=60)
@given(st.lists(st.fixed_dictionaries({n: st.text(max_size=20) for n in ("order", "key", "label", "help", "options")} | {"kind": st.sampled_from([*KINDS, "?"]), "required": st.sampled_from(["", "on"])}), max_size=5))  # fmt: skip
def test_whatever_is_typed_is_a_form_or_a_sentence(rows: list[dict[str, str]]) -> None:
    fields, said = [], ""
    try:
        fields = read_fields(rows)
    except EducationRefused as refused:
        said = str(refused)
    assert bool(fields) != bool(said.strip())
    assert len({f.key for f in fields}) == len(fields)
    assert set(entry_form(fields).fields) == {f.key for f in fields}
