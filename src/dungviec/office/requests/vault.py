"""Files people hand in: what may come in, where it lies (sealed), how it goes out.

A file is taken by what it *is* (its first bytes), not by what it is called; it lies outside everything that is served, under
a number; it goes out as an attachment with a declared type and ``nosniff``, so that no browser ever runs it in the office.
"""

from __future__ import annotations

import hashlib
import io
import lzma
import os
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import IO, Any

from django.conf import settings
from django.http import FileResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dungviec.office.access.models import User
from dungviec.office.requests.inside import in_office, in_pdf
from dungviec.office.requests.models import StoredFile
from dungviec.office.sealing.cipher import FILE_MARK, open_bytes, seal_bytes
from dungviec.office.sealing.ring import active

LARGEST = 10 * 1024 * 1024
"""Bytes of one file."""
MOST = 5
"""Files of one request."""
_UNPACKED = 120 * 1024 * 1024
_OFFICE = {
    "word/document.xml": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"),
    "xl/workbook.xml": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"),
}
_NOT_WHOLE = gettext_lazy("Tệp không còn nguyên vẹn trong kho. Xin báo người quản trị.")
ACCEPT = ".pdf,.jpg,.jpeg,.png,.docx,.xlsx"
"""For the file chooser; what is checked is the content."""


class FileRefused(ValueError):
    """A file that cannot be taken; ``str()`` is the sentence for whoever sent it."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that may be taken: its bytes, its type by content, and a harmless name with the right ending."""

    body: bytes
    content_type: str
    name: str


def check(name: str, file: IO[bytes], size: int | None) -> Checked:
    """What the file is. Raises FileRefused when it is empty, too large, of a kind that is not taken, or carries programs."""
    shown = clean_name(name)
    if size is not None and size > LARGEST:
        raise FileRefused(_("Tệp «%s» lớn hơn 10 MB. Xin quét lại với độ phân giải thấp hơn.") % shown)
    body = file.read(LARGEST + 1)
    if not body:
        raise FileRefused(_("Tệp «%s» không có nội dung.") % shown)
    if len(body) > LARGEST:
        raise FileRefused(_("Tệp «%s» lớn hơn 10 MB. Xin quét lại với độ phân giải thấp hơn.") % shown)
    content_type, ending = _kind(body, shown)
    stem = PurePath(shown).stem or _("tệp")
    return Checked(body, content_type, f"{stem[:80]}{ending}")


def clean_name(name: str) -> str:
    """The last part of a name without what a file system or a page could misread."""
    last = unicodedata.normalize("NFC", re.split(r"[/\\]", name)[-1])
    kept = "".join(c for c in last if c.isprintable() and c not in '<>:"|?*\x00&;`$')
    return kept.strip(" .")[-100:] or _("tệp")


def _kind(body: bytes, shown: str) -> tuple[str, str]:
    if body.startswith(b"%PDF-"):
        match in_pdf(body):
            case "active":
                raise FileRefused(
                    _("Tệp PDF «%s» có chương trình hoặc tệp kèm bên trong. Xin in lại thành PDF thường.") % shown
                )
            case "locked":
                raise FileRefused(
                    _(
                        "Tệp PDF «%s» bị khóa hoặc nén theo cách không xem được. Xin in lại thành PDF thường, không đặt mật khẩu."
                    )
                    % shown
                )
            case "bomb":
                raise FileRefused(_("Tệp «%s» phình quá lớn khi mở.") % shown)
        return "application/pdf", ".pdf"
    if body.startswith(b"\xff\xd8\xff"):
        return "image/jpeg", ".jpg"
    if body.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png", ".png"
    if body.startswith(b"PK\x03\x04"):
        return _packed(body, shown)
    raise FileRefused(
        _("Không nhận tệp «%s»: chỉ nhận PDF, ảnh JPEG hoặc PNG, Word (docx), Excel (xlsx), xét theo nội dung tệp.")
        % shown
    )


