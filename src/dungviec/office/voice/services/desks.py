"""Desks and their codes, the settings of the room, dossier results taken in from a file."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import IO, Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from dungviec.exchange import UnreadableFileError
from dungviec.exchange.grid import load_sheets
from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.registry.governing import law_on
from dungviec.office.registry.models import Unit
from dungviec.office.shell.middleware import parse_day
from dungviec.office.voice.faults import VoiceRefused, told
from dungviec.office.voice.models import Desk, Result, Setup, new_token
from dungviec.office.voice.services.ratings import CaseLine
from dungviec.records.vietnamese import fold
from dungviec.voice.results import DossierResult, Refused, read_results
from dungviec.voice.service_index import part_maxima

LARGEST = 5 * 1024 * 1024
MOST_ROWS = 20_000
_CODE = re.compile(r"[A-Z0-9][A-Z0-9.-]{0,19}")


@dataclass(frozen=True, slots=True)
class DeskGiven:
    """A desk as typed."""

    code: str
    name: str
    english: str
    unit_id: str
    open: bool = True


@transaction.atomic
def keep_desk(given: DeskGiven, *, by: User, day: date, pk: int | None = None, version: int = 0) -> Desk:
    """A new desk, or the changed one. ``version`` is what the page was made from: somebody else's change meanwhile is refused."""
    code = given.code.strip().upper()
    if not _CODE.fullmatch(code):
        raise VoiceRefused(_("Mã quầy «%s»: cần 1–20 chữ cái không dấu, chữ số, dấu chấm hoặc gạch ngang.") % given.code[:30])  # fmt: skip
    if not given.name.strip() or len(given.name) > 120 or len(given.english) > 120:
        raise VoiceRefused(_("Tên công khai cần có, và không dài quá 120 ký tự."))
    if not Unit.objects.filter(pk=given.unit_id).exists():
        raise VoiceRefused(_("Không có đơn vị mã «%s».") % given.unit_id[:40])
    if Desk.objects.filter(code=code).exclude(pk=pk or 0).exists():
        raise VoiceRefused(_("Đã có quầy mã «%s».") % code)
    one = Desk(turned_on=day) if pk is None else Desk.objects.select_for_update().get(pk=pk)
    if pk is not None and one.version != version:
        raise VoiceRefused(_("Quầy đã được người khác sửa trong lúc anh/chị mở trang này. Xin xem lại."))
    one.code, one.name, one.english = code, given.name.strip(), given.english.strip()
    one.unit_id, one.open, one.version = given.unit_id, given.open, one.version + (pk is not None)
    try:
        with transaction.atomic():
            one.save()
    except IntegrityError:
        raise VoiceRefused(_("Đã có quầy mã «%s».") % code) from None
    ledger.record(by.username, "keep_desk", kind="desk", subject=code)
    return one


@transaction.atomic
def turn_code(pk: int, *, by: User, day: date) -> Desk:
    """A fresh code for a desk; the old poster answers to nothing from now on."""
    one = Desk.objects.select_for_update().get(pk=pk)
    one.token, one.turned_on, one.version = new_token(), day, one.version + 1
    one.save()
    ledger.record(by.username, "turn_desk", kind="desk", subject=one.code)
    return one


@transaction.atomic
def keep_setup(given: dict[str, Any], *, version: int, by: User) -> Setup:
    """The settings changed; somebody else's change meanwhile is refused."""
    Setup.now()
    one = Setup.objects.select_for_update().get(pk=1)
    if one.version != version:
        raise VoiceRefused(_("Cài đặt đã được người khác sửa trong lúc anh/chị mở trang này. Xin xem lại."))
    for name, value in given.items():
        setattr(one, name, value)
    one.version += 1
    one.save()
    ledger.record(by.username, "keep_voice_setup", changed=sorted(given))
    return one


def rows_of(file: IO[bytes], name: str, size: int | None) -> list[list[Any]]:
    """The rows of the fullest sheet of an uploaded table. Raises VoiceRefused for what is no table, or too large a one."""
    if size is not None and size > LARGEST:
        raise VoiceRefused(_("Tệp lớn hơn 5 MB. Xin chia làm nhiều kỳ."))
    body = file.read(LARGEST + 1)
    if len(body) > LARGEST:
        raise VoiceRefused(_("Tệp lớn hơn 5 MB. Xin chia làm nhiều kỳ."))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"tep{Path(name).suffix.lower()[:6]}"
        path.write_bytes(body)
        try:
            sheets = load_sheets(path)
        except UnreadableFileError as bad:
            raise VoiceRefused(str(bad)) from None
    rows = max((s.rows for s in sheets), key=len, default=[])
    if len(rows) > MOST_ROWS:
        raise VoiceRefused(_("Tệp có %d dòng, nhiều hơn mức nhận. Xin chia làm nhiều kỳ.") % len(rows))
    return [list(r) for r in rows]


