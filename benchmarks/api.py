"""``python -m benchmarks api``: the API asked tens of thousands of questions by its own description, and the list beside its page.

Each question is asked in a transaction that is rolled back, so that the next one meets the same town. ``--requests 20000`` (of all
operations, rightly and wrongly put), ``--roles personnel`` (five when not given), ``--people 2386`` for the list, ``--times 60``. In a home of its own, which is thrown away.
"""

from __future__ import annotations

import argparse
import logging
import os
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.report import console, machine, number, table

SHOWN = 20


def main(arguments: list[str]) -> None:
    """Print both tables; exit 1 where an answer was not as described."""
    asked = argparse.ArgumentParser(prog="python -m benchmarks api")
    asked.add_argument("--requests", type=int, default=20_000)
    asked.add_argument("--people", type=int, default=2_386)
    asked.add_argument("--times", type=int, default=60)
    asked.add_argument("--roles", nargs="*", default=["personnel", "official", "leader", "auditor", "administrator"])
    given = asked.parse_args(arguments)
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"DUNGVIEC_HOME": home, "DJANGO_SETTINGS_MODULE": "dungviec.office.settings"}
        os.environ.pop("DATABASE_URL", None)
        import django

        django.setup()
        logging.disable(logging.CRITICAL)
        wrong = _questions(given.requests, given.roles) if given.requests else []
        if given.times:
            _lists(given.people, given.times)
    if wrong:
        raise SystemExit(1)


def _database(name: str) -> None:
    """A fresh database of that name in the home."""
    from django.conf import settings
    from django.db import connections

    from dungviec.office.new_database import bring_up_to_date

    connections.close_all()
    settings.DATABASES["default"]["NAME"] = str(Path(os.environ["DUNGVIEC_HOME"]) / f"{name}.sqlite3")
    connections["default"].settings_dict["NAME"] = settings.DATABASES["default"]["NAME"]
    bring_up_to_date()


def _key(role: str, unit: str, person: str) -> tuple[Any, str]:
    from dungviec.office.access.models import Role
    from dungviec.office.access.services import create_account
    from dungviec.office.api.areas import SCOPES
    from dungviec.office.api.models import AccessToken
    from dungviec.office.api.tokens import make_token

    user = create_account(f"{role}-thu", "mot mat khau dai", Role(role), unit_id=unit, person_id=person)
    _made, key = make_token(user, "Đo", SCOPES, days=1, by=user)
    AccessToken.objects.update(per_minute=1_000_000_000)
    return user, key


def _questions(most: int, roles: list[str]) -> list[str]:
    from tests.office.api import fuzzing
    from tests.office.cast import town

    from dungviec.office.registry.services import load_snapshot

    _database("thi-xa")
    load_snapshot(town())
    who = (("personnel", "TX", "N5"), ("official", "", "N1"), ("leader", "TX", ""), ("auditor", "", ""), ("administrator", "", ""))  # fmt: skip
    keys = {role: _key(role, unit, person)[1] for role, unit, person in who if role in roles}
    every = list(fuzzing.operations(fuzzing.schema_of(), lambda _method, _path: True))
    typed = [o for o in every if "/pages/" not in o.path]
    pages = [o for o in every if "/pages/" in o.path]
    each = max(
        1, (most // len(keys) - 2 * len(pages)) // (2 * len(typed))
    )  # pages are one view: once each way by every role
    by_status: Counter[int] = Counter()
    wrong: list[str] = []
    began = time.process_time()
    for role, key in keys.items():
        for some, examples in ((typed, each), (pages, 1)):
            heard = fuzzing.ask(some, key, examples, seeded=False, around=_undone)
            by_status += heard.by_status
            wrong += heard.wrong
            sys.stderr.write(f"{role} {heard.asked} {dict(heard.by_status)} {len(heard.wrong)}\n")
            for line in heard.wrong[:SHOWN]:
                sys.stderr.write("  " + line.replace("\n", " ")[:500] + "\n")
    spent = time.process_time() - began
    shown = table(
        f"{number(sum(by_status.values()))} questions to {len(every)} operations by {len(keys)} roles, {spent:.0f} s of processor; {machine()}",
        ["answer", "times"],
    )
    for status, count in sorted(by_status.items()):
        shown.add_row(str(status), number(count))
    console().print(shown)
    broken = sum(n for s, n in by_status.items() if s >= 500)
    console().print(f"5xx: {broken}; not as described: {len(wrong)}")
    return wrong


def _undone(ask: Callable[[], Any]) -> Any:
    """Ask, and take back whatever was written."""
    from django.db import transaction

    with transaction.atomic():
        answer = ask()
        transaction.set_rollback(True)
    return answer


def _lists(people: int, times: int) -> None:
    from django.test import Client

    from dungviec.office.registry.services import load_snapshot
    from dungviec.synth import build_province

    _database("thanh-pho")
    load_snapshot(build_province(people, 7))
    user, key = _key("personnel", "", "")
    page = Client(SERVER_NAME="127.0.0.1")
    program = Client(SERVER_NAME="127.0.0.1", headers={"Authorization": f"Bearer {key}"})
    page.force_login(user)
    asks: dict[str, Callable[[], Any]] = {
        "trang /can-bo/ (page)": lambda: page.get("/can-bo/?sort=name"), "API /people": lambda: program.get("/api/v1/people"),
        "API /people?columns=7": lambda: program.get("/api/v1/people?columns=name,title,unit,age,degree,theory,rating"),
        "API /pages/can-bo/": lambda: program.get("/api/v1/pages/can-bo/?sort=name"),
    }  # fmt: skip
    spent: dict[str, list[float]] = {name: [] for name in asks}
    for turn in range(times + 5):
        for name, ask in asks.items():
            began = time.process_time()
            answer = ask()
            took = time.process_time() - began
            if answer.status_code != 200:
                raise SystemExit(f"{name}: {answer.status_code}")
            if turn >= 5:
                spent[name].append(took)
    base = statistics.median(spent["trang /can-bo/ (page)"])
    shown = table(
        f"List of {number(people)} people, 50 a page, median of {times}, one after the other in one run; {machine()}",
        ["", "ms of processor", "× page"],
    )
    for name, took in spent.items():
        shown.add_row(name, f"{1000 * statistics.median(took):.1f}", f"{statistics.median(took) / base:.2f}")
    console().print(shown)


if __name__ == "__main__":
    main(sys.argv[1:])
