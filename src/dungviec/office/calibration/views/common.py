"""What the tabs share: the records through the gate, the year and the unit looked at."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest

from dungviec.office.calibration.rights import require
from dungviec.office.calibration.selectors import units_here
from dungviec.office.registry.gate import SeenRecords
from dungviec.office.registry.viewing import seen_here


def records_here(request: HttpRequest) -> SeenRecords:
    """What the viewer sees; refused to whoever does not read the work and the ratings of others."""
    records = seen_here(request)
    require(records)
    return records


def year_here(request: HttpRequest, records: SeenRecords) -> int:
    """The year looked at (``?nam=``), else that of the office's day."""
    asked = request.GET.get("nam") or request.POST.get("nam") or ""
    return int(asked) if asked.isdecimal() and 2015 <= int(asked) <= 2100 else records.day.year


def unit_here(request: HttpRequest, records: SeenRecords) -> tuple[dict[str, Any] | None, list[dict[str, Any]]]:
    """The unit looked at (``?don-vi=``, else the viewer's own) and those that may be chosen. Http404 for one that may not be opened."""
    units = units_here(records)
    asked = request.GET.get("don-vi") or request.POST.get("don-vi") or ""
    by_id = {u["unit_id"]: u for u in units}
    if asked and asked not in by_id:
        raise Http404("unit")
    return by_id.get(asked or records.viewer.unit_id), units


def frame(year: int) -> dict[str, Any]:
    """The year and its neighbours."""
    return {"year": year, "before": year - 1, "after": year + 1}
