"""Succession planning: how many people and titles, and whether somebody's age reaches (placement.md section 2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dungviec.law.answers import Answer, in_force, missing, no_text
from dungviec.law.appraisal import comma
from dungviec.law.book import LawView
from dungviec.law.retirement import Sex
from dungviec.law.rules import Rule

AgeOutcome = Literal["reaches_aim", "reaches_minimum", "too_old"]
Candidacy = Literal[
    "first", "reelect_committee", "reelect_deputy_provincial_secretary", "reelect_government", "government"
]


@dataclass(frozen=True, slots=True)
class Planned:
    """One line of a plan: a person planned for a title of a level."""

    person_id: str
    title: str
    level: str


@dataclass(frozen=True, slots=True)
class TooMany:
    """A limit of the plan that is exceeded: ``who`` is a title or a person, ``count`` stands against ``limit``."""

    rule: Rule
    kind: Literal["people_per_title", "titles_per_person"]
    who: str
    count: int
    limit: int


def planning_limits(view: LawView, plan: Iterable[Planned]) -> Answer[tuple[TooMany, ...]]:
    """Titles with more than three people, people with more than three titles of one level (PLAN-2025-01).

    The same line given twice counts once. Before 08/10/2025 no national limit is on file: *unknown*.
    """
    rule = in_force(view, "PLAN-2025-01")
    if rule is None:
        return no_text(view, "số người và số chức danh quy hoạch", "numbers of people and titles in a plan")
    lines = set(plan)
    people, titles = int(rule.params["max_people_per_title"]), int(rule.params["max_titles_per_person"])
    by_title = Counter(line.title for line in lines)
    by_person = Counter((line.person_id, line.level) for line in lines)
    found = [TooMany(rule, "people_per_title", t, n, people) for t, n in sorted(by_title.items()) if n > people]
    found += [TooMany(rule, "titles_per_person", p, n, titles) for (p, _), n in sorted(by_person.items()) if n > titles]
    return Answer(
        tuple(found),
        rule,
        f"{len(found)} chỗ vượt mức {people} người một chức danh, {titles} chức danh cùng cấp một người.",
        f"{len(found)} places exceed {people} people per title, {titles} titles of one level per person.",
    )


def planning_age(view: LawView, months_left: int) -> Answer[AgeOutcome]:
    """Whether the service left at the start of the next term is enough (PLAN-2021-01, PLAN-2025-04).

    The aim is two terms (120 months). Under QĐ 50 one term (60 months) is the hard minimum; under QĐ 377 the minimum is
    not confirmed, so anybody under the aim is *unknown* there. Before 27/12/2021 no text is on file.
    """
    rule = in_force(view, "PLAN-2021-01", "PLAN-2025-04")
    if rule is None:
        return no_text(view, "tuổi khi quy hoạch", "age in planning")
    aim = int(rule.params["aim_months"])
    count_vi = f"Còn {months_left} tháng công tác khi bắt đầu nhiệm kỳ; mức phấn đấu là {aim} tháng"
    count_en = f"{months_left} months of service left when the term begins; the aim is {aim} months"
    if months_left >= aim:
        return Answer("reaches_aim", rule, f"{count_vi}.", f"{count_en}.")
    if "min_months" not in rule.params:
        return missing(rule, f"{count_vi}, mức tối thiểu chưa xác nhận", f"{count_en}, the minimum is not confirmed")
    least = int(rule.params["min_months"])
    outcome: AgeOutcome = "reaches_minimum" if months_left >= least else "too_old"
    return Answer(outcome, rule, f"{count_vi}, ít nhất {least} tháng.", f"{count_en}, at least {least} months.")


def congress_age(
    view: LawView, candidacy: Candidacy, *, months_left: int | None = None, sex: Sex | None = None,
    born: date | None = None,
) -> Answer[bool]:  # fmt: skip
    """Whether age allows a candidacy: by birth month in 2020 (AGE-2020-01, district level), by months left since 14/04/2025.

    ``months_left`` counts from the reference month of the rule (AGE-2025-01). A fact that is not given is *unknown*.
    """
    rule = in_force(view, "AGE-2020-01", "AGE-2025-01")
    if rule is None:
        return no_text(view, "độ tuổi tham gia cấp ủy, chính quyền", "congress ages")
    if "born_from" in rule.params:
        table = rule.params["born_from"].get(candidacy)
        if table is None:
            return missing(rule, "văn bản không nêu mốc cho trường hợp này", "the text gives no cut-off for this case")
        if sex is None or born is None:
            return missing(rule, "thiếu giới tính hoặc ngày sinh", "sex or date of birth is not given")
        year, month = (int(part) for part in str(table[sex]).split("-"))
        fits = born >= date(year, month, 1)
        return Answer(fits, rule, f"Mốc sinh từ {month:02d}/{year}.", f"Born from {month:02d}/{year} on.")
    least = rule.params["months"].get(candidacy)
    if least is None:
        return missing(rule, "văn bản không nêu số tháng cho trường hợp này", "the text gives no months for this case")
    if months_left is None:
        return missing(rule, "thiếu số tháng công tác còn lại", "months of service left are not given")
    return Answer(
        months_left >= int(least), rule, f"Còn {months_left} tháng; cần ít nhất {least} tháng.",
        f"{months_left} months left; at least {least} are needed.",
    )  # fmt: skip


def planned_after_violation(
    view: LawView, *, disciplined: bool, form: str | None = None, expired: bool | None = None, corrected: bool | None = None
) -> Answer[bool]:  # fmt: skip
    """Whether somebody with a past violation may still be planned for a higher post (PLAN-2025-05, three cases).

    ``expired`` reads as the longer of the windows that apply to the person. Not disciplined: allowed once corrected.
    """
    rule = in_force(view, "PLAN-2025-05")
    if rule is None:
        return no_text(view, "quy hoạch người có vi phạm", "planning after a violation")
    if not disciplined:
        if corrected is None:
            return missing(rule, "chưa ghi việc khắc phục", "whether it was corrected is not recorded")
        return Answer(corrected, rule, "Không bị kỷ luật; xét việc khắc phục.", "Not disciplined; correction is asked.")
    if form is None or expired is None:
        return missing(rule, "thiếu hình thức hoặc thời hạn kỷ luật", "form or end of the discipline is not recorded")
    return Answer(
        form in rule.params["expired_forms"] and expired, rule,
        "Khiển trách, cảnh cáo đã hết thời hạn thì được xem xét.", "A reprimand or warning whose period has expired.",
    )  # fmt: skip


def may_be_planned_for(
    view: LawView, *, target_rank: int, current_rank: int, appointment_proposed: bool
) -> Answer[bool]:
    """Whether a title may be planned: only a higher one, and not together with the appointment proposal (PLAN-2025-01).

    Ranks are the orders of the levels of the records; higher is more.
    """
    rule = in_force(view, "PLAN-2025-01")
    if rule is None:
        return no_text(view, "chức danh được quy hoạch", "titles that may be planned")
    fits = target_rank > current_rank and not appointment_proposed
    return Answer(
        fits, rule, "Chỉ quy hoạch chức danh cao hơn, không đồng thời với đề xuất bổ nhiệm.",
        "Only a higher title, never together with the appointment proposal.",
    )  # fmt: skip


def leaves_plan(
    view: LawView, *, over_age: bool | None, disciplined: bool | None, political_standard: bool | None
) -> Answer[tuple[str, ...]]:
    """The grounds on which somebody leaves the plan by themselves under QĐ 50 (PLAN-2021-03); an empty tuple stays.

    ``disciplined`` means reprimand or heavier. Grounds: ``over_age``, ``discipline``, ``political``. QĐ 377 asks for a
    yearly review without a list on file: *unknown* from 08/10/2025.
    """
    rule = in_force(view, "PLAN-2021-03")
    if rule is None:
        return no_text(view, "trường hợp đương nhiên ra khỏi quy hoạch", "leaving the plan by rule")
    facts = {
        "over_age": over_age,
        "discipline": disciplined,
        "political": None if political_standard is None else not political_standard,
    }
    grounds = tuple(name for name, holds in facts.items() if holds)
    unclear = [name for name, holds in facts.items() if holds is None]
    if not grounds and unclear:
        return missing(rule, f"thiếu dữ kiện: {', '.join(unclear)}", f"facts missing: {', '.join(unclear)}")
    told = ", ".join(grounds)
    return Answer(grounds, rule, f"Ra khỏi quy hoạch: {told or 'không'}.", f"Leaves the plan: {told or 'no'}.")


def review_plan(
    view: LawView, *, standards_met: bool | None, tasks_failed: bool | None, violated: bool | None
) -> Answer[tuple[str, ...]]:
    """On which grounds the yearly review of QĐ 377 takes somebody out of the plan (PLAN-2025-02); an empty tuple stays.

    Grounds: ``standards`` no longer met, ``tasks`` failed in the last rated year, a ``violation``. Unknown before
    08/10/2025 and where no ground holds but one of the three is not known.
    """
    rule = in_force(view, "PLAN-2025-02")
    if rule is None:
        return no_text(view, "rà soát quy hoạch hằng năm", "the yearly review of plans")
    facts = {
        "standards": None if standards_met is None else not standards_met,
        "tasks": tasks_failed,
        "violation": violated,
    }
    grounds = tuple(name for name, holds in facts.items() if holds)
    unclear = [name for name, holds in facts.items() if holds is None]
    if not grounds and unclear:
        return missing(rule, f"thiếu dữ kiện: {', '.join(unclear)}", f"facts missing: {', '.join(unclear)}")
    told = ", ".join(grounds)
    return Answer(
        grounds, rule, f"Đưa ra khỏi quy hoạch: {told or 'không'}.", f"Taken out of the plan: {told or 'no'}."
    )


@dataclass(frozen=True, slots=True)
class Shares:
    """Shares of a plan, each a fraction of its members."""

    young: float
    women: float


def planning_structure(view: LawView, *, members: int, young: int, women: int) -> Answer[tuple[str, ...]]:
    """Which structure aims of QĐ 50 are missed (PLAN-2021-02): ``young`` (under 40), ``women``; none confirmed for QĐ 377."""
    rule = in_force(view, "PLAN-2021-02")
    if rule is None:
        return no_text(view, "tỷ lệ cơ cấu quy hoạch", "structure shares of a plan")
    if members <= 0:
        return missing(rule, "danh sách quy hoạch trống", "the plan is empty")
    shares = Shares(young / members, women / members)
    missed = tuple(
        name
        for name, share in (("young", shares.young), ("women", shares.women))
        if share < rule.params[f"{name}_share"]
    )
    return Answer(
        missed,
        rule,
        f"Trẻ {comma(f'{shares.young:.1%}')}, nữ {comma(f'{shares.women:.1%}')}.",
        f"Young {shares.young:.1%}, women {shares.women:.1%}.",
    )
