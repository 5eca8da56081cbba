"""Clocks that run for people in their posts: terms, acting, changes of position with their exemptions, heads from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import polars as pl
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dungviec.law import LawView
from dungviec.law.clocks import end_of_term
from dungviec.law.position_clocks import ChangeClock, change_clocks
from dungviec.law.retirement import birth_day
from dungviec.office.registry.clocks import term_rules
from dungviec.office.registry.gate import SeenRecords
from dungviec.office.registry.governing import law_on
from dungviec.office.registry.keeping import kept_per_day, kept_per_viewer
from dungviec.office.registry.selectors import snapshot
from dungviec.office.shell.clauses import Cited, cited
from dungviec.procedures import deadlines, procedure_on
from dungviec.records.codes import FUNCTIONS, LEADERSHIP_RANK
from dungviec.records.dates import add_months, whole_months
from dungviec.records.snapshot import Snapshot

AHEAD = 12
"""Months the page looks ahead."""


@dataclass(frozen=True, slots=True)
class Running:
    """One clock of one person."""

    person_id: str
    name: str
    title: str
    unit: str
    day: date | None
    state: str
    """``over``, ``due``, ``soon``, ``may``, ``exempt``, ``unknown``."""
    words: str
    clause: Cited | None
    act: str = ""
    """Kind of decision that answers it."""
    notify: date | None = None
    """The last day of the notice that the procedure of the day asks for."""


@kept_per_viewer
def terms(records: SeenRecords) -> list[Running]:
    """Leaders whose term is over or ends within twelve months: what follows by the law of the day, and the last day of notice."""
    day, s, view = records.day, snapshot(records.day), law_on(records.day)
    soon = add_months(day, AHEAD)
    posts = s.live_posts.filter(pl.col("level_rank") >= LEADERSHIP_RANK)
    held = _held(s, posts).filter((pl.col("term_ends") <= soon) & (pl.col("kind") != "acting"))
    rows = records.named(held.sort("term_ends", "person_id").to_dicts())
    return [_term(view, day, row) for row in rows]


def _term(view: LawView, day: date, row: dict[str, Any]) -> Running:
    ends, born = row["term_ends"], birth_day(row["born"], row["born_year_only"])
    months = row["term_months"] or whole_months(row["from_date"], ends)
    said, act, clause = _("Chưa có văn bản của ngày này"), "reappointment", None
    if born is not None and row["sex"] in ("male", "female"):
        found = end_of_term(view, category=row["category"], sex=row["sex"], born=born, ends=ends, months=months)
        said = {
            "extend_to_retirement": _("Kéo dài đến tuổi nghỉ hưu, còn %d tháng"), "reappoint": _("Làm quy trình bổ nhiệm lại, còn %d tháng công tác"),
            "reappoint_to_retirement": _("Bổ nhiệm lại đến tuổi nghỉ hưu, còn %d tháng"), "unknown": _("Chưa có mức tháng trong văn bản đang có, còn %d tháng công tác"),
        }[found.outcome] % found.months_left  # fmt: skip
        act = "extension" if found.outcome == "extend_to_retirement" else "reappointment"
        clause = _cited_finding(found.findings)
    procedure = procedure_on(view, act, category=row["category"])
    notice = next((d for d in deadlines(procedure, term_ends=ends) if d.step.key == "notice"), None)
    if notice is not None and notice.day is not None:
        said += _("; thông báo chậm nhất %s") % f"{notice.day:%d/%m/%Y}"
    if clause is None:
        rules = term_rules(view, row["category"])
        clause = cited(rules[0], get_language() or "vi") if rules else None
    told = _running(row, ends, "over" if ends < day else "soon", said, clause, act)
    return replace(told, notify=notice.day) if notice is not None else told


@kept_per_day(costly=True)
def _change_clocks(day: date) -> list[ChangeClock]:
    return change_clocks(snapshot(day), law_on(day))


@kept_per_viewer
def position_changes(records: SeenRecords) -> list[Running]:
    """Whoever, without leading, holds a post that changes periodically: due, coming within a year, allowed, exempt, or unknown.

    The post says for which function it is held; who is not yet allowed and not due within the year is left out.
    """
    day, s = records.day, snapshot(records.day)
    soon = add_months(day, AHEAD)
    clocks = [c for c in _change_clocks(day) if c.since is not None]
    posts = {r["post_id"]: r for r in s.posts.select("post_id", "unit_id", post_title="title").to_dicts()}
    units = dict(s.units.select("unit_id", "name").iter_rows())
    names = dict(s.people.select("person_id", "name").iter_rows())
    rows = [
        {
            "person_id": c.person_id,
            "name": names[c.person_id],
            **posts[c.post_id],
            "unit_name": units.get(c.unit_id),
            "clock": c,
        }
        for c in clocks
        if c.state != "not_yet" or (c.due_on and c.due_on <= soon)
    ]
    return [_change(row, row["clock"], soon) for row in records.named(rows)]


def posts_unsaid(records: SeenRecords) -> int:
    """How many people hold a post in a field that may be on the list, where nobody has said for which function it is held."""
    clocks = _change_clocks(records.day)
    return len(records.named([{"person_id": p} for p in {c.person_id for c in clocks if c.since is None}]))


def _change(row: dict[str, Any], clock: ChangeClock, soon: date) -> Running:
    lang = get_language() or "vi"
    coming = clock.state in ("may_change", "not_yet") and clock.due_on is not None and clock.due_on <= soon
    state = "soon" if coming else {"may_change": "may", "not_yet": "soon"}.get(clock.state, clock.state)
    said = [
        _("Chức năng: %s.") % FUNCTIONS.label(clock.function, lang),
        clock.answer.vi if lang == "vi" else clock.answer.en,
    ]
    if clock.left_when_due is not None and clock.state != "exempt":
        said.append(
            _("Khi đến hạn chỉ còn %d tháng đến tuổi nghỉ hưu: đến lúc đó không chuyển đổi nữa.") % clock.left_when_due
        )
    if clock.only_one and clock.state != "exempt":
        said.append(_("Đơn vị chỉ có một chỗ làm việc này: cơ quan cấp trên lập kế hoạch chuyển đổi."))
    clause = cited(clock.answer.rule, lang) if clock.answer.rule else None
    return _running(row, clock.due_on, state, " ".join(said), clause, "position_change")


@kept_per_viewer
def acting(records: SeenRecords) -> list[Running]:
    """Whoever acts in a post, with the last day where a rule of the day sets one."""
    day, s, view = records.day, snapshot(records.day), law_on(records.day)
    clock = next(iter(procedure_on(view, "acting").clocks), None)
    acts = s.current_tenures.filter(pl.col("kind") == "acting")
    held = _with_people(s, acts.join(s.live_posts.select("post_id", "unit_id", "category", "functions", "term_months", post_title="title"), on="post_id"))  # fmt: skip
    found = []
    for row in records.named(held.sort("from_date").to_dicts()):
        if clock is None:
            found.append(
                _running(
                    row,
                    row["to_date"],
                    "unknown",
                    _("Chưa có văn bản về thời hạn giao quyền của ngày này"),
                    None,
                    "appointment",
                )
            )
            continue
        from dungviec.procedures import clock_ends

        last = clock_ends(clock, row["from_date"])
        state = "over" if last < day else "due" if last <= add_months(day, 3) else "soon"
        words = _("Giao quyền từ %(since)s, được đến hết %(last)s") % {
            "since": f"{row['from_date']:%d/%m/%Y}",
            "last": f"{last:%d/%m/%Y}",
        }
        found.append(_running(row, last, state, words, cited(clock.rule, get_language() or "vi"), "appointment"))
    return found


@kept_per_viewer
def from_elsewhere(records: SeenRecords) -> list[Running]:
    """Posts that the office keeps for people from elsewhere, their holders and the native place as recorded.

    Who counts as local is not established in the texts on file: a person judges, nothing is inferred here.
    """
    s, view = snapshot(records.day), law_on(records.day)
    posts = s.live_posts.filter(pl.col("non_local").fill_null(False))
    rules = view.rules(topic="non_local")
    clause = cited(rules[0], get_language() or "vi") if rules else None
    rows = records.named(_held(s, posts).sort("unit_name", "person_id").to_dicts())
    return [_running(row, None, "may", row["home_place"] or _("chưa ghi quê quán"), clause, "rotation") for row in rows]


def _held(s: Snapshot, posts: pl.DataFrame) -> pl.DataFrame:
    columns = posts.select("post_id", "unit_id", "category", "functions", "term_months", post_title="title")
    return _with_people(s, s.main_posts.join(columns, on="post_id"))


def _with_people(s: Snapshot, held: pl.DataFrame) -> pl.DataFrame:
    people = s.people.select(
        "person_id",
        "name",
        "sex",
        "born",
        "born_year_only",
        "home_place",
        "discipline_open",
        "criminal_open",
        "inspection_open",
    )
    units = s.units.select("unit_id", unit_name="name")
    return held.join(people, on="person_id").join(units, on="unit_id", how="left")


def _running(row: dict[str, Any], day: date | None, state: str, words: str, clause: Cited | None, act: str) -> Running:
    return Running(
        row["person_id"], row["name"], row["post_title"], row["unit_name"] or "", day, state, words, clause, act
    )


def _cited_finding(findings: Any) -> Cited | None:
    from dungviec.office.shell.clauses import cited_finding

    return cited_finding(findings[0], get_language() or "vi") if findings else None
