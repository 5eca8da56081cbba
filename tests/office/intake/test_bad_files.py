"""Files no office should have to explain: each is refused, or read, with one clear sentence, and nothing is left behind."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.office.intake.conftest import HEAD, workbook

from dungviec.exchange.problems import UnreadableFileError
from dungviec.office.access.models import User
from dungviec.office.intake import files, services
from dungviec.office.intake.models import Intake, Status

from tests.office.cast import DAY  # isort: skip

Make = Callable[..., Intake]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def is_english(sentence: str) -> bool:
    """Whether a sentence is there and holds no Vietnamese but names and what it quotes."""
    bare = re.sub(r"[«“‘'(\[].*?[»”’')\]]|&[a-z#0-9]+;|\b(?![A-Z][a-z]*\b)[^\W\d_a-z]\w*", "", sentence)
    return len(bare) > 15 and not re.search(
        r"[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", bare.lower()
    )


def _zip(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return buffer.getvalue()


def _bomb(tmp_path: Path) -> bytes:
    """A workbook whose one sheet claims to unpack to more than is taken."""
    good = workbook(tmp_path / "good.xlsx", {"S": [HEAD, [1, "Lê Văn An", "05/03/1980"]]})
    buffer = io.BytesIO()
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for item in source.infolist():
            target.writestr(item.filename, source.read(item.filename))
        with target.open("xl/media/anh.bin", "w", force_zip64=True) as out:
            block = b"\0" * 50_000_000
            for _ in range(31):
                out.write(block)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("trong.xlsx", b"\n \n", "rỗng"),
        ("anh.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "không phải bảng tính"),
        ("thu.docx", _zip(word__document_dot_xml=b"<w/>"), "không phải bảng tính"),
        ("gia.xls", b"<html><table><tr><td>STT</td></tr></table></html>", "trang web"),
        ("hong.xlsx", b"PK\x03\x04" + b"\0" * 400, "không phải bảng tính"),
        ("khoa.xlsx", OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600, "mật khẩu"),
        ("hong.xls", OLE + b"\0" * 900, "không phải là bảng tính"),
    ],
)  # fmt: skip
def test_what_is_no_spreadsheet_is_refused_and_not_kept(officer: Client, name: str, data: bytes, says: str) -> None:
    answer = officer.post("/nhap-ho-so/", {"file": SimpleUploadedFile(name, data), "day": "2020-12-10"})
    page = answer.content.decode()
    assert says in page[page.index("field-error") :][:400]
    officer.cookies["ngon_ngu"] = "en"
    answer = officer.post("/nhap-ho-so/", {"file": SimpleUploadedFile(name, data), "day": "2020-12-10"})
    page = answer.content.decode()
    said = page[page.index("field-error") :]
    assert is_english(said[said.index(">") + 1 : said.index("</")])
    assert Intake.objects.count() == 0
    assert list(files.folder().iterdir()) == []


def test_a_bomb_is_not_opened(user: User, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="bung ra") as caught:
        services.take_in(SimpleUploadedFile("bom.xlsx", _bomb(tmp_path)), DAY, user)
    assert is_english(caught.value.en)
    assert list(files.folder().iterdir()) == []


def test_a_file_too_large_is_refused_before_it_is_kept(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST", 1_000)
    with pytest.raises(UnreadableFileError, match="quá mức") as caught:
        services.take_in(SimpleUploadedFile("to.xlsx", b"PK\x03\x04" + b"x" * 2_000), DAY, user)
    assert is_english(caught.value.en)
    assert list(files.folder().iterdir()) == []


def test_macros_are_said_and_never_run(take_in: Make, officer: Client, tmp_path: Path) -> None:
    path = workbook(tmp_path / "m.xlsx", {"S": [HEAD, [1, "Lê Văn An", "05/03/1980", "Nam"]]})
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    one = take_in(path.read_bytes(), name="m.xlsm")
    assert one.kind == ".xlsm"
    assert "không chạy macro" in officer.get(f"/nhap-ho-so/{one.pk}/").content.decode()
    officer.cookies["ngon_ngu"] = "en"
    english = officer.get(f"/nhap-ho-so/{one.pk}/").content.decode()
    assert "macros" in english
    assert "không chạy macro" not in english


def test_a_sheet_without_a_heading_waits_for_the_officer_to_name_it(
    take_in: Make, work: Callable[[Intake], Intake], user: User
) -> None:
    one = take_in([["Kính gửi phòng"], ["A", "B"], ["Lê Văn An", "05/03/1980"], ["Trần Thị Bình", "06/03/1981"]])
    assert not one.mapping["sheets"][0]["taken"]
    with pytest.raises(services.NotNow, match="Chưa có cột nào") as caught:
        services.read(one, DAY, user)
    assert is_english(caught.value.english)
    services.set_sheet(one, "Danh sách", taken=True, header=(2, 2))
    services.set_columns(one, {("Danh sách", 0, 0): ("name", ""), ("Danh sách", 0, 1): ("born", "")}, user)
    services.read(one, DAY, user)
    assert work(one).balance["rows_in"] == 2


def test_a_heading_without_rows_says_so(checked: Make) -> None:
    one = checked([HEAD])
    assert one.status == Status.FAILED
    assert "Không thấy người nào" in one.trouble_vi
    assert is_english(one.trouble_en)


def test_the_same_person_twice_is_taken_once(checked: Make) -> None:
    row = ["Ngô Thị Mới", "12/11/1995", "Nữ", "Phòng Nội vụ", None, None, "022195001234"]
    one = checked([HEAD, [1, *row], [2, *row]])
    assert [r.outcome for r in one.rows.order_by("position")] == ["created", "rejected"]
    assert "đã có ở dòng 2" in one.rows.get(number=3).reason_vi
    assert is_english(one.rows.get(number=3).reason_en)


def test_two_sheets_that_contradict_each_other_are_not_settled_by_chance(checked: Make) -> None:
    one = checked({
        "Một": [["STT", "Họ và tên", "Số CCCD", "Ngày sinh"], [1, "Ngô Thị Mới", "022195001234", "12/11/1995"]],
        "Hai": [["STT", "Họ và tên", "Số CCCD", "Ngày sinh"], [1, "Ngô Thị Mới", "022195001234", "12/11/1996"]],
    })  # fmt: skip
    assert [r.outcome for r in one.rows.order_by("position")] == ["created", "rejected"]
    assert "trái với trang" in one.rows.get(sheet="Hai").reason_vi
    assert is_english(one.rows.get(sheet="Hai").reason_en)


def test_formula_errors_and_dates_in_every_dress(checked: Make, tmp_path: Path) -> None:
    path = tmp_path / "f.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("S")
        sheet.write_row(0, 0, HEAD[:3])
        sheet.write_row(1, 0, [1, "Lê Văn Một", 29285])  # the serial number of 05/03/1980
        sheet.write_row(2, 0, [2, "Lê Văn Hai", "ngày 5 tháng 3 năm 1980"])
        sheet.write_row(3, 0, [3, "Lê Văn Ba"])
        sheet.write_formula(3, 2, "=1/0", None, "#DIV/0!")
    one = checked(path.read_bytes())
    rows = list(one.rows.order_by("position"))
    assert [r.facts["born"] for r in rows[:2]] == ["1980-03-05", "1980-03-05"]
    assert rows[2].outcome == "rejected"
    assert "#DIV/0!" in rows[2].reason_vi
    assert is_english(rows[2].reason_en)


def test_dates_counted_from_1904_are_the_same_days(checked: Make, tmp_path: Path) -> None:
    path = tmp_path / "mac.xlsx"
    with xlsxwriter.Workbook(str(path), {"date_1904": True}) as book:
        sheet = book.add_worksheet("S")
        sheet.write_row(0, 0, HEAD[:3])
        sheet.write_row(1, 0, [1, "Lê Văn Một"])
        sheet.write_datetime(1, 2, date(1980, 3, 5), book.add_format({"num_format": "dd/mm/yyyy"}))
    assert checked(path.read_bytes()).rows.get().facts["born"] == "1980-03-05"


def test_text_too_long_for_the_records_rejects_the_row_only(checked: Make) -> None:
    one = checked([HEAD[:3], [1, "Lê Văn " + "Dài " * 60, "05/03/1980"], [2, "Lê Văn Ngắn", "05/03/1981"]])
    assert [r.outcome for r in one.rows.order_by("position")] == ["rejected", "created"]
    assert is_english(one.rows.order_by("position")[0].reason_en)


def test_a_mapping_that_names_nobody_is_not_read(take_in: Make, user: User) -> None:
    one = take_in([HEAD[:3], [1, "Lê Văn An", "05/03/1980"]])
    services.set_columns(one, {("Danh sách", 0, 1): ("", "")}, user)
    with pytest.raises(services.NotNow, match="họ và tên") as caught:
        services.read(one, DAY, user)
    assert is_english(caught.value.english)


def test_an_old_encoding_goes_through_the_wizard(checked: Make, officer: Client) -> None:
    from dungviec.exchange.oldtext import to_old

    rows: list[list[Any]] = [
        HEAD[:5],
        [1, "Ngô Thị Đượm", "12/11/1995", "Nữ", "Phòng Nội vụ"],
        [2, "Bùi Văn Dũng", "06/05/1970", "Nam", "Phòng Nội vụ"],
    ]
    one = checked([[to_old(v, "vni") if isinstance(v, str) else v for v in row] for row in rows])
    assert [(r.facts["name"], r.outcome) for r in one.rows.order_by("position")] == [
        ("Ngô Thị Đượm", "created"),
        ("Bùi Văn Dũng", "unchanged"),
    ]
    assert "chuyển từ phông VNI" in officer.get(f"/nhap-ho-so/{one.pk}/?muc=dong").content.decode()
