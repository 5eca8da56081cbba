"""Why, or why not, this person in this post: verdict with clauses, fit in parts, and the price, found by solving again."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np
import polars as pl

from dungviec.competency import FitReport, explain_fit, score_pairs
from dungviec.engine.pricing import Loss, force
from dungviec.engine.problem import Problem
from dungviec.law import Judgement, Verdict, explain_pair
from dungviec.law.marks import reason_with_clause
from dungviec.placement.besides import held_to
from dungviec.placement.build import Round
from dungviec.placement.candidates import why_not_considered
from dungviec.placement.move_prices import price_of
from dungviec.placement.place import Solved, solve_round
from dungviec.placement.plan import Basis, move_kind
from dungviec.placement.policy import Policy, PolicyFault
from dungviec.placement.reasons import three_lines
from dungviec.placement.reasons_basis import legal_basis
from dungviec.placement.why_besides import WhyBesides, why_besides
from dungviec.records import Snapshot
from dungviec.records.reserve import Reserve
from dungviec.records.vietnamese import format_number


@dataclass(frozen=True, slots=True)
class Change:
    """One other person whose place would change, were the pair put together."""

    person_id: str
    name: str
    instead_of: str | None
    goes_to: str | None
    instead_of_title: str
    goes_to_title: str
    """Title and unit of both posts; empty for none."""


@dataclass(frozen=True, slots=True)
class Why:
    """The answer about one pair."""

    person_id: str
    person_name: str
    post_id: str
    post_title: str
    post_unit: str
    judgement: Judgement
    fit: FitReport
    lines_vi: tuple[str, str, str]
    lines_en: tuple[str, str, str]
    basis: tuple[Basis, ...]
    considered: tuple[str, str] | None
    """Why the pair was not among those considered (vi, en), or None."""
    in_plan: bool
    """Whether the best plan puts this person in this post."""
    planned_post: str | None
    """Where the best plan puts this person."""
    price: int | None
    """Points the whole plan loses when the pair is forced; None where no plan can hold it."""
    exact: bool
    hypothetical: bool
    """True: the law or the policy does not allow the pair; the price is what it would cost if they did."""
    price_vi: str
    price_en: str
    changes: tuple[Change, ...]
    displaced: tuple[str, ...]
    """Holders of the seat who would be left without a lawful place; no plan does that by itself."""
    besides: WhyBesides | None = None
    """The answer about holding the post besides the main one, where a line of the policy lets anybody do so."""

    @property
    def verdict(self) -> Verdict:
        """The law's verdict on the pair."""
        return self.judgement.verdict

    def to_json(self) -> dict[str, Any]:
        """Plain data for ``--json``."""
        return {
            "person": self.person_id,
            "post": self.post_id,
            "as_of": self.judgement.as_of.isoformat(),
            "verdict": self.verdict.name.lower(),
            "findings": [
                {
                    "rule": f.rule_id, "verdict": f.verdict.name.lower(), "instrument": f.instrument, "article": f.article,
                    "confidence": f.confidence, "statement": f.statement_vi, "reason": f.reason_vi, "facts": dict(f.facts),
                    "records": [r.as_data() for r in f.records],
                    "will_pass_from": f.will_pass_from.isoformat() if f.will_pass_from else None,
                }
                for f in self.judgement.findings
            ],
            "missing": list(self.judgement.missing),
            "considered": self.considered is None,
            "fit": self.fit.fit,
            "parts": {
                p.name: {"score": p.score, "weight": p.weight, "evidence": [{"kind": e.kind, "vi": e.vi, "en": e.en} for e in p.evidence]}
                for p in self.fit.parts
            },
            "in_plan": self.in_plan,
            "planned_post": self.planned_post,
            "price": self.price,
            "price_exact": self.exact,
            "price_hypothetical": self.hypothetical,
            "displaced": list(self.displaced),
            "besides": None if self.besides is None else {
                **asdict(self.besides), "vi": self.besides.words("vi"), "en": self.besides.words("en"),
            },
            "changes": [
                {"person": c.person_id, "name": c.name, "instead_of": c.instead_of, "goes_to": c.goes_to, "instead_of_title": c.instead_of_title, "goes_to_title": c.goes_to_title}
                for c in self.changes
            ],
        }  # fmt: skip


