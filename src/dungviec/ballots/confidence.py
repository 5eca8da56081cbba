"""What low confidence leads to, by the rule of the day; unknown where no text is on file or the denominator decides."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from dungviec.law import LawView
from dungviec.law.answers import exact, in_force
from dungviec.law.rules import Rule

Outcome = Literal["dismissal", "resignation", "none", "unknown"]


@dataclass(frozen=True, slots=True)
class Consequence:
    """What the rule of the day makes of the low votes about one person; ``rule`` None: no text on file."""

    outcome: Outcome
    vi: str
    en: str
    rule: Rule | None


def consequence_of_confidence(
    view: LawView, *, low: int, valid: int, summoned: int, category: str = "civil_servant"
) -> Consequence:
    """What ``low`` votes of low confidence mean. The text gives shares and no denominator: where the valid ballots and the persons
    summoned lead to different ends, the answer is unknown."""
    rule = in_force(view, "LEAVE-2026-04")
    if rule is None or (rule.applies_to.categories and category not in rule.applies_to.categories):
        return Consequence("unknown", "Không có quy định về hệ quả của phiếu tín nhiệm thấp trong kho cho ngày này.", "No rule on file for this date says what low confidence leads to.", None)  # fmt: skip
    ends = {_end(rule, Fraction(low, base)) for base in (valid, summoned) if base}
    if len(ends) != 1:
        return Consequence("unknown", f"{low} phiếu thấp trên {valid} phiếu hợp lệ và {summoned} người được triệu tập: kết quả tùy mẫu số, văn bản không nói; cấp có thẩm quyền kết luận.", f"{low} low votes of {valid} valid ballots and {summoned} persons summoned: the end depends on the denominator, which the text does not give.", rule)  # fmt: skip
    end = ends.pop()
    words: dict[Outcome, tuple[str, str]] = {
        "dismissal": ("trên 2/3 phiếu tín nhiệm thấp: xem xét miễn nhiệm", "over 2/3 low confidence: dismissal is considered"),
        "resignation": ("trên 50% phiếu tín nhiệm thấp: xem xét cho từ chức", "over half low confidence: resignation is considered"),
        "none": ("không quá 50% phiếu tín nhiệm thấp", "at most half low confidence"),
        "unknown": ("", ""),
    }  # fmt: skip
    vi, en = words[end]
    return Consequence(end, f"{low}/{valid} phiếu hợp lệ: {vi}.", f"{low}/{valid} valid ballots: {en}.", rule)


def _end(rule: Rule, share: Fraction) -> Outcome:
    # The pack writes two thirds as 0.6667; the statement beside it says 2/3.
    dismiss = exact(rule.params["low_confidence_dismiss_over"]).limit_denominator(100)
    if share > dismiss:
        return "dismissal"
    return "resignation" if share > exact(rule.params["low_confidence_resign_over"]) else "none"
