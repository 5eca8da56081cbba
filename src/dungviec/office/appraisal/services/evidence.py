"""Files that bear out a line of work, kept in the vault: handed in by the official, read by whoever judges or keeps the month."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.access.policy import Viewer
from dungviec.office.appraisal import reach
from dungviec.office.appraisal.faults import AppraisalRefused
from dungviec.office.appraisal.models import Task, TaskFile
from dungviec.office.appraisal.services.assigning import open_month
from dungviec.office.requests.vault import MOST, Checked, FileRefused, check, store


def checked(uploads: Iterable[UploadedFile[bytes]]) -> list[Checked]:
    """The uploads as files that may be taken, by what they are. Raises AppraisalRefused with the vault's sentence."""
    try:
        return [check(upload.name or "", upload, upload.size) for upload in uploads]
    except FileRefused as refused:
        raise AppraisalRefused(str(refused), {"tep": str(refused)}) from None


def on_line(task: Task) -> list[TaskFile]:
    """The files of a line that were not withdrawn."""
    return list(task.files.filter(withdrawn_at__isnull=True).select_related("file", "added_by"))


def may_read(task: Task, viewer: Viewer) -> bool:
    """Whose work it is, whoever judges it, whoever keeps the month: a file may tell of illness or of others, so nobody else in reach."""
    return (
        task.person_id == viewer.person_id
        or reach.may_confirm(viewer, task.person_id)
        or reach.may_receive(viewer, task.person_id)
    )


@transaction.atomic
def put(task: Task, files: Sequence[Checked], *, viewer: Viewer, by: User) -> list[TaskFile]:
    """Put files to a line. Raises AppraisalRefused: another's line, a month with the head's word, too many files."""
    if task.person_id != viewer.person_id and not reach.may_assign(viewer, task.person_id):
        raise AppraisalRefused(_("Chỉ gửi minh chứng cho việc của mình."))
    if not files:
        raise AppraisalRefused(_("Xin chọn tệp minh chứng."), {"tep": _("Chưa chọn tệp.")})
    open_month(task.person_id, task.year, task.month)
    if len(on_line(task)) + len(files) > MOST:
        told = _("Mỗi dòng việc giữ nhiều nhất %d tệp.") % MOST
        raise AppraisalRefused(told, {"tep": told})
    now = timezone.now()
    made = [
        TaskFile.objects.create(task=task, file=store(file, task.person_id, by), added_at=now, added_by=by)
        for file in files
    ]
    ledger.record(
        by.username,
        "add_evidence",
        kind="person",
        subject=task.person_id,
        task=task.pk,
        files=[m.file.sha256 for m in made],
    )
    return made


@transaction.atomic
def withdraw(one: TaskFile, *, viewer: Viewer, by: User) -> None:
    """Take a file off its line; it stays in the vault. Whoever sent it may, while the month is open. Raises AppraisalRefused."""
    if one.added_by_id != by.pk or not may_read(one.task, viewer):
        raise AppraisalRefused(_("Chỉ người gửi rút được tệp này."))
    open_month(one.task.person_id, one.task.year, one.task.month)
    one.withdrawn_at = timezone.now()
    one.save(update_fields=["withdrawn_at"])
    ledger.record(
        by.username,
        "withdraw_evidence",
        kind="person",
        subject=one.task.person_id,
        task=one.task_id,
        file=one.file.sha256,
    )
