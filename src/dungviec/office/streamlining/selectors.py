"""The surplus of the day, or of a reorganisation on trial, as pages read it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from django.http import Http404

from dungviec.law import LawView
from dungviec.law.rules import Rule
from dungviec.office.registry.gate import SeenRecords
from dungviec.office.registry.governing import law_on, standing_law
from dungviec.office.registry.keeping import kept_few, kept_per_day
from dungviec.office.registry.selectors import revision, snapshot
from dungviec.office.sandbox.models import Draft, Status
from dungviec.office.shell.language import k, lang
from dungviec.office.streamlining.models import Basis, Statement, Way
from dungviec.records import Snapshot
from dungviec.streamlining import (
    PersonReview,
    Stated,
    StreamliningFault,
    StreamliningReview,
    Terms,
    Ways,
    review_surplus,
    ways_of,
)
from dungviec.streamlining.exits import Exit
from dungviec.streamlining.surplus import WHYS, Surplus
from dungviec.streamlining.words import ASSUMED, SCHEMES, STANDINGS

TAGS = {"open": "tag-jade", "confirm": "tag-amber", "unknown": "tag-slate", "closed": ""}


@kept_per_day(costly=True)
def _ways(day: date) -> Ways:
    return ways_of(snapshot(day), law_on(day))


@kept_per_day
def _reviews(day: date) -> dict[tuple[Terms, tuple[tuple[str, Stated], ...]], StreamliningReview]:
    """The review of the day by what the office states; gone when the records change."""
    return {}


@lru_cache(maxsize=4)
def _on_trial(pk: int, staffed: str, records: str, law: str) -> tuple[Snapshot, Ways]:
    """The organisation after a draft, and the ways of staying in it; the last three tell when it has to be made anew."""
    from dungviec.placement import Plan
    from dungviec.placement.scenario import Scenario, Staffing, branch
    from dungviec.streamlining.trial import after_trial

    draft = Draft.objects.select_related("outcome").get(pk=pk)
    scenario = Scenario.from_yaml(draft.text, source=draft.name)
    plan = Plan.from_json(draft.outcome.plan)
    after, without = after_trial(Staffing(branch(snapshot(draft.effective), scenario), plan))
    return after, ways_of(after, law_on(scenario.effective), without_seat=without)


def trials() -> list[Draft]:
    """Drafts that were staffed."""
    return list(Draft.objects.filter(status=Status.STAFFED)[:20])


def basis() -> Basis | None:
    """What the sums rest on now."""
    return Basis.objects.first()


@dataclass(frozen=True)
class Leaving:
    """The review one viewer reads: of the day, or of a draft (``trial``)."""

    records: SeenRecords
    trial: Draft | None = None

    @classmethod
    def ask(cls, records: SeenRecords, trial: str = "") -> Leaving:
        """Http404 for a draft that was not staffed."""
        if not trial:
            return cls(records)
        found = next((d for d in trials() if str(d.pk) == trial), None)
        if found is None:
            raise Http404("draft")
        return cls(records, found)

    @property
    def day(self) -> date:
        """The day judged: the draft's own where there is one."""
        return self.trial.effective if self.trial is not None else self.records.day

    @cached_property
    def law(self) -> LawView:
        """The law of that day."""
        return law_on(self.day)

    @cached_property
    def review(self) -> StreamliningReview:
        """The review with what the office states."""
        held = basis()
        terms = Terms(held.base_pay, held.insured_since_joined, held.reorganised_on) if held else Terms()
        stated = {s.person_id: stated_of(s) for s in Statement.objects.all()}
        if self.trial is None:
            asked = terms, tuple(sorted(stated.items()))
            return kept_few(
                _reviews(self.day), asked, lambda: review_surplus(snapshot(self.day), self.law, terms=terms, stated=stated, ways=_ways(self.day)), 1,
                costly="streamlining review",
            )  # fmt: skip
        after, ways = _on_trial(self.trial.pk, self.trial.revision, revision(), standing_law().mark)
        return review_surplus(after, self.law, terms=terms, stated=stated, ways=ways)

    def person(self, person_id: str) -> PersonReview:
        """One person of the list; Http404 for anybody else."""
        try:
            return self.review.of(person_id)
        except StreamliningFault as bad:
            raise Http404(str(bad)) from bad

    def rule(self, key: str) -> Rule | None:
        """The rule of a key, for its clause."""
        return next((r for r in self.law.rules() if key in (r.key, r.id)), None)


def stated_of(s: Statement) -> Stated:
    """What the library is told about one person."""
    return Stated(
        s.monthly_pay, s.insured_months, s.counted_months, s.voluntary, s.pregnant, s.child_under_36, s.confirmed
    )


def person_rows(leaving: Leaving, unit_id: str) -> list[dict[str, Any]]:
    """The people of one unit with how many ways are open to each, and the way chosen; only those who may be opened."""
    mine = [p for p in leaving.review.people if p.surplus.unit_id == unit_id]
    known = {s.person_id for s in leaving.records.named([p.surplus for p in mine])}
    chosen = {s.person_id: s for s in Statement.objects.filter(person_id__in=known)}
    return [
        {"p": p, "why": why_words(p.surplus), "chosen": chosen.get(p.surplus.person_id), "open": len(p.open_exits), "cost": p.cost}
        for p in mine if p.surplus.person_id in known
    ]  # fmt: skip


def why_words(s: Surplus) -> str:
    """Why somebody stands on the list."""
    return "; ".join(WHYS[w][k()] for w in s.whys)


def exit_rows(leaving: Leaving, exits: Iterable[Exit]) -> list[dict[str, Any]]:
    """The schemes of one person as rows, with the rule behind each."""
    return [
        {
            "e": e, "name": SCHEMES[e.scheme][k()], "standing": STANDINGS[e.standing][k()], "tag": TAGS[e.standing], "told": (e.vi, e.en)[k()],
            "times": f"{float(e.times):.4g}".replace(".", "," if lang() == "vi" else ".") if e.times is not None else "",
            "conditions": [(c[k()], c[2 + k()]) for c in e.conditions], "rule": leaving.rule(e.rule_id),
        }
        for e in exits
    ]  # fmt: skip


def assumed_words(review: StreamliningReview) -> list[str]:
    """Assumptions behind the sums shown."""
    return [ASSUMED[a][k()] for a in dict.fromkeys(a for p in review.people for a in p.facts.assumed)]


def chosen_so_far(review: StreamliningReview) -> tuple[list[tuple[str, int]], int, int]:
    """How many people each way was chosen for, the sum of the schemes chosen, and of how many no sum is known."""
    people = {p.surplus.person_id: p for p in review.people}
    chosen = [s for s in Statement.objects.exclude(way=Way.NONE) if s.person_id in people]
    counts = Counter(s.get_way_display() for s in chosen)
    total = unknown = 0
    for s in chosen:
        if s.way != Way.EXIT:
            continue
        found = next((e for e in people[s.person_id].exits if e.scheme == s.aim and e.money is not None), None)
        total, unknown = (total + found.money.total, unknown) if found is not None and found.money else (total, unknown + 1)  # fmt: skip
    return sorted(counts.items()), total, unknown
