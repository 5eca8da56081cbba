"""Writing the records. Everything is one transaction with a line in the ledger and in the change feed; nothing overwrites.

Rooms above call these names and no others; models are never saved from outside.
"""

from dungviec.office.registry.services.batches import Actor, open_batch
from dungviec.office.registry.services.bulk import Written, write_many
from dungviec.office.registry.services.loading import found_city, load_snapshot
from dungviec.office.registry.services.merging import ask_again, keep_apart, merge_people
from dungviec.office.registry.services.reorganising import (
    Resolution,
    abolish_unit,
    found_unit,
    merge_units,
    move_unit,
    rename_unit,
    set_norm,
    split_unit,
)
from dungviec.office.registry.services.undoing import hindrance, undo
from dungviec.office.registry.services.writing import amend, create, withdraw

__all__ = [
    "Actor",
    "Resolution",
    "Written",
    "abolish_unit",
    "amend",
    "ask_again",
    "create",
    "found_city",
    "found_unit",
    "hindrance",
    "keep_apart",
    "load_snapshot",
    "merge_people",
    "merge_units",
    "move_unit",
    "open_batch",
    "rename_unit",
    "set_norm",
    "split_unit",
    "undo",
    "withdraw",
    "write_many",
]
