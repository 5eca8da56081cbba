"""Figures of a day: who is on the rolls, with what degree and training, in which units, under which heads."""

from __future__ import annotations

import polars as pl

from dungviec.records.codes import DEGREES, LEADERSHIP_RANK, THEORY, UNIT_KINDS
from dungviec.records.ethnic_groups import ETHNIC_GROUPS, NOT_KNOWN
from dungviec.workforce.counting import by_code, figure, inner, lacking, of_people, of_rows
from dungviec.workforce.figure import Behind, Figure
from dungviec.workforce.scope import Scope

_ON = ("people.person_id", "tenures.post_id")
MAJORITY = "Kinh"


def state_figures(scope: Scope) -> list[Figure]:
    """Everything counted on the day itself."""
    everybody = scope.everybody
    return [
        _total(scope), _unplaced(scope),
        *by_code(everybody, "degree", DEGREES, group="degree",
                 words=("người có trình độ chuyên môn cao nhất là {}", "people whose highest degree is {}"),
                 absent=("none", ("người mà hồ sơ không ghi trình độ chuyên môn", "people whose degree is not stated on file"), ("chưa ghi trình độ", "not stated"))),
        *by_code(everybody, "theory", THEORY, group="theory",
                 words=("người có trình độ lý luận chính trị {}", "people whose political theory is {}"),
                 absent=("none", ("người mà hồ sơ không ghi trình độ lý luận chính trị", "people without political theory on file"), ("chưa qua hoặc chưa ghi", "none on file"))),
        *_units(scope), *_placed(scope), *_abilities(scope), *_minority(scope), *_norm(scope),
    ]  # fmt: skip


def _total(scope: Scope) -> Figure:
    words, label = (
        ("người đang giữ một vị trí trong biên chế", "people who hold a post on the rolls"),
        ("tổng số", "all"),
    )
    if scope.everybody.is_empty() and scope.whole:
        day = "" if scope.first_day is None else f"{scope.first_day:%d/%m/%Y}"
        why = (
            f"hồ sơ không có ai giữ vị trí ngày {scope.until:%d/%m/%Y}; " + (f"quá trình công tác sớm nhất bắt đầu ngày {day}" if day else "chưa có quá trình công tác nào"),
            f"nobody on file holds a post on {scope.until:%d/%m/%Y}; " + (f"the earliest tenure begins on {day}" if day else "no tenure is on file"),
        )  # fmt: skip
        return lacking("workforce.total", words, label, why, needs=_ON)
    return figure("workforce.total", words, label, of_people(scope.everybody), needs=_ON)


def _unplaced(scope: Scope) -> Figure:
    """People who serve but stand in no unit: they are in no other figure, so they are named here."""
    return figure(
        "workforce.unplaced", ("người đang công tác mà hồ sơ không gắn với đơn vị nào", "people in service whose records name no unit on file"), ("chưa gắn đơn vị", "no unit"),
        (Behind("people", (i,), i, n) for i, n in scope.unplaced.select("person_id", "name").iter_rows()), needs=_ON,
    )  # fmt: skip


def _units(scope: Scope) -> list[Figure]:
    found = []
    for kind in UNIT_KINDS:
        rows = scope.units.filter(pl.col("kind") == kind.value)
        if rows.height or kind.value in ("division", "ward", "commune"):
            behind = of_rows(rows, "units", ("name",), named={})
            words = (f"đơn vị thuộc loại {inner(kind.vi)}", f"units of the kind {inner(kind.en)}")
            label = (inner(kind.vi), inner(kind.en))
            found.append(figure(f"units.{kind.value}", words, label, behind, needs=("units.unit_id",), measure="units"))
    return found


