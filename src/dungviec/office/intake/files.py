"""The uploaded file: checked by size and content, kept under a name of our own, deleted when it has served."""

from __future__ import annotations

import hashlib
import io
import secrets
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from dungviec.exchange.problems import UnreadableFileError
from dungviec.exchange.textfile import looks_like_text, read_text_table

LARGEST = 60_000_000
"""Bytes: a roster of a million rows takes less."""
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
KINDS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".tsv", ".txt")


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that was taken in."""

    stored: str
    kind: str
    size: int
    digest: str
    macros: bool


def folder() -> Path:
    """Where files wait: inside the office's data folder, readable by the office alone."""
    path = Path(settings.HOME) / "intake"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def path_of(stored: str) -> Path:
    """The path of a kept file."""
    return folder() / Path(stored).name


def take_in(upload: UploadedFile[bytes]) -> Kept:
    """Check and keep an upload. Raises UnreadableFileError with a sentence for what is no spreadsheet or too large."""
    name = Path(upload.name or "").name
    if (upload.size or 0) > LARGEST:
        raise UnreadableFileError(
            f"Tệp «{name}» nặng {(upload.size or 0) // 1_000_000} MB, quá mức {LARGEST // 1_000_000} MB: hãy chỉ giữ trang danh sách, xóa hình ảnh, rồi lưu lại.",
            f"“{name}” has {(upload.size or 0) // 1_000_000} MB, more than {LARGEST // 1_000_000} MB: keep only the roster's sheet, delete pictures, save again.",
        )
    stored = secrets.token_hex(16)
    digest, size = hashlib.sha256(), 0
    target = path_of(stored)
    try:
        with target.open("xb") as out:
            for chunk in upload.chunks():
                out.write(chunk)
                digest.update(chunk)
                size += len(chunk)
        target.chmod(0o600)
        with target.open("rb") as source:
            kind, macros = _kind_of(source, name, size)
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    final = stored + kind
    target.rename(path_of(final))
    return Kept(final, kind, size, digest.hexdigest(), macros)


def delete(stored: str) -> None:
    """Delete a kept file; one that is gone already is no trouble."""
    if stored:
        path_of(stored).unlink(missing_ok=True)


def _kind_of(source: BinaryIO, name: str, size: int) -> tuple[str, bool]:
    """The kind by content, never by the name alone; and whether macros came along (they are never run)."""
    head = source.read(8)
    source.seek(0)
    ending = Path(name).suffix.lower()
    if not head.strip(b"\0 \r\n\t"):
        if size and source.read().strip(b"\0 \r\n\t"):
            raise _not_a_table(name)
        raise UnreadableFileError(
            f"Tệp «{name}» rỗng: hãy gửi lại tệp có dữ liệu.", f"“{name}” is empty: send a file with data."
        )
    if head.startswith(_ZIP):
        try:
            with zipfile.ZipFile(source) as archive:
                names = set(archive.namelist())
        except (zipfile.BadZipFile, ValueError, OSError) as error:
            raise _not_a_table(name) from error
        if "content.xml" in names:
            return ".ods", False
        if "xl/workbook.bin" in names:
            return ".xlsb", "xl/vbaProject.bin" in names
        if any(n.startswith("xl/") for n in names):
            return (".xlsm" if "xl/vbaProject.bin" in names else ".xlsx"), "xl/vbaProject.bin" in names
        raise _not_a_table(name)
    if head.startswith(_OLE):
        return ".xls", False
    data = source.read()
    if ending in {".html", ".htm"} or not looks_like_text(data):
        raise _not_a_table(name)
    read_text_table(data[:200_000], name)  # a web page under a spreadsheet's name is told as such
    return ".csv", False


def _not_a_table(name: str) -> UnreadableFileError:
    return UnreadableFileError(
        f"«{name}» không phải bảng tính đọc được (hoặc đã hỏng): hãy mở bằng Excel hay LibreOffice và lưu lại dạng .xlsx.",
        f"“{name}” is not a readable spreadsheet (or is damaged): open it in Excel or LibreOffice and save it as .xlsx.",
    )


def packed(rows: list[list[str]], sheet: str) -> bytes:
    """Rows as an xlsx file, every cell as text."""
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        page = book.add_worksheet(sheet[:31])
        head = book.add_format(
            {"bold": True, "bg_color": "#F4F1EA", "bottom": 1, "text_wrap": True, "valign": "vcenter"}
        )
        text = book.add_format({"num_format": "@", "valign": "top", "text_wrap": True})
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                page.write_string(r, c, value, head if r == 0 else text)
        page.freeze_panes(1, 0)
        page.set_column(0, max((len(r) for r in rows), default=1), 18)
    return buffer.getvalue()
