"""VNI and TCVN3: every letter comes back, whole rosters too, and what is neither stays as it is."""

from __future__ import annotations

import random
import unicodedata
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from tests.exchange import roster_people as made
from tests.exchange.roster_xls import write_xls

from dungviec.exchange.oldtext import evidence, from_old, to_old
from dungviec.exchange.oldtext.fonts import old_fonts
from dungviec.exchange.roster import read_roster

SMALL = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
ASCII = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789.,-/"


def test_all_134_letters_come_back_from_vni() -> None:
    letters = SMALL + SMALL.upper()
    assert len(letters) == 134
    assert from_old(to_old(letters, "vni"), "vni") == letters


def test_all_134_letters_come_back_from_tcvn3_capitals_by_their_font() -> None:
    assert from_old(to_old(SMALL, "tcvn3"), "tcvn3") == SMALL
    assert from_old(to_old(SMALL.upper(), "tcvn3"), "tcvn3", capitals=True) == SMALL.upper()


def test_the_tables_against_words_typed_in_the_old_days() -> None:
    """Spellings that many files of the time hold; the tables could agree with themselves and still be wrong."""
    assert from_old("Céng hoµ x· héi chñ nghÜa ViÖt Nam - §éc lËp, tù do, h¹nh phóc", "tcvn3") == (
        "Cộng hoà xã hội chủ nghĩa Việt Nam - Độc lập, tự do, hạnh phúc"
    )
    assert from_old("Coäng hoaø xaõ hoäi chuû nghóa Vieät Nam - Ñoäc laäp, töï do, haïnh phuùc", "vni") == (
        "Cộng hoà xã hội chủ nghĩa Việt Nam - Độc lập, tự do, hạnh phúc"
    )
    assert from_old("UÛY BAN NHAÂN DAÂN PHÖÔØNG MYÕ ÑÌNH", "vni") == "ỦY BAN NHÂN DÂN PHƯỜNG MỸ ĐÌNH"


@given(st.text(alphabet=SMALL + SMALL.upper() + ASCII, max_size=40))
def test_any_vietnamese_text_comes_back_from_vni(text: str) -> None:
    assert from_old(to_old(text, "vni"), "vni") == text


@given(st.text(alphabet=SMALL + "".join(c for c in ASCII if not c.isupper()), max_size=40))
def test_any_small_text_comes_back_from_tcvn3(text: str) -> None:
    assert from_old(to_old(text, "tcvn3"), "tcvn3") == text


@given(st.text(alphabet=SMALL + SMALL.upper() + ASCII, max_size=40))
def test_decomposed_text_is_written_like_composed_text(text: str) -> None:
    for encoding in ("vni", "tcvn3"):
        assert to_old(unicodedata.normalize("NFD", text), encoding) == to_old(text, encoding)  # type: ignore[arg-type]


def test_capitals_of_tcvn3_return_where_the_word_is_in_capitals() -> None:
    assert from_old("NGUYÔN V¡N ¸NH", "tcvn3") == "NGUYỄN VĂN ÁNH"
    assert from_old("Lª THÞ H»ng", "tcvn3") == "Lê THỊ Hằng"


@pytest.mark.parametrize(
    "text",
    ["Société Générale", "São Paulo", "Müller", "José García", "Peña Nieto", "naïve", "1½ m²", "Excel®", "50°C", "§ 5",
     "· mục", "Ångström", "Lê Trí", "Hà Công Hùng", "Dòng", "Nông Kim Trang", "UBND", "Tel: 0912 345 678"],
)  # fmt: skip
def test_other_text_is_taken_for_neither(text: str) -> None:
    assert evidence(text) not in ("vni", "tcvn3")


@given(st.text(alphabet=SMALL + SMALL.upper() + ASCII, max_size=40))
def test_text_with_a_letter_only_unicode_has_is_never_taken_for_old(text: str) -> None:
    assert evidence(text + " Đường") == "unicode"


