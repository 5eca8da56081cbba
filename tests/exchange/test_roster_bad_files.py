"""Files that cannot be read: one sentence, exit code 2, nothing written, never a traceback."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import typer
import xlsxwriter
from typer.testing import CliRunner

from dungviec.cli.read import read
from dungviec.exchange.roster import UnreadableFileError, read_roster

APP = typer.Typer()
APP.command()(read)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _bad(kind: str, folder: Path) -> Path:
    path = folder / "tệp.xlsx"
    if kind == "missing":
        return path
    if kind == "folder":
        path.mkdir()
        return path
    if kind == "no_people":
        with xlsxwriter.Workbook(str(path)) as book:
            book.add_worksheet("Trang").write(0, 0, "Kính gửi quý cơ quan")
        return path
    if kind == "only_heading":
        with xlsxwriter.Workbook(str(path)) as book:
            book.add_worksheet("Trang").write_row(0, 0, ["STT", "Họ và tên", "Ngày sinh"])
        return path
    if kind == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("a.txt", "xin chào")
        return path
    if kind == "half":
        with xlsxwriter.Workbook(str(path)) as book:
            book.add_worksheet("Trang").write(0, 0, "x")
        path.write_bytes(path.read_bytes()[:900])
        return path
    path.write_bytes({
        "empty": b"",
        "blank": b"\n \n",
        "text": "Đây là một lá thư, không phải bảng.".encode(),
        "html": b"<html><table><tr><td>STT</td></tr></table></html>",
        "picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
        "pdf": b"%PDF-1.7\n" + bytes(range(256)) * 20,
        "locked": OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600,
        "old_broken": OLE + b"\0" * 600,
        "zeros": b"\0" * 4096,
    }[kind])  # fmt: skip
    return path


KINDS = [
    "missing", "folder", "no_people", "only_heading", "zip", "half", "empty", "blank", "text", "html", "picture", "pdf", "locked",
    "old_broken", "zeros",
]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_each_gives_one_sentence_and_exit_code_2(kind: str, tmp_path: Path) -> None:
    path = _bad(kind, tmp_path)
    with pytest.raises(UnreadableFileError) as caught:
        read_roster(path)
    assert len(caught.value.vi) > 30
    assert len(caught.value.en) > 30
    if kind == "locked":
        assert "mật khẩu" in caught.value.vi
    target = tmp_path / "out.json"
    result = CliRunner().invoke(APP, [str(path), "--json", str(target)])
    assert result.exit_code == 2
    assert result.stderr.strip() == f"dungviec: {caught.value.vi}"
    assert not target.exists()
    english = CliRunner().invoke(APP, [str(path), "--lang", "en"])
    assert english.stderr.strip() == f"dungviec: {caught.value.en}"


def _good(path: Path, *, wrong: bool = False) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Danh sách")
        sheet.write_row(0, 0, ["STT", "Họ và tên", "Ngày sinh", "Số CCCD"])
        sheet.write_row(1, 0, [1, "Lê Văn An", "05/03/1980", "022080000001"])
        if wrong:
            sheet.write_row(2, 0, [2, "Trần Thị Bình", "31/02/1980", "022080000002"])
    return path


def test_exit_codes_balance_and_json(tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    good = CliRunner().invoke(APP, [str(_good(tmp_path / "a.xlsx")), "--json", str(target)])
    assert good.exit_code == 0
    assert "1 dòng vào = 1 tạo mới + 0 cập nhật + 0 bỏ qua + 0 từ chối" in good.stdout
    assert good.stdout.strip().splitlines()[-1].endswith(str(target))
    assert "022080000001" not in good.stdout
    wrong = CliRunner().invoke(APP, [str(_good(tmp_path / "b.xlsx", wrong=True)), "--json", str(target)])
    assert wrong.exit_code == 1
    data = json.loads(target.read_text(encoding="utf-8"))
    assert data["balance"] == {"rows_in": 2, "created": 1, "updated": 0, "skipped": 0, "rejected": 1}
    assert (data["rows_in"], data["distinct"], len(data["people"])) == (2, 1, 1)
    [row] = data["rejected"]
    assert (row["sheet"], row["row"], row["column"], row["value"]) == ("Danh sách", 3, "C", "31/02/1980")
    assert row["what_to_do"]


def test_a_result_that_cannot_be_written_says_so_before_reading(tmp_path: Path) -> None:
    source = _good(tmp_path / "a.xlsx")
    before = source.read_bytes()
    for target in (tmp_path, tmp_path / "không có" / "o.json", source):
        result = CliRunner().invoke(APP, [str(source), "--json", str(target)])
        assert result.exit_code == 2
        assert len(result.stderr.strip().splitlines()) == 1
    assert source.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["a.xlsx"]


@pytest.mark.parametrize("kind", ["picture", "half", "locked"])
def test_a_real_process_leaves_no_traceback(kind: str, tmp_path: Path) -> None:
    code = "import typer; from dungviec.cli.read import read; app = typer.Typer(); app.command()(read); app()"
    done = subprocess.run(
        [sys.executable, "-c", code, str(_bad(kind, tmp_path))], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert "Traceback" not in done.stderr
