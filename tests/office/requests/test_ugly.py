"""Requests and papers met by ugly cases: two at once, a record that moves under the decider's eyes, files that are not what they say."""
# ruff: noqa: F811 - fixtures of the neighbouring module are asked for by their names

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from tests.office.requests.test_requests import PDF, QUEUE, an, asked, home, keeper  # noqa: F401 - fixtures

from dungviec.office.registry.models import Person
from dungviec.office.registry.services import amend
from dungviec.office.requests.models import Document, State


def seen_on(page: str) -> str:
    return page.split('name="da-thay" value="')[1].split('"')[0]


def test_a_record_that_moves_under_the_deciders_eyes_is_not_overwritten(an: Client, keeper: Client) -> None:
    one = asked(an)
    stamp = seen_on(keeper.get(f"{QUEUE}{one.pk}/").content.decode())
    amend("people", "N3", {"born": date(1990, 3, 3)}, by="lan", why="Đính chính")
    answer = keeper.post(f"{QUEUE}{one.pk}/", {"ghi": "1", "da-thay": stamp})
    assert answer.status_code in (409, 422)
    one.refresh_from_db()
    assert one.state == State.OPEN
    assert Person.objects.get(pk="N3").born == date(1990, 3, 3)
    told = answer.content.decode()
    assert "nay hồ sơ ghi: 03/03/1990" in told
    again = keeper.post(f"{QUEUE}{one.pk}/", {"ghi": "1", "da-thay": seen_on(told)})
    assert again.status_code == 302
    assert Person.objects.get(pk="N3").born == date(1990, 2, 2)


def test_two_requests_about_one_field_are_decided_one_after_the_other(an: Client, keeper: Client) -> None:
    first, second = asked(an), asked(an, **{"people.born": "05/05/1990"})
    stamp = seen_on(keeper.get(f"{QUEUE}{second.pk}/").content.decode())
    assert keeper.post(f"{QUEUE}{first.pk}/", {"ghi": "1"}).status_code == 302
    blind = keeper.post(f"{QUEUE}{second.pk}/", {"ghi": "1", "da-thay": stamp})
    assert blind.status_code in (409, 422)
    assert Person.objects.get(pk="N3").born == date(1990, 2, 2)


def packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, body in parts.items():
            made.writestr(name.replace("__", "/"), body)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("khai-sinh.pdf", b"<!doctype html><script>alert(1)</script>"), ("khai-sinh.pdf", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>"),
        ("khai-sinh.pdf", b""), ("khai-sinh.pdf", b"MZ\x90\x00"), ("anh.png", b"GIF89a"), ("bang.docx", packed(a=b"1")),
        ("bom.docx", packed(**{"[Content_Types].xml": b"<Types/>", "word__document.xml": b"0" * 400_000_000})),
        ("trang.pdf", b"\xef\xbb\xbf<html>"),
    ],
    ids=["html", "svg", "empty", "exe", "gif", "zip", "bomb", "bom-html"],
)  # fmt: skip
def test_a_paper_that_is_not_what_its_name_says_is_not_taken(keeper: Client, name: str, body: bytes) -> None:
    file = io.BytesIO(body)
    file.name = name
    answer = keeper.post("/can-bo/N3/giay-to/", {"loai": "birth", "ngay": "01/02/2019", "tep": file})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not Document.objects.exists()


def test_a_name_written_apart_is_kept_whole_and_no_copy_is_opened_in_the_page(
    keeper: Client, as_role: Callable[..., Client]
) -> None:
    for _time in range(2):
        file = io.BytesIO(PDF)
        file.name = unicodedata.normalize("NFD", "Giấy khai sinh của Ẩn.pdf")
        keeper.post("/can-bo/N3/giay-to/", {"loai": "birth", "ngay": "01/02/2019", "tep": file})
    names = list(Document.objects.values_list("file__name", flat=True))
    assert len(names) == 2, "a second scan of the same paper may be meant; both are kept and either can be taken out"
    assert all(unicodedata.is_normalized("NFC", n) for n in names)
    stranger = as_role("official", person_id="N2")
    for one in Document.objects.all():
        assert stranger.get(f"/tep/{one.file_id}/").status_code in (403, 404)
        got = keeper.get(f"/tep/{one.file_id}/")
        assert got.headers["Content-Disposition"].startswith("attachment")
        assert got.headers["X-Content-Type-Options"] == "nosniff"
