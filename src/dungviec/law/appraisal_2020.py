"""Appraisal by criteria under NĐ 90/2020 and NĐ 48/2023 (processes.md section 1.2): no points, shares of tasks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dungviec.law.answers import Answer, in_force, missing, no_text
from dungviec.law.appraisal_levels import ORDER, Level
from dungviec.law.book import LawView

Staff = Literal["cadre", "civil_servant", "public_employee"]


@dataclass(frozen=True, slots=True)
class YearOfWork:
    """A year by shares (0–1) of tasks or targets: done, exceeded, short of quality or time.

    Leaders also give their direct units: the share rated completed or better, the share rated good or better.
    """

    conduct_good: bool
    done: float
    exceeded: float
    late: float = 0.0
    months_worked: int = 12
    months_on_leave: int = 0
    maternity: bool = False
    disciplined: bool = False
    units_completed: float | None = None
    units_good: float | None = None


def level_2020(view: LawView, staff: Staff, year: YearOfWork) -> Answer[Level]:
    """The level under NĐ 90/2020 on the view's day (RATE-90 rows).

    Below excellent the articles for public employees (13, 14) are on file; for cadres and civil servants they are read
    by analogy where the setting ``ratings_90_by_analogy`` says so, else *unknown*. Over 20 % short of quality or time:
    *unknown* (RATE-90-KHT). A discipline before 15/09/2023: *unknown*.
    """
    top = in_force(view, "RATE-90-XS")
    if top is None or in_force(view, f"RATE-2020-01/{staff}") is None:
        return no_text(view, "xếp loại theo NĐ 90/2020", "rating under NĐ 90/2020")
    months = view.rule("RATE-90-MONTHS")
    if year.months_worked < int(months.params["min_months"]) and not year.maternity:
        return Answer(
            "not_rated", months, f"Làm việc {year.months_worked} tháng.", f"{year.months_worked} months worked."
        )
    if year.disciplined:
        rule = in_force(view, "RATE-90-DISC")
        if rule is None:
            return missing(top, "kỷ luật trong năm trước 15/9/2023 chưa có nguyên văn", "discipline in the year before 15/09/2023 is not on file")  # fmt: skip
        return Answer("not_completed", rule, "Bị kỷ luật trong năm.", "Disciplined in the year.")
    found = _by_criteria(view, staff, year)
    capped = int(months.params["leave_cap_from"]) <= year.months_on_leave < int(months.params["leave_cap_below"])
    if capped and found.value in ORDER and ORDER.index(found.value) > ORDER.index("completed"):
        return Answer("completed", months, "Nghỉ từ 3 đến dưới 6 tháng: không từ mức tốt trở lên.", "On leave 3 to under 6 months: never good or above.")  # fmt: skip
    return found


def _by_criteria(view: LawView, staff: Staff, year: YearOfWork) -> Answer[Level]:
    top, good, fair = (view.rule(f"RATE-90-{name}") for name in ("XS", "T", "HT"))
    leader = year.units_completed is not None and year.units_good is not None
    units, units_good = (year.units_completed or 0.0, year.units_good or 0.0) if leader else (1.0, 1.0)
    done, on_time = {r.id: year.done >= float(r.params["done"]) for r in (top, good)}, year.late == 0
    steady = {
        r.id: units >= float(r.params["units_completed"]) and units_good >= float(r.params["units_good"]) for r in (top, good)
    }  # fmt: skip
    if (
        year.conduct_good
        and done[top.id]
        and on_time
        and year.exceeded >= float(top.params["exceeded"])
        and steady[top.id]
    ):
        return Answer(
            "excellent", top, f"Vượt {year.exceeded:.0%} nhiệm vụ.", f"{year.exceeded:.0%} of tasks exceeded."
        )
    if staff != "public_employee" and not view.settings.ratings_90_by_analogy:
        return missing(good, "điều khoản dưới mức xuất sắc chưa có nguyên văn cho cán bộ, công chức", "the articles below excellent are not on file for cadres and civil servants")  # fmt: skip
    mark = ("", "") if staff == "public_employee" else (" (đọc như Điều 13–14, chưa xác nhận)", " (read like Điều 13–14, unconfirmed)")  # fmt: skip
    enough = 1 - year.late >= float(good.params["leader_on_time"]) if leader else year.late == 0
    if year.conduct_good and done[good.id] and enough and steady[good.id]:
        return Answer("good", good, f"Hoàn thành 100% nhiệm vụ{mark[0]}.", f"100 % of tasks done{mark[1]}.")
    if leader:
        fits = year.done > float(fair.params["leader_targets_over"]) and units >= float(
            fair.params["leader_units_completed"]
        )
    else:
        fits = year.done >= 1
    if year.conduct_good and fits and year.late <= float(fair.params["late"]):
        return Answer("completed", fair, f"{year.late:.0%} chưa bảo đảm tiến độ, chất lượng{mark[0]}.", f"{year.late:.0%} short of time or quality{mark[1]}.")  # fmt: skip
    return missing(fair, "mức không hoàn thành chưa có nguyên văn", "the text on 'not completed' is not on file")
