"""What other rooms tell the interview sheet: a room names ``tell_interview`` in its ``AppConfig``, as it names its ``rooms``.

``def tell_interview(self, records, *, since, unit_id) -> Iterable[Told]`` gets the viewer's gate, the first day of the period and
the unit (None: the whole reach). It reads through the gate and gives sentences with figures for questions of the interview
(:class:`dungviec.workforce.Told`; keys of questions in ``dungviec.workforce.questions``). What a figure ``needs`` (``table.column``
of the table of field groups) says who may see it. A room that tells nothing gives nothing: the sheet then says «không có số liệu». Rooms that name no such method are
asked by :mod:`.rooms`.
"""

from __future__ import annotations

from datetime import date

from django.apps import apps

from dungviec.office.registry.gate import SeenRecords
from dungviec.office.reports.rooms import TELLERS, Asked, units_asked
from dungviec.workforce import Told


def told_by_rooms(records: SeenRecords, *, since: date, unit_id: str | None) -> tuple[Told, ...]:
    """Everything the installed rooms tell this viewer of the period and the unit, in the order of the rooms."""
    found: list[Told] = []
    asked = Asked(records, since, units_asked(records, unit_id))
    for config in apps.get_app_configs():
        tell = getattr(config, "tell_interview", None)
        if tell is not None:
            found.extend(tell(records, since=since, unit_id=unit_id))
        elif config.label in TELLERS and (told := TELLERS[config.label](asked)) is not None:
            found.append(told)
    return tuple(found)
