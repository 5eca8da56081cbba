"""Spreadsheets ↔ records: the documented city workbook, rosters as offices keep them, and plans on paper."""

from dungviec.exchange.balance import Balance
from dungviec.exchange.dossier_sheets import DossiersRead, read_dossiers
from dungviec.exchange.plan_book import write_plan
from dungviec.exchange.problems import UnreadableFileError
from dungviec.exchange.rejected import Rejected
from dungviec.exchange.workbook_in import CityRead, is_city_workbook, read_city
from dungviec.exchange.workbook_out import write_city, write_whole

__all__ = [
    "Balance", "CityRead", "DossiersRead", "Rejected", "UnreadableFileError", "is_city_workbook", "read_city", "read_dossiers", "write_city", "write_plan", "write_whole",
]  # fmt: skip
