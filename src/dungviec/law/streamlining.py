"""Who may be streamlined, and who may not yet (placement.md section 9)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from dungviec.law.answers import Answer, in_force, missing, no_text
from dungviec.law.book import LawView

Review = Literal["covered", "not_covered", "not_yet", "dismissal"]
Standing = Literal["pregnant", "maternity", "child", "discipline", "criminal", "inspection"]


def streamlining_review(
    view: LawView, *, ratings: tuple[str | None, str | None], triggers: Collection[str] = (),
    standing: Collection[Standing] = (), other_position: bool | None = None, voluntary: bool = False,
) -> Answer[Review]:  # fmt: skip
    """Whether somebody is covered by streamlining on the view's day (TGBC-2014-01, TGBC-2025-01, TGBC-2025-02).

    ``ratings`` are the year before and the year of review: codes of the ratings list, ``limited`` for the old
    "completed but limited in capacity" and None for a year that is not rated. ``triggers``: ``redundant``,
    ``lost_post_voluntary``, ``surplus``, ``unqualified``. ``standing`` holds what postpones. ``other_position`` says
    whether another position fits (asked of weak ratings in 2014–2020 and of ``unqualified``). Between 10/12/2020 and
    15/06/2025 the criteria are not on file: *unknown*.
    """
    rule = in_force(view, "TGBC-2014-01", "TGBC-2025-01")
    if rule is None:
        return no_text(view, "tiêu chí tinh giản biên chế", "streamlining criteria")
    postponed = in_force(view, "TGBC-2025-02")
    if postponed is not None:
        held = set(standing) & set(postponed.params["pending"])
        if not voluntary:
            held |= set(standing) & set(postponed.params["unless_voluntary"])
        if held:
            return Answer("not_yet", postponed, f"Chưa tinh giản: {', '.join(sorted(held))}.", f"Not yet: {', '.join(sorted(held))}.")  # fmt: skip
    plain = sorted((set(triggers) & set(rule.params["triggers"])) - {"unqualified"})
    if plain:
        return Answer("covered", rule, f"Thuộc diện: {', '.join(plain)}.", f"Covered: {', '.join(plain)}.")
    if "combinations" in rule.params:
        return _by_two_years(view, ratings, "unqualified" in triggers, other_position)
    if rule.params["rating"] in ratings:
        return Answer(
            "covered", rule, "Có năm không hoàn thành nhiệm vụ.", "Rated 'not completed' in one of the years."
        )
    if "unqualified" in triggers:
        if other_position is None:
            return missing(
                rule, "chưa rõ có vị trí khác phù hợp hay không", "whether another position fits is not known"
            )
        if not other_position:
            return Answer("covered", rule, "Chưa đạt chuẩn, không bố trí được.", "Unqualified, no other position.")
    if None in ratings:
        return missing(rule, "thiếu kết quả xếp loại của một năm", "one year's rating is missing")
    return Answer("not_covered", rule, "Không thuộc đối tượng tinh giản.", "Not covered.")


def _by_two_years(
    view: LawView, ratings: tuple[str | None, str | None], unqualified: bool, other_position: bool | None
) -> Answer[Review]:
    rule = view.rule("TGBC-2014-01")
    if ratings == tuple(rule.params["dismissal"]):
        return Answer(
            "dismissal", rule, "Hai năm liên tiếp không hoàn thành: cho thôi việc, không tinh giản.",
            "Two failing years in a row: dismissal, not streamlining.",
        )  # fmt: skip
    pairs = {tuple(sorted(pair)) for pair in rule.params["combinations"]}
    weak = None not in ratings and tuple(sorted(str(r) for r in ratings)) in pairs
    if not weak and not unqualified:
        if None in ratings:
            return missing(rule, "thiếu kết quả xếp loại của một năm", "one year's rating is missing")
        return Answer("not_covered", rule, "Không thuộc đối tượng tinh giản.", "Not covered.")
    if other_position is None:
        return missing(rule, "chưa rõ có vị trí khác phù hợp hay không", "whether another position fits is not known")
    if other_position:
        return Answer("not_covered", rule, "Còn bố trí được vị trí khác.", "Another position fits.")
    return Answer("covered", rule, "Thuộc diện và không bố trí được vị trí khác.", "Covered, no other position fits.")
