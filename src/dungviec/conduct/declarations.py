"""Declarations of assets and of conflicts of interest: who is asked, what is late, and a draw that anybody can repeat."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from dungviec.conduct.model import ConductFault
from dungviec.law import LawView
from dungviec.law.answers import Answer, in_force, no_text
from dungviec.law.working_days import add_working_days
from dungviec.records import Snapshot
from dungviec.records.codes import LEADERSHIP_RANK
from dungviec.records.vietnamese import format_date

MONEY_AND_PEOPLE = ("hr_manager", "accounting", "treasurer")
"""Functions of posts whose holders the office proposes to ask besides leaders: its own choice, no text says who declares."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody the office would ask, and why: ``leads`` or ``sensitive``."""

    person_id: str
    unit_id: str
    title: str
    why: str


def who_declares(view: LawView) -> Answer[bool]:
    """Whether a text of the day says who declares assets. None is on file for any day: the list below is the office's own choice."""
    return no_text(view, "người có nghĩa vụ kê khai tài sản", "who has to declare assets")


def proposed_list(s: Snapshot) -> list[Asked]:
    """Leaders and who manages personnel, accounts or cash: whom the office may choose to ask, as long as no text is on file."""
    posts = s.live_posts.with_columns(
        leads=pl.col("level_rank").fill_null(0) >= LEADERSHIP_RANK,
        sensitive=pl.col("functions").list.eval(pl.element().is_in(list(MONEY_AND_PEOPLE))).list.any().fill_null(False),
    ).filter(pl.col("leads") | pl.col("sensitive"))
    held = s.main_posts.join(posts.select("post_id", "unit_id", "leads", post_title="title"), on="post_id").unique("person_id").sort("person_id")  # fmt: skip
    return [Asked(r["person_id"], r["unit_id"], r["post_title"], "leads" if r["leads"] else "sensitive") for r in held.to_dicts()]  # fmt: skip


def thresholds(view: LawView) -> Answer[tuple[int, int]]:
    """From which value an asset is declared, and from which change in the year a supplement is due, in đồng (ASSET-2026-01)."""
    rule = in_force(view, "ASSET-2026-01")
    if rule is None:
        return no_text(view, "mức giá trị phải kê khai", "the values to be declared")
    values = int(rule.params["asset_min_vnd"]), int(rule.params["supplement_change_vnd"])
    return Answer(values, rule, rule.vi, rule.en)


def report_by(view: LawView, known: date) -> Answer[date]:
    """The last day to report a conflict of interest known on a day: five working days (KIN-03)."""
    rule = in_force(view, "KIN-03")
    if rule is None:
        return no_text(view, "thời hạn báo cáo xung đột lợi ích", "when a conflict of interest is reported")
    last = add_working_days(known, int(rule.params["report_working_days"]))
    return Answer(last, rule, f"Báo cáo chậm nhất {format_date(last)}.", f"To be reported by {last:%d/%m/%Y}.")


def draw(people: Collection[str], count: int, seed: str) -> list[str]:
    """``count`` of ``people`` by lot, in order: sorted by the SHA-256 digest of seed and identifier, so that anybody repeats it.

    Raises ConductFault for an empty or very short seed, or a count beyond the list.
    """
    names: Sequence[str] = sorted(set(people))
    if len(seed.strip()) < 4:
        raise ConductFault("Số rút cần ít nhất 4 ký tự, lấy từ nguồn ai cũng xem được.", "The seed needs at least 4 characters, from a source everybody can see.")  # fmt: skip
    if not 0 < count <= len(names):
        raise ConductFault(f"Số người rút phải từ 1 đến {len(names)}.", f"The number drawn must be from 1 to {len(names)}.")  # fmt: skip
    ranked = sorted(names, key=lambda p: hashlib.sha256(f"{seed.strip()}|{p}".encode()).hexdigest())
    return ranked[:count]
