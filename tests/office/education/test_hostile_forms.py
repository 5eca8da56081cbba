"""Every address of education that takes a form: wrong days, other people's numbers, closed things, endless words, nothing at all."""

# ruff: noqa: F811 - fixtures asked by their names

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest
from django.test import Client
from tests.office.education.test_education import FORM, TOPIC, clerk, duc, hanh  # noqa: F401 - fixtures

from dungviec.office.education.models import Activity, Commitment, Reflection, Review, Topic

pytestmark = pytest.mark.django_db
BAD = ("", "31/02/2020", "-1", "x" * 50_000, "N6")
ADDRESSES = (
    "chuyen-de/moi/", "chuyen-de/{topic}/sua/", "chuyen-de/999999/sua/", "cam-ket/{other}/", "cam-ket/999999/", "sinh-hoat/moi/", "sinh-hoat/999999/",
    "sinh-hoat/999999/rut/", "tong-ket/2020/N6/", "tong-ket/9999/N2/", "tong-ket/2020/x'/", "thu-hoach/999999/", "mau/moi/", "mau/ban-dang-ky/", "mau/khong/",
    "mau/ban-dang-ky/thoi/", "mau/khong/thoi/", "loai/moi/", "loai/1/thoi/", "loai/999999/thoi/", "cua-toi/{topic}/cam-ket/", "cua-toi/999999/cam-ket/",
    "cua-toi/{topic}/thu-hoach/", "cua-toi/tong-ket/2020/", "cua-toi/tong-ket/9999/", "cua-toi/tong-ket/2020/da-xem/",
)  # fmt: skip
FIELDS = (
    "year", "title", "aim", "unit_id", "begins", "ends", "commitment_form", "reflection_form", "reader", "kind", "day", "place", "topic", "summary", "ngay",
    "ten", "seen", "so-dong", "order-1", "key-1", "label-1", "kind-1", "viec-toi-lam", "nguoi-doc", "y-kien", "ly-do", "valid_from", "purpose", "dd-N6", "quyet",
)  # fmt: skip
NUMBER = "giao-duc"


def counts() -> tuple[int, ...]:
    return tuple(m.objects.count() for m in (Topic, Activity, Commitment, Reflection, Review))


@pytest.mark.parametrize("who", ["clerk", "duc", "hanh", "auditor"])
def test_no_form_breaks_the_room_and_nothing_hostile_is_kept(
    who: str,
    clerk: Client,
    duc: Client,
    hanh: Client,
    as_role: Callable[..., Client],
) -> None:
    topic = Topic.objects.get()
    client = {"clerk": clerk, "duc": duc, "hanh": hanh}.get(who) or as_role("auditor")
    before = counts()
    for address, bad in product(ADDRESSES, BAD):
        path = f"/{NUMBER}/" + address.format(topic=topic.pk, other=1)
        answer = client.post(path, dict.fromkeys(FIELDS, bad) | {"viec": "gui"})
        assert answer.status_code in (302, 403, 404, 405, 413, 422, 400), (path, bad[:20], answer.status_code)
    # words alone, with no day, kind, unit or year that could be, make nothing; a commitment's own words may be kept
    after = counts()
    assert (after[0], after[1]) == (before[0], before[1])
    assert {c.person_id for c in Commitment.objects.all()} <= {"N2", "N1"}, "nobody writes for anybody else"
    assert not any(len(str(c.answers)) > 40_000 for c in Commitment.objects.all())


@pytest.mark.parametrize("lacking", sorted(TOPIC))
def test_a_topic_without_one_of_its_fields_is_a_sentence_or_a_topic(lacking: str, clerk: Client) -> None:
    answer = clerk.post(
        "/giao-duc/chuyen-de/moi/", {k: v for k, v in (TOPIC | {"title": "Khác"}).items() if k != lacking}
    )
    assert answer.status_code == (
        302 if lacking in ("aim", "unit_id", "reader", "commitment_form", "reflection_form") else 422
    )
    if answer.status_code == 422:
        assert (
            "note-error" in answer.content.decode()
            or "errorlist" in answer.content.decode()
            or 'role="alert"' in answer.content.decode()
        )


@pytest.mark.parametrize(
    "address", ["chuyen-de/moi/", "mau/moi/", "mau/ban-dang-ky/thoi/", "loai/moi/", "chuyen-de/{topic}/sua/"]
)
@pytest.mark.parametrize("role", ["official", "unit_head", "leader", "auditor", "inspector"])
def test_only_the_personnel_office_sets_up(
    role: str, address: str, clerk: Client, as_role: Callable[..., Client]
) -> None:
    client = as_role(
        role,
        unit_id="P-GD" if role in ("official", "unit_head") else "TX",
        person_id="N2" if role == "official" else "N1" if role == "unit_head" else "",
    )
    before = counts()
    path = "/giao-duc/" + address.format(topic=Topic.objects.get().pk)
    assert client.post(path, TOPIC | FORM | {"ten": "Mới", "ngay": "31/12/2020"}).status_code in (403, 404)
    assert counts() == before
