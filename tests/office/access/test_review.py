"""The yearly review: every account decided on, by whom and when; nobody overwrites another's decision unseen."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from python_calamine import CalamineWorkbook

from dungviec.office.access import review, services
from dungviec.office.access.models import AccountReview, LedgerEntry, Membership, Role, User

pytestmark = pytest.mark.django_db
PAGE, DECIDE = "/ra-soat-tai-khoan/", "/ra-soat-tai-khoan/quyet-dinh/"


@pytest.fixture
def admin(as_role: Callable[..., Client]) -> Client:
    client = as_role("administrator")
    services.create_account("ha", "x", Role.OFFICIAL, unit_id="P-NV", person_id="N6", shown_name="Phạm Hà")
    services.create_account("cu", "x", Role.OFFICIAL, unit_id="P-NV", person_id="N8")
    services.create_account("an", "x", Role.OFFICIAL, unit_id="TH", person_id="N3")
    return client


def test_each_account_is_decided_on_and_the_report_tells_it(admin: Client) -> None:
    page = admin.get(PAGE).content.decode()
    assert "Đã quyết định 0 trên 3 tài khoản" in page
    assert page.index(">cu<") < page.index(">an<")  # who left first
    assert admin.post(DECIDE, {"tai-khoan": "ha", "quyet-dinh": "keep", "da-co": ""}).status_code == 302
    admin.post(DECIDE, {"tai-khoan": "cu", "quyet-dinh": "lock", "ly-do": "Đã nghỉ hưu", "da-co": ""})
    assert not User.objects.get(username="cu").is_active
    assert "Đã quyết định 2 trên 3" in admin.get(PAGE).content.decode()
    kept = AccountReview.objects.get(user__username="ha")
    assert (kept.by, kept.role, kept.unit_id, kept.year) == (
        "administrator",
        "official",
        "P-NV",
        timezone.localdate().year,
    )
    assert LedgerEntry.objects.filter(action="review_account").count() == 2
    answer = admin.get("/ra-soat-tai-khoan/tai-ve/")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    told = {row[0]: (row[6], row[8], row[9], row[10]) for row in rows[1:]}
    assert told["cu"] == ("không", "Khóa", "Đã nghỉ hưu", "administrator")
    assert told["an"] == ("có", "", "", "")
    Membership.objects.filter(user__username="ha").update(role=Role.LEADER)
    assert "đã đổi từ khi quyết định" in admin.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"quyet-dinh": "xoa"}, "Xin chọn"), ({"quyet-dinh": ""}, "Xin chọn"), ({"quyet-dinh": "lock"}, "cần ghi lý do"), ({"quyet-dinh": "change", "ly-do": "  "}, "cần ghi lý do"),
        ({"quyet-dinh": "keep", "da-co": "lock"}, "vừa có người khác"),
    ],
)  # fmt: skip
def test_what_cannot_be_decided_is_said(admin: Client, given: dict[str, str], said: str) -> None:
    answer = admin.post(DECIDE, {"tai-khoan": "ha", "da-co": ""} | given, follow=True)
    assert said in answer.content.decode()
    assert not AccountReview.objects.exists()


def test_two_deciders_at_once(admin: Client) -> None:
    admin.post(DECIDE, {"tai-khoan": "ha", "quyet-dinh": "keep", "da-co": ""})
    late = admin.post(DECIDE, {"tai-khoan": "ha", "quyet-dinh": "lock", "ly-do": "x", "da-co": ""}, follow=True)
    assert "vừa có người khác" in late.content.decode()
    assert User.objects.get(username="ha").is_active
    admin.post(DECIDE, {"tai-khoan": "ha", "quyet-dinh": "change", "ly-do": "Chuyển đơn vị", "da-co": "keep"})
    assert AccountReview.objects.get().decision == "change"


def test_a_head_reviews_the_own_units_and_nobody_the_own_account(admin: Client, as_role: Callable[..., Client]) -> None:
    head = as_role("unit_head", unit_id="P-GD", person_id="N1")
    page = head.get(PAGE).content.decode()
    assert ">an<" in page  # the school lies below
    assert ">ha<" not in page
    for name in ("ha", "unit_headP-GDN1", "administrator", "khong-co", "", "\x00"):
        assert head.post(DECIDE, {"tai-khoan": name, "quyet-dinh": "keep", "da-co": ""}).status_code == 404, name
    assert head.post(DECIDE, {"tai-khoan": "an", "quyet-dinh": "keep", "da-co": ""}).status_code == 302


@pytest.mark.parametrize("role", ["personnel", "leader", "official", "inspector", "auditor"])
def test_nobody_else_reviews(as_role: Callable[..., Client], role: str) -> None:
    client = as_role(role)
    for path in (PAGE, "/ra-soat-tai-khoan/tai-ve/"):
        assert client.get(path).status_code == 403
    assert client.post(DECIDE, {"tai-khoan": "x"}).status_code == 403


def test_who_is_due(admin: Client) -> None:
    User.objects.filter(username__in=("ha", "an")).update(date_joined=timezone.now() - timedelta(days=800))
    today = timezone.localdate()
    assert sorted(review.accounts_due_for_review(today).values_list("username", flat=True)) == ["an", "ha"]
    admin.post(DECIDE, {"tai-khoan": "ha", "quyet-dinh": "keep", "da-co": ""})
    assert [u.username for u in review.accounts_due_for_review(today)] == ["an"]
    assert review.accounts_due_for_review(date(today.year + 1, 1, 5)).count() == 4  # everybody anew, the newer ones too


def test_the_page_asks_as_often_for_many_as_for_few(
    admin: Client, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for i in range(120):
        services.create_account(f"nguoi.{i:03}", "x", Role.OFFICIAL, unit_id="TH", person_id="N3")
    with django_assert_max_num_queries(25):  # type: ignore[attr-defined]
        page = admin.get(PAGE).content.decode()
    assert "1 / 3" in page
    assert "nguoi.119" in admin.get(f"{PAGE}?loc=119").content.decode()
    assert admin.get(f"{PAGE}?trang=khong&loc=%00").status_code == 200


def test_signs_no_database_keeps_are_left_out(admin: Client) -> None:
    admin.post(DECIDE, {"tai-khoan": "ha", "quyet-dinh": "lock", "ly-do": "Nghỉ\x00 hưu", "da-co": ""})
    assert AccountReview.objects.get().note == "Nghỉ hưu"
    admin.post("/tai-khoan/an/", {"khoa": "1", "ly-do": "\x00Nghỉ"})
    assert not User.objects.get(username="an").is_active
    bad = {"ten-dang-nhap": "a\x00b", "vai-tro": "le\x00ader", "don-vi": "\x00", "can-bo": "\x00", "ho-ten": "\x00"}
    assert admin.post("/tai-khoan/moi/", bad).status_code == 302