def why(
    snapshot: Snapshot,
    policy: Policy | None,
    person_id: str,
    post_id: str,
    *,
    solved: Solved | None = None,
    reserved: Reserve | None = None,
) -> Why:
    """The whole answer about one pair on the day of the snapshot.

    ``solved``: the round solved before, to answer many questions about one plan. Raises :class:`PolicyFault` naming an id
    that is not in the data.
    """
    policy = policy or Policy()
    if solved is None:
        _check_ids(snapshot, person_id, post_id)
        solved = solve_round(snapshot, policy, reserved=reserved)
    round_ = solved.round
    snapshot = round_.snapshot
    _check_ids(snapshot, person_id, post_id)
    held_with = dict(
        snapshot.posts.filter(pl.col("held_with").is_not_null()).select("post_id", "held_with").iter_rows()
    )
    seat = held_with.get(post_id, post_id)
    judgement = explain_pair(snapshot, person_id, post_id, round_.view)
    report = explain_fit(snapshot, person_id, post_id, policy.fit_weights())
    before = _present(solved, person_id)
    rank = dict(snapshot.live_posts.select("post_id", "level_rank").iter_rows())
    kind = move_kind(rank.get(before["post_id"]) if before else None, rank.get(post_id, 0))
    basis = legal_basis(judgement)
    priced = _price(solved, person_id, seat)
    title, unit = _post_words(snapshot, post_id)
    return Why(
        person_id=person_id,
        person_name=dict(snapshot.people.select("person_id", "name").iter_rows())[person_id],
        post_id=post_id,
        post_title=title,
        post_unit=unit,
        judgement=judgement,
        fit=report,
        lines_vi=_lines(report, judgement, basis, kind, before, "vi"),
        lines_en=_lines(report, judgement, basis, kind, before, "en"),
        basis=basis,
        besides=why_besides(solved, person_id, seat),
        **priced,
    )


def _check_ids(snapshot: Snapshot, person_id: str, post_id: str) -> None:
    if person_id not in set(snapshot.people["person_id"].to_list()):
        raise PolicyFault(
            f"Không có người mang mã «{person_id}» trong dữ liệu.", f"There is no person with the id '{person_id}'."
        )
    if post_id not in set(snapshot.posts["post_id"].to_list()):
        raise PolicyFault(
            f"Không có vị trí mang mã «{post_id}» trong dữ liệu.", f"There is no post with the id '{post_id}'."
        )


def _lines(
    report: FitReport,
    judgement: Judgement,
    basis: tuple[Basis, ...],
    kind: str,
    before: dict[str, Any] | None,
    lang: str,
) -> tuple[str, str, str]:
    first, strong, missing = three_lines(report, judgement, basis, kind, before, lang)
    if judgement.verdict in (Verdict.FORBIDDEN, Verdict.UNKNOWN):
        stops = [f for f in judgement.findings if f.verdict == judgement.verdict]
        said = "; ".join(reason_with_clause(f, lang) for f in stops[:2])
        lead = {
            ("vi", Verdict.FORBIDDEN): "Không được: ", ("vi", Verdict.UNKNOWN): "Chưa kết luận được: ",
            ("en", Verdict.FORBIDDEN): "Not allowed: ", ("en", Verdict.UNKNOWN): "Unknown: ",
        }  # fmt: skip
        first = lead[lang, judgement.verdict] + said
    return first, strong, missing


