"""Spreadsheets and data packages ↔ records: the documented city workbook, rosters as offices keep them, plans on paper, Parquet and CSV."""

from dungviec.exchange.balance import Balance
from dungviec.exchange.dossier_sheets import DossiersRead, read_dossiers
from dungviec.exchange.masking import mask_package
from dungviec.exchange.package import Package, PackageFault, package_of
from dungviec.exchange.package_in import read_package
from dungviec.exchange.package_out import write_package
from dungviec.exchange.plan_book import write_plan
from dungviec.exchange.problems import UnreadableFileError
from dungviec.exchange.rejected import Rejected
from dungviec.exchange.workbook_in import CityRead, is_city_workbook, read_city
from dungviec.exchange.workbook_out import write_city, write_whole

__all__ = [
    "Balance", "CityRead", "DossiersRead", "Package", "PackageFault", "Rejected", "UnreadableFileError", "is_city_workbook", "mask_package", "package_of",
    "read_city", "read_dossiers", "read_package", "write_city", "write_package", "write_plan", "write_whole",
]  # fmt: skip
