"""A second click, or «back» and the button again: one object and a sentence, in every form that adds something to these rooms."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.test import Client
from tests.office.education.test_education import FORM, TOPIC

from dungviec.office.access.models import User
from dungviec.office.education.services_forms import make_kind
from dungviec.office.inspection.services import keeping
from dungviec.office.voice.models import Meeting

pytestmark = pytest.mark.django_db
SAID = "đã được gửi và ghi rồi"


def meeting() -> Meeting:
    return Meeting.objects.create(held_on=date(2020, 12, 1), place="Khu 2", kind="council")


def kind() -> str:
    return str(make_kind(name="Sinh hoạt", valid_from=date(2020, 1, 1), by=User.objects.first()).pk)


TABLE: dict[str, tuple[str, str, Callable[[], dict[str, Any]]]] = {
    # address → who, model counted, what is typed
    "/gop-y/quay/moi/": ("personnel", "voice.Desk", lambda: {"ma": "q7", "ten": "Quầy số 7", "don-vi": "P-NV", "mo": "on"}),
    "/gop-y/cu-tri/moi/": ("personnel", "voice.Meeting", lambda: {"held_on": "01/12/2020", "place": "Khu 2", "kind": "council", "ban": "0"}),
    "/gop-y/cu-tri/{pk}/loi-hua/moi/": ("personnel", "voice.Promise", lambda: {"pk": meeting().pk, "asked": "Đường hỏng", "promised": "Vá", "unit_id": "P-GD", "due": "31/12/2020"}),
    "/giao-duc/mau/moi/": ("personnel", "education.FormVersion", lambda: dict(FORM)),
    "/giao-duc/loai/moi/": ("personnel", "education.ActivityKind", lambda: {"from": "/giao-duc/mau/", "ten": "Tọa đàm"}),
    "/giao-duc/chuyen-de/moi/": ("personnel", "education.Topic", lambda: TOPIC | {"commitment_form": "", "reflection_form": ""}),
    "/giao-duc/sinh-hoat/moi/": ("personnel", "education.Activity", lambda: {"kind": kind(), "unit_id": "P-GD", "title": "Nêu gương", "day": "01/12/2020"}),
    "/chuong-trinh/nam/moi/": ("personnel", "programme.Programme", lambda: {"year": "2020", "theme": "Kỷ cương", "day": "01/01/2020"}),
    "/thi-dua/sang-kien/": ("personnel", "emulation.Initiative", lambda: {"person_id": "N2", "title": "Một cửa số", "kind": "initiative", "scope": "base", "year": "2020", "recognised_by": "UBND", "decision": "12/QĐ", "recognised_on": "01/11/2020"}),
    "/kiem-tra/cuoc/moi/": ("inspector", "inspection.Visit", lambda: {"noi": "P-GD", "loai": "planned", "ngay": "15/12/2020"}),
}  # fmt: skip


def sent(client: Client, address: str, given: dict[str, Any], opened: str) -> Any:
    """One filled-in form as the page at ``opened`` gave it."""
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', client.get(opened).content.decode())
    assert token, opened
    return given | {"csrfmiddlewaretoken": token.group(1)}


@pytest.mark.parametrize("address", TABLE)
def test_the_same_form_twice_adds_one_object_and_says_so(
    address: str, loaded: None, as_role: Callable[..., Client]
) -> None:
    cache.clear()
    role, model, typed = TABLE[address]
    client, counted = as_role(role), apps.get_model(model).objects
    given = typed()
    path, opened = address.format(pk=given.pop("pk", "")), given.pop("from", "")
    if role == "inspector":
        keeping.terms()
    before = counted.count()
    form = sent(client, path, given, opened or path)
    first, again = client.post(path, form), client.post(path, form, follow=True)
    assert first.status_code == 302, first.content.decode()[:3000]
    assert counted.count() == before + 1
    assert again.status_code == 200
    assert SAID in again.content.decode()


def test_a_second_form_with_the_same_words_is_a_second_object(loaded: None, as_role: Callable[..., Client]) -> None:
    cache.clear()
    client, path = as_role("personnel"), "/gop-y/cu-tri/moi/"
    given = {"held_on": "01/12/2020", "place": "Khu 2", "kind": "council", "ban": "0"}
    for _ in range(2):
        assert client.post(path, sent(client, path, given, path)).status_code == 302
    assert Meeting.objects.count() == 2, "each from a page of its own"


def test_what_was_refused_may_be_sent_again_as_it_is(loaded: None, as_role: Callable[..., Client]) -> None:
    cache.clear()
    client, path = as_role("personnel"), "/giao-duc/sinh-hoat/moi/"
    bad = sent(client, path, {"kind": kind(), "unit_id": "P-GD", "title": "", "day": "01/12/2020"}, path)
    assert [client.post(path, bad).status_code for _ in range(2)] == [422, 422]
    assert client.post(path, bad | {"title": "Nêu gương"}).status_code == 302, "the same page, put right"
    close = sent(client, "/", {"ngay": "hôm qua"}, "/giao-duc/mau/")
    address = (
        f"/giao-duc/loai/{make_kind(name='Tọa đàm', valid_from=date(2020, 1, 1), by=User.objects.first()).pk}/thoi/"  # type: ignore[arg-type]
    )
    pages = [client.post(address, close, follow=True).content.decode() for _ in range(2)]
    assert all("không phải ngày" in p and SAID not in p for p in pages)


def test_a_script_of_a_page_is_not_held_back(loaded: None, as_role: Callable[..., Client]) -> None:
    cache.clear()
    client, path = as_role("personnel"), "/gop-y/cu-tri/moi/"
    form = sent(client, path, {"held_on": "01/12/2020", "place": "Khu 2", "kind": "council", "ban": "0"}, path)
    for headers in ({"sec-fetch-mode": "cors"}, {"sec-fetch-mode": "cors"}, {"sec-fetch-mode": "navigate"}):
        assert client.post(path, form, headers=headers).status_code == 302
    assert Meeting.objects.count() == 3