def _roster(path: Path, encoding: str | None, *, count: int = 40) -> list[dict[str, object]]:
    rng = random.Random(11)
    people = made.make_people(rng, count, ["2020"])
    rows = [["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Đơn vị", "Dân tộc"]]
    for p in people:
        rows.append([p["no"], p["name"], p["born"], "Nam" if p["sex"] == "male" else "Nữ", p["unit"], p["ethnicity"]])
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Danh sach")
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                sheet.write(r, c, to_old(value, encoding) if isinstance(value, str) and encoding else value)  # type: ignore[arg-type]
    return people


@pytest.mark.parametrize("encoding", ["vni", "tcvn3"])
def test_a_whole_roster_in_an_old_encoding_is_read(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "cu.xlsx"
    people = _roster(path, encoding)
    result = read_roster(path)
    keys = ("name", "born", "sex", "unit", "ethnicity")
    assert [[p[k] for k in keys] for p in result.people] == [[p[k] for k in keys] for p in people]


@pytest.mark.parametrize("encoding", ["vni", "tcvn3"])
def test_an_old_text_file_is_read(encoding: str, tmp_path: Path) -> None:
    rows = [
        "STT;Họ và tên;Ngày sinh;Đơn vị",
        "1;Nguyễn Văn Dòng;05/03/1980;Phòng Nội vụ",
        "2;Trần Thị Hường;1/2/1975;Phòng Y tế",
    ]
    path = tmp_path / "cu.csv"
    path.write_bytes("\r\n".join(to_old(r, encoding) for r in rows).encode("latin-1"))  # type: ignore[arg-type]
    assert [(p["name"], p["unit"]) for p in read_roster(path).people] == [
        ("Nguyễn Văn Dòng", "Phòng Nội vụ"), ("Trần Thị Hường", "Phòng Y tế"),
    ]  # fmt: skip


def test_a_column_may_hold_rows_pasted_from_an_old_file(tmp_path: Path) -> None:
    path = tmp_path / "lan.xlsx"
    rows = [
        ["STT", "Họ và tên", "Ngày sinh", "Đơn vị"],
        [1, "Nguyễn Thị Dòng", "05/03/1980", "Phòng Nội vụ"],
        [2, to_old("Lê Dũng", "tcvn3"), "06/03/1980", to_old("Phòng Tài chính", "tcvn3")],
        [3, to_old("Trần Văn Hướng", "tcvn3"), "07/03/1980", to_old("Phòng Tư pháp", "tcvn3")],
        [4, "Hà Dòng", "08/03/1980", "Phòng Nội vụ"],
    ]
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("S")
        for r, row in enumerate(rows):
            sheet.write_row(r, 0, row)
    assert [(p["name"], p["unit"]) for p in read_roster(path).people] == [
        ("Nguyễn Thị Dòng", "Phòng Nội vụ"), ("Lê Dũng", "Phòng Tài chính"), ("Trần Văn Hướng", "Phòng Tư pháp"), ("Hà Dòng", "Phòng Nội vụ"),
    ]  # fmt: skip


def test_the_font_tells_capitals_and_cells_that_read_either_way(tmp_path: Path) -> None:
    path = tmp_path / "font.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("S")
        capital, plain = book.add_format({"font_name": ".VnTimeH"}), book.add_format({"font_name": ".VnTime"})
        sheet.write_row(0, 0, ["STT", "Họ và tên", "Ngày sinh", "Đơn vị"])
        sheet.write_number(1, 0, 1)
        sheet.write_string(1, 1, to_old("Dũng", "tcvn3"), capital)
        sheet.write_string(1, 2, "05/03/1980")
        sheet.write_string(1, 3, to_old("Phòng Nội vụ", "tcvn3"), plain)
    assert {f.capitals for f in old_fonts(path.read_bytes())["S"].values()} == {True, False}
    from dungviec.exchange.grid import load_sheets

    sheet = load_sheets(path)[0]
    assert sheet.rows[1] == [1, "DŨNG", "05/03/1980", "Phòng Nội vụ"]
    assert sheet.old[1, 1] == ("tcvn3", "Dòng")


OLD_ROWS: list[list[str | int | float | None]] = [
    ["STT", "Họ và tên", "Ngày sinh", "Đơn vị"],
    [1, to_old("Dũng", "tcvn3"), "05/03/1980", to_old("Phòng Nội vụ", "tcvn3")],
    [2, to_old("Dũng", "vni"), "06/03/1980", "Phòng Tư pháp"],
]
OLD_FONTS = {(1, 1): ".VnTimeH", (1, 3): ".VnTime", (2, 1): "VNI-Times"}


def test_the_font_tells_in_books_of_excel_97_too(tmp_path: Path) -> None:
    path = write_xls(tmp_path / "font.xls", "S", OLD_ROWS, fonts=OLD_FONTS)
    assert {place: (f.encoding, f.capitals) for place, f in old_fonts(path.read_bytes())["S"].items()} == {
        (1, 1): ("tcvn3", True), (1, 3): ("tcvn3", False), (2, 1): ("vni", False),
    }  # fmt: skip
    from dungviec.exchange.grid import load_sheets

    rows = load_sheets(path)[0].rows
    assert [(row[1], row[3]) for row in rows[1:]] == [("DŨNG", "Phòng Nội vụ"), ("Dũng", "Phòng Tư pháp")]
    assert old_fonts(write_xls(tmp_path / "new.xls", "S", OLD_ROWS).read_bytes()) == {}


def test_the_font_tells_in_open_document_too(tmp_path: Path) -> None:
    """The first name by its own style, whose parent names a face; the unit by the style of its column; the row repeated."""
    cell = '<table:table-cell{0} office:value-type="string"><text:p>{1}</text:p></table:table-cell>'
    name, unit = to_old("Dũng", "tcvn3"), to_old("Phòng Nội vụ", "tcvn3")
    head = "".join(cell.format("", text) for text in ("Họ và tên", "Ngày sinh", "Đơn vị"))
    row = (
        cell.format(' table:style-name="ce1"', name)
        + cell.format(' table:style-name="ce9"', "05/03/1980")
        + cell.format("", unit)
    )
    spaces = " ".join(
        f'xmlns:{k}="urn:oasis:names:tc:opendocument:xmlns:{v}:1.0"'
        for k, v in {
            "office": "office",
            "table": "table",
            "text": "text",
            "style": "style",
            "svg": "svg-compatible",
        }.items()
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}>'
        '<office:font-face-decls><style:font-face style:name="F1" svg:font-family="\'.VnTimeH\'"/></office:font-face-decls>'
        '<office:automatic-styles><style:style style:name="base" style:family="table-cell"><style:text-properties style:font-name="F1"/></style:style>'
        '<style:style style:name="ce1" style:family="table-cell" style:parent-style-name="base"/>'
        '<style:style style:name="ce2" style:family="table-cell"><style:text-properties style:font-name=".VnTime"/></style:style>'
        '<style:style style:name="ce9" style:family="table-cell"><style:text-properties style:font-name="Arial"/></style:style></office:automatic-styles>'
        '<office:body><office:spreadsheet><table:table table:name="S"><table:table-column table:number-columns-repeated="2"/>'
        f'<table:table-column table:default-cell-style-name="ce2"/><table:table-row>{head}</table:table-row>'
        f'<table:table-row table:number-rows-repeated="2">{row}</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>'
    )
    path = tmp_path / "font.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    found = {place: f.capitals for place, f in old_fonts(path.read_bytes())["S"].items()}
    assert {p: c for p, c in found.items() if p[0]} == {(1, 0): True, (1, 2): False, (2, 0): True, (2, 2): False}
    from dungviec.exchange.grid import load_sheets

    rows = load_sheets(path)[0].rows
    assert [(row[0], row[2]) for row in rows[1:]] == [("DŨNG", "Phòng Nội vụ")] * 2


def test_a_unicode_roster_is_left_alone(tmp_path: Path) -> None:
    from dungviec.exchange.grid import load_sheets

    path = tmp_path / "moi.xlsx"
    _roster(path, None)
    assert load_sheets(path)[0].old == {}
