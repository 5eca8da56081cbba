"""Retirement: the age of a birth month, the last day of service, months left (RET-01…RET-04).

Ages are months; a birth month is ``year * 12 + month - 1``. The schedule's numbers come from the packs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from dungviec.law.rules import Rule
from dungviec.records.dates import add_months, month_end, whole_months

Sex = Literal["male", "female"]


def birth_day(born: date | None, born_year_only: int | None) -> date | None:
    """The day used for counting: the date of birth, else 1 January of the birth year (RET-03), else None."""
    if born is not None:
        return born
    return date(born_year_only, 1, 1) if born_year_only is not None else None


def age_months(schedule: Rule, sex: Sex, born: date) -> int:
    """Retirement age in months under one schedule rule (RET-04 flat, RET-02 by birth month)."""
    if schedule.params["schedule"] == "flat":
        return int(schedule.params[f"{sex}_months"])
    table: Mapping[str, Any] = schedule.params[sex]
    year, month = (int(part) for part in str(table["base"]).split("-"))
    since = born.year * 12 + born.month - (year * 12 + month)
    if since < 0:
        return int(table["before_months"])
    return min(
        int(table["first_months"]) + since // int(table["block"]) * int(table["step_months"]), int(table["cap_months"])
    )


def retirement_day(schedule: Rule, sex: Sex, born: date) -> date:
    """The last day of service: the last day of the month in which the age is reached (RET-03)."""
    return month_end(add_months(born.replace(day=1), age_months(schedule, sex, born)))


def service_left(day: date, retires: date, *, both_days: bool) -> int:
    """Whole months from ``day`` to the last day of service; with ``both_days`` the first and the last both count (a setting).

    The law of a day counts by its own setting: :meth:`dungviec.law.book.LawView.service_left`.
    """
    return whole_months(day, retires + timedelta(days=1) if both_days else retires)


def service_after(ends: date, retires: date) -> int:
    """Whole months of service after the last day of a term: that day is already served, so the setting does not ask about it."""
    return whole_months(ends, retires)


def age_label(months: int, lang: str = "vi") -> str:
    """``61 tuổi 6 tháng`` / ``61y6m``."""
    years, rest = divmod(months, 12)
    if lang != "vi":
        return f"{years}y{rest}m" if rest else f"{years}y"
    return f"{years} tuổi {rest} tháng" if rest else f"{years} tuổi"


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A birth month for which the year table (RET-01) and the birth-month table (RET-02) give different ages."""

    sex: Sex
    born: date
    by_year_table: int
    by_birth_month: int


def age_by_year_table(table: Rule, sex: Sex, born: date) -> int:
    """The age in months of RET-01: the first year whose age is reached by its end; the last row holds on."""
    ages = {int(year): int(months) for year, months in table.params[f"{sex}_months"].items()}
    first_of_month = born.replace(day=1)
    for year, months in sorted(ages.items()):
        if add_months(first_of_month, months).year <= year:
            return months
    return ages[max(ages)]


def schedule_disagreements(schedule: Rule, table: Rule) -> list[Disagreement]:
    """Every birth month under the schedule (from its base to ten years past its cap) where both tables differ."""
    found = []
    sexes: tuple[Sex, ...] = ("male", "female")
    for sex in sexes:
        year, month = (int(part) for part in str(schedule.params[sex]["base"]).split("-"))
        for offset in range(12 * 20):
            born = add_months(date(year, month, 1), offset)
            one, other = age_by_year_table(table, sex, born), age_months(schedule, sex, born)
            if one != other:
                found.append(Disagreement(sex, born, one, other))
    return found
