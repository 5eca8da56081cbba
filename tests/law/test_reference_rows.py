"""The reference row by row: each row of placement.md, addendum.md and processes.md stands in a pack, or it is said why not.

``reference_rows.txt`` holds id, from, to and mark of all 151 + 134 rows as written there, with the numbers of their parameters;
``processes_rows.yaml`` the rows and bullets of processes.md.
"""

import re
from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from dungviec.law import LawBook
from dungviec.records.ethnic_groups import ETHNIC_GROUPS
from dungviec.records.places import COMMUNES
from dungviec.records.ranks import SALARY_GROUPS
from dungviec.workforce.statutory_columns import BM01_COLUMNS

HERE = Path(__file__).parent
LINES = [line.split(" | ") for line in (HERE / "reference_rows.txt").read_text("utf-8").splitlines()]
ROWS = yaml.safe_load((HERE / "processes_rows.yaml").read_text("utf-8"))
BOOK = LawBook.load()
QUESTIONS = {q.id for q in BOOK.open_questions}
BY_ID = defaultdict(list)
for one in BOOK.rules:
    BY_ID[one.id].append(one)

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
OTHER_DAYS = {
    "DIS-BLOCK-2025": "of its two parts only the one from 01/08/2026 is VERIFIED (interpretation.md)",
    "STD-2024-01": "to «unknown»: NĐ 334/2025 follows on 21/12/2025 (STD-2025-ID)",
    "POSCAT-2020-01": "NĐ 361/2025 is in force from 31/12/2025 (addendum POS361-EFF)", "POSCAT-2020-02": "the start is UNVERIFIED: from the first certain day of a text on it",
    "POSCAT-2025-01": "addendum POS361-EFF: 31/12/2025", "POSCAT-2025-02": "addendum POS361-EFF: 31/12/2025", "POSCAT-2025-03": "addendum POS361-EFF: 31/12/2025",
    "POSCAT-2025-04": "addendum POS361-EFF: 31/12/2025", "POSCAT-2025-06": "addendum POS361-EFF: 31/12/2025",
    "NONLOC-2026-01": "the month stands in the addendum (NONLOC-2026-COMMUNE: 02/2026)",
    "CDVT-05": "four circulars of 2021 to 2024, each from its own first certain day", "TGBC-2014-01": "two decrees, 2014 and 2018: from the first day on which both are certain",
    "TGBC-178-01": "time-limited: to the last certain day", "KN-2023-01": "to the last certain day (press of 11/2025)", "TAL-2024-01": "the start is UNVERIFIED: first certain day",
    "AGE-2020-01": "the congresses of the 2020 term: from the day of the guidance on their ages", "EMU-2026-DRAFT": "a draft",
    "STAT-BM01": "the day is that of issue: the first certain year", "STAT-BM04": "the day is that of issue: the first certain year",
    "STAT-VC01": "the day is that of issue: the first certain year", "STAT-DATA": "from the day of the last of the three decisions", "APT-AGE-METHOD": "no end is known",
    "VC-85-TERM": "the day of APT-VC-01, as the row says",
}  # fmt: skip
"""Rows whose days in the pack are not the plain reading of the cell, and why."""
CAREFUL = {"COMP-01": "REPORTED"}
"""Rows of two marks: the more careful one (interpretation.md)."""
WORKED = {"MON-178-EX1", "MON-178-EX2", "MON-178-EX3", "MON-154-EX", "MON-177-EX"}
"""Worked sums: cases, not rules (tests/law/test_streamlining.py)."""


