"""People choose and posts choose: deferred acceptance on the same case as the plan, and what either way costs, in plain words."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from dungviec.engine.preferences import Market, apart, deferred_acceptance, envy_of
from dungviec.engine.problem import Ints, Progress
from dungviec.placement.build import Round
from dungviec.placement.place import solve_round
from dungviec.placement.policy import Policy
from dungviec.records import Snapshot
from dungviec.records.reserve import Reserve

_INCUMBENT = 10**9


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way of placing everybody, by figures. Points of fit as elsewhere; ``wishes``: mean over those placed."""

    value: int
    fit: int
    placed: int
    unplaced: int
    moves: int
    empty: int
    wishes: float
    envious: int
    """People who would rather have a post that is full."""
    justified: int
    """... of whom that post would rather have them than somebody it holds."""
    could_move: int
    """People who would rather have a post with a free seat, which they may lawfully take."""
    rules_broken: int
    """Side rules (relatives, limits on moves, requirements of groups) that the outcome does not keep; today's own breaches count."""
    couples_apart: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The stable outcome and the best plan on the same day, people, posts and law."""

    city: str
    as_of: date
    people: int
    pairs: int
    stable: Outcome
    best: Outcome
    differently: int
    """People whom the two place differently."""

    def words(self, lang: str = "vi") -> tuple[str, ...]:
        """What the comparison says, one sentence each."""
        s, b = self.stable, self.best
        lost = b.fit / max(b.placed, 1) - s.fit / max(s.placed, 1)
        share = 100 * (b.value - s.value) / max(abs(b.value), 1)
        vi = lang == "vi"
        out = [
            f"Để người và vị trí tự chọn nhau, cả phương án kém {_number(share, vi)} % giá trị so với phương án tốt nhất; {self.differently} người ở chỗ khác."
            if vi else f"Letting people and posts choose each other costs {_number(share, vi)} % of the best plan's value; {self.differently} people stand elsewhere.",
            f"Độ phù hợp bình quân {'thấp' if lost >= 0 else 'cao'} hơn {_number(abs(lost) / 100, vi)}; nguyện vọng được đáp ứng {_number(s.wishes / 100, vi)} so với {_number(b.wishes / 100, vi)} (thang 100)."
            if vi else f"Mean fit is {'lower' if lost >= 0 else 'higher'} by {_number(abs(lost) / 100, vi)}; wishes are met to {_number(s.wishes / 100, vi)} against {_number(b.wishes / 100, vi)} (of 100).",
            f"Ở cách tự chọn không ai có lý do chính đáng để so bì; ở phương án tốt nhất có {b.justified} người mong một vị trí mà nơi đó cũng muốn họ hơn người đang giữ."
            if vi else f"Chosen freely nobody has justified envy; in the best plan {b.justified} people want a post that would rather have them than somebody it holds.",
        ]  # fmt: skip
        if s.rules_broken > b.rules_broken:
            more = s.rules_broken - b.rules_broken
            out.append(
                f"Cách tự chọn không biết đến quy định chung: vi phạm thêm {more} (quan hệ gia đình, giới hạn điều chuyển, yêu cầu của nhóm)."
                if vi
                else f"Free choice knows no common rules: it breaks {more} more of them (relatives, limits on moves, requirements of groups)."
            )
        return tuple(out)

    def to_json(self) -> dict[str, Any]:
        """Plain data for ``--json``."""
        return {
            "schema": "dungviec-match/1", "city": self.city, "as_of": self.as_of.isoformat(), "people": self.people, "pairs": self.pairs,
            "differently": self.differently, "stable": asdict(self.stable), "best": asdict(self.best),
            "words_vi": list(self.words("vi")), "words_en": list(self.words("en")),
        }  # fmt: skip


def compare_with_choice(
    snapshot: Snapshot, policy: Policy | None = None, *, reserved: Reserve | None = None, progress: Progress | None = None
) -> Comparison:  # fmt: skip
    """Deferred acceptance against the best plan of the round.

    A person ranks lawful posts by how well they meet his or her wishes, then by level, then by fit, and never below the present post; a post
    ranks its holder first, then people by fit without their wishes. Raises PolicyFault for a policy that does not fit the data.
    """
    policy = (policy or Policy()).model_copy(update={"concurrent": ()})
    solved = solve_round(snapshot, policy, reserved=reserved, progress=progress)
    round_ = solved.round
    market = market_of(round_)
    stable = _within(round_, market, deferred_acceptance(market))
    best = solved.solution.chosen
    posts = [np.where(c >= 0, round_.problem.edge_post[np.maximum(c, 0)], -1) for c in (stable, best)]
    return Comparison(
        city=round_.snapshot.name,
        as_of=round_.snapshot.as_of,
        people=round_.problem.n_people,
        pairs=round_.problem.n_edges,
        stable=_outcome(round_, stable),
        best=_outcome(round_, best),
        differently=int((posts[0] != posts[1]).sum()),
    )


def _ranked(round_: Round) -> tuple[Ints, Ints]:
    """How much each person likes each edge's post, and the other way round; by edge of the problem."""
    edges = round_.edges
    weights = round_.policy.weights
    stay = edges["stay"].to_numpy()
    wishes, fit = (edges[c].cast(pl.Int64).fill_null(0).to_numpy() for c in ("wishes", "fit"))
    rank = round_.field.post_rank[edges["j"].to_numpy()]
    own = sum(
        edges[c].cast(pl.Int64).fill_null(0).to_numpy() * getattr(weights, c)
        for c in ("competence", "strengths", "record")
    )
    likes = ((wishes * 100 + rank) * 2 + stay) * 20_000 + fit
    return likes.astype(np.int64), np.asarray(own + stay * _INCUMBENT, dtype=np.int64)


