"""What conduct tells in the morning: clocks of cases, decisions to sign, appeals, questions to ask, declarations; the own side."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from dungviec.conduct.steps import ORDER
from dungviec.office.access.matters import Asking, Dated, Matter, Turn
from dungviec.office.conduct import rights
from dungviec.office.conduct.models import Answered, Appeal, AskedSign, Case, Stand
from dungviec.office.conduct.noticing import signs_seen
from dungviec.office.conduct.registers import declarations_of, own_rows
from dungviec.office.conduct.selectors import cases_seen, open_rows, own_cases
from dungviec.office.registry.gate import seen_by
from dungviec.office.shell.clauses import cited
from dungviec.office.shell.language import lang


def matters(asking: Asking) -> Iterator[Matter]:
    """The room's side for who reads it, never of the own case; then what concerns oneself, as the procedure has told it."""
    viewer = asking.viewer
    if rights.may_enter(viewer):
        yield from _cases(asking)
        yield from _registers(asking)
    if rights.has_own(viewer):
        yield from _own(asking)


def _cases(asking: Asking) -> Iterator[Matter]:
    viewer, day, url = asking.viewer, asking.day, reverse("conduct:cases")
    rows = open_rows(viewer, day)
    for key, turn, states, words in (
        ("late", Turn.OVERDUE, ("overdue",), _("vụ việc kỷ luật quá thời hạn xử lý")), ("soon", Turn.RISK, ("soon",), _("vụ việc kỷ luật sắp hết thời hạn xử lý")),
    ):  # fmt: skip
        mine = [r.clock for r in rows if r.clock and r.clock.state in states]
        rule = next((c.rule for c in mine if c.rule), None)
        days = sorted(c.last for c in mine if c.last)
        yield Matter(
            f"conduct.{key}", turn, len(mine), words, url, due=days[0] if days else None, clause=cited(rule, lang()) if rule else None,
            days=tuple(Dated(d, days.count(d)) for d in sorted(set(days))), event=_("vụ việc hết thời hạn xử lý kỷ luật"),
        )  # fmt: skip
    waits = [r.one for r in rows if r.one.kind != "party" and _turn(r.one) == "decision"]
    if rights.may_sign(viewer):
        yield Matter("conduct.to_sign", Turn.ANSWER, len(waits), _("vụ việc kỷ luật chờ anh/chị quyết định"), url)
    elif rights.may_handle(viewer):
        yield Matter("conduct.open", Turn.SOON, len(rows), _("vụ việc kỷ luật đang xem xét"), url)
    waiting = list(
        Appeal.objects.filter(
            case__in=cases_seen(viewer).values("pk"), answered__isnull=True, filed__lte=day
        ).values_list("due", flat=True)
    )
    late = [d for d in waiting if d and d < day]
    yield Matter(
        "conduct.appeals_late",
        Turn.OVERDUE,
        len(late),
        _("khiếu nại kỷ luật quá hạn giải quyết"),
        url,
        due=min(late, default=None),
    )
    yield Matter(
        "conduct.appeals",
        Turn.ANSWER,
        len(waiting) - len(late),
        _("khiếu nại kỷ luật chờ giải quyết"),
        url,
        due=min((d for d in waiting if d and d >= day), default=None),
    )


def _turn(one: Case) -> str:
    held = {s.step for s in one.steps.all()}
    return next((key for key in ORDER if key not in held), "")


def _registers(asking: Asking) -> Iterator[Matter]:
    viewer = asking.viewer
    if rights.may_ask(viewer):
        shown = signs_seen(viewer, asking.day)
        yield Matter(
            "conduct.signs",
            Turn.RISK,
            sum(s.state == Answered.OPEN for s in shown),
            _("dấu hiệu sớm chưa ai hỏi"),
            reverse("conduct:signs"),
        )
        yield Matter(
            "conduct.told",
            Turn.ANSWER,
            sum(s.state == Answered.TOLD for s in shown),
            _("dấu hiệu đã có trả lời, chờ khép lại"),
            reverse("conduct:signs"),
        )
    late = sum(d.state == "late" and d.row["handed_in"] is None for d in declarations_of(seen_by(asking), asking.day))
    yield Matter(
        "conduct.declarations",
        Turn.OVERDUE,
        late,
        _("bản kê khai tài sản chưa nộp, đã quá hạn"),
        reverse("conduct:declarations"),
    )


def _own(asking: Asking) -> Iterator[Matter]:
    person, day, url = rights.own(asking.viewer), asking.day, reverse("conduct:mine")
    explain = 0
    for one in own_cases(person, day):
        held = {s.step for s in one.steps.all()}
        explain += one.state == Stand.OPEN and "notice" in held and "explanation" not in held
    yield Matter("conduct.explain", Turn.ANSWER, explain, _("việc anh/chị được yêu cầu giải trình"), url, private=True)
    asked = AskedSign.objects.filter(person_id=person, asked_on__lte=day, state=Answered.ASKED)
    yield Matter("conduct.asked", Turn.ANSWER, asked.count(), _("câu hỏi chờ anh/chị trả lời"), url, private=True)
    due = [r["due"] for r in own_rows("asset_declarations", person, day) if not r["handed_in"] and r["due"]]
    late = any(d < day for d in due)
    yield Matter(
        "conduct.my_declaration",
        Turn.OVERDUE if late else Turn.SOON,
        len(due),
        _("bản kê khai tài sản anh/chị chưa nộp"),
        url,
        due=min(due, default=None),
        private=True,
    )