def certain_from(cell):
    """The first certain day of a cell: a day as it is, a month from the next one, a year from the next one."""
    if m := DAY.match(cell):
        return date.fromisoformat(m.group())
    if m := re.match(r"(\d{4})-(\d{2})\b", cell):
        year, month = int(m[1]), int(m[2])
        return date(year + month // 12, month % 12 + 1, 1)
    m = re.match(r"(\d{4})\b", cell)
    return date(int(m[1]) + 1, 1, 1) if m else None


def certain_to(cell):
    """The last certain day of a cell; None while the rule holds."""
    if m := DAY.match(cell):
        return date.fromisoformat(m.group())
    m = re.match(r"(\d{4})\b", cell)
    return date(int(m[1]), 1, 1) - timedelta(days=1) if m else None


def test_the_two_tables_hold_the_rows_their_readme_counts():
    assert Counter(line[0] for line in LINES) == {"placement": 151, "addendum": 134}
    assert len({line[1] for line in LINES}) == len(LINES)


@pytest.mark.parametrize("file", ["placement", "addendum"])
def test_each_row_stands_in_a_pack_with_its_days_and_its_mark(file):
    wrong = []
    for _file, row, start, end, mark, _numbers in (x for x in LINES if x[0] == file):
        if not BY_ID[row]:
            if row not in QUESTIONS | WORKED:
                wrong.append(f"{row}: neither encoded nor open")
            continue
        if row not in OTHER_DAYS:
            if min(r.from_ for r in BY_ID[row]) != certain_from(start):
                wrong.append(f"{row}: from {start}, in the pack {[str(r.from_) for r in BY_ID[row]]}")
            if certain_to(end) not in {r.to for r in BY_ID[row]}:
                wrong.append(f"{row}: to {end}, in the pack {[str(r.to) for r in BY_ID[row]]}")
        plain = CAREFUL.get(row) or mark.split()[0].strip(";")
        if plain not in {r.confidence for r in BY_ID[row]}:
            wrong.append(f"{row}: {mark}, in the pack {[r.confidence for r in BY_ID[row]]}")
    assert wrong == []


def test_no_row_without_a_confirmed_text_is_encoded():
    plain = {row for _f, row, _s, _e, mark, _n in LINES if mark.startswith("UNVERIFIED")}
    assert plain
    assert not [row for row in plain if BY_ID[row]]
    assert plain <= QUESTIONS


def numbers_of(node):
    if isinstance(node, dict):
        for key, part in node.items():
            yield from (*numbers_of(str(key)), *numbers_of(part))
    elif isinstance(node, list | tuple):
        for part in node:
            yield from numbers_of(part)
    elif isinstance(node, int | float) and not isinstance(node, bool):
        yield from (round(float(n), 4) for n in (node, node * 100, node / 12, node * 12))
    elif node is not None:
        yield from (float(t.replace(",", ".")) for t in re.findall(r"\d+(?:[.,]\d+)?", str(node)))


def test_each_number_of_a_row_stands_in_its_rule():
    """In a parameter (a share as a share, years as months), or, of a rule that is read and not judged, in its words."""
    wrong = []
    for _file, row, _start, _end, _mark, numbers in LINES:
        rules = BY_ID[row]
        held = {n for r in rules for part in (r.params, r.vi, r.en, r.note_vi, r.note_en, r.from_, r.instrument, r.article) for n in numbers_of(part)}  # fmt: skip
        wrong += [f"{row}: {n}" for n in numbers.split() if rules and float(n) not in held]
    assert wrong == []


@pytest.mark.parametrize("row", ROWS, ids=[r["row"] for r in ROWS])
def test_each_row_of_processes_stands_with_the_same_numbers(row):
    assert len(row.keys() & {"stands", "open", "told", "held"}) == 1
    if "open" in row:
        assert row["open"] in QUESTIONS
        assert not BY_ID[row["open"]]
    for key, params in row.get("stands", {}).items():
        rules = [r for r in BOOK.rules if r.key == key]
        assert rules, f"{key} stands in no pack"
        for name, value in params.items():
            assert {str(r.params.get(name)) for r in rules} == {str(value)}, f"{key} {name}"
        if "from" in row:
            assert row["from"] in {r.from_ for r in rules}
        if "to" in row:
            assert row["to"] in {r.to for r in rules}
    if "held" in row:
        HELD[row["held"]]()


def ranks():
    steps = {g: SALARY_GROUPS[g].coefficients for g in ("A3.1", "A2.1", "A1", "A0")}
    assert {g: (len(c), c[0], c[-1]) for g, c in steps.items()} == {
        "A3.1": (6, 6.20, 8.00), "A2.1": (8, 4.40, 6.78), "A1": (9, 2.34, 4.98), "A0": (10, 2.10, 4.89),
    }  # fmt: skip
    rise = {g: {round(b - a, 2) for a, b in pairwise(c)} for g, c in steps.items()}
    assert rise == {"A3.1": {0.36}, "A2.1": {0.34}, "A1": {0.33}, "A0": {0.31}}


def ethnic():
    names = {c.code: c.name for c in ETHNIC_GROUPS.items}
    numbered = {int(code): name for code, name in names.items()}
    assert {n: numbered[n] for n in (1, 8, 13, 33, 54)} == {
        1: "Kinh",
        8: "Hmông",
        13: "Ba-na",
        33: "Kháng",
        54: "Rơ-măm",
    }
    assert set(range(1, 55)) <= set(numbered)


def communes_on(day):
    return [
        c
        for c in COMMUNES.items
        if (c.valid_from is None or c.valid_from <= day) and (c.valid_to is None or day <= c.valid_to)
    ]


def cam_pha_2020():
    found = Counter(c.name.split()[0] for c in communes_on(date(2020, 12, 31)))
    assert found == {"phường": 13, "xã": 3}


def cam_pha_2024():
    assert len(communes_on(date(2024, 10, 31))) == 16
    assert len(communes_on(date(2024, 11, 1))) == len(communes_on(date(2025, 6, 30))) == 15


def quang_ninh_2025():
    found = communes_on(date(2025, 7, 1))
    assert Counter(c.name.split()[0] for c in found) == {"phường": 30, "xã": 22, "đặc": 2}
    reused = {c.code for c in found} & {c.code for c in communes_on(date(2025, 6, 30))}
    assert {"06793", "06781"} <= reused


def bm01():
    assert [c.number for c in BM01_COLUMNS] == list(range(1, 39))
    heads = {c.number: c.head for c in BM01_COLUMNS}
    assert "30" in heads[32]
    assert "31" in heads[33]
    assert "41" in heads[34]


HELD = {"ranks": ranks, "ethnic": ethnic, "cam_pha_2020": cam_pha_2020, "cam_pha_2024": cam_pha_2024, "quang_ninh_2025": quang_ninh_2025, "bm01": bm01}  # fmt: skip
"""Rows that are lists of codes, held by the records and the reports."""
