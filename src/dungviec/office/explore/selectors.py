"""Answers to questions for one viewer: of the people in reach on the days asked, without the fields that are not seen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _

from dungviec.office.explore.asking import Typed, day_of
from dungviec.office.registry.gate import SeenRecords, seen
from dungviec.office.reports.selectors import Reports
from dungviec.office.shell.language import k
from dungviec.workforce import WorkforceFault
from dungviec.workforce.cell_measures import CELL_MEASURES, CellMeasure
from dungviec.workforce.crosstab import crosstab, offered
from dungviec.workforce.crosstab_compare import Comparison, compare
from dungviec.workforce.crosstab_lines import Answered
from dungviec.workforce.dimension import Dimension, Facts, Value
from dungviec.workforce.dimensions import DIMENSIONS
from dungviec.workforce.question_asked import Question
from dungviec.workforce.scope import Scope

MOST_VALUES = 300
"""So many values a filter offers."""


class CannotAnswer(Exception):
    """Why a question is not answered, in a sentence of the page's language."""


@dataclass(frozen=True)
class Asking:
    """One viewer's question. Everything of the answer is read through the gate on the day it is about."""

    records: SeenRecords
    typed: Typed

    @cached_property
    def day(self) -> date:
        """The day asked about: the one typed, else the office's."""
        return self._read(self.typed.day) if self.typed.day else self.records.day

    @cached_property
    def compared(self) -> date | None:
        """The day it is compared with."""
        return self._read(self.typed.compare) if self.typed.compare else None

    @cached_property
    def question(self) -> Question:
        """The question, within the unit the viewer reaches. Raises CannotAnswer."""
        try:
            found = self.typed.question()
        except WorkforceFault as fault:
            raise CannotAnswer(fault.en if k() else fault.vi) from fault
        if away := self.unseen(found.needs):
            raise CannotAnswer(self._closed(found, away))
        return found

    @cached_property
    def answer(self) -> Answered:
        """The cross-table, or that of two days. Raises CannotAnswer."""
        question = self.question.within(self.at(self.day).unit_id)
        try:
            if self.compared is None:
                return self._table(question, self.day)
            if self.compared == self.day:
                raise CannotAnswer(_("Hai ngày so sánh trùng nhau; chọn một ngày khác."))
            early, late = sorted((self.day, self.compared))
            return compare(
                self.at(late).reached, self.at(early).reached, question,
                dossiers=self._dossiers(question, late), dossiers_then=self._dossiers(question, early),
            )  # fmt: skip
        except WorkforceFault as fault:
            raise CannotAnswer(fault.en if k() else fault.vi) from fault

    def at(self, day: date) -> Reports:
        """The viewer's reports of a day, which hold nobody out of reach on it. Raises CannotAnswer for a unit out of reach."""
        if day not in self._kept:
            records = self.records if day == self.records.day else seen(replace(self.records.viewer, day=day), day)
            here = Reports.ask(records, unit="", since=None)
            unit = self.typed.unit
            if unit and unit not in dict(here.units):
                raise CannotAnswer(
                    _("Đơn vị «%(u)s» không có vào ngày %(d)s, hoặc nằm ngoài phạm vi được xem; chọn đơn vị khác.") % {"u": unit[:40], "d": f"{day:%d/%m/%Y}"}
                )  # fmt: skip
            self._kept[day] = replace(here, unit_id=unit or here.unit_id)
        return self._kept[day]

    @cached_property
    def _kept(self) -> dict[date, Reports]:
        return {}

    def reports_of(self, side: str) -> Reports:
        """The reports of the day a side of the comparison is about."""
        if isinstance(self.answer, Comparison):
            tab = self.answer.then if side in ("then", "left") else self.answer.now
            return self.at(tab.scope.until)
        return self.at(self.day)

    @cached_property
    def units(self) -> list[tuple[str, str]]:
        """Units that may be chosen."""
        return Reports.ask(self.records, unit="", since=None).units

    @cached_property
    def dimensions(self) -> list[Dimension]:
        """The attributes this viewer may ask about."""
        return [d for d in DIMENSIONS.values() if not self.unseen(d.needs)]

    @property
    def measures(self) -> list[CellMeasure]:
        """The measures this viewer may ask for."""
        return [m for m in CELL_MEASURES.values() if not self.unseen(m.needs)]

    def values(self, key: str) -> list[Value]:
        """The values of an attribute a filter offers on the day; none where it may not be seen."""
        dimension = next((d for d in self.dimensions if d.key == key), None)
        if dimension is None:
            return []
        try:
            here = self.at(self.day)
            question = Question.ask([key], unit=here.unit_id)
            facts = Facts(Scope.ask(here.reached, unit=here.unit_id), self._dossiers(question, self.day))
        except (CannotAnswer, WorkforceFault):
            return []
        return offered(facts, dimension)[:MOST_VALUES]

    def unseen(self, needs: tuple[str, ...]) -> frozenset[str]:
        """Those of the fields (``table.column``) that this viewer may not see of others."""
        return Reports(self.records, None, self.records.day).unseen(needs)

    def _closed(self, question: Question, away: frozenset[str]) -> str:
        named = [DIMENSIONS[key] for key in (*question.dimensions, *(f.dimension for f in question.filters))]
        words = [d.words("en" if k() else "vi") for d in named if away & set(d.needs)]
        words += [m.words("en" if k() else "vi") for m in [CELL_MEASURES[question.measure]] if away & set(m.needs)]
        return _("Câu hỏi dùng trường mà vai trò của anh/chị không được xem: %s. Chọn thuộc tính khác.") % ", ".join(f"«{w}»" for w in dict.fromkeys(words))  # fmt: skip

    def _table(self, question: Question, day: date) -> Answered:
        return crosstab(self.at(day).reached, question, dossiers=self._dossiers(question, day))

    def _dossiers(self, question: Question, day: date) -> dict:  # type: ignore[type-arg]
        names = question.dossier_tables
        return self.at(day).dossier_tables(names) if names else {}

    def _read(self, text: str) -> date:
        found = day_of(text)
        if found is None:
            raise CannotAnswer(_("«%s» không phải là một ngày. Xin ghi theo mẫu 10/12/2020.") % text[:30])
        return found
