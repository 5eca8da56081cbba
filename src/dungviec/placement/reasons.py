"""Why a move is proposed, in three lines: căn cứ – điểm mạnh – còn thiếu, with the runner-up and what the plan would lose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from dungviec.competency import FitReport, explain_fits
from dungviec.engine.pricing import Margin
from dungviec.engine.problem import Progress, Solution
from dungviec.law import Judgement, Verdict, explain_pairs
from dungviec.law.marks import mark_of, reason_with_clause
from dungviec.placement.besides import margin_without_post
from dungviec.placement.build import Round
from dungviec.placement.plan import Basis, Move, RunnerUp, move_kind
from dungviec.placement.quick_margins import Asked, ask
from dungviec.placement.reasons_basis import legal_basis
from dungviec.records import TABLES, Snapshot
from dungviec.records.vietnamese import format_number

PARTS = ("competence", "strengths", "record", "wishes")
_KIND_WORDS = {
    "lateral": ("Điều động ngang cấp", "Move at the same level"),
    "higher": ("Bổ nhiệm chức vụ cao hơn", "Appointment to a higher post"),
    "lower": ("Bố trí chức vụ thấp hơn", "Move to a lower post"),
    "placed": ("Bố trí người chưa có vị trí", "Placement of a person without a post"),
}


@dataclass(frozen=True)
class _Post:
    title: str
    unit: str
    rank: int


def explain_moves(
    round_: Round, solution: Solution, progress: Progress | None = None, *, about: Asked | None = None
) -> tuple[Move, ...]:
    """Every proposed change, the ones that matter most to the plan first (by margin)."""
    problem, field = round_.problem, round_.field
    post_of = round_.main_posts(solution.post_of(problem))
    movers = np.flatnonzero((post_of >= 0) & (post_of != field.own))
    if not len(movers):
        return ()
    questions = about or ask(problem, solution)
    found = {m.person: m for m in questions.margins(movers.astype(np.int64))}
    found |= {
        i: margin_without_post(round_, solution, person=i)
        for i in movers.tolist()
        if solution.post_of(problem)[i] >= round_.bundles.single
    }
    ids = [field.people[i] for i in movers.tolist()]
    small = only_people(round_.snapshot, ids)
    scores = {
        (field.people[row["i"]], field.posts[row["j"]]): row
        for frame in (round_.edges.filter(pl.col("j") < len(field.posts)), round_.present)
        for row in frame.filter(pl.col("i").is_in(movers))
        .select("i", "j", *PARTS, "fit", "verdict")
        .iter_rows(named=True)
    }
    posts = _posts(round_)
    names = dict(small.people.select("person_id", "name").iter_rows())
    asked = [(field.people[i], field.posts[post_of[i]]) for i in movers.tolist()]
    judged = explain_pairs(round_.snapshot, asked, round_.view)
    reports = explain_fits(small, asked, round_.policy.fit_weights())
    out = []
    for k, i in enumerate(movers.tolist()):
        if progress and k % 10 == 0:
            progress("reasons", 0.8 + 0.2 * k / len(movers))
        person = field.people[i]
        origin = field.posts[field.own[i]] if field.own[i] >= 0 else None
        out.append(_move(round_, reports[k], judged[k], names[person], origin, scores, posts, found[i]))
    return tuple(sorted(out, key=lambda m: (-(m.margin if m.margin is not None else 1 << 60), m.person_id)))


def _move(
    round_: Round, report: FitReport, judgement: Judgement, name: str, origin: str | None,
    scores: dict[tuple[str, str], dict[str, Any]], posts: dict[str, _Post], margin: Margin,
) -> Move:  # fmt: skip
    problem = round_.problem
    person, to = judgement.person_id, judgement.post_id
    after = scores[person, to]
    before = scores.get((person, origin)) if origin else None
    kind = move_kind(posts[origin].rank if origin else None, posts[to].rank)
    again = round_.policy.continuing_pairs().get((person, to))
    basis = legal_basis(judgement) if again is None else ()
    runner = None
    if margin.runner_up >= 0:
        post = round_.field.posts[round_.bundles.members(int(problem.edge_post[margin.runner_up]))[0]]
        runner = RunnerUp(post, posts[post].title, posts[post].unit, stays=post == origin)
    elif margin.loss is not None:
        runner = RunnerUp(None, "", "", stays=False)
    return Move(
        person_id=person,
        person_name=name,
        from_post_id=origin,
        from_title=posts[origin].title if origin else "",
        from_unit=posts[origin].unit if origin else "",
        to_post_id=to,
        to_title=posts[to].title,
        to_unit=posts[to].unit,
        kind=kind,
        fit_before=before["fit"] if before else None,
        fit_after=after["fit"],
        parts_before={p: before[p] for p in PARTS} if before else {},
        parts_after={p: after[p] for p in PARTS},
        verdict=int(after["verdict"]),
        reasons_vi=_continued(three_lines(report, judgement, basis, kind, before, "vi"), again, "vi"),
        reasons_en=_continued(three_lines(report, judgement, basis, kind, before, "en"), again, "en"),
        basis=basis,
        runner_up=runner,
        margin=margin.loss,
        margin_exact=margin.exact,
    )


def _continued(lines: tuple[str, str, str], because: str | None, lang: str) -> tuple[str, str, str]:
    """For whoever goes on in the same position the ground is the reorganisation, not an appointment."""
    if because is None:
        return lines
    ground = (
        "Tiếp tục vị trí việc làm cũ ở đơn vị mới"
        if lang == "vi"
        else "Goes on in the same position under the new unit"
    )
    return f"{ground}{': ' if because else ''}{because}", lines[1], lines[2]


def three_lines(
    report: FitReport,
    judgement: Judgement,
    basis: tuple[Basis, ...],
    kind: str,
    before: dict[str, Any] | None,
    lang: str,
) -> tuple[str, str, str]:
    """Căn cứ, điểm mạnh, còn thiếu."""
    vi = lang == "vi"
    what = _KIND_WORDS[kind][0 if vi else 1]
    cited = _cited(basis, vi)
    if judgement.verdict == Verdict.NEEDS_AUTHORITY:
        asked = "; ".join(
            reason_with_clause(f, lang) for f in judgement.findings if f.verdict == Verdict.NEEDS_AUTHORITY
        )
        first = (
            f"{what}: cần cấp có thẩm quyền quyết định – {asked}"
            if vi
            else f"{what}: the competent authority decides – {asked}"
        )
    elif cited:
        first = f"{what}: đủ điều kiện theo {cited}" if vi else f"{what}: conditions met under {cited}"
    else:
        first = f"{what}: không vướng quy định nào có văn bản" if vi else f"{what}: no rule on file stands in the way"
    return first, _strong(report, before, vi), _missing(report, vi)


def _cited(basis: tuple[Basis, ...], vi: bool) -> str:
    """The two leading clauses and how many more were asked, with those among them whose text was not read."""
    words = {b.words("vi" if vi else "en"): b.confidence for b in basis}
    rest = list(words.values())[2:]
    tail = (f" và {len(rest)} căn cứ khác" if vi else f" and {len(rest)} more") if rest else ""
    if unread := sum(1 for confidence in rest if mark_of(confidence)):
        tail += f" (trong đó {unread} theo nguồn tin)" if vi else f" ({unread} of them reported)"
    return "; ".join(list(words)[:2]) + tail


def _strong(report: FitReport, before: dict[str, Any] | None, vi: bool) -> str:
    """The evidence of the parts that rise most (or weigh most, for people without a post)."""
    gained = {p.name: (p.score - (before[p.name] if before else 0)) * p.weight for p in report.parts}
    order = sorted(report.parts, key=lambda p: -gained[p.name])
    said = []
    for part in order:
        good = [e for e in part.evidence if e.kind == "good"]
        for e in good[: 2 if part is order[0] else 1]:
            said.append(e.vi if vi else e.en)
    if not said:
        return "Chưa có minh chứng nổi bật" if vi else "No outstanding evidence on file"
    if before is None:
        lead = f"Phù hợp {format_number(report.fit / 100, decimals=1)}/100" if vi else f"Fit {report.fit / 100:.1f}/100"
    else:
        rise = report.fit - before["fit"]
        sign = "tăng" if rise >= 0 else "giảm"
        lead = (
            f"Phù hợp {sign} từ {format_number(before['fit'] / 100, decimals=1)} lên {format_number(report.fit / 100, decimals=1)}"
            if vi and rise >= 0
            else f"Phù hợp {sign} từ {format_number(before['fit'] / 100, decimals=1)} xuống {format_number(report.fit / 100, decimals=1)}"
            if vi
            else f"Fit {before['fit'] / 100:.1f} → {report.fit / 100:.1f}"
        )
    return f"{lead}: {'; '.join(said[:3])}"


def _missing(report: FitReport, vi: bool) -> str:
    gaps = [e for p in report.parts if p.name != "wishes" for e in p.evidence if e.kind != "good"]
    if not gaps:
        return "Không có điểm nào dưới yêu cầu" if vi else "Nothing below what the post asks"
    said = [e.vi if vi else e.en for e in sorted(gaps, key=lambda e: e.kind != "gap")[:2]]
    more = len(gaps) - len(said)
    tail = (f" (và {more} điểm khác)" if vi else f" (and {more} more)") if more > 0 else ""
    return "; ".join(said) + tail


def _posts(round_: Round) -> dict[str, _Post]:
    units = dict(round_.snapshot.units.select("unit_id", "name").iter_rows())
    return {
        p: _Post(t, units.get(u, u), r)
        for p, t, u, r in round_.snapshot.live_posts.select("post_id", "title", "unit_id", "level_rank").iter_rows()
    }


def only_people(snapshot: Snapshot, people: list[str]) -> Snapshot:
    """The snapshot with only these people, so that asking about each of them stays cheap."""
    keep = pl.col("person_id").is_in(people)
    return Snapshot(
        snapshot.as_of,
        snapshot.name,
        {n: snapshot[n].filter(keep) if "person_id" in t.by_name else snapshot[n] for n, t in TABLES.items()},
        snapshot.place_code,
        snapshot.note,
    )
