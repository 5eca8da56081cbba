"""Sample data for an empty office: the made-up city filled in by one click, and gone by one click, each whole or not at all.

It never meets real records: it is refused where there are any, rosters are not taken over while it is there, and it is not removed while
people of another origin stand beside it. What stood in the office before (accounts, the ledger, rules, settings) stays.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max, Model
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dungviec.office.access import ledger
from dungviec.office.access.models import Membership, Role, User
from dungviec.office.access.policy import Viewer
from dungviec.office.access.services import create_account
from dungviec.office.agenda.models import Sample, SampleState
from dungviec.office.registry import demo_city
from dungviec.office.registry.models import Batch, City, Person
from dungviec.office.registry.selectors import SAMPLE_MARK, office_day, snapshot
from dungviec.office.registry.services import load_snapshot
from dungviec.office.requests.models import StoredFile
from dungviec.office.requests.vault import path_of
from dungviec.office.shell.progress import teller

logger = logging.getLogger("dungviec.office.agenda")
RECORDS = frozenset({
    "registry", "requests", "dossier", "intake", "competency", "appraisal", "calibration", "emulation", "inspection", "programme", "education",
    "succession", "placement", "training", "slates", "sandbox", "decisions", "ballots", "conduct", "voice", "streamlining", "forecast", "reports",
    "explore", "privacy", "interchange",
})  # fmt: skip
"""Rooms whose tables are about people, posts and what was decided of them: their rows go with the sample. All others keep theirs."""
KEPT = frozenset({
    "access", "agenda", "api", "auth", "contenttypes", "sessions", "django_tasks_database", "law", "operations", "sealing", "shell", "upkeep",
    "account", "mfa", "socialaccount", "usersessions", "procrastinate",
})  # fmt: skip
"""Whose tables keep their rows; a test holds every installed app to one of the two."""
SILENT = timedelta(minutes=5)
PREFIX = "mau."
"""Names of the accounts in whose name the sample was written; they are locked and have no password."""


class SampleRefused(ValueError):
    """The sample cannot be filled or removed; ``str()`` and ``english`` are the sentence."""

    def __init__(self, vi: str, english: str) -> None:
        super().__init__(vi)
        self.english = english


@dataclass(frozen=True, slots=True)
class Preview:
    """What removing would take and leave."""

    goes: tuple[tuple[str, int], ...]
    """Room in words, and how many rows."""
    rows: int
    stays: tuple[tuple[str, int], ...]
    strangers: int
    """People on file who did not come with the sample: nothing is removed while there are any."""
    locked: int
    """Accounts tied to people or units of the sample: they are locked."""


def may_ask(viewer: Viewer | None) -> bool:
    """Administrators and personnel officers of the whole body."""
    return viewer is not None and (
        viewer.role == Role.ADMINISTRATOR or (viewer.role == Role.PERSONNEL and viewer.whole)
    )


def here() -> Sample:
    """The one row, not stored while there never was a sample."""
    return Sample.objects.order_by("pk").first() or Sample()


def shown(viewer: Viewer) -> Sample | None:
    """What the morning page shows of the sample: to whoever may ask, while the office is empty or the sample is there."""
    if not may_ask(viewer):
        return None
    if City.objects.exists():
        return Sample.objects.filter(state=SampleState.THERE).first()
    return here()


def why_not_fill() -> SampleRefused | None:
    """Why the sample may not come in; None where the office is empty."""
    one = here()
    if (
        one.state in (SampleState.QUEUED, SampleState.FILLING)
        and one.heard_at is not None
        and timezone.now() - one.heard_at < SILENT
    ):
        return SampleRefused("Dữ liệu mẫu đang được nạp.", "The sample data are being filled in.")
    if one.state == SampleState.THERE:
        return SampleRefused("Dữ liệu mẫu đã có trong văn phòng.", "The sample data are in the office already.")
    people = Person.objects.count()
    if people or City.objects.exists():
        return SampleRefused(
            f"Văn phòng đã có hồ sơ thật ({people} người): dữ liệu mẫu không bao giờ vào cùng chỗ với hồ sơ thật. Muốn xem thử, cài một văn phòng khác hoặc chạy «dungviec demo».",
            f"The office holds real records ({people} people): sample data never stand beside real ones. To try it out, set up another office or run «dungviec demo».",
        )
    return None


@transaction.atomic
def ask_to_fill(*, by: User | None, queue: bool = True) -> Sample:
    """A filling that waits, handed to the worker where ``queue`` says so. Raises SampleRefused."""
    if (refused := why_not_fill()) is not None:
        raise refused
    one = Sample.objects.select_for_update().order_by("pk").first() or Sample()
    one.state, one.made_by, one.made_at, one.heard_at = SampleState.QUEUED, by, timezone.now(), timezone.now()
    one.trouble_vi = one.trouble_en = ""
    one.save()
    ledger.record(by.username if by else "dungviec", "fill_sample", kind="sample", subject=str(one.pk))
    if queue:
        from dungviec.office.agenda.tasks import fill_sample

        fill_sample.enqueue(sample_id=one.pk)
    return one


def fill(pk: int) -> str:
    """Fill the office, in one transaction: an interrupted filling leaves it as empty as it was. Returns the state it ended in."""
    tell = teller(_keep_progress)
    if not Sample.objects.filter(pk=pk, state=SampleState.QUEUED).update(
        state=SampleState.FILLING, heard_at=timezone.now()
    ):
        return "not waiting"
    try:
        with transaction.atomic():
            _fill(pk, tell)
    except Exception as error:
        logger.error("filling the sample failed: %s", type(error).__name__)
        vi = (
            str(error)
            if isinstance(error, SampleRefused)
            else f"Máy gặp lỗi khi nạp ({type(error).__name__}); văn phòng vẫn trống như trước."
        )
        en = (
            error.english
            if isinstance(error, SampleRefused)
            else f"The filling failed ({type(error).__name__}); the office is as empty as before."
        )
        Sample.objects.filter(pk=pk).update(state=SampleState.NONE, trouble_vi=vi, trouble_en=en)
        return str(SampleState.NONE)
    finally:
        _progress_file().unlink(missing_ok=True)
    return str(SampleState.THERE)


def _progress_file() -> Path:
    """How far the filling is, beside the database: inside its one transaction nobody else could read it."""
    return Path(settings.HOME) / "sample-progress"


def _keep_progress(stage: str, thousandths: int) -> bool:
    _progress_file().write_text(str(thousandths), encoding="ascii")
    return True


def progress() -> int:
    """Per cent of the filling that is done; 0 where nothing tells."""
    try:
        return int(_progress_file().read_text(encoding="ascii")) // 10
    except (OSError, ValueError):
        return 0


def _fill(pk: int, tell: Callable[[str, float], None]) -> None:
    from dungviec.synth import build_city

    if Person.objects.exists() or City.objects.exists():
        raise SampleRefused(
            "Trong lúc chờ đã có hồ sơ được ghi; dữ liệu mẫu không nạp nữa.",
            "Records were written meanwhile; the sample was not filled in.",
        )
    before = {m._meta.db_table: [str(k) for k in m._base_manager.values_list("pk", flat=True)] for m in tables()}
    tell("city", 0.05)
    city = load_snapshot(build_city())
    city.note = f"{SAMPLE_MARK} {city.note}".strip()
    city.save(update_fields=["note"])
    tell("rooms", 0.4)
    there = set(User.objects.values_list("pk", flat=True))
    _open_accounts()
    rooms = fillers()
    for n, (label, fill_room) in enumerate(rooms, 1):
        fill_room()
        tell(label, 0.4 + 0.59 * n / len(rooms))
    before["access_user"] = _lock(there)
    last = Batch.objects.aggregate(last=Max("pk"))["last"] or 0
    Sample.objects.filter(pk=pk).update(state=SampleState.THERE, before=before, batch=last, heard_at=timezone.now())


def fillers() -> list[tuple[str, Callable[[], None]]]:
    """The rooms that fill themselves with made-up records: label and function."""
    return [(config.label, config.fill_demo) for config in apps.get_app_configs() if hasattr(config, "fill_demo")]


def _open_accounts() -> None:
    """Accounts in whose names the rooms write their sample."""
    for one in demo_city.accounts(snapshot(office_day())):
        create_account(
            PREFIX + one.username,
            "",
            one.role,
            shown_name=one.shown_name,
            unit_id=one.unit_id,
            person_id=one.person_id,
            demo=True,
        )


def _lock(there: set[int]) -> list[str]:
    """Lock every account that came with the sample and take its password: nobody enters by them. Their numbers."""
    came = User.objects.exclude(pk__in=there)
    for user in came:
        user.set_unusable_password()
        user.is_active = False
        user.save(update_fields=["password", "is_active"])
    return [str(pk) for pk in came.values_list("pk", flat=True)]


def tables() -> list[type[Model]]:
    """The tables whose rows go with the sample, in a steady order."""
    found = {
        m._meta.db_table: m
        for m in apps.get_models(include_auto_created=True)
        if m._meta.app_label in RECORDS and m._meta.managed
    }
    return [found[name] for name in sorted(found)]


def preview() -> Preview:
    """What removing takes and leaves. Raises SampleRefused where there is no sample."""
    one = _there()
    rooms: Counter[str] = Counter()
    for model in tables():
        if not model._meta.auto_created:
            rooms[str(model._meta.app_config.verbose_name)] += _going(model, one).count()
    goes = tuple((words, n) for words, n in rooms.most_common() if n)
    stays = (
        (_("tài khoản"), User.objects.exclude(pk__in=one.before.get("access_user", ())).count()),
        (_("dòng của sổ ghi việc"), ledger.head().number),
    )
    return Preview(goes, rooms.total(), stays, strangers(one), _tied(one).count())


def strangers(one: Sample) -> int:
    """People who did not come with the sample and stand on file: written by a batch after its last."""
    return Person.objects.filter(batch__gt=one.batch, withdrawn_at__isnull=True).count()


def _tied(one: Sample) -> Any:
    """Open accounts tied to the sample's people or units."""
    return (
        Membership.objects.filter(user__is_active=True)
        .exclude(unit_id="", person_id="")
        .exclude(user__in=one.before.get("access_user", ()))
    )


