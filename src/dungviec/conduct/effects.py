"""What a decision brings, from when until when. Everything with a last day lifts by itself; what is unknown says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from dungviec.conduct.model import Case
from dungviec.law import LawView
from dungviec.law.answers import in_force
from dungviec.law.discipline import delay_months, delay_rule
from dungviec.law.rules import Rule
from dungviec.records.dates import add_months, period_end
from dungviec.records.vietnamese import format_date

_REACH = {
    "higher": ("không quy hoạch, bổ nhiệm chức vụ cao hơn", "no planning for, or appointment to, a higher post"),
    "equal_or_higher": ("không bầu, bổ nhiệm chức vụ tương đương và cao hơn", "no election or appointment to an equal or higher post"),
    "any": ("không quy hoạch, bổ nhiệm", "no planning or appointment at all"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Effect:
    """One consequence. ``lifted``: the day from which it no longer holds; None with ``open``: its end is not known."""

    key: str
    vi: str
    en: str
    since: date
    lifted: date | None
    rule: Rule | None
    open: bool = False

    def holds(self, on: date) -> bool:
        """Whether it holds on a day; an effect whose end is not known holds until somebody records it."""
        return self.since <= on and (self.lifted is None or on < self.lifted)


def validity_end(view: LawView, case: Case, effective: date) -> date | None:
    """The last day a decision is in force where a rule says it (DIS-VC-2026: 12 months); None where none is on file."""
    for rule in view.rules(topic="discipline"):
        if (
            "validity_months" in rule.params
            and case.category in rule.applies_to.categories
            and case.kind == "administrative"
        ):
            return period_end(effective, int(rule.params["validity_months"]))
    return None


def effects_of(case: Case, view: LawView) -> list[Effect]:
    """What a decided case brings; ``view`` is the law of the day it was signed. Empty while nothing is signed."""
    if case.signed_on is None or case.effective is None or not case.form:
        return []
    start = case.effective
    found = [*_windows(case, view, start)]
    if case.ends is not None:
        lifted = case.ends + timedelta(days=1)
        rule = next((r for r in view.rules(topic="discipline") if "validity_months" in r.params and case.category in r.applies_to.categories), None)  # fmt: skip
        found.append(Effect("in_force", f"Quyết định có hiệu lực đến hết {format_date(case.ends)}", f"The decision is in force to {case.ends:%d/%m/%Y}", start, lifted, rule))  # fmt: skip
    elif case.kind == "administrative" and not found and case.form != "forced_exit":
        found.append(Effect(
            "in_force", "Chưa rõ quyết định hết hiệu lực ngày nào: kho chưa có số tháng và quyết định chưa ghi",
            "When the decision ends is not known: no months are on file and none are recorded", start, None,
            in_force(view, "DIS-BLOCK-2025"), open=True,
        ))  # fmt: skip
    found += _salary(case, view, start)
    found += _year(case, view)
    award = in_force(view, "EMU-2025-PRINC")
    if award is not None:
        last = max((e.lifted for e in found if e.key in ("in_force", "window") and e.lifted), default=None)
        found.append(Effect("award", "Thành tích khen thưởng tính từ khi chấp hành xong", "Achievements count from the end of the discipline", start, last, award, open=last is None))  # fmt: skip
    plan = in_force(view, "PLAN-2021-03")
    if plan is not None:
        found.append(Effect("plan", "Đương nhiên ra khỏi quy hoạch: rà soát danh sách quy hoạch", "Leaves succession plans: review the lists", start, start, plan))  # fmt: skip
    return found


def _windows(case: Case, view: LawView, start: date) -> Iterable[Effect]:
    for rule in view.rules():
        if rule.check != "discipline_window" or rule.params["discipline_kind"] != case.kind:
            continue
        people = rule.params.get("person_categories")
        form = rule.params["forms"].get(case.form)
        if form is None or (people is not None and case.category not in people):
            continue
        vi, en = _REACH[form["reach"]]
        months = int(form["months"])
        until = add_months(start, months)
        yield Effect("window", f"{months} tháng {vi}", f"{months} months: {en}", start, until, rule)


def _salary(case: Case, view: LawView, start: date) -> Iterable[Effect]:
    rule = delay_rule(view, case.category) if case.kind == "administrative" else None
    months = delay_months(rule, case.category, case.form) if rule is not None else None
    if rule is not None and months:
        yield Effect("salary", f"Kéo dài thời hạn nâng lương {months} tháng", f"The next salary step is put off by {months} months", start, start, rule)  # fmt: skip


def _year(case: Case, view: LawView) -> Iterable[Effect]:
    """A duty-related decision of the year and the year's rating: the appraisal room decides, here it is announced."""
    if not case.duty_related or case.signed_on is None:
        return
    for rule in view.rules():
        grounds = rule.params.get("grounds") if rule.topic == "appraisal" else None
        to = rule.applies_to.categories
        if grounds and "duty_discipline" in grounds and (not to or case.category in to):
            year = case.signed_on.year
            yield Effect(
                "rating", f"Năm {year}: vi phạm nhiệm vụ bị kỷ luật thì xếp loại không hoàn thành (phòng đánh giá kết luận)",
                f"{year}: a duty-related decision rates the year as not completed (the appraisal room concludes)",
                date(year, 1, 1), date(year + 1, 1, 1), rule,
            )  # fmt: skip
            return
