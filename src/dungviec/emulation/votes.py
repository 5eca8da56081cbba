"""A council's open vote on titles: who was there, who was for and against, and whether it carried.

No text on file says how many of a council must be present or for a title: both are settings of the office with a default, told as such
in the minutes. A share is compared exactly (5 of 6 is not 83.33 %), of the votes of those present.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from dungviec.emulation.faults import EmulationFault

DEFAULT_PRESENT = Fraction(2, 3)
"""Share of the council that must be present, where the office has not set another."""
DEFAULT_FOR = Fraction(1, 2)
"""More than this share of those present must be for it, where the office has not set another; ``strictly`` more."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """A meeting of the council: members, present, and the thresholds it works by (``least`` of exactly 1/2 means more than half)."""

    members: int
    present: int
    quorum: Fraction = DEFAULT_PRESENT
    least: Fraction = DEFAULT_FOR

    def __post_init__(self) -> None:
        if not 1 <= self.present <= self.members:
            raise EmulationFault(
                f"Có mặt {self.present} trên {self.members} thành viên: số có mặt phải từ 1 đến số thành viên.",
                f"{self.present} of {self.members} present: use 1 up to the number of members.",
            )
        if not (0 < self.quorum <= 1 and 0 < self.least <= 1):
            raise EmulationFault(
                "Ngưỡng họp và ngưỡng tán thành phải trên 0 và không quá 100 %.",
                "Thresholds lie above 0 and up to 100 %.",
            )

    @property
    def may_decide(self) -> bool:
        """Whether enough members are present."""
        return Fraction(self.present, self.members) >= self.quorum

    def carried(self, votes_for: int, votes_against: int) -> bool:
        """Whether a title is carried. Raises EmulationFault where more votes than people present, or a negative number, are told."""
        if votes_for < 0 or votes_against < 0 or votes_for + votes_against > self.present:
            raise EmulationFault(
                f"Tán thành {votes_for}, không tán thành {votes_against}: cộng lại không được quá {self.present} người có mặt.",
                f"{votes_for} for and {votes_against} against: together no more than the {self.present} present.",
            )
        share = Fraction(votes_for, self.present)
        return self.may_decide and (share > self.least if self.least == DEFAULT_FOR else share >= self.least)

    def told(self, lang: str = "vi") -> str:
        """The thresholds in words, and that they are the office's own."""
        vi = lang == "vi"
        quorum, least = (f"{float(s * 100):.4g}".replace(".", "," if vi else ".") for s in (self.quorum, self.least))
        more = self.least == DEFAULT_FOR
        return (
            f"Có mặt {self.present}/{self.members}; họp được khi có mặt từ {quorum} %; thông qua khi {'trên' if more else 'từ'} {least} % người có mặt tán thành (mức cơ quan tự đặt)."
            if vi else
            f"{self.present} of {self.members} present; quorum {quorum} %; carried by {'more than' if more else 'at least'} {least} % of those present (the office's own setting)."
        )  # fmt: skip
