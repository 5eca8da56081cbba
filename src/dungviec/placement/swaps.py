"""Đổi đúng việc: people who trade posts so that each fits as well or better, and every unit keeps its headcount."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Literal

import numpy as np
import polars as pl

from dungviec.competency import explain_fit
from dungviec.engine.problem import Flags, Progress
from dungviec.engine.swaps import SwapPlan, SwapProblem, find_swaps
from dungviec.law import Verdict, explain_pairs
from dungviec.placement.build import Round, build_round
from dungviec.placement.consent import Consent, Consents, consent_form
from dungviec.placement.plan import move_kind
from dungviec.placement.policy import Policy
from dungviec.placement.reasons import only_people, three_lines
from dungviec.placement.reasons_basis import legal_basis
from dungviec.records import Snapshot
from dungviec.records.reserve import Reserve

Receiving = Literal["any", "no_worse"]
LONGEST = 3


@dataclass(frozen=True, slots=True)
class SwapMove:
    """One person of a swap: from, to, fit before and after, three reasons in each language."""

    person_id: str
    person_name: str
    from_post_id: str
    from_title: str
    from_unit: str
    to_post_id: str
    to_title: str
    to_unit: str
    fit_before: int
    fit_after: int
    verdict: str
    into_vacancy: bool
    """The seat is empty today; the unit gives up another empty seat for it, or the seat this ring leaves there."""
    reasons_vi: tuple[str, str, str]
    reasons_en: tuple[str, str, str]
    consent: str = Consent.WAITING
    """What the person and the receiving side have said to it."""


@dataclass(frozen=True, slots=True)
class Swap:
    """People who move together; ``gain``: points of fit won in all, nobody losing any."""

    moves: tuple[SwapMove, ...]
    gain: int

    @property
    def agreed(self) -> bool:
        """Whether everybody, and every receiving side, has said yes."""
        return all(m.consent == Consent.AGREED for m in self.moves)

    @property
    def units(self) -> tuple[str, ...]:
        """The units that take part, each once."""
        return tuple(dict.fromkeys(move.to_unit for move in self.moves))


@dataclass(frozen=True, slots=True)
class SwapReport:
    """The best set of swaps of a day, and what proves that no set gains more."""

    city: str
    as_of: date
    longest: int | None
    receiving: Receiving
    considered: int
    """Changes of post that are lawful and leave nobody worse off."""
    swaps: tuple[Swap, ...]
    total: int
    bound: int
    people: int
    faults: tuple[str, ...]
    """What the check after the search found wrong; empty when all is well."""
    asked: bool = False
    """Whether consents were given: then refused changes are left out, and only agreed swaps are proposals."""

    @property
    def proposals(self) -> tuple[Swap, ...]:
        """The swaps that may be proposed: all of them, or where consents are recorded those with every yes."""
        return tuple(s for s in self.swaps if s.agreed) if self.asked else self.swaps

    def form(self, known: Consents | None = None) -> str:
        """The sheet on which participants and receiving posts answer (CSV)."""
        return consent_form(
            (
                {"person_id": m.person_id, "name": m.person_name, "from_post": m.from_post_id, "to_post": m.to_post_id, "to_title": m.to_title, "to_unit": m.to_unit}
                for s in self.swaps for m in s.moves
            ),
            known,
        )  # fmt: skip

    @property
    def moves(self) -> int:
        """How many people move."""
        return sum(len(swap.moves) for swap in self.swaps)

    def to_json(self) -> dict[str, Any]:
        """Plain data for ``--json``."""
        return {
            "schema": "dungviec-swaps/1", "city": self.city, "as_of": self.as_of.isoformat(), "longest": self.longest,
            "receiving": self.receiving, "considered": self.considered, "people": self.people, "moves": self.moves, "total": self.total,
            "bound": self.bound, "swaps": [{"gain": s.gain, "agreed": s.agreed, "moves": [asdict(m) for m in s.moves]} for s in self.swaps],
            "proposals": len(self.proposals),
            "faults": list(self.faults),
        }  # fmt: skip


def propose_swaps(
    snapshot: Snapshot,
    policy: Policy | None = None,
    *,
    longest: int | None = LONGEST,
    receiving: Receiving = "any",
    consents: Consents | None = None,
    agreed_only: bool = False,
    reserved: Reserve | None = None,
    progress: Progress | None = None,
) -> SwapReport:
    """The swaps that gain most fit on the day of the snapshot, under the law and the policy (its locks, bans and scope; not its prices).

    ``longest``: people in one swap, None for any number. ``receiving`` "no_worse": a post takes only somebody who fits it at least as well
    as whoever holds it now. ``consents``: what people and receiving posts said; a change that one of them refuses is left out of the search, and
    with ``agreed_only`` so is one not yet agreed to. Raises PolicyFault for a policy that does not fit the data, ProblemFault where ``longest`` makes too many rings.
    """
    policy = policy or Policy()
    round_ = build_round(
        snapshot, policy.model_copy(update={"max_moves": None, "concurrent": ()}), reserved=reserved, progress=progress
    )
    problem, edges = swap_problem(round_, receiving, consents, agreed_only=agreed_only)
    if progress:
        progress("solve", 0.65)
    plan = find_swaps(problem, longest=longest)
    if progress:
        progress("reasons", 0.85)
    return SwapReport(
        city=round_.snapshot.name,
        as_of=round_.snapshot.as_of,
        longest=longest,
        receiving=receiving,
        considered=int((~problem.is_stay).sum()),
        swaps=_told(round_, problem, plan, edges, consents),
        total=plan.total,
        bound=plan.bound,
        people=len(round_.field.people),
        faults=(
            *_faults(round_, problem, plan, longest),
            *_unheard(round_, problem, plan, consents, agreed_only=agreed_only),
        ),
        asked=consents is not None,
    )


def swap_problem(
    round_: Round, receiving: Receiving, consents: Consents | None, *, agreed_only: bool
) -> tuple[SwapProblem, pl.DataFrame]:
    """The arrays, and the row of ``round_.edges`` behind each edge."""
    field = round_.field
    units = {u: k for k, u in enumerate(round_.snapshot.units["unit_id"].to_list())}
    unit_of = dict(round_.snapshot.posts.select("post_id", "unit_id").iter_rows())
    m = len(field.posts)
    held = np.bincount(field.own[field.own >= 0], minlength=m)
    pairs = round_.edges
    least = np.full(m, 0, dtype=np.int64)
    if receiving == "no_worse":
        now = pairs.filter(pl.col("stay")).group_by("j").agg(pl.col("fit").min())
        least[now["j"].to_numpy()] = now["fit"].to_numpy()
    gain = (pairs["fit"].cast(pl.Int64) - pairs["own_fit"].fill_null(0).cast(pl.Int64)).to_numpy()
    stay = pairs["stay"].to_numpy()
    fit, post = pairs["fit"].to_numpy(), pairs["j"].to_numpy()
    keep = stay | ((gain >= 0) & (field.own[pairs["i"].to_numpy()] >= 0) & (fit >= least[post]))
    keep &= stay | _allowed(round_, consents, agreed_only=agreed_only)
    number = np.where(keep, np.cumsum(keep) - 1, -1)
    problem = SwapProblem(
        own=field.own,
        post_unit=np.array([units[unit_of[p]] for p in field.posts], dtype=np.int64),
        empty=np.maximum(0, field.capacity - held),
        edge_person=pairs["i"].to_numpy()[keep].astype(np.int64),
        edge_post=post[keep].astype(np.int64),
        gain=np.where(stay, 0, gain)[keep].astype(np.int64),
        rows=tuple(replace(row.among(number), price=None) for row in round_.problem.rows),
    )
    return problem, pairs.filter(pl.Series(keep))


def _allowed(round_: Round, consents: Consents | None, *, agreed_only: bool) -> Flags:
    """Which edges the consents leave in: all but the refused ones, or only the agreed ones."""
    field, edges = round_.field, round_.edges
    wanted = Consent.AGREED if agreed_only else Consent.REFUSED
    said = consents or Consents({})
    people, posts = {p: i for i, p in enumerate(field.people)}, {p: j for j, p in enumerate(field.posts)}
    width = max(1, len(posts))
    named = [
        people[p] * width + posts[q] for p, q in said.said if p in people and q in posts and said.of(p, q) == wanted
    ]
    key = edges["i"].to_numpy().astype(np.int64) * width + edges["j"].to_numpy()
    hit: Flags = np.isin(key, np.array(named, dtype=np.int64))
    return hit if agreed_only else ~hit


def _told(
    round_: Round, problem: SwapProblem, plan: SwapPlan, edges: pl.DataFrame, consents: Consents | None
) -> tuple[Swap, ...]:
    if not plan.rings:
        return ()
    rows = {e: edges.row(e, named=True) for ring in plan.rings for e in ring.edges}
    snapshot, field = round_.snapshot, round_.field
    ids = [field.people[row["i"]] for row in rows.values()]
    small = only_people(snapshot, ids)
    judged = dict(
        zip(
            rows,
            explain_pairs(snapshot, [(field.people[r["i"]], field.posts[r["j"]]) for r in rows.values()], round_.view),
            strict=True,
        )
    )
    names = dict(small.people.select("person_id", "name").iter_rows())
    units = dict(snapshot.units.select("unit_id", "name").iter_rows())
    posts = {
        p: (title, units.get(u, u), rank)
        for p, title, u, rank in snapshot.live_posts.select("post_id", "title", "unit_id", "level_rank").iter_rows()
    }
    movers = [r["i"] for r in rows.values()]
    now = {r["i"]: r for r in round_.present.filter(pl.col("i").is_in(movers)).iter_rows(named=True)}
    left = {int(problem.own[problem.edge_person[e]]) for e in rows}

    def move(e: int) -> SwapMove:
        row, before = rows[e], now[rows[e]["i"]]
        person, origin, to = field.people[row["i"]], field.posts[int(problem.own[row["i"]])], field.posts[row["j"]]
        report = explain_fit(small, person, to, round_.policy.fit_weights())
        kind, basis = move_kind(posts[origin][2], posts[to][2]), legal_basis(judged[e])
        return SwapMove(
            person_id=person,
            person_name=names[person],
            from_post_id=origin,
            from_title=posts[origin][0],
            from_unit=posts[origin][1],
            to_post_id=to,
            to_title=posts[to][0],
            to_unit=posts[to][1],
            fit_before=int(before["fit"]),
            fit_after=int(row["fit"]),
            verdict=Verdict(int(row["verdict"])).name.lower(),
            into_vacancy=int(row["j"]) not in left,
            reasons_vi=three_lines(report, judged[e], basis, kind, before, "vi"),
            reasons_en=three_lines(report, judged[e], basis, kind, before, "en"),
            consent=str((consents or Consents({})).of(person, to)),
        )

    return tuple(Swap(tuple(move(e) for e in ring.edges), ring.gain) for ring in plan.rings)


def _unheard(
    round_: Round, problem: SwapProblem, plan: SwapPlan, consents: Consents | None, *, agreed_only: bool
) -> list[str]:
    """Swaps with somebody who refused, or who was not heard though only agreed ones were asked for."""
    field = round_.field
    said, faults = consents or Consents({}), []
    for ring in plan.rings:
        parts = [(field.people[problem.edge_person[e]], field.posts[problem.edge_post[e]]) for e in ring.edges]
        consent = said.of_all(parts)
        if consent is Consent.REFUSED or (agreed_only and consent is not Consent.AGREED):
            faults.append(f"Lượt đổi của {', '.join(p for p, _ in parts)} chưa được mọi bên đồng ý.")
    return faults


def _faults(round_: Round, problem: SwapProblem, plan: SwapPlan, longest: int | None) -> list[str]:
    """The promises, held against the records: seats, headcounts, nobody worse off, nobody twice, lengths."""
    faults = []
    edges = [e for ring in plan.rings for e in ring.edges]
    movers = problem.edge_person[edges] if edges else np.zeros(0, dtype=np.int64)
    if len(np.unique(movers)) != len(movers):
        faults.append("Có người ở trong hai lượt đổi.")
    after = problem.own.copy()
    if edges:
        after[movers] = problem.edge_post[edges]
    m = len(round_.field.posts)
    before_load, load = (np.bincount(at[at >= 0], minlength=m) for at in (problem.own, after))
    over = np.flatnonzero(load > np.maximum(before_load, round_.field.capacity))
    faults += [f"Vị trí {round_.field.posts[j]} có quá số chỗ." for j in over.tolist()]
    for ring in plan.rings:
        into = sorted(problem.post_unit[problem.edge_post[list(ring.edges)]].tolist())
        out = sorted(problem.post_unit[problem.own[problem.edge_person[list(ring.edges)]]].tolist())
        if into != out:
            faults.append(f"Lượt đổi của {len(ring.edges)} người làm thay đổi số người của đơn vị.")
        if longest is not None and len(ring.edges) > longest:
            faults.append(f"Có lượt đổi {len(ring.edges)} người, dài hơn {longest}.")
    if plan.total > plan.bound:
        faults.append(f"Cận trên {plan.bound} nhỏ hơn tổng {plan.total}.")
    return faults
