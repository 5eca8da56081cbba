"""Doubles and ghosts in the records of a day, as a page tells them: each pair with what speaks for and against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
from django.utils.translation import gettext_lazy as _

from dungviec.office.registry.attached import people_with
from dungviec.office.registry.gate import SeenRecords
from dungviec.office.registry.holdings import holdings
from dungviec.office.registry.keeping import kept_per_day
from dungviec.office.registry.models import Apart
from dungviec.office.registry.selectors import rows as rows_on
from dungviec.office.registry.selectors import snapshot
from dungviec.records.doubles import find_pairs, known_parents, personal_numbers
from dungviec.records.ghosts import find_ghosts

REASONS: dict[str, Any] = {
    "citizen": _("cùng số căn cước"), "old_identity": _("cùng số CMND 9 số"), "insurance": _("cùng số bảo hiểm xã hội"),
    "name_birth": _("cùng họ tên, ngày sinh"), "name_unmarked": _("họ tên chỉ khác dấu, cùng ngày sinh"),
    "birth_swapped": _("cùng họ tên, ngày và tháng sinh đảo chỗ"), "birth_year": _("cùng họ tên, năm sinh"),
    "name_close": _("họ tên lệch một chữ cái, cùng ngày sinh"), "parents": _("cùng cha mẹ"),
}  # fmt: skip
AGAINST: dict[str, Any] = {
    "parents": _("khác cha mẹ"), "citizen": _("khác số căn cước"), "sex": _("khác giới tính"), "name": _("khác họ tên"),
    "birth": _("khác ngày sinh"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kind:
    """One part of the page."""

    key: str
    label: Any
    asks: Any
    verdicts: tuple[str, ...] = ()
    ghost: str = ""


KINDS: dict[str, Kind] = {
    k.key: k
    for k in (
        Kind("mot-nguoi", _("Có thể một người"), _("Hai hồ sơ có cùng số hoặc cùng họ tên, ngày sinh: so rồi gộp, hoặc ghi rõ vì sao là hai người."),
             ("same", "likely")),
        Kind("xem-lai", _("Cần xem lại"), _("Gần giống: chỉ khác dấu, đảo ngày tháng, thiếu ngày sinh hay lệch một chữ cái."), ("possible",)),
        Kind("hai-nguoi", _("Có lẽ hai người"), _("Trùng tên hoặc trùng số nhưng khác cha mẹ, giới tính hay ngày sinh: thường là hai người, số trùng thì phải sửa."),
             ("two_people",)),
        Kind("ho-so-rong", _("Hồ sơ rỗng"), _("Chỉ có tên: không quá trình, lương, xếp loại, giấy tờ nào. Có thật người này không?"), ghost="empty"),
        Kind("sau-khi-thoi", _("Còn giữ chức sau khi thôi"), _("Đã nghỉ hưu, thôi việc hoặc từ trần mà vẫn còn quá trình đang chạy."), ghost="after_leaving"),
        Kind("chung-ghe", _("Hai hồ sơ một ghế"), _("Vị trí có một chỗ mà nhiều người giữ chính thức: ai đã thôi, hay là một người lập hai hồ sơ?"),
             ghost="shared_seat"),
    )
}  # fmt: skip
_RELATED = ("kinship", "relatives", "particulars")


@dataclass(frozen=True)
class _Found:
    pairs: pl.DataFrame
    parents: pl.DataFrame


@kept_per_day(tables=("people", *_RELATED), costly=True)
def _doubles(day: date) -> _Found:
    s = snapshot(day)
    more = {name: rows_on(name, day) if name in holdings() else None for name in ("relatives", "particulars")}
    parents = known_parents(s.people, s["kinship"], more["relatives"])
    numbers = personal_numbers(s.people, more["particulars"])
    return _Found(find_pairs(s.people, numbers=numbers, parents=parents), parents)


@kept_per_day
def _ghosts(day: date) -> pl.DataFrame:
    more: set[str] = set()
    for name in ("salary_steps", "allowances"):
        if name in holdings():
            more.update(rows_on(name, day)["person_id"])
    if "particulars" in holdings():
        paid = rows_on("particulars", day).filter(
            pl.any_horizontal(pl.col("salary_step", "salary_since", "job_pay").is_not_null())
        )
        more.update(paid["person_id"])
    return find_ghosts(snapshot(day), with_more=more)


def pairs_seen(seen: SeenRecords) -> pl.DataFrame:
    """The pairs of which the viewer reaches both, without those found to be two people."""
    found = _doubles(seen.day).pairs
    apart = pl.DataFrame(
        list(Apart.objects.filter(withdrawn_at__isnull=True).values_list("first_id", "second_id")),
        schema={"first": pl.String, "second": pl.String}, orient="row",
    )  # fmt: skip
    mine = found.join(apart, on=["first", "second"], how="anti", maintain_order="left")
    return (
        mine if seen.viewer.reaches_all else mine.filter(_reached(seen, mine, "first") & _reached(seen, mine, "second"))
    )


def ghosts_seen(seen: SeenRecords) -> pl.DataFrame:
    """The ghosts within reach; who has papers in the vault is no empty record."""
    found = _ghosts(seen.day)
    empty = found.filter(pl.col("kind") == "empty")["person_id"].to_list()
    papered = people_with("papers", empty)
    mine = found.filter((pl.col("kind") != "empty") | ~pl.col("person_id").is_in(papered))
    return mine if seen.viewer.reaches_all else mine.filter(_reached(seen, mine, "person_id"))


def _reached(seen: SeenRecords, frame: pl.DataFrame, column: str) -> pl.Expr:
    people = frame[column].unique().to_list()
    return pl.col(column).is_in([p["id"] for p in seen.named([{"id": p} for p in people], "id")])


def told_pairs(seen: SeenRecords, pairs: pl.DataFrame) -> list[dict[str, Any]]:
    """Pairs for a page: both people with what tells them apart, and the words of the reasons."""
    people = _described(seen, [*pairs["first"], *pairs["second"]])
    return [
        {
            "people": [people[row["first"]], people[row["second"]]],
            "verdict": row["verdict"],
            "reasons": [REASONS[r] for r in row["reasons"]],
            "against": [AGAINST[r] for r in row["against"]],
        }
        for row in pairs.iter_rows(named=True)
        if row["first"] in people and row["second"] in people
    ]


def told_ghosts(seen: SeenRecords, ghosts: pl.DataFrame) -> list[dict[str, Any]]:
    """Ghosts for a page."""
    others = [p for row in ghosts["others"].to_list() for p in row or []]
    people = _described(seen, [*ghosts["person_id"], *others])
    return [
        row | {"people": [people[p] for p in [row["person_id"], *(row["others"] or [])] if p in people]}
        for row in ghosts.iter_rows(named=True)
        if row["person_id"] in people
    ]


def _described(seen: SeenRecords, ids: list[str]) -> dict[str, dict[str, Any]]:
    frame = seen.on_file(ids)
    at = seen.people.filter(pl.col("person_id").is_in(list(set(ids)))).select("person_id", "title", "unit_name")
    kin: dict[str, list[str]] = {}
    if seen.may_tell("kinship"):
        parents = _doubles(seen.day).parents.filter(pl.col("person_id").is_in(list(set(ids))))
        for person, written in parents.select("person_id", "written").iter_rows():
            kin.setdefault(person, []).append(written)
    rows = frame.join(at, on="person_id", how="left").iter_rows(named=True)
    return {row["person_id"]: row | {"parents": kin.get(row["person_id"], [])} for row in rows}
