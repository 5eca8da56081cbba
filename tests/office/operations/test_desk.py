"""The page of whoever keeps the machines, and the same in a terminal."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dungviec.office.access.models import LedgerEntry
from dungviec.office.operations import health, standing
from dungviec.office.operations.beating import beat
from dungviec.office.operations.models import RunKind, UpkeepRun
from dungviec.office.operations.telling import tell

pytestmark = pytest.mark.django_db
PAGE = "/van-hanh/"


@pytest.fixture(autouse=True)
def tables_as_they_should_be(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests' database is made without migrations."""
    monkeypatch.setattr(health, "pending", tuple)
    monkeypatch.setattr(standing, "pending", tuple)


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    (tmp_path / "word").write_text("mot mat khau that dai\n", encoding="utf-8")
    (tmp_path / "backups").mkdir()
    settings.BACKUPS, settings.BACKUP_PASSPHRASE_FILE = str(tmp_path / "backups"), str(tmp_path / "word")
    return tmp_path / "backups"


def words(client: Client, language: str = "vi") -> str:
    page = client.get(PAGE, headers={"accept-language": language}).content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_only_the_administrator_comes_in(as_role: Callable[..., Client]) -> None:
    for role in ("personnel", "leader", "auditor", "official"):
        client = as_role(role)
        assert client.get(PAGE).status_code == 403, role
        assert client.post(f"{PAGE}sao-luu/").status_code == 403, role
        assert client.post(f"{PAGE}dien-tap/").status_code == 403, role
    assert UpkeepRun.objects.count() == 0


def test_it_tells_what_is_amiss_and_what_to_do(as_role: Callable[..., Client]) -> None:
    admin = as_role("administrator")
    told = words(admin)
    assert "Không tiến trình nào nhận việc nền" in told
    assert "Chưa có thư mục sao lưu" in told
    beat("w1")
    assert "Đang sống" in words(admin)
    assert "Không tiến trình nào" not in words(admin)


def test_a_backup_is_asked_for_listed_and_rehearsed(as_role: Callable[..., Client], folder: Path) -> None:
    admin = as_role("administrator")
    assert "Thư mục sao lưu còn trống" in words(admin)
    assert admin.get(f"{PAGE}sao-luu/").status_code == 405
    admin.post(f"{PAGE}sao-luu/")
    admin.post(f"{PAGE}sao-luu/")
    assert UpkeepRun.objects.count() == 1, "pressed twice"
    (folder / "dungviec-20261123-010000.dvbackup").write_bytes(b"x" * 2_000)
    (folder / "ghi-chu.txt").write_text("khác")
    told = words(admin)
    assert "dungviec-20261123-010000.dvbackup" in told
    assert "ghi-chu" not in told
    admin.post(f"{PAGE}dien-tap/", {"tep": "../word"})
    assert UpkeepRun.objects.filter(kind=RunKind.REHEARSAL).count() == 0
    admin.post(f"{PAGE}dien-tap/", {"tep": "dungviec-20261123-010000.dvbackup"})
    assert UpkeepRun.objects.get(kind=RunKind.REHEARSAL).made_by.username == "administrator"  # type: ignore[union-attr]
    assert set(LedgerEntry.objects.filter(subject_kind="upkeep").values_list("action", flat=True)) == {"ask_backup", "ask_rehearsal"}  # fmt: skip


def test_the_page_asks_a_bounded_number_of_questions(as_role: Callable[..., Client], folder: Path) -> None:
    admin = as_role("administrator")
    words(admin)
    with CaptureQueriesContext(connection) as before:
        words(admin)
    for n in range(30):
        beat(f"w{n}")
        UpkeepRun.objects.create(kind=RunKind.BACKUP, status="done")
    with CaptureQueriesContext(connection) as after:
        words(admin)
    assert len(after) <= len(before) + 2


def test_the_terminal_tells_the_same() -> None:
    told, well = tell(as_json=False)
    assert not well
    assert "✗ Tiến trình việc nền: Không tiến trình nào nhận việc nền" in told
    beat("w1")
    told, well = tell(as_json=True)
    assert well
    read = json.loads(told)
    assert read["good"] is True
    assert read["standing"]["workers"] == {"alive": 1, "gone": 0}
    assert read["standing"]["queue"]["waiting"] == 0
