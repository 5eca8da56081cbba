"""The forecast as sentences and rows, for the terminal, the papers and the pages alike."""

from __future__ import annotations

from collections.abc import Sequence

from dungviec.forecast.back_test import BackTest
from dungviec.forecast.leaving_by_age import BANDS
from dungviec.forecast.outlook import Band, Outlook, Thinning
from dungviec.forecast.pipeline import Coming
from dungviec.law.marks import cited
from dungviec.streamlining.words import amount

Cell = str | int | None
YEAR_HEADS = {
    "vi": ("Năm", "Nghỉ hưu trong năm", "Người hôm nay còn lại", "Tuyển mới trong năm", "Có mặt", "Số chỗ", "Khả năng thiếu"),
    "en": ("Year", "Retire in the year", "Of today, still there", "Hired in the year", "People", "Seats", "Chance of being short"),
}  # fmt: skip
GROUP_HEADS = {
    "vi": ("Nhóm", "Cần", "Có", "Cuối kỳ", "Thiếu cuối kỳ", "Thiếu từ"),
    "en": ("Group", "Needed", "Held today", "At the end", "Missing at the end", "Short from"),
}
KINDS = {
    "unit": ("Đơn vị", "Units"), "field": ("Lĩnh vực", "Fields of work"), "leaders": ("Lãnh đạo, quản lý", "Leaders"),
    "degree": ("Trình độ chuyên môn", "Degrees"), "theory": ("Lý luận chính trị", "Political theory"), "competency": ("Năng lực", "Competencies"),
}  # fmt: skip
_IN_ORDER = ("degree", "theory")
"""Kinds with an order of their own; the others stand with those that lose most first."""
LEAVER_HEADS = {"vi": ("Ngày nghỉ hưu", "Họ và tên", "Chức vụ, công việc"), "en": ("Retires on", "Name", "Post")}
TERM_HEADS = {
    "vi": ("Hết thời hạn", "Họ và tên", "Chức vụ", "Đến tuổi nghỉ hưu còn (tháng)"),
    "en": ("Term ends", "Name", "Post", "Months to retirement then"),
}
FREE_HEADS = {
    "vi": ("Ngày trống", "Vị trí", "Có quy hoạch", "Khi đó còn làm việc", "Khả năng còn ít nhất một người"),
    "en": ("Free from", "Post", "Planned for it", "Still serving then", "Chance that one is left"),
}


def band_words(band: Band, lang: str = "vi") -> str:
    """``2.371 (2.369–2.373)``: the middle, and eight runs in ten."""
    low, median, high = (amount(v, lang) for v in band)
    return median if low == high else f"{median} ({low}–{high})"


def finding(found: Outlook, lang: str = "vi") -> str:
    """The forecast in one sentence."""
    last = found.years[-1]
    people, retire = band_words(last.people, lang), amount(sum(y.retiring for y in found.years), lang)
    if lang == "vi":
        return f"Hết năm {last.year} có khoảng {people} người trên {amount(last.seats, lang)} chỗ; từ nay đến đó {retire} người đến tuổi nghỉ hưu."
    return f"At the end of {last.year} about {people} people on {amount(last.seats, lang)} seats; {retire} reach retirement age until then."


def how_words(found: Outlook, lang: str = "vi") -> tuple[str, ...]:
    """What the forecast rests on: one sentence each."""
    vi = lang == "vi"
    lines = [f"{amount(found.present, lang)} người đang giữ vị trí ngày {found.as_of:%d/%m/%Y}." if vi else f"{amount(found.present, lang)} people hold posts on {found.as_of:%d/%m/%Y}."]  # fmt: skip
    if found.schedules:
        named = (" rồi " if vi else ", then ").join(cited(rule, lang) for rule in found.schedules)
        lines.append(f"Ngày nghỉ hưu theo {named}." if vi else f"Retirement days by {named}.")
    else:
        lines.append("Không có quy tắc tuổi nghỉ hưu trong kho cho ngày này: không ai nghỉ hưu trong dự báo." if vi else "No rule of retirement age is on file for this day: nobody retires in the forecast.")  # fmt: skip
    if found.birth_unknown:
        lines.append(
            f"{found.birth_unknown} người chưa rõ ngày nghỉ hưu (thiếu tháng sinh hoặc giới tính) và được giữ lại trong dự báo." if vi
            else f"{found.birth_unknown} people have no known day of retirement (birth month or sex missing) and stay in the forecast."
        )  # fmt: skip
    if found.overdue:
        lines.append(
            f"{found.overdue} người đã qua ngày nghỉ hưu mà hồ sơ vẫn giữ vị trí; dự báo tính họ nghỉ ngay trong năm đầu." if vi
            else f"{found.overdue} people are past their day of retirement and still hold a post on file; the forecast lets them go in the first year."
        )  # fmt: skip
    lines += [found.rates.whole.words(lang), *_ages(found, lang), found.hiring.words(lang)]
    if found.levers.kept:
        k = found.levers.kept
        lines.append((f"Giữ chân: bớt {k} % số người thôi việc." if k > 0 else f"Thôi việc tăng thêm {-k} %.") if vi else (f"{k} % fewer resign." if k > 0 else f"{-k} % more resign."))  # fmt: skip
    if found.levers.cut:
        lines.append(f"Số chỗ giảm dần {found.levers.cut} % đến năm {found.until}." if vi else f"Seats fall by {found.levers.cut} % until {found.until}.")  # fmt: skip
    runs = amount(found.runs, lang)
    lines.append(
        f"{runs} lượt mô phỏng, số gieo {found.seed}; trong ngoặc là khoảng của tám lượt trong mười." if vi
        else f"{runs} runs, seed {found.seed}; in brackets eight runs of ten."
    )  # fmt: skip
    return tuple(lines)


