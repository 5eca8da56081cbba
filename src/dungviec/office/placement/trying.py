"""Changing a plan by hand: each change is put on the solved round, the rest is solved again at once, and what differs is kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

import polars as pl
from django.db import transaction
from django.utils.translation import gettext as _

from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.access.policy import Viewer
from dungviec.office.law.standing import standing_of
from dungviec.office.placement.answers import names_of_pair, solved
from dungviec.office.placement.deliberation import OPEN_GATES
from dungviec.office.placement.models import HandKind, HandMove, HandStep, Round
from dungviec.office.placement.selectors import is_outdated
from dungviec.office.registry.behind import Behind, behind
from dungviec.office.registry.models import Post, Unit
from dungviec.office.registry.selectors import snapshot

if TYPE_CHECKING:
    from dungviec.placement.interactive import Trial

_trials: OrderedDict[tuple[int, tuple[tuple[str, str, str], ...]], Trial] = OrderedDict()
_lock = Lock()


class HandFault(ValueError):
    """A change by hand that cannot be made; the sentence says why and what to do."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What one pair would be: the law's verdict and the fit, before anybody asks for it."""

    verdict: int
    fit: int
    behind: Behind


def open_to_hands(one: Round) -> bool:
    """Whether the round may still be changed by hand."""
    return one.done and one.gate in OPEN_GATES


@transaction.atomic
def put(one: Round, kind: HandKind, person_id: str, post_id: str, user: User, *, reason: str = "") -> HandStep:
    """Make one change on top of those made before and solve again. Raises HandFault where law, limits or the gate stand against it."""
    held = _editable(one)
    pair = names_of_pair(person_id, post_id)
    if pair is None:
        raise HandFault(_("Xin chọn cả người và vị trí."))
    steps = list(held.handsteps.all())
    trial = _trial(held, steps)
    before = trial.solution.value
    try:
        _apply(trial, kind, person_id, post_id)
    except ValueError as refused:
        _forget(held)
        raise HandFault(_said(refused)) from None
    made = HandStep.objects.create(
        round=held, number=(steps[-1].number + 1) if steps else 1, kind=kind, person_id=person_id, person_name=pair["person"],
        post_id=post_id, title=pair["title"], unit=pair["unit"], reason=reason.strip(), by=user,
        value=trial.solution.value, loss=before - trial.solution.value,
    )  # fmt: skip
    _keep(held, [*steps, made], trial)
    _store(held, trial)
    ledger.record(
        user.username,
        "move_by_hand",
        kind="round",
        subject=str(one.pk),
        person=person_id,
        post=post_id,
        what=kind.value,
    )
    return made


@transaction.atomic
def take_back(one: Round, user: User) -> None:
    """Take the last change back. Raises HandFault where there is none or the gate is shut."""
    held = _editable(one)
    steps = list(held.handsteps.all())
    if not steps:
        raise HandFault(_("Không còn thay đổi nào để bỏ."))
    last = steps.pop()
    last.delete()
    _store(held, _trial(held, steps))
    ledger.record(user.username, "take_back_by_hand", kind="round", subject=str(one.pk), person=last.person_id)


@transaction.atomic
def give_reason(one: Round, number: int, reason: str, user: User) -> None:
    """Write why a change was made. Raises HandFault for an empty reason or a shut gate."""
    held = _editable(one, records=False)
    if not reason.strip():
        raise HandFault(_("Xin ghi lý do."))
    held.handsteps.filter(number=number).update(reason=reason.strip(), by=user)
    ledger.record(user.username, "give_reason", kind="round", subject=str(one.pk), number=number)


def previews(one: Round, person_id: str, posts: Iterable[str], viewer: Viewer) -> dict[str, Preview]:
    """Verdict and fit of one person for each of ``posts``, by the law and the weights of the round."""
    from dungviec.competency import score_pairs
    from dungviec.law import judge_pairs
    from dungviec.placement import Policy

    s, wanted = snapshot(one.as_of), list(posts)
    if person_id not in set(s.people["person_id"]) or not wanted:
        return {}
    pairs = pl.DataFrame({"person_id": [person_id] * len(wanted), "post_id": wanted})
    weights = Policy.from_yaml(one.policy_text).fit_weights()
    law = standing_of(one.law_mark).on(one.as_of)
    verdicts = judge_pairs(s, pairs, law)["verdict"].to_list()
    told_by = behind(viewer, s, [(person_id, post) for post in wanted], law)
    fits = score_pairs(s, pairs, weights)["fit"].to_list()
    return {
        post: Preview(int(v), int(f), told_by[person_id, post])
        for post, v, f in zip(wanted, verdicts, fits, strict=True)
    }


def behind_hands(one: Round, moves: Iterable[HandMove], viewer: Viewer) -> dict[str, Behind]:
    """What is behind the verdict on each move made by hand, by person."""
    pairs = [(m.person_id, m.to_post_id) for m in moves if m.to_post_id]
    found = behind(viewer, snapshot(one.as_of), pairs, standing_of(one.law_mark).on(one.as_of))
    return {person: what for (person, _post), what in found.items()}


