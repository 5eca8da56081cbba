"""Three web processes and two workers over one PostgreSQL: logged in at one, acted at another, the job done by a third, one killed in the
middle of it, and nothing is lost. The queue is Procrastinate's, whose jobs lie in the same transaction as what they are about."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

import pytest
from tests.browser.office import free_port, own_environment
from tools.postgres import NoPostgres, postgres

PASSWORD, PASSPHRASE = "mot mat khau dai", "mot mat khau that dai"
WAIT = 240
"""Seconds given to what comes by itself, on a machine with much other work; a test that works waits for none of it."""
HAND = """
import json, sys
from dungviec.office.demo import set_up
set_up()
from django.db import transaction
from django_tasks_db.models import DBTaskResult
from tests.office.cast import town
from dungviec.office.access.models import LedgerEntry, Role, User
from dungviec.office.access.services import create_account
from dungviec.office.new_database import bring_up_to_date
from dungviec.office.operations.models import UpkeepRun, WorkerBeat
from dungviec.office.operations.health import pending
from dungviec.office.registry.services import amend, load_snapshot
bring_up_to_date()
load_snapshot(town())
for role in ("personnel", "administrator"):
    create_account(role, "mot mat khau dai", Role(role), demo=True)
print(json.dumps("ready"), flush=True)
for line in sys.stdin:
    print(json.dumps(eval(json.loads(line)), default=str), flush=True)
"""


class Hand:
    """A process with the office's tables at hand: asked in Python, answers in JSON."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", HAND], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[3], start_new_session=True
        )  # fmt: skip
        self._answer()

    def ask(self, question: str) -> Any:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(question) + "\n")
        self.process.stdin.flush()
        return self._answer()

    def until(self, question: str, right: Callable[[Any], bool]) -> Any:
        return _until(lambda: self.ask(question), right, question)

    def _answer(self) -> Any:
        assert self.process.stdout is not None
        return json.loads(self.process.stdout.readline())


def _until(ask: Callable[[], Any], right: Callable[[Any], bool], what: str) -> Any:
    deadline = time.monotonic() + WAIT
    while not right(answer := ask()):
        assert time.monotonic() < deadline, f"{what}: still {answer!r}"
        time.sleep(0.1)
    return answer


class Visitor:
    """A browser that may ask any of the processes: the cookie goes to all of them, as behind a proxy."""

    def __init__(self) -> None:
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def get(self, address: str) -> str:
        with self.opener.open(address, timeout=WAIT) as answer:
            return str(answer.read().decode())

    def post(self, page: str, address: str, **values: str) -> str:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(page))
        assert token is not None, page
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": token[1], **values}).encode()
        with self.opener.open(urllib.request.Request(address, body, {"Referer": page}), timeout=WAIT) as answer:
            return str(answer.read().decode())