def _present(solved: Solved, person_id: str) -> dict[str, Any] | None:
    field = solved.round.field
    if person_id not in field.people:
        return None
    rows = solved.round.present.filter(pl.col("i") == field.people.index(person_id))
    return None if rows.is_empty() else {**rows.row(0, named=True), "post_id": field.posts[rows["j"][0]]}


def _price(solved: Solved, person_id: str, seat: str) -> dict[str, Any]:
    """What forcing the pair costs the plan, by solving again with it held."""
    round_, solution = solved.round, solved.solution
    field, problem = round_.field, round_.problem
    placement = solved.placement()
    base: dict[str, Any] = {
        "considered": None, "in_plan": placement.get(person_id) == seat, "planned_post": placement.get(person_id), "price": None,
        "exact": True, "hypothetical": False, "changes": (), "displaced": (),
    }  # fmt: skip
    if person_id not in field.people:
        vi, en = (
            "Người này không còn công tác ngày này, nên không tính giá.",
            "This person is not in service on this day: no price.",
        )
        return {**base, "considered": (vi, en), "price_vi": vi, "price_en": en}
    if seat not in field.posts:
        vi, en = (
            "Vị trí này không tồn tại ngày này, nên không tính giá.",
            "This post does not exist on this day: no price.",
        )
        return {**base, "considered": (vi, en), "price_vi": vi, "price_en": en}
    i, j = field.people.index(person_id), field.posts.index(seat)
    base["considered"] = why_not_considered(field, round_.policy, i, j)
    if base["in_plan"]:
        return {
            **base,
            "price": 0,
            "price_vi": "Phương án tốt nhất đã xếp đúng như vậy: không mất gì.",
            "price_en": "The best plan does just that: it costs nothing.",
        }
    edge = np.flatnonzero((problem.edge_person == i) & (problem.edge_post == j))
    gain = None
    if not len(edge):
        base["hypothetical"] = True
        gain = _supposed_gain(solved, i, seat)
    loss = _forced(solved, problem, i, j, gain)
    removed: tuple[str, ...] = ()
    if loss.loss is None:
        # The seat is taken by people with nowhere lawful to go: say what taking it from one of them would cost.
        holders = [k for k in np.flatnonzero(field.own == j).tolist() if problem.must_place[k]]
        freed = problem.must_place.copy()
        freed[holders] = False
        loss = _forced(solved, replace(problem, must_place=freed), i, j, gain)
        if loss.loss is not None and loss.plan is not None:
            removed = tuple(field.people[k] for k in holders if loss.plan[k] < 0)
    if loss.loss is None:
        vi = "Giải lại với người này ở vị trí này: không còn phương án nào giữ được mọi ràng buộc."
        en = "Solved again with this person in this post: no plan keeps every constraint."
        return {**base, "price_vi": vi, "price_en": en}
    said_vi, said_en = _displaced_words(round_, removed)
    return {
        **base,
        "price": loss.loss,
        "exact": loss.exact,
        "price_vi": _price_words(loss, solution.value, "vi", supposed=base["hypothetical"]) + said_vi,
        "price_en": _price_words(loss, solution.value, "en", supposed=base["hypothetical"]) + said_en,
        "displaced": removed,
        "changes": _changes(solved, loss.plan, i) if loss.plan is not None else (),
    }


def _price_words(loss: Loss, value: int, lang: str, *, supposed: bool) -> str:
    """The price in one sentence; a loss below 0 means that the pair, were it allowed, would make the plan better."""
    amount = loss.loss or 0
    share = 100 * abs(amount) / max(abs(value), 1)
    points = format_number(abs(amount)) if lang == "vi" else f"{abs(amount):,}"
    percent = format_number(share, decimals=3) if lang == "vi" else f"{share:.3f}"
    shown = f" ({percent} %)" if share <= 100 else ""  # a share of a small office's value says nothing
    if lang == "vi":
        lead = "Nếu được phép: giải lại" if supposed else "Giải lại"
        what = "mất" if amount >= 0 else "tốt lên"
        return f"{lead} với người này ở vị trí này: cả phương án {what} {'' if loss.exact else 'ít nhất '}{points} điểm{shown}."
    lead = "If it were allowed: solved again" if supposed else "Solved again"
    what = "loses" if amount >= 0 else "gains"
    return f"{lead} with this person in this post: the whole plan {what} {'' if loss.exact else 'at least '}{points} points{shown}."


