"""Rotation, periodic change of position, posts for people from elsewhere (placement.md section 3)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from dungviec.law.answers import Answer, in_force, missing, no_text
from dungviec.law.book import LawView
from dungviec.law.rules import Rule, Verdict
from dungviec.records.dates import add_months

Purpose = Literal["training", "non_local", "two_terms"]
Change = Literal["not_yet", "may_change", "due", "exempt"]


@dataclass(frozen=True, slots=True)
class RotationCheck:
    """One layer's answer on service left: months needed, months there, and what follows."""

    rule: Rule
    needed: int
    months_left: int
    verdict: Verdict


def rotation_service(
    view: LawView, *, months_left: int, purpose: Purpose, party_managed: bool
) -> Answer[tuple[RotationCheck, ...]]:
    """Service left for a rotation, every layer in force, the one that leads first (ROT-2022-02, ROT-GOV-2020-01).

    Party rule: 120 months, special cases by the authority (*needs authority* below). State rule to 30/06/2025: 120 months,
    60 where the purpose is a non-local head or the two-term limit. The Party row leads for posts under Party
    management, the State row otherwise; both are shown.
    """
    checks = []
    if (party := in_force(view, "ROT-2022-02")) is not None:
        needed = int(party.params["months_left"])
        verdict = Verdict.ALLOWED if months_left >= needed else Verdict.NEEDS_AUTHORITY
        checks.append(RotationCheck(party, needed, months_left, verdict))
    if (state := in_force(view, "ROT-GOV-2020-01")) is not None:
        needed = int(state.params["months_left_for"].get(purpose, state.params["months_left"]))
        verdict = Verdict.ALLOWED if months_left >= needed else Verdict.FORBIDDEN
        checks.append(RotationCheck(state, needed, months_left, verdict))
    checks.sort(key=lambda c: (c.rule.applies_to.party_managed is True) is not party_managed)
    if not checks or (not party_managed and state is None):
        unknown = no_text(view, "thời gian công tác còn lại khi luân chuyển", "service left for a rotation")
        return Answer(None, None, unknown.vi, unknown.en, other=tuple(checks) or None)
    lead = checks[0]
    return Answer(
        tuple(checks), lead.rule, f"Còn {months_left} tháng; cần {lead.needed} tháng.",
        f"{months_left} months left; {lead.needed} are needed.",
    )  # fmt: skip


def rotation_full_on(view: LawView, *, began: date, party_managed: bool) -> Answer[date]:
    """The day on which the least time of a rotation (36 months) is reached (ROT-2017-01, ROT-2022-01, ROT-GOV-2025-01)."""
    keys = ("ROT-2022-01", "ROT-2017-01", "ROT-GOV-2025-01") if party_managed else ("ROT-GOV-2025-01",)
    rule = in_force(view, *keys)
    if rule is None:
        return no_text(view, "thời gian luân chuyển tối thiểu", "the least time of a rotation")
    months = int(rule.params["min_months"])
    day = add_months(began, months)
    return Answer(
        day, rule, f"Đủ {months} tháng vào {day:%d/%m/%Y}.", f"{months} months are reached on {day:%d/%m/%Y}."
    )


def consecutive_terms(view: LawView, post: str, terms: int) -> Answer[bool]:
    """Whether a further term as head in the same place is within the limit of two running terms (ROT-2022-03).

    ``terms`` counts the terms already served in a row; True means one more is within the limit. Posts outside the list
    of the rule are not reached by it: *unknown*.
    """
    rule = in_force(view, "ROT-2022-03", "ROT-2017-01")
    if rule is None:
        return no_text(view, "số nhiệm kỳ liên tiếp", "terms in a row")
    if "posts" in rule.params and post not in rule.params["posts"]:
        return missing(rule, f"chức danh «{post}» không có trong danh sách", f"the post '{post}' is not on the list")
    most = int(rule.params["max_terms"])
    return Answer(
        terms < most, rule, f"Đã {terms} nhiệm kỳ liên tiếp, tối đa {most}.", f"{terms} terms in a row, at most {most}."
    )


def position_change(
    view: LawView, *, sector: str, since: date, months_left: int | None = None, grounds: Collection[str] = (),
    leader: bool = False, ended_on: date | None = None,
) -> Answer[Change]:  # fmt: skip
    """Whether the periodic change of position is due on the view's day (CDVT-01, -03, -04, -05).

    Between the shortest and the longest term a change is allowed, at the longest it is due; the term of the sector's
    circular goes before the general 2–5 years. ``grounds`` are reasons to postpone (CDVT-03: discipline, proceedings,
    serious_illness, study, secondment, pregnant, child); below 18 months to retirement there is no change (CDVT-04).
    ``ended_on`` is the last day of the period where it has already ended. Leaders are not reached: *exempt*.
    """
    base = in_force(view, "CDVT-01")
    if base is None:
        return no_text(view, "định kỳ chuyển đổi vị trí công tác", "periodic change of position")
    if leader:
        return Answer("exempt", base, "Không áp dụng với lãnh đạo, quản lý.", "Leaders are not reached.")
    postpone = in_force(view, "CDVT-03")
    if postpone is not None and (held := sorted(set(grounds) & set(postpone.params["postpone"]))):
        return Answer("exempt", postpone, f"Chưa chuyển đổi: {', '.join(held)}.", f"Postponed: {', '.join(held)}.")
    near = in_force(view, "CDVT-04")
    if near is not None and months_left is not None and months_left < int(near.params["exempt_below_months"]):
        return Answer(
            "exempt", near, f"Còn {months_left} tháng đến tuổi nghỉ hưu.", f"{months_left} months to retirement."
        )
    rule = in_force(view, f"CDVT-05/{sector}") or (base if sector in base.params["fields"] else None)
    if rule is None:
        return missing(
            base, f"chưa có thời hạn của lĩnh vực «{sector}» ngày {view.day:%d/%m/%Y}",
            f"no term for the field '{sector}' on file for {view.day:%d/%m/%Y}",
        )  # fmt: skip
    last = ended_on + timedelta(days=1) if ended_on else view.day
    shortest, longest = (add_months(since, int(rule.params[k])) for k in ("min_months", "max_months"))
    outcome: Change = "not_yet" if last < shortest else "due" if last >= longest else "may_change"
    return Answer(
        outcome, rule, f"Được chuyển đổi từ {shortest:%d/%m/%Y}, đến hạn {longest:%d/%m/%Y}.",
        f"A change is allowed from {shortest:%d/%m/%Y} and due on {longest:%d/%m/%Y}.",
    )  # fmt: skip


def non_local_mode(view: LawView, *, level: str, post: str) -> Answer[str]:
    """Whether a post asks for somebody from elsewhere: ``required`` or ``target`` (NONLOC rows, Kết luận 201, Chỉ thị 45).

    Who counts as local is not established (NONLOC-DEF): this says what is asked of the post, never of a person.
    """
    rows = [
        r for r in view.rules(topic="non_local") if r.params.get("level") == level and post in r.params.get("posts", ())
    ]
    rows.sort(key=lambda r: r.params.get("mode") != "required")
    if not rows:
        return no_text(view, f"không là người địa phương ({level}, {post})", f"non-local heads ({level}, {post})")
    return Answer(str(rows[0].params["mode"]), rows[0], rows[0].vi, rows[0].en)
