"""The papers of this room, made of what the viewer may see."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from dungviec.office.access.models import User
from dungviec.office.inspection import selectors
from dungviec.office.inspection.models import Photo, Visit
from dungviec.office.registry.gate import SeenRecords
from dungviec.office.registry.selectors import city
from dungviec.office.requests.vault import FileRefused, read

MIMES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def minutes_of(records: SeenRecords, user: User, one: Visit, kind: str) -> bytes:
    """The minutes of a visit as ``docx`` or ``pdf``; always in Vietnamese, the language of the form."""
    from dungviec.documents.appraisal_paper import Picture
    from dungviec.documents.inspection_paper import FoundLine, Minutes, minutes_paper, write

    words = {i["key"]: i["vi"] for i in one.checklist.items}
    marks = {m.item: m for m in one.marks.all()}
    rows = [r for r in selectors.findings_of(records, user, one) if r["f"].dropped_on is None]
    counted = selectors.counted(one)
    numbers = {r["f"].pk: n for n, r in enumerate(rows, 1)}
    photos = [p for p in one.photos.select_related("file") if p.finding_id is None or p.finding_id in numbers]
    told = Minutes(
        body=_body(), place="", what=one.label, kind=_KINDS[one.kind], day=one.planned_on, began=_local(one.started_at), ended=_local(one.ended_at),
        lead=str(one.lead), team=tuple(str(m) for m in one.team.all() if m.pk != one.lead_id), met_with=one.met_with,
        marks=tuple((words[key], marks[key].state if key in marks else "", marks[key].note if key in marks else "") for key in words),
        found=tuple(
            FoundLine(r["name"] or ("Đơn vị" if not r["f"].person_id else "(không hiển thị)"), words.get(r["f"].item, ""), timezone.localtime(r["f"].at), r["f"].severity, r["f"].what,
                      r["f"].said, r["f"].decision, r["f"].remedy, r["f"].remedy_due, r["f"].answer)
            for r in rows
        ),
        dossiers=_dossiers(counted[0]) if counted else "", conclusion=one.conclusion,
        photos=tuple(Picture(_bytes(p), _caption(p, numbers)) for p in photos),
    )  # fmt: skip
    return write(minutes_paper(told), kind)


_KINDS = {"surprise": "đột xuất", "planned": "theo kế hoạch", "recheck": "lại"}


def summary_of(records: SeenRecords, found: dict[str, Any], first: date, last: date, kind: str) -> bytes:
    """The summary of a period as ``docx`` or ``pdf``."""
    from dungviec.documents.inspection_paper import summary_paper, write

    units = [(u["name"], u["visits"], u["found"], u["serious"], u["done"], u["overdue"]) for u in found["units"]]
    paper = summary_paper(
        body=_body(), first=first, last=last, visits=len(found["visits"]), items=found["items"], units=units
    )
    return write(paper, kind)


def _bytes(photo: Photo) -> bytes:
    """The photo as it lies in the vault; empty where it is gone or no longer whole, which the paper says."""
    try:
        return read(photo.file)
    except FileRefused:
        return b""


def _body() -> str:
    here = city()
    return here.name if here else ""


def _local(moment: Any) -> Any:
    return timezone.localtime(moment) if moment else None


def _dossiers(counts: Any) -> str:
    return (
        f"nhận {counts.total}; giải quyết sớm hạn {counts.early}, đúng hạn {counts.on_time}, trễ hạn {counts.late}; "
        f"chưa giải quyết đã quá hạn {counts.pending_late}."
    )


def _caption(photo: Photo, numbers: dict[Any, int]) -> str:
    about = f"Phát hiện {numbers[photo.finding_id]}. " if photo.finding_id in numbers else ""
    return f"{about}{photo.caption + ', ' if photo.caption else ''}{timezone.localtime(photo.taken_at):%H:%M ngày %d/%m/%Y}"
