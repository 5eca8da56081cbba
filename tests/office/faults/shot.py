"""Acts that are shot with SIGKILL; started by ``test_killed_acts`` as ``python -m tests.office.faults.shot SEED``.

The process prepares nothing itself that starts threads: the scene, every try and every look at what is left run in forks of it, each with a
connection of its own. A try dies before its n-th writing statement, or between its last one and the agreement of the database, or
right behind it. What is left is compared with what stood before and with what the whole act leaves.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.office.faults import shot_rooms

WRITING = re.compile(r"\s*(INSERT|UPDATE|DELETE)\b", re.IGNORECASE)
POINTS = 2
"""Statements drawn for each act, beside the first one, the last one and both sides of the agreement."""


def _by() -> Any:
    from dungviec.office.access.models import User

    return User.objects.get(username="can-bo")


def _long_gone() -> None:
    """Somebody left ten years ago, and one officer has put what is over on a list."""
    from datetime import date

    from tests.office.cast import DAY

    from dungviec.office.access.models import User
    from dungviec.office.privacy import retention
    from dungviec.office.privacy.services import set_term
    from dungviec.office.registry.models import Tenure
    from dungviec.office.registry.services import create

    create("particulars", {"person_id": "N4", "religion": "Công giáo"}, by="can-bo", why="bản khai")
    Tenure.objects.filter(person_id="N4").update(to_date=date(2010, 6, 30))
    other = User.objects.get(username="khac")
    for category in ("life", "identity"):
        set_term(category, 5, basis="QC 1", by=other, version=0)
    retention.propose([("N4", "life"), ("N4", "identity")], day=DAY, by=other)


def _second_an() -> None:
    from datetime import date

    from dungviec.office.registry.services import open_batch, write_many

    batch = open_batch("import", "hồ sơ lập hai lần", by="can-bo")
    write_many(batch, creates={
        "people": [{"person_id": "N9", "name": "Trần Thị An", "born": date(1990, 1, 2), "sex": "female", "home_place": "Thôn Cũ"}],
        "tenures": [{"person_id": "N9", "title": "Văn thư", "unit_name": "Nơi cũ", "kind": "main", "from_date": date(2012, 1, 1), "to_date": date(2013, 12, 31)}],
        "ratings": [{"person_id": "N9", "year": 2013, "system": "state", "rating": "good"}],
    })  # fmt: skip


def _merge() -> None:
    from dungviec.office.registry.services import merge_people

    merge_people("N3", "N9", by=_by(), why="một người, lập hai lần")


def _undo() -> None:
    from dungviec.office.registry.models import Batch
    from dungviec.office.registry.services import undo

    undo(Batch.objects.get(kind="merge"), by=_by(), why="hai người khác nhau")


def _amend() -> None:
    from dungviec.office.registry.services import amend

    amend("people", "N2", {"degree": "master"}, by=_by(), why="bằng mới")


def _draft() -> None:
    from tests.office.decisions.desk import drafted, ready

    from dungviec.office.decisions import services

    ready("N2", "N6")
    services.submit([drafted("N6", "GD.CV"), drafted("N2", "NV.CV")], by=_by())


def _sign() -> None:
    from datetime import date

    from dungviec.office.decisions import services
    from dungviec.office.decisions.models import Decision

    services.sign(list(Decision.objects.all()), by=_by(), own_person="", signed_on=date(2020, 12, 15))


def _round() -> None:
    from tests.office.cast import DAY

    from dungviec.office.placement import services
    from dungviec.placement import Policy

    services.open_round("Cuối năm", DAY, Policy(), _by())


def _account() -> None:
    from dungviec.office.access.accounts import set_locked
    from dungviec.office.access.models import User

    set_locked(User.objects.get(username="khac"), True, why="nghỉ việc", by=_by())


def _erase() -> None:
    from dungviec.office.privacy import retention
    from dungviec.office.privacy.models import Erasure

    retention.decide(Erasure.objects.get().pk, by=_by(), approve=True)


ACTS: dict[str, Callable[[], None]] = {
    "amend": _amend, "erase": _erase, "sign": _sign, "round": _round, "lock": _account, "merge": _merge, "undo": _undo, **shot_rooms.ACTS,
}  # fmt: skip
"""In this order: each begins where the one before was agreed."""


def fork(work: Callable[[], Any]) -> tuple[int, Any]:
    """``work`` in a fork: the signal or code it ended with, and what it answered."""
    out, into = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.close(out)
            answer = json.dumps(work(), default=str).encode()
            with os.fdopen(into, "wb") as pipe:
                pipe.write(answer)
            os._exit(0)
        except BaseException:
            import traceback

            traceback.print_exc()
            os._exit(7)
    os.close(into)
    with os.fdopen(out, "rb") as pipe:
        said = pipe.read()
    _pid, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), json.loads(said) if said else None


def scene() -> None:
    """The town, two accounts, a record made twice, two decisions that wait for their signature."""
    from tests.office.cast import town

    from dungviec.office.access.models import Role
    from dungviec.office.access.services import create_account
    from dungviec.office.new_database import make_tables
    from dungviec.office.registry.services import load_snapshot

    make_tables()
    load_snapshot(town())
    create_account("can-bo", "mot mat khau dai", Role.PERSONNEL)
    create_account("khac", "mot mat khau dai", Role.LEADER)
    _second_an()
    _long_gone()
    _draft()


def attempt(act: Callable[[], None], *, before: int, where: str) -> int:
    """The act, ending by SIGKILL before its ``before``-th writing statement, or on a side of the agreement (``where``); how many it wrote."""
    from django.db import connection

    seen = 0
    agree = connection._commit

    def shoot() -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal seen
        if WRITING.match(sql):
            seen += 1
            if seen == before:
                shoot()
        return execute(sql, params, many, context)

    def commit() -> None:
        if where == "agreeing" and seen:
            shoot()
        agree()
        if where == "agreed" and seen:
            shoot()

    connection._commit = commit  # type: ignore[method-assign]
    with connection.execute_wrapper(watch):
        act()
    return seen


def look() -> dict[str, Any]:
    """What is on file: a digest of every table, the ledger and the feed checked."""
    from django.apps import apps
    from django.conf import settings

    from dungviec.office.access import ledger
    from dungviec.office.registry.models import Change, City

    tables = {}
    for model in apps.get_models(include_auto_created=True):
        rows = sorted(map(repr, model._base_manager.values_list(*(f.attname for f in model._meta.concrete_fields))))
        tables[model._meta.db_table] = [len(rows), hashlib.sha256("\n".join(rows).encode()).hexdigest()[:16]]
    last = Change.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
    kept = sorted(
        str(p.relative_to(settings.HOME))
        for p in Path(settings.HOME).rglob("*")
        if p.is_file() and "office.sqlite3" not in p.name
    )
    return {
        "tables": tables, "ledger": ledger.check().whole, "feed": City.objects.get().feed == last, "files": [k for k in kept if "anchors" not in k],
    }  # fmt: skip


def main(seed: int) -> None:
    """Every point of every act; prints what was found as JSON."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "dungviec.office.settings"
    import django

    django.setup()
    assert fork(scene)[0] == 0, "the scene"
    code, before = fork(look)
    assert code == 0, "the first look"
    chance, told = random.Random(seed), {}
    told["job"], before = job(chance), fork(look)[1]
    for name, act in ACTS.items():
        if name in shot_rooms.FIRST:
            assert fork(shot_rooms.FIRST[name])[0] == 0, f"before the act {name}"
            before = fork(look)[1]
        code, writes = fork(lambda act=act: _dry(act))
        assert code == 0, f"the act {name} itself"
        points = {1, writes} | set(chance.sample(range(1, writes + 1), min(POINTS, writes)))
        found = []
        for at, where in [*((p, "") for p in sorted(points)), (0, "agreeing")]:
            code, _said = fork(lambda act=act, at=at, where=where: attempt(act, before=at, where=where))
            found.append([where or at, code, fork(look)[1] == before])
        code, _said = fork(lambda act=act: attempt(act, before=0, where="agreed"))
        after = fork(look)[1]
        told[name] = {"writes": writes, "found": found, "agreed": code, "before": before, "after": after}
        before = after
    print(json.dumps(told))


