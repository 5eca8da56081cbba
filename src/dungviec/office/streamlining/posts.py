"""Posts held together and who answers for a post, of the whole body on a day; pages name only whom the gate lets them name."""

from __future__ import annotations

from datetime import date

from dungviec.office.registry.governing import law_on
from dungviec.office.registry.keeping import kept_per_day
from dungviec.office.registry.selectors import snapshot
from dungviec.workforce.heads import head_figures
from dungviec.workforce.in_charge import InCharge, in_charge
from dungviec.workforce.posts_held import Ledger, posts_held
from dungviec.workforce.scope import Scope


@kept_per_day(costly=True)
def held(day: date) -> tuple[Ledger, ...]:
    """Everybody who holds or held several posts at once."""
    return posts_held(snapshot(day), law_on(day), past=True)


@kept_per_day
def unified_counts(day: date) -> list[tuple[str, str, str, int | None]]:
    """How many wards and communes have one person in both head posts, as the interview counts them: key, words, number."""
    figures = head_figures(Scope.ask(snapshot(day)))
    return [(f.key, f.label("vi"), f.label("en"), f.value) for f in figures if f.key.startswith("unified.")]


def in_charge_of(day: date, asked: str) -> tuple[InCharge, ...]:
    """Who answers for the posts meant. Raises WorkforceFault where none is."""
    return in_charge(snapshot(day), asked)


def body_name(day: date) -> str:
    """The name of the body."""
    return snapshot(day).name