def _forced(solved: Solved, problem: Problem, i: int, j: int, gain: int | None) -> Loss:
    """Solve again with person i in post j; among equally good plans the one with the fewest other changes."""
    solution, bundles = solved.solution, solved.round.bundles
    many = problem.n_people + 1
    gains = problem.gain * many
    gains[solution.chosen[solution.chosen >= 0]] += 1
    finer = replace(
        problem,
        gain=gains,
        vacancy_price=problem.vacancy_price * many,
        unplaced_price=problem.unplaced_price * many,
        rows=tuple(replace(r, price=None if r.price is None else r.price * many) for r in problem.rows),
    )
    same = replace(
        solution, value=finer.value_of(solution.chosen), bound=finer.value_of(solution.chosen) + solution.gap * many
    )
    if len(bundles) and gain is None:
        there = (finer.edge_person == i) & (bundles.main_of(finer.edge_post) == j)
        found = held_to(finer, same, person=i, allowed=there, must=True)
    else:
        found = force(finer, same, person=i, post=j, gain=None if gain is None else gain * many)
    if found.loss is None:
        return found
    # a unit of value weighs `many` times a change, and fewer than `many` people can change
    return replace(found, loss=found.loss // many)


def _displaced_words(round_: Round, removed: tuple[str, ...]) -> tuple[str, str]:
    if not removed:
        return "", ""
    names = dict(round_.snapshot.people.select("person_id", "name").iter_rows())
    who = ", ".join(f"{names[p]} ({p})" for p in removed)
    return (
        f" Khi đó {who} đang giữ chỗ này sẽ không còn vị trí nào đúng luật và đúng chính sách; phương án không bao giờ tự làm vậy.",
        f" Then {who}, who holds the seat, would have no lawful place left; no plan does that by itself.",
    )


def _supposed_gain(solved: Solved, i: int, seat: str) -> int:
    """What the pair would be worth were it allowed: its fit less the price of a move as for any other."""
    round_ = solved.round
    person = round_.field.people[i]
    pair = pl.DataFrame({"person_id": [person], "post_id": [seat]})
    fit = int(score_pairs(round_.snapshot, pair, round_.policy.fit_weights())["fit"][0])
    own = int(round_.field.own[i])
    held = round_.field.posts[own] if own >= 0 else None
    return fit - price_of(round_.snapshot, round_.policy, person, held, seat)


def _changes(solved: Solved, plan: Any, person: int) -> tuple[Change, ...]:
    field, problem, chosen = solved.round.field, solved.round.problem, solved.solution.chosen
    snapshot = solved.round.snapshot
    names = dict(snapshot.people.select("person_id", "name").iter_rows())

    def post(edge: int) -> str | None:
        return field.posts[solved.round.bundles.members(int(problem.edge_post[edge]))[0]] if edge >= 0 else None

    def title(post_id: str | None) -> str:
        return ", ".join(_post_words(snapshot, post_id)) if post_id is not None else ""

    out = []
    for k in np.flatnonzero(plan != chosen).tolist():
        if k != person:
            before, after = post(int(chosen[k])), post(int(plan[k]))
            out.append(Change(field.people[k], names[field.people[k]], before, after, title(before), title(after)))
    return tuple(out)


def _post_words(snapshot: Snapshot, post_id: str) -> tuple[str, str]:
    row = snapshot.posts.row(by_predicate=pl.col("post_id") == post_id, named=True)
    units = dict(snapshot.units.select("unit_id", "name").iter_rows())
    return row["title"], units.get(row["unit_id"], row["unit_id"])
