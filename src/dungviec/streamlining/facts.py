"""What the law asks about somebody who may leave: pay, years insured, months before retirement, ratings, what postpones it.

Most of it is on file. Pay in đồng and the years with social insurance are not: the office states them per person, or states the
base pay of the day so that pay follows from the coefficient. What is neither on file nor stated is None and named as missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import polars as pl

from dungviec.law import LawView, service_ages
from dungviec.law.streamlining import Standing
from dungviec.records import Snapshot
from dungviec.records.dates import whole_months
from dungviec.records.vietnamese import fold
from dungviec.streamlining.faults import StreamliningFault


@dataclass(frozen=True, slots=True)
class Stated:
    """What the office states about one person for a review; None: not stated. ``monthly_pay`` is in đồng, by law, right before leaving.

    ``counted_months``: the months a severance of NĐ 178/2024 counts; ``confirmed``: nothing that postpones streamlining holds
    (pregnancy, maternity leave, a child under 36 months), as somebody has checked.
    """

    monthly_pay: int | None = None
    insured_months: int | None = None
    counted_months: int | None = None
    voluntary: bool | None = None
    pregnant: bool = False
    child_under_36: bool = False
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for the whole review.

    ``base_pay``: đồng for coefficient 1 on the day (mức lương cơ sở), as the office states it: no text on it is on file.
    ``insured_since_joined``: where years insured are not stated, count them from the day somebody joined: an assumption, and told
    as one. ``reorganised_on``: the day the reorganisation decision took effect, None where there is none.
    """

    base_pay: int | None = None
    insured_since_joined: bool = False
    reorganised_on: date | None = None

    def __post_init__(self) -> None:
        if self.base_pay is not None and not 100_000 <= self.base_pay <= 100_000_000:
            raise StreamliningFault(
                f"Mức lương cơ sở {self.base_pay} đồng không hợp lý; ghi số đồng một tháng cho hệ số 1, như 1490000.",
                f"A base pay of {self.base_pay} đồng cannot be right; give đồng a month for coefficient 1, such as 1490000.",
            )


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """One person on the day of leaving. ``salary`` in đồng a month; ``months_early`` before retirement; ``assumed`` names assumptions."""

    person_id: str
    name: str
    category: str | None
    age: int | None
    retires: date | None
    months_early: int | None
    salary: int | None
    coefficient: float | None
    insured_months: int | None
    service_months: int | None
    ratings: tuple[str | None, str | None]
    rated_years: tuple[int, int]
    standing: tuple[Standing, ...]
    to_confirm: tuple[str, ...]
    stated: Stated = field(repr=False)
    assumed: tuple[str, ...] = ()


POSTPONING = ("pregnant", "maternity", "child")
"""Facts no record holds; they are asked of whoever leaves by streamlining, unless it is by own wish."""


def facts_of(
    snapshot: Snapshot, view: LawView, terms: Terms, stated: Mapping[str, Stated] | None = None
) -> dict[str, PersonFacts]:
    """The facts of everybody on file, by identifier, for somebody who leaves on the view's day (the first day not served)."""
    ages = {
        p: (age, on)
        for p, age, on in service_ages(snapshot, view).select("person_id", "age_years", "retire_on").iter_rows()
    }
    years = _years(snapshot, view)
    rated = _ratings(snapshot)
    known = stated or {}
    found = {}
    for row in snapshot.people.iter_rows(named=True):
        person, said = row["person_id"], known.get(row["person_id"], Stated())
        age, retires = ages.get(person, (None, None))
        served = (
            whole_months(row["joined"], view.day) if row["joined"] is not None and row["joined"] <= view.day else None
        )
        insured, assumed = said.insured_months, []
        if insured is None and terms.insured_since_joined and served is not None:
            insured = served
            assumed.append("insured_since_joined")
        salary = said.monthly_pay
        if salary is None and terms.base_pay is not None and row["coefficient"] is not None:
            salary = round(row["coefficient"] * terms.base_pay)
            assumed.append("pay_without_allowances")
        standing = _standing(row, said)
        own_years = years[person]
        found[person] = PersonFacts(
            person, row["name"], row["category"], age, retires, _early(view.day, retires), salary, row["coefficient"], insured, served,
            (rated.get((person, own_years[0])), rated.get((person, own_years[1]))), own_years, standing, _to_confirm(said, standing), said,
            tuple(assumed),
        )  # fmt: skip
    return found


def _early(day: date, retires: date | None) -> int | None:
    """Months between leaving and the first day after the last day of service; None when that is not known or has passed."""
    if retires is None or retires < day:
        return None
    return whole_months(day, retires + timedelta(days=1))


def _standing(row: dict[str, object], said: Stated) -> tuple[Standing, ...]:
    leave = fold(str(row["on_leave"] or ""))
    held: dict[Standing, bool] = {
        "pregnant": said.pregnant, "maternity": "thai san" in leave, "child": said.child_under_36,
        "discipline": row["discipline_open"] is True, "criminal": row["criminal_open"] is True, "inspection": row["inspection_open"] is True,
    }  # fmt: skip
    return tuple(name for name, holds in held.items() if holds)


def _to_confirm(said: Stated, standing: tuple[Standing, ...]) -> tuple[str, ...]:
    if said.confirmed or said.voluntary:
        return ()
    return tuple(name for name in POSTPONING if name not in standing)


def _ratings(snapshot: Snapshot) -> dict[tuple[str, int], str | None]:
    rows = snapshot["ratings"].filter(
        (pl.col("system") == "state") & (pl.col("decided").is_null() | (pl.col("decided") <= snapshot.as_of))
    )
    return {(p, y): r for p, y, r in rows.select("person_id", "year", "rating").iter_rows()}


def _years(snapshot: Snapshot, view: LawView) -> dict[str, tuple[int, int]]:
    """The two years a review looks at: until 2020 the two before it; since then the year before, and its own once it is rated."""
    year, rated = view.day.year, _ratings(snapshot)
    old = any(r.id == "TGBC-2014-01" for r in view.rules())
    return {
        p: (year - 2, year - 1) if old else (year - 1, year if rated.get((p, year)) else year - 1)
        for p in snapshot.people["person_id"]
    }
