"""Dossiers of a one-stop desk as counted on the day, and the score of an index where the office has set its points.

The formula and its dates are the law pack's (``OSS-2018-INDEX``, TT 01/2018/TT-VPCP Điều 15.2). The points of an early, timely or late
dossier and the class limits are UNVERIFIED in the reference: nothing is taken for granted, an office states its own or the answer is unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from dungviec.inspection.faults import InspectionFault
from dungviec.law.answers import Answer, in_force, missing, no_text
from dungviec.law.book import LawView

MOST_DOSSIERS = 1_000_000


@dataclass(frozen=True, slots=True)
class DossierCounts:
    """Dossiers received in a period, and of those settled how many early, on time and late; ``pending_late`` still open past their day."""

    total: int
    early: int = 0
    on_time: int = 0
    late: int = 0
    pending_late: int = 0

    def __post_init__(self) -> None:
        named = (("tổng số", "total", self.total), ("sớm hạn", "early", self.early), ("đúng hạn", "on time", self.on_time),
                 ("trễ hạn", "late", self.late), ("chưa xong quá hạn", "open past their day", self.pending_late))  # fmt: skip
        for vi, en, n in named:
            if not 0 <= n <= MOST_DOSSIERS:
                raise InspectionFault(
                    f"Số hồ sơ {vi} là {n}, cần từ 0 đến {MOST_DOSSIERS}.",
                    f"Dossiers {en}: {n}, expected 0 to {MOST_DOSSIERS}.",
                )
        if self.settled + self.pending_late > self.total:
            raise InspectionFault(
                f"Số đã giải quyết và quá hạn cộng lại {self.settled + self.pending_late}, nhiều hơn tổng số {self.total}: xin đếm lại.",
                f"Settled and overdue dossiers add up to {self.settled + self.pending_late}, more than the total {self.total}: count again.",
            )

    @property
    def settled(self) -> int:
        """How many are done."""
        return self.early + self.on_time + self.late

    @property
    def overdue(self) -> int:
        """Late, done or not."""
        return self.late + self.pending_late

    @property
    def timely(self) -> Fraction | None:
        """Share of early and timely dossiers among those done or overdue; None where there are none."""
        judged = self.settled + self.pending_late
        return Fraction(self.early + self.on_time, judged) if judged else None


@dataclass(frozen=True, slots=True)
class IndexPoints:
    """Points of one dossier as the office has set them, and class limits (least score, words), highest first."""

    early: Decimal
    on_time: Decimal
    late: Decimal
    classes: tuple[tuple[Decimal, str], ...] = ()


def timeliness_index(counts: DossierCounts, points: IndexPoints | None, view: LawView) -> Answer[Any]:
    """The score of the index of timeliness: points of all dossiers ÷ their number, one decimal, halves up; *unknown* without points,
    without dossiers, or where no formula is on file for the day."""
    rule = in_force(view, "OSS-2018-INDEX")
    if rule is None:
        return no_text(view, "điểm chỉ số một cửa", "the score of a one-stop index")
    if points is None:
        return missing(
            rule, "chưa ghi điểm của hồ sơ sớm, đúng, trễ hạn (mức điểm của thông tư chưa xác nhận)",
            "the points of early, timely and late dossiers are not set (those of the circular are not confirmed)", lacks=("points",),
        )  # fmt: skip
    judged = counts.settled + counts.pending_late
    if not judged:
        return missing(rule, "không có hồ sơ nào", "no dossier", lacks=("dossiers",))
    total = points.early * counts.early + points.on_time * counts.on_time + points.late * counts.overdue
    tenths = int((Fraction(total) / judged * 20 + 1) // 2)
    score = Decimal(tenths) / 10
    word = next((words for least, words in points.classes if score >= least), "")
    told = f"{tenths // 10},{tenths % 10}"
    return Answer(
        score, rule, f"Điểm {told} trên {judged} hồ sơ{f', {word}' if word else ''}; mức điểm do văn phòng đặt.",
        f"Score {told.replace(',', '.')} over {judged} dossiers{f', {word}' if word else ''}; points set by the office.",
    )  # fmt: skip
