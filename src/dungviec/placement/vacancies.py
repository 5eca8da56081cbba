"""Why seats stay empty and people stay without a post: counted, not guessed."""

from __future__ import annotations

import numpy as np
import polars as pl

from dungviec.engine.pricing import Loss
from dungviec.engine.problem import Solution
from dungviec.law.judge import NO_TEXT
from dungviec.law.marks import mark_of
from dungviec.law.rules import Rule
from dungviec.placement.build import Round
from dungviec.placement.plan import Unplaced, Vacancy
from dungviec.placement.quick_margins import Asked, ask
from dungviec.records.vietnamese import format_number

TOLD_EXACTLY = 300
"""Empty posts, the dearest first, for which the loss is found by exchange; for the others it is at least what the prices say."""


def explain_vacancies(round_: Round, solution: Solution, *, asked: Asked | None = None) -> tuple[Vacancy, ...]:
    """One entry per post with empty seats, the most important first."""
    field, problem = round_.field, round_.problem
    empty = field.capacity - round_.bundles.filled(solution.post_of(problem))
    names = _names(round_)
    by_post = {
        key[0]: rows
        for key, rows in round_.edges.with_row_index("edge")
        .filter(~pl.col("stay") & pl.col("j").is_in(np.flatnonzero(empty > 0).tolist()))
        .group_by("j")
    }
    questions = asked or ask(problem, solution)
    people = dict(round_.snapshot.people.select("person_id", "name").iter_rows())
    out = []
    vacant = np.flatnonzero(empty > 0)
    most = vacant[np.argsort(-problem.vacancy_price[vacant], kind="stable")]
    for told, j in enumerate(most.tolist()):
        rows = by_post.get(j)
        considered, lawful, vi, en = _reason(round_, questions, j, rows, people, exactly=told < TOLD_EXACTLY)
        title, unit = names[field.posts[j]]
        out.append(
            Vacancy(
                field.posts[j],
                title,
                unit,
                int(empty[j]),
                field.importance[j] or 3,
                int(problem.vacancy_price[j]),
                considered,
                lawful,
                vi,
                en,
            )
        )
    return tuple(sorted(out, key=lambda v: (-v.importance, v.unit, v.post_id)))


def _reason(
    round_: Round, questions: Asked, j: int, rows: pl.DataFrame | None, people: dict[str, str], *, exactly: bool
) -> tuple[int, int, str, str]:
    policy = round_.policy
    tally = round_.considered
    considered, lawful = int(tally.of_post[j]), int(tally.lawful[j])
    if not considered:
        return (
            0, 0,
            "Không có ai được đào tạo đúng ngành, đủ kinh nghiệm hoặc được quy hoạch cho vị trí này: cần tuyển dụng, tiếp nhận hoặc bổ sung quy hoạch",
            "Nobody is trained, experienced or planned for this post: recruit, take in or extend the succession plan",
        )  # fmt: skip
    if not lawful:
        vi, en = _blockers(round_, j)
        return (
            considered,
            0,
            f"{format_number(considered)} người được xét, chưa ai đủ điều kiện: {vi}",
            f"{considered} considered, nobody lawful: {en}",
        )
    if rows is None:
        best = max(0, int(tally.best[j]))
        return (
            considered, lawful,
            f"{format_number(lawful)} người đủ điều kiện pháp luật nhưng không ai đạt yêu cầu của chính sách: độ phù hợp cao nhất "
            f"{format_number(best / 100, decimals=1)}, cần {format_number(policy.min_fit / 100, decimals=1)}, hoặc bị loại, khóa",
            f"{lawful} are lawful but none meets the policy: best fit {best / 100:.1f}, {policy.min_fit / 100:.1f} is needed, or they are ruled out or locked",
        )  # fmt: skip
    person, loss = _cheapest(round_, questions, rows, exactly=exactly)
    if loss.loss is None:
        return (
            considered, lawful,
            f"{format_number(len(rows))} người đưa sang được, nhưng chỗ cũ của họ không ai thay đúng luật trong giới hạn đã đặt",
            f"{len(rows)} could come, but within the limits set nobody lawful replaces them",
        )  # fmt: skip
    name = people[person]
    least_vi, least_en = ("", "") if loss.exact else ("ít nhất ", "at least ")
    vi, en = (
        (
            f"cả phương án mất {least_vi}{format_number(loss.loss)} điểm",
            f"the whole plan would lose {least_en}{loss.loss:,} points",
        )
        if loss.loss
        else ("cả phương án không tốt lên", "the whole plan gets no better")
    )
    return (
        considered, lawful,
        f"{format_number(len(rows))} người đủ điều kiện đang làm việc khác; đưa {name} ({person}) sang thì {vi}, vì chỗ cũ trống ra hoặc độ phù hợp giảm",
        f"{len(rows)} lawful people work elsewhere; with {name} ({person}) here {en}: the old seat falls empty or fit is lost",
    )  # fmt: skip


