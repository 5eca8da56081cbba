"""A clerk opens the form in Word, changes some of it, and brings it back."""

from __future__ import annotations

import copy
import io
from datetime import date

import pytest
from docx import Document
from docx.oxml.ns import qn
from tests.documents.cast import anh, row

from dungviec.documents import FORMS, apply, changes, fill, read_json_text, read_list, read_word, write_word
from dungviec.exchange.problems import UnreadableFileError

SYLL, FORM_2C = FORMS["syll"], FORMS["2c"]


def opened(dossier=None, form=SYLL):
    return Document(io.BytesIO(write_word(fill(form, dossier or anh()))))


def saved(document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def control(document, tag):
    for found in document.element.body.iter(qn("w:sdt")):
        if found.find(qn("w:sdtPr")).find(qn("w:tag")).get(qn("w:val")) == tag:
            return found
    raise KeyError(tag)


def retype(document, tag, text):
    next(control(document, tag).iter(qn("w:t"))).text = text


def table(document, key):
    for found in document.element.body.iter(qn("w:tbl")):
        caption = found.find(f"{qn('w:tblPr')}/{qn('w:tblCaption')}")
        if caption is not None and caption.get(qn("w:val")) == key:
            return found
    raise KeyError(key)


def put(cell, text):
    for old in list(cell.iter(qn("w:sdt"), qn("w:r"))):
        old.getparent().remove(old)
    run = cell.p_lst[0].add_r()
    run.text = text


def test_a_retyped_value_is_the_only_change():
    document = opened()
    retype(document, "particulars.religion", "  Phật   giáo ")
    [change] = changes(anh(), read_word(saved(document)))
    assert (change.kind, change.table, change.column, change.old, change.new) == (
        "set",
        "particulars",
        "religion",
        "Không",
        "Phật giáo",
    )


def test_a_value_that_was_empty_is_filled_and_one_that_was_full_is_emptied():
    document = opened()
    retype(document, "particulars.enlisted", "12.2.1999")
    retype(document, "particulars.phone", "")
    found = {c.column: c.new for c in changes(anh(), read_word(saved(document)))}
    assert found == {"enlisted": date(1999, 2, 12), "phone": None}


def test_a_code_is_understood_in_any_spelling_and_a_wrong_one_is_said():
    document = opened()
    retype(document, "people.degree", "tiến sỹ")
    retype(document, "particulars.blood_group", "Rh+")
    read = read_word(saved(document))
    assert [(c.column, c.new) for c in changes(anh(), read)] == [("degree", "doctor")]
    [note] = read.notes
    assert "Nhóm máu" in note.words()
    assert "«Rh+»" in note.words()
    assert "on file stays" in note.words("en")


def test_a_month_keeps_its_day_until_the_month_is_changed():
    document = opened()
    first = table(document, "studies-professional").tr_lst[1]
    assert "09/1998" in "".join(t.text for t in first.iter(qn("w:t")))
    assert changes(anh(), read_word(saved(document))) == []
    next(first.tc_lst[0].iter(qn("w:t"))).text = "10/1998"
    [change] = changes(anh(), read_word(saved(document)))
    assert (change.kind, change.old["from_date"], change.new["from_date"]) == (
        "correct",
        date(1998, 9, 7),
        date(1998, 10, 1),
    )


def test_a_corrected_row_keeps_what_the_form_does_not_show():
    document = opened()
    put(table(document, "tenures").tr_lst[3].tc_lst[3], "Quyền Trưởng phòng")
    [change] = changes(anh(), read_word(saved(document)))
    assert change.new["title"] == "Quyền Trưởng phòng"
    assert (change.new["post_id"], change.new["level"], change.new["term_ends"]) == (
        "NV-01",
        "head_of_division",
        date(2030, 6, 30),
    )


def test_rows_are_added_and_taken_out():
    document = opened()
    relatives = table(document, "relatives-own")
    fresh = copy.deepcopy(relatives.tr_lst[1])
    for cell, text in zip(fresh.tc_lst, ("Con trai", "Vũ Đặng Minh", "2010", "học sinh"), strict=True):
        put(cell, text)
    relatives.append(fresh)
    relatives.remove(relatives.tr_lst[1])
    found = changes(anh(), read_word(saved(document)))
    assert sorted(c.kind for c in found) == ["add", "withdraw"]
    after = apply(anh(), found).rows("relatives")
    assert [r["name"] for r in after if r["side"] == "own"] == ["Vũ Quốc Toản", "Vũ Đặng Minh"]
    assert after[0]["relative_id"] == "CB0099"


def test_a_row_with_an_impossible_day_keeps_what_is_on_file_and_says_where():
    document = opened()
    put(table(document, "salary_steps").tr_lst[1].tc_lst[0], "13/2018")
    put(table(document, "remarks").tr_lst[1].tc_lst[1], "")
    read = read_word(saved(document))
    assert changes(anh(), read) == []
    said = " ".join(n.words() for n in read.notes)
    assert "37.1" in said
    assert "Không có tháng 13" in said
    assert "thiếu «Nhận xét, đánh giá»" in said


def test_a_table_that_was_cut_out_takes_nothing_off_the_file():
    document = opened()
    relatives = table(document, "relatives-own")
    relatives.getparent().remove(relatives)
    read = read_word(saved(document))
    assert changes(anh(), read) == []
    assert ["36.1" in n.place for n in read.notes] == [True]


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda f: f.key)
def test_an_editor_that_drops_every_name_loses_nothing(form):
    document = opened(form=form)
    for found in list(document.element.body.iter(qn("w:sdt"))):
        parent, at = found.getparent(), found.getparent().index(found)
        for run in reversed(found.find(qn("w:sdtContent"))):
            parent.insert(at, run)
        parent.remove(found)
    for caption in list(document.element.body.iter(qn("w:tblCaption"))):
        caption.getparent().remove(caption)
    document.core_properties.category = ""
    months = {"tenures", "studies", "salary_steps", "allowances"}  # there a bare month is all that is left of the day
    read = read_word(saved(document))
    assert read.person_id == "CB0042"
    assert {c.table for c in changes(anh(), read)} <= months
    assert read.values["particulars", "religion"] == "Không"
    assert read.values["people", "born"] == date(1980, 3, 5)


