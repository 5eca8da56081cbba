"""Ranks of civil servants and professional titles of public employees, with their salary groups and the coefficients on file.

Sources (processes.md 3.3): ngạch 01.001 to 01.005 and the codes of titles are VERIFIED as used; the salary group of a teacher's
title is REPORTED. Where no confirmed source gives the coefficients of a group, the group has none here and nothing is judged by it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dungviec.records.dated_list import DatedCode, DatedList

_SOURCE = "processes.md 3.3"


@dataclass(frozen=True, slots=True)
class SalaryGroup:
    """A salary group: its coefficients step by step and how long a step lasts before the regular increment."""

    name: str
    coefficients: tuple[float, ...]
    step_months: int | None


SALARY_GROUPS: dict[str, SalaryGroup] = {
    g.name: g
    for g in (
        SalaryGroup("A3.1", (6.20, 6.56, 6.92, 7.28, 7.64, 8.00), 36),
        SalaryGroup("A2.1", (4.40, 4.74, 5.08, 5.42, 5.76, 6.10, 6.44, 6.78), 36),
        SalaryGroup("A2.2", (), 36),
        SalaryGroup("A1", (2.34, 2.67, 3.00, 3.33, 3.66, 3.99, 4.32, 4.65, 4.98), 36),
        SalaryGroup("A0", (2.10, 2.41, 2.72, 3.03, 3.34, 3.65, 3.96, 4.27, 4.58, 4.89), 36),
        SalaryGroup("B", (), 24),
    )
}
"""Coefficients VERIFIED as used for the ngạch of the group; the 36 and 24 months REPORTED."""

TITLES_FROM = date(2021, 1, 1)
"""Teachers' titles are of circulars 01 to 04 of 2021: no code of theirs is older than that year. Which codes stood before is not on file."""
_SCHOOL_TITLES = ("V.07.02.", "V.07.03.", "V.07.04.")

WHOLE_SERIES = ("01.", "V.07.02.", "V.07.03.", "V.07.04.", "V.07.05.")
"""Series of which the sources give every code; of others (accountants, archivists …) a code that is not here is simply not on file."""

_TITLES = (
    ("01.001", "Chuyên viên cao cấp", "A3.1"), ("01.002", "Chuyên viên chính", "A2.1"), ("01.003", "Chuyên viên", "A1"),
    ("01.004", "Cán sự", "A0"), ("01.005", "Nhân viên", "B"),
    ("V.07.02.24", "Giáo viên mầm non hạng I", "A2.2"), ("V.07.02.25", "Giáo viên mầm non hạng II", "A1"),
    ("V.07.02.26", "Giáo viên mầm non hạng III", "A0"),
    ("V.07.03.27", "Giáo viên tiểu học hạng I", "A2.1"), ("V.07.03.28", "Giáo viên tiểu học hạng II", "A2.2"),
    ("V.07.03.29", "Giáo viên tiểu học hạng III", "A1"),
    ("V.07.04.30", "Giáo viên trung học cơ sở hạng I", "A2.1"), ("V.07.04.31", "Giáo viên trung học cơ sở hạng II", "A2.2"),
    ("V.07.04.32", "Giáo viên trung học cơ sở hạng III", "A1"),
    ("V.07.05.13", "Giáo viên trung học phổ thông hạng I", "A2.1"), ("V.07.05.14", "Giáo viên trung học phổ thông hạng II", "A2.2"),
    ("V.07.05.15", "Giáo viên trung học phổ thông hạng III", "A1"),
    ("V.07.01.01", "Giảng viên", ""), ("V.07.01.02", "Giảng viên", ""), ("V.07.01.03", "Giảng viên", ""),
    ("V.08.01.01", "Bác sĩ", ""), ("V.08.01.02", "Bác sĩ", ""), ("V.08.01.03", "Bác sĩ", ""), ("V.08.03.07", "Y sĩ", ""),
    ("V.08.05.11", "Điều dưỡng", ""), ("V.08.05.12", "Điều dưỡng", ""), ("V.08.05.13", "Điều dưỡng", ""),
    ("V.08.07.17", "Dược sĩ", ""), ("V.08.07.18", "Dược sĩ", ""), ("V.08.07.19", "Dược sĩ", ""),
)  # fmt: skip

RANKS = DatedList(
    "rank", "Ngạch, chức danh nghề nghiệp", "Rank or professional title",
    tuple(
        DatedCode(code, name, TITLES_FROM if code.startswith(_SCHOOL_TITLES) else None, source=_SOURCE, group=group)
        for code, name, group in _TITLES
    ),
)  # fmt: skip
"""Where the sources give no first or last day of a code, none is stated here. For titles of lecturers and health staff they give no class."""


def salary_group(rank_code: str | None) -> SalaryGroup | None:
    """The salary group of a rank or title; None when the sources do not give it.

    >>> salary_group("01.003").coefficients[0]
    2.34
    """
    found = next((r for r in RANKS.ever(rank_code or "")), None)
    return SALARY_GROUPS.get(found.group) if found else None
