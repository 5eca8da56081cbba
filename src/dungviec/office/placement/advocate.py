"""The devil's advocate: the case for the plan without one of its moves, made from figures that were solved or looked up, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from dungviec.office.access.policy import Viewer
from dungviec.office.law.standing import standing_of
from dungviec.office.placement.answers import post_words, solved
from dungviec.office.placement.models import ProposedMove, Round
from dungviec.office.registry.appointable import PART_GROUPS
from dungviec.office.registry.gate import SeenFile
from dungviec.office.registry.selectors import snapshot

if TYPE_CHECKING:
    from dungviec.competency import FitReport
    from dungviec.placement.interactive import Answer, Trial

GAPS = 4
"""So many things the proposed person lacks are told."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two who could have the seat: name, where from, fit there and its parts as far as they may be read."""

    person_id: str
    name: str
    fit: int
    parts: tuple[tuple[str, int], ...]
    verdict: int


@dataclass(frozen=True, slots=True)
class Case:
    """What the other side says. ``lines``: its points, each a figure; ``against``: what it cannot answer."""

    proposed: Side | None
    rival: Side | None
    goes_to: str
    """Where the proposed person stands then."""
    lines: tuple[str, ...]
    against: tuple[str, ...]
    moves_before: int
    moves_after: int
    trouble: str = ""


def argue(one: Round, move: ProposedMove, viewer: Viewer) -> Case:
    """The case against ``move``: the plan solved again without it, and who then has the seat."""
    from dungviec.placement import PolicyFault
    from dungviec.placement.interactive import Trial

    trial = Trial(solved(one))
    before = trial.placement()
    try:
        answer = trial.ban(move.person_id, move.to_post_id)
    except PolicyFault as fault:
        vi = (get_language() or "vi").startswith("vi")
        return Case(None, None, "", (), (), 0, 0, trouble=fault.vi if vi else fault.en)
    after = trial.placement()
    # By main post: whoever takes a seat together with another stands on a post of the problem with a name of its own.
    takers = [p for p, q in after.items() if q == move.to_post_id and before.get(p) != q]
    report = _fit(one, move.person_id, move.to_post_id)
    proposed = _side(one, trial, move.person_id, move.to_post_id, viewer, report)
    rival = _side(one, trial, takers[0], move.to_post_id, viewer) if takers else None
    where = after.get(move.person_id)
    goes_to = post_words({where}).get(where, "") if where else _("chưa có vị trí")
    own = _own(trial)
    moved = [sum(1 for p, q in placed.items() if own.get(p) not in (None, q)) for placed in (before, after)]
    lines = [
        *_price(answer, trial),
        *_rival_lines(proposed, rival),
        *_less_moving(*moved),
        *_gaps(one, move, viewer, report),
    ]
    return Case(
        proposed, rival, goes_to, tuple(lines), tuple(_against(answer, proposed, rival, move)), moved[0], moved[1]
    )


def _own(trial: Trial) -> dict[str, str]:
    field = trial.round.field
    return {field.people[i]: field.posts[j] for i, j in enumerate(field.own.tolist()) if j >= 0}


def _side(one: Round, trial: Trial, person: str, post: str, viewer: Viewer, report: FitReport | None = None) -> Side:
    """``person`` in ``post``: fit, parts and verdict as the round judged them; asked anew only of a pair it does not hold by itself."""
    from dungviec.competency.report import PART_NAMES

    s, round_ = snapshot(one.as_of), trial.round
    known = round_.pair(round_.field.people.index(person), round_.field.posts.index(post))
    file = SeenFile(viewer, one.as_of, person, may_judge=False)
    name = s.people.filter(s.people["person_id"] == person)["name"][0]
    if known is None:
        from dungviec.law import explain_pair

        report = report or _fit(one, person, post)
        scores, fit = {p.name: p.score for p in report.parts}, report.fit
        verdict = int(explain_pair(s, person, post, standing_of(one.law_mark).on(one.as_of)).verdict)
    else:
        scores, fit, verdict = known, known["fit"], known["verdict"]
    at = 0 if (get_language() or "vi").startswith("vi") else 1
    parts = tuple((words[at], scores[n]) for n, words in PART_NAMES.items() if file.sees(*PART_GROUPS[n]))
    return Side(person, name, fit, parts, verdict)


