"""Model fields whose column holds sealed text only. They cannot be filtered, ordered or grouped in the database, on purpose."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.db import models

from dungviec.office.sealing.cipher import open_many, open_text, seal


class Stored(str):
    """A value as the database holds it, on its way back unchanged (backups, keys turned over)."""

    __slots__ = ()


class Sealed(models.Field):  # type: ignore[type-arg]
    """What makes a field a sealed one; comes before the Django field in the bases. The column is a text."""

    @property
    def place(self) -> str:
        """Table and column: a sealed value opens nowhere else."""
        return f"{self.model._meta.db_table}.{self.column}"

    def get_internal_type(self) -> str:
        """A text, whatever it means."""
        return "TextField"

    def get_lookup(self, lookup_name: str) -> Any:
        """Only whether there is a value: anything else would compare sealed texts."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """The value sealed, but for one that is as stored already."""
        if value is None or isinstance(value, Stored):
            return None if value is None else str(value)
        if hasattr(value, "as_sql"):
            return value
        return seal(self.told(value), self.place)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """The value opened."""
        return None if value is None else self.meant(open_text(str(value), self.place))

    def open_many(self, stored: Sequence[Any]) -> list[Any]:
        """Many stored values of this column, opened."""
        meant = self.meant
        return [None if text is None else meant(text) for text in open_many([None if v is None else str(v) for v in stored], self.place)]  # fmt: skip

    def told(self, value: Any) -> str:
        """The value as a text."""
        return json.dumps(value, ensure_ascii=False)

    def meant(self, text: str) -> Any:
        """The value a text stands for."""
        return json.loads(text)


class SealedText(Sealed, models.TextField):  # type: ignore[type-arg]
    """A text; ``max_length`` counts the characters of the open one."""

    def told(self, value: Any) -> str:
        """As it is."""
        return str(value)

    def meant(self, text: str) -> Any:
        """As it is."""
        return text


class SealedFlag(Sealed, models.BooleanField):  # type: ignore[type-arg]
    """Yes or no."""

    def told(self, value: Any) -> str:
        """1 or 0."""
        return "1" if value else "0"

    def meant(self, text: str) -> Any:
        """Also as databases write it before sealing."""
        return text in ("1", "true", "True", "t")


class SealedWhole(Sealed):
    """A whole number."""

    def meant(self, text: str) -> Any:
        """Always without a fraction."""
        return int(text)


class SealedNumber(Sealed):
    """A number."""

    def meant(self, text: str) -> Any:
        """Always with a point."""
        return float(text)


class SealedJSON(Sealed):
    """Anything JSON can tell. ``None`` is no value."""


def sealed_fields(model: type[models.Model]) -> list[Sealed]:
    """The sealed columns of a model."""
    return [f for f in model._meta.local_concrete_fields if isinstance(f, Sealed)]