def _editable(one: Round, *, records: bool = True) -> Round:
    held = Round.objects.select_for_update().get(pk=one.pk)
    if not open_to_hands(held):
        raise HandFault(_("Đợt này đã được quyết định hoặc chưa có phương án: không sửa bằng tay được."))
    if records and is_outdated(held):
        raise HandFault(_("Hồ sơ đã thay đổi từ khi lập phương án. Xin lập lại trên hồ sơ hiện nay rồi sửa bằng tay."))
    return held


def _apply(trial: Trial, kind: str, person: str, post: str) -> None:
    """One change; a pair the round had not considered is judged by the law first."""
    if kind == HandKind.NOT:
        trial.ban(person, post)
        return
    if person in trial.problem.people and post in trial.problem.posts:
        trial.add(person, post)
    trial.lock(person, post)


def _key(one: Round, steps: Iterable[HandStep]) -> tuple[int, tuple[tuple[str, str, str], ...]]:
    return one.pk, tuple((s.kind, s.person_id, s.post_id) for s in steps)


def _trial(one: Round, steps: list[HandStep]) -> Trial:
    """The solved round with these steps on top, replayed from the nearest state that is kept."""
    from dungviec.placement.interactive import Trial

    with _lock:
        found = _trials.pop(_key(one, steps), None)
    base = solved(one)
    if found is not None and found.solved is base:
        return found
    trial = Trial(base)
    for step in steps:
        _apply(trial, step.kind, step.person_id, step.post_id)
    return trial


def _keep(one: Round, steps: list[HandStep], trial: Trial) -> None:
    with _lock:
        _trials[_key(one, steps)] = trial
        while len(_trials) > 2:
            _trials.popitem(last=False)


def _forget(one: Round) -> None:
    with _lock:
        for key in [k for k in _trials if k[0] == one.pk]:
            del _trials[key]


def _said(fault: ValueError) -> str:
    from django.utils.translation import get_language

    vi = str(getattr(fault, "vi", fault))
    return vi if (get_language() or "vi").startswith("vi") else str(getattr(fault, "en", vi))


def _store(one: Round, trial: Trial) -> None:
    """Write who stands elsewhere than the machine proposed, with verdict and fit of the new pair."""
    from dungviec.competency import score_pairs
    from dungviec.law import judge_pairs

    first, now = trial.solved.placement(), trial.placement()
    people = sorted(p for p in {*first, *now} if first.get(p) != now.get(p))
    HandMove.objects.filter(round=one).delete()
    if not people:
        return
    round_ = trial.round
    s, field = round_.snapshot, round_.field
    own = {field.people[i]: field.posts[j] for i, j in enumerate(field.own.tolist()) if j >= 0}
    sides = [(p, post) for p in people for post in {own.get(p), now.get(p)} if post]
    pairs = pl.DataFrame(sides, schema={"person_id": pl.String, "post_id": pl.String}, orient="row")
    fit = dict(zip(sides, score_pairs(s, pairs, round_.policy.fit_weights())["fit"].to_list(), strict=True))
    verdict = dict(zip(sides, judge_pairs(s, pairs, round_.view)["verdict"].to_list(), strict=True))
    names = dict(s.people.filter(pl.col("person_id").is_in(people)).select("person_id", "name").iter_rows())
    words = _post_words({post for p in people for post in (own.get(p), first.get(p), now.get(p)) if post})
    named = set(one.handsteps.values_list("person_id", flat=True))
    HandMove.objects.bulk_create(
        [_row(one, p, names[p], own.get(p), first.get(p), now.get(p), fit, verdict, words, p in named) for p in people]
    )


def _row(
    one: Round, person: str, name: str, held: str | None, proposed: str | None, to: str | None, fit: dict[tuple[str, str], int],
    verdict: dict[tuple[str, str], int], words: dict[str, tuple[str, str, str, int]], named: bool,
) -> HandMove:  # fmt: skip
    from dungviec.placement.plan import move_kind

    nothing = ("", "", "", 0)
    f, m, t = (words.get(post or "", nothing) for post in (held, proposed, to))
    stays = to is not None and to == held
    return HandMove(
        round=one, person_id=person, person_name=name, named=named,
        from_post_id=held or "", from_title=f[0], from_unit=f[1], from_path=f[2],
        proposed_post_id=proposed or "", proposed_title=m[0], proposed_unit=m[1],
        to_post_id=to or "", to_title=t[0], to_unit=t[1], to_path=t[2],
        kind="stays" if stays else "left_out" if to is None else move_kind(f[3] if held else None, t[3]),
        fit_before=fit.get((person, held or "")), fit_after=fit.get((person, to or "")),
        verdict=0 if stays else verdict.get((person, to or "")),
    )  # fmt: skip


def _post_words(ids: set[str]) -> dict[str, tuple[str, str, str, int]]:
    """Title, unit, path and rank of each post."""
    from dungviec.records.codes import LEVELS

    paths = dict(Unit.objects.values_list("unit_id", "path"))
    rows = Post.objects.filter(pk__in=ids).values_list("post_id", "title", "unit_id", "unit__name", "level")
    return {post: (title, unit, paths.get(uid, ""), LEVELS.rank(level) or 0) for post, title, uid, unit, level in rows}
