"""Points of every month and quarter: staff from their task lists, leaders with what the people they manage reached."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from dungviec.appraisal.sheet import Official, Period, Sheet, SheetTask
from dungviec.law.answers import Answer, exact, in_force, missing, no_text
from dungviec.law.appraisal import PeriodScore, Task, UnitParts, period_score
from dungviec.law.appraisal_lines import LineFault, general_points, tasks_of
from dungviec.law.book import LawView

LACKS = {
    "general": "điểm tiêu chí chung", "tasks": "danh sách việc", "tasks.done": "số việc đã xong", "leads.organised": "mức tổ chức thực hiện (đ)",
    "leads.cohesive": "mức đoàn kết (e)", "leads.subordinate_scores": "điểm của người được phụ trách (d)",
}  # fmt: skip
"""What the points of a period can lack, in words for the papers."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A period with its points: ``answer`` by the formula, or ``given`` where they were scored elsewhere; ``remarks`` vi/en."""

    period: Period
    answer: Answer[PeriodScore] | None = None
    given: Fraction | None = None
    remarks: tuple[tuple[str, str], ...] = ()

    @property
    def total(self) -> Fraction | None:
        """Points of the period, None where they cannot be known."""
        if self.given is not None:
            return self.given
        return self.answer.value.total if self.answer is not None and self.answer.value is not None else None


@dataclass
class Scoring:
    """Scores periods of one sheet under one reading; keeps what it has scored, since leaders rest on their people."""

    sheet: Sheet
    view: LawView
    _done: dict[str, tuple[Scored, ...]] = field(default_factory=dict)
    _open: list[str] = field(default_factory=list)
    _people: dict[str, Official] = field(init=False)
    _managed: dict[str, tuple[str, ...]] = field(init=False)
    _worth: dict[str, dict[str, float | None]] = field(init=False)

    def __post_init__(self) -> None:
        self._people = {o.id: o for o in self.sheet.officials}
        self._managed = managed_people(self.sheet)
        self._worth = {p.id: {"coefficient": p.coefficient, "points": p.points} for p in self.sheet.catalogue.products}

    def of(self, official: Official) -> tuple[Scored, ...]:
        """The periods of one official, in the order of the year."""
        if official.id not in self._done:
            self._open.append(official.id)
            periods = sorted(official.periods, key=lambda p: p.months)
            self._done[official.id] = tuple(self._score(official, p) for p in periods)
            self._open.pop()
        return self._done[official.id]

    def _score(self, official: Official, period: Period) -> Scored:
        if period.points is not None:
            return Scored(period, given=exact(period.points))
        rule = in_force(self.view, "RATE-2026-02")
        if rule is None or official.staff != "civil_servant":
            own = in_force(self.view, "RATE-VC-2026-04") if official.staff == "public_employee" else None
            if own is not None:
                return Scored(period, missing(
                    own, "điểm do Quy chế đánh giá của đơn vị quy định; ghi «points» của kỳ", "points are set by the unit's own regulation; give the period's 'points'",
                    lacks=("points",),
                ))  # fmt: skip
            return Scored(period, no_text(self.view, "công thức chấm điểm", "the score of a period"))
        lacks = tuple(n for n, v in (("general", period.general), ("tasks", period.tasks)) if v is None)
        lacks += ("tasks.done",) if any(t.done is None for t in period.tasks or ()) else ()
        unit, remarks, more = self._unit_parts(official, period)
        if lacks or more:
            told = (*lacks, *more)
            vi = ", ".join(LACKS.get(key, key) for key in told)
            return Scored(
                period, missing(rule, f"còn thiếu {vi}", f"missing {', '.join(told)}", lacks=told), remarks=remarks
            )
        tasks = [t for line in period.tasks or () for t in self.tasks(line)]
        answer = period_score(self.view, general_points(self.view, period.general or 0.0), tasks, unit)
        return Scored(period, answer, remarks=remarks)

    def tasks(self, line: SheetTask) -> list[Task]:
        """A line as tasks, converted by the catalogue. Raises LineFault."""
        if line.product is None:
            return tasks_of(line, standard_points=self.sheet.catalogue.standard_points)
        worth = line.model_copy(update=self._worth[line.product])
        return tasks_of(worth, standard_points=self.sheet.catalogue.standard_points)

    def _unit_parts(
        self, official: Official, period: Period
    ) -> tuple[UnitParts | None, tuple[tuple[str, str], ...], tuple[str, ...]]:
        """A leader's unit in that period: scores of the people managed, remarks on those without one, what is missing."""
        if not official.is_leader:
            return None, (), ()
        said = period.leads
        lacks = tuple(f"leads.{n}" for n in ("organised", "cohesive") if said is None or getattr(said, n) is None)
        scores: tuple[float | Fraction, ...] | None = None
        if said is not None and said.subordinate_scores is not None:
            scores = tuple(said.subordinate_scores)
        remarks: list[tuple[str, str]] = []
        if scores is None:
            found, without = self._scores_below(official, period)
            scores = tuple(found)
            if without:
                who = ", ".join(without)
                remarks.append((
                    f"{period.label[0]}: chưa có điểm của {who}; phần d tính trên {len(found)} người còn lại",
                    f"{period.label[1]}: no points of {who}; part d rests on the other {len(found)}",
                ))  # fmt: skip
        if not scores:
            lacks += ("leads.subordinate_scores",)
        if lacks or said is None:
            return None, tuple(remarks), lacks
        return UnitParts(scores, bool(said.organised), bool(said.cohesive)), tuple(remarks), ()

    def _scores_below(self, leader: Official, period: Period) -> tuple[list[Fraction], list[str]]:
        found: list[Fraction] = []
        without: list[str] = []
        for person in self._managed[leader.id]:
            if person in self._open:  # two people who manage each other rest on nothing
                without.append(person)
                continue
            totals = [
                s.total for s in self.of(self._people[person])
                if s.total is not None and set(s.period.months) & set(period.months)
            ]  # fmt: skip
            if totals:
                found.append(sum(totals, Fraction(0)) / len(totals))
            else:
                without.append(person)
        return found, without


