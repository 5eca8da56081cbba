"""Candidate pairs in blocks: considered → judged → scored → those that stay in the problem. No row of text, no object per pair.

A province of 50,000 people has 87 million considered pairs; only those that law and policy let into the problem are kept, as plain columns.
Of the others the counts are kept that explain an empty seat.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import polars as pl

from dungviec.competency.scores import score_places
from dungviec.engine.problem import Flags, Ints
from dungviec.law import LawView, Verdict
from dungviec.law.facts_at_hand import facts_in_parts
from dungviec.law.grid import companions_of, table_of, with_companions
from dungviec.law.outcomes import Outcomes
from dungviec.law.rule_columns import rule_columns
from dungviec.placement.candidates import Field, consider
from dungviec.placement.policy import Policy
from dungviec.records import Snapshot

AT_ONCE = 1 << 20
"""Pairs scored at once; about 60 MB."""

Kept = Callable[[pl.DataFrame], Flags]
"""Which of some judged and scored pairs (``i, j, stay, again, verdict, fit``) stay in the problem."""


@dataclass(slots=True, eq=False)
class Considered:
    """What was considered, by count. [people] ``of_person``; [posts] ``of_post``, ``lawful`` and ``best`` (best lawful fit, -1 for none), staying
    left out; ``unknown``: pairs on which the law could not be told; ``_blocked``: outcomes and how many pairs each stops, post by post."""

    of_person: Ints
    of_post: Ints
    lawful: Ints
    best: Ints
    unknown: int = 0
    _blocked: dict[int, list[tuple[Outcomes, npt.NDArray[np.uint32], Ints]]] = field(default_factory=dict)

    def blockers(self, post: int) -> Counter[str]:
        """How many of the people considered for a post each rule stops."""
        found: Counter[str] = Counter()
        for outcomes, numbers, counts in self._blocked.get(post, ()):
            for number, count in zip(numbers.tolist(), counts.tolist(), strict=True):
                found.update(dict.fromkeys(outcomes.blocking(number), count))
        return found

    def count(
        self, post: int, people: Ints, outcomes: Outcomes, numbers: npt.NDArray[np.uint32], lawful: Flags
    ) -> None:
        """Enter the people considered for a post and their outcomes."""
        self.of_person[people] += 1
        self.of_post[post] += len(people)
        self.lawful[post] += int(lawful.sum())
        met, counts = np.unique(numbers, return_counts=True)
        verdicts = outcomes.verdict_of(met)
        self.unknown += int(counts[verdicts == Verdict.UNKNOWN].sum())
        stopped = verdicts > Verdict.ALLOWED
        if stopped.any():
            self._blocked.setdefault(post, []).append((outcomes, met[stopped], counts[stopped]))


@dataclass(frozen=True, eq=False)
class PairTable:
    """``edges``: the pairs that stay in the problem, by person and post; ``present``: everybody in the post held today, by person. Columns ``i, j,
    stay, again, verdict``, the four parts, ``fit``. ``stopped``: the rules that stand against each pair in ``asked`` (locks)."""

    edges: pl.DataFrame
    present: pl.DataFrame
    considered: Considered
    stopped: dict[tuple[int, int], list[str]]


def judged_pairs(
    snapshot: Snapshot, policy: Policy, view: LawView, field: Field, *, forced: tuple[Ints, Ints], again: tuple[Ints, Ints],
    keep: Callable[[pl.DataFrame], Kept], tell: Callable[[str, float], None],
) -> PairTable:  # fmt: skip
    """Everybody considered for every post, and ``forced`` and ``again`` pairs (people, posts), judged and scored.

    ``again``: the person goes on in the same position; nothing stands in the way. ``keep`` is given ``present`` and says which pairs stay.
    """
    n, m = len(field.people), len(field.posts)
    nobody, nothing = np.zeros(n, dtype=np.int64), np.zeros(m, dtype=np.int64)
    tally = Considered(nobody, nothing, nothing.copy(), nothing - 1)
    held = np.flatnonzero(field.own >= 0)
    present = _scored(field, policy, [(held, field.own[held], np.zeros(len(held), dtype=np.uint8))], again=frozenset())
    decide = keep(present)
    goes_on = frozenset(zip(again[0].tolist(), again[1].tolist(), strict=True))
    extra = _by_post(np.concatenate([forced[0], again[0]]), np.concatenate([forced[1], again[1]]), field)
    wanted = frozenset(zip(forced[0].tolist(), forced[1].tolist(), strict=True))
    stopped: dict[tuple[int, int], list[str]] = {}
    kept: list[pl.DataFrame] = [present.filter(decide(present))]
    waiting: list[tuple[Ints, Ints, npt.NDArray[np.uint8]]] = []
    size = 0

    def settle() -> None:
        nonlocal size
        if waiting:
            scored = _scored(field, policy, waiting, again=goes_on)
            best = scored.filter(pl.col("verdict") <= policy.worst_verdict).group_by("j").agg(pl.col("fit").max())
            at = best["j"].to_numpy()
            tally.best[at] = np.maximum(tally.best[at], best["fit"].to_numpy())
            kept.append(scored.filter(decide(scored)))
            waiting.clear()
            size = 0

    for j, people, outcomes, numbers in _judged(snapshot, policy, view, field, extra):
        verdict = outcomes.verdict_of(numbers)
        tally.count(j, people, outcomes, numbers, verdict <= policy.worst_verdict)
        for i in extra.get(j, np.zeros(0, dtype=np.int64)).tolist():
            where = np.flatnonzero(people == i)
            if (i, j) in wanted and len(where):
                stopped[i, j] = outcomes.blocking(int(numbers[where[0]]))
        let = verdict <= policy.worst_verdict
        if j in extra:
            let = let | np.isin(people, extra[j])
        if let.any():
            waiting.append((people[let], np.full(int(let.sum()), j, dtype=np.int64), verdict[let]))
            size += len(waiting[-1][0])
        if size >= AT_ONCE:
            settle()
            tell("law", 0.15 + 0.4 * j / m)
    settle()
    return PairTable(_by_person(kept), present, tally, stopped)


def _by_person(kept: list[pl.DataFrame]) -> pl.DataFrame:
    """All kept pairs, person after person, each person's by post."""
    edges = pl.concat(kept)
    kept.clear()
    width = int(edges["j"].max() or 0) + 1  # type: ignore[arg-type]
    key = edges["i"].to_numpy().astype(np.int64) * width + edges["j"].to_numpy()
    order = np.argsort(key).astype(np.uint32)
    return pl.DataFrame({name: edges[name].gather(order) for name in edges.columns})


