"""``dungviec office digest`` and ``dungviec office sample`` say what they did, in both languages, and end with the right code."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from tests.office.cast import town
from typer.testing import CliRunner

from dungviec.cli import morning
from dungviec.cli.office import office_app
from dungviec.office.access.models import Role
from dungviec.office.access.services import create_account
from dungviec.office.agenda import sample
from dungviec.office.agenda.models import Delivery, Rhythm
from dungviec.office.registry.models import Person
from dungviec.office.registry.services import load_snapshot


@pytest.fixture
def run(db: None, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    settings.HOME = tmp_path
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    monkeypatch.setattr(morning, "_ready", lambda: None)
    monkeypatch.setattr("dungviec.synth.build_city", town)
    monkeypatch.setattr(sample, "fillers", list)
    return lambda *arguments: CliRunner().invoke(office_app, list(arguments))


def test_letters_are_counted_then_sent(run: Any) -> None:
    load_snapshot(town())
    user = create_account("lan", "mot mat khau dai", Role.LEADER)
    user.email = "lan@example.vn"
    user.save()
    Delivery.objects.create(user=user, rhythm=Rhythm.DAILY, hour=0)
    assert "1 thư tóm tắt đến giờ gửi" in run("digest").output
    assert not mail.outbox
    sent = run("digest", "--send", "--lang", "en")
    assert (sent.exit_code, len(mail.outbox)) == (0, 1)
    assert "1 digests sent" in sent.output


def test_a_server_that_fails_ends_with_a_code(run: Any, settings: Any) -> None:
    test_letters_are_counted_then_sent(run)
    Delivery.objects.update(sent_on=None)
    settings.EMAIL_BACKEND = "tests.no_such.Backend"
    assert run("digest", "--send").exit_code == 1


def test_sample_in_previewed_and_out(run: Any) -> None:
    assert run("sample", "remove").exit_code != 0, "there is none"
    assert "Đã nạp dữ liệu mẫu" in run("sample", "fill").output
    told = run("sample", "remove")
    assert "Chưa gỡ gì" in told.output
    assert Person.objects.count() == 8
    assert "removed" in run("sample", "remove", "--yes", "--lang", "en").output
    assert not Person.objects.exists()


def test_sample_is_refused_beside_real_records(run: Any) -> None:
    load_snapshot(town())
    refused = run("sample", "fill", "--lang", "en")
    assert refused.exit_code != 0
    assert Person.objects.count() == 8
