"""Rows and sentences of the emulation pipeline, for terminal, Excel and papers alike."""

from __future__ import annotations

from dungviec.emulation.ladder import ALLOWED, TitleAnswer
from dungviec.emulation.outlook import Outlook, Prospect
from dungviec.emulation.pipeline import Pipeline
from dungviec.emulation.ratios import RatioLine
from dungviec.emulation.titles import LADDER, TITLES
from dungviec.emulation.words import LACKS
from dungviec.law.marks import cited
from dungviec.law.rules import Verdict
from dungviec.streamlining.words import amount

Cell = str | int | None

PERSON_HEADS = {
    "vi": ("Mã", "Họ và tên", "Đơn vị", "Có thể đề nghị", *(t.short for t in LADDER), *(f"{t.short}: sớm nhất" for t in LADDER), "Cần gì"),
    "en": ("ID", "Name", "Unit", "Could be proposed", *(t.name("en") for t in LADDER), *(f"{t.name('en')}: earliest" for t in LADDER), "What it takes"),
}  # fmt: skip
RATIO_HEADS = {
    "vi": ("Đơn vị", "Có mặt", "Đạt LĐTT", "CSTĐCS", "Tối đa", "Vượt"),
    "en": ("Unit", "People", "Advanced workers", "Base fighters", "At most", "Over"),
}
TOTAL_HEADS = {
    "vi": ("Danh hiệu", "Có thể đề nghị", "Đã được tặng", "Chưa kết luận được", "Không đạt", "Thiếu gì nhiều nhất"),
    "en": ("Title", "Could be proposed", "Given already", "Unknown", "Not met", "Most often missing"),
}
ANSWER_HEADS = {
    "vi": ("Danh hiệu", "Điều kiện", "Kết luận", "Căn cứ", "Cần gì"),
    "en": ("Title", "Condition", "Finding", "Clause", "What it takes"),
}


def standing(answer: TitleAnswer, lang: str = "vi") -> str:
    """The verdict of one title in a word or two."""
    if answer.held:
        return "Đã được tặng" if lang == "vi" else "Given already"
    words = {Verdict.ALLOWED: ("Có thể đề nghị", "Could be proposed"), Verdict.UNKNOWN: ("Chưa kết luận được", "Unknown"), Verdict.FORBIDDEN: ("Không đạt", "Not met")}  # fmt: skip
    pair = words.get(answer.verdict)
    return answer.verdict.label(lang) if pair is None else pair[0 if lang == "vi" else 1]


def earliest(outlook: Outlook, lang: str = "vi") -> str:
    """The earliest year, and on which text it rests."""
    vi = lang == "vi"
    if outlook.first_year is None:
        return "–"
    if outlook.lapsed:
        return f"{outlook.first_year} (nếu giữ tiêu chuẩn cũ)" if vi else f"{outlook.first_year} (were the old standard kept)"  # fmt: skip
    if outlook.untold:
        return f"{outlook.first_year} (trước đó chưa có văn bản trong kho)" if vi else f"{outlook.first_year} (no text on file before)"  # fmt: skip
    return str(outlook.first_year)


def needs_of(prospect: Prospect, lang: str = "vi") -> str:
    """What the next title up takes, in one line: of the first title of the ladder that neither passes nor was given."""
    nearest = next((a for a in prospect.answers if a.verdict != ALLOWED and not a.held), None)
    return "" if nearest is None else f"{nearest.title.short}: {' '.join(nearest.needs(lang))}"


def person_row(found: Pipeline, p: Prospect, lang: str = "vi") -> tuple[Cell, ...]:
    """One person as a row under :data:`PERSON_HEADS`."""
    unit = found.unit_names.get(found.units.get(p.merits.person_id, ""), "")
    mine = TITLES[p.next_title].name(lang) if p.next_title else "–"
    return (
        p.merits.person_id, p.merits.name, unit, mine, *(standing(a, lang) for a in p.answers), *(earliest(o, lang) for o in p.outlooks),
        needs_of(p, lang),
    )  # fmt: skip


def total_rows(found: Pipeline, lang: str = "vi") -> list[tuple[Cell, ...]]:
    """One row per title under :data:`TOTAL_HEADS`."""
    at = 0 if lang == "vi" else 1
    rows: list[tuple[Cell, ...]] = []
    for title in LADDER:
        counts, missing = found.totals[title.key], found.missing[title.key]
        lacking = "; ".join(f"{LACKS[name][at]} ({amount(n, lang)})" for name, n in list(missing.items())[:2])
        rows.append((title.name(lang), counts.get("allowed", 0), counts.get("held", 0), counts.get("unknown", 0), counts.get("forbidden", 0) + counts.get("needs_authority", 0), lacking or "–"))  # fmt: skip
    return rows


def year_rows(found: Pipeline, lang: str = "vi") -> tuple[list[str], list[tuple[Cell, ...]]]:
    """How many people reach each title at the earliest in each year: the heads (years) and one row per title."""
    years = sorted({y for t in LADDER for y in found.first_years(t.key) if y is not None})
    never = "Chưa thấy" if lang == "vi" else "Not in sight"
    heads = ["Danh hiệu" if lang == "vi" else "Title", *(str(y) for y in years), never]
    rows: list[tuple[Cell, ...]] = [
        (t.name(lang), *(found.first_years(t.key).get(y, 0) for y in years), found.first_years(t.key).get(None, 0)) for t in LADDER
    ]  # fmt: skip
    return heads, rows


def answer_rows(answer: TitleAnswer, lang: str = "vi") -> list[tuple[Cell, ...]]:
    """The conditions of one title under :data:`ANSWER_HEADS`; the title stands in the first row alone."""
    at = 0 if lang == "vi" else 1
    rows: list[tuple[Cell, ...]] = []
    for n, c in enumerate(answer.conditions):
        name = f"{answer.title.name(lang)} {answer.year}: {standing(answer, lang).lower()}" if n == 0 else ""
        clause = cited(c.rule, lang) if c.rule is not None else "–"
        rows.append((name, c.told(lang), c.verdict.label(lang), clause, c.need[at] if c.need and c.verdict != ALLOWED else "–"))  # fmt: skip
    return rows


def ratio_row(line: RatioLine) -> tuple[Cell, ...]:
    """One line of the counter under :data:`RATIO_HEADS`."""
    return (line.name, line.headcount, line.reaching, line.proposed, line.cap.most, line.over)
