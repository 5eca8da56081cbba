"""Why, or why not, this person holds this post besides the main one: clauses, titles, workload, or the price found by solving again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from dungviec.law import Verdict, explain_pair
from dungviec.law.marks import reason_with_clause
from dungviec.placement.besides import held_to, holding
from dungviec.placement.build import Round
from dungviec.placement.concurrent import Option
from dungviec.placement.place import Solved
from dungviec.records.vietnamese import format_number

Words = tuple[str, str]


@dataclass(frozen=True, slots=True)
class WhyBesides:
    """The answer about one person and one post that the policy lets be held besides another.

    ``grounds``: by which clause the two may go together, (vi, en); ``stops``: what stands in the way, empty where nothing does but the price.
    ``price``: points the plan loses without it (``in_plan``) or with it; None where it cannot be.
    """

    in_plan: bool
    main_post_id: str | None
    grounds: tuple[Words, ...]
    stops: tuple[Words, ...]
    price: int | None
    exact: bool

    def words(self, lang: str = "vi") -> str:
        """The answer in a sentence or two."""
        k = 0 if lang == "vi" else 1
        if self.stops:
            lead = ("Không kiêm được: ", "Cannot hold it besides: ")[k]
            return lead + "; ".join(s[k] for s in self.stops) + "."
        if self.price is None:
            return (
                "Không phương án nào cho kiêm mà giữ được mọi ràng buộc.",
                "No plan with it keeps every constraint.",
            )[k]
        points = format_number(self.price) if k == 0 else f"{self.price:,}"
        least = "" if self.exact else ("ít nhất ", "at least ")[k]
        if self.in_plan:
            ground = "; ".join(g[k] for g in self.grounds)
            return (
                f"Phương án cho kiêm ({ground}); không kiêm thì cả phương án mất {least}{points} điểm.",
                f"The plan lets both be held ({ground}); without it the whole plan loses {least}{points} points.",
            )[k]
        return (
            f"Được kiêm, nhưng giải lại với việc kiêm này thì cả phương án mất {least}{points} điểm.",
            f"It may be held besides, but solved again with it the whole plan loses {least}{points} points.",
        )[k]


def why_besides(solved: Solved, person_id: str, post_id: str) -> WhyBesides | None:
    """The answer about one second post; None where no line of the policy lets anybody hold it besides, or person and post are not of the round."""
    round_ = solved.round
    field, bundles = round_.field, round_.bundles
    if person_id not in field.people or post_id not in field.posts:
        return None
    i, c = field.people.index(person_id), field.posts.index(post_id)
    known = bundles.all_options
    marked = [o for o in (*known.allowed, *known.refused) if o.second == c]
    if not marked:
        return None
    planned = solved.placement().get(person_id)
    grounds = tuple(
        dict.fromkeys(
            (o.ground.vi, o.ground.en) for o in marked if planned is not None and field.posts[o.main] == planned
        )
    )
    if (person_id, post_id) in solved.besides():
        loss = held_to(round_.problem, solved.solution, person=i, allowed=~holding(round_, i, c))
        return WhyBesides(True, planned, grounds, (), loss.loss, loss.exact)
    allowed = holding(round_, i, c)
    if not allowed.any():
        return WhyBesides(
            False, planned, grounds, tuple(dict.fromkeys(_stops(round_, i, c, marked, planned))), None, True
        )
    loss = held_to(round_.problem, solved.solution, person=i, allowed=allowed, must=True)
    return WhyBesides(False, planned, grounds, (), loss.loss, loss.exact)


def _stops(round_: Round, i: int, c: int, marked: list[Option], planned: str | None) -> Iterator[Words]:
    field, policy = round_.field, round_.policy
    main = field.posts.index(planned) if planned is not None else -1
    mine = [o for o in marked if o.main == main]
    if main == c:
        yield "đó chính là vị trí chính trong phương án", "it is the main post in the plan"
        return
    if not mine:
        titles = ", ".join(sorted({round_.bundles.all_options.facts[o.main].title for o in marked})[:4])
        yield (
            f"chính sách chỉ cho người giữ các vị trí này kiêm: {titles}",
            f"the policy lets only holders of these posts take it besides: {titles}",
        )
    for option in mine:
        if option.ground.verdict > policy.worst_verdict:
            yield option.ground.vi, option.ground.en
    row = round_.bundles.seconds.pair(i, c)
    if row is None or row["kept"]:
        if mine and all(o.ground.verdict <= policy.worst_verdict for o in mine):
            yield from _too_much(round_, i, c, mine)
        return
    yield from _not_open(round_, i, c, row)


def _not_open(round_: Round, i: int, c: int, row: dict[str, object]) -> Iterator[Words]:
    """Law, policy and fit against the second post itself."""
    field, policy = round_.field, round_.policy
    if row["banned"]:
        yield "chính sách loại cặp này", "the policy rules the pair out"
    if not row["open"]:
        yield (
            "người này đang ngoài phạm vi, bị khóa, nghỉ dài ngày hoặc đã đến tuổi nghỉ hưu",
            "this person is out of scope, locked, on long leave or past retirement age",
        )
    judgement = explain_pair(round_.snapshot, field.people[i], field.posts[c], round_.view)
    if judgement.verdict > policy.worst_verdict:
        for f in judgement.findings:
            if f.verdict > max(policy.worst_verdict, Verdict.ALLOWED):
                yield reason_with_clause(f, "vi"), reason_with_clause(f, "en")
    fit = int(str(row["fit"]))
    if fit < policy.min_fit:
        need = policy.min_fit / 100
        yield (
            f"độ phù hợp {format_number(fit / 100, decimals=1)}, cần {format_number(need, decimals=1)}",
            f"fit {fit / 100:.1f}, {need:.1f} is needed",
        )


def _too_much(round_: Round, i: int, c: int, mine: list[Option]) -> Iterator[Words]:
    """Titles and workload against holding both."""
    known, policy = round_.bundles.all_options, round_.policy
    row = round_.bundles.seconds.pairs.filter(pl.col("i") == i)
    fixed = int(row["titles"].max() or 0) if len(row) else 0  # type: ignore[arg-type]
    titles = fixed + min(known.titles[o.main] for o in mine) + known.titles[c]
    if titles > policy.most_titles:
        yield (
            f"khi đó giữ {titles} chức danh, quá {policy.most_titles}",
            f"that would make {titles} titles, more than {policy.most_titles}",
        )
    work = min((o.line.share or 0) + (o.line.holder_share or 0) for o in mine)
    if work > 100:
        yield f"khối lượng công việc {work} %, quá 100 %", f"a workload of {work} %, more than 100 %"
    if (
        titles <= policy.most_titles
        and work <= 100
        and not np.any(round_.bundles.count_among(np.arange(len(known.titles)) == c)[round_.bundles.single :])
    ):
        yield "không còn chỗ nào ở vị trí này", "the post has no seat to fill"
