"""What stands in the way of a decision, in sentences: the seat, the person, the days, the law. Asked again at every signing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import polars as pl
from django.utils.translation import gettext as _

from dungviec.law import Finding, Judgement, Verdict, explain_pairs
from dungviec.office.decisions.effects import (
    LEAVES,
    Effects,
    Row,
    apply,
    as_if_taken_back,
    crowded,
    effects_of,
    running,
)
from dungviec.office.decisions.models import Decision, State
from dungviec.office.decisions.staying import staying_problems
from dungviec.office.registry.governing import law_on
from dungviec.office.registry.selectors import office_day, rows, snapshot
from dungviec.office.shell.clauses import clause_words
from dungviec.records.vietnamese import format_date

LEADS_SOMEWHERE = frozenset({"transfer", "rotation", "secondment", "appointment", "acting", "position_change"})
"""Kinds that need a post to lead to, and whose law is that of the pair."""
STAYS = frozenset({"reappointment", "extension"})
_PLACED = frozenset({"transfer", "appointment", "position_change"})
"""Kinds that give a post to somebody who holds none."""
_STILL_IN_SERVICE = frozenset(
    {"discipline", "dismissed", "resigned", "relieved_of_post", "end_of_term", "not_reappointed", "unit_closed"}
)
"""Why a post ended for somebody who stays in the service and waits for another."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing in the way. ``excusable``: the authority may decide, and its word is put on record."""

    key: str
    words: str
    excusable: bool = False
    finding: Finding | None = None


class Desk:
    """The records as they lie on the desk of whoever signs: read once for all decisions that are looked at together."""

    def __init__(self, decisions: Sequence[Decision], day: date | None = None) -> None:
        self.decisions = list(decisions)
        self.day = day or office_day()

    @cached_property
    def tenures(self) -> list[Row]:
        """Every tenure of the people and posts concerned, with its key."""
        frame = rows("tenures", self.day)
        people = [d.person_id for d in self.decisions]
        posts = [d.to_post_id for d in self.decisions if d.to_post_id]
        found = frame.filter(pl.col("person_id").is_in(people) | pl.col("post_id").is_in(posts)).to_dicts()
        for one in self.decisions:
            if one.batch_id is None and one.replaces is not None and one.replaces.signed:
                found = as_if_taken_back(found, one.replaces, self.day)
        return found

    @cached_property
    def posts(self) -> dict[str, Row]:
        """The posts concerned, by identifier, as on the day of each effect."""
        wanted = {d.to_post_id: d.effective for d in self.decisions if d.to_post_id}
        found: dict[str, Row] = {}
        for day in set(wanted.values()):
            here = [p for p, on in wanted.items() if on == day]
            live = snapshot(day).live_posts.filter(pl.col("post_id").is_in(here))
            found |= {row["post_id"]: row for row in live.to_dicts()}
        return found

    @cached_property
    def judged(self) -> dict[int, Judgement]:
        """What the law says of each decision that leads to a post, by the decision's number on file."""
        asked = [d for d in self.decisions if d.kind in LEADS_SOMEWHERE and d.to_post_id in self.posts]
        known = set(snapshot(self.day).people["person_id"])
        asked = [d for d in asked if d.person_id in known]
        found = explain_pairs(snapshot(self.day), [(d.person_id, d.to_post_id) for d in asked], law_on(self.day))
        return dict(zip((d.pk for d in asked), found, strict=True))

    def effects(self, one: Decision) -> Effects:
        """What one decision does to the records, under the number it has or will have."""
        post = self.posts.get(one.to_post_id)
        return effects_of(one, self.tenures, post, number=one.symbol, signed_on=one.signed_on or self.day)

    @cached_property
    def after(self) -> list[Row]:
        """The tenures as they stand when all decisions on the desk that are not yet in the records have taken effect."""
        return apply(self.tenures, (self.effects(d) for d in self.decisions if d.batch_id is None))

    def problems(self, one: Decision) -> list[Problem]:
        """Everything in the way of one decision, what cannot be excused first."""
        found = [
            *_days(one, self.day),
            *self._person(one),
            *self._seat(one),
            *_other_decision(one),
            *self._law(one),
            *self._staying(one),
        ]
        return sorted(found, key=lambda p: p.excusable)

    def _person(self, one: Decision) -> list[Problem]:
        eve = one.effective - timedelta(days=1)
        held = running(self.tenures, one.person_id, eve)
        if not held and one.kind in _PLACED and self._awaits_a_post(one.person_id, eve):
            return []
        if not held:
            return [Problem("left", _("%(name)s không giữ vị trí nào vào ngày %(day)s: đã nghỉ, đã chuyển đi, hoặc hồ sơ chưa ghi.")
                            % {"name": one.person_name, "day": format_date(eve)})]  # fmt: skip
        needs_post = one.kind in LEAVES or one.kind in STAYS
        if needs_post and one.from_post_id not in {r["post_id"] for r in held}:
            return [Problem("moved", _("Hồ sơ đã đổi: %(name)s không còn giữ %(post)s vào ngày %(day)s.")
                            % {"name": one.person_name, "post": one.from_title, "day": format_date(eve)})]  # fmt: skip
        return []

    def _awaits_a_post(self, person_id: str, day: date) -> bool:
        """Whether the last post ended without ending the service: removed from it by discipline, relieved, its unit closed …"""
        mine = [r for r in self.tenures if r["person_id"] == person_id and r["to_date"] and r["to_date"] <= day]
        last = max(mine, key=lambda r: r["to_date"], default=None)
        return last is not None and last["left_because"] in _STILL_IN_SERVICE

    def _seat(self, one: Decision) -> list[Problem]:
        if not one.to_post_id:
            if one.kind in LEADS_SOMEWHERE:
                return [Problem("no_post", _("Chưa chọn vị trí đến."))]
            return []
        post = self.posts.get(one.to_post_id)
        if post is None:
            return [Problem("no_post", _("Vị trí «%(post)s» không tồn tại vào ngày %(day)s.") % {"post": one.to_title or one.to_post_id, "day": format_date(one.effective)})]  # fmt: skip
        over = crowded(self.after, one.to_post_id, post["seats"], since=one.effective)
        if over is None:
            return []
        day, there = over
        others = ", ".join(_names([r["person_id"] for r in there if r["person_id"] != one.person_id]))
        return [Problem("seat", _("Vị trí %(post)s có %(seats)d chỗ, vào ngày %(day)s đã có người giữ: %(who)s.")
                        % {"post": one.to_title, "seats": post["seats"], "day": format_date(day), "who": others})]  # fmt: skip

    def _staying(self, one: Decision) -> list[Problem]:
        """The law of those who stay in their post."""
        eve = one.effective - timedelta(days=1)
        held = next((r for r in running(self.tenures, one.person_id, eve) if r["post_id"] == one.from_post_id), None)
        person = next(iter(snapshot(self.day).people.filter(pl.col("person_id") == one.person_id).to_dicts()), None)
        post = self.posts.get(one.to_post_id)
        if one.kind not in STAYS or held is None or person is None or post is None:
            return []
        signed = one.signed_on or self.day
        found = staying_problems(one, law_on(self.day), person=person, post=post, held=held, signed=signed)
        return [Problem(key, words, excusable) for key, words, excusable in found]

    def _law(self, one: Decision) -> list[Problem]:
        judgement = self.judged.get(one.pk)
        if judgement is None or judgement.verdict == Verdict.ALLOWED:
            return []
        return [
            Problem(f"law:{f.rule_id}", f.reason_vi, excusable=f.verdict != Verdict.FORBIDDEN, finding=f)
            for f in judgement.findings
            if f.verdict > Verdict.ALLOWED
        ]  # fmt: skip