def job(chance: random.Random) -> dict[str, Any]:
    """The job of a round, killed at drawn writes and taken up again by the next worker; then the same without a kill, to compare with.

    A job writes in several transactions (taken, how far, stored, told), so only what it leaves for others is held to be whole.
    """
    assert fork(_round)[0] == 0
    found = []
    code, writes = fork(lambda: _dry(shot_rooms.run_round))
    assert code == 0, "the job itself"
    for at in (1, *sorted(chance.sample(range(2, writes), POINTS)), writes):
        code, _said = fork(lambda at=at: attempt(shot_rooms.run_round, before=at, where=""))
        left = fork(shot_rooms.round_found)[1]
        found.append([at, code, left])
        # Killed behind its end, it has ended: the next shot is at a new one.
        again = (_forget_round, _round) if left["state"] == "done" else (shot_rooms.take_up_again,)
        assert all(fork(step)[0] == 0 for step in again)
    code, _said = fork(shot_rooms.run_round)
    ended = fork(shot_rooms.round_found)[1]
    assert fork(_forget_round)[0] == 0
    return {"writes": writes, "found": found, "code": code, "ended": ended}


def _forget_round() -> None:
    from dungviec.office.placement.models import Round

    Round.objects.all().delete()


def _dry(act: Callable[[], None]) -> int:
    from django.db import transaction

    with transaction.atomic():
        writes = attempt(act, before=0, where="")
        transaction.set_rollback(True)
    return writes


if __name__ == "__main__":
    main(int(sys.argv[1]))
