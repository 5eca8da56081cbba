"""Declarations of assets asked for, handed in, published, drawn and verified; conflicts of interest declared and what is done about them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import polars as pl
from django.db import transaction
from django.utils.translation import gettext as _

from dungviec.conduct import ConductFault, draw, proposed_list
from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.conduct.faults import ConductRefused, in_language
from dungviec.office.conduct.models import Draw
from dungviec.office.registry import services as registry
from dungviec.office.registry.selectors import rows, snapshot
from dungviec.records.vietnamese import format_date

MARKS = ("handed_in", "published", "verified")
"""Days of a declaration, in the order in which they come."""


@transaction.atomic
def ask_round(*, kind: str, asked: date, due: date, leads: bool, sensitive: bool, by: User, on: date) -> int:
    """Ask everybody of the chosen groups for the declaration of the year of ``asked``; those who were asked already are left out.

    Who has to declare is not on file: the groups are the office's own choice. Answers with how many were asked.
    """
    if due < asked:
        raise ConductRefused(_("Hạn nộp %(due)s trước ngày yêu cầu %(asked)s.") % {"due": format_date(due), "asked": format_date(asked)})  # fmt: skip
    if asked > on:
        raise ConductRefused(_("Ngày %s còn chưa tới.") % format_date(asked))
    wanted = [p for p in proposed_list(snapshot(asked)) if (p.why == "leads" and leads) or (p.why == "sensitive" and sensitive)]  # fmt: skip
    there = set(rows("asset_declarations", on).filter((pl.col("year") == asked.year) & (pl.col("kind") == kind))["person_id"])  # fmt: skip
    new = [{"person_id": p.person_id, "year": asked.year, "kind": kind, "asked": asked, "due": due} for p in wanted if p.person_id not in there]  # fmt: skip
    if not new:
        raise ConductRefused(_("Không còn ai trong nhóm đã chọn chưa được yêu cầu."))
    batch = registry.open_batch("conduct", f"Yêu cầu kê khai tài sản năm {asked.year}", by=by)
    registry.write_many(batch, creates={"asset_declarations": new})
    ledger.record(by.username, "ask_declarations", kind="list", subject=str(asked.year), rows=len(new))
    return len(new)


@transaction.atomic
def mark(key: str, what: str, day: date, *, by: User, on: date) -> None:
    """Put down that a declaration was handed in, published or verified. Raises ConductRefused for a day out of order, or where the
    step before is not recorded."""
    found = rows("asset_declarations", on).filter(pl.col("_key").cast(pl.String) == key).to_dicts()
    if not found or what not in MARKS:
        raise ConductRefused(_("Không có bản kê khai này."))
    row = found[0]
    before = row["asked"] if what == "handed_in" else row["handed_in"]
    if before is None:
        raise ConductRefused(_("Chưa ghi ngày nộp."))
    if what == "verified" and not row["drawn"]:
        raise ConductRefused(_("Bản kê khai này không được rút để xác minh."))
    if not before <= day <= on:
        raise ConductRefused(_("Ngày phải từ %(first)s đến %(last)s.") % {"first": format_date(before), "last": format_date(on)})  # fmt: skip
    registry.amend("asset_declarations", key, {what: day}, by=by, why="Sổ kê khai tài sản")
    ledger.record(by.username, "mark_declaration", kind="list", subject=key, what=what)


@transaction.atomic
def draw_round(*, year: int, count: int, seed: str, source: str, day: date, by: User, on: date) -> Draw:
    """Draw declarations of a year that were handed in, once a year, with a seed that is published with the result."""
    if Draw.objects.filter(year=year).exists():
        raise ConductRefused(_("Năm %d đã rút một lần: rút lại thì không còn ngẫu nhiên.") % year)
    if day > on:
        raise ConductRefused(_("Ngày %s còn chưa tới.") % format_date(day))
    there = rows("asset_declarations", on).filter((pl.col("year") == year) & pl.col("handed_in").is_not_null())
    by_person = {r["person_id"]: str(r["_key"]) for r in there.to_dicts()}
    try:
        drawn: Sequence[str] = draw(by_person, count, seed)
    except ConductFault as fault:
        raise ConductRefused(in_language(fault)) from None
    made = Draw.objects.create(year=year, seed=seed.strip(), source=source.strip()[:200], among=len(by_person), drawn=list(drawn), on=day, by=str(by))  # fmt: skip
    batch = registry.open_batch("conduct", f"Rút bản kê khai năm {year}", by=by)
    registry.write_many(batch, amends={"asset_declarations": [(by_person[p], {"drawn": True}) for p in drawn]})
    ledger.record(by.username, "draw_declarations", kind="list", subject=str(year), rows=len(drawn))
    return made


@transaction.atomic
def declare_interest(
    person_id: str, *, known: date, relation: str, matter: str, step_aside: bool, by: User, on: date
) -> None:
    """An official declares a conflict of interest of the own. Raises ConductRefused for a day that has not come or the same matter again."""
    if known > on:
        raise ConductRefused(_("Ngày %s còn chưa tới.") % format_date(known))
    mine = rows("interest_declarations", on).filter((pl.col("person_id") == person_id) & (pl.col("matter") == matter.strip()) & pl.col("decided").is_null())  # fmt: skip
    if mine.height:
        raise ConductRefused(_("Việc này đã báo cáo và đang chờ xem xét."))
    registry.create(
        "interest_declarations", {"person_id": person_id, "known": known, "reported": on, "relation": relation.strip(), "matter": matter.strip(), "step_aside": step_aside},
        by=by, why="Báo cáo xung đột lợi ích",
    )  # fmt: skip
    ledger.record(by.username, "declare_interest", kind="list")


@transaction.atomic
def measure_interest(key: str, *, measure: str, day: date, by: User, on: date, own_person: str) -> None:
    """Put down the measure against a conflict of interest. Nobody decides on the own one."""
    found = rows("interest_declarations", on).filter(pl.col("_key").cast(pl.String) == key).to_dicts()
    if not found:
        raise ConductRefused(_("Không có báo cáo này."))
    if own_person and found[0]["person_id"] == own_person:
        raise ConductRefused(_("Không ai xử lý vụ việc về mình."))
    if not found[0]["reported"] <= day <= on:
        raise ConductRefused(_("Ngày phải từ %(first)s đến %(last)s.") % {"first": format_date(found[0]["reported"]), "last": format_date(on)})  # fmt: skip
    registry.amend("interest_declarations", key, {"measure": measure, "decided": day}, by=by, why="Biện pháp kiểm soát xung đột lợi ích")  # fmt: skip
    ledger.record(by.username, "measure_interest", kind="list", subject=key)
