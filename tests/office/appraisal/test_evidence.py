"""Ông Đức was two days in the field and a storm closed the road: the papers lie in the vault, and the right people read them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.office.appraisal.conftest import stand_in_2026
from tests.office.appraisal.test_months import give, sheet, written

from dungviec.office.access.models import LedgerEntry
from dungviec.office.appraisal.models import CatalogueVersion, Task, TaskFile

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\n%%EOF"


def paper(body: bytes = PDF, name: str = "don xac nhan.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, body)


@pytest.fixture
def task(head: Client, duc: Client, catalogue: CatalogueVersion, settings: object, tmp_path: Path) -> Task:
    settings.FILES_HOME = tmp_path / "files"  # type: ignore[attr-defined]
    for client in (head, duc):
        stand_in_2026(client)
    return give(head, catalogue)


def line(task: Task) -> str:
    return f"/danh-gia/viec/{task.pk}/"


def test_a_file_alone_bears_out_an_obstacle_and_goes_out_as_a_download(task: Task, duc: Client, head: Client) -> None:
    obstacle = {"vuong-mac": "Bão, đường ngập hai ngày", "minh-chung": "", "ghi-vuong-mac": "1"}
    assert duc.post(line(task), obstacle).status_code == 422  # neither words nor a file
    assert duc.post(line(task), {"tep": [paper()], "gui-tep": "1"}).status_code == 302
    assert duc.post(line(task), obstacle).status_code == 302
    task.refresh_from_db()
    assert (task.obstacle, task.files.count()) == ("claimed", 1)
    one = TaskFile.objects.get()
    assert f"/danh-gia/viec/tep/{one.pk}/" in head.get(line(task)).content.decode()
    answer = head.get(f"/danh-gia/viec/tep/{one.pk}/")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "application/pdf"
    assert b"".join(answer.streaming_content) == PDF
    assert LedgerEntry.objects.filter(action="download_file", subject_id="N2").exists()


@pytest.mark.parametrize(
    ("body", "name", "said"),
    [
        (b"<html><script>alert(1)</script>", "anh.png", "Không nhận tệp"), (b"", "trong.pdf", "không có nội dung"),
        (b"%PDF-1.7 /JavaScript", "a.pdf", "có chương trình"),
    ],
)  # fmt: skip
def test_what_is_no_paper_is_refused_whatever_its_name(task: Task, duc: Client, body: bytes, name: str, said: str) -> None:  # fmt: skip
    answer = duc.post(line(task), {"tep": [paper(body, name)], "gui-tep": "1"})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not TaskFile.objects.exists()


def test_only_the_official_the_head_and_the_personnel_office_open_it(
    task: Task, duc: Client, keeper: Client, chairman: Client, as_role: Callable[..., Client]
) -> None:
    duc.post(line(task), {"tep": [paper()], "gui-tep": "1"})
    address = f"/danh-gia/viec/tep/{TaskFile.objects.get().pk}/"
    assert [client.get(address).status_code for client in (duc, keeper, chairman)] == [200, 200, 200]
    others = (as_role("official", "", "N4"), as_role("inspector", "TX"), as_role("auditor", "TX"), as_role("administrator"))  # fmt: skip
    assert all(client.get(address).status_code in (403, 404) for client in others)


def test_days_in_the_field_are_told_with_their_papers_in_one_go(task: Task, duc: Client) -> None:
    told = {"loai": "field", "noi-dung": "Kiểm tra thu gom rác", "so-luong": "2", "han": "18/11/2026", "tep": [paper(), paper(name="b.pdf")]}  # fmt: skip
    assert duc.post("/danh-gia/phieu/N2/2026-11/them-viec/", told).status_code == 302
    made = Task.objects.latest("pk")
    assert (made.kind, made.files.count()) == ("field", 2)
    bad = told | {"noi-dung": "Việc khác", "tep": [paper(b"MZ\x90", "c.exe")]}
    assert duc.post("/danh-gia/phieu/N2/2026-11/them-viec/", bad).status_code == 422
    assert Task.objects.latest("pk") == made  # nothing half written


def test_a_withdrawn_file_is_gone_from_the_line_and_a_closed_month_takes_none(task: Task, duc: Client, head: Client) -> None:  # fmt: skip
    duc.post(line(task), {"tep": [paper()], "gui-tep": "1"})
    one = TaskFile.objects.get()
    assert head.post(line(task), {"rut-tep": str(one.pk)}).status_code == 422  # not the head's to withdraw
    assert duc.post(line(task), {"rut-tep": str(one.pk)}).status_code == 302
    assert duc.get(f"/danh-gia/viec/tep/{one.pk}/").status_code == 404
    too_many = duc.post(line(task), {"tep": [paper(name=f"{n}.pdf") for n in range(6)], "gui-tep": "1"})
    assert "nhiều nhất 5 tệp" in too_many.content.decode()
    duc.post("/danh-gia/phieu/N2/2026-11/", written(task, gui="1"))
    head.post("/danh-gia/phieu/N2/2026-11/", written(task, **{"xac-nhan": "1"}))
    assert sheet().state == "confirmed"
    assert duc.post(line(task), {"tep": [paper()], "gui-tep": "1"}).status_code == 422
