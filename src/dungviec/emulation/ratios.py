"""How many base-level fighters there may be among those who reach the title below, and where that number comes from.

To the end of 2023 the decree capped them at 15 % of the advanced workers (EMU-2017-CSTD). Since 2024 the law sets no ratio and leaves it
to ministries and provinces, whose texts are not on file: the share is then a *setting* of the office, 15 % unless it says otherwise, told
as such wherever it is used. The number of people is always rounded down, so that the share is never passed; a unit too small for one
whole person is told so instead of being rounded up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from dungviec.emulation.faults import EmulationFault
from dungviec.law.answers import exact, in_force
from dungviec.law.book import LawView
from dungviec.law.marks import cited
from dungviec.law.rules import Rule

DEFAULT_SHARE = Fraction(15, 100)
"""The office's own share where the law sets none: that of the decree that ended with 2023. Not a rule, a setting."""
Level = Literal["whole", "unit"]


@dataclass(frozen=True, slots=True)
class Cap:
    """How many of ``reaching`` people may be proposed: ``most``, by ``share``; ``rule`` None: the office's own setting."""

    reaching: int
    share: Fraction | None
    most: int | None
    rule: Rule | None

    def told(self, lang: str = "vi") -> str:
        """The number, how it came about, and on what it rests."""
        vi = lang == "vi"
        if self.share is None:
            return "Không đặt tỷ lệ." if vi else "No ratio is set."
        share = f"{float(self.share * 100):g}".replace(".", "," if vi else ".")
        part, people = (
            f"{float(self.share * self.reaching):.10g}".replace(".", "," if vi else "."),
            f"{self.reaching:,}".replace(",", "." if vi else ","),
        )
        how = f"{share} % × {people} = {part}"
        basis = (cited(self.rule) if self.rule else "mức cơ quan tự đặt, không phải quy định trong kho") if vi else (cited(self.rule, "en") if self.rule else "the office's own setting, not a rule on file")  # fmt: skip
        return f"{how}, làm tròn xuống {self.most} người ({basis})." if vi else f"{how}, rounded down to {self.most} ({basis})."  # fmt: skip


def cap_of(view: LawView, reaching: int, *, setting: Fraction | None = DEFAULT_SHARE) -> Cap:
    """The cap among ``reaching`` advanced workers on the view's day; an office may set a lower share than the decree, not a higher one.

    Raises EmulationFault for a negative number of people or a share outside 0 to 1.
    """
    if reaching < 0:
        raise EmulationFault(f"Số người đạt là {reaching}: không thể âm.", f"{reaching} people cannot be: use 0 or more.")  # fmt: skip
    if setting is not None and not 0 <= setting <= 1:
        share = f"{float(setting * 100):g}"
        raise EmulationFault(f"Tỷ lệ {share} %: phải từ 0 đến 100.", f"A share of {share} %: use 0 to 100.")
    rule = in_force(view, "EMU-2017-CSTD")
    if rule is not None:
        lawful = exact(rule.params["share"])
        if setting is not None and setting < lawful:
            return Cap(reaching, setting, int(setting * reaching), None)
        return Cap(reaching, lawful, int(lawful * reaching), rule)
    return Cap(reaching, setting, None if setting is None else int(setting * reaching), None)


@dataclass(frozen=True, slots=True)
class RatioLine:
    """One line of the live counter: a unit (or the whole), its headcount, how many reach the title below, how many are proposed."""

    unit_id: str
    name: str
    headcount: int
    reaching: int
    proposed: int
    cap: Cap

    @property
    def over(self) -> int:
        """How many too many; 0 where there is no cap."""
        return max(0, self.proposed - self.cap.most) if self.cap.most is not None else 0

    def to_json(self, lang: str = "vi") -> dict[str, Any]:
        """Plain data."""
        return {
            "unit_id": self.unit_id, "unit": self.name, "headcount": self.headcount, "reaching": self.reaching, "proposed": self.proposed,
            "most": self.cap.most, "over": self.over, "told": self.cap.told(lang),
        }  # fmt: skip


def count_ratios(
    view: LawView, reaching: Iterable[str], proposed: Iterable[str], headcounts: Mapping[str, int], names: Mapping[str, str],
    *, setting: Fraction | None = DEFAULT_SHARE, whole: str = "",
) -> list[RatioLine]:  # fmt: skip
    """The counter of every unit with anybody in it, the whole first (named ``whole``).

    ``reaching`` and ``proposed`` hold a unit identifier for each person (those proposed reach the title below and are counted there
    too by the caller); ``headcounts`` how many people each unit has. The whole is counted anew, not added up from rounded units.
    """
    base, up = Counter(reaching), Counter(proposed)
    units = sorted({*base, *up}, key=lambda u: (-base[u], names.get(u, u)))
    total = RatioLine("", whole, sum(headcounts.values()), base.total(), up.total(), cap_of(view, base.total(), setting=setting))  # fmt: skip
    each = [RatioLine(u, names.get(u, u), headcounts.get(u, 0), base[u], up[u], cap_of(view, base[u], setting=setting)) for u in units]  # fmt: skip
    return [total, *each]
