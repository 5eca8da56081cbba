"""Files people hand in are taken by what they are, lie where nothing serves them, and go out as attachments."""

from __future__ import annotations

import contextlib
import io
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from dungviec.office.access.models import LedgerEntry, User
from dungviec.office.requests.vault import LARGEST, FileRefused, check, clean_name, hand_out, path_of, store

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\n%%EOF"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20
JPEG = b"\xff\xd8\xff\xe0" + b"\x00" * 20


def packed(*names: str, body: bytes = b"x") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name in names:
            z.writestr(name, body)
    return out.getvalue()


DOCX = packed("[Content_Types].xml", "word/document.xml")
XLSX = packed("[Content_Types].xml", "xl/workbook.xml")


def taken(name: str, body: bytes) -> tuple[str, str]:
    found = check(name, io.BytesIO(body), len(body))
    return found.content_type, found.name


@pytest.mark.parametrize(
    ("name", "body", "content_type", "kept"),
    [
        ("bằng.pdf", PDF, "application/pdf", "bằng.pdf"),
        ("anh.PNG", PNG, "image/png", "anh.png"),
        ("anh.html", JPEG, "image/jpeg", "anh.jpg"),
        (
            "../../etc/don.docx",
            DOCX,
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "don.docx",
        ),
        ("C:\\bang.xlsx", XLSX, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "bang.xlsx"),
    ],
)
def test_taken_by_content_with_the_ending_of_the_content(name: str, body: bytes, content_type: str, kept: str) -> None:
    assert taken(name, body) == (content_type, kept)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "không có nội dung"),
        (b"<html><script>alert(1)</script>", "chỉ nhận PDF"),
        (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "chỉ nhận PDF"),
        (b"MZ\x90\x00", "chỉ nhận PDF"),
        (b"GIF89a<script>", "chỉ nhận PDF"),
        (b"%PDF-1.7 /OpenAction << /S /JavaScript /JS (app.alert(1)) >>", "có chương trình"),
        (b"%PDF-1.7 /EmbeddedFile", "tệp kèm"),
        (packed("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "macro"),
        (packed("[Content_Types].xml", "word/document.xml", "word/embeddings/oleObject1.bin"), "macro"),
        (packed("a.txt"), "tệp nén"),
        (b"PK\x03\x04 hong", "bị hỏng"),
        (packed("[Content_Types].xml", "word/document.xml", "word/to.xml", body=b"0" * 50_000_000), "phình"),
        (PDF + b" " * LARGEST, "10 MB"),
    ],
)
def test_refused_with_a_sentence(body: bytes, why: str) -> None:
    with pytest.raises(FileRefused, match=why):
        check("tep.pdf", io.BytesIO(body), None)


def test_a_size_that_is_told_is_refused_before_reading() -> None:
    with pytest.raises(FileRefused, match="10 MB"):
        check("tep.pdf", io.BytesIO(b""), LARGEST + 1)


@given(st.text(max_size=300))
def test_names_are_harmless(name: str) -> None:
    kept = clean_name(name)
    assert 0 < len(kept) <= 100
    assert not set(kept) & set('/\\<>:"|?*\x00&;`$\n\r')
    assert kept not in (".", "..")


@given(st.binary(max_size=400))
def test_any_bytes_are_taken_or_refused_and_nothing_else(body: bytes) -> None:
    with contextlib.suppress(FileRefused):
        assert check("x", io.BytesIO(body), None).content_type in ("application/pdf", "image/jpeg", "image/png")


@pytest.fixture
def home(settings: object, tmp_path: Path) -> Path:
    settings.FILES_HOME = tmp_path / "files"  # type: ignore[attr-defined]
    return tmp_path


def test_stored_readable_by_the_owner_alone_and_handed_out_as_an_attachment(loaded: None, home: Path) -> None:
    user = User.objects.create(username="lan")
    row = store(check("bằng cấp.pdf", io.BytesIO(PDF), None), "N1", user)
    path = path_of(row)
    assert PDF[:40] not in path.read_bytes()  # sealed
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "bằng" not in str(path)
    answer = hand_out(row)
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert b"".join(answer.streaming_content) == PDF
    path.write_bytes(PDF + b"x")
    with pytest.raises(FileRefused, match="nguyên vẹn"):
        hand_out(row)


def test_who_may_have_a_file(as_role: Callable[..., Client], home: Path) -> None:
    officer = as_role("personnel", person_id="N6")
    upload = io.BytesIO(PDF)
    upload.name = "suc-khoe.pdf"
    officer.post("/can-bo/N1/giay-to/", {"loai": "health", "so": "12/GKSK", "ngay": "01/02/2020", "tep": upload})
    page = officer.get("/can-bo/N1/giay-to/").content.decode()
    assert "12/GKSK" in page
    address = page.split('href="/tep/')[1].split('"')[0]
    answer = officer.get(f"/tep/{address}")
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert LedgerEntry.objects.filter(action="download_file", subject_id="N1").count() == 1
    head = as_role("unit_head", unit_id="P-GD", person_id="N2")
    assert "12/GKSK" not in head.get("/can-bo/N1/giay-to/").content.decode()  # health is masked for a head
    for client, status in (
        (as_role("official", person_id="N1"), 200),
        (head, 403),
        (as_role("official", person_id="N3"), 403),
        (as_role("inspector"), 403),
        (as_role("auditor"), 403),
        (as_role("administrator"), 403),
        (Client(), 302),
    ):
        assert client.get(f"/tep/{address}").status_code == status
