"""Clocks that run for people in their posts: terms, acting, changes of position with their exemptions, heads from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import polars as pl
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dungviec.law import LawView, service_ages
from dungviec.law.clocks import end_of_term
from dungviec.law.retirement import birth_day
from dungviec.law.rotation import SENSITIVE, position_change
from dungviec.office.registry.clocks import term_rules
from dungviec.office.registry.gate import SeenRecords
from dungviec.office.registry.governing import law_on
from dungviec.office.registry.selectors import snapshot
from dungviec.office.shell.clauses import Cited, cited
from dungviec.procedures import deadlines, procedure_on
from dungviec.records.codes import LEADERSHIP_RANK
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


def position_changes(records: SeenRecords) -> list[Running]:
    """Whoever handles personnel or public money without leading: allowed, due, exempt, or not yet, with the reason."""
    day, s, view = records.day, snapshot(records.day), law_on(records.day)
    posts = s.live_posts.filter(
        (pl.col("level_rank").fill_null(0) < LEADERSHIP_RANK)
        & pl.col("functions").list.eval(pl.element().is_in(list(SENSITIVE))).list.any()
    )
    held = _held(s, posts).join(service_ages(s, view).select("person_id", "retire_on"), on="person_id", how="left")
    away = set(s.current_tenures.filter(pl.col("kind") == "seconded")["person_id"])
    study = _studying(s)
    found = []
    for row in records.named(held.sort("from_date", "person_id").to_dicts()):
        sector = next(SENSITIVE[f] for f in row["functions"] if f in SENSITIVE)
        grounds = [g for g, there in (("discipline", row["discipline_open"]), ("proceedings", row["criminal_open"] or row["inspection_open"]),
                                      ("secondment", row["person_id"] in away), ("study", row["person_id"] in study)) if there]  # fmt: skip
        left = whole_months(day, row["retire_on"]) if row["retire_on"] else None
        answer = position_change(view, sector=sector, since=row["from_date"], months_left=left, grounds=grounds)
        state = {"due": "due", "may_change": "may", "exempt": "exempt", "not_yet": "soon"}.get(
            answer.value or "", "unknown"
        )
        last = add_months(row["from_date"], int(answer.rule.params["max_months"])) if answer.rule and "max_months" in answer.rule.params else None  # fmt: skip
        words = answer.vi if (get_language() or "vi") == "vi" else answer.en
        clause = cited(answer.rule, get_language() or "vi") if answer.rule else None
        if state != "soon" or (last and last <= add_months(day, AHEAD)):
            found.append(_running(row, last, state, words, clause, "position_change"))
    order = {"due": 0, "may": 1, "unknown": 2, "soon": 3, "exempt": 4}
    return sorted(found, key=lambda r: (order[r.state], r.day or date.max))


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


def _studying(s: Snapshot) -> set[str]:
    """People on a course of twelve months or more that runs today."""
    running = s["training"].filter((pl.col("from_date") <= s.as_of) & (pl.col("to_date") >= s.as_of))
    return {
        p
        for p, a, b in running.select("person_id", "from_date", "to_date").iter_rows()
        if p and whole_months(a, b) >= 12
    }


def _running(row: dict[str, Any], day: date | None, state: str, words: str, clause: Cited | None, act: str) -> Running:
    return Running(
        row["person_id"], row["name"], row["post_title"], row["unit_name"] or "", day, state, words, clause, act
    )


def _cited_finding(findings: Any) -> Cited | None:
    from dungviec.office.shell.clauses import cited_finding

    return cited_finding(findings[0], get_language() or "vi") if findings else None
