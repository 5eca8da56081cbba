"""What the pages share: the viewer, the unit and period looked at, people by their row, uploads."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import polars as pl
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dungviec.exchange.problems import UnreadableFileError
from dungviec.office.access.models import User
from dungviec.office.appraisal import assembling, reach
from dungviec.office.appraisal.periods import Period, agency_of, current, period_of
from dungviec.office.registry.gate import SeenRecords
from dungviec.office.registry.viewing import opened_units, seen_here
from dungviec.office.registry.workforce import workforce

KINDS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".txt")
LARGEST = 20_000_000
LARGEST_UNIT = 400
"""People of one board; a larger branch is looked at unit by unit."""


def room_here(request: HttpRequest) -> SeenRecords:
    """What the viewer sees, for a page about others; refused to who reads nobody's sheets."""
    records = seen_here(request)
    if not reach.may_enter(records.viewer):
        raise PermissionDenied("appraisal")
    return records


def large(records: SeenRecords, unit_id: str) -> bool:
    """Whether a branch is too large for one board: its own people and the heads right below stand for it."""
    inside = assembling.branch(unit_id, records.day)["unit_id"].to_list()
    return records.people.filter(pl.col("unit_id").is_in(inside)).height > LARGEST_UNIT


def account(request: HttpRequest) -> User:
    """The account that acts."""
    assert isinstance(request.user, User)
    return request.user


def unit_here(request: HttpRequest, records: SeenRecords) -> tuple[str, list[dict[str, Any]]]:
    """The unit looked at (``?don-vi=``, else the viewer's own, else the topmost) and the units that may be chosen.

    Http404 for a unit that is not there or may not be opened.
    """
    units = assembling.branch_of(opened_units(records.viewer), records.day)
    ids = [u["unit_id"] for u in units]
    asked = request.GET.get("don-vi") or request.POST.get("don-vi") or ""
    if asked and asked not in ids:
        raise Http404("unit")
    own = records.viewer.unit_id if records.viewer.unit_id in ids else ""
    return asked or own or (ids[0] if ids else ""), units


def period_here(request: HttpRequest, records: SeenRecords, unit_id: str) -> Period:
    """The period looked at (``?ky=``), else the one the office's day lies in, by month or quarter as the agency counts."""
    asked = period_of(request.GET.get("ky") or request.POST.get("ky") or "")
    if asked is not None:
        return asked
    rule = agency_of(assembling.path_up(unit_id, records.day), records.day)[1]
    return current(records.day, quarterly=bool(rule and rule.quarterly))


def year_here(request: HttpRequest, records: SeenRecords) -> int:
    """The year looked at (``?nam=``), else that of the office's day."""
    asked = request.GET.get("nam") or request.POST.get("nam") or ""
    return int(asked) if asked.isdecimal() and 2015 <= int(asked) <= 2100 else records.day.year


def no_such_year(year: int) -> None:
    """Http404 for a year in an address of which no day could be on file."""
    if not 1950 <= year <= 2100:
        raise Http404(str(year))


def row_of(records: SeenRecords, person_id: str, group: str = reach.WORK) -> dict[str, Any]:
    """The row of somebody whose sheets the viewer may read; the own one always. Http404 or PermissionDenied otherwise."""
    records.file(person_id)
    if person_id not in reach.reach_of(records.viewer, group):
        raise PermissionDenied(group)
    rows = workforce(records.day).filter(pl.col("person_id") == person_id).to_dicts()
    if not rows:
        raise Http404(person_id)
    return {k: rows[0][k] for k in ("person_id", "name", "category", "unit_id", "unit_name", "role", "leads", "title")}


def other(error: Any) -> str:
    """A fault's sentence in the language of the page."""
    return str(error.english if get_language() == "en" and hasattr(error, "english") else error)


@contextmanager
def uploaded(upload: UploadedFile[bytes] | None) -> Iterator[Path]:
    """The uploaded spreadsheet as a file for as long as it is read. Raises UnreadableFileError for none, one too large, or another kind."""
    if upload is None:
        raise UnreadableFileError(_("Xin chọn tệp Excel hoặc CSV."), "Choose an Excel or CSV file.")
    name = Path(upload.name or "").name
    if Path(name).suffix.lower() not in KINDS:
        raise UnreadableFileError(
            f"«{name}» không phải bảng tính: xin gửi .xlsx, .xls, .ods hoặc .csv.",
            f"“{name}” is no spreadsheet: send .xlsx, .xls, .ods or .csv.",
        )
    if (upload.size or 0) > LARGEST:
        raise UnreadableFileError(
            f"Tệp «{name}» quá 20 MB: chỉ giữ trang danh sách rồi lưu lại.", f"“{name}” is over 20 MB."
        )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        with path.open("wb") as out:
            for chunk in upload.chunks():
                out.write(chunk)
        yield path
