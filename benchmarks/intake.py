"""`python -m benchmarks intake`: a roster of 50,000 officials from the file to the records and back, beside plain ways.

Baselines, in the same run: python-calamine alone (no understanding at all), openpyxl with a plain loop, and saving officials
one by one with Django. Times are of the processor. What was written is counted, the file is read again (nothing may change)
and the batch is undone (nobody may be left).
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.report import console, machine, mark, number, table

DAY = date(2020, 12, 10)
PREVIEW_SECONDS = 2.0
"""Of the issue: the first rows of 50,000 within two seconds."""
ONE_BY_ONE = 500
"""Officials the naive baseline saves; more would only take longer."""
_HEAD = ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Dân tộc", "Số CCCD", "Đơn vị", "Trình độ chuyên môn", "Chuyên ngành",
         "Ngày vào ngành", "Hệ số lương", "Xếp loại 2019", "Xếp loại 2020"]  # fmt: skip


def roster(path: Path, count: int) -> None:
    """A made-up roster in the usual dress: text dates, abbreviations, citizen numbers."""
    import xlsxwriter

    from dungviec.synth.names import Namer

    rng = Random(2020)
    namer = Namer(rng)
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Danh sách")
        sheet.write_row(0, 0, _HEAD)
        for n in range(1, count + 1):
            sex = rng.choice(("male", "female"))
            born = f"{rng.randint(1, 28)}/{rng.randint(1, 12)}/{rng.randint(1962, 1996)}"
            joined = f"{rng.randint(1, 28):02d}/{rng.randint(1, 12):02d}/{rng.randint(2016, 2020)}"
            sheet.write_row(n, 0, [
                n, namer.name(sex, 1980, "Kinh"), born, "Nam" if sex == "male" else "Nữ", "Kinh", f"0221{n:08d}", "Phòng Nội vụ",
                rng.choice(("ĐH", "Đại học", "ThS", "CĐ")), "Luật", joined, rng.choice((2.34, 3.33, 4.32)), "HTTNV", "HTXSNV",
            ])  # fmt: skip


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds of the processor, and the result."""
    begun = time.process_time()
    result = work()
    return time.process_time() - begun, result


def main(arguments: list[str]) -> None:
    """Print the tables; exit 1 where rows are lost or the preview is late."""
    options = argparse.ArgumentParser(prog="python -m benchmarks intake")
    options.add_argument("--rows", type=int, default=50_000)
    count = options.parse_args(arguments).rows
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "danh-sach.xlsx"
        roster(path, count)
        os.environ["DUNGVIEC_HOME"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dungviec.office.settings")
        good = _reading(path, count)
        good = _office(path, count) and good
    raise SystemExit(0 if good else 1)


def _reading(path: Path, count: int) -> bool:
    from openpyxl import load_workbook
    from python_calamine import CalamineWorkbook

    from dungviec.exchange.roster import gather, read_rows, recognise

    calamine, _ = timed(lambda: CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python())
    loop, _ = timed(
        lambda: [list(r) for r in load_workbook(path, read_only=True).worksheets[0].iter_rows(values_only=True)]
    )
    guess, mapping = timed(lambda: recognise(path))
    first, _ = timed(lambda: read_rows(path, mapping=mapping, first=90))
    whole, got = timed(lambda: read_rows(path, mapping=mapping))
    people, gathered = timed(lambda: gather(list(got.rows)))
    out = console()
    out.print(machine())
    shown = table(f"Đọc {number(count)} dòng (reading)", ["", "giây CPU", "× calamine", "× openpyxl"])
    for words, seconds in (
        ("python-calamine, chỉ mở (opening only)", calamine), ("openpyxl, vòng lặp (plain loop)", loop),
        ("nhận trang, tiêu đề, cột (recognising)", guess), ("90 dòng đầu có dấu ô (first rows)", first),
        ("mọi dòng, mọi ô (every cell understood)", whole), ("gộp thành người (into people)", people),
    ):  # fmt: skip
        shown.add_row(words, number(seconds, 2), number(seconds / calamine, 1), number(seconds / loop, 2))
    out.print(shown)
    late = guess > PREVIEW_SECONDS or first > PREVIEW_SECONDS
    out.print(f"Xem trước ≤ {number(PREVIEW_SECONDS)} s: {mark(not late)}")
    return not late and gathered.created == count and not gathered.refused


def _office(path: Path, count: int) -> bool:
    import django

    django.setup()
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.core.management import call_command
    from django.db import transaction

    call_command("migrate", verbosity=0, interactive=False)
    from dungviec.office.access.models import Role
    from dungviec.office.access.services import create_account
    from dungviec.office.intake import jobs, reading, services
    from dungviec.office.intake.models import Intake, Status
    from dungviec.office.registry.models import Person
    from dungviec.office.registry.services import create, found_city

    found_city("Thành phố đo", DAY)
    create("units", {"unit_id": "NV", "name": "Phòng Nội vụ", "kind": "division"}, by="do", why="đo")
    user = create_account("do", "mot mat khau dai", Role.PERSONNEL)

    def naive() -> None:
        for n in range(ONE_BY_ONE):
            create("people", {"person_id": f"X{n}", "name": "Lê Văn Đo"}, by=user, why="đo")

    one_by_one, _ = timed(naive)
    Person.objects.all().update(withdrawn_at="2020-12-10T00:00:00Z")

    def taken() -> tuple[Intake, dict[str, float]]:
        one = services.take_in(SimpleUploadedFile(path.name, path.read_bytes()), DAY, user)
        steps: dict[str, float] = {}
        steps["đọc (read)"], got = timed(lambda: reading.read_file(one))
        steps["đánh dấu ô (marks)"], rows = timed(lambda: list(reading.stored_rows(one, got)))
        with transaction.atomic():
            steps["giữ các dòng (store rows)"], _ = timed(lambda: reading.keep_rows(one, rows, lambda done: None))
        steps["đối chiếu, ghi thử (dry run)"], _ = timed(lambda: jobs.compare_rows(one))
        return one, steps

    one, steps = taken()
    Intake.objects.filter(pk=one.pk).update(status=Status.WRITING)
    steps["đối chiếu lại và ghi (compare and write)"], _ = timed(
        lambda: jobs.write_rows(one, lambda stage, share: None, "do")
    )
    on_file = Person.objects.filter(withdrawn_at__isnull=True).count()
    again, _ = taken()
    steps["hoàn tác (undo)"], _ = timed(lambda: services.undo(one, "đo xong", user))
    left = Person.objects.filter(withdrawn_at__isnull=True).count()
    out = console()
    shown = table(f"{number(count)} dòng vào hồ sơ (into the records)", ["", "giây CPU", "× ghi từng người"])
    naive_all = one_by_one * count / ONE_BY_ONE
    for words, seconds in steps.items():
        shown.add_row(words, number(seconds, 2), number(seconds / naive_all, 3))
    shown.add_row(f"ghi từng người, suy từ {ONE_BY_ONE} (one by one)", number(naive_all, 1), "1")
    out.print(shown)
    good = on_file == count and again.balance["unchanged"] == count and left == 0
    out.print(f"Không mất dòng nào; nhập lại không đổi gì; hoàn tác không sót ai: {mark(good)}")
    return bool(good)
