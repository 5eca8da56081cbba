"""Reports in the terminal and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dungviec.cli.terminal import Lang, console

if TYPE_CHECKING:
    from dungviec.workforce import Figure, Interview, Movement, StatList, StatTable
    from dungviec.workforce.quality import Survey


def show_interview(sheet: Interview, lang: Lang) -> None:
    """The questions and answers."""
    from rich.text import Text

    out, scope = console(), sheet.scope
    out.print(Text(f"{scope.name} · {scope.since:%d/%m/%Y} – {scope.until:%d/%m/%Y}", style="bold"))
    for answer in sheet.answers(lang):
        out.print(Text(f"\n{answer.part}. {answer.question}", style="bold"))
        out.print(Text(answer.text))
    out.print()
    for note in sheet.notes(lang):
        out.print(Text(note, style="dim"))
    out.print(Text("Danh sách sau mỗi số: --list MÃ, ví dụ --list degree.none" if lang == "vi" else "The list behind a figure: --list KEY, such as --list degree.none", style="dim"))  # fmt: skip


def show_list(figure: Figure, lang: Lang) -> None:
    """The list behind one figure, one record a line."""
    from rich.text import Text

    from dungviec.workforce.interview import number

    out = console()
    value = "…" if figure.value is None else number(figure.value, lang)
    out.print(Text(f"{figure.words(lang)}: {value}", style="bold"))
    if figure.missing:
        out.print(Text(figure.missing[0 if lang == "vi" else 1]))
    for b in figure.behind:
        tail = f" (+{number(b.weight, lang)})" if b.weight != 1 else ""
        out.print(Text(f"  {b.person_id or '–'}  {b.words}{tail}"))


def show_table(table: StatTable, lang: Lang) -> None:
    """The totals of a statutory table column by column, its checks and notes; the whole table is for Excel."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from dungviec.documents.stat_layout import group_words
    from dungviec.workforce.interview import number
    from dungviec.workforce.statutory import TOTAL

    vi, out = lang == "vi", console()
    out.print(
        Text(
            f"{table.title if vi else table.title_en} · {table.scope.name} · {table.scope.until:%d/%m/%Y}", style="bold"
        )
    )
    shown = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for head in ("Cột", "Nội dung", "Tổng số") if vi else ("Column", "What is counted", "All"):
        shown.add_column(head, justify="left" if head in ("Nội dung", "What is counted") else "right")
    for c in table.columns:
        value = table.cell(TOTAL, c.number)
        words = " – ".join(
            w
            for w in (
                (c.group, c.subgroup, c.head)
                if vi
                else (group_words(c.group, lang), group_words(c.subgroup, lang), c.en)
            )
            if w
        )
        shown.add_row(str(c.number), words, "…" if value is None else number(value, lang))
    out.print(shown)
    for check in table.checks:
        mark = "✓" if check.holds else "✗"
        out.print(Text(f"{mark} {check.vi if vi else check.en}", style="green" if check.holds else "yellow"))
    for note in table.notes(lang):
        out.print(Text(note, style="dim"))


def show_stat_list(found: StatList, lang: Lang) -> None:
    """The rows of a list, one line a person, and its notes."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    out = console()
    out.print(Text(f"{found.title if lang == 'vi' else found.title_en} · {found.scope.name} · {found.scope.until:%d/%m/%Y}", style="bold"))  # fmt: skip
    shown = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    told = [k for k in range(len(found.heads)) if any(row.cells[k] for row in found.rows)]
    for k in told:
        shown.add_column(found.heads[k].words(lang))
    for row in found.rows:
        shown.add_row(*(Text(row.cells[k]) for k in told))
    out.print(shown)
    for note in found.notes(lang):
        out.print(Text(note, style="dim"))


def show_quality(found: Survey, lang: Lang) -> None:
    """The finding, the changes taken apart, the series and the notes."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from dungviec.documents.quality_papers import change_heads, change_rows, year_heads, year_rows
    from dungviec.workforce.quality_words import notes, title

    out = console()
    out.print(Text(f"{found.scope.name} · {found.days[0]:%d/%m/%Y} – {found.days[-1]:%d/%m/%Y}", style="dim"))
    out.print(Text(title(found, lang), style="bold"))
    for heads, rows in ((change_heads(lang), change_rows(found, lang)), (year_heads(lang), year_rows(found, lang))):
        shown = Table(box=box.SIMPLE_HEAD, pad_edge=False)
        for n, head in enumerate(heads):
            shown.add_column(head, justify="left" if n in (0, 7) else "right")
        for row in rows:
            shown.add_row(*(Text(w) for w in row))
        out.print(shown)
    for change in found.changes:
        if change.verdict == "lacking":
            n = 0 if lang == "vi" else 1
            out.print(Text(f"{change.measure.words[n]}: {change.why[n]}", style="dim"))
    for note in notes(found, lang):
        out.print(Text(note, style="dim"))


