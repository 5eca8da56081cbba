"""Two provinces in one PostgreSQL: an office in a schema each, and the centre's table partitioned by province."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.browser.office import own_environment
from tools.postgres import NoPostgres, postgres

PROGRAM = """
import json
from dungviec.office.demo import set_up
set_up()
from django.db import connection
from dungviec.office.new_database import bring_up_to_date
from dungviec.office.registry.models import City, Person, Unit

def sql(words, *values):
    with connection.cursor() as cursor:
        cursor.execute(words, values)
        return cursor.fetchall() if cursor.description else None

def into(schema):
    sql(f'SET search_path TO "{schema}"')

told = {}
for province in ("01", "48"):
    sql(f'CREATE SCHEMA "{province}"')
    into(province)
    told[f"empty {province}"] = connection.introspection.table_names() == []
    bring_up_to_date()
    for number in range(3 if province == "01" else 5):
        Person.objects.create(person_id=f"CB{number}", name=f"Người {province}-{number}", search_key="", sort_key="")
for province in ("01", "48"):
    into(province)
    told[province] = [Person.objects.count(), Person.objects.get(pk="CB1").name, City.objects.count()]

sql("SET search_path TO public")
sql("CREATE TABLE national_people (province text NOT NULL, person_id text NOT NULL, name text NOT NULL, PRIMARY KEY (province, person_id)) PARTITION BY LIST (province)")
for province in ("01", "48"):
    sql(f"CREATE TABLE national_people_{province} PARTITION OF national_people FOR VALUES IN ('{province}')")
    sql(f'INSERT INTO national_people SELECT %s, person_id, name FROM "{province}".registry_person', province)
told["all"] = sql("SELECT province, count(*) FROM national_people GROUP BY province ORDER BY province")
told["plan"] = " ".join(row[0] for row in sql("EXPLAIN SELECT * FROM national_people WHERE province = '48' AND person_id = 'CB1'"))
sql("ALTER TABLE national_people DETACH PARTITION national_people_48")
told["left"] = sql("SELECT count(*) FROM national_people")
print(json.dumps(told))
"""


def test_provinces_share_a_server_and_not_a_row(tmp_path: Path) -> None:
    given = os.environ.pop("DATABASE_URL", None)
    try:
        with postgres() as url:
            environment = own_environment(tmp_path) | {
                "DATABASE_URL": url,
                "PYTHONPATH": os.pathsep.join(p for p in sys.path if p),
            }
            done = subprocess.run(
                [sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, check=False
            )
    except NoPostgres as none:
        pytest.fail(str(none))
    finally:
        if given is not None:
            os.environ["DATABASE_URL"] = given
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout)
    assert told["empty 01"] is told["empty 48"] is True
    assert told["01"] == [3, "Người 01-1", 0]
    assert told["48"] == [5, "Người 48-1", 0]
    assert told["all"] == [["01", 3], ["48", 5]]
    assert "national_people_48" in told["plan"]
    assert "national_people_01" not in told["plan"]
    assert told["left"] == [[3]]
