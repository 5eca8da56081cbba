"""The papers of the appraisal as files: Mẫu 01 of a month, Mẫu 02 of a year, minutes and list of results of a unit.

Every number on them comes from the library's answer to the same sheet that the page shows; what the viewer's role may not see
is taken off before a paper is made.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from django.utils.translation import gettext as _

from dungviec.appraisal import appraise, understand
from dungviec.documents.appraisal_meeting import MeetingTold
from dungviec.documents.appraisal_paper import AppraisalPaper, PaperFault
from dungviec.documents.appraisal_papers import appraisal_papers
from dungviec.documents.appraisal_pdf import write_appraisal_pdf
from dungviec.documents.appraisal_word import write_appraisal_word
from dungviec.law.answers import in_force
from dungviec.office.appraisal import selectors, yearly
from dungviec.office.appraisal.faults import AppraisalRefused
from dungviec.office.appraisal.models import Meeting, MonthSheet, Task
from dungviec.office.appraisal.models.sheets import Scheme
from dungviec.office.appraisal.periods import Period, view_on
from dungviec.office.appraisal.scoring import sheet_json
from dungviec.office.law.standing import standing
from dungviec.office.registry.gate import SeenRecords

Ending = Literal["docx", "pdf"]
TYPES: dict[str, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
"""The two kinds of file by their ending."""
UNIT_KINDS: dict[str, Literal["minutes", "results"]] = {"bien-ban": "minutes", "ket-qua": "results"}
"""Papers of a unit by the word in their address."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A file ready to be saved; its name says which form and period, never of whom."""

    body: bytes
    name: str
    content_type: str


def month_form(sheet: MonthSheet) -> str:
    """Why there is no form for a sheet, as a sentence; empty where Mẫu 01 can be made."""
    last = Period(sheet.year, sheet.month, sheet.quarter).last
    if sheet.scheme == Scheme.POINTS and in_force(view_on(last), "RATE-335-GENERAL") is not None:
        return ""
    return _("Kho văn bản chưa có mẫu phiếu tháng cho đối tượng và kỳ này; Mẫu số 01 chỉ dùng cho công chức từ 01/01/2026 (NĐ 335/2025).")  # fmt: skip


def month_paper(sheet: MonthSheet, tasks: Sequence[Task], ending: Ending) -> Paper:
    """Mẫu 01 of one sheet by the law of its period; before the head's word with the official's own numbers.

    Raises AppraisalRefused where no form is on file, SheetFault where a number cannot be meant so.
    """
    if without := month_form(sheet):
        raise AppraisalRefused(without)
    general = sheet.head_general or sheet.self_general
    data = sheet_json(sheet, tasks, list(general) if all(n is not None for n in general) else None)
    found = appraise(understand(data), book=standing().book, other_readings=False)
    made, faults = appraisal_papers(found, "month", who=[sheet.person_id], month=sheet.month, quarter=sheet.quarter)
    return _written(made, faults, ending, f"mau-01-{Period(sheet.year, sheet.month, sheet.quarter).key}")


def year_paper(records: SeenRecords, row: Mapping[str, Any], year: int, ending: Ending) -> Paper:
    """The yearly paper of one person by the law of the day of classification; the Party's rating only for who sees it.

    Raises AppraisalRefused where no text on file rates that year, SheetFault where something written cannot be meant so.
    """
    found = yearly.appraisal_of(row, year, records.day)
    if found is None:
        raise AppraisalRefused(_("Người này không có mặt ngày đang xem, nên chưa lập được phiếu năm."))
    person_id = str(row["person_id"])
    if not records.file(person_id).sees("party"):
        found = selectors.without_party(found)
    made, faults = appraisal_papers(found, "year", who=[person_id])
    return _written(made, faults, ending, f"mau-02-{year}")


def unit_paper(
    records: SeenRecords, unit_id: str, year: int, kind: Literal["minutes", "results"], ending: Ending, *, whole: bool, meeting: Meeting | None = None
) -> tuple[Paper, int]:  # fmt: skip
    """Minutes or list of results of a unit, of the people whom the board shows, and how many those are.

    Raises AppraisalRefused where there is nobody to write of, SheetFault where something written cannot be meant so.
    """
    found = selectors.unit_appraisal(records, unit_id, year, whole=whole)
    if found is None or not found.years:
        raise AppraisalRefused(_("Đơn vị không có ai để lập biên bản hay danh sách."))
    first = sorted(
        found.years, key=lambda y: y.official.unit != unit_id
    )  # the unit's own people before those of units below
    found = replace(found, years=tuple(first))
    made, faults = appraisal_papers(selectors.without_party(found), kind, meeting=_told(meeting) if meeting else None)
    name = "bien-ban" if kind == "minutes" else "ket-qua"
    return _written(made, faults, ending, f"{name}-{year}"), len(found.years)


def _told(meeting: Meeting) -> MeetingTold:
    return MeetingTold(
        meeting.held_on, meeting.place, meeting.chair, meeting.secretary, meeting.present, meeting.called, meeting.said,
        meeting.party_opinion, meeting.votes,
    )  # fmt: skip


def _written(made: list[AppraisalPaper], faults: list[PaperFault], ending: Ending, name: str) -> Paper:
    if faults or not made:
        raise faults[0] if faults else AppraisalRefused(_("Chưa có phiếu nào để in."))
    write = write_appraisal_word if ending == "docx" else write_appraisal_pdf
    return Paper(write(made), f"{name}.{ending}", TYPES[ending])