def _packed(body: bytes, shown: str) -> tuple[str, str]:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            names = packed.namelist()
            unpacked = sum(info.file_size for info in packed.infolist())
            found = in_office(packed)
    except (
        zipfile.BadZipFile,
        OSError,
        ValueError,
        RuntimeError,
        EOFError,
        zlib.error,
        lzma.LZMAError,
    ):  # unknown packing, or locked
        raise FileRefused(_("Tệp «%s» bị hỏng, không mở được.") % shown) from None
    if unpacked > _UNPACKED or found == "bomb":
        raise FileRefused(_("Tệp «%s» phình quá lớn khi mở.") % shown)
    if found == "active" or any(
        "vbaproject" in n.lower()
        or n.lower().startswith(("word/activex", "xl/activex", "word/embeddings", "xl/embeddings"))
        for n in names
    ):
        raise FileRefused(
            _("Tệp «%s» có macro, đối tượng nhúng hoặc phần tải từ nơi khác. Xin lưu lại thành tệp thường.") % shown
        )
    for inside, kind in _OFFICE.items():
        if "[Content_Types].xml" in names and inside in names:
            return kind
    raise FileRefused(_("Không nhận tệp nén «%s». Xin gửi từng tệp PDF, ảnh, docx hoặc xlsx.") % shown)


def store(checked: Checked, person_id: str, by: User) -> StoredFile:
    """Put the file into the vault. Raises OSError where it cannot be written whole; then nothing of it lies there.

    Bytes of a transaction that is undone afterwards lie there without a row until :mod:`sweeping <dungviec.office.requests.sweeping>`.
    """
    row = StoredFile.objects.create(
        person_id=person_id, name=checked.name, content_type=checked.content_type, size=len(checked.body),
        sha256=hashlib.sha256(checked.body).hexdigest(), added_at=timezone.now(), added_by=by,
    )  # fmt: skip
    path = path_of(row)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(seal_bytes(checked.body, _place(row)))
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return row


def path_of(row: StoredFile) -> Path:
    """Where the bytes lie."""
    key = row.key.hex
    return Path(settings.FILES_HOME) / key[:2] / key


def read(row: StoredFile) -> bytes:
    """The file's bytes, opened; empty where it is gone.

    Raises FileRefused where they are no longer those that were stored, SealFault where their key is missing or the seal does not hold.
    """
    path = path_of(row)
    if not path.is_file():
        return b""
    body = open_bytes(path.read_bytes(), _place(row))
    if hashlib.sha256(body).hexdigest() != row.sha256:
        raise FileRefused(_NOT_WHOLE)
    return body


def seal_anew(rows: Iterable[StoredFile]) -> int:
    """Files that are not under the key in use are sealed under it, each replaced whole; returns how many."""
    head, count = FILE_MARK + active().encode(), 0
    for row in rows:
        path = path_of(row)
        stored = path.read_bytes() if path.is_file() else head
        if stored.startswith(head):
            continue
        part = path.with_name(f"{path.name}.part")
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(seal_bytes(open_bytes(stored, _place(row)), _place(row)))
            out.flush()
            os.fsync(out.fileno())
        part.replace(path)
        count += 1
    return count


def left_under(name: str) -> int:
    """How many files are sealed under a data key."""
    head = FILE_MARK + name.encode()
    return sum(_head(path_of(row)).startswith(head) for row in StoredFile.objects.iterator())


def _head(path: Path) -> bytes:
    if not path.is_file():
        return b""
    with path.open("rb") as file:
        return file.read(len(FILE_MARK) + 8)


def _place(row: StoredFile) -> str:
    return f"files/{row.key.hex}"


def hand_out(row: StoredFile) -> FileResponse:
    """The file as a download. Raises FileRefused when the bytes are gone or no longer those that were stored."""
    body = read(row)
    if not body:  # an empty file was never taken
        raise FileRefused(_NOT_WHOLE)
    response: Any = FileResponse(io.BytesIO(body), as_attachment=True, filename=row.name, content_type=row.content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response  # type: ignore[no-any-return]
