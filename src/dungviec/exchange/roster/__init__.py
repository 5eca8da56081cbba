"""Rosters as personnel offices keep them, read into people: guessed from headings and content, never from positions."""

from dungviec.exchange.roster.people import mask
from dungviec.exchange.roster.problems import Remark, UnreadableFileError
from dungviec.exchange.roster.reader import Balance, RosterRead, SheetSummary, read_roster

__all__ = ["Balance", "Remark", "RosterRead", "SheetSummary", "UnreadableFileError", "mask", "read_roster"]
