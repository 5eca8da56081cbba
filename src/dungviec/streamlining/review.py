"""The review of a surplus: for each person what may be done, by unit what it would cost, from the least to the most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from dungviec.law import LawBook, LawView
from dungviec.records import Snapshot
from dungviec.streamlining.exits import Exit, exits_of
from dungviec.streamlining.facts import PersonFacts, Stated, Terms, facts_of
from dungviec.streamlining.faults import StreamliningFault
from dungviec.streamlining.places import Chain, Place, Places
from dungviec.streamlining.surplus import Surplus, UnitSurplus, surplus_of


@dataclass(frozen=True, slots=True)
class PersonReview:
    """One person of the surplus list: seats that are open, seats after training, chains with a colleague, schemes of leaving."""

    surplus: Surplus
    facts: PersonFacts
    keep: tuple[Place, ...]
    retrain: tuple[Place, ...]
    swap: tuple[Chain, ...]
    exits: tuple[Exit, ...]

    @property
    def open_exits(self) -> tuple[Exit, ...]:
        """Schemes that are open, or would be once confirmed."""
        return tuple(e for e in self.exits if e.standing in ("open", "confirm"))

    @property
    def cost(self) -> tuple[int, int] | None:
        """The least and the most the open schemes cost, over both readings; None where none has a known sum."""
        spans = [e.span for e in self.open_exits if e.span is not None]
        return (min(s[0] for s in spans), max(s[1] for s in spans)) if spans else None


@dataclass(frozen=True, slots=True)
class Ways:
    """What does not depend on what the office states: the surplus list and the ways of staying of everybody on it."""

    units: tuple[UnitSurplus, ...]
    keep: Mapping[str, tuple[Place, ...]]
    retrain: Mapping[str, tuple[Place, ...]]
    swap: Mapping[str, tuple[Chain, ...]]


def ways_of(
    snapshot: Snapshot, view: LawView, *, unit: str | None = None, without_seat: Mapping[str, str] | None = None
) -> Ways:
    """The surplus list of a body (or a unit and those below) and the ways of staying. See :func:`review_surplus`."""
    units = surplus_of(snapshot, unit=unit, without_seat=without_seat)
    people = [s.person_id for u in units for s in u.people]
    places = Places(snapshot, view, people)
    return Ways(units, {p: places.keep(p) for p in people}, places.retrain(people), {p: places.swap(p) for p in people})


@dataclass(frozen=True, slots=True)
class UnitTotals:
    """What it costs a unit if all who must go leave by policy: between the cheapest and the dearest of those whose sum is known.

    ``known``: people with a known sum; ``unknown``: people with an open or unsettled scheme whose sum is not known; where fewer
    sums are known than people must go, ``least`` and ``most`` stand for those known only (``partial``).
    ``by_place``: people with an open seat, ``by_training``, ``by_swap`` likewise; nobody is counted as leaving by these.
    """

    unit_id: str
    name: str
    norm: int | None
    present: int
    must_go: int
    people: int
    by_place: int
    by_training: int
    by_swap: int
    by_exit: int
    known: int
    unknown: int
    least: int
    most: int

    @property
    def partial(self) -> bool:
        """Whether fewer sums are known than people must go."""
        return self.known < self.must_go


@dataclass(frozen=True, eq=False, slots=True)
class StreamliningReview:
    """The review of a body on a day."""

    as_of: date
    name: str
    terms: Terms
    units: tuple[UnitSurplus, ...]
    people: tuple[PersonReview, ...]
    totals: tuple[UnitTotals, ...]
    rules: tuple[tuple[str, str, str, str, str], ...]
    """Rules that were asked: id, citation, confidence, Vietnamese, English."""

    @property
    def whole(self) -> tuple[int, int, int]:
        """People who must go, and the least and the most it costs over all units."""
        return sum(t.must_go for t in self.totals), sum(t.least for t in self.totals), sum(t.most for t in self.totals)

    def of(self, person_id: str) -> PersonReview:
        """The review of one person. Raises :class:`StreamliningFault` for somebody who is not on the list."""
        for found in self.people:
            if found.surplus.person_id == person_id:
                return found
        raise StreamliningFault(
            f"Cán bộ «{person_id}» không có trong danh sách dôi dư ngày này.",
            f"'{person_id}' is not on the surplus list of this day.",
        )

    def to_json(self) -> dict[str, Any]:
        """Everything as plain data; days as ISO text, sums in đồng, months of pay as decimals."""
        return {
            "as_of": self.as_of.isoformat(), "name": self.name, "terms": _plain(asdict(self.terms)),
            "units": [_plain(asdict(t)) | {"partial": t.partial} for t in self.totals],
            "people": [_person(p) for p in self.people],
            "rules": [dict(zip(("id", "citation", "confidence", "vi", "en"), r, strict=True)) for r in self.rules],
        }  # fmt: skip


def review_surplus(
    snapshot: Snapshot, view: LawView | None = None, *, unit: str | None = None, terms: Terms | None = None,
    stated: Mapping[str, Stated] | None = None, without_seat: Mapping[str, str] | None = None, ways: Ways | None = None,
) -> StreamliningReview:  # fmt: skip
    """The surplus of a body on the snapshot's day with the ways open to each person, by ``view`` (default: the national packs).

    ``unit`` narrows it to a unit and those below; ``terms`` and ``stated`` hold what no record does; ``without_seat`` names people a
    reorganisation on trial leaves without a post (person → ended post), the snapshot being the trial's. ``ways``: kept from before.
    """
    law = view or LawBook.load().on(snapshot.as_of)
    said, held = stated or {}, terms or Terms()
    found = ways or ways_of(snapshot, law, unit=unit, without_seat=without_seat)
    facts = facts_of(snapshot, law, held, said)
    people = tuple(_reviewed(s, found, facts[s.person_id], law, held) for u in found.units for s in u.people)
    by_unit: dict[str, list[PersonReview]] = {}
    for one in people:
        by_unit.setdefault(one.surplus.unit_id, []).append(one)
    totals = tuple(_totals(u, by_unit[u.unit_id]) for u in found.units)
    return StreamliningReview(snapshot.as_of, snapshot.name, held, found.units, people, totals, _rules(law))


def _reviewed(s: Surplus, ways: Ways, facts: PersonFacts, law: LawView, terms: Terms) -> PersonReview:
    keep = ways.keep[s.person_id]
    exits = exits_of(law, facts, terms, whys=s.whys, other_position=bool(keep))
    return PersonReview(s, facts, keep, ways.retrain.get(s.person_id, ()), ways.swap[s.person_id], exits)


def _totals(unit: UnitSurplus, people: list[PersonReview]) -> UnitTotals:
    costs = [p.cost for p in people]
    known = [c for c in costs if c is not None]
    unsettled = sum(
        1 for p, c in zip(people, costs, strict=True) if c is None and any(e.standing != "closed" for e in p.exits)
    )
    go = min(unit.must_go, len(known))
    return UnitTotals(
        unit.unit_id, unit.name, unit.norm, unit.present, unit.must_go, len(people), sum(bool(p.keep) for p in people),
        sum(bool(p.retrain) for p in people), sum(bool(p.swap) for p in people), sum(bool(p.open_exits) for p in people), len(known), unsettled,
        sum(sorted(c[0] for c in known)[:go]), sum(sorted((c[1] for c in known), reverse=True)[:go]),
    )  # fmt: skip


_TOPICS = ("streamlining", "streamlining_money")


def _rules(law: LawView) -> tuple[tuple[str, str, str, str, str], ...]:
    rules = [r for r in law.rules() if r.topic in _TOPICS or r.id == "EXIT-2025-01"]
    return tuple((r.key, f"{r.instrument} {r.article}".strip(), r.confidence, r.vi, r.en) for r in rules)


def _plain(value: dict[str, Any]) -> dict[str, Any]:
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in value.items()}


def _place(p: Place) -> dict[str, Any]:
    return {"post_id": p.post_id, "title": p.title, "unit_id": p.unit_id, "unit": p.unit_name, "free": p.free, "training": [x.training for x in p.lacking]}  # fmt: skip


def _person(p: PersonReview) -> dict[str, Any]:
    f = p.facts
    return {
        "person_id": p.surplus.person_id, "name": p.surplus.name, "unit_id": p.surplus.unit_id, "post_id": p.surplus.post_id, "title": p.surplus.title, "why": list(p.surplus.whys),
        "facts": {"age": f.age, "retires": f.retires.isoformat() if f.retires else None, "months_early": f.months_early, "salary": f.salary,
                  "insured_months": f.insured_months, "service_months": f.service_months, "assumed": list(f.assumed)},
        "keep": [_place(x) for x in p.keep], "retrain": [_place(x) for x in p.retrain],
        "swap": [{"colleague": c.colleague_id, "name": c.colleague, "post_id": c.post_id, "to": _place(c.to)} for c in p.swap],
        "exits": [
            {"scheme": e.scheme, "standing": e.standing, "vi": e.vi, "en": e.en, "rule": e.rule_id, "citation": e.citation, "confidence": e.confidence,
             "amount": e.money.total if e.money else None, "other_reading": e.other, "months_of_pay": float(e.times) if e.times is not None else None,
             "parts": asdict(e.money) if e.money else None, "missing": list(e.missing), "conditions": [c[0] for c in e.conditions]}
            for e in p.exits
        ],
    }  # fmt: skip
