"""The forecast in the terminal: what it rests on, year by year, who retires next, what runs short, posts that come free."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from dungviec.cli.answer_table import answer_table
from dungviec.cli.terminal import Lang, console

if TYPE_CHECKING:
    from dungviec.forecast import BackTest, Coming, Outlook


def show_outlook(found: Outlook, coming: Sequence[Coming], lang: Lang) -> None:
    """The whole forecast; long lists by their first lines."""
    from dungviec.documents.forecast_rows import (
        FREE_HEADS,
        GROUP_HEADS,
        KINDS,
        LEAVER_HEADS,
        YEAR_HEADS,
        finding,
        free_rows,
        group_rows,
        how_words,
        leaver_rows,
        year_rows,
    )

    k, out = 0 if lang == "vi" else 1, console()
    out.print(Text(f"{('Dự báo đến năm', 'Forecast to')[k]} {found.until} · {found.name} · {found.as_of:%d/%m/%Y}", style="bold"))  # fmt: skip
    out.print(finding(found, lang))
    for line in how_words(found, lang):
        out.print(line, style="dim")
    answer_table(YEAR_HEADS[lang], year_rows(found, lang), lang, right=(1, 2, 3, 4, 5, 6))
    for kind in ("leaders", "field", "theory", "competency"):
        if rows := group_rows(found.of(kind), lang):
            out.print(Text(KINDS[kind][k], style="bold"))
            answer_table(GROUP_HEADS[lang], rows, lang, right=(1, 2, 3, 4))
    out.print(Text(("Sắp nghỉ hưu", "Retiring next")[k], style="bold"))
    answer_table(LEAVER_HEADS[lang], leaver_rows(found), lang)
    if coming:
        out.print(Text(("Chức vụ lãnh đạo sẽ trống do nghỉ hưu", "Leading posts that come free by retirement")[k], style="bold"))  # fmt: skip
        answer_table(FREE_HEADS[lang], free_rows(coming), lang, right=(2, 3, 4))


def show_test(found: BackTest, lang: Lang) -> None:
    """What the back-test found, and the whole body's comparisons."""
    from dungviec.documents.forecast_rows import back_test_words

    out = console()
    for line in back_test_words(found, lang):
        out.print(line)
    heads = ("Đứng ở", "Năm", "Dự báo", "Thực tế", "Trong khoảng") if lang == "vi" else ("Stood on", "Year", "Forecast", "Came", "Inside")  # fmt: skip
    yes, no = ("có", "không") if lang == "vi" else ("yes", "no")
    rows = [
        (f"{r.stood_on:%d/%m/%Y}", str(r.year), f"{r.median} ({r.low}–{r.high})", r.came, yes if r.inside else no)
        for r in found.whole().rows
    ]
    answer_table(heads, rows, lang, right=(2, 3))
