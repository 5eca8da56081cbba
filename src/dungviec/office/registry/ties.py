"""The family ties of a person as they stand on file, and whom somebody means who names a relative."""

from __future__ import annotations

from typing import Any

import polars as pl
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dungviec.office.registry.faults import RegistryFault
from dungviec.office.registry.gate import SeenFile, seen
from dungviec.office.registry.reading import KEY
from dungviec.office.registry.selectors import rows as rows_on
from dungviec.records.codes import RELATIONS
from dungviec.records.kin_faults import REVERSE
from dungviec.records.vietnamese import fold


def ties_on_file(file: SeenFile) -> list[dict[str, Any]]:
    """The ties of a person as they stand in the table: key, who, and what the other is to the person."""
    lang, me = get_language() or "vi", file.person_id
    found = rows_on("kinship", file.day).filter((pl.col("person_id") == me) | (pl.col("relative_id") == me))
    rows = [
        (str(r[KEY]), r["person_id"], r["relation"]) if r["relative_id"] == me else (str(r[KEY]), r["relative_id"], REVERSE[r["relation"]])
        for r in found.to_dicts()
    ]  # fmt: skip
    others = seen(file.viewer, file.day).on_file([other for _key, other, _relation in rows])
    names = dict(others.select("person_id", "name").iter_rows())
    outside = _("người ngoài phạm vi xem")
    return [
        {"key": key, "person_id": other, "name": names.get(other, outside), "word": RELATIONS.label(relation, lang)}
        for key, other, relation in rows
    ]


def one_meant(file: SeenFile, words: str) -> str:
    """The one person meant by an identifier or a whole name. Raises RegistryFault where nobody or several are."""
    people = (
        seen(file.viewer, file.day)
        .on_file(rows_on("people", file.day)["person_id"].to_list())
        .select("person_id", "name")
    )
    by_id = people.filter(pl.col("person_id") == words)
    found = by_id["person_id"].to_list() or [p for p, name in people.iter_rows() if fold(name) == fold(words)]
    if len(found) == 1:
        return str(found[0])
    if not found:
        raise RegistryFault(
            f"Không có hồ sơ nào mang mã hoặc họ tên «{words}». Người không có hồ sơ ở đây thì ghi ở mục 36.",
            f"No record has the number or name {words!r}. Somebody without a record here goes into item 36.",
        )
    raise RegistryFault(
        f"Có {len(found)} người tên «{words}»: {', '.join(found[:6])}. Hãy ghi mã cán bộ.",
        f"{len(found)} people are called {words!r}: {', '.join(found[:6])}. Give the number.",
    )
