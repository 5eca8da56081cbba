"""Which papers of an appraisal: the forms of some or all officials, or the agency's minutes and list of results."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Literal

from dungviec.appraisal.agency import Appraisal
from dungviec.documents.appraisal_meeting import MeetingTold, minutes_paper, results_paper
from dungviec.documents.appraisal_month import month_paper
from dungviec.documents.appraisal_paper import AppraisalPaper, PaperFault
from dungviec.documents.appraisal_year import year_paper

Kind = Literal["month", "year", "minutes", "results"]
KINDS: tuple[Kind, ...] = ("month", "year", "minutes", "results")


def appraisal_papers(
    found: Appraisal, kind: Kind, *, who: Collection[str] = (), month: int | None = None, quarter: int | None = None, unit: str | None = None,
    meeting: MeetingTold | None = None,
) -> tuple[list[AppraisalPaper], list[PaperFault]]:  # fmt: skip
    """The papers of one kind, and what could not be made of whom.

    ``month`` papers are Mẫu 01 of the period named, or of every period; ``year`` papers Mẫu 02 or NĐ 90's; ``minutes`` and ``results`` speak of
    the whole sheet or of one ``unit``, minutes with what is on file of the ``meeting``. ``who`` picks officials. Raises :class:`PaperFault` where somebody named is not on the sheet.
    """
    if kind in ("minutes", "results"):
        minutes = kind == "minutes"
        return [minutes_paper(found, unit=unit, meeting=meeting) if minutes else results_paper(found, unit=unit)], []
    known = {y.official.id for y in found.years}
    for official in who:
        if official not in known:
            raise PaperFault(f"Phiếu không có cán bộ «{official}».", f"There is no official '{official}' on the sheet.")
    made: list[AppraisalPaper] = []
    faults: list[PaperFault] = []
    for year in found.years:
        if (who and year.official.id not in who) or (unit is not None and year.official.unit != unit):
            continue
        for paper in _of(found, year.official.id, kind, month, quarter):
            try:
                made.append(paper())
            except PaperFault as fault:
                faults.append(fault)
    return made, faults


def _of(
    found: Appraisal, official: str, kind: Kind, month: int | None, quarter: int | None
) -> list[Callable[[], AppraisalPaper]]:
    if kind == "year":
        return [lambda: year_paper(found, official)]
    if month is not None or quarter is not None:
        return [lambda: month_paper(found, official, month=month, quarter=quarter)]
    periods = [s.period for s in found.year(official).periods]
    return [lambda p=p: month_paper(found, official, month=p.month, quarter=p.quarter) for p in periods]  # type: ignore[misc]
