"""docs/reference/appraisal-sheet.md and its JSON Schema, from the models of the appraisal room."""

from __future__ import annotations

import json
from typing import Any

from tools.markdown import shapes, table

EXAMPLE: dict[str, Any] = {
    "sheet": "dungviec/appraisal/1",
    "year": 2026,
    "title": "Phòng Nội vụ – Lao động",
    "catalogue": {
        "standard_points": 5,
        "products": [
            {"id": "CV", "name": "Công văn đơn giản", "group": "1", "points": 5},
            {"id": "BC", "name": "Báo cáo chuyên đề", "group": "3", "points": 12.5},
        ],
    },
    "units": [{"id": "P", "name": "Phòng", "agency": True, "level": "good"}],
    "officials": [
        {
            "id": "tp", "name": "Trưởng phòng", "staff": "civil_servant", "unit": "P", "leads": "P", "months_worked": 12,
            "periods": [{"month": 11, "general": 29, "tasks": [{"product": "BC", "assigned": 2, "done": 2}], "leads": {"organised": True, "cohesive": True}}],
        },
        {
            "id": "cv1", "name": "Chuyên viên", "staff": "civil_servant", "unit": "P", "duties": "tổng hợp", "months_worked": 12,
            "periods": [{"month": 11, "general": [5, 5, 2.5, 2.5, 2, 2, 2, 2.5, 2.5, 2.5], "tasks": [
                {"product": "CV", "assigned": 3, "done": 3, "source": "van-ban.xlsx!12"}, {"product": "BC", "done": 1, "late": 1},
            ]}],
        },
    ],
}  # fmt: skip
EXIT_CODES = (
    ("0", "everybody and every unit is classified, no quota is exceeded"),
    (
        "1",
        "somebody or some unit is *unknown* (the answer says what is missing), more are excellent than the quota allows, or a row of a task list was rejected",
    ),
    ("2", "the sheet cannot be used: every fault is told with its place, value and what to do; nothing is written"),
)


