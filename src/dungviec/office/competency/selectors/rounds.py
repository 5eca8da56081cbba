"""Survey rounds: how far the forms have come, who has not answered, and what writing the round would change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
from django.db.models import Count, Q

from dungviec.competency.survey import Difference
from dungviec.office.access.policy import Viewer
from dungviec.office.competency.catalogue import names, say, vietnamese
from dungviec.office.competency.models import Form, Reminder, RoundState, SurveyRound
from dungviec.office.competency.services.writing import differences_of, told
from dungviec.office.registry.gate import SeenRecords
from dungviec.office.registry.selectors import office_day
from dungviec.records.codes import ASSESSMENT_SOURCES

MOST_ROWS = 300
NEAR = 3
"""Days before the end from which a notice presses."""


def rounds() -> list[SurveyRound]:
    """Every round with its numbers of forms, the newest first."""
    counted = SurveyRound.objects.annotate(
        forms_all=Count("forms"), forms_back=Count("forms", filter=Q(forms__answered=True))
    )
    return list(counted.select_related("made_by"))


@dataclass(frozen=True, slots=True)
class Share:
    """Forms of a unit or a source: how many were given out, how many came back."""

    name: str
    all: int
    back: int

    @property
    def missing(self) -> int:
        """Forms that have not come back."""
        return self.all - self.back


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody who has not answered: forms left, how often reminded of this round and when last (None: never)."""

    person_id: str
    name: str
    unit: str
    left: int
    times: int
    last: date | None
    today: bool
    """Reminded today, of this round or of another."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a round is, for people in the viewer's reach."""

    whole: Share
    by_source: list[Share]
    by_unit: list[Share]
    waiting: list[Waiting]
    outside: int
    """Forms about or by people out of the viewer's reach: counted, not named."""

    @property
    def to_remind(self) -> int:
        """Who has not answered and was not reminded today."""
        return sum(not w.today for w in self.waiting)


def progress(one: SurveyRound, records: SeenRecords) -> Progress:
    """Counts by source, and by the unit of who is asked; those who have not answered by name."""
    people = {
        p: (name, unit or "") for p, name, unit in records.people.select("person_id", "name", "unit_name").iter_rows()
    }
    forms = list(one.forms.values_list("source", "by", "answered"))
    seen = [f for f in forms if f[1] in people]
    lang = "vi" if vietnamese() else "en"
    source = _shares((ASSESSMENT_SOURCES.label(s, lang), back) for s, _by, back in seen)
    unit = _shares((people[by][1], back) for _s, by, back in seen)
    left = Counter(by for _s, by, back in seen if not back)
    waiting = sorted(_waiting(one, left, people), key=lambda w: (w.unit, w.name))
    whole = Share("", len(seen), sum(back for *_x, back in seen))
    return Progress(whole, source, sorted(unit, key=lambda u: (-u.missing, u.name)), waiting, len(forms) - len(seen))


def _waiting(one: SurveyRound, left: Mapping[str, int], people: Mapping[str, tuple[str, str]]) -> list[Waiting]:
    days: dict[str, list[date]] = {}
    for person, day in one.reminders.values_list("person", "day"):
        days.setdefault(person, []).append(day)
    today = set(Reminder.objects.filter(day=office_day()).values_list("person", flat=True))
    return [
        Waiting(by, *people[by], n, len(days.get(by, ())), max(days.get(by, ()), default=None), by in today)
        for by, n in left.items()
    ]


def _shares(pairs: Iterable[tuple[str, bool]]) -> list[Share]:
    counted: dict[str, list[int]] = {}
    for name, back in pairs:
        own = counted.setdefault(name, [0, 0])
        own[0] += 1
        own[1] += back
    return [Share(name, n, back) for name, (n, back) in counted.items()]


@dataclass(frozen=True, slots=True)
class Line:
    """One difference as the page tells it."""

    person_id: str
    person: str
    competency: str
    before: int | None
    after: int | None
    verdict: str
    why: str
    confidence: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What writing would change: numbers by verdict, and the lines of the chosen one in reach."""

    counts: dict[str, int]
    lines: list[Line]
    more: int
    writes: int


def preview(one: SurveyRound, records: SeenRecords, verdict: str = "") -> Preview:
    """The differences about people in reach; raises CompetencyRefused while the round is open."""
    people = dict(records.people.select("person_id", "name").iter_rows())
    found = [d for d in differences_of(one) if d.level.person_id in people]
    counts = Counter(d.verdict for d in found)
    chosen = [d for d in found if not verdict or d.verdict == verdict]
    known = names()
    lines = [_line(d, people, known) for d in chosen[:MOST_ROWS]]
    return Preview(dict(counts), lines, max(len(chosen) - MOST_ROWS, 0), sum(d.writes for d in found))


def _line(d: Difference, people: dict[str, str], known: dict[str, str]) -> Line:
    level = d.level
    apart = "; ".join(
        f"{ASSESSMENT_SOURCES.label(s, 'vi' if vietnamese() else 'en')}: {say((vi, en))}" for s, vi, en in level.apart
    )
    why = "; ".join(part for part in (told(level), apart) if part)
    return Line(
        level.person_id,
        people[level.person_id],
        known.get(level.competency, level.competency),
        d.before,
        level.level,
        d.verdict,
        why,
        level.confidence,
    )


def covers_all(one: SurveyRound, records: SeenRecords) -> bool:
    """Whether everybody the round is about is in the viewer's reach: then alone it may be ended and written."""
    if records.viewer.reaches_all:
        return True
    about = set(one.forms.values_list("person", flat=True).distinct())
    return about <= set(records.people["person_id"].to_list())


def unasked(one: SurveyRound, records: SeenRecords) -> list[tuple[str, str, str]]:
    """Name, source and why, of people in reach about whom a source could not be asked."""
    people = dict(records.people.select("person_id", "name").iter_rows())
    lang = "vi" if vietnamese() else "en"
    return [
        (people[p], ASSESSMENT_SOURCES.label(s, lang) if s else "", say((vi, en)))
        for p, s, vi, en in one.unasked
        if p in people
    ]


@dataclass(frozen=True, slots=True)
class Notice:
    """Forms that wait for the viewer."""

    count: int
    until: date
    pressing: bool
    reminded: date | None = None


def own_forms(viewer: Viewer) -> list[Form]:
    """The viewer's forms of rounds that are open, those to do first; then those that came back."""
    mine = Form.objects.filter(by=viewer.person_id, round__state=RoundState.OPEN).select_related("round")
    return list(mine.order_by("answered", "round__until", "source", "pk")) if viewer.person_id else []


def notice(viewer: Viewer) -> Notice | None:
    """What to tell the viewer on the first page; None when nothing waits."""
    waiting = [f for f in own_forms(viewer) if not f.answered]
    if not waiting:
        return None
    until = min(f.round.until for f in waiting)
    rounds_open = {f.round_id for f in waiting}
    reminded = (
        Reminder.objects.filter(person=viewer.person_id, round__in=rounds_open).values_list("day", flat=True).first()
    )
    return Notice(len(waiting), until, reminded is not None or (until - office_day()).days <= NEAR, reminded)


def people_of(records: SeenRecords, forms: Iterable[Form]) -> dict[str, dict[str, Any]]:
    """Name, title and unit of whom forms are about: whoever is asked about a colleague knows the name."""
    from dungviec.office.registry.workforce import workforce

    wanted = list({f.person for f in forms})
    found = workforce(records.day).filter(pl.col("person_id").is_in(wanted))
    return {row["person_id"]: row for row in found.select("person_id", "name", "title", "unit_name").to_dicts()}
