"""No row is lost: what came in is created, updated, skipped or rejected."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Balance:
    """Rows in = created + updated + skipped + rejected; ``holds`` says whether it does."""

    rows_in: int
    created: int
    updated: int
    skipped: int
    rejected: int

    @property
    def holds(self) -> bool:
        """Whether no row was lost."""
        return self.rows_in == self.created + self.updated + self.skipped + self.rejected

    def to_json(self) -> dict[str, int]:
        """As it stands in ``--json`` output."""
        return {
            "rows_in": self.rows_in,
            "created": self.created,
            "updated": self.updated,
            "skipped": self.skipped,
            "rejected": self.rejected,
        }