def appraise_page(note: str) -> str:
    """The reference page of `dungviec appraise`."""
    from dungviec.appraisal import appraise, to_json, understand
    from dungviec.appraisal.agency import OPEN
    from dungviec.appraisal.sheet import Sheet
    from dungviec.exchange.task_list import COLUMNS
    from dungviec.law.settings import READINGS

    told = to_json(appraise(understand(EXAMPLE)))
    return "\n".join([
        "# The appraisal sheet: `dungviec appraise`", note,
        "A year of one official or of a whole agency, as plain JSON: points of the months and quarters, the level of the year by the law in force on the day of "
        "classification, heads held at the level of their unit, the quota of excellent in the agency and in each group of similar duties, and what every open reading of "
        "the law would change. The words are those of the [law cases](law-cases.md).", "",
        "```", "dungviec appraise SHEET.json [--tasks LIST.xlsx …] [--filled SHEET.json] [--json RESULT.json] [--lang vi|en]",
        "  [--word FILE.docx] [--pdf FILE.pdf] [--paper month|year|minutes|results] [--who ID …] [--month N | --quarter N] [--unit ID]", "```", "",
        "From Python: `dungviec.appraisal.appraise(read_sheet(path))`, or `understand(data)` for parsed JSON; a fault is a `SheetFault` with every sentence. Fifty thousand "
        "officials at once, as arrays: `dungviec.appraisal.batch.classify_year`.", "",
        "## Which rule speaks", "",
        *table(("Whose year", "Rule", "What is read"), (
            ("civil servants since 2026", "NĐ 335/2025", "`general`, `tasks` (and `leads` of leaders) per month or quarter; or `points`"),
            ("public employees from the 2026 rating", "NĐ 233/2026 (points of a period are the unit's own: give `points`); without a regulation of its own (`has_regulation: false`) NĐ 90/2020 for 2026", "`points`"),
            ("everybody 20/08/2020 to 2025, cadres to the end of NĐ 90", "NĐ 90/2020, NĐ 48/2023", "`conduct_good`, `tasks_done`, `tasks_exceeded`, `tasks_short`, `disciplined_in_year`, `months_worked`; of leaders the shares of their units"),
            ("Party members, beside", "QĐ 366-QĐ/TW and what went before", "`party`; never mixed with the State's rating"),
        )), "",
        "A day without a text on file, a fact that is not given, a period without points: *unknown*, and why. Part *d* of a leader rests on the points of the people managed in "
        "the same period (`manages`, or everybody of the unit headed and the heads right below), unless `subordinate_scores` gives them.", "",
        "Above the quota the answer says how many and names the excellent by points; who gives way is for the authority.", "",
        "## Filling the sheet from a task list", "",
        "`--tasks` reads the export of a document system (Excel or CSV, headings in any order and with a title above) and puts every row into the month in which it is due: "
        "finished by the day of classification is done, after it was due is late, returned is redone. Each line keeps its `source` (file, sheet, row). Reading the same file again "
        "replaces its own lines and nothing else; months with `points` and quarters are left alone. A row that cannot be read is rejected with its place and what to do; rows in = "
        "filled in + other years + rejected. `--filled` writes the sheet.", "",
        *table(("Column", "Known by", "Meaning"), ((c.vi, ", ".join(words), c.en) for c, words in COLUMNS.values())), "",
        "## Units and organisations", "",
        "A unit is rated from its `year` (points and shares together: NĐ 335 Điều 5–9 for the civil service from 2026, NĐ 233 Điều 7 for public service units from 01/07/2026; "
        "before that no text is on file: *unknown*), or carries its `level` as decided. Lower units come first: a sub-unit found *not completed* on the sheet counts as failing, one "
        "that cannot be rated keeps its parent from being called excellent. Heads are held at the level of the unit they lead. `unit_quotas` counts excellent units right below each "
        "parent under every reading of O3 and O4. A sheet may hold units alone.", "",
        "## Papers", "",
        "`--word` and `--pdf` write papers laid out as NĐ 30/2020 asks; every number is the answer's, and an annex lists each line with its source row.", "",
        *table(("`--paper`", "What", "Whose form"), (
            ("`month`", "the sheet of each month or quarter, or of `--month`, `--quarter`", "Mẫu 01 of NĐ 335 (civil servants from 2026)"),
            ("`year`", "the yearly sheet", "Mẫu 02 of NĐ 335; for public employees of 2026 a layout of the programme's own, which says so; to 2025 the sections of NĐ 90's form (Mẫu 03; numbers for cadres and civil servants unconfirmed)"),
            ("`minutes`", "minutes of the meeting, of the sheet or of `--unit`", "NĐ 30/2020; no form on file"),
            ("`results`", "the list of results with counts, quotas and units", "NĐ 30/2020; no form on file"),
        )), "",
        "Without `--paper`: the yearly sheet of one official, the list of results of many. Boxes are ticked from `proposed` (the official) and `decided` (the authority) only; what the "
        "figures come to stands in the annex. `position`, `strengths`, `weaknesses`, `comment`, `handling`, and the sheet's `superior`, `body`, `place` go on the paper and change nothing.", "",
        "## Exit codes", "", *table(("Code", "Meaning"), EXIT_CODES), "",
        "## Open readings", "", "Chosen in `settings`; the other side is worked out beside.", "",
        *table(("Question", "Setting", "Values", "What it decides"), (
            (q, f"`{s}`", " · ".join(f"`{json.dumps(v)}`" for v in values), READINGS[s][1]) for q, (s, values) in OPEN.items()
        )), "",
        "## An example", "", "```json", json.dumps(EXAMPLE, ensure_ascii=False, indent=1), "```", "", "gives", "",
        "```json", json.dumps(told, ensure_ascii=False, indent=1), "```", "",
        "## SHEET.json", "", "Schema: [appraisal-sheet.schema.json](appraisal-sheet.schema.json). A key that is not listed is refused.", "",
        *shapes(Sheet),
    ])  # fmt: skip


def sheet_schema() -> str:
    """JSON Schema (draft 2020-12) of SHEET.json."""
    from dungviec.appraisal.sheet import Sheet

    schema = Sheet.model_json_schema(mode="validation")
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "dungviec-appraisal-sheet/1"}
    return (
        json.dumps({**head, **{k: v for k, v in schema.items() if k != "title"}}, ensure_ascii=False, indent=1) + "\n"
    )
