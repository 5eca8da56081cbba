"""The sheets of one unit for a year, as JSON: points, levels with their clause, and the quota of the excellent.

The sheet is plain data (docs/reference/appraisal-sheet.md); here it is the one beside this script. NĐ 335/2025/NĐ-CP decides from 2026 on.
"""

import sys
from pathlib import Path

import dungviec
from dungviec.law.marks import cited

path = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("sheet_of_a_unit.json")
found = dungviec.appraise(dungviec.read_sheet(path))

print(f"{found.sheet.title}, {found.sheet.year}")
for year in found.years:
    points = "not known" if year.mean is None else f"{float(year.mean):.2f} points"
    level = year.level or "not known"
    print(f"  {year.official.name}: {points}, {level} ({cited(year.state.rule, 'en')})")
for quota in found.quotas:
    most = quota.answer.value.most if quota.answer.value else "unknown"
    print(f"excellent in {quota.agency}: {len(quota.excellent)}, at most {most}; above the quota: {quota.over}")
