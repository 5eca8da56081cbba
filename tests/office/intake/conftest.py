"""A roster for the town: cô An with a degree more, ông Đức as he is, somebody new, one wrong date, one doubtful name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.office.cast import DAY

from dungviec.office.access.models import User
from dungviec.office.intake import services
from dungviec.office.intake.models import Intake
from dungviec.office.intake.tasks import run_intake

HEAD = ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Đơn vị", "Trình độ chuyên môn", "Hệ số lương", "Số CCCD"]
ROWS: list[list[Any]] = [
    HEAD,
    [1, "Trần Thị An", "02/01/1990", "Nữ", "Trường Tiểu học Mẫu", "ĐH Sư phạm", "3,33", None],
    [2, "LÊ VĂN ĐỨC", "3/4/1985", "Nam", "Phòng Giáo dục và Đào tạo", "Đại học", None, None],
    [3, "Ngô Thị Mới", "12/11/1995", "Nữ", "Phòng Nội vụ", "Thạc sĩ Luật", 2.34, "022195001234"],
    [4, "Đỗ Văn Sai", "31/02/1980", "Nam", "Phòng Nội vụ", "Đại học", 3, "022080001111"],
    [5, "Phạm Hà", None, "Nam", None, None, 3.66, None],
]


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: Any) -> None:
    settings.HOME = tmp_path / "home"


def workbook(path: Path, sheets: dict[str, list[list[Any]]]) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for r, row in enumerate(rows):
                for c, value in enumerate(row):
                    if isinstance(value, date):
                        sheet.write_datetime(r, c, value, day)
                    elif value is not None:
                        sheet.write(r, c, value)
    return path


@pytest.fixture
def user(officer: Client) -> User:
    return User.objects.get(username="personnel")


@pytest.fixture
def take_in(user: User, tmp_path: Path) -> Callable[..., Intake]:
    """An intake of these rows (or of the bytes of a file)."""

    def make(
        rows: Sequence[list[Any]] | bytes | dict[str, list[list[Any]]] = ROWS, name: str = "danh-sach.xlsx"
    ) -> Intake:
        if not isinstance(rows, bytes):
            sheets = rows if isinstance(rows, dict) else {"Danh sách": list(rows)}
            rows = workbook(tmp_path / "up.xlsx", sheets).read_bytes()
        return services.take_in(SimpleUploadedFile(name, rows), DAY, user)

    return make


@pytest.fixture
def work(user: User) -> Callable[[Intake], Intake]:
    """Does what the worker would do with the job that waits."""

    def run(one: Intake) -> Intake:
        one.refresh_from_db()
        run_intake.call(intake_id=one.pk, job=one.job, by=user.username)
        one.refresh_from_db()
        return one

    return run


@pytest.fixture
def checked(take_in: Callable[..., Intake], work: Callable[[Intake], Intake], user: User) -> Callable[..., Intake]:
    """An intake that was read and compared."""

    def make(*args: Any, **kwargs: Any) -> Intake:
        one = take_in(*args, **kwargs)
        services.read(one, DAY, user)
        return work(one)

    return make
