"""What a production office refuses to start with: each a sentence in two languages; the command prints all and ends with 2."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from dungviec.cli.app import app
from dungviec.office.access import services, start_check
from dungviec.office.access.configuration import Directory
from dungviec.office.access.models import Role, User

pytestmark = pytest.mark.django_db
KEY = "qWz8-nT4kLx0Vb7YcR2mJ9pDs6hGf3aE1uIoKtNvBzXcMlPqRw5"


@pytest.fixture
def production(settings: Any, tmp_path: Path) -> Any:
    """An office fit to start."""
    tmp_path.chmod(0o700)
    (tmp_path / "secret-key").write_text(KEY, encoding="ascii")
    (tmp_path / "secret-key").chmod(0o600)
    settings.DEMO, settings.PRODUCTION, settings.DEBUG_ASKED, settings.DEBUG = False, True, False, False
    settings.SECRET_KEY, settings.HOME, settings.ALLOWED_HOSTS = KEY, tmp_path, ["can-bo.example.vn"]
    settings.SECURE_SSL_REDIRECT, settings.SECOND_FACTOR_ROLES = True, frozenset({"administrator"})
    settings.SIGN_ON, settings.DIRECTORY, settings.BREACHED_PASSWORDS = None, None, ""
    services.create_account("quantri", "mot mat khau dai", Role.ADMINISTRATOR)
    return settings


def refusals() -> list[str]:
    return [f.sentence for f in start_check.findings() if f.level == "refuse"]


def test_an_office_that_is_fit_starts(production: Any) -> None:
    assert refusals() == []
    start_check.refuse_to_start()


def test_a_demo_is_not_asked(settings: Any) -> None:
    settings.DEBUG_ASKED = True
    assert start_check.findings() == []


SIGN_ON = {
    "id": "x",
    "url": "https://id.example.vn",
    "client": "a",
    "secret": "b",
    "name": "",
    "by_address": False,
    "create": False,
}


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [
        ("DEBUG_ASKED", True, "DUNGVIEC_DEBUG"), ("SECRET_KEY", "ngan", "quá ngắn"), ("SECRET_KEY", "a" * 60, "quá đơn giản"),
        ("SECRET_KEY", f"django-insecure-{KEY}", "giá trị mẫu"), ("ALLOWED_HOSTS", ["*"], "«*»"), ("ALLOWED_HOSTS", [".example.vn"], "«.example.vn»"),
        ("SECURE_SSL_REDIRECT", False, "không mã hóa"), ("SIGN_ON", SIGN_ON | {"url": "http://id.example.vn"}, "https"), ("SIGN_ON", SIGN_ON | {"secret": ""}, "DUNGVIEC_OIDC_SECRET"),
        ("DIRECTORY", Directory("ldaps://x", "", "", ""), "DUNGVIEC_LDAP_BASE"), ("DIRECTORY", Directory("http://x", "o=x", "", ""), "ldaps://"),
        ("SECOND_FACTOR_ROLES", frozenset({"leader"}), "DUNGVIEC_MFA"), ("BREACHED_PASSWORDS", "/khong/co", "DUNGVIEC_BREACHED"),
    ],
)  # fmt: skip
def test_each_thing_is_refused_in_a_sentence(production: Any, setting: str, value: Any, said: str) -> None:
    setattr(production, setting, value)
    found = refusals()
    assert len(found) == 1
    assert said in found[0]
    with pytest.raises(start_check.NotFitToStart) as unfit:
        start_check.refuse_to_start()
    assert unfit.value.english
    assert unfit.value.english != str(unfit.value)


def test_demo_accounts_and_open_folders_are_refused(production: Any, tmp_path: Path) -> None:
    services.create_account("thu", "mot mat khau dai", Role.LEADER, demo=True)
    assert ["mật khẩu công khai" in s for s in refusals()] == [True]
    User.objects.filter(username="thu").update(is_active=False)
    (tmp_path / "secret-key").chmod(0o644)
    tmp_path.chmod(0o755)
    assert sorted(s.startswith("Tệp khóa") for s in refusals()) == [False, True]


def test_what_should_be_known_does_not_stop_it(production: Any) -> None:
    production.IDLE_MINUTES = 30
    User.objects.all().delete()
    said = " ".join(f.sentence for f in start_check.findings() if f.level == "warn")
    assert "30 phút" in said
    assert "Chưa có tài khoản quản trị" in said
    assert refusals() == []


def test_the_command_prints_all_of_it(production: Any) -> None:
    production.ALLOWED_HOSTS, production.SECRET_KEY = ["*"], "ngan"
    done = CliRunner().invoke(app, ["office", "check"])
    assert (done.exit_code, done.output.count("PHẢI SỬA")) == (2, 2)
    english = CliRunner().invoke(app, ["office", "check", "--lang", "en"])
    assert english.output.count("MUST FIX") == 2
    production.ALLOWED_HOSTS, production.SECRET_KEY = ["can-bo.example.vn"], KEY
    assert CliRunner().invoke(app, ["office", "check"]).exit_code == 0


def test_an_administrator_is_let_back_in_on_the_machine(production: Any) -> None:
    User.objects.update(is_active=False)
    done = CliRunner().invoke(app, ["office", "rescue", "quantri"])
    assert done.exit_code == 0, done.output
    assert "/dat-mat-khau/" in done.output
    assert User.objects.get().is_active
    assert CliRunner().invoke(app, ["office", "rescue", "khong-co"]).exit_code == 2
    assert "0 tài khoản" in CliRunner().invoke(app, ["office", "leavers"]).output
