"""The clocks of a case: how long it may take, limitation, the Party link; each with its rule, and unknown where none is on file.

Days in which a case may not be looked at are left out of the 90 or 150 days. That is a reading: the text on file does not say
it, so the last day without them is told beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from dungviec.conduct.model import Case, Pause
from dungviec.conduct.steps import DECISION, procedure_of
from dungviec.law import LawView
from dungviec.law.answers import in_force
from dungviec.law.rules import Rule
from dungviec.procedures import deadlines
from dungviec.records.dates import period_end
from dungviec.records.vietnamese import format_date

State = Literal["running", "soon", "overdue", "done", "late", "paused", "unknown"]
SOON_DAYS = 15
LawOn = Callable[[date], LawView]


@dataclass(frozen=True, slots=True)
class CaseClock:
    """One clock. ``last`` None: unknown, or nothing to count from yet; ``other`` is the last day of the other reading."""

    key: str
    vi: str
    en: str
    last: date | None
    state: State
    rule: Rule | None = None
    other: date | None = None
    began: date | None = None


def clocks_of(case: Case, law_on: LawOn, *, on: date) -> list[CaseClock]:
    """Every clock of an administrative case on a day. ``law_on`` gives the law of a day.

    A Party case has none here: its time limits are not on file.
    """
    if case.kind == "party":
        return [CaseClock("processing", "Thời hạn xử lý kỷ luật Đảng: chưa có văn bản trong kho.", "Time limits of Party discipline: no text on file.", None, "unknown")]  # fmt: skip
    found = [processing_clock(case, law_on, on=on), *limitation_clocks(case, law_on)]
    link = party_link(case, law_on, on=on)
    return [*found, link] if link is not None else found


def paused_days(pauses: Sequence[Pause], first: date, days: int, *, on: date) -> int:
    """Days to leave out of a span of ``days`` after ``first``: those of pauses that fall into it, each once.

    A pause that lasts is counted to ``on``. Days that are left out lengthen the span, so that a later pause may fall into it.

    >>> paused_days([Pause("illness", date(2026, 1, 11), date(2026, 1, 20))], date(2026, 1, 1), 90, on=date(2026, 6, 1))
    10
    """
    left_out, reached = 0, first
    for pause in sorted(pauses, key=lambda p: p.since):
        since, until = max(pause.since, reached + timedelta(days=1)), pause.until or on
        if since > first + timedelta(days=days + left_out):
            break
        if until >= since:
            left_out += (until - since).days + 1
            reached = until
    return left_out


def processing_clock(case: Case, law_on: LawOn, *, on: date) -> CaseClock:
    """From the day of finding to the decision: 90 days, 150 when it was lengthened (DIS-172-TIME)."""
    procedure = procedure_of(law_on(case.found), case.category, extended=case.extended_on is not None)
    due = procedure.step(DECISION).due
    if due is None:
        day = format_date(case.found)
        return CaseClock(
            "processing", f"Thời hạn xử lý: chưa có quy định trong kho cho vụ việc phát hiện ngày {day}.",
            f"Time to decide: no rule on file for a case found on {case.found:%d/%m/%Y}.", None, "unknown", began=case.found,
        )  # fmt: skip
    ended = case.signed_on or case.closed_on
    seen = min(on, ended) if ended else on
    plain = deadlines(procedure, started=case.found)[0].day
    out = paused_days(case.pauses, case.found, due.days, on=seen)
    last = deadlines(procedure, started=case.found + timedelta(days=out))[0].day
    assert plain is not None
    assert last is not None
    vi = f"Thời hạn xử lý {due.days} ngày từ ngày phát hiện {format_date(case.found)}: chậm nhất {format_date(last)}."
    en = f"To be decided within {due.days} days of the finding on {case.found:%d/%m/%Y}: by {last:%d/%m/%Y}."
    if out:
        vi += f" Không tính {out} ngày chưa được xem xét (cách hiểu; nếu tính thì {format_date(plain)})."
        en += f" {out} days in which it could not be looked at are left out (a reading; with them {plain:%d/%m/%Y})."
    state: State = _state(last, on, ended)
    if ended is None and any(p.running(on) for p in case.pauses):
        state = "paused"
    return CaseClock("processing", vi, en, last, state, due.rule, plain if out else None, case.found)


def limitation_clocks(case: Case, law_on: LawOn) -> list[CaseClock]:
    """Up to which day an act may still be disciplined: by a reprimand, and by anything heavier (DIS-VC-2026)."""
    rule = limitation_rule(law_on(case.opened), case.category)
    if rule is None:
        day = format_date(case.opened)
        return [CaseClock(
            "limitation", f"Thời hiệu: chưa có quy định trong kho cho người này vào ngày {day}.",
            f"Limitation: no rule on file for this person on {case.opened:%d/%m/%Y}.", None, "unknown", began=case.happened,
        )]  # fmt: skip
    found = []
    for key, words in (
        ("limitation_reprimand_months", ("khiển trách", "a reprimand")),
        ("limitation_other_months", ("hình thức nặng hơn", "a heavier form")),
    ):
        months = int(rule.params[key])
        last = period_end(case.happened, months)
        passed = limitation_passed(case, months)
        state: State = "overdue" if passed else "unknown" if passed is None else "done"
        found.append(CaseClock(
            key.removesuffix("_months"), f"Thời hiệu đối với {words[0]}: {months} tháng từ ngày xảy ra, hết {format_date(last)}.",
            f"Limitation for {words[1]}: {months} months from the act, to {last:%d/%m/%Y}.", last, state, rule, began=case.happened,
        ))  # fmt: skip
    return found


def limitation_rule(view: LawView, category: str) -> Rule | None:
    """The rule with limitation periods that reaches the category; None where none is on file."""
    rules = (r for r in view.rules(topic="discipline") if "limitation_other_months" in r.params)
    return next((r for r in rules if category in r.applies_to.categories), None)


def limitation_passed(case: Case, months: int) -> bool | None:
    """Whether the limitation had passed; None where it ran out between finding and opening, because the text on file does not
    say which of both counts."""
    last = period_end(case.happened, months)
    if case.found > last:
        return True
    return False if case.opened <= last else None


def party_link(case: Case, law_on: LawOn, *, on: date) -> CaseClock | None:
    """After a Party decision: administrative discipline within 30 days (DIS-LINK, public employees)."""
    if case.party_decided is None:
        return None
    rule = in_force(law_on(case.party_decided), "DIS-LINK")
    day = format_date(case.party_decided)
    if rule is None or case.category not in rule.applies_to.categories:
        return CaseClock(
            "party", f"Kỷ luật Đảng ngày {day}: thời hạn kỷ luật hành chính theo sau chưa có trong kho cho người này.",
            f"Party decision of {case.party_decided:%d/%m/%Y}: no time for the administrative one on file for this person.",
            None, "unknown", began=case.party_decided,
        )  # fmt: skip
    days = int(rule.params["days"])
    last = case.party_decided + timedelta(days=days)
    return CaseClock(
        "party", f"Kỷ luật Đảng ngày {day}: kỷ luật hành chính tương xứng trong {days} ngày, chậm nhất {format_date(last)}.",
        f"Party decision of {case.party_decided:%d/%m/%Y}: the administrative one follows in {days} days, by {last:%d/%m/%Y}.",
        last, _state(last, on, case.signed_on or case.closed_on), rule, began=case.party_decided,
    )  # fmt: skip


def next_clock(clocks: Sequence[CaseClock]) -> CaseClock | None:
    """The clock that runs out first, overdue ones before all."""
    waiting = [c for c in clocks if c.last is not None and c.state in ("overdue", "soon", "running", "paused") and not c.key.startswith("limitation")]  # fmt: skip
    return min(waiting, key=lambda c: c.last or date.max, default=None)


def _state(last: date, on: date, ended: date | None) -> State:
    if ended is not None:
        return "late" if ended > last else "done"
    if on > last:
        return "overdue"
    return "soon" if (last - on).days <= SOON_DAYS else "running"
