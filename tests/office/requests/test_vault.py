"""Files people hand in are taken by what they are, lie where nothing serves them, and go out as attachments."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import stat
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from dungviec.office.access.models import LedgerEntry, User
from dungviec.office.requests import sweeping, vault
from dungviec.office.requests.models import StoredFile
from dungviec.office.requests.vault import LARGEST, FileRefused, check, clean_name, hand_out, path_of, store
from dungviec.office.sealing.faults import SealFault

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\n%%EOF"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20
JPEG = b"\xff\xd8\xff\xe0" + b"\x00" * 20


def packed(*names: str, body: bytes = b"x") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name in names:
            z.writestr(name, body)
    return out.getvalue()


def parts(told: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, body in ({"[Content_Types].xml": b"x", "word/document.xml": b"x"} | told).items():
            z.writestr(name, body)
    return out.getvalue()


def relation(kind: str, target: str) -> bytes:
    place = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"
    return f'<Relationship Id="r1" Type="{place}" Target="{target}" TargetMode="External"/>'.encode()


def objects(inside: bytes, *, said: bytes = b"/Type /ObjStm /Filter /FlateDecode", line: bytes = b"\n") -> bytes:
    """A PDF whose objects lie in a compressed stream."""
    body = zlib.compress(inside)
    return b"%%PDF-1.7\n7 0 obj\n<< %s /Length %d >>\nstream%s%s\nendstream\nendobj\n%%%%EOF" % (
        said,
        len(body),
        line,
        body,
    )


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


def test_an_ordinary_paper_is_taken() -> None:
    """What a scan holds by chance, and what an ordinary paper links to, keeps nobody out."""
    assert (
        taken("quet.pdf", PDF + b"stream\n" + b"\x80/JS(\x81/AA 1 0 R" * 100 + b"\nendstream")[0] == "application/pdf"
    )
    assert (
        taken("chu.pdf", objects(b"BT (xin chao) Tj ET" * 5_000, said=b"/Filter /FlateDecode"))[0] == "application/pdf"
    )
    link = relation("hyperlink", "https://example.com/")
    assert taken("don.docx", parts({"word/_rels/document.xml.rels": link}))[1] == "don.docx"


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
        (b"%PDF-1.7 << /S /J#61vaScript /J#53 (app.alert(1)) >>", "có chương trình"),
        (b"%PDF-1.7 << /S/#4Caunch/F(calc.exe)>>", "có chương trình"),
        (objects(b"<< /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>"), "có chương trình"),
        (objects(b" " * 65_530 + b"<< /S /JavaScript >>"), "có chương trình"),
        (objects(b"<< /S /J#61vaScript >>", said=b"", line=b" \r\n"), "có chương trình"),
        (objects(b"<<>>", said=b"/Type /ObjStm /Filter [/ASCIIHexDecode /Fl#61teDecode]"), "bị khóa"),
        (b"%PDF-1.7\ntrailer << /Encrypt 5 0 R >>", "bị khóa"),
        (objects(b"0" * 320_000_000), "phình"),
        (b"%PDF-1.7" + b"stream\n" * 60_000, "phình"),
        (packed("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "macro"),
        (packed("[Content_Types].xml", "word/document.xml", "word/embeddings/oleObject1.bin"), "macro"),
        (
            parts(
                {
                    "[Content_Types].xml": b'<Override PartName="/word/a.bin" ContentType="application/vnd.ms-office.vbaProject"/>'
                }
            ),
            "macro",
        ),
        (
            parts({"[Content_Types].xml": b"ContentType='application/vnd.ms-word.document.macroEnabled.main+xml'"}),
            "macro",
        ),
        (
            parts(
                {
                    "word/x/a.bin": b"x",
                    "[Content_Types].xml": b'ContentType="application/vnd.openxmlformats-officedocument.oleObject"',
                }
            ),
            "nhúng",
        ),
        (
            parts({"word/_rels/settings.xml.rels": relation("attachedTemplate", "https://example.com/a.dotm")}),
            "tải từ nơi khác",
        ),
        (
            parts(
                {
                    "word/_rels/settings.xml.rels": relation("attachedTemplate", "https://example.com/a.dotm")
                    .decode()
                    .encode("utf-16")
                }
            ),
            "tải từ nơi khác",
        ),
        (
            parts(
                {
                    "xl/workbook.xml": b"x",
                    "xl/externalLinks/_rels/externalLink1.xml.rels": relation(
                        "externalLinkPath", "file:////example/a.xlsx"
                    ),
                }
            ),
            "tải từ nơi khác",
        ),
        (parts({"word/_rels/document.xml.rels": b"<x/>" * 400_000}), "phình"),
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
    whole = path.read_bytes()
    for at in (0, 9, 15, 25, len(whole) - 1):  # the mark, the key's name, the nonce, what is sealed, its tag
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with pytest.raises((FileRefused, SealFault), match=r"nguyên vẹn|đã bị sửa|khóa"):
            hand_out(row)
    for other in (PDF + b"x", b"", whole[:30]):
        path.write_bytes(other)
        with pytest.raises((FileRefused, SealFault)):
            hand_out(row)
    path.unlink()
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


def paper() -> io.BytesIO:
    upload = io.BytesIO(PDF)
    upload.name = "bang.pdf"
    return upload


def lying(home: Path) -> list[Path]:
    return [p for p in (home / "files").rglob("*") if p.is_file()]


def test_a_flipped_byte_in_the_vault_is_told_on_the_page(as_role: Callable[..., Client], home: Path) -> None:
    officer = as_role("personnel", person_id="N6")
    officer.post("/can-bo/N1/giay-to/", {"loai": "degree", "so": "1", "ngay": "01/02/2020", "tep": paper()})
    row = StoredFile.objects.get()
    path = path_of(row)
    whole = path.read_bytes()
    path.write_bytes(whole[:-3] + bytes([whole[-3] ^ 4]) + whole[-2:])
    answer = officer.get(f"/tep/{row.pk}/")
    assert (answer.status_code, "đã bị sửa hoặc bị cắt" in answer.content.decode()) == (503, True)
    path.write_bytes(b"E" + whole[1:])  # the mark gone: it looks like a file from before sealing
    answer = officer.get(f"/tep/{row.pk}/", follow=True)
    assert "không còn nguyên vẹn" in answer.content.decode()
    assert not LedgerEntry.objects.filter(action="download_file").exists()


def test_a_disk_that_fills_up_under_a_file_leaves_neither_row_nor_bytes(
    as_role: Callable[..., Client], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second of two files meets the full disk: a page that says so, no row, and the first one's bytes go with the next sweep."""
    own = as_role("official", person_id="N1")
    real, asked = vault.seal_bytes, list[bytes]()

    def full(body: bytes, place: str) -> bytes:
        asked.append(body)
        if len(asked) == 2:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(body, place)

    monkeypatch.setattr(vault, "seal_bytes", full)
    asking = {"people.born": "02/02/1990", "ly-do": "Ghi sai", "minh-chung": [paper(), paper()]}
    own.raise_request_exception = False  # what a reader meets, not what a test is told
    answer = own.post("/ho-so-cua-toi/de-nghi/moi/", asking)
    assert len(asked) == 2, answer.content.decode()[:3000]
    assert (answer.status_code, "hết chỗ trống" in answer.content.decode()) == (507, True)
    assert not StoredFile.objects.exists()
    assert len(lying(home)) == 1
    assert sweeping.sweep() == 0, "an act may still be about to name it"
    monkeypatch.setattr(sweeping, "WAIT", -1)
    assert sweeping.sweep() == 1
    [aside] = lying(home)
    assert aside.parent.name == sweeping.ASIDE
    monkeypatch.setattr(sweeping, "KEPT", -1)
    assert sweeping.sweep() == 0
    assert not lying(home)


def test_the_sweep_takes_only_what_no_row_names(loaded: None, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = path_of(store(check("a.pdf", paper(), None), "N1", User.objects.create(username="lan")))
    other = kept.with_name("ghi-chu.txt")
    half = kept.with_name("0" * 32 + ".part")
    for path in (other, half):
        path.write_bytes(b"x")
    monkeypatch.setattr(sweeping, "WAIT", -1)
    assert sweeping.sweep() == 1
    assert sorted(lying(home)) == sorted([kept, other, half.parents[1] / sweeping.ASIDE / half.name])


def test_files_of_a_database_that_was_away_come_back(loaded: None, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An older database in place for an hour does not know them; the newer one finds them again."""
    row = store(check("a.pdf", paper(), None), "N1", User.objects.create(username="lan"))
    monkeypatch.setattr(sweeping, "WAIT", -1)
    StoredFile.objects.filter(pk=row.pk).delete()
    assert (sweeping.sweep(), path_of(row).exists()) == (1, False)
    row.save(force_insert=True)
    assert sweeping.sweep() == 0
    assert vault.read(row) == paper().getvalue()