def test_a_year_of_birth_stands_until_the_day_is_known():
    dossier = anh(person={"born": None, "born_year_only": 1980})
    document = opened(dossier)
    assert changes(dossier, read_word(saved(document))) == []
    retype(document, "people.born_year_only", "05/03/1980")
    found = {c.column: c.new for c in changes(dossier, read_word(saved(document)))}
    assert found == {"born": date(1980, 3, 5), "born_year_only": None}


def test_another_name_at_birth_stands_first_and_the_name_on_file_under_the_signature():
    dossier = anh(own={"birth_name": "Đặng Thị Mơ"})
    document = opened(dossier)
    assert changes(dossier, read_word(saved(document))) == []
    retype(document, "people.name", "Đặng Hồng Ánh")
    assert [(c.column, c.new) for c in changes(dossier, read_word(saved(document)))] == [("name", "Đặng Hồng Ánh")]


def test_hidden_fields_are_said_to_be_hidden_and_never_read_back():
    hidden = frozenset({"particulars.religion", "relatives.*", "party_posts.*"})
    dossier = anh(hidden=hidden, own={"religion": None}, relatives=[], party_posts=[])
    read = read_word(write_word(fill(SYLL, dossier)))
    assert ("particulars", "religion") not in read.values
    assert [c for c in changes(anh(), read) if c.table in ("relatives", "party_posts") or c.column == "religion"] == []


def test_a_note_without_its_decision_is_kept():
    dossier = anh(
        discipline=[], discipline_notes=[row("discipline_notes", kind="party", decided=date(2012, 1, 2), act="x")]
    )
    assert changes(dossier, read_word(write_word(fill(SYLL, dossier)))) == []


@pytest.mark.parametrize("read", [read_word, read_list])
@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04", b"not a file", write_word(fill(SYLL, anh()))[:3000]],
    ids=["empty", "stub", "text", "cut"],
)
def test_what_is_no_paper_is_refused_in_two_languages(read, data):
    with pytest.raises(UnreadableFileError) as refused:
        read(data, name="tờ.docx")
    assert "«tờ.docx»" in refused.value.vi
    assert refused.value.en.endswith(".")


def test_a_word_file_that_is_no_form_is_refused():
    with pytest.raises(UnreadableFileError, match="không phải sơ yếu lý lịch"):
        read_word(saved(Document()), name="thư.docx")


def test_json_of_another_kind_is_refused_and_wrong_values_are_noted():
    with pytest.raises(UnreadableFileError):
        read_json_text("[" * 100_000)
    with pytest.raises(UnreadableFileError):
        read_json_text('{"format": "other", "records": []}')
    text = '{"format": "dungviec-record/1", "records": [{"person_id": "CB0042", "people": {"sex": "x", "born": "1980-02-31"}}, 5]}'
    one, other = read_json_text(text)
    assert ["sex" in one.notes[0].place, "born" in one.notes[1].place, len(one.notes)] == [True, True, 2]
    assert ("people", "sex") not in one.values
    assert other.person_id == ""
