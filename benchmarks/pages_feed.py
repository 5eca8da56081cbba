"""`python -m benchmarks pages_feed`: the next page after one record was changed, beside a process that reads everything anew.

An office of 50,000 people in a temporary database. *Data* is what every page starts from: the tables, the workforce, the tree
of units. The baseline is the same process told that anything may have changed, which is what every write used to say.
Ends with 1 where the patched frames differ from freshly read ones.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.pages import DATABASES, ROOT, place
from benchmarks.report import console, machine, number, table

_CHILD = "--child"


def _seconds(work: Callable[[], Any]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def child(people: int, times: int) -> None:
    """One database, filled and asked; prints one JSON line."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "dungviec.office.settings"
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client

    settings.ALLOWED_HOSTS = ["*"]
    call_command("migrate", interactive=False, verbosity=0)
    from dungviec.office.access.models import Role
    from dungviec.office.access.services import create_account
    from dungviec.office.registry import selectors
    from dungviec.office.registry.models import City
    from dungviec.office.registry.services import amend, create, load_snapshot, open_batch, undo, write_many
    from dungviec.office.registry.structure import tree
    from dungviec.office.registry.workforce import describe, workforce
    from dungviec.synth import build_province

    load_snapshot(build_province(people, 7))
    client = Client()
    client.force_login(create_account("can-bo", "mot mat khau dai", Role.PERSONNEL))
    day = selectors.office_day()

    def data() -> None:
        selectors.snapshot(day)
        workforce(day)
        tree(day)

    def page() -> None:
        assert client.get("/can-bo/").status_code == 200

    data()
    page()
    ids = workforce(day)["person_id"].to_list()
    found: dict[str, list[float]] = {
        key: [] for key in ("all", "one", "event", "page_all", "page_one", "page_none", "amend")
    }
    for _ in range(times):
        City.objects.get().touch()
        found["all"].append(_seconds(data))
        City.objects.get().touch()
        found["page_all"].append(_seconds(page))
    for i in range(times * 3):
        person = ids[(i * 977) % len(ids)]
        found["amend"].append(
            _seconds(lambda p=person, n=i: amend("people", p, {"major": f"Ngành {n}"}, by="can-bo", why="đo"))
        )
        found["one"].append(_seconds(data))
        row = {"person_id": person, "year": 1990 + i, "system": "state", "rating": "good"}
        create("ratings", row, by="can-bo", why="đo")
        found["event"].append(_seconds(data))
        page()
        found["page_none"].append(_seconds(page))
        amend("people", person, {"degree": "doctor" if i % 2 else "master"}, by="can-bo", why="đo")
        found["page_one"].append(_seconds(page))
    same = all(
        selectors.snapshot()[name].equals(selectors.read_table(name)) for name in ("people", "ratings", "tenures")
    )
    same = same and workforce(day).equals(describe(selectors.snapshot(day)))
    batch = open_batch("import", "đo", by="can-bo")
    rows = [(person, {"rank_code": f"01.{n % 7:03d}"}) for n, person in enumerate(ids)]
    bulk = {"bulk": _seconds(lambda: write_many(batch, amends={"people": rows}, valid_from=date(2020, 1, 1)))}
    bulk["bulk_undo"] = _seconds(lambda: undo(batch, by="can-bo", why="đo"))
    new = open_batch("import", "đo", by="can-bo")
    fresh = [{"person_id": f"M{n}", "name": "Nguyễn Văn Mới", "category": "civil_servant"} for n in range(len(ids))]
    bulk["bulk_new"] = _seconds(lambda: write_many(new, creates={"people": fresh}))
    bulk["bulk_new_undo"] = _seconds(lambda: undo(new, by="can-bo", why="đo"))
    print(json.dumps({key: statistics.median(v) for key, v in found.items()} | bulk | {"same": same, "rows": len(ids)}))


def main(arguments: list[str] | None = None) -> None:
    """Measure both databases and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks pages_feed", description=main.__doc__)
    parser.add_argument("--people", type=int, default=50_000)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--database", choices=DATABASES, action="append")
    given = parser.parse_args(arguments)
    console().print(machine())
    failed = False
    for database in given.database or DATABASES:
        with tempfile.TemporaryDirectory(prefix="dungviec-feed-") as home, place(database, home) as environment:
            command = [sys.executable, "-m", "benchmarks.pages_feed", _CHILD, str(given.people), str(given.times)]
            done = subprocess.run(command, env=environment, capture_output=True, text=True, cwd=Path(ROOT), check=False)
        if done.returncode:
            print(done.stderr, file=sys.stderr)
            raise SystemExit(1)
        m = json.loads(done.stdout.strip().splitlines()[-1])
        failed = failed or not m["same"]
        _show(database, m)
    if failed:
        raise SystemExit(1)


def _show(database: str, m: dict[str, Any]) -> None:
    def against(part: str, whole: str) -> str:
        return f"{number(m[whole] / m[part], decimals=1)}×"

    rows = [
        ("dữ liệu, đọc lại tất cả (data, all read anew)", m["all"], ""),
        ("dữ liệu sau khi sửa một người (data after one amend)", m["one"], against("one", "all")),
        ("dữ liệu sau khi thêm một xếp loại (data after one rating)", m["event"], against("event", "all")),
        ("trang danh sách, đọc lại tất cả (list page, all read anew)", m["page_all"], ""),
        ("trang danh sách sau khi sửa một người (list page after one amend)", m["page_one"], against("page_one", "page_all")),
        ("trang danh sách, không có gì đổi (list page, nothing changed)", m["page_none"], against("page_none", "page_all")),
        ("ghi một lần sửa (one amend written)", m["amend"], ""),
        (f"ghi {m['rows']} lần sửa có ngày hiệu lực (dated amends in one batch)", m["bulk"], ""),
        ("hoàn tác cả đợt đó (undone)", m["bulk_undo"], ""),
        (f"ghi {m['rows']} người mới (new people in one batch)", m["bulk_new"], ""),
        ("hoàn tác cả đợt đó (undone)", m["bulk_new_undo"], ""),
    ]  # fmt: skip
    shown = [(what, f"{number(seconds * 1000)} ms", ratio) for what, seconds, ratio in rows]
    same = "bằng bản đọc mới (equal to a fresh reading)" if m["same"] else "KHÁC bản đọc mới (DIFFERENT)"
    made = table(f"{database}: {same}", ["", "bộ xử lý (CPU)", "nhanh hơn (faster)"])
    for line in shown:
        made.add_row(*line)
    console().print(made)


if __name__ == "__main__":
    if _CHILD in sys.argv:
        child(int(sys.argv[-2]), int(sys.argv[-1]))
    else:
        main()
