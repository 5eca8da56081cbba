"""``dungviec report explore``: own cross-tables over any attributes, as of any day, compared with another."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dungviec.cli.report import AsJson, AsOf, City, InUnit, Language, Out, begin, open_day, put_question, report_app
from dungviec.cli.report_shown import show_list
from dungviec.cli.terminal import Lang, console, read_day, stop, write_json
from dungviec.cli.written import give_answer

if TYPE_CHECKING:
    from dungviec.workforce.crosstab_lines import Answered

__all__ = ["report_app"]
_FILES = (".xlsx", ".csv", ".docx", ".pdf", ".json")
_MOST_ON_SCREEN = 12


@report_app.command("explore")
def explore_command(
    city: City,
    rows: Annotated[list[str] | None, typer.Option("--rows", metavar="ATTRIBUTE", help="Thuộc tính làm dòng, một hoặc hai lần. (Attribute of the rows, once or twice.)")] = None,
    columns: Annotated[str | None, typer.Option("--columns", metavar="ATTRIBUTE", help="Thuộc tính làm cột. (Attribute of the columns.)")] = None,
    measure: Annotated[str, typer.Option("--measure", help="Số đo của mỗi ô; mặc định people. (What a cell tells.)")] = "people",
    share: Annotated[str, typer.Option("--share", help="Kèm tỉ lệ: row, column, all. (Share of the row, column or all.)")] = "",
    where: Annotated[list[str] | None, typer.Option("--where", metavar="ATTRIBUTE=VALUE,…", help="Chỉ đếm người có giá trị này; dùng được nhiều lần. (Only these people.)")] = None,
    as_of: AsOf = None,
    compare_with: Annotated[str | None, typer.Option("--compare", metavar="DATE", help="So với ngày này. (Compare with this day.)")] = None,
    unit: InUnit = None,
    listed: Annotated[str | None, typer.Option("--list", metavar="ROW[/ROW2][@COLUMN]", help="In danh sách của một ô. (The people of a cell.)")] = None,
    attributes: Annotated[bool, typer.Option("--attributes", help="Liệt kê thuộc tính và số đo. (List attributes and measures.)")] = False,
    json: AsJson = False, output: Out = None, lang: Language = "vi",
) -> None:  # fmt: skip
    """Bảng chéo theo thuộc tính tùy chọn: .xlsx, .csv, .docx, .pdf, .json. (Own cross-tables.)"""
    lang = begin(city, output, _FILES, lang)
    if attributes:
        _show_attributes(lang)
        return
    other = read_day(compare_with, option="--compare", lang=lang)
    book = open_day(city, as_of, lang)
    from dungviec.workforce.crosstab import crosstab
    from dungviec.workforce.crosstab_compare import compare
    from dungviec.workforce.crosstab_words import as_json
    from dungviec.workforce.question_asked import Question

    filters = dict(_filter(words, lang) for words in where or ())
    question = put_question(lambda: Question.ask(rows or (), columns, measure=measure, share=share, filters=filters, unit=unit), lang)  # fmt: skip

    def made() -> Answered:
        if other is None:
            return crosstab(book.snapshot, question, dossiers=book.tables)
        then = book.snapshot.at(other)
        return compare(book.snapshot, then, question, dossiers=book.tables, dossiers_then=book.tables)

    answer = put_question(made, lang)
    if listed is not None:
        row, _at, column = listed.partition("@")
        first, _slash, second = row.partition("/")
        keys = (first, second)[: len(question.rows)]
        figure = put_question(lambda: answer.behind(keys, column), lang)
        if json:
            write_json(figure.as_json(lang), Path("-"))
        else:
            show_list(figure, lang)
        return

    def makers() -> dict[str, Callable[[], bytes]]:
        from dungviec.documents import explore_files as files
        from dungviec.documents.streamlining_paper import write_pdf, write_word

        return {
            ".xlsx": lambda: files.write_explore_excel(answer, lang, one_state=True), ".csv": lambda: files.write_explore_csv(answer, lang),
            ".docx": lambda: write_word(files.explore_paper(answer, lang, one_state=True)), ".pdf": lambda: write_pdf(files.explore_paper(answer, lang, one_state=True)),
        }  # fmt: skip

    give_answer(
        lambda: as_json(answer, lang, one_state=True), makers, lambda: show_table(answer, lang), json=json, output=output, lang=lang
    )  # fmt: skip


def _filter(words: str, lang: Lang) -> tuple[str, list[str]]:
    name, sign, values = words.partition("=")
    chosen = [v.strip() for v in values.split(",") if v.strip()]
    if not sign or not name.strip() or not chosen:
        stop(
            f"--where «{words}»: ghi thuộc tính=giá trị, ví dụ degree=master,doctor.",
            f"--where '{words}': write attribute=value, such as degree=master,doctor.",
            lang=lang,
        )
    return name.strip(), chosen


def show_table(answer: Answered, lang: Lang) -> None:
    """The finding, the table as far as it fits a screen, the notes."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from dungviec.workforce.crosstab_lines import answer_of, lines_of
    from dungviec.workforce.crosstab_words import asked, finding, notes

    out, lines = console(), lines_of(answer, lang)
    out.print(Text(finding(answer, lang), style="bold"))
    out.print(Text(asked(answer_of(answer).question, lang), style="dim"))
    joined = answer_of(answer).measure.kind == "count" and len(lines.parts) == 2  # a count with its share: one column
    heads = [name for _key, name in lines.columns] if joined else lines.flat_heads()
    each = 1 if joined else len(lines.parts)
    first = 0 if len(heads) <= _MOST_ON_SCREEN else len(heads) - each
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for head in lines.row_heads:
        table.add_column(head)
    for head in heads[first:]:
        table.add_column(head, justify="right")
    for line in lines.lines:
        told = [[lines.text(part, v, lang) for part, v in enumerate(cell)] for cell in line.cells]
        shown = [f"{n} ({p} %)" for n, p in told] if joined else [t for cell in told for t in cell]
        table.add_row(*line.heads, *shown[first:], style="bold" if line.whole else None)
    out.print(table)
    if first:
        out.print(Text("Bảng rộng: màn hình chỉ có cột tổng; ghi ra tệp để có đủ các cột (-o bang.xlsx)." if lang == "vi" else "A wide table: the screen has the totals; write a file for every column (-o table.xlsx)."))  # fmt: skip
    for note in notes(answer, lang, one_state=True):
        out.print(Text(note, style="dim"))


def _show_attributes(lang: Lang) -> None:
    from dungviec.workforce.cell_measures import CELL_MEASURES
    from dungviec.workforce.dimensions import DIMENSIONS, GROUPS

    k = 0 if lang == "vi" else 1
    for group, words in GROUPS.items():
        typer.echo(words[k])
        for d in DIMENSIONS.values():
            if d.group == group:
                typer.echo(f"  {d.key:<18}{d.words(lang)}")
    typer.echo(("Số đo", "Measures")[k])
    for m in CELL_MEASURES.values():
        typer.echo(f"  {m.key:<18}{m.words(lang)}")
