"""What is known: tables of people, posts, units and tenures; a Snapshot of them on a day."""

from dungviec.records.schema import TABLES, Column, Table
from dungviec.records.snapshot import Snapshot

__all__ = ["TABLES", "Column", "Snapshot", "Table"]
