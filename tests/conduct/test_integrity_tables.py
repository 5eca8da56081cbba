"""The declarations' tables are of the same kind as the others: closed lists are known, keys are columns."""

from dungviec.records.codes import CODE_LISTS
from dungviec.records.integrity import INTEGRITY_TABLES


def test_every_code_column_has_its_list() -> None:
    for table in INTEGRITY_TABLES.values():
        assert set(table.key) <= set(table.by_name)
        for column in table.columns:
            assert column.type != "code" or column.code_list.name in CODE_LISTS
