"""How rules look on the terminal: as a table where there is room, one under the other where there is not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dungviec.cli.terminal import Lang, console

if TYPE_CHECKING:
    from datetime import date

    from dungviec.law.rules import Rule

ROOM = 116
"""Columns from which a table of four columns can be read."""


def show_table(rules: Iterable[Rule], lang: Lang) -> None:
    """Rules by topic with what they say and where they stand, then how many there are."""
    from dungviec.law.themes import in_order

    rows = sorted(rules, key=lambda r: (r.from_, r.key))
    out = console()
    if not rows:
        out.print("Không có quy định nào phù hợp." if lang == "vi" else "No rule matches.")
        return
    for theme in in_order({r.topic for r in rows}, lang):
        out.print(_heading(theme.name, theme.topic))
        mine = [r for r in rows if r.topic == theme.topic]
        if out.width >= ROOM:
            out.print(_as_table(mine, lang))
        else:
            for r in mine:
                _show_below(r, lang)
        out.print()
    out.print(f"{number(len(rows), lang)} {'quy định' if lang == 'vi' else 'rules' if len(rows) > 1 else 'rule'}.")
    show_legend(rows, lang)


def _heading(name: str, topic: str) -> Text:
    return Text.assemble((name, "bold"), (f" ({topic})", "dim"))


def _as_table(rules: Sequence[Rule], lang: Lang) -> Table:
    heads = ("Mã", "Hiệu lực", "Nội dung", "Căn cứ") if lang == "vi" else ("Id", "In force", "Statement", "Basis")
    shown = Table(box=None, pad_edge=False, expand=True)
    for head, width, ratio in zip(heads, (25, 21, None, None), (None, None, 5, 3), strict=True):
        shown.add_column(head, width=width, ratio=ratio, overflow="fold", header_style="dim")
    for r in rules:
        shown.add_row(r.key, span(r, lang), Text(_says(r, lang)), Text(_where(r)))
    return shown


def _show_below(r: Rule, lang: Lang) -> None:
    out = console()
    out.print(Text.assemble((f"  {r.key}", "bold"), (f"  {span(r, lang)}", "dim")))
    out.print(Padding(Text(_says(r, lang)), (0, 0, 0, 4)))
    if r.instrument:
        out.print(Padding(Text(_where(r), style="dim"), (0, 0, 0, 4)))


def show_gaps(gaps: Sequence[Rule], lang: Lang) -> None:
    """What no text is on file for."""
    out = console()
    if gaps:
        out.print(Text("Chưa có văn bản trong kho" if lang == "vi" else "No text on file", style="bold"))
    for g in gaps:
        out.print(Padding(Text(f"? {g.id}: {_says(g, lang)}"), (0, 0, 0, 2)))


def show_later(later: Sequence[Rule], known: date, lang: Lang) -> None:
    """What is in force on the day and could not be known on ``known``."""
    out = console()
    out.print(
        f"Theo hiểu biết ngày {known:%d/%m/%Y}: {number(len(later), lang)} quy định của ngày này chưa biết."
        if lang == "vi"
        else f"As known on {known:%d/%m/%Y}: {number(len(later), lang)} rules of this day were not known."
    )
    for r in later:
        said = "biết từ" if lang == "vi" else "known from"
        out.print(Text(f"  … {r.key} ({said} {r.known:%d/%m/%Y})", style="dim"))


def show_diff(ended: Sequence[Rule], begun: Sequence[Rule], days: tuple[date, date], lang: Lang) -> None:
    """What ended and what began, topic by topic, each with its clause."""
    from dungviec.law.themes import in_order

    vi = lang == "vi"
    out = console()
    when = f"{days[0]:%d/%m/%Y} → {days[1]:%d/%m/%Y}"
    if not ended and not begun:
        out.print(f"{when}: {'không có thay đổi.' if vi else 'nothing changed.'}")
        return
    over, new = number(len(ended), lang), number(len(begun), lang)
    out.print(
        f"{when}: {over} quy định hết hiệu lực (−), {new} mới (+)."
        if vi
        else f"{when}: {over} rules ended (−), {new} began (+)."
    )
    for theme in in_order({r.topic for r in (*ended, *begun)}, lang):
        out.print(_heading(theme.name, theme.topic))
        for sign, colour, rules in (("−", "red", ended), ("+", "green", begun)):
            for r in (r for r in rules if r.topic == theme.topic):
                day = f" {'từ' if vi else 'from'} {r.from_:%d/%m/%Y}" if sign == "+" else _until(r, lang)
                out.print(Text(f"  {sign} {r.key}{day}", style=colour))
                told = f"? {_says(r, lang)}" if r.kind == "gap" else f"{_says(r, lang)} [{_where(r)}]"
                out.print(Padding(Text(told), (0, 0, 0, 4)))
    show_legend((*ended, *begun), lang)


def _until(r: Rule, lang: Lang) -> str:
    return f" {'đến' if lang == 'vi' else 'until'} {r.to:%d/%m/%Y}" if r.to else ""


def show_rule(r: Rule, versions: Sequence[Rule], lang: Lang) -> None:
    """One rule in full, with the versions before and after it."""
    from dungviec.law.marks import SURENESS
    from dungviec.law.parameter_values import parameters
    from dungviec.law.themes import kind_name, theme_name

    vi = lang == "vi"
    out = console()
    out.print(Text(r.key, style="bold"))
    out.print(Padding(Text(_says(r, lang)), (0, 0, 0, 2)))
    out.print(Padding(Text(r.en if vi else r.vi, style="dim"), (0, 0, 0, 2)))
    params = Text()
    for n, p in enumerate(parameters(r, lang)):
        params += Text.assemble("\n" if n else "", f"{p.name}: {p.value}", "" if p.code else (f"  ({p.key})", "dim"))
    other = f"{r.exception.vi if vi else r.exception.en} ({r.exception.clause})" if r.exception else ""
    rows: tuple[tuple[str, str, str | Text], ...] = (
        ("Căn cứ", "Basis", place(r)),
        ("Hiệu lực", "In force", span(r, lang)),
        ("Biết từ", "Known from", f"{r.known:%d/%m/%Y}"),
        ("Mức chắc chắn", "Confidence", SURENESS[r.confidence][lang][1]),
        ("Chủ đề", "Topic", f"{theme_name(r.topic, lang)} ({r.topic})"),
        ("Loại", "Kind", kind_name(r.kind, lang)),
        ("Tham số", "Parameters", params),
        ("Ngoại lệ", "Exception", other),
        ("Ghi chú", "Note", r.note_vi if vi else r.note_en),
        ("Nguồn", "Source", r.source.replace(" ; ", "\n")),
    )
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(width=15, style="bold")
    table.add_column(overflow="fold")
    for label_vi, label_en, said in rows:
        if said:
            table.add_row(f"  {label_vi if vi else label_en}", said if isinstance(said, Text) else Text(said))
    out.print(table)
    if len(versions) > 1:
        out.print(Text("  Các bản cùng nhóm" if vi else "  Versions of the family", style="bold"))
        for v in versions:
            sign = " ?" if v.kind == "gap" else " °" if v.confidence == "REPORTED" else ""
            out.print(Text(f"    {'▸' if v == r else ' '} {span(v, lang):<21}  {v.key}{sign}"))
        show_legend(versions, lang)
    out.print()


def show_legend(rules: Iterable[Rule], lang: Lang) -> None:
    """What the signs behind the clauses mean, where one of them occurs."""
    from dungviec.law.marks import mark_of

    seen = list(rules)
    told = [f"° {mark_of('REPORTED', lang)}"] if any(r.confidence == "REPORTED" for r in seen) else []
    told += ["? chưa có văn bản" if lang == "vi" else "? no text on file"] if any(r.kind == "gap" for r in seen) else []
    if told:
        console().print(Text("; ".join(told) + ".", style="dim"))


def span(r: Rule, lang: Lang) -> str:
    """From when to when a rule is in force."""
    if r.to is None:
        return f"{'từ' if lang == 'vi' else 'from'} {r.from_:%d/%m/%Y}"
    return f"{r.from_:%d/%m/%Y}–{r.to:%d/%m/%Y}"


def number(n: int, lang: Lang) -> str:
    """A count as it is written in the language."""
    from dungviec.records.vietnamese import format_number

    return format_number(n) if lang == "vi" else f"{n:,}"


def place(r: Rule) -> str:
    """Instrument and article: «NĐ 170/2025, Điều 36 k3»; a remark in brackets follows without a comma."""
    return f"{r.instrument}{'' if r.article.startswith('(') else ','} {r.article}" if r.article else r.instrument


def _says(r: Rule, lang: Lang) -> str:
    return r.vi if lang == "vi" else r.en


def _where(r: Rule) -> str:
    where = place(r)
    return f"{where} °" if r.confidence == "REPORTED" else where