def _blockers(round_: Round, post: int) -> tuple[str, str]:
    """The three rules that stop most people, with how many each."""
    counts = round_.considered.blockers(post)
    vi, en = [], []
    for rule_id, count in counts.most_common(3):
        short_vi, short_en = rule_words(round_, rule_id)
        vi.append(f"{format_number(count)} người vướng {rule_id} ({short_vi})")
        en.append(f"{count} by {rule_id} ({short_en})")
    return "; ".join(vi), "; ".join(en)


def rule_words(round_: Round, rule_id: str) -> tuple[str, str]:
    """What a rule asks, cut to its first sentence, in both languages, with its mark where nobody read the text."""
    if rule_id == NO_TEXT:
        return "chưa có văn bản cho trường hợp này", "no text on file for this case"
    try:
        rule = round_.view.rule(rule_id)
    except KeyError:
        return "quy định đang áp dụng", "a rule that applies"
    return _with_mark(_first_sentence(rule.vi), rule, "vi"), _with_mark(_first_sentence(rule.en), rule, "en")


def _with_mark(words: str, rule: Rule, lang: str) -> str:
    mark = mark_of(rule.confidence, lang, short=True)
    return f"{words}; {mark}" if mark else words


def _first_sentence(text: str) -> str:
    head = text.split(". ")[0].split(";")[0].strip().rstrip(".")
    return head if len(head) <= 110 else head[:107].rsplit(" ", 1)[0] + "…"


def _cheapest(round_: Round, questions: Asked, usable: pl.DataFrame, *, exactly: bool) -> tuple[str, Loss]:
    """The person whose coming would cost the plan least, judged by the plan's prices, and that loss."""
    problem, prices = round_.problem, questions.solution.duals
    edges = usable["edge"].to_numpy().astype(np.int64)
    slack = problem.gain[edges] * prices.scale - prices.person[problem.edge_person[edges]]
    best = int(edges[int(np.argmax(slack))])
    return round_.field.people[int(problem.edge_person[best])], questions.loss_at(edge=best, exactly=exactly)


def explain_unplaced(round_: Round, solution: Solution) -> tuple[Unplaced, ...]:
    """Everybody whom the plan leaves without a post."""
    field, problem = round_.field, round_.problem
    names = dict(round_.snapshot.people.select("person_id", "name").iter_rows())
    left = np.flatnonzero(solution.post_of(problem) < 0)
    choices = np.bincount(problem.edge_person, minlength=problem.n_people)
    considered = round_.considered.of_person
    out = []
    for i in left.tolist():
        if field.own[i] >= 0:
            vi = "Vị trí đang giữ có nhiều người hơn số chỗ và không còn vị trí phù hợp nào trống"
            en = "The post held has more people than seats, and no fitting post is empty"
        elif choices[i]:
            vi = f"Có {choices[i]} vị trí phù hợp nhưng đều đã có người phù hợp hơn"
            en = f"{choices[i]} fitting posts, all better filled by others"
        elif considered[i]:
            vi = f"{considered[i]} vị trí được xét nhưng pháp luật hoặc chính sách chưa cho phép vị trí nào"
            en = f"{considered[i]} posts considered, none allowed by the law or the policy"
        else:
            vi = "Không có vị trí nào đúng ngành, đúng cấp còn chỗ"
            en = "No post of the right field and level has a seat"
        out.append(Unplaced(field.people[i], names[field.people[i]], vi, en))
    return tuple(out)


def _names(round_: Round) -> dict[str, tuple[str, str]]:
    units = dict(round_.snapshot.units.select("unit_id", "name").iter_rows())
    return {
        p: (t, units.get(u, u)) for p, t, u in round_.snapshot.posts.select("post_id", "title", "unit_id").iter_rows()
    }
