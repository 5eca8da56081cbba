"""Rosters as personnel offices keep them, read into people: guessed from headings and content, never from positions."""

from dungviec.exchange.balance import Balance
from dungviec.exchange.problems import Remark, UnreadableFileError
from dungviec.exchange.roster.people import mask
from dungviec.exchange.roster.reader import RosterRead, SheetSummary, read_roster

__all__ = ["Balance", "Remark", "RosterRead", "SheetSummary", "UnreadableFileError", "mask", "read_roster"]
