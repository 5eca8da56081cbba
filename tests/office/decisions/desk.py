"""What the tests of decisions share: accounts, drafts, who holds a post on a day."""

from __future__ import annotations

from datetime import date

import polars as pl

from dungviec.office.access.models import User
from dungviec.office.decisions import services
from dungviec.office.decisions.models import Decision
from dungviec.office.registry.selectors import snapshot
from dungviec.office.registry.services import amend

FUTURE = date(2021, 1, 1)


def account(name: str) -> User:
    """An account to act under."""
    return User.objects.get_or_create(username=f"thu-{name}", defaults={"shown_name": f"Thử {name}"})[0]


def ready(*people: str) -> None:
    """Nothing is open against these people."""
    for person in people:
        amend("people", person, {"discipline_open": False, "criminal_open": False}, by="thử", why="Thử")


def drafted(person: str, post: str, *, kind: str = "transfer", effective: date = FUTURE) -> Decision:
    """A draft."""
    return services.draft(services.Draft(kind, person, effective, post), by=account("personnel"))


def held_by(post: str, day: date) -> set[str]:
    """Who holds a post on a day."""
    return set(snapshot(day).current_tenures.filter(pl.col("post_id") == post)["person_id"])