_CASE_COLUMNS = {"number": ("ma ho so", "so ho so"), "desk": ("ma quay", "quay"), "procedure": ("thu tuc", "ten thu tuc"), "closed_on": ("ngay tra", "ngay tra ket qua")}  # fmt: skip


def read_cases(rows: list[list[Any]]) -> tuple[list[CaseLine], list[Refused]]:
    """Case numbers of a table: «Mã hồ sơ», «Ngày trả», and where known «Mã quầy», «Thủ tục». Raises VoiceRefused without the first two."""
    known = {name: key for key, names in _CASE_COLUMNS.items() for name in names}
    at, columns = 0, dict[str, int]()
    for number, row in enumerate(rows[:20]):
        here = {known[name]: i for i, cell in enumerate(row) if (name := fold(str(cell or ""))) in known}
        if len(here) > len(columns):
            at, columns = number, here
    if not {"number", "closed_on"} <= set(columns):
        raise VoiceRefused(_("Tệp cần có cột «Mã hồ sơ» và «Ngày trả»."))
    found, refused = [], []
    for line, row in enumerate(rows[at + 1 :], at + 2):
        cells = {key: row[i] if i < len(row) else None for key, i in columns.items()}
        if all(not str(cell or "").strip() for cell in cells.values()):
            continue
        number_, closed = str(cells["number"] or "").strip(), cells["closed_on"]
        day = closed if isinstance(closed, date) else parse_day(str(closed or ""))
        if not 4 <= len(number_) <= 60:
            refused.append(Refused(line, "«Mã hồ sơ» cần từ 4 đến 60 ký tự.", "«Mã hồ sơ» needs 4 to 60 characters."))
        elif day is None:
            refused.append(Refused(line, f"«Ngày trả»: «{str(closed)[:20]}» không phải ngày.", f"«Ngày trả»: '{str(closed)[:20]}' is no day."))  # fmt: skip
        else:
            found.append(CaseLine(number_, str(cells.get("desk") or "").strip().upper(), str(cells.get("procedure") or "").strip(), date(day.year, day.month, day.day)))  # fmt: skip
    return found, refused


def read_file(rows: list[list[Any]], day: date) -> tuple[list[DossierResult], list[Refused]]:
    """Dossier results of a table; lines of unknown desks come back as refused. Raises VoiceRefused where columns are missing."""
    with told():
        found, refused = read_results(rows, part_maxima(law_on(day)))
    codes = set(Desk.objects.values_list("code", flat=True))
    known = [r for r in found if r.group.upper() in codes]
    strangers = sorted({r.group for r in found if r.group.upper() not in codes})
    refused += [Refused(0, f"Không có quầy mã «{c[:20]}».", f"There is no desk '{c[:20]}'.") for c in strangers]
    return known, refused


@transaction.atomic
def take_results(found: list[DossierResult], *, by: User, day: date) -> tuple[int, int]:
    """Keep dossier results; how many are new, and how many took the place of the same period's."""
    desks = {d.code: d for d in Desk.objects.all()}
    counts = {True: 0, False: 0}
    for one in found:
        values: dict[str, Any] = {name: getattr(one, name) for name in COUNTS}
        _row, made = Result.objects.update_or_create(
            desk=desks[one.group.upper()], first=one.first, last=one.last,
            defaults={"counts": values, "points": {k: str(v) for k, v in one.points.items()}, "taken_on": day},
        )  # fmt: skip
        counts[made] += 1
    ledger.record(by.username, "take_results", kind="desk", new=counts[True], replaced=counts[False])
    return counts[True], counts[False]


COUNTS = ("total", "processed", "pending", "early", "on_time", "late", "must_publish", "published_on_time")


def result_of(row: Result) -> DossierResult:
    """A stored result as the library reads it."""
    return DossierResult(row.desk.code, row.first, row.last, **row.counts, points={k: Fraction(v) for k, v in row.points.items()})  # fmt: skip


Reading = Callable[[list[list[Any]]], tuple[list[Any], list[Refused]]]