def _fit(one: Round, person: str, post: str) -> FitReport:
    from dungviec.competency import explain_fit
    from dungviec.placement import Policy

    return explain_fit(snapshot(one.as_of), person, post, Policy.from_yaml(one.policy_text).fit_weights())


def _price(answer: Answer, trial: Trial) -> list[str]:
    share = 100 * answer.loss / max(abs(trial.solution.value + answer.loss), 1)
    figures = {"p": number_format(answer.loss, force_grouping=True), "s": number_format(share, decimal_pos=3)}
    return [_("Giải lại không có đề xuất này, cả phương án chỉ kém %(p)s điểm (%(s)s %%).") % figures]


def _rival_lines(proposed: Side, rival: Side | None) -> list[str]:
    """Where the one who would then have the seat is the better, part by part."""
    if rival is None:
        return []
    lines = []
    if rival.fit >= proposed.fit:
        lines.append(
            _("%(n)s hợp chỗ này hơn: %(a)s so với %(b)s.")
            % {"n": rival.name, "a": _of(rival.fit), "b": _of(proposed.fit)}
        )
    theirs = dict(rival.parts)
    lines += [
        _("%(n)s hơn về %(part)s: %(a)s so với %(b)s.") % {"n": rival.name, "part": label.lower(), "a": _of(theirs[label]), "b": _of(score)}
        for label, score in proposed.parts if theirs.get(label, -1) > score
    ]  # fmt: skip
    if rival.verdict < proposed.verdict:
        lines.append(_("%s vào chỗ này không phải xin cấp có thẩm quyền.") % rival.name)
    return lines


def _less_moving(before: int, after: int) -> list[str]:
    if after >= before:
        return []
    n = before - after
    return [ngettext("Bớt được %d lần chuyển.", "Bớt được %d lần chuyển.", n) % n]


def _gaps(one: Round, move: ProposedMove, viewer: Viewer, report: FitReport) -> list[str]:
    """What the proposed person lacks for the seat, as far as the viewer may read it."""
    vi = (get_language() or "vi").startswith("vi")
    file = SeenFile(viewer, one.as_of, move.person_id, may_judge=False)
    told: list[Any] = [
        e for p in report.parts if file.sees(*PART_GROUPS[p.name]) for e in p.evidence if e.kind == "gap"
    ]
    return [_("%(n)s còn thiếu: %(what)s") % {"n": move.person_name, "what": e.vi if vi else e.en} for e in told[:GAPS]]


def _against(answer: Answer, proposed: Side, rival: Side | None, move: ProposedMove) -> list[str]:
    """What the other side cannot answer."""
    lines = []
    if answer.loss > 0:
        lines.append(_("Không có phương án nào thiếu đề xuất này mà bằng hoặc hơn: đã giải lại."))
    if rival is None:
        lines.append(_("Không có ai khác vào chỗ này: chỗ sẽ để trống."))
    elif rival.fit < proposed.fit:
        lines.append(
            _("%(n)s kém phù hợp hơn với chỗ này: %(a)s so với %(b)s.")
            % {"n": rival.name, "a": _of(rival.fit), "b": _of(proposed.fit)}
        )
    if move.fit_before is not None and move.fit_after > move.fit_before:
        lines.append(
            _("Chính người được đề xuất hợp chỗ mới hơn chỗ cũ: %(a)s so với %(b)s.")
            % {"a": _of(move.fit_after), "b": _of(move.fit_before)}
        )
    return lines


def _of(points: int) -> str:
    return number_format(round(points / 100, 1), decimal_pos=1)
