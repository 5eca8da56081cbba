"""The steps of an intake: take a file in, say what its columns are, mend, decide, hand over to the worker, undo, give up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from dungviec.exchange.roster import RosterMapping, TableMapping, map_header, recognise
from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.intake import files, reading
from dungviec.office.intake.models import AT_WORK, HeadingMemory, Intake, IntakeRow, Status
from dungviec.office.registry.faults import RegistryFault
from dungviec.office.registry.services import undo as undo_batch

LATER = 2_000
"""From so many rows on the comparison is the worker's; fewer are compared at once."""


class NotNow(Exception):
    """A step that does not fit where the intake stands; ``str()`` is the Vietnamese sentence, ``english`` the English one."""

    def __init__(self, vietnamese: str, english: str) -> None:
        super().__init__(vietnamese)
        self.english = english


def take_in(upload: UploadedFile[bytes], day: date, user: User) -> Intake:
    """Keep an uploaded file and guess what it is. Raises UnreadableFileError with a sentence for whatever is no spreadsheet."""
    kept = files.take_in(upload)
    try:
        mapping, known = recognise(files.path_of(kept.stored)).recalled(_memory)
        with transaction.atomic():
            one = Intake.objects.create(
                name=(upload.name or "")[:200], kind=kept.kind, size=kept.size, digest=kept.digest, stored=kept.stored,
                made_by=user, mapping=mapping.to_json(), remembered=known, day=day,
            )  # fmt: skip
            _note(one, user, "intake_upload", size=kept.size, ending=kept.kind, sheets=len(mapping.sheets), known=known)
    except BaseException:
        files.delete(kept.stored)
        raise
    return one


def _memory(signature: str) -> dict[str, list[str]] | None:
    found = HeadingMemory.objects.filter(signature=signature).first()
    return found.columns if found else None


def _note(one: Intake, user: User, action: str, **detail: Any) -> None:
    """A line in the ledger: counts, never a name or a value."""
    ledger.record(user.username, action, kind="intake", subject=str(one.pk), **detail)


def set_sheet(one: Intake, name: str, *, taken: bool, header: tuple[int, int] | None = None) -> None:
    """Take a sheet or leave it; ``header`` names its heading rows (as Excel counts) when the guess was wrong."""
    _require(one, Status.MAPPING, Status.CHECKED, Status.FAILED)
    mapping = reading.mapping_of(one)
    sheet = mapping.sheet(name)
    if sheet is None:
        return
    tables = sheet.tables
    if header is not None and header not in [t.header_rows for t in tables]:
        tables = (_remembered(_header(one, name, header)),)
    _keep_mapping(one, mapping.with_sheet(replace(sheet, taken=taken and bool(tables), tables=tables)))


def _header(one: Intake, name: str, header: tuple[int, int]) -> TableMapping:
    from dungviec.exchange.roster.forms import load_roster

    source = next(s for s in load_roster(files.path_of(one.stored), first=400) if s.name == name)
    top = max(1, min(header[0], len(source.rows) or 1))
    return map_header(source, top, max(top, min(header[1], top + 4)))


def _remembered(table: TableMapping) -> TableMapping:
    found = _memory(table.signature)
    return table if found is None else table.recalled(found)


def set_columns(one: Intake, fields: dict[tuple[str, int, int], tuple[str, str]], user: User) -> int:
    """Take columns (sheet, table, index) for other fields (field, detail); returns how many changed."""
    _require(one, Status.MAPPING, Status.CHECKED, Status.FAILED)
    mapping, changed = reading.mapping_of(one), 0
    for (name, table, index), (field, detail) in fields.items():
        sheet = mapping.sheet(name)
        if sheet is None or table >= len(sheet.tables):
            continue
        use = next((c for c in sheet.tables[table].columns if c.index == index), None)
        if use is not None and (use.field, use.detail) != (field, detail or use.detail):
            mapping = mapping.with_column(name, table, index, field, detail)
            changed += 1
    if changed:
        _keep_mapping(one, mapping)
        _note(one, user, "intake_map", columns=changed)
    return changed


