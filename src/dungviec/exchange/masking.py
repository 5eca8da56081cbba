"""A data package for people who need figures, not names: sensitive fields empty, persons under signs that only this package knows.

Signs are made with a key that is given for one package and kept nowhere: the same person has the same sign in every table of it and
another one in the next. This is pseudonymous, not anonymous: rare combinations may still point at somebody, and the schema says so.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import replace

import polars as pl

from dungviec.exchange.package import Package, table_named
from dungviec.records.sensitivity import EVERY, GROUPS, ROW_GROUPS, group_key

ALWAYS = ("identity", "contact")
"""Groups that are masked beside those called sensitive."""
_PERSONS = ("person_id", "relative_id")
_TELLING = {
    "people": ("name", "home_place"), "particulars": ("birth_name", "other_names", "birth_place", "record_number"),
    "tenures": ("decision",), "ratings": ("note", "decision"), "training": ("decision",), "awards": ("decision",), "plans": ("decision",),
    "competencies": ("evidence",), "strengths": ("evidence",), "remarks": ("text", "signer"), "studies": ("result",),
}  # fmt: skip
"""Names, numbers and free texts that tell who it is, whatever their group."""
SIGN = ("Ký hiệu riêng của gói này, không phải mã cán bộ", "A sign of this package alone, not the identifier")
YEAR = ("Chỉ giữ năm sinh", "Only the year of birth is kept")


def masked_groups() -> tuple[str, ...]:
    """The groups that a masked package does not tell."""
    return (*ALWAYS, *(key for key, group in GROUPS.items() if group.sensitive))


def mask_package(package: Package, *, key: bytes, groups: Iterable[str] | None = None) -> Package:
    """``package`` without what identifies or is sensitive. ``key``: at least 16 random bytes, used once.

    Masked columns stay, empty, and say so in the schema; rows that tell by being there (discipline, kinship, ratings by the Party) are gone.
    Raises ValueError on a short key.
    """
    if len(key) < 16:
        raise ValueError("The key of the signs has at least 16 bytes.")
    away = set(masked_groups() if groups is None else groups)
    tables, masked, changed = {}, dict(package.masked), dict(package.changed)
    for name, frame in package.tables.items():
        if name in ROW_GROUPS and ROW_GROUPS[name][2] in away:
            column, value, _group = ROW_GROUPS[name]
            frame = frame.filter(pl.col(column) != value)
        if name == "people":
            frame = _year_of_birth(frame)
            changed |= {f"people.{c}": YEAR for c in ("born", "born_year_only") if c in frame.columns}
        if group_key(name, EVERY) in away:
            frame = frame.clear()  # that somebody has a row here at all would tell it
        gone = [c for c in frame.columns if _is_away(name, c, away)]
        tables[name] = _with_signs(frame.with_columns(pl.lit(None, dtype=frame.schema[c]).alias(c) for c in gone), key)
        masked |= {f"{name}.{c}": _why(name, c) for c in gone}
        changed |= {f"{name}.{c}": SIGN for c in _PERSONS if c in frame.columns and c not in gone}
    note = " ".join(
        x for x in (package.note, "Đã che: ký hiệu thay tên; tổ hợp hiếm vẫn có thể chỉ ra một người.") if x
    )
    return replace(package, tables=tables, masked=masked, changed=changed, note=note)


def _is_away(table: str, column: str, away: set[str]) -> bool:
    if column in _PERSONS or table_named(table).by_name[column].name == "person_id":
        return False
    return column in _TELLING.get(table, ()) or group_key(table, column) in away


def _why(table: str, column: str) -> tuple[str, str]:
    group = GROUPS.get(group_key(table, column) or "")
    if group is not None and (group.sensitive or group.key in ALWAYS):
        return group.basis
    return ("Cho biết là ai", "It tells who it is")


def _year_of_birth(frame: pl.DataFrame) -> pl.DataFrame:
    if not {"born", "born_year_only"} <= set(frame.columns):
        return frame
    return frame.with_columns(
        born_year_only=pl.coalesce("born_year_only", pl.col("born").dt.year()), born=pl.lit(None, dtype=pl.Date())
    )


def _with_signs(frame: pl.DataFrame, key: bytes) -> pl.DataFrame:
    for column in _PERSONS:
        if column in frame.columns:
            known = frame[column].drop_nulls().unique().to_list()
            signs = {p: "K" + hmac.new(key, p.encode(), hashlib.sha256).hexdigest()[:16] for p in known}
            frame = frame.with_columns(
                pl.col(column).replace_strict(signs, return_dtype=pl.String) if signs else pl.col(column)
            )
    return frame
