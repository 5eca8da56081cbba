"""The directory of the house, played by ldap3's own mock: search then bind, nothing injected, disabled entries refused, outages said."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from ldap3 import MOCK_SYNC, Connection, Server
from ldap3.core.exceptions import LDAPSocketOpenError

from dungviec.office.access import directory as module
from dungviec.office.access import services
from dungviec.office.access.configuration import Directory, directory
from dungviec.office.access.directory import DirectoryDown, is_disabled, knows
from dungviec.office.access.models import Door, Role, Tries, User

BASE, READER = "ou=nguoi,o=tinh", "cn=doc,o=tinh"
PEOPLE: dict[str, dict[str, Any]] = {
    "an": {}, "binh": {"userAccountControl": "514"}, "chi": {"nsAccountLock": "TRUE"}, "dung": {"userAccountControl": "512"},
    "em(x)": {},
}  # fmt: skip
HERE = Directory("ldaps://thu-muc.example.vn", BASE, READER, "mat khau doc")


class House:
    """The directory; counts who asked, and can be down."""

    def __init__(self) -> None:
        self.down = False
        self.server = Server("thu-muc")
        self.entries = {READER: {"userPassword": "mat khau doc", "objectClass": "person", "sn": "doc"}} | {
            f"cn={name},{BASE}": {"userPassword": f"cua {name}", "uid": name, "objectClass": "person", "sn": name}
            | extra
            for name, extra in PEOPLE.items()
        }

    def bound(self, here: Directory, name: str, password: str) -> Any:
        """As ``directory.bound``."""
        if self.down:
            raise LDAPSocketOpenError("nobody there")
        connection = Connection(self.server, name, password, client_strategy=MOCK_SYNC, check_names=False)
        for dn, attributes in self.entries.items():
            connection.strategy.add_entry(dn, attributes)
        return connection if connection.bind() else None


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch) -> House:
    here = House()
    monkeypatch.setattr(module, "bound", here.bound)
    return here


@pytest.fixture
def doors(db: None, house: House, settings: Any) -> House:
    settings.DIRECTORY = HERE
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    for name in ("an", "binh", "chi", "dung"):
        user = services.create_account(name, "mat khau cu o day", Role.LEADER)
        user.door = Door.DIRECTORY
        user.save()
    services.create_account("khan.cap", "mot mat khau dai", Role.ADMINISTRATOR)
    return house


def enter(name: str, password: str) -> str:
    return Client().post("/dang-nhap/", {"username": name, "password": password}).content.decode()


@pytest.mark.parametrize(
    ("name", "password", "right"),
    [
        ("an", "cua an", True), ("an", "cua binh", False), ("an", "", False), ("", "cua an", False), ("khong-co", "cua an", False),
        ("*", "cua an", False), ("a*", "cua an", False), ("an)(uid=*", "cua an", False), ("*)(|(uid=an", "cua an", False), ("em(x)", "cua em(x)", True),
        ("an\x00", "cua an", False), ("dung", "cua dung", True), ("binh", "cua binh", False), ("chi", "cua chi", False),
    ],
)  # fmt: skip
def test_whom_it_knows(house: House, name: str, password: str, right: bool) -> None:
    assert knows(HERE, name, password) is right


def test_two_entries_of_one_name_are_nobody(house: House) -> None:
    house.entries[f"cn=an2,{BASE}"] = {"userPassword": "cua an", "uid": "an", "objectClass": "person", "sn": "an"}
    assert not knows(HERE, "an", "cua an")


def test_a_reader_the_directory_refuses_is_an_outage(house: House) -> None:
    with pytest.raises(DirectoryDown, match="reader"):
        knows(Directory(HERE.url, BASE, READER, "sai"), "an", "cua an")


def test_nobody_at_the_address_is_an_outage() -> None:
    with socket.socket() as taken:  # bound and not listening: refused at once
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(DirectoryDown):
            knows(Directory(f"ldap://127.0.0.1:{taken.getsockname()[1]}", BASE, "", ""), "an", "cua an")


def test_the_account_is_the_administrators_and_the_role_is_ours(doors: House) -> None:
    assert enter("AN", "cua an") == ""
    assert "chưa đúng" in enter("an", "mat khau cu o day")  # no password of this office any more
    assert "chưa đúng" in enter("em(x)", "cua em(x)")  # known to the directory, without an account here
    assert User.objects.filter(username="em(x)").count() == 0
    for gone in ("binh", "chi"):
        assert "chưa đúng" in enter(gone, f"cua {gone}")  # disabled there


def test_an_outage_is_said_costs_no_try_and_leaves_the_emergency_account(doors: House) -> None:
    doors.down = True
    for name in ("an", "khong-co"):  # the same for names that exist and names that do not
        assert "Chưa hỏi được thư mục" in enter(name, "cua an"), name
    assert not Tries.objects.filter(count__gt=0).exists()
    assert "chưa đúng" in enter("khan.cap", "sai")
    assert enter("khan.cap", "mot mat khau dai") == ""


def test_the_lock_asks_the_directory_too(doors: House) -> None:
    client = Client()
    client.post("/dang-nhap/", {"username": "an", "password": "cua an"})
    client.post("/khoa-phien/", {"khoa": "1"})
    assert client.post("/khoa-phien/", {"password": "mat khau cu o day"}).status_code == 422
    doors.down = True
    assert "Chưa hỏi được thư mục" in client.post("/khoa-phien/", {"password": "cua an"}).content.decode()
    doors.down = False
    assert client.post("/khoa-phien/", {"password": "cua an"}).status_code == 302


def test_the_last_administrator_with_a_password_here_stays(doors: House, as_role: Callable[..., Client]) -> None:
    User.objects.filter(username="khan.cap").update(is_active=False)
    admin = as_role("administrator")
    User.objects.filter(username="khan.cap").update(is_active=True)
    User.objects.filter(username="administrator").update(door=Door.DIRECTORY)
    assert "cuối cùng" in admin.post("/tai-khoan/khan.cap/", {"cua": "directory"}).content.decode()


@pytest.mark.parametrize(("url", "how"), [
    ("ldaps://thu-muc.example.vn", "tls"), ("ldap://thu-muc.example.vn", "starttls"), ("ldap://127.0.0.1:389", ""), ("ldaps://localhost", "tls"),
])  # fmt: skip
def test_it_is_encrypted_unless_on_this_machine(url: str, how: str) -> None:
    assert Directory(url, BASE, "", "").encrypted_by == how


@pytest.mark.parametrize("attributes", [
    {"userAccountControl": "514"}, {"userAccountControl": ["66050"]}, {"nsAccountLock": "true"}, {"pwdAccountLockedTime": "000001010000Z"}, {"loginDisabled": "TRUE"},
])  # fmt: skip
def test_what_the_directory_locks_is_locked(attributes: dict[str, Any]) -> None:
    assert is_disabled(attributes)
    assert not is_disabled({"userAccountControl": "512", "nsAccountLock": [], "pwdAccountLockedTime": None})


def test_the_password_may_come_from_a_file(tmp_path: Any) -> None:
    (tmp_path / "x").write_text("mat khau doc\n", encoding="utf-8")
    read = directory({"DUNGVIEC_LDAP_URL": "ldaps://x", "DUNGVIEC_LDAP_READER_PASSWORD_FILE": str(tmp_path / "x")})
    assert read is not None
    assert read.reader_password == "mat khau doc"
    assert directory({}) is None
