"""The forecast as Excel, and as a paper (Word, PDF)."""

from __future__ import annotations

from collections.abc import Sequence

from dungviec.documents.appraisal_paper import AppraisalPaper, Block, Side, Signature, Table, Title, Words
from dungviec.documents.forecast_rows import (
    FREE_HEADS,
    GROUP_HEADS,
    KINDS,
    LEAVER_HEADS,
    TERM_HEADS,
    YEAR_HEADS,
    Cell,
    finding,
    free_rows,
    group_rows,
    how_words,
    leaver_rows,
    term_rows,
    year_rows,
)
from dungviec.documents.reports_excel import Book
from dungviec.forecast.outlook import Outlook
from dungviec.forecast.pipeline import Coming
from dungviec.streamlining.words import amount

_GROUP_WIDTHS = (44, 10, 10, 22, 14, 18)


def write_forecast_excel(found: Outlook, coming: Sequence[Coming], lang: str = "vi") -> bytes:
    """Years, groups by kind, retirements, terms, leading posts that come free."""
    made, k = Book(), 0 if lang == "vi" else 1
    title = f"{('DỰ BÁO ĐẾN NĂM', 'FORECAST TO')[k]} {found.until} – {found.name} – {found.as_of:%d/%m/%Y}"
    top = (title, finding(found, lang), *how_words(found, lang))
    made.table(("Từng năm", "Years")[k], _heads(YEAR_HEADS[lang], (9, 14, 24, 20, 24, 10, 14)), year_rows(found, lang), top=top)  # fmt: skip
    for kind, words in KINDS.items():
        if groups := found.of(kind):
            made.table(words[k][:31], _heads(GROUP_HEADS[lang], _GROUP_WIDTHS), group_rows(groups, lang))
    made.table(("Nghỉ hưu", "Retirements")[k], _heads(LEAVER_HEADS[lang], (14, 30, 60)), leaver_rows(found))
    made.table(("Hết thời hạn", "Terms")[k], _heads(TERM_HEADS[lang], (14, 30, 50, 18)), term_rows(found))
    made.table(("Vị trí sẽ trống", "Posts coming free")[k], _heads(FREE_HEADS[lang], (14, 50, 14, 18, 20)), free_rows(coming))  # fmt: skip
    return made.close()


def forecast_paper(found: Outlook, coming: Sequence[Coming], lang: str = "vi") -> AppraisalPaper:
    """The forecast as a paper: years, what thins out, leading posts; retirements in the annex."""
    vi, k = lang == "vi", 0 if lang == "vi" else 1
    blocks: list[Block] = [Words(finding(found, lang)), *(Words(f"– {line}") for line in how_words(found, lang))]
    blocks += [Title(("1. Từng năm", "1. Year by year")[k]), _table(YEAR_HEADS[lang], (9, 13, 20, 18, 20, 9, 11), year_rows(found, lang), lang)]  # fmt: skip
    for n, kind in enumerate(("leaders", "field", "theory", "competency"), start=2):
        blocks.append(Title(f"{n}. {KINDS[kind][k]}"))
        rows = group_rows(found.of(kind), lang)
        nothing = "Hồ sơ không ghi." if vi else "Nothing on file."
        blocks.append(_table(GROUP_HEADS[lang], (36, 9, 9, 20, 13, 13), rows, lang) if rows else Words(nothing))
    blocks.append(Title(("6. Chức vụ lãnh đạo sẽ trống do nghỉ hưu", "6. Leading posts that come free by retirement")[k]))  # fmt: skip
    blocks.append(_table(FREE_HEADS[lang], (14, 42, 12, 14, 18), free_rows(coming), lang) if coming else Words("Không có trong kỳ dự báo." if vi else "None within the forecast."))  # fmt: skip
    title = ("DỰ BÁO", f"Đội ngũ đến hết năm {found.until}", f"(Tính từ ngày {found.as_of:%d/%m/%Y})") if vi else ("FORECAST", f"The workforce to the end of {found.until}", f"(From {found.as_of:%d/%m/%Y})")  # fmt: skip
    basis = "Mẫu của phần mềm Đúng Việc, trình bày theo NĐ 30/2020/NĐ-CP; số liệu lấy từ hồ sơ của ngày xét" if vi else "A form of Đúng Việc laid out by NĐ 30/2020/NĐ-CP; figures from the records of the day"  # fmt: skip
    signatures = (Signature("NGƯỜI LẬP"), Signature("THỦ TRƯỞNG")) if vi else (Signature("PREPARED BY", "(signature)"), Signature("HEAD", "(signature)"))  # fmt: skip
    annex: list[Block] = [_table(LEAVER_HEADS[lang], (18, 32, 50), leaver_rows(found), lang)]
    return AppraisalPaper(
        key="forecast", superior="", body=found.name, place="", year=found.as_of.year, title=title, basis=basis, blocks=tuple(blocks), signatures=signatures,
        annex_title="PHỤ LỤC: NGƯỜI ĐẾN TUỔI NGHỈ HƯU" if vi else "ANNEX: PEOPLE REACHING RETIREMENT AGE", annex=tuple(annex),
    )  # fmt: skip


def _heads(words: Sequence[str], widths: Sequence[int]) -> list[tuple[str, int]]:
    return list(zip(words, widths, strict=True))


def _table(heads: tuple[str, ...], widths: tuple[int, ...], rows: Sequence[Sequence[Cell]], lang: str) -> Table:
    words = tuple(
        tuple("…" if c is None else amount(c, lang) if isinstance(c, int) else c for c in row) for row in rows
    )
    sides: tuple[Side, ...] = tuple(
        "right" if rows and any(isinstance(r[n], int) for r in rows) else "left" for n in range(len(heads))
    )
    return Table(heads, widths, sides, words, frozenset())
