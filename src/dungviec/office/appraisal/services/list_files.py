"""The file of a task list, kept in the vault: every number of a sheet can be held against the row it came from."""

from __future__ import annotations

from pathlib import Path

from dungviec.office.access.policy import Viewer
from dungviec.office.appraisal import reach
from dungviec.office.appraisal.models import TaskList
from dungviec.office.requests.vault import Checked, FileRefused, check, clean_name

_PACKED = (".xlsx", ".xlsm")
_PLAIN = {
    ".xls": "application/vnd.ms-excel", ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".csv": "text/csv", ".tsv": "text/tab-separated-values", ".txt": "text/plain",
}  # fmt: skip


def keepable(path: Path) -> Checked | None:
    """A list that was read, as a file the vault may take; None for one that carries programs or is larger than the vault takes.

    What other kinds are was told by the reader, which understood them as tables; as every file they only go out as attachments.
    """
    ending = path.suffix.lower()
    if ending in _PACKED:
        try:
            with path.open("rb") as file:
                return check(path.name, file, path.stat().st_size)
        except FileRefused:
            return None
    name = clean_name(path.name)
    return Checked(path.read_bytes(), _PLAIN[ending], name) if ending in _PLAIN else None


def may_open(kept: TaskList, viewer: Viewer, *, unit_in_reach: bool) -> bool:
    """Whoever reads such lists in (the personnel office, heads, leaders) may open one of a unit in their reach: it tells of many people."""
    return kept.file_id is not None and unit_in_reach and may_read_in(viewer)


def may_read_in(viewer: Viewer) -> bool:
    """Whether the viewer reads lists in at all."""
    return viewer.may_write or viewer.role in reach.CONFIRMERS
