"""The emulation pipeline as Excel: totals and earliest years, everybody, the counter by unit, the texts applied."""

from __future__ import annotations

from collections.abc import Sequence

from dungviec.documents.emulation_rows import (
    PERSON_HEADS,
    RATIO_HEADS,
    TOTAL_HEADS,
    person_row,
    ratio_row,
    total_rows,
    year_rows,
)
from dungviec.documents.reports_excel import Book
from dungviec.emulation.pipeline import Pipeline
from dungviec.emulation.ratios import RatioLine
from dungviec.emulation.words import OUTSTANDING
from dungviec.law.marks import SURENESS, cited


def write_pipeline_excel(
    found: Pipeline, ratios: Sequence[RatioLine], lang: str = "vi", assumed: Sequence[str] = ()
) -> bytes:
    """The pipeline; ``assumed`` says in sentences what was taken for granted."""
    made, vi = Book(), lang == "vi"
    title = (f"AI CÓ THỂ ĐƯỢC ĐỀ NGHỊ DANH HIỆU GÌ NĂM {found.year}" if vi else f"WHO COULD BE PROPOSED FOR {found.year}")  # fmt: skip
    top = (f"{title} – {found.name} – {found.as_of:%d/%m/%Y}", *assumed, OUTSTANDING[0 if vi else 1])
    made.table("Tổng hợp" if vi else "Totals", _heads(TOTAL_HEADS[lang], (30, 14, 14, 16, 12, 60)), total_rows(found, lang), top=top)  # fmt: skip
    heads, rows = year_rows(found, lang)
    made.table("Sớm nhất" if vi else "Earliest", _heads(heads, (30, *(10 for _ in heads[1:]))), rows)
    people = [person_row(found, p, lang) for p in found.prospects]
    widths = (12, 26, 34, 24, 18, 18, 18, 18, 24, 24, 24, 24, 70)
    made.table("Từng người" if vi else "People", _heads(PERSON_HEADS[lang], widths), people)
    counted = (ratios[0].cap.told(lang),) if ratios else ()
    made.table("Tỷ lệ" if vi else "Ratios", _heads(RATIO_HEADS[lang], (44, 10, 12, 12, 10, 10)), [ratio_row(r) for r in ratios], top=counted)  # fmt: skip
    rules = {c.rule.key: c.rule for p in found.prospects for a in p.answers for c in a.conditions if c.rule is not None}
    texts = [(r.key, cited(r, lang), SURENESS[r.confidence][lang][1], r.vi if vi else r.en) for r in rules.values()]  # fmt: skip
    heads4 = ("Quy tắc", "Văn bản", "Mức tin cậy", "Nội dung") if vi else ("Rule", "Instrument", "Confidence", "Statement")  # fmt: skip
    made.table("Căn cứ" if vi else "Texts", _heads(heads4, (18, 44, 14, 90)), texts)
    return made.close()


def _heads(words: Sequence[str], widths: Sequence[int]) -> list[tuple[str, int]]:
    return list(zip(words, widths, strict=True))
