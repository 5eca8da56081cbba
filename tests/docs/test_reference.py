"""The generated reference pages are those the code makes today."""

from pathlib import Path

import pytest
from tools.write_reference import ROOT, pages

FOLDER = ROOT / "docs" / "reference"


@pytest.mark.parametrize("name", pages())
def test_a_reference_page_is_what_the_code_says(name: str) -> None:
    path = FOLDER / name
    assert path.is_file(), f"docs/reference/{name} is missing: python tools/write_reference.py"
    assert path.read_text(encoding="utf-8") == pages()[name](), (
        f"docs/reference/{name} is behind the code: python tools/write_reference.py"
    )


def test_every_page_of_the_reference_is_generated() -> None:
    assert {path.name for path in Path(FOLDER).iterdir()} == set(pages())


def test_every_sheet_column_rule_and_setting_is_told() -> None:
    """The pages tell all there is, whatever the generator skips."""
    from dungviec.law import LawBook
    from dungviec.placement import Policy
    from dungviec.records import TABLES
    from dungviec.records.codes import CODE_LISTS

    workbook = (FOLDER / "workbook.md").read_text(encoding="utf-8")
    for table in TABLES.values():
        part = workbook.split(f"## {table.sheet} (`{table.name}`)")[1].split("\n## ")[0]
        assert [c.name for c in table.columns if f"| {c.vi} | `{c.name}` |" not in part] == []
    lists = (FOLDER / "code-lists.md").read_text(encoding="utf-8")
    assert [
        c for codes in CODE_LISTS.values() for c in codes if f"| `{c.value}` | {c.vi} | {c.en} |" not in lists
    ] == []
    rules = (FOLDER / "law-rules.md").read_text(encoding="utf-8")
    assert [r.key for r in LawBook.load().rules if r.vi not in rules or r.key not in rules] == []
    policy = (FOLDER / "policy.md").read_text(encoding="utf-8")
    assert [f for f in Policy.model_fields if f"| `{f}" not in policy] == []
