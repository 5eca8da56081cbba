"""Accounts: kept by administrators who see nobody's record; passwords known to their owners alone; leavers out the same day."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from dungviec.office.access import accounts, ledger, services
from dungviec.office.access.models import LedgerEntry, Membership, Role, User

pytestmark = pytest.mark.django_db
PASSWORD = "mot mat khau dai"


@pytest.fixture
def admin(as_role: Callable[..., Client]) -> Client:
    return as_role("administrator")


def opened(client: Client, **given: str) -> None:
    fields = {
        "ten-dang-nhap": "lan.moi",
        "ho-ten": "Lê Thị Lan",
        "vai-tro": "unit_head",
        "don-vi": "P-GD",
        "can-bo": "N1",
    } | given
    answer = client.post("/tai-khoan/moi/", fields)
    assert answer.status_code == 302, answer.content.decode()


def test_opened_invited_and_entered_with_a_password_only_the_owner_knows(admin: Client) -> None:
    opened(admin)
    user = User.objects.get(username="lan.moi")
    assert not user.has_usable_password()
    page = admin.post("/tai-khoan/lan.moi/", {"moi": "1"})
    address = re.findall(r"http://testserver(/dat-mat-khau/[^<\s]+)", page.content.decode())[0]
    assert page["Cache-Control"] == "no-store"
    assert "/dat-mat-khau/" not in admin.get("/tai-khoan/lan.moi/").content.decode()  # shown once
    owner = Client()
    form = owner.get(address, follow=True)
    assert "Mật khẩu mới" in form.content.decode()
    there = form.redirect_chain[-1][0]
    short = owner.post(there, {"new_password1": "ngan", "new_password2": "ngan"})
    assert short.status_code == 200
    mine = "Một câu thật dài 7"
    assert owner.post(there, {"new_password1": mine, "new_password2": mine}).headers["Location"] == "/dang-nhap/"
    assert owner.post("/dang-nhap/", {"username": "lan.moi", "password": mine}).headers["Location"] == "/"
    again = Client().get(address, follow=True)
    assert "không còn dùng được" in again.content.decode()
    said = " ".join(str(e.detail) for e in LedgerEntry.objects.all())
    assert mine not in said
    assert address.split("/")[-2] not in said
    assert [e.action for e in LedgerEntry.objects.filter(subject_id="lan.moi").order_by("number")] == [
        "open_account", "invite_account", "set_password",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"vai-tro": "administrator"}, "tách riêng"),
        ({"vai-tro": "auditor"}, "tách riêng"),
        ({"vai-tro": "unit_head", "don-vi": ""}, "một đơn vị"),
        ({"vai-tro": "official", "can-bo": ""}, "hồ sơ của người đó"),
        ({"vai-tro": "khong-co"}, "chọn vai trò"),
        ({"don-vi": "KHONG-CO"}, "Không có đơn vị"),
        ({"can-bo": "KHONG-CO"}, "Không có hồ sơ"),
        ({"ten-dang-nhap": "a b"}, "Tên đăng nhập chỉ gồm"),
        ({"ten-dang-nhap": "ADMINISTRATOR"}, "đã có"),
    ],
)
def test_what_cannot_be_an_account_is_said(admin: Client, given: dict[str, str], said: str) -> None:
    fields = {"ten-dang-nhap": "lan.moi", "vai-tro": "unit_head", "don-vi": "P-GD", "can-bo": "N1"} | given
    answer = admin.post("/tai-khoan/moi/", fields)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert User.objects.count() == 1


def test_a_lock_ends_the_sessions_at_once_and_needs_a_reason(admin: Client, as_role: Callable[..., Client]) -> None:
    leader = as_role("leader")
    assert leader.get("/can-bo/").status_code == 200
    assert admin.post("/tai-khoan/leader/", {"khoa": "1", "ly-do": " "}).status_code == 422
    admin.post("/tai-khoan/leader/", {"khoa": "1", "ly-do": "Nghỉ hưu"})
    assert leader.get("/can-bo/").status_code == 302
    admin.post("/tai-khoan/leader/", {"mo": "1", "ly-do": "Nhầm"})
    assert User.objects.get(username="leader").is_active
    assert admin.post("/tai-khoan/leader/", {"vai-tro": "inspector", "don-vi": "P-GD"}).status_code == 302
    line = LedgerEntry.objects.get(action="change_account")
    assert line.detail["before"]["role"] == "leader"
    assert line.detail["after"] == {"role": "inspector", "unit_id": "P-GD", "person_id": ""}


def test_nobody_changes_or_locks_the_own_account(admin: Client) -> None:
    for given in ({"khoa": "1", "ly-do": "x"}, {"vai-tro": "personnel"}):
        assert admin.post("/tai-khoan/administrator/", given).status_code == 422
    assert Membership.objects.get(user__username="administrator").role == Role.ADMINISTRATOR


def test_who_left_cannot_enter_and_heads_the_list(admin: Client, client: Client) -> None:
    services.create_account("cu", PASSWORD, Role.OFFICIAL, person_id="N8")  # retired in 2019
    services.create_account("ha", PASSWORD, Role.OFFICIAL, person_id="N6")
    assert accounts.accounts()[0].user.username == "cu"
    assert "đã nghỉ, cần khóa" in admin.get("/tai-khoan/").content.decode()
    page = client.post("/dang-nhap/", {"username": "cu", "password": PASSWORD}).content.decode()
    assert "không còn trong danh sách" in page
    assert not User.objects.get(username="cu").is_active
    assert client.post("/dang-nhap/", {"username": "ha", "password": PASSWORD}).status_code == 302


def test_an_account_long_unused_is_pointed_at(admin: Client) -> None:
    services.create_account("ha", PASSWORD, Role.OFFICIAL, person_id="N6")
    User.objects.filter(username="ha").update(
        last_login=timezone.now() - timedelta(days=46), opened_at=timezone.now() - timedelta(days=50)
    )
    assert "lâu không dùng" in admin.get("/tai-khoan/").content.decode()


def test_an_administrator_sees_nobody(admin: Client) -> None:
    assert "Tài khoản đang mở" in admin.get("/").content.decode()
    assert "Nguyễn Thị Hạnh" not in admin.get("/").content.decode()
    for path in ("/can-bo/", "/can-bo/N1/", "/can-bo/xuat/", "/so-ghi-viec/", "/de-nghi/", "/giay-to/", "/bo-tri/"):
        assert admin.get(path).status_code == 403, path
    assert "Nguyễn Thị Hạnh" not in admin.get("/to-chuc/").content.decode()
    assert admin.post("/tim/", {"q": "hanh"}).status_code == 403


@pytest.mark.parametrize("role", [r for r in Role if r != Role.ADMINISTRATOR])
def test_only_administrators_keep_accounts(as_role: Callable[..., Client], role: str) -> None:
    client = as_role(role, unit_id="P-GD", person_id="N1")
    for path in ("/tai-khoan/", "/tai-khoan/moi/", f"/tai-khoan/{role}P-GDN1/"):
        assert client.get(path).status_code == 403
        assert client.post(path, {"khoa": "1", "ly-do": "x"}).status_code in (403, 405)


class TestAuditor:
    """Reads and proves the ledger, and nothing sensitive."""

    def test_reads_filters_and_pages_the_ledger(self, as_role: Callable[..., Client]) -> None:
        as_role("leader").get("/can-bo/N1/")
        for i in range(130):
            ledger.record("mai", "see_person", kind="person", subject=f"N{i}")
        auditor = as_role("auditor")
        assert "Dòng trong sổ ghi việc" in auditor.get("/").content.decode()
        page = auditor.get("/so-ghi-viec/?ai=leader&viec=see_person&ma=N1").content.decode()
        assert page.count("Mở hồ sơ") >= 2  # the choice and the line
        assert "Nguyễn Thị Hạnh" not in page
        first = auditor.get("/so-ghi-viec/?ai=mai").content.decode()
        older = re.findall(r"truoc=(\d+)", first)[0]
        assert "N0<" in auditor.get(f"/so-ghi-viec/?ai=mai&truoc={older}").content.decode()
        assert "Không có dòng nào khớp" in auditor.get("/so-ghi-viec/?ai=khong-co").content.decode()
        assert LedgerEntry.objects.filter(action="read_ledger", actor="auditor").exists()

    def test_proves_it_whole_or_broken(self, as_role: Callable[..., Client]) -> None:
        auditor = as_role("auditor")
        ledger.record("mai", "see_person", kind="person", subject="N1")
        anchor = ledger.head()
        assert "Sổ nguyên vẹn" in auditor.post("/so-ghi-viec/kiem-tra/", {"moc": str(anchor)}).content.decode()
        assert auditor.post("/so-ghi-viec/kiem-tra/", {"moc": "sai"}).status_code == 422
        LedgerEntry.objects.filter(number=anchor.number).update(actor="lan")
        page = auditor.post("/so-ghi-viec/kiem-tra/").content.decode()
        assert f"sai đầu tiên ở dòng {anchor.number}" in page

    @pytest.mark.parametrize("role", [r for r in Role if r != Role.AUDITOR])
    def test_nobody_else_does(self, as_role: Callable[..., Client], role: str) -> None:
        client = as_role(role, unit_id="P-GD", person_id="N1")
        assert client.get("/so-ghi-viec/").status_code == 403
        assert client.post("/so-ghi-viec/kiem-tra/").status_code == 403