def _keep_mapping(one: Intake, mapping: RosterMapping) -> None:
    one.mapping = mapping.to_json()
    one.status, one.trouble_vi, one.trouble_en = Status.MAPPING, "", ""
    one.save(update_fields=["mapping", "status", "trouble_vi", "trouble_en"])


def read(one: Intake, day: date, user: User) -> None:
    """Hand the file to the worker: read all rows, then compare. What the columns are is remembered for the next file."""
    _require(one, Status.MAPPING, Status.CHECKED, Status.FAILED)
    mapping = reading.mapping_of(one)
    taken = [s for s in mapping.sheets if s.taken]
    tables = [t for s in taken for t in s.tables]
    if not tables or not all(t.tells_who for t in tables):
        raise NotNow(
            "Chưa có cột nào cho biết dòng nói về ai: hãy chọn cột «họ và tên» (hoặc số CCCD, mã cán bộ) trong mỗi trang được lấy.",
            "No column tells whom a row is about: choose the column of names (or citizen numbers) in every sheet that is taken.",
        )
    with transaction.atomic():
        for table in tables:
            HeadingMemory.objects.update_or_create(
                signature=table.signature, defaults={"columns": table.memory(), "kept_by": user}
            )
        one.day = day
        one.save(update_fields=["day"])
        _hand_over(one, "read", user)


def check_again(one: Intake, user: User) -> None:
    """Compare once more: at once for a short file, by the worker for a long one."""
    _require(one, Status.CHECKED)
    if one.rows.count() < LATER:
        from dungviec.office.intake.jobs import compare_rows

        compare_rows(one)
    else:
        _hand_over(one, "check", user)


def write(one: Intake, user: User) -> None:
    """Hand the checked rows to the worker, who writes them in one transaction."""
    _require(one, Status.CHECKED)
    if one.stale:
        raise NotNow(
            "Có chỗ vừa sửa mà chưa đối chiếu lại: bấm «Đối chiếu lại» rồi hãy ghi.",
            "Something was mended since the last comparison: compare again before writing.",
        )
    if not one.balance.get("created") and not one.balance.get("updated"):
        raise NotNow(
            "Không có gì để ghi: mọi dòng đều đã đúng như hồ sơ hoặc bị từ chối.", "There is nothing to write."
        )
    _hand_over(one, "write", user)


@transaction.atomic
def _hand_over(one: Intake, job: str, user: User) -> None:
    from dungviec.office.intake.tasks import run_intake

    Intake.objects.filter(pk=one.pk).update(
        status=Status.WAITING, job=job, stage="", progress=0, stop_asked=False, queued_at=timezone.now(), started_at=None,
        heard_at=None, trouble_vi="", trouble_en="",
    )  # fmt: skip
    one.refresh_from_db()
    _note(one, user, f"intake_{job}", rows=one.balance.get("rows_in", 0))
    run_intake.enqueue(intake_id=one.pk, job=job, by=user.username)


@transaction.atomic
def stop(one: Intake, user: User) -> None:
    """Ask the worker to stop; nothing that was mended is lost."""
    if not one.at_work:
        return
    Intake.objects.filter(pk=one.pk, status__in=AT_WORK).update(stop_asked=True)
    Intake.objects.filter(pk=one.pk, status=Status.WAITING).update(status=_before(one))
    _note(one, user, "intake_stop", job=one.job)


def _before(one: Intake) -> Status:
    """Where an intake stands when its job did not come to an end."""
    return Status.MAPPING if one.job == "read" else Status.CHECKED


@transaction.atomic
def take_back(one: Intake, user: User) -> None:
    """Free an intake whose worker has died: a write that did not end has written nothing."""
    Intake.objects.filter(pk=one.pk, status__in=AT_WORK).update(status=_before(one), stop_asked=False)
    _note(one, user, "intake_take_back", job=one.job)


@transaction.atomic
def fix_cell(one: Intake, row: IntakeRow, column: int, text: str, user: User) -> None:
    """Mend one cell: kept with the intake, the file stays as it is. The row is read again at once."""
    _require(one, Status.CHECKED)
    row.fixes = {**row.fixes, str(column): text.strip()[:400]}
    _read_again(one, row)
    _note(one, user, "intake_fix", column=column)


