"""The page of background jobs: what runs, waits and failed is told without saying what it is about, and may be mended."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from dungviec.office.access.models import LedgerEntry, User
from dungviec.office.intake.models import Intake, Status
from dungviec.office.intake.tasks import run_intake

pytestmark = pytest.mark.django_db
PAGE = "/viec-nen/"
FILE = "Hồ sơ Nguyễn Thị Hạnh.xlsx"


@pytest.fixture
def admin(as_role: Callable[..., Client]) -> Client:
    return as_role("administrator")


@pytest.fixture
def asked(as_role: Callable[..., Client], django_capture_on_commit_callbacks: Any) -> Callable[..., Any]:
    """An intake in a state, with its job in the queue in another."""
    as_role("personnel")
    user = User.objects.get(username="personnel")

    def ask(status: Status, task: str = "READY", job: str = "read", **values: Any) -> tuple[Intake, Any]:
        one = Intake.objects.create(
            name=FILE, kind="xlsx", size=1, digest="", made_by=user, status=status, job=job, **values
        )
        put = run_intake.enqueue(intake_id=one.pk, job=job, by=user.username)
        DBTaskResult.objects.filter(pk=put.id).update(status=task)
        return one, DBTaskResult.objects.get(pk=put.id)

    return ask


def words(client: Client, **query: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", client.get(PAGE, query).content.decode()))


def test_only_the_administrator_comes_in(as_role: Callable[..., Client]) -> None:
    for role in ("personnel", "leader", "inspector", "auditor", "unit_head", "official"):
        client = as_role(role)
        assert client.get(PAGE).status_code == 403, role
        assert client.post(f"{PAGE}{uuid4()}/", {"lam": "stop"}).status_code == 403


def test_a_job_is_told_by_kind_number_and_asker_and_nothing_more(admin: Client, asked: Callable[..., Any]) -> None:
    assert "Chưa có việc nào" in words(admin)
    one, row = asked(Status.FAILED, "FAILED")
    DBTaskResult.objects.filter(pk=row.pk).update(
        exception_class_path="builtins.ValueError", traceback="Nguyễn Thị Hạnh", started_at=timezone.now()
    )
    page = words(admin)
    assert re.search(rf"Nhập hồ sơ {one.pk} personnel Lỗi ValueError", page)
    assert "Hạnh" not in admin.get(PAGE).content.decode()


def test_a_waiting_job_is_stopped_and_its_row_waits_for_the_officer_again(
    admin: Client, asked: Callable[..., Any]
) -> None:
    one, row = asked(Status.WAITING)
    admin.post(f"{PAGE}{row.pk}/", {"lam": "stop"})
    one.refresh_from_db()
    assert (one.status, one.stop_asked) == (Status.MAPPING, True)
    assert run_intake.func(intake_id=one.pk, job="read", by="personnel") == "not waiting"
    assert LedgerEntry.objects.filter(action="stop_job", actor="administrator").count() == 1


def test_a_running_job_is_asked_to_stop_and_freed_only_when_silent(admin: Client, asked: Callable[..., Any]) -> None:
    now = timezone.now()
    one, row = asked(Status.WRITING, "RUNNING", "write", heard_at=now, progress=420)
    DBTaskResult.objects.filter(pk=row.pk).update(started_at=now)
    assert "Đang chạy 42 %" in words(admin)
    admin.post(f"{PAGE}{row.pk}/", {"lam": "free"})
    one.refresh_from_db()
    assert one.status == Status.WRITING  # its worker was heard just now
    Intake.objects.filter(pk=one.pk).update(heard_at=now - timedelta(hours=1))
    assert "lâu không có tin" in words(admin)
    admin.post(f"{PAGE}{row.pk}/", {"lam": "free"})
    one.refresh_from_db()
    row.refresh_from_db()
    assert (one.status, row.status) == (Status.CHECKED, "FAILED")
    assert "Chạy lại" not in words(admin).split("«Chạy lại»")[0]  # a write is the officer's to repeat


def test_a_failed_reading_is_put_in_the_queue_again_in_the_name_of_who_asked(
    admin: Client, asked: Callable[..., Any], django_capture_on_commit_callbacks: Any
) -> None:
    one, row = asked(Status.FAILED, "FAILED", trouble_vi="Tệp hỏng")
    with django_capture_on_commit_callbacks(execute=True):
        admin.post(f"{PAGE}{row.pk}/", {"lam": "renew"})
    one.refresh_from_db()
    assert (one.status, one.trouble_vi) == (Status.WAITING, "")
    new = DBTaskResult.objects.exclude(pk=row.pk).get()
    assert (new.status, new.args_kwargs["kwargs"]) == ("READY", row.args_kwargs["kwargs"])
    with django_capture_on_commit_callbacks(execute=True):
        admin.post(f"{PAGE}{row.pk}/", {"lam": "renew"})  # the older job no longer speaks for the row
    assert DBTaskResult.objects.count() == 2


def test_it_is_said_when_nobody_takes_the_jobs(admin: Client, asked: Callable[..., Any]) -> None:
    _one, row = asked(Status.WAITING)
    assert "không tiến trình nào nhận" not in words(admin)
    DBTaskResult.objects.filter(pk=row.pk).update(enqueued_at=timezone.now() - timedelta(hours=1))
    assert "không tiến trình nào nhận" in words(admin)
    assert "Chưa có việc nào" in words(admin, xem="done")


def test_every_task_of_the_office_is_told_by_its_room() -> None:
    from django.apps import apps
    from django.utils.module_loading import autodiscover_modules, import_string
    from django_tasks.base import Task

    from dungviec.office.shell.long_work import Errand, kinds

    autodiscover_modules("tasks")
    import sys

    rooms = [config.name for config in apps.get_app_configs() if config.name.startswith("dungviec.")]
    found = {
        f"{name}.{key}"
        for name in (f"{room}.tasks" for room in rooms)
        if name in sys.modules
        for key, value in vars(sys.modules[name]).items()
        if isinstance(value, Task)
    }
    assert found == set(kinds())
    for path, kind in kinds().items():
        if not isinstance(kind, Errand):
            assert kind.argument in import_string(path).func.__code__.co_varnames
        assert kind.standings([0]) == {}
        kind.stop(0, {"job": "read"})
        kind.free(0, {"job": "read"})
        assert not kind.renew(0, {"job": "read"})
