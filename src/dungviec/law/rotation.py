"""Rotation, periodic change of position, posts for people from elsewhere (placement.md section 3)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from dungviec.law.answers import Answer, in_force, missing, no_text
from dungviec.law.book import LawView
from dungviec.law.rules import Rule, Verdict
from dungviec.records.dates import add_months

Purpose = Literal["training", "non_local", "two_terms"]
Change = Literal["not_yet", "may_change", "due", "exempt"]
CHANGE_FIELDS = {
    "hr_manager": "personnel", "personnel_work": "personnel", "accounting": "finance", "treasurer": "finance",
    "public_finance": "finance", "public_assets": "assets", "public_investment": "investment", "frontline": "frontline",
    "inspection_work": "inspection", "justice_work": "justice", "culture_work": "culture", "information_work": "information",
}  # fmt: skip
"""Function of a post → the field whose posts change periodically (CDVT-01) or the sector with its own term (CDVT-05)."""

GROUNDS = {
    "discipline": ("đang xem xét kỷ luật", "disciplinary procedure open"), "secondment": ("đang biệt phái", "on secondment"),
    "proceedings": ("đang thanh tra, điều tra, xét xử", "under inspection, investigation or trial"),
    "serious_illness": ("bệnh hiểm nghèo", "serious illness"), "study": ("học tập trung từ 12 tháng", "full-time study of 12 months or more"),
    "pregnant": ("mang thai", "pregnant"), "child": ("nuôi con dưới 36 tháng", "raising a child under 36 months"),
}  # fmt: skip
"""Grounds to postpone a change of position (CDVT-03) in words."""


@dataclass(frozen=True, slots=True)
class RotationCheck:
    """One layer's answer on service left: months needed, months there, and what follows."""

    rule: Rule
    needed: int
    months_left: int
    verdict: Verdict


def rotation_service(
    view: LawView, *, months_left: int, purpose: Purpose | None, party_managed: bool, category: str = "civil_servant",
    term_months: int | None = None,
) -> Answer[tuple[RotationCheck, ...]]:  # fmt: skip
    """Service left for a rotation, every layer in force, the one that leads first.

    Party rule (ROT-2022-02): 120 months, special cases by the authority (*needs authority* below). State rules for civil
    servants: ROT-GOV-2020-01 to 30/06/2025 (120 months, 60 for a non-local head or the two-term limit), then
    ROT-2025-PROC (120 months, the term of the post for these two purposes; special cases by the authority). The Party row
    leads for posts under Party management, the State row otherwise; both are shown. Without a ``purpose`` the answer
    stands where every purpose gives it, else it is *unknown*.
    """
    party = in_force(view, "ROT-2022-02")
    state = in_force(view, "ROT-GOV-2020-01", "ROT-2025-PROC") if category == "civil_servant" else None
    checks = []
    unsure = False
    for rule in (party, state):
        if rule is not None:
            ways = [_service(rule, months_left, p, term_months) for p in ((purpose,) if purpose else _PURPOSES)]
            unsure |= len({w.verdict for w in ways}) > 1
            checks.append(max(ways, key=lambda w: w.needed))
    checks.sort(key=lambda c: (c.rule.applies_to.party_managed is True) is not party_managed)
    if not checks or (not party_managed and state is None) or (party_managed and party is None and state is None):
        unknown = no_text(view, "thời gian công tác còn lại khi luân chuyển", "service left for a rotation")
        return Answer(None, None, unknown.vi, unknown.en, other=tuple(checks) or None)
    lead = checks[0]
    if unsure:
        return missing(lead.rule, "chưa rõ mục đích luân chuyển", "the purpose of the rotation is not known")
    return Answer(
        tuple(checks), lead.rule, f"Còn {months_left} tháng; cần {lead.needed} tháng.",
        f"{months_left} months left; {lead.needed} are needed.",
    )  # fmt: skip


_PURPOSES: tuple[Purpose, ...] = ("training", "non_local", "two_terms")


def _service(rule: Rule, months_left: int, purpose: Purpose, term_months: int | None) -> RotationCheck:
    needed = int(rule.params["months_left"])
    if purpose != "training" and rule.params.get("term_for_purpose"):
        needed = term_months or int(rule.params["default_term_months"])
    needed = int(rule.params.get("months_left_for", {}).get(purpose, needed))
    short = Verdict.NEEDS_AUTHORITY if rule.params.get("special_by_authority") else Verdict.FORBIDDEN
    return RotationCheck(rule, needed, months_left, Verdict.ALLOWED if months_left >= needed else short)


def months_before_rotation(view: LawView, since: date) -> Answer[bool]:
    """Whether the post was held long enough before a Party rotation: three years under QĐ 98 (ROT-2017-01)."""
    rule = in_force(view, "ROT-2017-01")
    if rule is None:
        return no_text(view, "thời gian giữ chức vụ trước khi luân chuyển", "time in post before a rotation")
    full = add_months(since, int(rule.params["min_months"]))
    return Answer(
        view.day >= full, rule, f"Đủ {rule.params['min_months']} tháng giữ chức vụ vào {full:%d/%m/%Y}.",
        f"{rule.params['min_months']} months in the post are full on {full:%d/%m/%Y}.",
    )  # fmt: skip


