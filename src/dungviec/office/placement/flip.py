"""The smallest thing that would change an answer, under the answer itself: shown to who reads the facts it would change, proved by solving again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from dungviec.office.access import ledger
from dungviec.office.access.masks import Masked
from dungviec.office.law.standing import standing_of
from dungviec.office.placement import rights
from dungviec.office.placement.answers import names_of_pair, solved
from dungviec.office.placement.models import Round
from dungviec.office.placement.views import round_seen
from dungviec.office.placement.wording import vietnamese
from dungviec.office.registry.appointable import REASON
from dungviec.office.registry.selectors import snapshot
from dungviec.office.registry.viewing import SeenFile
from dungviec.records.vietnamese import format_number

if TYPE_CHECKING:
    from dungviec.placement.flips import FlipReport
    from dungviec.placement.record_changes import RecordChange

OTHER_TABLES = {"plan": ("plans", "title"), "wish": ("wishes", "target")}
"""Changes that touch another table than the person's own row: the table and the column that tells it."""


@dataclass(frozen=True, slots=True)
class Way:
    """One set of changes in words; ``masked``: some of them touch fields this viewer may not read."""

    words: tuple[str, ...]
    masked: bool


@require_GET
def flip(request: HttpRequest, pk: int) -> HttpResponse:
    """The part of the drawer, or of the page, that says what it would take."""
    viewer, one = round_seen(request, pk)
    person_id, post_id = request.GET.get("nguoi", ""), request.GET.get("vi-tri", "")
    rights.require(viewer.oversees)
    pair = names_of_pair(person_id, post_id) if person_id and post_id else None
    if not one.done or pair is None:
        raise Http404
    ledger.saw(viewer, "ask_why", person_id, post=post_id, round=pk, flip=True)
    file = SeenFile(viewer, one.as_of, person_id, may_judge=False)
    context = {"one": one, "pair": pair, **_told(one, person_id, post_id, file)}
    in_drawer = bool(request.htmx)  # type: ignore[attr-defined]
    return render(request, "placement/parts/flip.html" if in_drawer else "placement/flip.html", context)


def _told(one: Round, person_id: str, post_id: str, file: SeenFile) -> dict[str, Any]:
    from dungviec.placement import Policy, PolicyFault
    from dungviec.placement.flips import what_it_takes

    policy, law = Policy.from_yaml(one.policy_text), standing_of(one.law_mark).on
    try:
        report = what_it_takes(snapshot(one.as_of), policy, person_id, post_id, solved=solved(one), law=law)
    except PolicyFault as fault:
        return {"trouble": fault.vi if vietnamese() else fault.en}
    ways = [_way(changes, file) for changes in report.record_sets if changes]
    return {"report": report, "ways": ways, "mark": Masked(REASON), "after": _after(report)}


def _way(changes: tuple[RecordChange, ...], file: SeenFile) -> Way:
    if all(_seen(change, file) for change in changes):
        return Way(tuple(c.words("vi" if vietnamese() else "en") for c in changes), masked=False)
    return Way((), masked=True)


def _seen(change: RecordChange, file: SeenFile) -> bool:
    """Whether the viewer may read the field a change touches; that a day passes is nobody's secret."""
    if change.what == "day":
        return True
    table, column = OTHER_TABLES.get(change.what, ("people", change.column))
    return bool(file.seen_columns(table, [column]))


def _after(report: FlipReport) -> list[str]:
    """What the pair needs beyond the record, each line proved by solving again."""
    if not report.record_sets:
        return [_("Không thấy thay đổi nào về hồ sơ (tối đa ba điều) làm cặp này đúng luật và thuộc diện xét.")]
    if report.enough:
        return [_("Khi đó phương án tốt nhất xếp người này vào đây: đã giải lại.")]
    if report.points is None:
        if not report.proved:
            return [_("Khi đó chính sách của đợt vẫn không xét cặp này: mức phù hợp tối thiểu, khóa hoặc loại trừ.")]
        return [
            _("Khi đó vẫn không phương án nào giữ được mọi ràng buộc: người đang giữ chỗ không còn vị trí nào khác.")
        ]
    points = format_number(report.points) if vietnamese() else f"{report.points:,}"
    lines = [
        ngettext(
            "Còn thiếu %(points)s điểm: thêm đúng chừng đó thì kết quả đổi, bớt một điểm thì không. Đã giải lại cả hai.",
            "Còn thiếu %(points)s điểm: thêm đúng chừng đó thì kết quả đổi, bớt một điểm thì không. Đã giải lại cả hai.",
            report.points,
        )
        % {"points": points}
    ]
    if report.wish_enough:
        lines.append(_("Người này có nguyện vọng vào vị trí này ở mức cao nhất là đủ."))
    names = {"competence": _("năng lực"), "strengths": _("sở trường"), "record": _("kết quả công tác"), "wishes": _("nguyện vọng")}  # fmt: skip
    lines += [
        _("Hoặc trọng số %(part)s từ %(before)s thành %(after)s.") % {"part": names[w.part], "before": w.before, "after": w.after}
        for w in report.weights
    ]  # fmt: skip
    return lines
