"""Sample data: only into an empty office, marked while there, and gone whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from tests.office.cast import town

from dungviec.office.access import ledger
from dungviec.office.access.models import LedgerEntry, Role, User
from dungviec.office.access.services import create_account
from dungviec.office.agenda import sample
from dungviec.office.agenda.models import Sample, SampleState
from dungviec.office.registry.faults import RegistryFault
from dungviec.office.registry.models import City, Person
from dungviec.office.registry.services import create, load_snapshot, open_batch
from dungviec.office.requests.models import StoredFile
from dungviec.office.requests.vault import Checked, path_of, store

FILL, REMOVE = "/viec-can-lam/du-lieu-mau/nap/", "/viec-can-lam/du-lieu-mau/go/"


def _files() -> None:
    store(Checked(b"%PDF-1.7", "application/pdf", "a.pdf"), "N1", User.objects.get(username="quantri"))


@pytest.fixture
def admin(db: None, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Client:
    settings.FILES_HOME = tmp_path / "files"
    settings.HOME = tmp_path
    settings.DEMO = False
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    monkeypatch.setattr("dungviec.synth.build_city", town)
    monkeypatch.setattr(sample, "fillers", lambda: [("requests", _files)])
    client = Client()
    client.force_login(create_account("quantri", "mot mat khau dai", Role.ADMINISTRATOR))
    return client


def rows() -> dict[str, int]:
    """Every table that is not empty, but the ledger, the mark of the sample itself and the job that was asked for."""
    left = (
        "access_ledger",
        "agenda_sample",
        "django_session",
        "law_keptlaw",
        "access_preference",
        "django_tasks_database",
    )
    found = {m._meta.db_table: m._base_manager.count() for m in apps.get_models(include_auto_created=True)}
    return {t: n for t, n in found.items() if n and not t.startswith(left)}


def filled() -> Sample:
    one = sample.ask_to_fill(by=None, queue=False)
    assert sample.fill(one.pk) == SampleState.THERE
    return one


def test_in_by_one_click_and_out_by_one(admin: Client, django_capture_on_commit_callbacks: Any) -> None:
    before = rows()
    assert "Nạp dữ liệu mẫu" in admin.get("/").content.decode()
    assert admin.post(FILL).headers["Location"] == "/viec-can-lam/du-lieu-mau/tien-do/"
    one = Sample.objects.get()
    assert "Đang dựng thành phố mẫu" in admin.get("/viec-can-lam/du-lieu-mau/tien-do/").content.decode()
    assert sample.fill(one.pk) == SampleState.THERE
    assert sample.fill(one.pk) == "not waiting", "asked twice, filled once"
    page = admin.get("/").content.decode()
    assert "Đây là dữ liệu mẫu" in page
    assert "Dữ liệu mẫu. Mọi người" in page, "every page says so"
    assert not User.objects.filter(username__startswith=sample.PREFIX, is_active=True).exists()
    path = path_of(StoredFile.objects.get())
    assert path.is_file()
    shown = admin.get(REMOVE).content.decode()
    assert "Sẽ gỡ" in shown
    assert Person.objects.count() == 8, "a look takes nothing"
    with django_capture_on_commit_callbacks(execute=True):
        assert admin.post(REMOVE).status_code == 302
    assert rows() == before
    assert not path.exists()
    assert ledger.check().whole
    assert {"fill_sample", "remove_sample"} <= set(LedgerEntry.objects.values_list("action", flat=True))
    filled()


def test_never_beside_real_records(admin: Client, tmp_path: Path) -> None:
    load_snapshot(town())
    said = admin.post(FILL, follow=True).content.decode()
    assert "hồ sơ thật (8 người)" in said
    assert not Sample.objects.exists()
    assert "Nạp dữ liệu mẫu" not in said
    assert admin.get(REMOVE).status_code == 404


def test_records_that_came_while_it_waited_stop_it(admin: Client) -> None:
    one = sample.ask_to_fill(by=None, queue=False)
    load_snapshot(town())
    assert sample.fill(one.pk) == SampleState.NONE
    one.refresh_from_db()
    assert "đã có hồ sơ" in one.trouble_vi
    assert Person.objects.count() == 8


def test_cut_off_half_way_nothing_is_there(admin: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    before = rows()

    def dies() -> None:
        raise OSError("disk full")

    monkeypatch.setattr(sample, "fillers", lambda: [("requests", _files), ("broken", dies)])
    one = sample.ask_to_fill(by=None, queue=False)
    assert sample.fill(one.pk) == SampleState.NONE
    one.refresh_from_db()
    assert "OSError" in one.trouble_vi
    assert rows() == before
    assert sample.why_not_fill() is None, "it can be asked for again"


def test_a_removal_that_is_cut_off_takes_nothing(admin: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    filled()
    before = rows()

    def dies(*_a: object, **_k: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(sample.ledger, "record", dies)
    with pytest.raises(OSError, match="disk full"):
        sample.remove(by="quantri")
    assert rows() == before
    assert Sample.objects.get().state == SampleState.THERE


def test_real_people_entered_beside_it_are_never_lost(admin: Client) -> None:
    filled()
    create("people", {"person_id": "THAT1", "name": "Người Thật"}, by="quantri", why="nhập tay")
    with pytest.raises(sample.SampleRefused, match="1 người"):
        sample.remove(by="quantri")
    assert "chưa gỡ được" in admin.get(REMOVE).content.decode()
    assert Person.objects.filter(pk="THAT1").exists()


def test_no_roster_is_taken_over_while_it_is_there(admin: Client) -> None:
    filled()
    with pytest.raises(RegistryFault, match="dữ liệu mẫu"):
        open_batch("import", "Danh sách thật", by="quantri")


def test_accounts_tied_to_the_sample_are_locked_not_widened(admin: Client) -> None:
    filled()
    create_account("truong", "mot mat khau dai", Role.UNIT_HEAD, unit_id="P-GD", person_id="N1")
    create_account("noivu", "mot mat khau dai", Role.PERSONNEL)
    sample.remove(by="quantri")
    assert set(User.objects.filter(is_active=True).values_list("username", flat=True)) == {"quantri", "noivu"}


@pytest.mark.parametrize("role", ["leader", "unit_head", "official", "inspector", "auditor"])
def test_only_administrators_and_personnel_officers_ask(as_role: Callable[..., Client], role: str) -> None:
    client = as_role(role, person_id="N1", unit_id="P-GD")
    for path in (FILL, REMOVE):
        assert client.post(path).status_code == 403
    assert client.get(REMOVE).status_code == 403
    assert City.objects.exists()


def test_every_app_says_whether_its_rows_go() -> None:
    labels = {m._meta.app_label for m in apps.get_models()}
    assert labels <= sample.RECORDS | sample.KEPT, "name the new app in agenda.sample: do its rows go with the sample?"
    assert not sample.RECORDS & sample.KEPT