@transaction.atomic
def unfix_cell(one: Intake, row: IntakeRow, column: int, user: User) -> None:
    """Go back to what the file says."""
    _require(one, Status.CHECKED)
    row.fixes = {c: t for c, t in row.fixes.items() if c != str(column)}
    _read_again(one, row)
    _note(one, user, "intake_unfix", column=column)


def _read_again(one: Intake, row: IntakeRow) -> None:
    sheet = reading.mapping_of(one).sheet(row.sheet)
    if sheet is None:
        raise NotNow("Trang này không còn được lấy.", "This sheet is no longer taken.")
    reading.mend(row, sheet.tables[row.table].columns, one.tables.get(row.sheet, {}), one.day)
    row.save(update_fields=["fixes", "facts", "marks", "level"])
    _now_stale(one)


def _now_stale(one: Intake) -> None:
    one.stale = True
    one.save(update_fields=["stale"])


@transaction.atomic
def decide_person(one: Intake, row: IntakeRow, decision: str, user: User) -> None:
    """Say whom a doubtful row is about: an identifier of the candidates, ``new`` or ``skip``; empty takes the word back."""
    _require(one, Status.CHECKED)
    if decision not in ("", "new", "skip") and decision not in row.candidates:
        raise NotNow("Người được chọn không nằm trong số có thể.", "The person chosen is not one of those possible.")
    row.decision = decision
    row.save(update_fields=["decision"])
    _now_stale(one)
    _note(one, user, "intake_decide", what=decision if decision in ("new", "skip") else "person")


@transaction.atomic
def decide_unit(one: Intake, key: str, decision: dict[str, Any], user: User) -> None:
    """Say what a unit of the file is: ``use`` one on file, ``new`` with kind and parent, or ``words`` only."""
    _require(one, Status.CHECKED)
    units = dict(one.units)
    if decision.get("choice") in ("use", "new", "words"):
        numbers = [d.get("number", 0) for d in units.values()]
        units[key] = decision | {"number": units.get(key, {}).get("number") or max(numbers, default=0) + 1}
    else:
        units.pop(key, None)
    one.units = units
    one.save(update_fields=["units"])
    _now_stale(one)
    _note(one, user, "intake_decide_unit", what=str(decision.get("choice") or ""))


@transaction.atomic
def choose(one: Intake, choices: dict[str, Any], user: User) -> None:
    """Whether empty cells empty the record, and whether another unit is a move."""
    _require(one, Status.CHECKED)
    one.choices = choices
    one.save(update_fields=["choices"])
    _now_stale(one)
    _note(one, user, "intake_choose", erase=len(choices.get("erase", ())), moves=bool(choices.get("moves")))


@transaction.atomic
def undo(one: Intake, why: str, user: User) -> None:
    """Take the whole batch back. Raises RegistryFault with a sentence when later changes build on it."""
    _require(one, Status.DONE)
    if one.batch is None:
        raise RegistryFault("Đợt này không ghi gì nên không có gì để hoàn tác.", "This intake wrote nothing to undo.")
    undo_batch(one.batch, by=user, why=why)
    one.refresh_from_db(fields=["status"])
    _note(one, user, "intake_undo", batch=one.batch.pk)


@transaction.atomic
def give_up(one: Intake, user: User) -> None:
    """Throw an intake away that wrote nothing: file and rows are deleted."""
    _require(one, Status.MAPPING, Status.CHECKED, Status.FAILED)
    _note(one, user, "intake_give_up", rows=one.balance.get("rows_in", 0))
    files.delete(one.stored)
    one.delete()


def _require(one: Intake, *allowed: Status) -> None:
    one.refresh_from_db(fields=["status", "stale", "units", "choices", "mapping", "balance"])
    if one.status not in allowed:
        raise NotNow(
            f"Đợt nhập này đang ở bước «{one.get_status_display()}» nên chưa làm được việc đó; hãy tải lại trang.",
            f"This intake stands at “{one.get_status_display()}”: that cannot be done now; reload the page.",
        )