def _days(one: Decision, day: date) -> list[Problem]:
    found = []
    signed = one.signed_on or day
    if one.effective < signed:
        found.append(Problem("past", _("Ngày có hiệu lực %(effective)s trước ngày ký %(signed)s.") % {"effective": format_date(one.effective), "signed": format_date(signed)}))  # fmt: skip
    if one.until and one.until < one.effective:
        found.append(Problem("until", _("Ngày kết thúc %s trước ngày có hiệu lực.") % format_date(one.until)))
    needs_end = {"secondment", "acting", "extension", "reappointment", "training"}
    if one.kind in needs_end and one.until is None:
        found.append(Problem("until", _("Loại quyết định này phải có ngày kết thúc.")))
    for kind, key in (("secondment", "SEC-2026-01"), ("acting", "APT-2026-10")):
        if one.kind == kind and one.until is not None:
            found += _too_long(one, key)
    return found


def _too_long(one: Decision, key: str) -> list[Problem]:
    """A secondment of more than 36 months, an acting of more than 12: where a rule is in force that says so."""
    from dungviec.law.answers import in_force
    from dungviec.records.dates import period_end

    rule = in_force(law_on(one.effective), key)
    if rule is None or one.until is None:
        return []
    months = int(rule.params.get("max_months", rule.params.get("acting_max_months", 0)))
    last = period_end(one.effective, months)
    if one.until <= last:
        return []
    return [Problem("too_long", _("Dài hơn %(months)d tháng: chậm nhất hết ngày %(last)s (%(rule)s).")
                    % {"months": months, "last": format_date(last), "rule": clause_words(rule)})]  # fmt: skip


def _other_decision(one: Decision) -> list[Problem]:
    """Another signed decision on the same person that has yet to take effect, unless this one replaces it."""
    if one.kind == "training":
        return []
    others = Decision.objects.filter(person_id=one.person_id, state=State.SIGNED, effective__gte=one.effective)
    others = others.exclude(pk__in=[pk for pk in (one.pk, one.replaces_id) if pk]).exclude(kind="training")
    others = others.exclude(kind="discipline", handover=None)  # a reprimand or a warning moves nobody
    return [
        Problem("another", _("Đã có Quyết định %(symbol)s về %(name)s, có hiệu lực từ %(day)s.")
                % {"symbol": other.symbol, "name": other.person_name, "day": format_date(other.effective)})
        for other in others[:1]
    ]  # fmt: skip


def _names(people: list[str]) -> list[str]:
    found: dict[str, Any] = dict(
        snapshot(office_day()).people.filter(pl.col("person_id").is_in(people)).select("person_id", "name").iter_rows()
    )
    return [found.get(p, p) for p in people]