def _whole_market(round_: Round) -> Market:
    problem = round_.problem
    person_likes, post_likes = _ranked(round_)
    return Market(problem.n_people, problem.capacity, problem.edge_person, problem.edge_post, person_likes, post_likes)


def market_of(round_: Round) -> Market:
    """Only what each person likes at least as well as the present post, so that nobody loses it by choosing."""
    market, problem = _whole_market(round_), round_.problem
    floor = np.full(problem.n_people, np.iinfo(np.int64).min)
    stays = np.flatnonzero(problem.is_stay)
    floor[problem.edge_person[stays]] = market.person_likes[stays]
    kept = np.flatnonzero(market.person_likes >= floor[market.person])
    return Market(
        market.people, market.capacity, market.person[kept], market.post[kept], market.person_likes[kept], market.post_likes[kept]
    )  # fmt: skip


def _within(round_: Round, market: Market, chosen: Ints) -> Ints:
    """The same choice as edges of the problem."""
    problem = round_.problem
    width = max(1, problem.n_posts)
    key = problem.edge_person * width + problem.edge_post
    order = np.argsort(key)
    placed = np.flatnonzero(chosen >= 0)
    wanted = placed * width + market.post[chosen[placed]]
    found = np.full(len(chosen), -1, dtype=np.int64)
    found[placed] = order[np.searchsorted(key[order], wanted)]
    return found


def _outcome(round_: Round, chosen: Ints) -> Outcome:
    problem = round_.problem
    edges = round_.edges
    placed = chosen[chosen >= 0]
    fit, wishes = (edges[c].cast(pl.Int64).fill_null(0).to_numpy()[placed] for c in ("fit", "wishes"))
    envy = envy_of(_whole_market(round_), chosen)
    counts = problem.row_counts(chosen).tolist()
    return Outcome(
        value=problem.value_of(chosen),
        fit=int(fit.sum()),
        placed=len(placed),
        unplaced=problem.n_people - len(placed),
        moves=int(problem.is_move[placed].sum()),
        empty=int(problem.capacity.sum()) - len(placed),
        wishes=float(wishes.mean()) if len(placed) else 0.0,
        envious=len(np.unique(problem.edge_person[envy.envious])),
        justified=len(np.unique(problem.edge_person[envy.justified])),
        could_move=len(np.unique(problem.edge_person[envy.free])),
        rules_broken=sum(row.excess(int(c)) > 0 for row, c in zip(problem.rows, counts, strict=True)),
        couples_apart=_couples_apart(round_, chosen),
    )


def _couples_apart(round_: Round, chosen: Ints) -> tuple[tuple[str, str], ...]:
    """The policy's couples who end up in different places."""
    at = {p: i for i, p in enumerate(round_.field.people)}
    couples = [(n.person, n.other) for n in round_.policy.near if n.other is not None]
    known = [(a, b) for a, b in couples if a in at and b in at]
    if not known:
        return ()
    snapshot = round_.snapshot
    place = dict(snapshot.units.select("unit_id", "place_code").iter_rows())
    codes = {c: k for k, c in enumerate(sorted({str(c) for c in place.values()}))}
    unit = dict(snapshot.posts.select("post_id", "unit_id").iter_rows())
    of_post = np.array([codes[str(place[unit[p]])] for p in round_.field.posts], dtype=np.int64)
    pairs = np.array([[at[a], at[b]] for a, b in known], dtype=np.int64)
    flags = apart(chosen, round_.problem.edge_post, of_post, pairs)
    return tuple(pair for pair, is_apart in zip(known, flags.tolist(), strict=True) if is_apart)


def _number(value: float, vi: bool) -> str:
    text = f"{value:,.1f}"
    return text.translate(str.maketrans(",.", ".,")) if vi else text
