"""Training: who may be sent to postgraduate study, what is paid back (processes.md sections 2.3 and 2.4)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

from dungviec.law.answers import Answer, exact, in_force, missing, no_text, whole
from dungviec.law.book import LawView

Staff = Literal["civil_servant", "public_employee"]
Cause = Literal[
    "quit", "dismissed", "no_degree", "left_early", "dismissed_later", "serious_illness", "disaster", "transferred"
]
GOOD = ("good", "excellent")
CONDITIONS = {
    "service": ("thời gian công tác", "length of service"), "ratings": ("xếp loại các năm liền kề", "ratings of the preceding years"),
    "age": ("tuổi khi cử lần đầu", "age at the first sending"), "commitment": ("thời gian cam kết", "commitment"),
    "major": ("chuyên ngành phù hợp", "fitting major"), "probation": ("đã hết tập sự", "probation finished"),
}  # fmt: skip
"""What is asked before somebody is sent to study, in Vietnamese and English."""


def may_be_sent(
    view: LawView, staff: Staff, *, service_months: int | None, ratings: Sequence[str | None], age: int | None,
    commitment: float | None, major_fits: bool | None, probation_done: bool | None = None,
) -> Answer[tuple[str, ...]]:  # fmt: skip
    """What stands against sending somebody to postgraduate study; an empty tuple is *may be sent*.

    ``service_months`` without probation; ``ratings`` of the preceding years, latest last; ``age`` in completed years at
    the first sending; ``commitment`` in multiples of the training time. Failed names: ``service``, ``ratings``, ``age``,
    ``commitment``, ``major``, ``probation``. A fact that is missing is *unknown*, unless another already fails.
    """
    key = "TRN-PG-2017/public_employee" if staff == "public_employee" else "TRN-PG-2017"
    rule = in_force(view, key) if staff == "public_employee" else in_force(view, "TRN-PG-171", key)
    if rule is None or (staff == "civil_servant" and rule.clause):
        return no_text(view, "điều kiện cử đi đào tạo sau đại học", "sending to postgraduate study")
    asked = rule.params
    tests: dict[str, bool | None] = {
        "commitment": None if commitment is None else commitment >= asked["commitment"],
        "major": major_fits,
    }
    if "probation_done" in asked:
        tests["probation"] = probation_done
    if "service_months" in asked:
        years = list(ratings)[-int(asked["good_years"]) :]
        whole_row = len(years) == int(asked["good_years"]) and None not in years
        weak = any(r is not None and r not in GOOD for r in years)
        tests["service"] = None if service_months is None else service_months >= int(asked["service_months"])
        tests["ratings"] = False if weak else True if whole_row else None
        tests["age"] = None if age is None else age <= int(asked["max_age"])
    failed = tuple(sorted(name for name, ok in tests.items() if ok is False))
    unclear = sorted(name for name, ok in tests.items() if ok is None)
    if not failed and unclear:
        return missing(
            rule, f"thiếu dữ kiện: {_told(unclear, 0)}", f"facts missing: {_told(unclear, 1)}", lacks=tuple(unclear)
        )
    if failed:
        return Answer(failed, rule, f"Chưa đủ điều kiện: {_told(failed, 0)}.", f"Not met: {_told(failed, 1)}.")
    return Answer((), rule, "Đủ điều kiện cử đi học.", "May be sent.")


def _told(names: Sequence[str], language: int) -> str:
    return ", ".join(CONDITIONS[name][language] for name in names)


def reimbursement(
    view: LawView, staff: Staff, cause: Cause, *, cost: int, months_to_serve: int = 0, months_served: int = 0,
    service_years: int | None = None, woman_or_minority: bool = False,
) -> Answer[int]:  # fmt: skip
    """What is paid back, in đồng: all of F, or S = F / T1 × (T1 − T2) (TRN-REFUND-2017, TRN-REFUND-171).

    ``cost`` is F: tuition and other costs without salary and allowances; T1 ``months_to_serve``, T2 ``months_served``.
    ``service_years`` (NĐ 101 only, without probation and service after the training) takes 1 % off per year; for women
    and minorities "up to 1.5 %": ``other`` holds the sum at the full 1.5 %. No cause on the list: *unknown*.
    """
    rule = in_force(view, "TRN-REFUND-2017/public_employee", "TRN-REFUND-2017") if staff == "public_employee" else (
        in_force(view, "TRN-REFUND-171") or next((r for r in view.rules() if r.key == "TRN-REFUND-2017"), None)
    )  # fmt: skip
    if rule is None:
        return no_text(view, "đền bù chi phí đào tạo", "reimbursement of training costs")
    if cause in rule.params.get("none", ()):
        return Answer(0, rule, "Không phải đền bù.", "Nothing is to be paid back.")
    if cause in rule.params["full"]:
        due = Fraction(cost)
    elif cause in rule.params["pro_rata"]:
        if months_to_serve <= 0:
            return missing(rule, "thiếu số tháng cam kết phục vụ", "the months of commitment are not given")
        due = Fraction(cost, months_to_serve) * max(months_to_serve - months_served, 0)
    else:
        return missing(rule, f"văn bản không nêu trường hợp «{cause}»", f"the text does not name the case '{cause}'")
    per_year = rule.params.get("reduction_per_year")
    other = None
    if per_year is not None and service_years:
        most = exact(rule.params["reduction_max_women_minority"])
        if woman_or_minority:
            other = whole(due * max(1 - most * service_years, Fraction(0)))
        due *= max(1 - exact(per_year) * service_years, Fraction(0))
    amount = whole(due)
    shown = f"{amount:,}"
    return Answer(
        amount, rule, f"Đền bù {shown.replace(',', '.')} đồng.", f"{shown} đồng to pay back.",
        other=other if other != amount else None,
    )  # fmt: skip