def _there() -> Sample:
    one = Sample.objects.filter(state=SampleState.THERE).first()
    if one is None:
        raise SampleRefused("Văn phòng không có dữ liệu mẫu.", "There are no sample data in the office.")
    return one


def _going(model: type[Model], one: Sample) -> Any:
    return model._base_manager.exclude(pk__in=one.before.get(model._meta.db_table, ()))


def remove(*, by: str) -> int:
    """Take the sample out, in one transaction; returns how many rows went. Raises SampleRefused while real people stand beside it."""
    with transaction.atomic():
        one = Sample.objects.select_for_update().get(pk=_there().pk)
        if n := strangers(one):
            raise SampleRefused(
                f"Có {n} người do anh/chị nhập vào sau khi nạp dữ liệu mẫu: gỡ lúc này sẽ mất cả hồ sơ ấy. Hoàn tác các đợt nhập đó ở trang «Đợt ghi», rồi gỡ.",
                f"{n} people were entered after the sample was filled in: removing it now would lose their records. Undo those batches on the page of batches, then remove it.",
            )
        files = list(_going(StoredFile, one))
        _tied_accounts_locked(one, by)
        gone = 0
        for model in tables():  # keys between tables are looked at when all are through
            found = _going(model, one)
            gone += 0 if model._meta.auto_created else found.count()
            found._raw_delete(found.db)
        for account in User.objects.filter(pk__in=one.before.get("access_user", ())):
            account.delete()
        connection.check_constraints()
        Sample.objects.filter(pk=one.pk).update(state=SampleState.NONE, before={}, batch=0)
        ledger.record(by, "remove_sample", kind="sample", subject=str(one.pk), rows=gone)
        transaction.on_commit(lambda: _drop_files(files))
    return gone


def _tied_accounts_locked(one: Sample, by: str) -> None:
    """Accounts tied to people and units that go would reach nobody, or later somebody else: they are locked, not widened."""
    for member in _tied(one).select_related("user"):
        User.objects.filter(pk=member.user_id).update(is_active=False)
        ledger.record(
            by,
            "lock_account",
            kind="account",
            subject=member.user.username[:60],
            why=gettext_noop("gắn với dữ liệu mẫu đã gỡ"),
        )


def _drop_files(files: list[StoredFile]) -> None:
    """The files of the sample, once their rows are gone for good."""
    for one in files:
        path_of(one).unlink(missing_ok=True)
