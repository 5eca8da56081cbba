"""Comparing candidates for a seat without knowing who they are: first the points, then the names.

Until an account has given its points it is shown neither name nor photo, home place, sex, ethnicity or present unit: only what the
work asks for. Points cannot be changed once the names are known.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import fmean
from typing import Any

import polars as pl
from django.conf import settings
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dungviec.office.access import ledger
from dungviec.office.access.masks import Masked
from dungviec.office.access.models import User
from dungviec.office.access.policy import Viewer
from dungviec.office.law.standing import standing_of
from dungviec.office.placement.answers import solved
from dungviec.office.placement.models import BlindBench, BlindScore, Round
from dungviec.office.registry.appointable import PART_GROUPS
from dungviec.office.registry.behind import Behind, behind
from dungviec.office.registry.gate import SeenFile
from dungviec.office.registry.selectors import snapshot
from dungviec.records.codes import CODE_LISTS

MOST = 5
FEWEST = 2
POINTS = (1, 2, 3, 4, 5)
TOLD = (("degree", "degree"), ("theory", "theory"), ("state_management", "state_management"))
"""Columns of the file that are shown blind, with their code lists."""


class BlindFault(ValueError):
    """A comparison that cannot be made; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Nameless:
    """One candidate without a name."""

    letter: str
    lines: tuple[tuple[str, Any], ...]
    """Heading and value (or mask)."""
    parts: tuple[tuple[str, int], ...]
    verdict: int
    behind: Behind


@dataclass(frozen=True, slots=True)
class Named:
    """One candidate once the points are given."""

    letter: str
    person_id: str
    name: str
    mine: int
    mean: float
    judges: int
    fit: int
    proposed: bool


def bench_for(one: Round, post_id: str) -> BlindBench:
    """The candidates for the seat, fixed when first asked for. Raises BlindFault with fewer than two."""
    found = BlindBench.objects.filter(round=one, post_id=post_id).first()
    if found is not None:
        return found
    people = _candidates(one, post_id)
    if len(people) < FEWEST:
        raise BlindFault(
            _("Chỗ này có chưa tới hai người được pháp luật cho phép và chính sách xét tới: không có gì để so.")
        )
    people.sort(key=lambda p: hashlib.sha256(f"{settings.SECRET_KEY}:{one.pk}:{post_id}:{p}".encode()).hexdigest())
    made, _new = BlindBench.objects.get_or_create(round=one, post_id=post_id, defaults={"people": people})
    return made


def _candidates(one: Round, post_id: str) -> list[str]:
    """The proposed person and the best others that law and policy let be considered."""
    round_ = solved(one).round
    if post_id not in round_.field.posts:
        return []
    j = round_.field.posts.index(post_id)
    edges = round_.edges.filter((pl.col("j") == j) & (pl.col("verdict") <= int(round_.policy.worst_verdict)))
    best = [round_.field.people[i] for i in edges.sort("fit", "i", descending=[True, False])["i"].to_list()]
    proposed = list(one.moves.filter(to_post_id=post_id).values_list("person_id", flat=True))
    return list(dict.fromkeys([*[p for p in proposed if p in best], *best]))[:MOST]


def has_scored(bench: BlindBench, user: User) -> bool:
    """Whether the account has given its points."""
    return bench.scores.filter(by=user).exists()


def nameless(bench: BlindBench, viewer: Viewer) -> list[Nameless]:
    """The candidates without names, in the order of the bench; fields the viewer may not read are masked."""
    return [_nameless(bench, number, person, viewer) for number, person in enumerate(bench.people)]


