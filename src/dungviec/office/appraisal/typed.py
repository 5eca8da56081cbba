"""Reading what people type into forms: whole numbers, decimals with a comma, per cent, days; empty is None, nonsense is a fault."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from dungviec.office.appraisal.catalogue_file import number_of
from dungviec.office.shell.middleware import parse_day

LARGEST = 100_000


class Typed:
    """A form as it was typed; ``faults`` collects a sentence for each field that could not be read."""

    def __init__(self, given: Mapping[str, str]) -> None:
        self.given = given
        self.faults: dict[str, str] = {}

    def text(self, name: str) -> str:
        """The words of a field, trimmed."""
        return str(self.given.get(name, "")).strip()

    def many(self, name: str) -> list[str]:
        """Every value ticked under a name."""
        each = getattr(self.given, "getlist", None)
        return list(each(name)) if each is not None else []

    def whole(self, name: str, *, empty: int | None = None) -> int | None:
        """A whole number from 0 on."""
        written = self.text(name)
        if not written:
            return empty
        if not written.isdecimal() or int(written) > LARGEST:
            self.faults[name] = _("Xin ghi một số nguyên từ 0 trở lên.")
            return empty
        return int(written)

    def number(self, name: str) -> Decimal | None:
        """A number, with a comma or a point."""
        try:
            return number_of(self.text(name))
        except ValueError:
            self.faults[name] = _("Xin ghi một số, ví dụ 2,5.")
            return None

    def share(self, name: str) -> float | None:
        """Per cent, as a share of 1."""
        number = self.number(name)
        if number is None:
            return None
        if not 0 <= number <= 100:
            self.faults[name] = _("Tỷ lệ từ 0 đến 100%.")
            return None
        return float(number) / 100

    def day(self, name: str) -> date | None:
        """A day as people write it."""
        written = self.text(name)
        if not written:
            return None
        found = parse_day(written)
        if found is None:
            self.faults[name] = _("Ngày «%s» không đọc được. Xin ghi theo mẫu 10/12/2020.") % written[:30]
        return found

    def yes_no(self, name: str) -> bool | None:
        """Yes, no, or not said."""
        return {"co": True, "khong": False}.get(self.text(name))
