"""Two or three plans side by side: their figures, who stands elsewhere under which, and whom each falls on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dungviec.office.access.policy import Viewer
from dungviec.office.placement.answers import solved
from dungviec.office.placement.decided import decided_moves
from dungviec.office.placement.models import PlanDocument, Round
from dungviec.office.placement.selectors import plan_of
from dungviec.office.registry.gate import seen
from dungviec.office.shell.templatetags.office import rounded

FEWEST, MOST = 2, 3
ROWS = 300
"""So many people are listed; those for whom the plans differ come first."""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure under each plan, as shown, each with whether it is best there (never, where all are alike)."""

    label: str
    cells: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody whom at least one of the plans moves."""

    person_id: str
    name: str
    today: str
    cells: tuple[str, ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """The comparison."""

    figures: tuple[FigureRow, ...]
    people: tuple[PersonRow, ...]
    differing: int
    same: int


def beside(rounds: Sequence[Round]) -> Beside:
    """The figures and the people; each plan with the changes made to it by hand."""
    plans = [plan_of(one) for one in rounds]
    moves = [{m.person_id: m for m in decided_moves(one)} for one in rounds]
    vi = (get_language() or "vi").startswith("vi")
    rows: list[tuple[str, list[float | None], int, int]] = [
        (
            f.vi if vi else f.en,
            [_after(plan, f.key) for plan in plans],
            f.better,
            0 if f.unit in ("seats", "people") else 1,
        )
        for f in plans[0].figures
    ]
    rows += [
        (_("Người chuyển"), [float(len(m)) for m in moves], 0, 0),
        (_("Lên cấp"), [float(sum(x.kind == "higher" for x in m.values())) for m in moves], 0, 0),
        (_("Cần cấp có thẩm quyền"), [float(sum(x.verdict == 1 for x in m.values())) for m in moves], -1, 0),
        (_("Khác đề xuất (sửa bằng tay)"), [float(one.hand_moves.count()) for one in rounds], 0, 0),
        (_("Yêu cầu chưa đạt"), [float(sum(o.missed > 0 for o in p.requirements)) for p in plans], -1, 0),
        (_("Kiêm nhiệm"), [float(len(p.besides)) for p in plans], 0, 0),
        (_("Người chưa có vị trí"), [float(len(p.unplaced)) for p in plans], -1, 0),
    ]
    people = _people(moves)
    differing = sum(p.differs for p in people)
    return Beside(tuple(_figure(*row) for row in rows), tuple(people[:ROWS]), differing, len(people) - differing)


def _after(plan: Any, key: str) -> float | None:
    return next((f.after for f in plan.figures if f.key == key), None)


def _figure(label: str, values: list[float | None], better: int, decimals: int) -> FigureRow:
    known = [v for v in values if v is not None]
    top = None
    if better and len(set(known)) > 1:
        top = max(known) if better > 0 else min(known)
    told = [
        "–" if v is None else rounded(v, decimals) if decimals else number_format(int(v), force_grouping=True)
        for v in values
    ]
    best = [v is not None and v == top for v in values]
    return FigureRow(label, tuple(zip(told, best, strict=True)))


def _people(moves: list[dict[str, Any]]) -> list[PersonRow]:
    found = []
    for person in dict.fromkeys(p for m in moves for p in m):
        one = next(m[person] for m in moves if person in m)
        today = f"{one.from_title}, {one.from_unit}" if one.from_post_id else _("chưa có vị trí")
        cells = tuple(f"{m[person].to_title}, {m[person].to_unit}" if person in m else _("ở lại") for m in moves)
        goes = {m[person].to_post_id if person in m else "" for m in moves}
        found.append(PersonRow(person, one.person_name, today, cells, len(goes) > 1))
    return sorted(found, key=lambda row: not row.differs)


@dataclass(frozen=True, slots=True)
class RateRow:
    """How often a group was moved or promoted, as the library reports it."""

    outcome: str
    group: str
    pool: int
    selected: int
    share: float
    notable: bool


OUTCOMES = {
    "moved": lambda: _("được chuyển"),
    "promoted": lambda: _("lên cấp"),
    "left_out": lambda: _("không có vị trí"),
}
OF_ORIGIN = ("dân tộc Kinh", "dân tộc thiểu số")
"""Groups of a field that not everybody may read or count."""


def fairness_rows(one: Round, viewer: Viewer) -> list[RateRow]:
    """Rates by sex and age, and by ethnic group for who may count it; worked out once per plan and kept."""
    from dungviec.placement.fairness import fairness

    document = one.document
    if document.fairness is None:
        report = fairness(solved(one))
        document.fairness = report.to_json()
        PlanDocument.objects.filter(pk=document.pk).update(fairness=document.fairness)
    counts_origin = seen(viewer, one.as_of).may("ethnicity")
    vi = (get_language() or "vi").startswith("vi")
    return [
        RateRow(
            OUTCOMES[r["outcome"]](), r["group_vi"] if vi else r["group_en"], r["pool"], r["selected"],
            100 * r["selected"] / r["pool"] if r["pool"] else 0.0, r["p"] is not None and r["p"] < 0.05,
        )
        for r in document.fairness["rates"]
        if r["pool"] and (counts_origin or r["group_vi"] not in OF_ORIGIN)
    ]  # fmt: skip