def _nameless(bench: BlindBench, number: int, person: str, viewer: Viewer) -> Nameless:
    from dungviec.competency import explain_fit
    from dungviec.law import judge_pairs
    from dungviec.placement import Policy

    one = bench.round
    s = snapshot(one.as_of)
    file = SeenFile(viewer, one.as_of, person, may_judge=False)
    vi = (get_language() or "vi").startswith("vi")
    report = explain_fit(s, person, bench.post_id, Policy.from_yaml(one.policy_text).fit_weights())
    card = file.card
    lines: list[tuple[str, Any]] = []
    for column, codes in TOLD:
        value = card.get(column)
        shown = (
            value
            if isinstance(value, Masked) or value is None
            else CODE_LISTS[codes].label(value, "vi" if vi else "en")
        )
        lines.append((_HEADINGS[column](), shown))
    lines += [(_("Chuyên ngành"), card.get("major")), (_("Thâm niên (năm)"), card.get("service_years")), (_("Năm giữ vị trí hiện nay"), card.get("years_in_post"))]  # fmt: skip
    lines.append((_("Ba lần xếp loại gần nhất"), _ratings(file)))
    pair = pl.DataFrame({"person_id": [person], "post_id": [bench.post_id]})
    law = standing_of(one.law_mark).on(one.as_of)
    verdict = judge_pairs(s, pair, law)["verdict"][0]
    told_by = behind(viewer, s, [(person, bench.post_id)], law)[person, bench.post_id]
    parts = tuple((p.label("vi" if vi else "en"), p.score) for p in report.parts if file.sees(*PART_GROUPS[p.name]))
    return Nameless(chr(ord("A") + number), tuple(lines), parts, int(verdict), told_by)


_HEADINGS = {
    "degree": lambda: _("Trình độ"),
    "theory": lambda: _("Lý luận chính trị"),
    "state_management": lambda: _("Quản lý nhà nước"),
}


def _ratings(file: SeenFile) -> Any:
    if (mark := file.instead("ratings")) is not None:
        return mark
    rows = file.table("ratings")
    if not {"system", "year", "rating"} <= set(rows.columns):
        return None
    mine = (
        rows.filter((pl.col("system") == "state") & pl.col("rating").is_not_null())
        .sort("year", descending=True)
        .head(3)
    )
    lang = "vi" if (get_language() or "vi").startswith("vi") else "en"
    return (
        "; ".join(f"{y}: {CODE_LISTS['rating'].label(r, lang)}" for y, r in mine.select("year", "rating").iter_rows())
        or None
    )


@transaction.atomic
def score(bench: BlindBench, user: User, points: Mapping[str, str]) -> None:
    """Keep the points, by letter, of one account. Raises BlindFault where one is missing or they were given before."""
    if has_scored(bench, user):
        raise BlindFault(_("Anh/chị đã cho điểm; điểm không sửa được khi đã biết tên."))
    given = {person: points.get(chr(ord("A") + n), "") for n, person in enumerate(bench.people)}
    if any(value not in {str(p) for p in POINTS} for value in given.values()):
        raise BlindFault(_("Xin cho điểm mọi ứng viên, từ 1 đến 5."))
    BlindScore.objects.bulk_create(
        [BlindScore(bench=bench, person_id=p, points=int(v), by=user) for p, v in given.items()]
    )
    ledger.record(
        user.username,
        "score_blind",
        kind="round",
        subject=str(bench.round_id),
        post=bench.post_id,
        candidates=len(given),
    )


def named(bench: BlindBench, user: User) -> list[Named]:
    """The candidates with names and points, best mean first; only for an account that has given its own points."""
    if not has_scored(bench, user):
        return []
    names = dict(snapshot(bench.round.as_of).people.select("person_id", "name").iter_rows())
    proposed = set(bench.round.moves.filter(to_post_id=bench.post_id).values_list("person_id", flat=True))
    round_ = solved(bench.round).round
    here = round_.edges.filter(pl.col("j") == round_.field.posts.index(bench.post_id))
    fits = {round_.field.people[i]: f for i, f in here.select("i", "fit").iter_rows()}
    points: dict[str, list[tuple[int, int]]] = {}
    for person, value, by in bench.scores.values_list("person_id", "points", "by_id"):
        points.setdefault(person, []).append((value, by))
    found = [
        Named(
            chr(ord("A") + n), p, names.get(p, p), next(v for v, by in points[p] if by == user.pk), fmean(v for v, _by in points[p]),
            len(points[p]), int(fits.get(p, 0)), p in proposed,
        )
        for n, p in enumerate(bench.people)
    ]  # fmt: skip
    return sorted(found, key=lambda c: (-c.mean, c.letter))
