"""From what the office keeps to what the rules look at: a case with its days, the status of a person, who is related to whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl

from dungviec.conduct import Case, HeldStep, Member, Pause, relatives_of
from dungviec.office.conduct import models
from dungviec.office.registry.selectors import rows, snapshot
from dungviec.records.codes import LEADERSHIP_RANK


@dataclass(frozen=True, slots=True)
class Status:
    """Who somebody is on a day, as far as discipline asks."""

    person_id: str
    name: str
    title: str
    unit: str
    category: str
    leader: bool | None
    left_service: bool
    on_leave: str | None
    criminal_open: bool | None


def status_of(person_id: str, on: date) -> Status | None:
    """The status on a day; None when nobody has that identifier. ``leader`` is None where the post's level is not recorded."""
    s = snapshot(on)
    person = next(iter(s.people.filter(pl.col("person_id") == person_id).to_dicts()), None)
    if person is None:
        return None
    units = s.units.select("unit_id", unit_name="name")
    posts = s.live_posts.select("post_id", "title", "unit_id", "level_rank").join(units, on="unit_id", how="left")
    held = s.main_posts.filter(pl.col("person_id") == person_id).join(posts, on="post_id")
    post = next(iter(held.to_dicts()), None)
    left = post is None and _left(s["tenures"].filter((pl.col("person_id") == person_id) & (pl.col("to_date") < on)))
    category = str(person["category"] or "civil_servant")
    leader: bool | None = None
    if post is not None and post["level_rank"] is not None:
        leader = post["level_rank"] >= LEADERSHIP_RANK
    elif category in ("cadre", "public_employee_manager"):
        leader = True
    if category == "public_employee" and leader:
        category = "public_employee_manager"
    return Status(
        person_id, str(person["name"]), str(post["title"]) if post else "", str(post["unit_name"] or "") if post else "", category,
        leader, left, person["on_leave"], person["criminal_open"],
    )  # fmt: skip


def _left(ended: pl.DataFrame) -> bool:
    """Whether the last post that ended ended the service; why it did not written down counts as having left."""
    if ended.is_empty():
        return False
    why = ended.sort("to_date")["left_because"].last()
    return why is None or why in ("retired", "left_service", "died")


def law_case(one: models.Case) -> Case:
    """A case as the rules look at it; reads its steps, pauses and council."""
    return Case(
        one.person_id, one.category, one.leader, one.happened, one.found, one.opened, one.kind, one.duty_related, one.left_service,
        one.party_decided, one.extended_on, tuple(Pause(p.ground, p.since, p.until) for p in one.pauses.all()),
        {s.step: HeldStep(s.held, s.heard) for s in one.steps.all()}, tuple(Member(m.person_id, m.name, m.part) for m in one.council.all()),
        one.reporter_id, one.form, one.signed_on, one.effective, one.ends, one.closed_on,
    )  # fmt: skip


def relatives(person_id: str, on: date) -> dict[str, str]:
    """Everybody related to somebody by what is on file: identifier → relation."""
    ties = snapshot(on)["kinship"].filter((pl.col("person_id") == person_id) | (pl.col("relative_id") == person_id))
    return relatives_of(person_id, ties.select("person_id", "relative_id", "relation").to_dicts())


def recused(one: models.Case, on: date) -> set[str]:
    """Who declared a conflict of interest naming the person concerned and asked to step aside."""
    found = rows("interest_declarations", on).filter(
        pl.col("step_aside").fill_null(False) & pl.col("matter").str.contains(one.person_name, literal=True)
    )
    return set(found["person_id"])


def serving(person_id: str, on: date, *, but: str = "") -> str:
    """The form of an administrative decision in force against somebody on a day, where one is recorded with its end; else empty."""
    found = rows("discipline", on).filter(
        (pl.col("person_id") == person_id)
        & (pl.col("kind") == "administrative")
        & (pl.col("effective").fill_null(pl.col("decided")) <= on)
        & (pl.col("ends") >= on)
        & (pl.col("_key").cast(pl.String) != but)
    )
    return str(found["form"][0]) if found.height else ""
