"""The first account of a new office is made on its machine, and its owner sets the password."""

from __future__ import annotations

import pytest
from django.test import Client
from typer.testing import CliRunner

from dungviec.cli.app import app
from dungviec.office.access.models import LedgerEntry, Role, User


@pytest.mark.django_db
def test_the_address_printed_sets_a_password_once() -> None:
    done = CliRunner().invoke(app, ["office", "administrator", "QuanTri2", "--name", "Người Giữ Máy"])
    assert done.exit_code == 0, done.output
    user = User.objects.select_related("membership").get(username="quantri2")
    assert (user.membership.role, user.has_usable_password()) == (Role.ADMINISTRATOR, False)
    assert LedgerEntry.objects.filter(action="open_account", actor="dungviec", subject_id="quantri2").exists()
    browser, address = Client(), done.stdout.splitlines()[-1]
    form = browser.get(address, follow=True)
    words = "Một câu thật dài và khó 7"
    assert browser.post(form.request["PATH_INFO"], {"new_password1": words, "new_password2": words}).status_code == 302
    assert browser.login(username="quantri2", password=words)
    again = CliRunner().invoke(app, ["office", "administrator", "quantri2"])
    assert (again.exit_code, "đã có" in again.output) == (2, True)
    wrong = CliRunner().invoke(app, ["office", "administrator", "hai chữ"])
    assert (wrong.exit_code, "Tên đăng nhập" in wrong.output) == (2, True)
