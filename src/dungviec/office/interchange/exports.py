"""Exports that were asked for: asking, making in the background, fetching for a while, and deleting."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import cast

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from dungviec.documents.origins import form_items
from dungviec.exchange import write_package
from dungviec.exchange.package_schema import Kind
from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.access.policy import viewer_of
from dungviec.office.interchange.exporting import seen_package
from dungviec.office.interchange.faults import InterchangeRefused
from dungviec.office.interchange.models import DataExport, ExportState
from dungviec.office.shell.progress import Stopped, teller

KEPT = timedelta(hours=24)
"""How long a finished file may be fetched."""
AT_ONCE = 3
"""Exports of one account that may wait or lie ready at one time."""


def folder() -> Path:
    """Where finished files lie: nothing serves it, only the office's own account reads it."""
    path = Path(settings.HOME) / "exports"
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


@transaction.atomic
def ask(by: User, *, day: date, kind: str, with_dossiers: bool, masked: bool, purpose: str) -> DataExport:
    """Ask for an export; it is made in the background. Raises InterchangeRefused when too many of one account stand open."""
    User.objects.select_for_update(of=("self",)).get(pk=by.pk)  # two clicks at once are counted one after the other
    live = (ExportState.QUEUED, ExportState.RUNNING, ExportState.DONE)
    if DataExport.objects.filter(made_by=by, status__in=live).count() >= AT_ONCE:
        raise InterchangeRefused(
            _("Mỗi người có nhiều nhất %d lần xuất đang chờ hoặc chưa xóa. Xin xóa bớt một lần xuất cũ.") % AT_ONCE
        )
    one = DataExport.objects.create(
        made_by=by,
        as_of=day,
        kind=kind,
        with_dossiers=with_dossiers,
        masked=masked,
        purpose=purpose,
        asked_at=timezone.now(),
    )
    ledger.record(
        by.username,
        "ask_export",
        kind="data_export",
        subject=str(one.pk),
        form=kind,
        masked=masked,
        dossiers=with_dossiers,
    )
    from dungviec.office.interchange.tasks import make_export

    make_export.enqueue(export_id=one.pk)
    return one


def make(export_id: int) -> str:
    """Make one export that waits; the state it ended in. What the account may see is asked anew, not remembered."""
    now = timezone.now()
    taken = DataExport.objects.filter(pk=export_id, status=ExportState.QUEUED, stop_asked=False).update(
        status=ExportState.RUNNING, heard_at=now, progress=0, stage="", trouble_vi="", trouble_en=""
    )
    if not taken:
        return "not waiting"
    one = DataExport.objects.select_related("made_by").get(pk=export_id)
    name = f"{secrets.token_hex(12)}.part"  # backups leave this ending out
    path, growing = folder() / name, folder() / f"{name}.zip"

    def keep(stage: str, progress: int) -> bool:
        return bool(
            DataExport.objects.filter(pk=export_id, stop_asked=False).update(
                stage=stage, progress=progress, heard_at=timezone.now()
            )
        )

    tell = teller(keep)
    try:
        key = secrets.token_bytes(32) if one.masked else None
        package = seen_package(
            viewer_of(one.made_by, one.as_of), one.as_of, with_dossiers=one.with_dossiers, mask_key=key, tell=tell
        )
        write_package(
            package,
            growing,
            cast(Kind, one.kind),
            origins=form_items(),
            tell=lambda stage, share: tell(stage, 0.5 + share / 2),
        )
        growing.chmod(0o600)
        body = growing.read_bytes()
        growing.rename(path)
        done = DataExport.objects.filter(pk=export_id, status=ExportState.RUNNING, stop_asked=False).update(
            status=ExportState.DONE, progress=1000, stage="", file=name, size=len(body), sha256=hashlib.sha256(body).hexdigest(),
            rows=package.rows, expires_at=timezone.now() + KEPT,
        )  # fmt: skip
        if not done:
            raise Stopped
    except BaseException as error:
        for left in (path, growing):
            left.unlink(missing_ok=True)
        _end(export_id, error)
        if not isinstance(error, Exception):
            raise
    ended = DataExport.objects.only("status").get(pk=export_id).status
    ledger.record("dungviec", "export_ended", kind="data_export", subject=str(export_id), status=str(ended))
    return str(ended)


def _end(export_id: int, error: BaseException) -> None:
    vi, en = ("Đã dừng theo yêu cầu.", "Stopped as asked.") if isinstance(error, Stopped) else (
        f"Máy gặp lỗi ({type(error).__name__}); chưa có tệp nào. Xin yêu cầu lại; nếu vẫn lỗi, báo người quản trị số {export_id}.",
        f"The machine met a fault ({type(error).__name__}); there is no file. Ask again; if it fails again, give the administrator the number {export_id}.",
    )  # fmt: skip
    DataExport.objects.filter(pk=export_id).update(
        status=ExportState.FAILED, trouble_vi=vi, trouble_en=en, stop_asked=False
    )


def fetch(one: DataExport, by: User, now: datetime) -> Path:
    """The file of one's own finished export; each fetching is in the ledger. Raises InterchangeRefused when it is gone."""
    path = folder() / one.file
    if one.status != ExportState.DONE or one.expires_at is None or one.expires_at <= now or not path.is_file():
        raise InterchangeRefused(_("Tệp này đã hết hạn hoặc đã xóa. Xin yêu cầu xuất lại."))
    with transaction.atomic():
        DataExport.objects.filter(pk=one.pk).update(downloads=F("downloads") + 1)
        ledger.record(
            by.username,
            "download_export",
            kind="data_export",
            subject=str(one.pk),
            rows=one.rows,
            masked=one.masked,
            sha256=one.sha256,
        )
    return path


def drop(one: DataExport, by: User) -> bool:
    """Delete one's own export now; False where it is gone already."""
    live = (ExportState.DONE, ExportState.FAILED, ExportState.QUEUED)
    with transaction.atomic():
        if not DataExport.objects.filter(pk=one.pk, status__in=live).update(status=ExportState.GONE, file=""):
            return False
        ledger.record(by.username, "drop_export", kind="data_export", subject=str(one.pk))
    if one.file:  # what a crash leaves here, ``forget_old`` takes away
        (folder() / one.file).unlink(missing_ok=True)
    return True


def forget_old(now: datetime) -> int:
    """Delete what has run out, and files of an hour ago that no row knows; how many exports were closed."""
    gone = list(DataExport.objects.filter(status=ExportState.DONE, expires_at__lte=now).values_list("pk", "file"))
    DataExport.objects.filter(pk__in=[pk for pk, _file in gone]).update(status=ExportState.GONE, file="")
    for _pk, file in gone:
        (folder() / file).unlink(missing_ok=True)
    known = set(DataExport.objects.exclude(file="").values_list("file", flat=True))
    old = (now - timedelta(hours=1)).timestamp()
    for path in folder().iterdir():
        if path.name not in known and path.stat().st_mtime < old:
            path.unlink(missing_ok=True)
    return len(gone)
