"""Cô An asks from her phone: sent twice it is one request, what cannot be taken comes back as a sentence, nobody sends for another."""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from dungviec.office.requests.models import ChangeRequest, StoredFile

PAGE, SEND, DATA = "/ho-so-cua-toi/ghi-nhanh/", "/ho-so-cua-toi/ghi-nhanh/gui/", "/ho-so-cua-toi/ghi-nhanh/ai/"
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 64


@pytest.fixture(autouse=True)
def home(settings: object, tmp_path: object) -> None:
    settings.FILES_HOME = tmp_path / "files"  # type: ignore[attr-defined,operator]


@pytest.fixture
def an(as_role: Callable[..., Client]) -> Client:
    return as_role("official", person_id="N3")


def photo(body: bytes = JPEG) -> io.BytesIO:
    file = io.BytesIO(body)
    file.name = "anh-1.jpg"
    return file


def sent(client: Client, **told: object) -> dict[str, str]:
    given = {
        "key": str(uuid.uuid4()),
        "field": "people.born",
        "value": "1990-02-02",
        "reason": "Giấy khai sinh ghi khác.",
    }
    answer = client.post(SEND, given | told)
    assert answer.status_code == 200, answer.content.decode()
    return dict(answer.json())


def test_sent_twice_it_is_one_request_with_its_photo(an: Client) -> None:
    key = str(uuid.uuid4())
    first, again = sent(an, key=key, anh=photo()), sent(an, key=key, anh=photo())
    made = ChangeRequest.objects.get()
    assert (
        first
        == again
        == {
            "key": key,
            "outcome": "sent",
            "words": f"Đề nghị số {made.pk}, trả lời chậm nhất ngày {made.due:%d/%m/%Y}.",
        }
    )
    assert [(f.field, f.asked) for f in made.fields.all()] == [("born", "1990-02-02")]
    assert made.evidence.get().content_type == "image/jpeg"
    assert StoredFile.objects.count() == 1


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"value": "31/02/1990"}, "Ngày «31/02/1990» không đọc được"),
        ({"value": "1990-01-02"}, "Chưa có trường nào khác với hồ sơ"),
        ({"field": "people.person_id"}, "Trường này không đề nghị sửa được"),
        ({"field": "discipline.kind"}, "Trường này không đề nghị sửa được"),
        ({"field": ""}, "Trường này không đề nghị sửa được"),
        ({"reason": "  "}, "Xin ghi lý do"),
        ({"field": "particulars.height_cm", "value": "cao"}, "không phải là số"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_stays_on_the_phone_with_a_sentence(
    an: Client, told: dict[str, str], sentence: str
) -> None:
    answer = sent(an, **told)
    assert answer["outcome"] == "refused"
    assert sentence in answer["words"]
    assert not ChangeRequest.objects.exists()


def test_a_photo_that_is_none_is_refused_whole(an: Client) -> None:
    assert "chỉ nhận PDF" in sent(an, anh=photo(b"<html>"))["words"]
    assert not ChangeRequest.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_number_of_a_request_is_its_account_s(an: Client, as_role: Callable[..., Client]) -> None:
    key = str(uuid.uuid4())
    sent(an, key=key)
    assert "tài khoản khác" in sent(as_role("official", person_id="N4"), key=key)["words"]
    assert an.post(SEND, {"key": "một"}).status_code == 422
    assert ChangeRequest.objects.count() == 1


def test_the_page_is_the_same_for_everybody_and_tells_nothing_of_anybody(
    an: Client, as_role: Callable[..., Client]
) -> None:
    other = as_role("official", person_id="N2")
    assert an.get(PAGE).content == other.get(PAGE).content
    assert set(an.get(DATA).json()) == {"who"}
    assert an.get(DATA).json() != other.get(DATA).json()
    assert as_role("administrator").get(PAGE).status_code == 404
    worker = an.get(PAGE + "giu.js")
    assert worker["Content-Type"].startswith("text/javascript")
    assert f'"page": "{PAGE}"' in worker.content.decode()
    assert an.get(PAGE + "ung-dung.webmanifest").json()["scope"] == PAGE
