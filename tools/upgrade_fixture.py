"""Makes the fixture of a release: `python tools/upgrade_fixture.py build` in its checkout, then `… seal NAME` with today's code.

``build FOLDER`` runs with the release's own code: about sixty people of the demo city, and in every room what it fills for the demo.
``seal FOLDER NAME`` packs that office, in the tables of its time, into ``tests/office/upgrades/NAME.dvbackup``: see docs/how-to/release.md.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

PASSPHRASE = "van phong mau cua ban phat hanh"  # noqa: S105 - see below
"""No secret: everybody in these offices is made up."""
SEATS = 60


def build() -> None:
    """An office of a few divisions in the data folder of the environment."""
    import django

    django.setup()
    from django.apps import apps
    from django.core.management import call_command
    from django.db import transaction

    from dungviec.office.access import ledger
    from dungviec.office.registry import demo_city
    from dungviec.office.registry.models import Person
    from dungviec.office.registry.services import load_snapshot

    call_command("migrate", interactive=False, verbosity=0)
    load_snapshot(small_city())
    demo_city.open_accounts()
    for config in apps.get_app_configs():
        if not hasattr(config, "fill_demo"):
            continue
        try:
            with transaction.atomic():
                config.fill_demo()
        except Exception as bad:  # a room that needs the whole city is left as it is
            print(f"{config.label}: {type(bad).__name__}: {bad}")
    print(f"{Person.objects.count()} people, ledger whole: {ledger.check().whole}")


def small_city():  # type: ignore[no-untyped-def]
    """The demo city with its first divisions only."""
    from dataclasses import replace

    import polars as pl

    from dungviec.records.schema import TABLES
    from dungviec.synth import build_city

    city = build_city()
    units, posts = city["units"], city["posts"]
    top = units.filter(pl.col("parent_id").is_null())["unit_id"].to_list()
    chosen, seats = list(top), 0
    for unit in units.filter(pl.col("parent_id").is_in(top))["unit_id"]:
        more = posts.filter(pl.col("unit_id") == unit)["seats"].sum() or 0
        if seats + more <= SEATS:
            chosen.append(unit)
            seats += more
    held = posts.filter(pl.col("unit_id").is_in(chosen))["post_id"].to_list()
    people = city["tenures"].filter(pl.col("post_id").is_in(held))["person_id"].unique().to_list()
    known = {"unit_id": chosen, "post_id": held} | dict.fromkeys(
        ("person_id", "other_id", "relative_id", "person_a", "person_b"), people
    )
    tables = {}
    for name in TABLES:
        frame = city[name]
        for column in [c for c in known if c in frame.columns]:
            frame = frame.filter(pl.col(column).is_null() | pl.col(column).is_in(known[column]))
        tables[name] = frame
    return replace(city, tables=tables)


def seal(name: str) -> None:
    """Pack the office of the environment, whatever version left it."""
    import django

    django.setup()
    from dungviec.office.upkeep.backup import make_backup

    target = Path(__file__).resolve().parents[1] / "tests" / "office" / "upgrades" / f"{name}.dvbackup"
    target.unlink(missing_ok=True)
    made = make_backup(target, PASSPHRASE, behind=True)
    print(f"{made.path.name}: {made.rows} rows of {made.tables} tables, {made.size} bytes")


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "dungviec.office.settings"
    os.environ["DUNGVIEC_HOME"] = sys.argv[2]
    build() if sys.argv[1] == "build" else seal(sys.argv[3])
