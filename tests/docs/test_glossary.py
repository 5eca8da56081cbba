"""The glossary covers the vocabulary of the records, and what it points to exists."""

import re
from importlib import import_module
from pathlib import Path

from tools.glossary import LISTS, VALUES, with_terms
from tools.write_reference import ROOT

from dungviec.records import TABLES
from dungviec.records.codes import CODE_LISTS

PAGE = ROOT / "docs" / "glossary.md"
TEXT = PAGE.read_text(encoding="utf-8")


def test_every_table_and_code_list_is_in_the_glossary() -> None:
    assert [name for name in TABLES if f"table `{name}`" not in TEXT] == []
    assert [name for name in CODE_LISTS if f"(`{name}`)" not in TEXT] == []


def test_the_words_of_the_code_lists_are_those_of_the_code() -> None:
    assert with_terms(TEXT) == TEXT, "docs/glossary.md is behind the code: python tools/write_reference.py"


def test_sources_are_given_for_lists_and_values_that_exist() -> None:
    assert set(LISTS) <= set(CODE_LISTS)
    assert [(n, v) for n, v in VALUES if v not in CODE_LISTS[n].by_value] == []


def test_names_of_the_library_in_the_glossary_exist() -> None:
    """`law.LawBook` and the like; the office needs Django and is looked up as a file."""
    rooms = "records|law|competency|placement|exchange"
    named = re.findall(rf"`((?:{rooms})(?:\.\w+)+)`", TEXT.split("## Words of the code lists")[0])
    assert len(named) > 30
    assert [name for name in named if not _exists(f"dungviec.{name}")] == []


def test_files_of_the_office_in_the_glossary_exist() -> None:
    named = re.findall(r"`(office(?:\.[a-z_]+)+)", TEXT)
    source = ROOT / "src" / "dungviec"
    paths = [source.joinpath(*name.split(".")) for name in named]
    assert paths
    assert [p for p in paths if not (p.is_dir() or p.with_suffix(".py").is_file())] == []


def _exists(dotted: str) -> bool:
    parts = dotted.split(".")
    for cut in range(len(parts), 0, -1):
        try:
            found = import_module(".".join(parts[:cut]))
        except ModuleNotFoundError:
            continue
        for part in parts[cut:]:
            if not hasattr(found, part):
                return False
            found = getattr(found, part)
        return True
    return False


def test_the_page_is_where_the_index_says() -> None:
    assert Path(PAGE).is_file()
    assert "(glossary.md)" in (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