def managed_people(sheet: Sheet) -> dict[str, tuple[str, ...]]:
    """Whom each official manages: as said, else everybody of the unit headed and the heads of the units right below it."""
    heads = {o.leads: o.id for o in sheet.officials if o.leads is not None}
    below: dict[str, list[str]] = {}
    for unit in sheet.units:
        if unit.parent is not None and unit.id in heads:
            below.setdefault(unit.parent, []).append(heads[unit.id])
    staff: dict[str, list[str]] = {}
    for o in sheet.officials:
        if o.unit is not None and o.leads in (None, o.unit):
            staff.setdefault(o.unit, []).append(o.id)
    found = {}
    for o in sheet.officials:
        whole = list(o.manages)
        if not whole and o.leads is not None:
            whole = [p for p in (*staff.get(o.leads, ()), *below.get(o.leads, ())) if p != o.id]
        found[o.id] = tuple(dict.fromkeys(whole))
    return found


def faults_of(sheet: Sheet, view: LawView) -> Iterator[tuple[str, str]]:
    """Lines and numbers of a sheet that cannot be meant so, each with its place."""
    scoring = Scoring(sheet, view)
    scored: Mapping[str, bool] = {"civil_servant": in_force(view, "RATE-2026-02") is not None}
    for i, o in enumerate(sheet.officials):
        for j, p in enumerate(o.periods):
            at = f"officials[{i}].periods[{j}]"
            if p.general is not None and scored.get(o.staff, False):
                given = "; ".join(f"{n:g}" for n in ([p.general] if isinstance(p.general, float) else p.general))
                try:
                    general_points(view, p.general)
                except LineFault as bad:
                    yield (
                        f"«{at}.general» ({o.id}, {p.label[0]}): {bad.vi.rstrip('.')}; đã ghi {given}.",
                        f"'{at}.general' ({o.id}, {p.label[1]}): {bad.en} Given: {given}.",
                    )
            for k, line in enumerate(p.tasks or ()):
                try:
                    scoring.tasks(line)
                except LineFault as bad:
                    yield (
                        f"«{at}.tasks[{k}]» ({o.id}, {p.label[0]}): {bad.vi}",
                        f"'{at}.tasks[{k}]' ({o.id}, {p.label[1]}): {bad.en}",
                    )
