"""Commitments with their clocks, and what is paid back with every number of the formula."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal, cast

from django.utils.translation import gettext as _

from dungviec.law.answers import Answer
from dungviec.law.training import Cause, Staff, reimbursement
from dungviec.office.registry.gate import SeenRecords
from dungviec.office.registry.governing import law_on
from dungviec.office.registry.selectors import snapshot
from dungviec.office.registry.workforce import MAJORITY
from dungviec.office.shell.language import lang
from dungviec.office.training.models import Commitment, Reimbursement
from dungviec.office.training.selectors.needs import people_named
from dungviec.records.dates import add_months, whole_months
from dungviec.training.commitments import months_to_serve

State = Literal["studying", "serving", "served", "closed", "case"]
STATES: dict[State, Any] = {
    "studying": lambda: _("đang học"), "serving": lambda: _("đang phục vụ cam kết"), "served": lambda: _("đã đủ thời gian"),
    "closed": lambda: _("đã kết thúc"), "case": lambda: _("có việc đền bù"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Clock:
    """One commitment on a day."""

    one: Commitment
    person: dict[str, Any]
    months: int | None
    asked: Answer[int] | None
    """The least the law of the day of sending asks; None where it is no postgraduate study."""
    until: date | None
    left: int | None
    """Months still to serve."""
    state: State

    @property
    def words(self) -> str:
        """The state in words."""
        return str(STATES[self.state]())

    @property
    def short(self) -> bool:
        """Whether fewer months were promised than the law asks."""
        return bool(self.one.months and self.asked and self.asked.value and self.one.months < self.asked.value)


def staff_of(person_id: str, day: date) -> Staff:
    """Whose law governs: that of civil servants or of public employees."""
    rows = snapshot(day).people
    found = rows.filter(rows["person_id"] == person_id)["category"].to_list()
    return "public_employee" if found and str(found[0] or "").startswith("public_employee") else "civil_servant"


def asked_months(one: Commitment) -> Answer[int] | None:
    """The least months by the law of the day of sending."""
    if not one.postgraduate:
        return None
    trained = max(1, whole_months(one.studied_from, one.studied_to + timedelta(days=1)))
    return months_to_serve(law_on(one.studied_from), staff_of(one.person_id, one.studied_from), trained)


def clock(one: Commitment, person: dict[str, Any], day: date) -> Clock:
    """Where a commitment stands."""
    asked = asked_months(one)
    months = one.months or (asked.value if asked else None)
    until = add_months(one.studied_to, months) if months else None
    case = hasattr(one, "reimbursement")
    state: State = (
        "closed" if one.closed_on else "case" if case else "studying" if day <= one.studied_to
        else "served" if until is not None and day >= until else "serving"
    )  # fmt: skip
    left = (
        None
        if months is None
        else months
        if day <= one.studied_to
        else max(0, months - whole_months(one.studied_to, day))
    )
    return Clock(one, person, months, asked, until, left, state)


def clocks(records: SeenRecords) -> list[Clock]:
    """Every commitment of people in reach, those that end soonest first."""
    found = list(Commitment.objects.select_related("reimbursement"))
    named = people_named(records, [c.person_id for c in found])
    made = [clock(c, named[c.person_id], records.day) for c in found if c.person_id in named]
    order = {"case": 0, "studying": 1, "serving": 2, "served": 3, "closed": 4}
    return sorted(made, key=lambda c: (order[c.state], c.until or date.max, c.one.pk))


@dataclass(frozen=True, slots=True)
class Sum:
    """What is paid back, with every number; ``missing`` names facts without which nothing is computed."""

    answer: Answer[int] | None
    lines: list[tuple[str, str]]
    missing: list[str]
    notes: list[str]


def sum_of(one: Commitment, case: Reimbursement, months: int | None) -> Sum:
    """The sum by the law of the day on which it happened. Nothing is assumed: what is not stated is named."""
    missing, notes = [], []
    if one.cost is None:
        missing.append(_("chi phí đào tạo F"))
    pro_rata = case.cause in ("left_early", "dismissed_later")
    if pro_rata and not months:
        missing.append(_("T1: thời gian cam kết phục vụ"))
    person = _person(one.person_id, case.day)
    view, staff = law_on(case.day), staff_of(one.person_id, case.day)
    rule = next((r for r in view.rules() if r.id in ("TRN-REFUND-2017", "TRN-REFUND-171")), None)
    reduces = rule is not None and rule.params.get("reduction_per_year") is not None
    if reduces and case.service_years is None:
        notes.append(_("Chưa ghi số năm công tác nên chưa tính phần giảm 1% mỗi năm (nữ, dân tộc thiểu số đến 1,5%)."))
    favoured = person.get("sex") == "female" or (person.get("ethnicity") or MAJORITY) != MAJORITY
    if reduces and case.service_years and (person.get("sex") is None or person.get("ethnicity") is None):
        notes.append(_("Hồ sơ chưa ghi giới tính hoặc dân tộc nên chưa rõ có được giảm đến 1,5% hay không."))
    served = (
        case.months_served
        if case.months_served is not None
        else max(0, whole_months(one.studied_to, case.day))
        if case.day > one.studied_to
        else 0
    )
    lines = [("F", _money(one.cost))]
    if pro_rata:
        served = min(served, months or served)
        lines += [
            ("T1", _months(months)),
            ("T2", _months(served)),
            ("T1 − T2", _months((months - served) if months else None)),
        ]
        lines.append(("S = F / T1 × (T1 − T2)", ""))
    else:
        lines.append(("S = F", ""))
    if missing:
        return Sum(None, lines, missing, notes)
    assert one.cost is not None
    answer = reimbursement(
        view, staff, cast(Cause, case.cause), cost=one.cost, months_to_serve=months or 0, months_served=served, service_years=case.service_years,
        woman_or_minority=favoured,
    )  # fmt: skip
    if answer.value is not None and pro_rata and months:
        lines[-1] = (lines[-1][0], _money(round(one.cost * (months - served) / months)))
    if answer.value is not None and reduces and case.service_years:
        lines.append((_("Giảm"), _("%(years)d năm × 1%%") % {"years": case.service_years}))
        if answer.other is not None:
            notes.append(_("Nếu áp dụng mức 1,5%% mỗi năm: %s.") % _money(int(answer.other)))
    return Sum(answer, lines, [], notes)


def _person(person_id: str, day: date) -> dict[str, Any]:
    rows = snapshot(day).people
    return next(iter(rows.filter(rows["person_id"] == person_id).select("sex", "ethnicity").to_dicts()), {})


def _money(value: int | None) -> str:
    return _("chưa ghi") if value is None else _("%s đồng") % f"{value:,}".replace(",", ".")


def _months(value: int | None) -> str:
    return _("chưa ghi") if value is None else _("%d tháng") % value


def pay_by(case: Reimbursement) -> date | None:
    """The last day to pay by the law of the day the decision was received; None where no text on file sets a time."""
    if case.received is None:
        return None
    rule = next((r for r in law_on(case.received).rules() if r.id in ("TRN-REFUND-2017", "TRN-REFUND-171")), None)
    days = rule.params.get("pay_days") if rule else None
    return case.received + timedelta(days=int(days)) if days else None


def words_of(answer: Answer[Any] | None) -> str:
    """An answer of the law room in the language of the page."""
    return "" if answer is None else answer.vi if lang() == "vi" else answer.en
