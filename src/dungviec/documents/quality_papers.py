"""The quality survey as Word, PDF and Excel: the finding as its title, the changes taken apart, the series, the notes."""

from __future__ import annotations

from dungviec.documents.appraisal_paper import AppraisalPaper, Block, Side, Signature, Table, Title, Words
from dungviec.documents.appraisal_pdf import write_appraisal_pdf
from dungviec.documents.appraisal_word import write_appraisal_word
from dungviec.documents.reports_excel import Book
from dungviec.workforce.quality import Change, Survey
from dungviec.workforce.quality_values import BY_KEY
from dungviec.workforce.quality_words import change_words, notes, title, value_words, verdict_words

Rows = tuple[tuple[str, ...], ...]


def quality_paper(found: Survey, lang: str = "vi") -> AppraisalPaper:
    """The paper of a survey in one language."""
    vi, scope = lang == "vi", found.scope
    changes, series, years = change_rows(found, lang), series_rows(found, lang), year_rows(found, lang)
    heads = change_heads(lang)
    right: Side = "right"
    blocks: tuple[Block, ...] = (
        Title(title(found, lang)),
        Title("1. Thay đổi cả kỳ, tách theo người ở lại, đến, đi" if vi else "1. Changes over the whole time: stayed, came, left"),
        Table(heads, (28, 10, 10, 10, 10, 10, 10, 12), ("left", *(right,) * 6, "left"), changes),
        Title("2. Từng năm" if vi else "2. Year by year"),
        Table(("Mặt" if vi else "Measure", *_days(found)), (34, *[66 // len(found.days)] * len(found.days)), ("left", *(right,) * len(found.days)), series),
        Title("3. Số người, biến động, kỷ luật" if vi else "3. People, turnover, discipline"),
        Table(year_heads(lang), (22, 13, 13, 13, 13, 13, 13), ("left", *(right,) * 6), years),
        Title("4. Cách đo và độ chắc" if vi else "4. How it was measured and how sure it is"),
        *(Words(note) for note in notes(found, lang)),
    )  # fmt: skip
    span = f"{found.days[0]:%d/%m/%Y} – {found.days[-1]:%d/%m/%Y}"
    head = (
        ("BÁO CÁO", "Khảo sát chất lượng đội ngũ", f"({span})")
        if vi
        else ("REPORT", "Survey of the quality of the workforce", f"({span})")
    )
    return AppraisalPaper(
        key="quality", superior="", body=scope.name, place="", year=scope.until.year, title=head, basis="Tính từ hồ sơ trên hệ thống" if vi else "Worked out from the records on file",
        blocks=blocks, signatures=(Signature("NGƯỜI LẬP"), Signature("THỦ TRƯỞNG")) if vi else (Signature("PREPARED BY", "(signature)"), Signature("HEAD", "(signature)")),
    )  # fmt: skip


def write_quality_word(found: Survey, lang: str = "vi") -> bytes:
    """The survey as .docx."""
    return write_appraisal_word([quality_paper(found, lang)])


def write_quality_pdf(found: Survey, lang: str = "vi") -> bytes:
    """The survey as a tagged PDF."""
    return write_appraisal_pdf([quality_paper(found, lang)])


def write_quality_excel(found: Survey, lang: str = "vi") -> bytes:
    """The survey as a workbook: changes, series, years, each a sheet."""
    made, vi = Book(), lang == "vi"
    top = (title(found, lang), f"{found.scope.name} · {found.days[0]:%d/%m/%Y} – {found.days[-1]:%d/%m/%Y}")
    widths = (44, 14, 14, 14, 14, 14, 14, 18)
    made.table(
        "Thay đổi" if vi else "Changes",
        tuple(zip(change_heads(lang), widths, strict=True)),
        change_rows(found, lang),
        top=top,
    )
    made.table(
        "Từng năm" if vi else "Series",
        (("Mặt" if vi else "Measure", 44), *((d, 13) for d in _days(found))),
        series_rows(found, lang),
        top=top,
    )
    made.table(
        "Biến động" if vi else "Turnover", tuple((h, 16) for h in year_heads(lang)), year_rows(found, lang), top=top
    )
    made.table("Cách đo" if vi else "Method", (("Ghi chú" if vi else "Note", 120),), ((n,) for n in notes(found, lang)))
    return made.close()


def change_heads(lang: str) -> tuple[str, ...]:
    """Headings of the table of changes."""
    if lang == "vi":
        return ("Mặt", "Đầu kỳ", "Cuối kỳ", "Ở lại", "Đến", "Đi", "± 95 %", "Kết luận")
    return ("Measure", "First", "Last", "Stayed", "Came", "Left", "± 95 %", "Verdict")


def change_rows(found: Survey, lang: str) -> Rows:
    """One row for each measure: first and last value, the three effects, the half-interval, the verdict."""
    return tuple(
        (
            c.measure.words[0 if lang == "vi" else 1], _first(found, c, lang), value_words(c.measure, c.last.value, lang),
            *(change_words(c.measure, v, lang) for v in (c.stayers, c.joiners, c.leavers)),
            "–" if c.half is None else change_words(c.measure, c.half, lang).lstrip("+±"), verdict_words(c, lang),
        )
        for c in found.changes
    )  # fmt: skip


def _first(found: Survey, change: Change, lang: str) -> str:
    """The first value, with its day where enough is known only since later."""
    words = value_words(change.measure, change.first.value, lang)
    return words if change.first.day == found.days[0] else f"{words} ({change.first.day.year})"


def series_rows(found: Survey, lang: str) -> Rows:
    """One row for each measure: its value on each day."""
    n = 0 if lang == "vi" else 1
    return tuple(
        (BY_KEY[k].words[n], *(value_words(BY_KEY[k], p.value, lang) for p in points))
        for k, points in found.series.items()
    )


def year_heads(lang: str) -> tuple[str, ...]:
    """Headings of the table of years."""
    if lang == "vi":
        return ("Ngày", "Hiện có", "Biên chế giao", "Đến", "Đi", "Tỉ lệ đi (%)", "Kỷ luật")
    return ("Day", "Present", "Assigned", "Came", "Left", "Left (%)", "Discipline")


def year_rows(found: Survey, lang: str) -> Rows:
    """One row for each day: people, assigned headcount, come, gone, turnover, disciplinary decisions."""

    def told(value: float | None, digits: int = 0) -> str:
        if value is None:
            return "–"
        return f"{value:.{digits}f}".replace(".", "," if lang == "vi" else ".")

    return tuple(
        (f"{y.day:%d/%m/%Y}", told(y.people), told(y.norm), told(y.came), told(y.went), told(y.turnover, 1), told(y.discipline)) for y in found.years
    )  # fmt: skip


def _days(found: Survey) -> tuple[str, ...]:
    return tuple(f"{d:%d/%m/%Y}" for d in found.days)