def _placed(scope: Scope) -> list[Figure]:
    asked = scope.everybody.filter(pl.col("post_majors").list.len().fill_null(0) > 0)
    fits = pl.col("major").is_in(pl.col("post_majors"))
    needs = (*_ON, "people.major")
    parts = (
        ("trained", ("người làm đúng chuyên ngành mà vị trí yêu cầu", "people trained in a major their post asks for"), ("đúng chuyên ngành", "in their major"), asked.filter(fits)),
        ("elsewhere", ("người làm khác chuyên ngành mà vị trí yêu cầu", "people trained in another major than their post asks for"), ("khác chuyên ngành", "outside their major"), asked.filter(~fits)),
        ("unstated", ("người giữ vị trí có yêu cầu chuyên ngành mà hồ sơ không ghi chuyên ngành", "people in posts that ask for a major whose own is not stated"), ("chưa ghi chuyên ngành", "major not stated"), asked.filter(pl.col("major").is_null())),
    )  # fmt: skip
    if asked.is_empty():
        why = (
            "các vị trí chưa ghi chuyên ngành phù hợp (bảng «Vị trí»)",
            "no post states its fitting majors (table of posts)",
        )
        return [lacking(f"placed.{k}", w, label, why, needs=needs) for k, w, label, _rows in parts]
    return [figure(f"placed.{k}", w, label, of_people(rows), needs=needs) for k, w, label, rows in parts]


def _abilities(scope: Scope) -> list[Figure]:
    found = []
    for table, date_column, words, label, sheet in (
        ("strengths", "noted", ("người có ít nhất một sở trường được ghi nhận", "people with at least one strength on file"), ("đã ghi sở trường", "strengths known"), ("Sở trường", "strengths")),
        ("competencies", "assessed", ("người có ít nhất một năng lực được đánh giá", "people with at least one competency assessed"), ("đã đánh giá năng lực", "competencies assessed"), ("Năng lực", "competencies")),
    ):  # fmt: skip
        rows = scope.snapshot[table]
        needs = (f"{table}.person_id",)
        if rows.is_empty():
            why = (f"bảng «{sheet[0]}» chưa có dòng nào", f"the table of {sheet[1]} holds no row")
            found.append(lacking(f"{table}.people", words, label, why, needs=needs))
            continue
        known = rows.filter(pl.col(date_column).is_null() | (pl.col(date_column) <= scope.until))
        found.append(
            figure(
                f"{table}.people",
                words,
                label,
                of_people(scope.everybody.join(known, on="person_id", how="semi")),
                needs=needs,
            )
        )
    return found


def _minority(scope: Scope) -> list[Figure]:
    everybody, needs = scope.everybody, ("people.ethnicity",)
    own, said = minority(), stated_ethnicity()
    return [
        figure("minority.total", ("người dân tộc thiểu số", "people of an ethnic minority"), ("dân tộc thiểu số", "ethnic minority"), of_people(everybody.filter(own)), needs=needs),
        figure("minority.leaders", ("người dân tộc thiểu số giữ chức vụ lãnh đạo, quản lý", "people of an ethnic minority in leadership posts"), ("giữ chức vụ", "in leadership"),
               of_people(everybody.filter(own & (pl.col("level_rank") >= LEADERSHIP_RANK))), needs=needs),
        figure("minority.unstated", ("người mà hồ sơ không ghi dân tộc", "people whose ethnic group is not stated"), ("chưa ghi dân tộc", "not stated"), of_people(everybody.filter(~said)), needs=needs),
    ]  # fmt: skip


def stated_ethnicity() -> pl.Expr:
    """Whether the ethnic group is on file (not empty, not the code or word for «not known»)."""
    unknown = {NOT_KNOWN, *(c.name for c in ETHNIC_GROUPS.ever(NOT_KNOWN))}
    return (
        pl.col("ethnicity").is_not_null()
        & (pl.col("ethnicity").str.strip_chars() != "")
        & ~pl.col("ethnicity").is_in(unknown)
    )


def minority() -> pl.Expr:
    """Whether somebody is of an ethnic minority: every group but the Kinh (processes.md 3.3: code other than 1)."""
    return stated_ethnicity() & ~pl.col("ethnicity").is_in([MAJORITY, "1", "01"])


def _norm(scope: Scope) -> list[Figure]:
    words, label = ("chỉ tiêu biên chế được giao", "assigned headcount"), ("biên chế giao", "assigned")
    rows = scope.units.filter(pl.col("norm").is_not_null())
    if rows.is_empty():
        why = (
            "chưa đơn vị nào ghi biên chế giao (bảng «Đơn vị»)",
            "no unit states its assigned headcount (table of units)",
        )
        return [lacking("norm.assigned", words, label, why, needs=("units.norm",), measure="seats")]
    behind = of_rows(rows, "units", ("name", "norm"), weight="norm", named={})
    return [figure("norm.assigned", words, label, behind, needs=("units.norm",), measure="seats")]
