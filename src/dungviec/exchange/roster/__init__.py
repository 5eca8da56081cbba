"""Rosters as personnel offices keep them, read into people: guessed from headings and content, never from positions."""

from dungviec.exchange.balance import Balance
from dungviec.exchange.problems import Remark, UnreadableFileError
from dungviec.exchange.roster.mapping import RosterMapping, SheetMapping, TableMapping, map_header, recognise
from dungviec.exchange.roster.marking import CellMark, marks_of, read_again
from dungviec.exchange.roster.people import gather, mask
from dungviec.exchange.roster.reader import RosterRead, RowsRead, SheetSummary, read_roster, read_rows

__all__ = [
    "Balance", "CellMark", "Remark", "RosterMapping", "RosterRead", "RowsRead", "SheetMapping", "SheetSummary", "TableMapping",
    "UnreadableFileError", "gather", "map_header", "marks_of", "mask", "read_again", "read_roster", "read_rows", "recognise",
]  # fmt: skip