def show_movement(found: Movement, lang: Lang) -> None:
    """The balance, the units that changed, and every mover."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from dungviec.documents.reports_excel import mover_row
    from dungviec.workforce.interview import number

    vi, out, scope = lang == "vi", console(), found.scope
    words = ("đầu kỳ {} + tăng {} − giảm {} = cuối kỳ {}" if vi else "opening {} + in {} − out {} = closing {}").format(
        *(number(len(part), lang) for part in (found.opening, found.came, found.went, found.closing))
    )
    out.print(Text(f"{scope.name} · {scope.since:%d/%m/%Y} – {scope.until:%d/%m/%Y}: {words}", style="bold"))
    shown = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for head in ("Đơn vị", "", "Mã", "Họ và tên", "Từ, đến", "Lý do", "Ngày", "Quyết định") if vi else ("Unit", "", "Id", "Name", "From or to", "Why", "Day", "Decision"):  # fmt: skip
        shown.add_column(head)
    names = {line.unit_id: line.name for line in found.lines}
    for line in found.lines:
        for mover in (*line.came, *line.went):
            shown.add_row(*(Text(w) for w in mover_row(mover, names, lang)))
    out.print(shown)
    if found.passed:
        out.print(Text(("Đến rồi đi trong kỳ: " if vi else "Came and left in the period: ") + ", ".join(found.passed)))


def table_json(table: StatTable, lang: Lang) -> dict[str, Any]:
    """A statutory table as plain values."""
    from dungviec.workforce.statutory import TOTAL

    vi, numbers = lang == "vi", [c.number for c in table.columns]
    return {
        "form": table.key, "title": table.title if vi else table.title_en, "name": table.scope.name, "as_of": str(table.scope.until),
        "columns": [{"number": c.number, "group": c.group, "subgroup": c.subgroup, "head": c.head, "english": c.en, "missing": c.missing and c.missing[0 if vi else 1]} for c in table.columns],
        "total": {str(n): table.cell(TOTAL, n) for n in numbers},
        "units": [{"unit_id": u, "name": name} | {str(n): table.cell(u, n) for n in numbers} for u, name in table.units],
        "checks": [{"sum": c.vi if vi else c.en, "left": c.left, "right": c.right, "holds": c.holds, "people": list(c.people)} for c in table.checks],
        "notes": table.notes(lang),
    }  # fmt: skip


def list_json(found: StatList, lang: Lang) -> dict[str, Any]:
    """A list of people as plain values."""
    vi = lang == "vi"
    return {
        "form": found.key, "title": found.title if vi else found.title_en, "name": found.scope.name, "as_of": str(found.scope.until),
        "columns": [h.words(lang) for h in found.heads], "rows": [{"person_id": r.person_id, "cells": list(r.cells)} for r in found.rows],
        "notes": found.notes(lang),
    }  # fmt: skip


def movement_json(found: Movement, lang: Lang) -> dict[str, Any]:
    """A movement as plain values, every mover by identifier."""
    vi = lang == "vi"

    def told(mover: Any) -> dict[str, Any]:
        return {"person_id": mover.person_id, "name": mover.name, "other_unit": mover.other_unit_id, "outside": mover.outside, "why": mover.why_vi if vi else mover.why_en, "day": str(mover.day) if mover.day else None, "decision": mover.decision}  # fmt: skip

    scope = found.scope
    return {
        "name": scope.name, "from": str(scope.since), "to": str(scope.until), "opening": len(found.opening), "in": len(found.came),
        "out": len(found.went), "closing": len(found.closing), "balanced": found.balanced, "came_and_left": list(found.passed),
        "units": [
            {"unit_id": u.unit_id, "name": u.name, "opening": len(u.opening), "in": [told(m) for m in u.came], "out": [told(m) for m in u.went], "closing": len(u.closing), "balanced": u.balanced}
            for u in found.lines
        ],
    }  # fmt: skip
