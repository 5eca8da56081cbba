"""A certificate or a work product that shows a level: entered with its paper, and the level follows in the same batch."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from dungviec.competency.assessment import Assessment, stand
from dungviec.office.access.models import User
from dungviec.office.competency.catalogue import names
from dungviec.office.competency.faults import CompetencyRefused
from dungviec.office.competency.services.writing import assessment_row, level_row, on_file
from dungviec.office.registry.models import Batch
from dungviec.office.registry.selectors import office_day
from dungviec.office.registry.services import open_batch, write_many
from dungviec.records.codes import ASSESSMENT_SOURCES

PAPER_SOURCES = ("certificate", "product")


@transaction.atomic
def add_paper(
    person_id: str, competency: str, level: int, *, source: str, on: date, until: date | None, evidence: str, by: User
) -> Batch:
    """Write one certificate or product and the level that follows from all assessments. Raises CompetencyRefused, RegistryFault."""
    evidence, day = evidence.strip(), office_day()
    if source not in PAPER_SOURCES:
        raise CompetencyRefused(_("Xin chọn chứng chỉ hoặc sản phẩm công việc."))
    if competency not in names():
        raise CompetencyRefused(_("Chưa có năng lực nào mang mã «%s».") % competency[:10])
    if level not in range(1, 6):
        raise CompetencyRefused(_("Mức chỉ từ 1 đến 5."))
    if not evidence:
        raise CompetencyRefused(_("Xin ghi số, tên giấy tờ hoặc sản phẩm."))
    if on > day:
        raise CompetencyRefused(_("Ngày cấp sau ngày của hồ sơ (%s).") % f"{day:%d/%m/%Y}")
    if until is not None and until < on:
        raise CompetencyRefused(_("Ngày hết giá trị trước ngày cấp."))
    new = Assessment(person_id, competency, level, source, f"giấy:{by.username}", on, evidence[:500], until)  # type: ignore[arg-type]
    known = [a for a in on_file([person_id], day) if a.competency == competency]
    [found] = stand([*known, new], day)
    word = ASSESSMENT_SOURCES.label(source)
    batch = open_batch("paper", _("%(word)s: %(what)s") % {"word": word, "what": evidence[:200]}, by=by)
    creates = {"assessments": [assessment_row(new, None)]}
    if found.level is not None:
        creates["competencies"] = [level_row(found, word)]
    write_many(batch, creates=creates)
    return batch
