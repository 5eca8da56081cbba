"""How many deputies a body may have (placement.md section 10: DEPQ-2025-01, DEPQ-2025-02)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from dungviec.law.answers import Answer, exact, in_force, missing, no_text
from dungviec.law.book import LawView

ProvinceType = Literal["I", "II", "III"]
Merger = Literal["two_with_type_I", "three_provinces", "two_type_II_III"]


@dataclass(frozen=True, slots=True)
class DeputiesNorm:
    """The most deputies by the settings, and under all four readings (``head counted / half down`` …)."""

    most: int
    readings: Mapping[str, int]

    @property
    def disputed(self) -> bool:
        """Whether the readings differ for this body."""
        return len(set(self.readings.values())) > 1


def deputies_norm(view: LawView, headcount: int, body: str | None = None) -> Answer[DeputiesNorm]:
    """At most half of the assigned headcount are deputies (DEPQ-2025-02, Kết luận 187-KL/TW).

    ``headcount`` is the assigned number of people, head included. Whether the head counts and how an odd half rounds
    are settings; all four readings are given. ``commune_fatherland_front`` as ``body`` is not reached: *unknown* norm.
    """
    rule = in_force(view, "DEPQ-2025-02")
    if rule is None:
        return no_text(view, "số lượng cấp phó", "the number of deputies")
    if body in rule.params["not_reached"]:
        return missing(
            rule, "Mặt trận Tổ quốc cấp xã không thuộc mức này", "the commune Fatherland Front is not reached"
        )
    share = exact(rule.params["share"])
    readings = {
        f"{'head' if head else 'no_head'}/{half}": _rounded(
            share * (headcount if head else max(headcount - 1, 0)), half
        )
        for head in (True, False)
        for half in ("down", "up")
    }
    chosen = f"{'head' if view.settings.deputies_head_counts else 'no_head'}/{view.settings.deputies_half}"
    norm = DeputiesNorm(readings[chosen], readings)
    return Answer(
        norm,
        rule,
        f"Tối đa {norm.most} cấp phó trên {headcount} biên chế (các cách hiểu: {min(readings.values())}–{max(readings.values())}).",
        f"At most {norm.most} deputies for a headcount of {headcount} (readings: {min(readings.values())}–{max(readings.values())}).",
    )


def _rounded(number: Fraction, half: str) -> int:
    return int(number // 1) if half == "down" else -int(-number // 1)


def deputies_below_parent(view: LawView, *, own: int, parent: int) -> Answer[bool]:
    """A sub-unit's deputies may not exceed those of its direct parent (DEPQ-2025-02)."""
    rule = in_force(view, "DEPQ-2025-02")
    if rule is None:
        return no_text(view, "số lượng cấp phó", "the number of deputies")
    return Answer(
        own <= parent, rule, f"{own} cấp phó, cấp trên trực tiếp {parent}.", f"{own} deputies, direct parent {parent}."
    )


def deputy_chairs(view: LawView, *, kind: ProvinceType | None = None, merger: Merger | None = None) -> Answer[int]:
    """The most deputy chairs of a provincial People's Committee (DEPQ-2025-01, NĐ 300/2025).

    A province that was not merged goes by its type; a merged one by what was merged. Other mergers are not on file.
    """
    rule = in_force(view, "DEPQ-2025-01")
    if rule is None:
        return no_text(view, "số phó chủ tịch UBND tỉnh", "deputy chairs of the province")
    most = rule.params["merged"].get(merger) if merger else rule.params["not_merged"].get(kind)
    if most is None:
        return missing(rule, "chưa rõ loại hoặc cách sáp nhập của tỉnh", "type or merger of the province is not known")
    return Answer(int(most), rule, f"Tối đa {most} phó chủ tịch.", f"At most {most} deputy chairs.")
