"""The copy of the database: real streaming replication, stopped and let run on. Heavy pages read it, never behind their own writer."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.browser.office import own_environment
from tools.postgres import NoPostgres, postgres, replica_of

PROGRAM = """
import json, time
from dungviec.office.demo import set_up
set_up()
from django.db import connections, transaction
from django.test import Client
from dungviec.office.access.models import Role
from dungviec.office.access.services import create_account
from dungviec.office.new_database import bring_up_to_date
from dungviec.office.shell import replica
from tests.office.cast import town
from dungviec.office.registry.services import load_snapshot

from dungviec.office.appraisal.models import MonthSheet as Own
told = {}
bring_up_to_date()
load_snapshot(town())
user = create_account("personnel", "mot mat khau dai", Role.PERSONNEL)
copy, one = connections["replica"], connections["default"]

def sql(connection, words):
    with connection.cursor() as cursor:
        cursor.execute(words)
        return cursor.fetchone()[0] if cursor.description else None

def wait(right):
    until = time.monotonic() + 120
    while not right():
        assert time.monotonic() < until
        time.sleep(0.05)

def asked(page):
    "How many questions the copy and the one database were asked."
    counted = {"replica": 0, "default": 0}
    def count(alias):
        def run(execute, words, params, many, context):
            if "pg_last" not in words:
                counted[alias] += 1
            return execute(words, params, many, context)
        return run
    with copy.execute_wrapper(count("replica")), one.execute_wrapper(count("default")):
        status = client.get(page).status_code
    return [status, counted["replica"], counted["default"]]

wait(lambda: sql(copy, "SELECT to_regclass('" + Own._meta.db_table + "') IS NOT NULL") and replica.may_read_copy(replica.reached()))
told["copy"] = sql(copy, "SELECT pg_is_in_recovery()")
client = Client(SERVER_NAME="127.0.0.1")
client.force_login(user)
wait(lambda: replica.may_read_copy(replica.reached()))
client.get("/danh-gia/")
told["heavy"] = asked("/danh-gia/")
told["light"] = asked("/can-bo/")

# The copy stands still: what was written since is not there; whoever wrote it reads the one database.
sql(copy, "SELECT pg_wal_replay_pause()")
wait(lambda: sql(copy, "SELECT pg_get_wal_replay_pause_state()") == "paused")
client.post("/can-bo/luu/", {"name": "Thử", "query": ""})
told["after own write"] = asked("/danh-gia/")
place = client.session[replica.SESSION_KEY]
told["is there"] = replica.may_read_copy(place)
sql(copy, "SELECT pg_wal_replay_resume()")
wait(lambda: replica.may_read_copy(place))
told["caught up"] = asked("/danh-gia/")

# Frames kept from the records stand at a number of the one database's feed: never read elsewhere.
from dungviec.office.registry.selectors import read_table
def rows_of(table):
    seen = {"replica": 0}
    def count(execute, words, params, many, context):
        seen["replica"] += 1
        return execute(words, params, many, context)
    with copy.execute_wrapper(count), replica.reading_the_copy():
        read_table(table)
    return seen["replica"]
told["frames"] = [rows_of(name) for name in ("people", "ratings", "training")]

# In a transaction, and for rows that were read in the one database, nothing is read elsewhere.
router = replica.Router()
with replica.reading_the_copy():
    told["outside"] = router.db_for_read(Own)
    with transaction.atomic():
        told["in a transaction"] = router.db_for_read(Own)
    mine = Own()
    mine._state.db = "default"
    told["of a row"] = router.db_for_read(Own, instance=mine)
    from dungviec.office.registry.models import City
    told["records"] = router.db_for_read(City)
told["before"] = router.db_for_read(Own)
told["written"] = router.db_for_write(Own)
told["migrated"] = router.allow_migrate("replica", "appraisal")

# The copy does not answer: pages go on.
copy.close()
copy.settings_dict["PORT"] = "1"
copy.settings_dict["HOST"] = "127.0.0.1"
told["gone"] = asked("/danh-gia/")
print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, object]]:
    """What the program above saw."""
    given = os.environ.pop("DATABASE_URL", None)
    try:
        with postgres() as url, replica_of(url) as copy:
            home: Path = tmp_path_factory.mktemp("replica")
            environment = own_environment(home) | {
                "DATABASE_URL": url, "DATABASE_REPLICA_URL": copy, "DUNGVIEC_REPLICA_SECONDS": "3600",
                "PYTHONPATH": os.pathsep.join(p for p in sys.path if p),
            }  # fmt: skip
            done = subprocess.run(
                [sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, done.stderr[-3000:]
            yield json.loads(done.stdout.strip().splitlines()[-1])
    except NoPostgres as none:
        pytest.fail(str(none))
    finally:
        if given is not None:
            os.environ["DATABASE_URL"] = given


def test_heavy_pages_read_the_copy_and_light_ones_do_not(told: dict[str, list[int]]) -> None:
    assert told["copy"] is True
    status, there, _here = told["heavy"]
    assert status == 200
    assert there > 0
    assert told["light"][:2] == [200, 0]


def test_nobody_reads_behind_the_own_write(told: dict[str, list[int]]) -> None:
    assert told["is there"] is False
    assert told["after own write"][:2] == [200, 0]
    assert told["caught up"][1] > 0


def test_transactions_rows_at_hand_and_records_stay_with_the_one_database(told: dict[str, object]) -> None:
    assert told["outside"] == "replica"
    assert [told[k] for k in ("in a transaction", "of a row", "records", "before")] == [None] * 4
    assert told["frames"] == [0, 0, 0]
    assert (told["written"], told["migrated"]) == ("default", False)


def test_a_copy_that_does_not_answer_stops_nobody(told: dict[str, list[int]]) -> None:
    assert told["gone"][0] == 200
    assert told["gone"][1] == 0
