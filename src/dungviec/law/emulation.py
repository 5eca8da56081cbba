"""Emulation titles: who meets the standard, how many, what is paid (addendum.md section 7)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

from dungviec.law.answers import Answer, exact, in_force, missing, no_text, whole
from dungviec.law.appraisal import comma
from dungviec.law.book import LawView
from dungviec.law.rules import Rule

GOOD = ("good", "excellent")


@dataclass(frozen=True, slots=True)
class Merit:
    """What a year shows: the rating, part taken in emulation, recognised works (``initiative``, ``research``, ``merit``)."""

    rating: str | None
    takes_part: bool | None = None
    works: frozenset[str] = frozenset()
    base_titles_in_a_row: int = 0
    provincial_titles_in_a_row: int = 0
    replicable: bool = False
    pending: frozenset[str] = frozenset()


def advanced_worker(view: LawView, merit: Merit) -> Answer[bool]:
    """Lao động tiên tiến: rated good or better and taking part in emulation (EMU-2022-LDTT, 2024 to 30/09/2026).

    Earlier criteria (EMU-2013-LDTT) are judgements a calculator cannot make: *unknown*.
    """
    if (stopped := _pending(view, merit)) is not None:
        return Answer(
            False, stopped, "Đang xem xét kỷ luật, thanh tra, đơn thư: chưa khen.", "Proceedings are open: no award."
        )
    rule = in_force(view, "EMU-2022-LDTT")
    if rule is None:
        old = in_force(view, "EMU-2013-LDTT")
        if old is not None:
            return missing(old, "bốn tiêu chí do tập thể đánh giá", "four criteria that the collective judges")
        return no_text(view, "danh hiệu Lao động tiên tiến", "the title of advanced worker")
    if merit.rating is None or merit.takes_part is None:
        lacks = tuple(n for n, v in (("ratings", merit.rating), ("takes_part", merit.takes_part)) if v is None)
        return missing(rule, "thiếu xếp loại hoặc việc tham gia thi đua", "rating or part in emulation is not recorded", lacks=lacks)  # fmt: skip
    return Answer(merit.rating in GOOD and merit.takes_part, rule, rule.vi, rule.en)


def base_fighter(view: LawView, merit: Merit, *, advanced: bool) -> Answer[bool]:
    """Chiến sĩ thi đua cơ sở: advanced worker and an initiative (to 2023), or also excellent (2024 to 30/09/2026)."""
    if (stopped := _pending(view, merit)) is not None:
        return Answer(
            False, stopped, "Đang xem xét kỷ luật, thanh tra, đơn thư: chưa khen.", "Proceedings are open: no award."
        )
    rule = in_force(view, "EMU-2022-CSTD", "EMU-2017-CSTD")
    if rule is None:
        return no_text(view, "danh hiệu Chiến sĩ thi đua cơ sở", "the base emulation title")
    has = set(merit.works) | ({"excellent"} if merit.rating == "excellent" else set())
    if "any_of" in rule.params:
        return Answer(advanced and bool(has & set(rule.params["any_of"])), rule, rule.vi, rule.en)
    # research or combat merit stood beside the initiative in the text of 2017
    return Answer(advanced and bool(has & {*rule.params["needs"], "research", "merit"}), rule, rule.vi, rule.en)


def base_fighter_quota(view: LawView, advanced_workers: int) -> Answer[int]:
    """At most 15 % of the advanced workers to the end of 2023 (EMU-2017-CSTD); since then the law sets no ratio: *unknown*."""
    rule = in_force(view, "EMU-2017-CSTD")
    if rule is None:
        return no_text(view, "tỷ lệ Chiến sĩ thi đua cơ sở", "a ratio of base emulation titles")
    most = int(exact(rule.params["share"]) * advanced_workers)
    return Answer(most, rule, f"Tối đa {most} người.", f"At most {most} people.")


def higher_fighter(view: LawView, merit: Merit, *, national: bool) -> Answer[bool]:
    """CSTĐ of a province (3 base titles in a row) or national (2 provincial titles in a row), with a replicable initiative."""
    rule = in_force(view, "EMU-2022-UP" if national else "EMU-2022-PROV")
    if rule is None:
        return no_text(view, "danh hiệu Chiến sĩ thi đua cấp trên", "the higher emulation titles")
    there = merit.provincial_titles_in_a_row if national else merit.base_titles_in_a_row
    needed = int(rule.params["provincial_titles" if national else "base_titles"])
    # for the title of the nation, research or merit of national reach stands beside the initiative
    works = {"initiative", "research", "merit"} if national else {"initiative"}
    enough = there >= needed and merit.replicable and bool(works & set(merit.works))
    return Answer(enough, rule, f"{there}/{needed} lần liên tục.", f"{there} of {needed} times in a row.")


def bonus(view: LawView, title: str, base_salary: int) -> Answer[int]:
    """The bonus of a title in đồng: its coefficient × the base salary of the day (EMU-2025-MONEY)."""
    rule = in_force(view, "EMU-2025-MONEY")
    if rule is None:
        return no_text(view, "mức tiền thưởng danh hiệu", "the bonus of emulation titles")
    times = rule.params.get(title)
    if times is None:
        return missing(rule, f"không có mức cho «{title}»", f"no coefficient for '{title}' is on file")
    amount = whole(exact(times) * Fraction(base_salary))
    return Answer(amount, rule, f"{comma(str(times))} × mức lương cơ sở.", f"{times} × base salary.")


def _pending(view: LawView, merit: Merit) -> Rule | None:
    rule = in_force(view, "EMU-2025-PRINC")
    open_matters: Collection[str] = rule.params["pending"] if rule else ()
    return rule if merit.pending & set(open_matters) else None