def _ages(found: Outlook, lang: str) -> list[str]:
    if found.rates.whole.source == "stated":
        return []
    vi = lang == "vi"
    if not found.rates.told_apart:
        return ["Chưa đủ người thôi việc trong hồ sơ để tách theo tuổi: mọi tuổi dùng chung một tỷ lệ." if vi else "Too few leavers on file to tell ages apart: one rate for all."]  # fmt: skip
    shown = []
    for (low, high), rate in zip(BANDS, found.rates.middle(), strict=True):
        age = (f"dưới {high}" if vi else f"under {high}") if not low else (f"từ {low}" if vi else f"{low} and over") if high > 100 else f"{low}–{high - 1}"  # fmt: skip
        share = f"{rate * 100:.1f}".replace(".", "," if vi else ".")
        shown.append(f"{age}: {share} %")
    return [("Thôi việc một năm theo tuổi: " if vi else "Resignations a year by age: ") + "; ".join(shown) + "."]


def year_rows(found: Outlook, lang: str = "vi") -> list[tuple[Cell, ...]]:
    """A row for each year."""
    return [
        (str(y.year), y.retiring, band_words(y.today, lang), band_words(y.hired, lang), band_words(y.people, lang), y.seats, f"{y.short} %")
        for y in found.years
    ]  # fmt: skip


def short_words(one: Thinning, lang: str = "vi") -> str:
    """Since when the group is short: already today, a year, or not within the forecast."""
    if one.group.need is None:
        return "chưa rõ cần bao nhiêu" if lang == "vi" else "need not on file"
    if one.short_now:
        return "đã thiếu" if lang == "vi" else "short today"
    return str(one.short_in) if one.short_in else ("không thiếu" if lang == "vi" else "not short")


def group_rows(groups: Sequence[Thinning], lang: str = "vi") -> list[tuple[Cell, ...]]:
    """A row for each group, those that lose most against their need first (degrees and theory in their own order)."""

    def order(t: Thinning) -> tuple[float, str]:
        return (-(t.gap or 0) / max(t.group.need or 1, 1), t.group.vi)

    return [
        (t.group.vi if lang == "vi" else t.group.en, t.group.need, t.able, band_words(t.years[-1], lang), t.gap, short_words(t, lang))
        for t in (groups if groups and groups[0].group.kind in _IN_ORDER else sorted(groups, key=order))
    ]  # fmt: skip


def leaver_rows(found: Outlook) -> list[tuple[Cell, ...]]:
    """Who retires, the soonest first."""
    return [(f"{x.day:%d/%m/%Y}", x.name, x.post) for x in found.leavers]


def term_rows(found: Outlook) -> list[tuple[Cell, ...]]:
    """Whose term of appointment ends."""
    return [(f"{x.day:%d/%m/%Y}", x.name, x.post, x.months_left) for x in found.terms]


def free_rows(coming: Sequence[Coming]) -> list[tuple[Cell, ...]]:
    """Leading posts that come free by retirement."""
    return [(f"{c.day:%d/%m/%Y}", c.post, len(c.planned), len(c.there), f"{c.chance} %") for c in coming]


def back_test_words(test: BackTest, lang: str = "vi") -> tuple[str, ...]:
    """What the back-test found: the whole first, then units and fields with twenty people or more."""
    vi, found = lang == "vi", []
    for name, one in ((("Toàn bộ", "The whole")[not vi], test.whole()), (("Cả các đơn vị, lĩnh vực từ 20 người", "With units and fields of 20 or more")[not vi], test)):  # fmt: skip
        share, miss, nobody, last = f"{one.inside * 100:.0f}", *(f"{v:.1f}".replace(".", "," if vi else ".") for v in (one.missed_by, one.nobody_missed_by, one.last_year_missed_by))  # fmt: skip
        found.append(
            f"{name}: {len(one.rows)} lần đối chiếu, {share} % nằm trong khoảng (đúng ra là 80 %); lệch trung bình {miss} người, so với {nobody} nếu coi như không ai nghỉ và {last} nếu lấy số người nghỉ của năm trước." if vi
            else f"{name}: {len(one.rows)} comparisons, {share} % inside the band (80 % is right); off by {miss} people on average, against {nobody} for «nobody leaves» and {last} for «as many as last year»."
        )  # fmt: skip
    return tuple(found)