def rotation_full_on(view: LawView, *, began: date, party_managed: bool) -> Answer[date]:
    """The day on which the least time of a rotation (36 months) is reached (ROT-2022-01, ROT-GOV-2025-01).

    QĐ 98 (ROT-2017-01) speaks of the time in the post before a rotation and is not asked here.
    """
    rule = in_force(view, "ROT-2022-01" if party_managed else "ROT-GOV-2025-01")
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
    answer = _position_change(
        view,
        base,
        sector=sector,
        since=since,
        months_left=months_left,
        grounds=grounds,
        leader=leader,
        ended_on=ended_on,
    )
    if base is None or view.day < base.params["open_check_from"]:
        return answer
    vi, en = base.params["open_check_vi"], base.params["open_check_en"]
    return replace(answer, vi=f"{answer.vi} ({vi})", en=f"{answer.en} ({en})")


def _position_change(
    view: LawView, base: Rule | None, *, sector: str, since: date, months_left: int | None, grounds: Collection[str],
    leader: bool, ended_on: date | None,
) -> Answer[Change]:  # fmt: skip
    if base is None:
        return no_text(view, "định kỳ chuyển đổi vị trí công tác", "periodic change of position")
    if leader:
        return Answer("exempt", base, "Không áp dụng với lãnh đạo, quản lý.", "Leaders are not reached.")
    postpone = in_force(view, "CDVT-03")
    if postpone is not None and (held := sorted(set(grounds) & set(postpone.params["postpone"]))):
        told = [", ".join(GROUNDS.get(g, (g, g))[lang] for g in held) for lang in (0, 1)]
        return Answer("exempt", postpone, f"Chưa chuyển đổi: {told[0]}.", f"Postponed: {told[1]}.")
    near = in_force(view, "CDVT-04")
    if near is not None and months_left is not None and months_left < int(near.params["exempt_below_months"]):
        return Answer(
            "exempt", near, f"Còn {months_left} tháng đến tuổi nghỉ hưu.", f"{months_left} months to retirement."
        )
    rule = change_rule(view, sector)
    coming = next((r for r in view.all_known if r.key == f"CDVT-05/{sector}" and _may_be_in_force(r, view)), None)
    if rule is None:
        return missing(
            base, f"chưa có thời hạn của lĩnh vực «{sector}» ngày {view.day:%d/%m/%Y}",
            f"no term for the field '{sector}' on file for {view.day:%d/%m/%Y}",
        )  # fmt: skip
    last = ended_on + timedelta(days=1) if ended_on else view.day
    outcome, shortest, longest = _change(rule, since, last)
    if coming is not None and _change(coming, since, last)[0] != outcome:
        return missing(
            coming, f"chưa rõ ngày hiệu lực của {coming.instrument}", f"the day {coming.instrument} took effect is not known"
        )  # fmt: skip
    if longest < base.from_:
        return Answer(
            outcome, rule, f"Giữ vị trí từ {since:%d/%m/%Y}: đã đủ thời hạn khi văn bản có hiệu lực ({base.from_:%d/%m/%Y}).",
            f"In the position since {since:%d/%m/%Y}: the term was full when the text took effect ({base.from_:%d/%m/%Y}).",
        )  # fmt: skip
    return Answer(
        outcome, rule, f"Được chuyển đổi từ {shortest:%d/%m/%Y}, đến hạn {longest:%d/%m/%Y}.",
        f"A change is allowed from {shortest:%d/%m/%Y} and due on {longest:%d/%m/%Y}.",
    )  # fmt: skip


def change_rule(view: LawView, field: str) -> Rule | None:
    """The rule that gives a field its term: the circular of the sector before the general 2–5 years; None where none is on file."""
    base = in_force(view, "CDVT-01")
    if base is None:
        return None
    return in_force(view, f"CDVT-05/{field}") or (base if field in base.params["fields"] else None)


def change_days(rule: Rule, since: date) -> tuple[date, date]:
    """The first day on which a change is allowed and the day on which it is due."""
    first, last = (add_months(since, int(rule.params[k])) for k in ("min_months", "max_months"))
    return first, last


def _change(rule: Rule, since: date, last: date) -> tuple[Change, date, date]:
    shortest, longest = change_days(rule, since)
    return ("not_yet" if last < shortest else "due" if last >= longest else "may_change"), shortest, longest


def _may_be_in_force(rule: Rule, view: LawView) -> bool:
    """Whether the view's day lies in the year of a circular of which only the year is known."""
    year = rule.params.get("issued_year")
    return year is not None and view.day.year == int(year) and view.day < rule.from_


def non_local_mode(view: LawView, *, level: str, post: str) -> Answer[str]:
    """Whether a post asks for somebody from elsewhere: ``required`` or ``target`` (NONLOC rows, Kết luận 201, Chỉ thị 45).

    Who counts as local is not established (NONLOC-DEF): this says what is asked of the post, never of a person.
    """
    rows = non_local_rules(view, level=level, post=post)
    if not rows:
        return no_text(view, f"không là người địa phương ({level}, {post})", f"non-local heads ({level}, {post})")
    return Answer(str(rows[0].params["mode"]), rows[0], rows[0].vi, rows[0].en)


def non_local_rules(view: LawView, *, level: str, post: str) -> list[Rule]:
    """Every row in force that asks for somebody from elsewhere in such a post, what is required first."""
    rows = [
        r for r in view.rules(topic="non_local") if r.params.get("level") == level and post in r.params.get("posts", ())
    ]
    return sorted(rows, key=lambda r: r.params.get("mode") != "required")
