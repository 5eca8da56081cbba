"""The quality survey in words: a title that states what was found, a line for each measure, figures as they are written."""

from __future__ import annotations

from typing import Any

from dungviec.records.vietnamese import format_number
from dungviec.workforce.quality import Change, Point, Survey
from dungviec.workforce.quality_values import BY_KEY, Measure

VERDICTS = {
    "better": ("tốt lên", "better"), "worse": ("kém đi", "worse"), "unclear": ("chưa rõ", "not clear"), "lacking": ("chưa đủ dữ liệu", "not enough data"),
}  # fmt: skip
_READ_ONLY = ("chỉ để đọc", "for reading only")
NOTES = (
    (
        "Thay đổi được tách đúng thành ba phần cộng lại: người ở lại tự thay đổi, người đến mang tới, người đi lấy đi. «Tốt lên» hay «kém đi» chỉ được nói khi thay đổi vượt khoảng tin cậy 95 %, khoảng này đã cộng thêm phần hồ sơ không biết.",
        "Each change is taken apart into three parts that add up: what became of those who stayed, what those who came brought, what those who left took. «Better» or «worse» is said only where the change exceeds the 95 per cent interval, widened by what the records do not know.",
    ),
    (
        "Trình độ, chứng chỉ của năm trước chỉ tính khi hồ sơ có ngày hoàn thành khóa học; có mà không ghi ngày là «không biết», không suy ngược.",
        "Degrees and certificates count for earlier years only where the course on file is dated; what is held without a date is «not known» then, not carried back.",
    ),
    (
        "Xếp loại đổi ra điểm 0 đến 3, các bước bằng nhau (giả định). «Trừ phần chấm rộng dần» dùng những người được nhiều nơi, nhiều năm xếp loại để tách mức rộng tay của đơn vị; phần tốt lên thật mà mọi người cùng có cũng bị trừ theo.",
        "Ratings are turned into 0 to 3 in equal steps (an assumption). «Less the growing leniency» uses people rated in several years and units to tell a unit's generosity apart; a real rise that everybody shares is taken away with it.",
    ),
)  # fmt: skip
NO_LEAVERS = (
    "Hồ sơ không giữ người đã rời biên chế trước kỳ khảo sát: phần «người đi» không đo được và kết luận chỉ dựa vào người ở lại.",
    "Nobody who left before the survey is on file: the part of those who left cannot be measured and verdicts rest on those who stayed.",
)
NO_LENIENCY = (
    "Các đơn vị không có người được xếp loại chung nên chưa tách được mức rộng tay.",
    "No common people link the units' ratings, so that leniency cannot be told apart.",
)


def title(found: Survey, lang: str = "vi") -> str:
    """What was found, in one sentence: by what the workforce got better, by what worse, and of how much nothing can be said."""
    n = 0 if lang == "vi" else 1
    named = {v: [c.measure.short[n] for c in found.changes if c.verdict == v and c.measure.better] for v in VERDICTS}
    unclear, lacking = len(named["unclear"]), len(named["lacking"])
    span = f"{found.days[0].year}–{found.days[-1].year}"
    parts = []
    if named["better"]:
        parts.append(("tốt lên về {}", "better by {}")[n].format(", ".join(named["better"])))
    if named["worse"]:
        parts.append(("kém đi về {}", "worse by {}")[n].format(", ".join(named["worse"])))
    if not parts and not unclear:
        return (
            "Đội ngũ {}: chưa đủ dữ liệu để nói tốt lên hay không",
            "The workforce {}: not enough data to say whether it gets better",
        )[n].format(span)
    if not parts:
        parts.append(("chưa thấy tốt lên hay kém đi rõ rệt", "neither clearly better nor clearly worse")[n])
    rest = []
    if unclear:
        rest.append(("{} mặt chưa rõ", "{} not clear")[n].format(unclear))
    if lacking:
        rest.append(("{} mặt chưa đủ dữ liệu", "not enough data on {}")[n].format(lacking))
    tail = f"; {', '.join(rest)}" if rest else ""
    start = ("Đội ngũ {}: ", "The workforce {}: ")[n].format(span)
    return f"{start}{'; '.join(parts)}{tail}"


def value_words(measure: Measure, value: float | None, lang: str = "vi") -> str:
    """A value as it is written: per cent of people, points or years with one or two decimals; a dash where it is not known."""
    if value is None:
        return "–"
    if measure.share or measure.key == "competency_met":
        return f"{_number(100 * value, 1, lang)} %"
    return _number(value, 1 if measure.key == "age" else 2, lang)


def change_words(measure: Measure, value: float | None, lang: str = "vi") -> str:
    """A change with its sign: points of a per cent, points, years."""
    if value is None:
        return "–"
    percent = measure.share or measure.key == "competency_met"
    digits = 1 if percent or measure.key == "age" else 2
    shown = round(100 * value if percent else value, digits) + 0.0
    sign = "+" if shown > 0 else "−" if shown < 0 else "±"
    return f"{sign}{_number(abs(shown), digits, lang)}"


def verdict_words(change: Change, lang: str = "vi") -> str:
    """Better, worse, not clear, not enough data; measures that are neither good nor bad are for reading."""
    n = 0 if lang == "vi" else 1
    if not change.measure.better and change.verdict != "lacking":
        return _READ_ONLY[n]
    return VERDICTS[change.verdict][n]


def notes(found: Survey, lang: str = "vi") -> list[str]:
    """How it was measured, and what the records of this body do not know."""
    n = 0 if lang == "vi" else 1
    more = [*(() if found.leavers_known else (NO_LEAVERS,)), *(() if found.leniency_known else (NO_LENIENCY,))]
    return [note[n] for note in (*more, *NOTES)]


def as_json(found: Survey, lang: str = "vi") -> dict[str, Any]:
    """The survey as plain values."""
    n = 0 if lang == "vi" else 1
    return {
        "name": found.scope.name, "unit": found.scope.unit_id, "title": title(found, lang), "days": [str(d) for d in found.days],
        "leavers_known": found.leavers_known, "leniency_known": found.leniency_known,
        "measures": {
            k: {"counts": BY_KEY[k].words[n], "better": BY_KEY[k].better, "series": [_point(p) for p in points]} for k, points in found.series.items()
        },
        "changes": [_change(c, n) for c in found.changes], "last_year": [_change(c, n) for c in found.last_year],
        "years": [
            {"day": str(y.day), "people": y.people, "came": y.came, "went": y.went, "turnover": y.turnover, "discipline": y.discipline, "norm": y.norm}
            for y in found.years
        ],
        "notes": notes(found, lang),
    }  # fmt: skip


def _point(p: Point) -> dict[str, Any]:
    return {"day": str(p.day), "value": p.value, "known": p.known, "unknown": p.unknown, "not_applicable": p.other}


def _change(c: Change, n: int) -> dict[str, Any]:
    return {
        "measure": c.measure.key, "from": str(c.first.day), "to": str(c.last.day), "change": c.change, "stayed": c.stayers, "came": c.joiners,
        "left": c.leavers, "half_interval": c.half, "verdict": c.verdict, "rests_on": c.why[n],
    }  # fmt: skip


def _number(value: float, digits: int, lang: str) -> str:
    return format_number(value, decimals=digits) if lang == "vi" else f"{value:,.{digits}f}"
