"""Emulation in the terminal: the whole body with its counter, and one person title by title."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from dungviec.cli.answer_table import answer_table
from dungviec.cli.terminal import Lang, console

if TYPE_CHECKING:
    from dungviec.emulation import Pipeline, Prospect, RatioLine


def show_pipeline(found: Pipeline, ratios: Sequence[RatioLine], assumed: Sequence[str], lang: Lang) -> None:
    """Totals of the year, earliest years, the counter by unit."""
    from dungviec.documents.emulation_rows import RATIO_HEADS, TOTAL_HEADS, ratio_row, total_rows, year_rows
    from dungviec.emulation.words import OUTSTANDING

    vi, out = lang == "vi", console()
    title = f"{'Thi đua năm' if vi else 'Emulation of'} {found.year} · {found.name} · {found.as_of:%d/%m/%Y}"
    out.print(Text(title, style="bold"))
    for line in assumed:
        out.print(line, style="dim")
    answer_table(TOTAL_HEADS[lang], total_rows(found, lang), lang, right=range(1, 5))
    out.print(Text("Sớm nhất vào năm nào (số người)" if vi else "In which year at the earliest (people)", style="bold"))
    heads, rows = year_rows(found, lang)
    answer_table(heads, rows, lang, right=range(1, len(heads)))
    _untold(found, lang)
    out.print(Text("Tỷ lệ chiến sĩ thi đua cơ sở" if vi else "Ratio of base fighters", style="bold"))
    out.print(ratios[0].cap.told(lang))
    answer_table(RATIO_HEADS[lang], [ratio_row(r) for r in ratios if r.reaching or r.proposed], lang, right=range(1, 6))
    out.print(OUTSTANDING[0 if vi else 1], style="dim")
    out.print("Một người: dungviec emulation check … --person MÃ. Từng người: -o tệp .xlsx." if vi else "One person: dungviec emulation check … --person ID. Everybody: -o FILE.xlsx.", style="dim")  # fmt: skip


def show_prospect(found: Pipeline, one: Prospect, assumed: Sequence[str], lang: Lang) -> None:
    """One person: titles and forms on file, every title with its conditions, what it takes and from which year."""
    from dungviec.documents.emulation_rows import ANSWER_HEADS, answer_rows, earliest, standing
    from dungviec.emulation.titles import TITLES

    vi, out, m = lang == "vi", console(), one.merits
    out.print(Text(f"{m.name} ({m.person_id}) · {found.unit_names.get(found.units[m.person_id], '')} · {found.as_of:%d/%m/%Y}", style="bold"))  # fmt: skip
    for line in assumed:
        out.print(line, style="dim")
    held = "; ".join(f"{y}: {', '.join(TITLES[k].name(lang) for k in sorted(keys))}" for y, keys in sorted(m.titles.items()))  # fmt: skip
    out.print(("Danh hiệu: " if vi else "Titles: ") + (held or "–"))
    out.print(("Hình thức khen thưởng: " if vi else "Commendations: ") + ("; ".join(f"{y}: {text}" for y, text in m.forms) or "–"))  # fmt: skip
    if m.unread:
        out.print(("Không đọc được, không tính: " if vi else "Not read, not counted: ") + "; ".join(f"{y}: {text}" for y, text in m.unread))  # fmt: skip
    rows = [row for a in one.answers for row in answer_rows(a, lang)]
    answer_table(ANSWER_HEADS[lang], rows, lang)
    for a, o in zip(one.answers, one.outlooks, strict=True):
        out.print(f"{a.title.name(lang)}: {standing(a, lang).lower()}; {'sớm nhất' if vi else 'at the earliest'} {earliest(o, lang)}.")  # fmt: skip
    _untold(found, lang)


def _untold(found: Pipeline, lang: Lang) -> None:
    if found.by_lapsed_text:
        console().print("Có danh hiệu tính theo tiêu chuẩn đã hết hiệu lực, vì văn bản mới chưa có trong kho." if lang == "vi" else "Some titles are counted by a standard that has lapsed: the new text is not on file.", style="dim")  # fmt: skip
    if found.years_without_text:
        console().print("Có năm chưa có văn bản trong kho cho danh hiệu cấp trên: năm sớm nhất tính từ khi có văn bản." if lang == "vi" else "No text is on file for higher titles in some years: the earliest year counts from the first text.", style="dim")  # fmt: skip
