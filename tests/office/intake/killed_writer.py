"""A process that writes an intake and is shot in the middle; started by ``test_killed``.

``python -m tests.office.intake.killed_writer write FOLDER`` prints MIDDLE when everything is written but nothing agreed yet,
and waits to be killed. ``… look FOLDER`` prints what is on file. ``… again FOLDER`` writes once more and prints the same.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any


def main(step: str, folder: Path) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "dungviec.office.settings"
    import django
    from django.conf import settings

    django.setup()
    settings.LEDGER_ANCHORS = str(folder / "anchors")
    one = _prepare(folder) if step == "write" else _found()
    if step != "look":
        _write(one, wait=step == "write")
    print(json.dumps(_on_file()), flush=True)


def _prepare(folder: Path) -> Any:
    """The town, and a roster that was read and compared."""
    from django.core.files.uploadedfile import SimpleUploadedFile
    from tests.office.cast import DAY, town
    from tests.office.intake.conftest import ROWS, workbook

    from dungviec.office.access.models import Role
    from dungviec.office.access.services import create_account
    from dungviec.office.intake import services
    from dungviec.office.intake.tasks import run_intake
    from dungviec.office.new_database import make_tables
    from dungviec.office.registry.services import load_snapshot

    make_tables()
    load_snapshot(town())
    user = create_account("can-bo", "mot mat khau dai", Role.PERSONNEL)
    data = workbook(folder / "up.xlsx", {"Danh sách": ROWS}).read_bytes()
    one = services.take_in(SimpleUploadedFile("danh-sach.xlsx", data), DAY, user)
    services.read(one, DAY, user)
    run_intake.call(intake_id=one.pk, job="read", by="can-bo")
    return _found()


def _found() -> Any:
    from dungviec.office.intake.models import Intake

    return Intake.objects.get()


def _write(one: Any, *, wait: bool) -> None:
    from dungviec.office.access import ledger
    from dungviec.office.access.models import User
    from dungviec.office.intake import services
    from dungviec.office.intake.models import Intake, Status
    from dungviec.office.intake.tasks import run_intake

    if wait:
        note = ledger.record

        def shot(actor: str, action: str, **detail: Any) -> Any:
            made = note(actor, action, **detail)
            if action == "intake_done":
                print("MIDDLE", flush=True)
                time.sleep(600)
            return made

        ledger.record = shot
    if one.status == Status.WRITING:  # what the office does when a worker has fallen silent
        Intake.objects.filter(pk=one.pk).update(status=Status.CHECKED)
        one.refresh_from_db()
    services.write(one, User.objects.get())
    run_intake.call(intake_id=one.pk, job="write", by="can-bo")


def _on_file() -> dict[str, Any]:
    from dungviec.office.access import ledger
    from dungviec.office.registry.models import Batch, Change, City, Entry, Person, Tenure

    return {
        "people": Person.objects.count(), "tenures": Tenure.objects.count(), "entries": Entry.objects.count(),
        "batches": Batch.objects.count(), "changes": Change.objects.count(), "feed": City.objects.get().feed,
        "status": _found().status, "ledger": ledger.check().whole,
    }  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
