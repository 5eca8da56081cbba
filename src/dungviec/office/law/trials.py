"""Own rules on trial: asked for, worked out by the background worker, shown to whoever asked. Nothing of it becomes law."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
from django.db import transaction

from dungviec.law.impact import Tell, impact
from dungviec.law.rules import Rule
from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.law.models import RuleTrial, TrialState
from dungviec.office.law.standing import overlay_of, standing
from dungviec.office.registry.selectors import snapshot

PEOPLE, UNITS = 200, 60
"""Rows kept and shown; how many more there are is said."""


@dataclass(frozen=True)
class Shown:
    """A finished trial as the page shows it: the rules tried, and rows with the names of the day."""

    rules: tuple[Rule, ...]
    people: int
    rows: list[dict[str, Any]]
    more_rows: int
    units: list[dict[str, Any]]
    more_units: int
    posts: dict[str, str]


@transaction.atomic
def ask(name: str, text: str, day: date | None, today: date, user: User) -> RuleTrial:
    """Hand rules to the worker; the account's earlier trials are dropped, one at work is told to stop.

    Raises OverlayError, a sentence, where the rules cannot be used; then nothing is asked.
    """
    from dungviec.office.law.tasks import try_rules

    overlay = overlay_of({_file(name): text})
    standing().book.with_changes(overlay)
    earlier = RuleTrial.objects.filter(made_by=user)
    earlier.filter(status__in=(TrialState.QUEUED, TrialState.RUNNING)).update(stop_asked=True)
    earlier.exclude(status=TrialState.RUNNING).delete()
    on = day or max(today, overlay.first_day or today)
    made = RuleTrial.objects.create(name=name[:80], text=text, day=on, made_by=user)
    ledger.record(user.username, "try_own_rules", kind="law", subject=name[:60], day=on.isoformat())
    try_rules.enqueue(trial_id=made.pk)
    return made


def latest(user: User) -> RuleTrial | None:
    """The account's last trial."""
    return RuleTrial.objects.filter(made_by=user).first()


@transaction.atomic
def stop(user: User) -> None:
    """Ask for a stop of what the account has at work; what still waits is stopped at once."""
    mine = RuleTrial.objects.filter(made_by=user)
    mine.filter(status=TrialState.RUNNING).update(stop_asked=True)
    mine.filter(status=TrialState.QUEUED).update(status=TrialState.STOPPED)


def work_out(one: RuleTrial, progress: Tell) -> dict[str, Any]:
    """Judge everybody against every leading post by the law in use and with the rules added to it."""
    law = standing()
    changed = law.book.with_changes(overlay_of({_file(one.name): one.text}))
    found = impact(snapshot(one.day), law.on(one.day), changed.on(one.day, settings=law.settings), progress=progress)
    return {
        "people": int(found.people["person_id"].n_unique()), "pairs": found.pairs, "changed": found.changed_pairs,
        "rows": found.people.head(PEOPLE).drop("name", "unit").to_dicts(), "all_rows": found.people.height,
        "units": found.units.head(UNITS).drop("unit").to_dicts(), "all_units": found.units.height,
    }  # fmt: skip


def shown(one: RuleTrial) -> Shown:
    """A finished trial with the names of people, units and posts."""
    facts, result = snapshot(one.day), one.result
    known = standing().book
    changed = known.with_changes(overlay_of({_file(one.name): one.text}))
    ids = [row["person_id"] for row in result["rows"]]
    people = dict(facts.people.filter(pl.col("person_id").is_in(ids)).select("person_id", "name").iter_rows())
    units = dict(facts.units.select("unit_id", "name").iter_rows())
    return Shown(
        tuple(r for r in changed.rules if r not in known.rules and r.in_force(one.day)), result["people"],
        [row | {"name": people.get(row["person_id"], row["person_id"]), "unit": units.get(row["unit_id"], "")} for row in result["rows"]],
        result["all_rows"] - len(result["rows"]),
        [row | {"unit": units.get(row["unit_id"], "")} for row in result["units"]], result["all_units"] - len(result["units"]),
        dict(facts.posts.filter(pl.col("post_id").is_in([row["example"] for row in result["rows"]])).select("post_id", "title").iter_rows()),
    )  # fmt: skip


def _file(name: str) -> str:
    return name if name.endswith(".yaml") else f"{name}.yaml"
