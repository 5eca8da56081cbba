"""docs/reference/record-json.md and its JSON Schema, from the tables and code lists of the records."""

from __future__ import annotations

import json

from tools.markdown import table


def record_schema() -> str:
    """The JSON Schema of the record file."""
    from dungviec.documents.record_json import record_schema as schema

    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


def record_page(note: str) -> str:
    """The reference page of the record file, of the dossier's tables, and of what is checked before it leaves."""
    from dungviec.documents.readiness_checks import CHECKS
    from dungviec.documents.record_json import FORMAT
    from dungviec.records.dossier import DOSSIER_TABLES
    from dungviec.records.dossiers import CORE

    parts = [
        "# Records of officials as JSON", note,
        f"`dungviec form json CITY.xlsx [PERSON…] -o OUT.json` writes it, `dungviec form read CITY.xlsx OUT.json` says what it would change, and the "
        f"office takes it back after a preview. UTF-8; the name of the format is `{FORMAT}`; its JSON Schema is [record.schema.json](record.schema.json).", "",
        "No public description of the national database's own exchange format is in our sources, so this is the project's format. It carries the 38 "
        "items of the form of Thông tư 06/2023/TT-BNV. Fields that are not known are left out; fields masked from whoever made the file are named under "
        "`hidden` and are never read back. The file holds people's data: write it where only its readers can reach it.", "",
        f"A record has `person_id`, `people` and `particulars` (one object each), and lists of rows: {', '.join(f'`{n}`' for n in CORE)} as in the "
        "[workbook](workbook.md), and the tables below. Codes are those of [code-lists.md](code-lists.md). `coded.ethnicity` is the number of the ethnic "
        "group; it is derived and not read back.", "",
        "The same tables may stand as further sheets of the city workbook, under the names in brackets.", "",
    ]  # fmt: skip
    for t in DOSSIER_TABLES.values():
        rows = [
            (
                f"`{c.name}`",
                c.vi,
                c.type + (f" ({c.codes})" if c.codes else ""),
                "yes" if c.required else "",
                c.en,
            )
            for c in t.columns
        ]
        parts += [
            f"## `{t.name}` («{t.sheet}»)",
            "",
            f"{t.en}.",
            "",
            *table(("Column", "Heading", "Type", "Required", "Meaning"), rows),
            "",
        ]
    parts += [
        "## Readiness", "",
        "`dungviec readiness CITY.xlsx [--json OUT.json]` judges every record by these checks and names the five fixes that clear most faults; the score "
        "is the share of checks passed, of 100. Which items everybody must have is a choice of this programme: no instrument in our sources names them. "
        "What a code list cannot tell (a series or a day it does not hold) is counted as not judged.", "",
        *table(("Check", "Looks at"), [(f"`{c.key}`", ", ".join(f"`{f}`" for f in c.fields)) for c in CHECKS]), "",
    ]  # fmt: skip
    return "\n".join(parts)
