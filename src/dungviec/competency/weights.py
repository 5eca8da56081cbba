"""The weights of the four parts of fit: a policy that a person sets, never a constant of nature."""

from __future__ import annotations

from dataclasses import dataclass

FULL = 10_000
"""A score of FULL (basis points) means: everything the post asks for is there."""
NEUTRAL = FULL // 2
"""Given where nothing is asked or nothing is known, so that the part does not tell people apart; always said in words."""

PARTS = ("competence", "strengths", "record", "wishes")


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each part counts; any non-negative whole numbers, of which one at least is positive.

    Named bases: năng lực, sở trường, nguyện vọng stand in NĐ 170/2025 Điều 23 k2 (as amended by NĐ 300/2026 Điều 8) and
    Quy định 377-QĐ/TW Điều 34; no instrument gives numbers, so these are the office's own (row STR-01).
    """

    competence: int = 50
    strengths: int = 20
    record: int = 20
    wishes: int = 10

    def __post_init__(self) -> None:
        values = (self.competence, self.strengths, self.record, self.wishes)
        if min(values) < 0 or sum(values) == 0:
            raise ValueError(
                f"Trọng số {values} không dùng được: mỗi phần phải từ 0 trở lên và tổng phải lớn hơn 0. "
                "(Weights must be non-negative with a positive sum.)"
            )

    @property
    def total(self) -> int:
        """Sum of the four weights."""
        return self.competence + self.strengths + self.record + self.wishes