def _alive(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/suc-khoe/san-sang", timeout=WAIT) as answer:
            return json.loads(answer.read())["checks"]["migrations"]["good"] is True
    except (urllib.error.URLError, OSError):
        return False


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The environment of an empty office on a PostgreSQL of its own, with a folder of backups."""
    home = tmp_path_factory.mktemp("several")
    (home / "passphrase").write_text(PASSPHRASE, encoding="utf-8")
    (home / "backups").mkdir()
    given = os.environ.pop("DATABASE_URL", None)  # a database of the suite is not ours to fill
    try:
        with postgres() as url:
            yield own_environment(home / "home") | {
                "DATABASE_URL": url, "DUNGVIEC_QUEUE": "procrastinate", "DUNGVIEC_BACKUPS": str(home / "backups"),
                "DUNGVIEC_BACKUP_PASSPHRASE_FILE": str(home / "passphrase"), "DJANGO_SETTINGS_MODULE": "dungviec.office.settings",
                "PYTHONPATH": os.pathsep.join(p for p in sys.path if p),
            }  # fmt: skip
    except NoPostgres as none:
        pytest.fail(str(none))
    finally:
        if given is not None:
            os.environ["DATABASE_URL"] = given


@pytest.fixture
def children(tmp_path: Path) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Every process started; none outlives the test. What they said is printed, which pytest shows where the test fails."""
    started: list[subprocess.Popen[bytes]] = []
    yield started
    for log in sorted(tmp_path.glob("*.log")):
        print(log.name, log.read_text(encoding="utf-8", errors="replace")[-4000:], sep="\n")
    for child in started:
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def test_nothing_is_lost_when_processes_die(
    place: dict[str, str], children: list[subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    hand = Hand(place)
    children.append(hand.process)  # type: ignore[arg-type]

    def start(*words: str) -> subprocess.Popen[bytes]:
        log = (tmp_path / f"{len(children)}.log").open("wb")
        child = subprocess.Popen(
            [sys.executable, "-m", *words], env=place, stdout=log, stderr=log, start_new_session=True
        )
        children.append(child)
        return child

    def serve() -> tuple[str, subprocess.Popen[bytes]]:
        port = free_port()
        words = (
            "granian",
            "--interface",
            "wsgi",
            "--host",
            "127.0.0.1",
            "--port",
            str(port),
            "--no-ws",
            "--log-level",
            "warning",
        )
        return f"http://127.0.0.1:{port}", start(*words, "dungviec.office.wsgi:application")

    webs = [serve() for _ in range(3)]
    workers = [start("dungviec.office", "office_worker", "--beat", "0.3", "--verbosity", "0") for _ in range(2)]
    for address, _web in webs:
        _until(lambda a=address: _alive(a), bool, address)
    first, second, third = (address for address, _web in webs)
    hand.until("WorkerBeat.objects.count()", lambda n: n == 2)

    # Logged in at the first, which then dies; the second and the third know the visitor.
    officer, keeper = Visitor(), Visitor()
    for visitor, name in ((officer, "personnel"), (keeper, "administrator")):
        visitor.post(f"{first}/dang-nhap/", f"{first}/dang-nhap/", username=name, password=PASSWORD)
    assert "Hạnh" in officer.get(f"{third}/can-bo/")
    os.killpg(webs[0][1].pid, signal.SIGKILL)
    assert "Hạnh" in officer.get(f"{second}/can-bo/")

    # What one process writes, the frames kept in the others follow.
    hand.ask("amend('people', 'N1', {'name': 'Nguyễn Thị Hạnh Phúc'}, by='thu', why='Thử') and None")
    for address in (second, third):
        assert "Hạnh Phúc" in officer.get(f"{address}/can-bo/")

    # A job asked for at the second; whoever took it is killed in the middle, at a table that is held shut.
    hand.ask("transaction.set_autocommit(False) or transaction.get_connection().cursor().execute('LOCK TABLE registry_person IN ACCESS EXCLUSIVE MODE') and None")  # fmt: skip
    try:
        keeper.post(f"{second}/van-hanh/", f"{second}/van-hanh/sao-luu/")
        names = hand.until(
            "DBTaskResult.objects.filter(status='RUNNING').values_list('worker_ids', flat=True).first()", bool
        )
        pid = hand.ask(f"WorkerBeat.objects.get(pk={names[-1]!r}).pid")
        lost = next(worker for worker in workers if worker.pid == pid)
        os.killpg(lost.pid, signal.SIGKILL)
        lost.wait()
    finally:
        hand.ask("transaction.commit() or transaction.set_autocommit(True)")
    ended = hand.until(
        "list(UpkeepRun.objects.values_list('status', 'rows', 'file'))", lambda rows: rows[0][0] in ("done", "failed")
    )
    assert ended[0][0] == "done"
    assert ended[0][1] > 0
    assert [p.name for p in Path(place["DUNGVIEC_BACKUPS"]).iterdir()] == [ended[0][2]], (
        "whole, and no half of one beside it"
    )
    tried = hand.until(
        "list(DBTaskResult.objects.values_list('status', 'worker_ids'))", lambda rows: rows[0][0] == "SUCCESSFUL"
    )
    assert len(tried) == 1
    assert tried[0][1][0] == names[-1] != tried[0][1][1]
    assert hand.ask("LedgerEntry.objects.filter(action='take_job_back').count()") == 1
    assert ended[0][2] in keeper.get(f"{third}/van-hanh/")

    # The numbers of the ledger run on without a gap.
    numbers = hand.ask("list(LedgerEntry.objects.order_by('number').values_list('number', flat=True))")
    assert numbers == list(range(1, len(numbers) + 1))


def test_a_job_lies_in_the_transaction_of_what_it_is_about(place: dict[str, str]) -> None:
    """Put together, rolled back together, and taken once."""
    questions = """
import json
from dungviec.office.demo import set_up
set_up()
from django.db import connection, transaction
from django_tasks_db.models import DBTaskResult
from dungviec.office.new_database import bring_up_to_date
from dungviec.office.operations.procrastinate_queue import let_go_of_lost, run_job
from dungviec.office.operations.tasks import run_upkeep
from procrastinate.contrib.django.models import ProcrastinateJob
bring_up_to_date()
def counts(): return [DBTaskResult.objects.filter(status="READY").count(), ProcrastinateJob.objects.filter(status="todo").count()]
told = [counts()]
try:
    with transaction.atomic():
        run_upkeep.enqueue(run_id=0)
        told.append(counts())
        raise KeyError
except KeyError:
    told.append(counts())
put = run_upkeep.enqueue(run_id=0)
told.append(counts())
told.append([run_job(str(put.id), worker="w1"), run_job(str(put.id), worker="w2")])
row = DBTaskResult.objects.get(pk=put.id)
told.append([row.status, row.return_value, row.worker_ids])
told.append(let_go_of_lost())
print(json.dumps(told))
"""
    done = subprocess.run([sys.executable, "-c", questions], env=place, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    none, inside, rolled_back, put, ran, row, lost = json.loads(done.stdout)
    assert inside == [none[0] + 1, none[1] + 1]
    assert rolled_back == none
    assert put == inside
    assert ran == [True, False]
    assert row == ["SUCCESSFUL", "not waiting", ["w1"]]
    assert lost == 0


def test_what_a_worker_enqueues_waits_for_its_transaction(place: dict[str, str]) -> None:
    """A worker's own connections must not carry it: another worker would find the number before the row, and drop it."""
    questions = """
import json, os
from dungviec.office.demo import set_up
set_up()
import psycopg
from django.db import transaction
from django_tasks_db.models import DBTaskResult
from dungviec.office.new_database import bring_up_to_date
from dungviec.office.operations import procrastinate_queue as queue
from dungviec.office.operations.tasks import run_upkeep
from procrastinate.contrib.django.models import ProcrastinateJob
bring_up_to_date()
ProcrastinateJob.objects.all().delete()
DBTaskResult.objects.all().delete()
told = []
def seen_elsewhere():
    with psycopg.connect(os.environ["DATABASE_URL"]) as other:
        return other.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'").fetchone()[0]
def within(row, *, worker):
    with transaction.atomic():
        run_upkeep.enqueue(run_id=0)
        told.append(seen_elsewhere())
        transaction.set_rollback(True)
    told.append(seen_elsewhere())
    return True
ran = queue.run_job
run_upkeep.enqueue(run_id=0)
queue.run_job = within
queue.work("w1", batch=True)
told.append(queue.hand_over_forgotten())
queue.run_job = ran
DBTaskResult.objects.create(task_path="dungviec.office.gone.task", backend_name="default", args_kwargs={"args": [], "kwargs": {}})
told.append(queue.hand_over_forgotten())
DBTaskResult.objects.filter(task_path="dungviec.office.gone.task").delete()
queue.work("w1", batch=True)
told.append(list(DBTaskResult.objects.values_list("status", flat=True)))
print(json.dumps(told))
"""
    done = subprocess.run([sys.executable, "-c", questions], env=place, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    inside, rolled_back, forgotten, again, ended = json.loads(done.stdout)
    assert (inside, rolled_back) == (0, 0)
    assert (forgotten, again) == (1, 0), "the row whose number was thrown away has one again, and no second"
    assert ended == ["SUCCESSFUL"]
