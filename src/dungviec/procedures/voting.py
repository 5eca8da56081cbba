"""Counting a vote on the right denominator, exactly, and saying what follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from dungviec.procedures.model import BASE_WORDS, ProcedureFault, Step

Outcome = Literal["passes", "advance", "head_decides", "tie", "stops", "unknown"]


@dataclass(frozen=True, slots=True)
class Count:
    """Who attended: entitled, summoned, present. None is not known."""

    entitled: int | None = None
    summoned: int | None = None
    present: int | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """What a vote came to. ``base`` None: the denominator is not known, or the text gives no share."""

    outcome: Outcome
    base_name: str
    base: int | None
    shares: Mapping[str, Fraction]
    chosen: str
    goes_on: tuple[str, ...]
    needed: int | None
    """The fewest votes that win, by the denominator."""
    vi: str
    en: str

    @property
    def continues(self) -> bool:
        """Whether the procedure goes on to the next step without anybody's further word."""
        return self.outcome in ("passes", "advance")


def count_votes(step: Step, votes: Mapping[str, int], count: Count) -> Tally:
    """What the votes of a step mean.

    Raises ProcedureFault for votes that cannot be: negative, more than there were people, more present than summoned.
    """
    threshold = step.threshold
    if threshold is None:
        vi = "không có tỷ lệ phiếu trong văn bản đang có" if step.vote_unknown else "bước này không bỏ phiếu"
        en = "the text on file gives no share" if step.vote_unknown else "there is no vote at this step"
        return Tally("unknown", "", None, {}, "", (), None, f"Chưa kết luận được: {vi}.", f"Unknown: {en}.")
    _check(votes, count)
    base_vi, base_en = BASE_WORDS[threshold.base]
    base: int | None = getattr(count, threshold.base)
    if base is None or not votes:
        lacks_vi, lacks_en = (base_vi, base_en) if base is None else ("số phiếu", "the votes")
        return Tally("unknown", threshold.base, base, {}, "", (), None, f"Chưa kết luận được: chưa ghi {lacks_vi}.", f"Unknown: {lacks_en} not recorded.")  # fmt: skip
    if base == 0 or max(votes.values()) > base:
        raise ProcedureFault(
            f"Số phiếu {max(votes.values())} nhiều hơn {base_vi} ({base}). Xin kiểm tra lại biên bản.",
            f"{max(votes.values())} votes are more than the {base_en} ({base}). Check the minutes.",
        )
    shares = {name: Fraction(n, base) for name, n in votes.items()}
    needed = int(threshold.over * base) + 1
    top = max(shares.values())
    first = sorted(name for name, share in shares.items() if share == top)
    most = max(votes.values())
    told = f"{most}/{base} {base_vi}", f"{most}/{base} of {base_en}"

    def tally(outcome: Outcome, vi: str, en: str, *, chosen: str = "", goes_on: tuple[str, ...] = ()) -> Tally:
        return Tally(outcome, threshold.base, base, shares, chosen, goes_on, needed, vi, en)

    if top > threshold.over and len(first) == 1:
        return tally(
            "passes",
            f"Đạt {told[0]}, cần từ {needed} phiếu.",
            f"{told[1]}; {needed} votes are needed.",
            chosen=first[0],
        )
    if top > threshold.over and threshold.head_decides_ties:
        return tally("head_decides", f"Nhiều người cùng {told[0]}: người đứng đầu quyết định.", f"Several with {told[1]}: the head decides.", goes_on=tuple(first))  # fmt: skip
    if top > threshold.over:
        return tally("tie", f"Nhiều người cùng {told[0]}: báo cáo cấp có thẩm quyền.", f"Several with {told[1]}: reported to the authority.", goes_on=tuple(first))  # fmt: skip
    if threshold.head_decides_ties and top == threshold.over:
        return tally("head_decides", f"Đúng {told[0]}: người đứng đầu quyết định.", f"Exactly {told[1]}: the head decides.", goes_on=tuple(first))  # fmt: skip
    if threshold.advance_from is not None:
        on = tuple(sorted((n for n, s in shares.items() if s >= threshold.advance_from), key=lambda n: (-shares[n], n)))
        if on:
            return tally("advance", f"Không ai quá bán; {len(on)} người từ {_percent(threshold.advance_from)} trở lên vào bước sau.", f"Nobody over half; {len(on)} from {_percent(threshold.advance_from)} go on.", goes_on=on)  # fmt: skip
    return tally("stops", f"Cao nhất {told[0]}, cần từ {needed} phiếu: dừng quy trình, báo cáo cấp có thẩm quyền.", f"At most {told[1]}, {needed} needed: the procedure stops.")  # fmt: skip


def _percent(share: Fraction) -> str:
    return f"{float(share * 100):.4g}%"


def _check(votes: Mapping[str, int], count: Count) -> None:
    pairs = ((count.present, count.summoned, "có mặt", "triệu tập", "present", "summoned"),
             (count.summoned, count.entitled, "triệu tập", "có quyền", "summoned", "entitled"))  # fmt: skip
    for small, large, few, many, few_en, many_en in pairs:
        if small is not None and large is not None and small > large:
            raise ProcedureFault(
                f"Số người {few} ({small}) nhiều hơn số người {many} ({large}).",
                f"More {few_en} ({small}) than {many_en} ({large}).",
            )
    if any(n < 0 for n in votes.values()):
        raise ProcedureFault("Số phiếu không thể âm.", "Votes cannot be negative.")
    if count.present is not None and votes and max(votes.values()) > count.present:
        raise ProcedureFault(
            f"Số phiếu {max(votes.values())} nhiều hơn số người có mặt ({count.present}).",
            f"{max(votes.values())} votes are more than the persons present ({count.present}).",
        )
