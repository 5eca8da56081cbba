"""Data packages from the office: exactly what the account sees, made in the background, fetched by its own account, then gone."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.office.cast import DAY

from dungviec.exchange import read_package
from dungviec.office.access.models import LedgerEntry, Role, User
from dungviec.office.access.policy import Viewer
from dungviec.office.interchange import exports
from dungviec.office.interchange.exporting import seen_package
from dungviec.office.interchange.models import DataExport, ExportState
from dungviec.office.registry.selectors import snapshot
from dungviec.office.registry.services import amend, create

PAGE = "/lien-thong/xuat/"
GOOD = {"kind": "csv", "as_of": "10/12/2020", "purpose": "Báo cáo cơ cấu cho tỉnh"}


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "folder", lambda: tmp_path)
    settings.TASKS = {
        "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "ENQUEUE_ON_COMMIT": False}
    }


def package(role: Role, unit: str = "", person: str = "", **asked: Any) -> Any:
    return seen_package(
        Viewer("x", role, unit, person, DAY, not unit), DAY, with_dossiers=asked.pop("with_dossiers", False), **asked
    )


def test_the_keeper_of_the_files_takes_out_what_the_snapshot_holds(loaded: None) -> None:
    found = package(Role.PERSONNEL)
    facts = snapshot(DAY)
    assert found.masked == {}
    assert {name: frame.height for name, frame in found.tables.items()} == {
        name: facts[name].height for name in facts.tables
    }
    assert found.tables["people"].drop("search_key", strict=False).equals(facts.people)


def test_a_head_takes_out_the_own_people_without_what_is_hidden(loaded: None) -> None:
    create("discipline", {"person_id": "N3", "kind": "party", "form": "warning", "decided": DAY}, by="x", why="Thử")
    amend("people", "N3", {"coefficient": 3.33, "denunciation_open": True}, by="x", why="Thử")
    create("ratings", {"person_id": "N3", "year": 2019, "system": "party", "rating": "good"}, by="x", why="Thử")
    create("particulars", {"person_id": "N3", "religion": "Phật giáo", "phone": "0912"}, by="x", why="Thử")
    found = package(Role.UNIT_HEAD, "P-GD", "N1", with_dossiers=True)
    people = found.tables["people"]
    assert set(people["person_id"]) == {"N1", "N2", "N3", "N4"}
    assert people["ethnicity"].null_count() == people.height
    assert "people.ethnicity" in found.masked
    assert "NĐ 356/2025" in found.masked["people.ethnicity"][0]
    assert "denunciation_open" not in people.columns, "nothing tells that it exists"
    assert people["coefficient"].null_count() == people.height
    assert "party" not in set(found.tables["ratings"]["system"])
    assert found.tables["particulars"]["religion"].null_count() == 1
    assert found.tables["particulars"]["phone"].to_list() == ["0912"]
    assert set(found.tables["units"]["unit_id"]) == {"P-GD", "TH"}
    assert "P-NV" not in set(found.tables["posts"]["unit_id"])


def test_an_auditor_takes_out_posts_and_no_row_that_tells(loaded: None) -> None:
    found = package(Role.AUDITOR)
    assert found.tables["tenures"].height == snapshot(DAY)["tenures"].height
    for table in ("ratings", "discipline", "kinship", "competencies", "wishes", "training"):
        assert found.tables[table].height == 0, table
    assert found.tables["people"]["degree"].null_count() == 8


@pytest.mark.parametrize("role", ["official", "administrator"])
def test_who_reads_no_lists_takes_nothing_out(as_role: Callable[..., Client], role: str) -> None:
    client = as_role(role, person_id="N3" if role == "official" else "")
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, GOOD).status_code == 403
    assert not DataExport.objects.exists()


@pytest.mark.django_db(transaction=False)
def test_an_export_is_asked_with_its_purpose_made_and_fetched(
    officer: Client, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        assert officer.post(PAGE, GOOD | {"masked": "on", "with_dossiers": "on"}).status_code == 302
    one = DataExport.objects.get()
    assert (one.status, one.progress, one.masked, one.rows > 30) == ("done", 1000, True, True)
    assert one.purpose in officer.get(PAGE).content.decode()
    answer = officer.get(f"{PAGE}{one.pk}/tep/")
    body = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert answer["Content-Disposition"] == 'attachment; filename="du-lieu-csv-2020-12-10.zip"'
    assert answer["Cache-Control"] == "no-store"
    with zipfile.ZipFile(BytesIO(body)) as packed:
        told = json.loads(packed.read("datapackage.json"))
        assert "Nguyễn Thị Hạnh" not in packed.read("data/people.csv").decode()
    assert any(
        f["x-dungviec"].get("masked") for r in told["resources"] for f in r["schema"]["fields"] if "x-dungviec" in f
    )
    path = exports.folder() / one.file
    assert path.stat().st_mode & 0o077 == 0
    assert read_package(path).as_of == DAY
    noted = list(LedgerEntry.objects.filter(subject_kind="data_export").values_list("action", flat=True))
    assert noted == ["ask_export", "export_ended", "download_export"]
    assert officer.post(f"{PAGE}{one.pk}/xoa/").status_code == 302
    assert not path.exists()
    assert officer.get(f"{PAGE}{one.pk}/tep/", follow=True).status_code == 200
    assert "Lần xuất này không còn gì để xóa" in officer.post(f"{PAGE}{one.pk}/xoa/", follow=True).content.decode()


def ready(by: str) -> DataExport:
    one = DataExport.objects.create(
        made_by=User.objects.get(username=by), as_of=DAY, kind="csv", purpose="Thử nghiệm dài", asked_at=timezone.now()
    )
    assert exports.make(one.pk) == "done"
    one.refresh_from_db()
    return one


def test_the_file_is_of_its_own_account_alone_and_for_a_time(as_role: Callable[..., Client]) -> None:
    mine, other = as_role("leader"), as_role("personnel")
    one = ready("leader")
    assert other.get(f"{PAGE}{one.pk}/tep/").status_code == 404
    assert other.post(f"{PAGE}{one.pk}/xoa/").status_code == 404
    assert one.purpose not in other.get(PAGE).content.decode()
    path = exports.folder() / one.file
    assert exports.forget_old(timezone.now()) == 0
    assert path.exists()
    DataExport.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert "hết hạn" in mine.get(f"{PAGE}{one.pk}/tep/", follow=True).content.decode()
    assert not path.exists()
    assert DataExport.objects.get().status == "gone"


def test_what_the_account_may_no_longer_see_is_not_made(as_role: Callable[..., Client]) -> None:
    as_role("leader")
    one = DataExport.objects.create(
        made_by=User.objects.get(), as_of=DAY, kind="csv", purpose="Thử nghiệm dài", asked_at=timezone.now()
    )
    User.objects.update(is_active=False)
    assert exports.make(one.pk) == "failed"
    one.refresh_from_db()
    assert "PermissionDenied" in one.trouble_vi
    assert exports.make(one.pk) == "not waiting", "made once"
    assert list(exports.folder().glob("*.part*")) == []


def test_a_stop_and_a_fault_leave_no_file(as_role: Callable[..., Client], monkeypatch: pytest.MonkeyPatch) -> None:
    as_role("leader")
    one = DataExport.objects.create(
        made_by=User.objects.get(), as_of=DAY, kind="csv", purpose="Thử nghiệm dài", asked_at=timezone.now()
    )

    def stopped(*_args: Any, **_kw: Any) -> Any:
        DataExport.objects.update(stop_asked=True)
        return package(Role.LEADER)

    monkeypatch.setattr(exports, "seen_package", stopped)
    assert exports.make(one.pk) == "failed"
    assert list(exports.folder().glob("*.part*")) == []
    assert DataExport.objects.get().trouble_en == "Stopped as asked."


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"purpose": ""}, "Xin ghi dữ liệu được dùng"),
        ({"purpose": "thử"}, "Xin ghi rõ hơn"),
        ({"purpose": "x" * 301}, "300"),
        ({"as_of": "31/02/2020"}, "không phải là một ngày"),
        ({"kind": "xls"}, "xls"),
    ],
)
def test_a_wrong_request_is_told_and_asks_nothing(officer: Client, wrong: dict[str, str], said: str) -> None:
    answer = officer.post(PAGE, GOOD | wrong)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not DataExport.objects.exists()


def test_nobody_piles_up_files(officer: Client) -> None:
    for _n in range(exports.AT_ONCE):
        officer.post(PAGE, GOOD)
    answer = officer.post(PAGE, GOOD)
    assert answer.status_code == 422
    assert "nhiều nhất 3 lần xuất" in answer.content.decode()
    assert DataExport.objects.count() == exports.AT_ONCE


def test_the_list_asks_the_database_a_few_times(officer: Client, django_assert_max_num_queries: Any) -> None:
    for _n in range(exports.AT_ONCE):
        officer.post(PAGE, GOOD)
    DataExport.objects.update(status=ExportState.QUEUED)  # as a worker that has not come yet leaves them
    officer.get(PAGE)
    with django_assert_max_num_queries(30):
        text = officer.get(PAGE).content.decode()
    assert 'hx-trigger="every 2s"' in text
    assert officer.get(f"{PAGE}danh-sach/").status_code == 200