def _judged(
    snapshot: Snapshot, policy: Policy, view: LawView, field: Field, extra: dict[int, Ints]
) -> Iterator[tuple[int, Ints, Outcomes, npt.NDArray[np.uint32]]]:
    """``(post, people, outcomes, their numbers)``; the holders of a post are not asked about it."""
    together = companions_of(snapshot)
    who, what = (
        pl.Series("person_id", field.people, dtype=pl.String),
        pl.Series("post_id", field.posts, dtype=pl.String),
    )
    start = 0
    for facts, part in facts_in_parts(snapshot, view, who, with_companions(what, together)):
        table = table_of(facts, rule_columns(view), part, what, together=together)
        for j, considered in _with_extra(consider(field, policy), extra):
            people = considered
            if len(part) < len(who):
                people = people[(people >= start) & (people < start + len(part))]
            if len(people):
                yield j, people, table.outcomes, table.column(j, people - start)
        start += len(part)


def _with_extra(considered: Iterator[tuple[int, Ints]], extra: dict[int, Ints]) -> Iterator[tuple[int, Ints]]:
    rest = dict(extra)
    for j, people in considered:
        yield j, np.union1d(people, rest.pop(j)) if j in rest else people
    yield from rest.items()


def _by_post(people: Ints, posts: Ints, field: Field) -> dict[int, Ints]:
    """The people of some pairs, post by post, who do not hold it already."""
    found: dict[int, set[int]] = {}
    for i, j in zip(people.tolist(), posts.tolist(), strict=True):
        if field.own[i] != j:
            found.setdefault(j, set()).add(i)
    return {j: np.array(sorted(those), dtype=np.int64) for j, those in found.items()}


def _scored(
    field: Field,
    policy: Policy,
    blocks: Sequence[tuple[Ints, Ints, npt.NDArray[np.uint8]]],
    *,
    again: frozenset[tuple[int, int]],
) -> pl.DataFrame:
    i, j, verdict = (np.concatenate([block[k] for block in blocks]) for k in range(3))
    goes_on = np.zeros(len(i), dtype=np.bool_)
    if again:
        width = max(1, len(field.posts))
        goes_on = np.isin(i * width + j, np.array([p * width + q for p, q in again], dtype=np.int64))
        verdict = np.where(goes_on, np.uint8(Verdict.ALLOWED), verdict)
    parts = score_places(field.facts, field.person_fact[i], field.post_fact[j], policy.fit_weights())
    columns = {name: pl.Series(name, values.astype(np.int16)) for name, values in parts.items()}
    return pl.DataFrame(
        {
            "i": i.astype(np.int32),
            "j": j.astype(np.int32),
            "stay": field.own[i] == j,
            "again": goes_on,
            "verdict": verdict,
        }
    ).with_columns(**columns)
