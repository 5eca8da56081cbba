"""What ``dungviec appraise`` tells of units and organisations, and a level in one word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dungviec.cli.terminal import Lang

if TYPE_CHECKING:
    from dungviec.appraisal import Appraisal

LEVELS = {
    "excellent": ("xuất sắc", "excellent"), "good": ("tốt", "good"), "completed": ("hoàn thành", "completed"),
    "not_completed": ("không hoàn thành", "not completed"), "not_rated": ("không xếp loại", "not rated"),
}  # fmt: skip


def level_word(level: str | None, lang: Lang) -> str:
    """A level in a word; None is not known."""
    unknown = ("chưa kết luận được", "unknown")
    return LEVELS.get(level or "", unknown)[0 if lang == "vi" else 1]


def unit_lines(found: Appraisal, lang: Lang) -> list[str]:
    """A line for every unit rated, then one for every quota of excellent organisations."""
    from dungviec.law.marks import cited

    vi, names, lines = lang == "vi", {u.id: u.name or u.id for u in found.sheet.units}, []
    for unit, answer in found.units.items():
        why = f"{cited(answer.rule, lang)}: {answer.vi if vi else answer.en}".removeprefix(": ")
        lines.append(f"{'Đơn vị' if vi else 'Unit'} {names[unit]}: {level_word(answer.value, lang)}. {why}")
    for quota in found.unit_quotas:
        where = names.get(quota.under) or ("cấp cao nhất của phiếu" if vi else "the top of the sheet")
        if quota.answer.value is None:
            lines.append(f"{where}: {quota.answer.vi if vi else quota.answer.en}")
            continue
        readings = sorted(set(quota.readings.values()))
        span = f"{readings[0]}–{readings[-1]}" if len(readings) > 1 else str(readings[0])
        now, most = len(quota.excellent), quota.answer.value
        if vi:
            over = f"; VƯỢT {quota.over} đơn vị" if quota.over else ""
            lines.append(
                f"Hạn mức đơn vị xuất sắc, dưới {where}: {now}/{most} (các cách hiểu: {span}; {quota.good} đơn vị tốt){over}. {cited(quota.answer.rule, lang)}."
            )
        else:
            over = f"; {quota.over} TOO MANY" if quota.over else ""
            lines.append(
                f"Quota of excellent units below {where}: {now} of {most} (readings: {span}; {quota.good} good){over}. {cited(quota.answer.rule, lang)}."
            )
    return lines
