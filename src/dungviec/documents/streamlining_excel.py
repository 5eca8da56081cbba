"""The streamlining report, the glide path and the ledger of concurrent posts as Excel."""

from __future__ import annotations

from collections.abc import Sequence

from dungviec.documents.reports_excel import Book
from dungviec.documents.streamlining_rows import (
    HELD_HEADS,
    PATH_HEADS,
    PERSON_HEADS,
    REACH_HEADS,
    UNIT_HEADS,
    glide_words,
    held_row,
    path_rows,
    person_rows,
    reach_row,
    terms_words,
    unit_row,
    whole_words,
)
from dungviec.law.marks import SURENESS
from dungviec.streamlining.glide_path import GlidePath
from dungviec.streamlining.review import StreamliningReview
from dungviec.workforce.posts_held import Ledger


def write_review_excel(review: StreamliningReview, lang: str = "vi") -> bytes:
    """Units with their totals, everybody looked at with every scheme, and the texts applied."""
    made, vi = Book(), lang == "vi"
    title = ("RÀ SOÁT NGƯỜI DÔI DƯ" if vi else "SURPLUS") + f" – {review.name} – {review.as_of:%d/%m/%Y}"
    top = (title, whole_words(review, lang), *terms_words(review, lang))
    widths = (36, 10, 9, 10, 10, 10, 10, 9, 9, 16, 16, 22)
    units = [unit_row(t, lang) for t in review.totals]
    _must, least, most = review.whole
    sums = [sum(int(u[n] or 0) for u in units) for n in range(2, 9)]
    units.append(("Cộng" if vi else "All", None, *sums, least, most, ""))
    made.table("Theo đơn vị" if vi else "By unit", _heads(UNIT_HEADS[lang], widths), units, top=top)
    people = [row for p in review.people for row in person_rows(review, p, lang)]
    person = (28, 22, 10, 26, 26, 12, 34, 34, 34, 30, 34, 16, 16, 10, 40)
    made.table("Từng người" if vi else "People", _heads(PERSON_HEADS[lang], person), people)
    heads = (("Quy tắc", 18), ("Văn bản", 44), ("Mức tin cậy", 14), ("Nội dung", 90)) if vi else (("Rule", 18), ("Instrument", 44), ("Confidence", 14), ("Statement", 90))  # fmt: skip
    rules = [(key, cited, SURENESS[mark][lang][1], v if vi else e) for key, cited, mark, v, e in review.rules]
    made.table("Căn cứ" if vi else "Texts", heads, rules)
    return made.close()


def write_glide_excel(found: GlidePath, lang: str = "vi") -> bytes:
    """The whole year by year, every unit's end, and every unit's years."""
    made, vi = Book(), lang == "vi"
    title = ("LỘ TRÌNH ĐẾN NĂM" if vi else "PATH TO") + f" {found.target_year} – {found.name} – {found.as_of:%d/%m/%Y}"
    top = (title, *glide_words(found, lang))
    widths = (10, 16, 14, 12, 14, 20, 10)
    for path, words in ((found.people, ("Số người", "People")), (found.deputies, ("Cấp phó", "Deputies"))):
        made.table(words[0 if vi else 1], _heads(PATH_HEADS[lang], widths), path_rows(path), top=top)
    made.table(
        "Đơn vị" if vi else "Units",
        _heads(REACH_HEADS[lang], (36, 10, 10, 10, 26, 16, 12, 18, 70)),
        [reach_row(p, lang) for p in found.units],
    )
    of = ("người", "cấp phó") if vi else ("people", "deputies")
    years = [(p.name, of[p.of == "deputies"], *row) for p in found.units for row in path_rows(p)]
    made.table("Từng năm" if vi else "Years", _heads(("Đơn vị" if vi else "Unit", "Số" if vi else "Of", *PATH_HEADS[lang]), (36, 10, *widths)), years)  # fmt: skip
    return made.close()


def write_ledger_excel(name: str, held: Sequence[Ledger], lang: str = "vi") -> bytes:
    """One row for each stretch of posts held together."""
    made = Book()
    title = ("KIÊM NHIỆM, NHẤT THỂ HÓA" if lang == "vi" else "CONCURRENT AND UNIFIED POSTS") + f" – {name}"
    rows = [held_row(one.name, span, lang) for one in held for span in one.spans]
    made.table("Kiêm nhiệm" if lang == "vi" else "Concurrent", _heads(HELD_HEADS[lang], (24, 12, 12, 40, 10, 26, 50, 44, 36)), rows, top=(title,))  # fmt: skip
    return made.close()


def _heads(words: Sequence[str], widths: Sequence[int]) -> list[tuple[str, int]]:
    return list(zip(words, widths, strict=True))
