"""Writing the records. Everything is one transaction with a line in the ledger and in the change feed; nothing overwrites.

Rooms above call these names and no others; models are never saved from outside.
"""

from dungviec.office.registry.services.batches import Actor, open_batch
from dungviec.office.registry.services.bulk import Written, write_many
from dungviec.office.registry.services.loading import found_city, load_snapshot
from dungviec.office.registry.services.undoing import undo
from dungviec.office.registry.services.writing import amend, create, withdraw

__all__ = [
    "Actor",
    "Written",
    "amend",
    "create",
    "found_city",
    "load_snapshot",
    "open_batch",
    "undo",
    "withdraw",
    "write_many",
]
