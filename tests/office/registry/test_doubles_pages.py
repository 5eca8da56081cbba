"""The officer finds that cô An was entered twice, merges the records, and takes it back; others do not get that far."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dungviec.office.registry.merged import record_of
from dungviec.office.registry.merging import plan_merge
from dungviec.office.registry.models import Apart, Batch
from dungviec.office.registry.selectors import read_table
from dungviec.office.registry.services import amend, create

pytestmark = pytest.mark.django_db
AN = {"name": "Trần Thị An", "born": date(1990, 1, 2)}


@pytest.fixture
def second_an(loaded: None) -> None:
    create("people", {"person_id": "N9", **AN, "home_place": "Xã Cũ"}, by="thử", why="nhà trường lập")


def _page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_pair_is_shown_with_its_reason_and_the_way_to_merge(second_an: None, officer: Client) -> None:
    page = _page(officer, "/trung-va-ma/")
    assert "cùng họ tên, ngày sinh" in page
    assert 'href="/can-bo/N3/gop/N9/"' in page
    assert "Giáo viên tiểu học" in _page(officer, "/trung-va-ma/?xem=chung-ghe")
    assert "Trần Thị An" in _page(officer, "/trung-va-ma/?xem=ho-so-rong")


def test_merging_by_the_page_and_undoing_by_the_page_of_the_batch(second_an: None, officer: Client) -> None:
    before = sorted(read_table("people").rows())
    page = _page(officer, "/can-bo/N3/gop/N9/")
    assert "Xã Cũ" in page
    seal = plan_merge("N3", "N9").seal
    assert officer.post("/can-bo/N3/gop/N9/", {"dau": seal, "ly-do": ""}).status_code == 422
    done = officer.post("/can-bo/N3/gop/N9/", {"dau": seal, "ly-do": "một người", "people.home_place": "closed"})
    batch = Batch.objects.get(kind="merge")
    assert done["Location"] == f"/dot-ghi/{batch.pk}/"
    told = _page(officer, done["Location"])
    assert "Hồ sơ còn lại" in told
    assert "Xã Cũ" in told
    assert record_of("N9") == "N3"
    assert "N9" not in _page(officer, "/trung-va-ma/?xem=mot-nguoi")
    officer.post(f"/dot-ghi/{batch.pk}/", {"ly-do": "nhìn lại là hai người"})
    assert sorted(read_table("people").rows()) == before
    assert "nhìn lại là hai người" in _page(officer, f"/dot-ghi/{batch.pk}/")


def test_two_people_are_not_asked_about_again_until_somebody_asks(second_an: None, officer: Client) -> None:
    officer.post("/trung-va-ma/hai-nguoi/", {"xem": "mot-nguoi", "mot": "N3", "hai": "N9", "ly-do": "khác quê"})
    assert "/gop/" not in _page(officer, "/trung-va-ma/?xem=mot-nguoi")
    assert "khác quê" in _page(officer, "/trung-va-ma/?xem=da-xac-nhan")
    officer.post("/trung-va-ma/hai-nguoi/", {"xem": "da-xac-nhan", "hoi-lai": Apart.objects.get().pk})
    assert "/gop/" in _page(officer, "/trung-va-ma/?xem=mot-nguoi")


def test_only_who_writes_records_comes_in_and_nobody_merges_the_own_one(
    second_an: None, as_role: Callable[..., Client]
) -> None:
    for role in ("leader", "inspector", "auditor", "administrator"):
        client = as_role(role)
        for address in ("/trung-va-ma/", "/dot-ghi/", "/can-bo/N3/gop/N9/", "/to-chuc/sap-xep/"):
            assert client.get(address).status_code in (403, 404), (role, address)
    assert as_role("personnel", person_id="N3").get("/can-bo/N3/gop/N9/").status_code == 403
    below = as_role("personnel", unit_id="P-NV")
    assert "/gop/" not in _page(below, "/trung-va-ma/?xem=mot-nguoi")
    assert below.get("/can-bo/N3/gop/N9/").status_code == 403
    assert "nhà trường lập" not in _page(below, "/dot-ghi/")


def test_the_lines_of_a_batch_name_units_and_posts_and_not_their_codes(second_an: None, officer: Client) -> None:
    amend("units", "TH", {"parent_id": "P-NV"}, by="thử", why="chuyển trường")
    page = _page(officer, f"/dot-ghi/{Batch.objects.latest('pk').pk}/")
    assert "Trường Tiểu học Mẫu" in page
    assert "Phòng Nội vụ" in page
    assert "P-NV" not in page.replace('"P-NV"', "")
    create(
        "tenures",
        {
            "person_id": "N2",
            "post_id": "NV.TP",
            "title": "Kiêm nhiệm",
            "from_date": date(2020, 1, 1),
            "kind": "concurrent",
        },
        by="thử",
        why="kiêm",
    )
    page = _page(officer, f"/dot-ghi/{Batch.objects.latest('pk').pk}/")
    assert "Trưởng phòng, Phòng Nội vụ" in page
    assert "NV.TP" not in page


def test_a_later_change_is_named_where_a_batch_cannot_be_undone(second_an: None, officer: Client) -> None:
    first = Batch.objects.latest("pk")
    create(
        "ratings", {"person_id": "N9", "year": 2019, "system": "state", "rating": "good"}, by="thử", why="xếp loại năm"
    )
    page = _page(officer, f"/dot-ghi/{first.pk}/")
    assert "Chưa hoàn tác được" in page
    assert "Xếp loại" in page
    assert officer.post(f"/dot-ghi/{first.pk}/", {"ly-do": "thôi"}).status_code == 422


def test_lists_cost_a_bounded_number_of_questions(second_an: None, officer: Client) -> None:
    def asked(address: str) -> int:
        officer.get(address)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert officer.get(address).status_code == 200
        return len(queries)

    before = [asked("/trung-va-ma/?xem=mot-nguoi"), asked("/dot-ghi/")]
    for i in range(10, 16):
        create("people", {"person_id": f"N{i}", **AN}, by="thử", why="nhà trường lập")
    after = [asked("/trung-va-ma/?xem=mot-nguoi"), asked("/dot-ghi/")]
    assert after == before
    assert max(after) <= 30


MERGER: dict[str, Any] = {
    "viec": "sap-nhap", "so": "12/NQ-HĐND", "ngay-ky": "01/12/2020", "hieu-luc": "01/01/2021", "cac-don-vi": ["P-GD", "P-NV"],
    "ten": "Phòng Tổng hợp", "loai": "division", "cap-tren": "TX",
}  # fmt: skip


def test_a_merger_is_seen_beforehand_then_carried_out_for_a_day_to_come(officer: Client) -> None:
    page = officer.post("/to-chuc/sap-xep/", MERGER | {"xem": "1"}).content.decode()
    for words in ("Nguyễn Thị Hạnh", "Phòng Tổng hợp", "Trường Tiểu học Mẫu", "ghi trước"):
        assert words in page
    assert not Batch.objects.exists()
    done = officer.post("/to-chuc/sap-xep/", MERGER | {"ghi": "1"})
    assert "Sáp nhập thành Phòng Tổng hợp" in _page(officer, done["Location"])
    units = {day: read_table("units", as_of=day).filter() for day in (date(2020, 12, 31), date(2021, 1, 1))}
    parent = {day: dict(frame.select("unit_id", "parent_id").iter_rows())["TH"] for day, frame in units.items()}
    assert parent == {date(2020, 12, 31): "P-GD", date(2021, 1, 1): "PTH"}
    officer.post(done["Location"], {"ly-do": "nghị quyết chưa ban hành"})
    assert "PTH" not in read_table("units")["unit_id"].to_list()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"hieu-luc": "mai"}, "Xin ghi ngày hiệu lực"),
        ({"hieu-luc": "30/11/2020"}, "trước ngày ban hành"),
        ({"loai": ""}, "loại của đơn vị mới"),
        ({"cac-don-vi": []}, "Xin chọn đơn vị"),
        ({"viec": "giai-the", "don-vi": "P-GD"}, "đơn vị trực thuộc"),
        ({"viec": "bien-che", "don-vi": "P-GD", "bien-che": "nhiều"}, "phải là số nguyên"),
        ({"viec": "chuyen", "don-vi": "KHONG-CO"}, ""),
    ],
)
def test_what_cannot_be_carried_out_is_said_before(officer: Client, changed: dict[str, Any], sentence: str) -> None:
    answer = officer.post("/to-chuc/sap-xep/", MERGER | changed | {"xem": "1"})
    assert answer.status_code == (422 if sentence else 403)
    assert sentence in answer.content.decode()
    assert not Batch.objects.exists()


@pytest.mark.parametrize("act", ["lap", "doi-ten", "chia", "giai-the", "chuyen", "bien-che"])
def test_every_other_act_goes_through_the_page(officer: Client, act: str) -> None:
    asked = MERGER | {
        "viec": act,
        "don-vi": "P-NV",
        "bien-che": "7",
        "ten-moi": ["Phòng Một", "Phòng Hai"],
        "ma-moi": ["", "P2"],
    }
    asked["don-vi"] = "TH" if act == "chuyen" else "P-NV"
    assert officer.post("/to-chuc/sap-xep/", asked | {"xem": "1"}).status_code == 200
    done = officer.post("/to-chuc/sap-xep/", asked | {"ghi": "1"})
    assert done.status_code == 302, done.content.decode()
    after = {row["unit_id"]: row for row in read_table("units", as_of=date(2021, 1, 2)).to_dicts()}
    seen = {
        "lap": "PTH" in after, "doi-ten": after["P-NV"]["name"] == "Phòng Tổng hợp", "chia": {"PM", "P2"} <= set(after),
        "giai-the": after["P-NV"]["valid_to"] == date(2020, 12, 31), "chuyen": after["TH"]["parent_id"] == "TX",
        "bien-che": after["P-NV"]["norm"] == 7,
    }  # fmt: skip
    assert seen[act]
