"""Posts held together: which may not be, and the allowance for those that are (placement.md section 10)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from dungviec.law.answers import Answer, exact, in_force, missing, no_text, whole
from dungviec.law.book import LawView
from dungviec.law.rules import Rule


def may_hold_together(view: LawView, one: Collection[str], other: Collection[str], *, same_level: bool) -> Answer[bool]:
    """Whether one person may hold two posts of the local government (INC-2025-01, Law 72/2025 Điều 29).

    ``one`` and ``other`` are what each post is: roles (``council_standing``, ``committee_member``,
    ``council_board_head``, ``committee_agency_head``) or function codes of the records (``council_chair``,
    ``committee_chair``). Posts of different levels are not reached by the clause.
    """
    rule = in_force(view, "INC-2025-01")
    if rule is None:
        return no_text(view, "các chức vụ không được kiêm nhiệm", "incompatible posts")
    first, second = _roles(rule, one), _roles(rule, other)
    pairs: Sequence[Sequence[str]] = rule.params["pairs"]
    clash = [p for p in pairs if (p[0] in first and p[1] in second) or (p[1] in first and p[0] in second)]
    if clash and same_level:
        return Answer(False, rule, f"Không đồng thời: {clash[0][0]} và {clash[0][1]} cùng cấp.", f"Not together: {clash[0][0]} and {clash[0][1]} of one level.")  # fmt: skip
    return Answer(
        True, rule, "Hai chức vụ không thuộc diện cấm kiêm nhiệm.", "The two posts are not an incompatible pair."
    )


def _roles(rule: Rule, names: Collection[str]) -> set[str]:
    of_function: dict[str, str] = rule.params["of_function"]
    return {of_function.get(name, name) for name in names}


@dataclass(frozen=True, slots=True)
class Pay:
    """A month's pay in đồng: salary, position allowance, over-frame seniority."""

    salary: int
    position: int = 0
    over_frame: int = 0

    @property
    def total(self) -> int:
        """All three together."""
        return self.salary + self.position + self.over_frame


def head_allowance(view: LawView, pay: Pay, *, concurrent_headships: int, full_time_head_budgeted: bool) -> Answer[int]:
    """Allowance for heading another body as well: 10 % of one's pay, once, in đồng (KN-2004-01).

    Only where the other body budgets a full-time head; several headships still give one allowance.
    """
    rule = in_force(view, "KN-2004-01")
    if rule is None:
        return no_text(view, "phụ cấp kiêm nhiệm đứng đầu", "the allowance for concurrent headship")
    if concurrent_headships < 1 or not full_time_head_budgeted:
        return Answer(0, rule, "Không thuộc diện hưởng phụ cấp kiêm nhiệm.", "No concurrent allowance is due.")
    return _money(rule, whole(exact(rule.params["share"]) * pay.total))


def commune_allowance(view: LawView, titles: Sequence[Pay], *, people_saved: int) -> Answer[int]:
    """Allowance of a commune cadre or civil servant for concurrent titles, in đồng (KN-2019-01, KN-2023-01).

    ``titles`` holds step-1 salary and position allowance of each concurrent title. 50 % of one title where at least one
    person is saved. Since 01/08/2023 the best title counts; before, which one counts among several is not on file.
    """
    rule = in_force(view, "KN-2019-01", "KN-2023-01")
    if rule is None:
        return no_text(view, "phụ cấp kiêm nhiệm cấp xã", "the concurrent allowance in communes")
    if not titles or people_saved < int(rule.params["saves_people"]):
        return Answer(0, rule, "Không giảm được người nên không có phụ cấp.", "Nobody is saved: no allowance.")
    amounts = [whole(exact(rule.params["share"]) * (t.salary + t.position)) for t in titles]
    if rule.id == "KN-2019-01" and len(set(amounts)) > 1:
        return missing(rule, "nhiều chức danh: chưa rõ tính theo chức danh nào", "several titles: which one counts is not on file")  # fmt: skip
    return _money(rule, max(amounts))


def _money(rule: Rule, amount: int) -> Answer[int]:
    shown = f"{amount:,}".replace(",", ".")
    return Answer(amount, rule, f"Phụ cấp {shown} đồng/tháng.", f"Allowance of {amount:,} đồng a month.")
