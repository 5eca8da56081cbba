"""How many people may hold the higher ranks and grades of a body (placement.md section 7, addendum.md section 5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from dungviec.law.answers import Answer, exact, in_force, missing, no_text
from dungviec.law.book import LawView

Place = Literal["province", "commune"]


@dataclass(frozen=True, slots=True)
class Quota:
    """One quota of a body: the most allowed, the number there is."""

    name: str
    most: int
    there: int

    @property
    def kept(self) -> bool:
        """Whether the number stays within the quota."""
        return self.there <= self.most


def rank_quotas(
    view: LawView, place: Place, *, deputies: int, deputies_at_rank: int, headcount: int = 0, principals: int = 0
) -> Answer[tuple[Quota, ...]]:
    """Quotas of ranks in a specialised agency (POSCAT-2025-03, NĐ 361/2025); "not over" rounds down.

    Province: deputies at senior rank (chuyên viên cao cấp) ≤ 50 % of deputies, principal specialists ≤ 50 % of the
    assigned headcount. Commune: deputies at principal rank ≤ 50 % of deputies. Heads are all at the higher rank.
    """
    rule = in_force(view, "POSCAT-2025-03")
    if rule is None:
        return no_text(view, "tỷ lệ ngạch công chức", "rank quotas")
    shares = rule.params[place]
    if place == "province":
        quotas = [
            Quota("deputy_senior", int(exact(shares["deputy_senior"]) * deputies), deputies_at_rank),
            Quota("principal", int(exact(shares["principal"]) * headcount), principals),
        ]
    else:
        quotas = [Quota("deputy_principal", int(exact(shares["deputy_principal"]) * deputies), deputies_at_rank)]
    told = ", ".join(f"{q.name} {q.there}/{q.most}" for q in quotas)
    return Answer(tuple(quotas), rule, f"Tỷ lệ ngạch: {told}.", f"Rank quotas: {told}.")


def ministry_quota(view: LawView, body: str, headcount: int) -> Answer[int]:
    """The most people at senior rank in a body of a ministry (POSCAT-2025-04, POS361-RATIO-MIN)."""
    rule = in_force(view, "POS361-RATIO-MIN", "POSCAT-2025-04")
    if rule is None:
        return no_text(view, "tỷ lệ ngạch của bộ", "rank quotas of ministries")
    if body not in rule.params:
        return missing(rule, f"không có tỷ lệ cho «{body}»", f"no share for '{body}' is on file")
    most = int(exact(rule.params[body]) * headcount)
    return Answer(most, rule, f"Tối đa {most} người.", f"At most {most} people.")


def grade_quotas(view: LawView, people: Mapping[int, int], *, self_financed: bool = False) -> Answer[tuple[Quota, ...]]:
    """Quotas of career grades in a public service unit (COMP-VC-03, NĐ 232/2026 Điều 10); ``people`` per grade 1–5.

    Highest grade 5: at most 30 %, the next lower at most 40 %. Highest grade 4: at most 40 %. Only two grades in use: the
    higher at most 50 %. A self-financed unit sets its own: *unknown* here.
    """
    rule = in_force(view, "COMP-VC-03")
    if rule is None:
        return no_text(view, "tỷ lệ bậc nghề nghiệp viên chức", "grade quotas of public employees")
    if self_financed:
        return missing(rule, "đơn vị tự chủ tự quy định tỷ lệ", "a self-financed unit sets its own quotas")
    used = sorted((g for g, n in people.items() if n > 0), reverse=True)
    total = sum(people.values())
    limits: list[tuple[int, str]] = []
    if len(used) == 2:
        limits = [(used[0], "two_grades")]
    elif used and used[0] == 5:
        limits = [(5, "top_5"), (used[1], "next_of_5")] if len(used) > 1 else [(5, "top_5")]
    elif used and used[0] == 4:
        limits = [(4, "top_4")]
    quotas = tuple(Quota(f"grade_{g}", int(exact(rule.params[key]) * total), people[g]) for g, key in limits)
    told = ", ".join(f"{q.name} {q.there}/{q.most}" for q in quotas)
    return Answer(quotas, rule, f"Tỷ lệ bậc: {told or 'không giới hạn'}.", f"Grade quotas: {told or 'none'}.")


def management_levels(view: LawView, grade: int) -> Answer[tuple[int, ...]]:
    """Management levels a career grade allows (COMP-VC-02, NĐ 232/2026 Phụ lục IV)."""
    rule = in_force(view, "COMP-VC-02")
    if rule is None:
        return no_text(view, "khung năng lực viên chức", "the competency framework of public employees")
    levels = rule.params["management_levels"].get(grade)
    if levels is None:
        return missing(rule, f"không có bậc {grade}", f"there is no grade {grade}")
    return Answer(tuple(levels), rule, f"Bậc {grade}: cấp {levels}.", f"Grade {grade}: levels {levels}.")
