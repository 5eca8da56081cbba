"""`python -m benchmarks.load_office PEOPLE`: fills the database of the environment for an evaluation season; prints who may log in, as JSON.

Sheets of the month for everybody (a third sent, a third confirmed, a third still being written), accounts with the real password
hash for some hundred of them. Started by ``benchmarks.load``.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

PASSWORD = "mot mat khau dai"
YEAR, MONTH = 2020, 11


def fill(people: int) -> dict[str, Any]:
    """The province, its sheets and accounts; names of accounts by role with whom they may read."""
    from django.utils import timezone

    from dungviec.office.access.models import Membership, Role, User
    from dungviec.office.access.services import create_account
    from dungviec.office.appraisal.models import MonthSheet, MonthState
    from dungviec.office.appraisal.models.sheets import Scheme
    from dungviec.office.new_database import bring_up_to_date
    from dungviec.office.registry.models import City
    from dungviec.office.registry.selectors import office_day
    from dungviec.office.registry.services import load_snapshot
    from dungviec.office.registry.workforce import workforce
    from dungviec.synth import build_province

    bring_up_to_date()
    if not City.objects.exists():
        load_snapshot(build_province(people, 7))
    frame = workforce(office_day()).filter(workforce(office_day())["unit_id"].is_not_null())
    rows = frame.select("person_id", "unit_id", "leads").to_dicts()
    if not MonthSheet.objects.exists():
        states = (MonthState.SENT, MonthState.CONFIRMED, MonthState.DRAFT)
        MonthSheet.objects.bulk_create(
            (
                MonthSheet(
                    person_id=r["person_id"], unit_id=r["unit_id"], year=YEAR, month=MONTH, scheme=Scheme.TRACKING,
                    state=states[i % 3], conduct_good=True, made_at=timezone.now(), self_general=[], head_general=[],
                )
                for i, r in enumerate(rows)
            ),
            batch_size=2000,
        )  # fmt: skip
    heads = [r for r in rows if r["leads"]][:: max(1, len(rows) // 2000)][:40]
    officials = [r for r in rows if not r["leads"]][:: max(1, len(rows) // 400)][:200]
    # Whoever comes to score writes: their sheets are still drafts.
    MonthSheet.objects.filter(person_id__in=[r["person_id"] for r in officials]).update(state=MonthState.DRAFT)
    if not User.objects.exists():
        first = create_account("to-chuc", PASSWORD, Role.PERSONNEL, demo=True)  # no second factor to type
        create_account("lanh-dao", PASSWORD, Role.LEADER, demo=True)
        User.objects.create_superuser("quan-tri", password=PASSWORD)
        for role, chosen in ((Role.UNIT_HEAD, heads), (Role.OFFICIAL, officials)):
            # The same password: hashed once, checked each time.
            made = User.objects.bulk_create(
                User(username=f"{role}-{r['person_id']}", password=first.password, password_set_at=timezone.now()) for r in chosen
            )  # fmt: skip
            Membership.objects.bulk_create(
                Membership(user=user, role=role, unit_id=r["unit_id"], person_id=r["person_id"], demo=True) for user, r in zip(made, chosen, strict=True)
            )  # fmt: skip
    return {
        "heads": [[f"unit_head-{r['person_id']}", r["unit_id"]] for r in heads],
        "officials": [[f"official-{r['person_id']}", r["person_id"]] for r in officials],
        "people": [r["person_id"] for r in rows[:: max(1, len(rows) // 2000)]],
        "count": len(rows),
    }


def main() -> None:
    """Fill and tell."""
    people = int(sys.argv[1])
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.pages_admin"  # the admin of the baseline has a table of its own
    import django

    django.setup()
    print(json.dumps(fill(people)), flush=True)


if __name__ == "__main__":
    main()
