"""The offices of earlier versions come up to this one: same people, same service, same ledger to its last line, and every room opens.

Each fixture is a small made-up office that the code of its version filled (docs/how-to/release.md tells how the next one is made). It is put
into the tables of its time and brought up to date, on the kind of database the tests run on. 0.0.1 and 0.0.2 are two days of the
history before the first release; they are tried when ``DUNGVIEC_ALL_UPGRADES`` is set, as before every release.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
from tests.browser.office import own_environment

HERE = Path(__file__).parent
PASSPHRASE = "van phong mau cua ban phat hanh"
BEFORE, SINCE = ("016f010463018add", "945a2cccd07fe950"), ("8c823eb54abb7cc5", "3f17945540e383a5")
KNOWN: dict[str, dict[str, Any]] = {
    "0.0.1": {"people": [59, BEFORE[0]], "tenures": [137, BEFORE[1]], "decisions": 1, "accounts": [7, "0c88faf7504b294d"], "ledger": [13, "bf984e502c4ac4f41b76c3800e74daa24b04a9e61ef585e60468ecc039caf000"]},
    "0.0.2": {"people": [59, BEFORE[0]], "tenures": [137, BEFORE[1]], "decisions": 1, "accounts": [7, "0c88faf7504b294d"], "ledger": [15, "582b858af6272903834c45476d17b3d451d08e23d2999db3b61c25cb4f0f9659"]},
    "0.1.0": {"people": [61, SINCE[0]], "tenures": [139, SINCE[1]], "decisions": 1, "accounts": [7, "0c88faf7504b294d"], "ledger": [18, "364e7e1eb39b88910bc80df8ae843f467c4d222fb1c3a5a750215f9df1ccb471"]},
}  # fmt: skip
"""What the version itself said: how many, and the digest of who they are, read from its own database."""
TRIED = sorted(KNOWN) if os.environ.get("DUNGVIEC_ALL_UPGRADES") else ["0.1.0"]
PROGRAM = r"""
import hashlib, json, re, sys
from pathlib import Path
from dungviec.office.demo import set_up
set_up()
from dungviec.office.upkeep.restore import restore
restored = restore(Path(sys.argv[1]), sys.argv[2])
from django.core.management import call_command
call_command("migrate", check_unapplied=True, verbosity=0)
from django.db import connection
from django.test import Client
from django.test.utils import setup_test_environment
from dungviec.office.access import ledger
from dungviec.office.access.models import User, LedgerEntry
from dungviec.office.decisions.models import Decision
from dungviec.office.registry.models import Person, Tenure, City, Change
def digest(rows):
    rows = sorted([str("" if v is None else v) for v in row] for row in rows)
    return len(rows), hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()[:16]
head = ledger.head()
told = {
    "whole": restored.whole, "lines": restored.ledger,
    "people": digest(Person.objects.values_list("person_id", "name", "born")),
    "tenures": digest(Tenure.objects.filter(withdrawn_at__isnull=True).values_list("person_id", "title", "from_date", "to_date")),
    "decisions": Decision.objects.count(),
    "accounts": digest((u, int(a)) for u, a in User.objects.values_list("username", "is_active")),
    "ledger": [head.number, head.hash],
    "feed": City.objects.get().feed >= (Change.objects.order_by("-seq").values_list("seq", flat=True).first() or 0),
}
setup_test_environment()
connection.check_constraints()
client = Client()
user = User.objects.get(username="canbo.noivu")
client.force_login(user)
home = client.get("/", follow=True)
rail = re.search(r'<nav class="rail.*?</nav>', home.content.decode(), re.S)[0]
told["pages"] = {path: client.get(path, follow=True).status_code for path in dict.fromkeys(re.findall(r'href="(/[^"#?]*)"', rail))}
print(json.dumps(told))
"""


@pytest.fixture
def database(db: None) -> Iterator[str]:
    """The address of a new PostgreSQL database; empty on SQLite."""
    from django.db import connection

    if connection.vendor != "postgresql":
        yield ""
        return
    import psycopg

    name, parts = f"upgrade_{uuid.uuid4().hex[:12]}", urlsplit(os.environ["DATABASE_URL"])
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield urlunsplit(parts._replace(path=f"/{name}"))
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_every_fixture_is_known() -> None:
    assert sorted(p.stem for p in HERE.glob("*.dvbackup")) == sorted(KNOWN)
    assert all(p.stat().st_size < 300_000 for p in HERE.glob("*.dvbackup"))


@pytest.mark.parametrize("version", TRIED)
def test_an_office_of_an_earlier_version_comes_up_to_date(version: str, tmp_path: Path, database: str) -> None:
    environment = own_environment(tmp_path) | ({"DATABASE_URL": database} if database else {})
    command = [sys.executable, "-c", PROGRAM, str(HERE / f"{version}.dvbackup"), PASSPHRASE]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout.splitlines()[-1])
    pages = told.pop("pages")
    assert told.pop("whole"), told
    told.pop("lines")
    assert told.pop("feed")
    assert told == KNOWN[version]
    assert len(pages) > 8
    assert set(pages.values()) == {200}, {path: status for path, status in pages.items() if status != 200}
