"""One official's year: the points of the periods, their mean, the State's level and, apart from it, the Party's."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from dungviec.appraisal.scoring import Scored, Scoring
from dungviec.appraisal.sheet import Official, Sheet, Unit
from dungviec.law.answers import Answer, exact
from dungviec.law.appraisal import mean_points
from dungviec.law.appraisal_levels import ORDER, Level
from dungviec.law.appraisal_party import PartyYear, party_level
from dungviec.law.appraisal_year import state_level
from dungviec.law.book import LawView

PARTLY_WORKED = 2
"""Months worked in part (the first and the last) may have a sheet and not count as worked."""


@dataclass(frozen=True, slots=True)
class OfficialYear:
    """An official's year as found: periods with points, mean, level (with clause and reason), Party level, remarks vi/en."""

    official: Official
    periods: tuple[Scored, ...]
    mean: Fraction | None
    state: Answer[Level]
    party: Answer[Level] | None
    remarks: tuple[tuple[str, str], ...]

    @property
    def level(self) -> Level | None:
        """The State's level, None where it cannot be known."""
        return self.state.value


def year_of(official: Official, scoring: Scoring, units: dict[str, Answer[Level]]) -> OfficialYear:
    """The year of one official; heads are held at the level of their unit (NĐ 335 Điều 20.6, NĐ 233 Điều 12.7)."""
    view, periods = scoring.view, scoring.of(official)
    remarks = _together([r for p in periods for r in p.remarks])
    mean, without = _mean(view, official, periods)
    remarks += [(f"{p.period.label[0]} chưa có điểm", f"{p.period.label[1]} has no points") for p in without]
    months = sum(len(p.period.months) for p in periods if p.total is not None)
    if official.months_worked is None and 0 < months < 12:
        remarks.append((
            f"số tháng làm việc chưa ghi: tính theo {months} tháng có điểm", f"months worked are not given: the {months} months with points are taken",
        ))  # fmt: skip
    worked = official.months_worked
    if mean is not None and worked is not None and 0 < months < min(worked, 12):
        remarks.append((
            f"làm việc {worked} tháng, mới có {months} tháng có điểm: trung bình tính trên {months} tháng",
            f"{worked} months worked, points for {months}: the mean rests on those",
        ))  # fmt: skip
    if worked is not None and len(official.periods) > worked + PARTLY_WORKED:
        remarks.append((
            f"ghi làm việc {worked} tháng mà có phiếu của {len(official.periods)} kỳ: xem lại số tháng",
            f"{worked} months worked and sheets of {len(official.periods)} periods: check the months",
        ))  # fmt: skip
    own = next((u for u in scoring.sheet.units if u.id == (official.leads or official.unit)), None)
    head = official.leads is not None
    unit = units.get(official.leads or "")
    state = state_level(
        view, official.staff, official, mean, months_scored=months, grounds=official.grounds, leads=official.is_leader,
        heads_body=head, body_level=unit.value if unit is not None and unit.value in ORDER else None,
        has_regulation=_regulation(scoring.sheet, own),
    )  # fmt: skip
    party = party_level(view, _party_year(official, mean)) if official.party is not None else None
    return OfficialYear(official, periods, mean, state, party, tuple(remarks))


def _together(remarks: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Remarks that say the same of several periods, said once."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for vi, en in remarks:
        (when_vi, _, what_vi), (when_en, _, what_en) = vi.partition(": "), en.partition(": ")
        found.setdefault((what_vi, what_en), []).append((when_vi, when_en))
    return [
        (f"{', '.join(vi for vi, _ in when)}: {what_vi}", f"{', '.join(en for _, en in when)}: {what_en}")
        for (what_vi, what_en), when in found.items()
    ]


def _mean(view: LawView, official: Official, periods: tuple[Scored, ...]) -> tuple[Fraction | None, list[Scored]]:
    """The mean, and the periods that have no points: while one is open the mean of the year is not known."""
    without = [p for p in periods if p.total is None]
    if without or not periods or official.staff == "cadre":
        return None, without
    months = [p.total for p in periods if p.period.month is not None]
    quarters = [p.total for p in periods if p.period.month is None]
    return mean_points(view, months, quarters, staff=official.staff).value, without


def _regulation(sheet: Sheet, unit: Unit | None) -> bool | None:
    """Whether the unit, or the nearest body above it that says so, has a regulation of its own."""
    by_id = {u.id: u for u in sheet.units}
    while unit is not None:
        if unit.has_regulation is not None:
            return unit.has_regulation
        unit = by_id.get(unit.parent or "")
    return None


def _party_year(official: Official, mean: Fraction | None) -> PartyYear:
    p = official.party
    assert p is not None
    points = exact(p.points) if p.points is not None else mean
    return PartyYear(
        points,
        p.tasks_done,
        p.tasks_exceeded,
        p.tasks_short,
        p.shortcomings_fixed,
        p.failed_quarters,
        p.heads_collective,
    )
