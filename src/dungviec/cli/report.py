"""``dungviec report …``: the interview sheet, statutory tables, the movement of people; each figure opens its list."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from dungviec.cli.report_shown import show_interview, show_list, show_movement, show_quality, show_table
from dungviec.cli.terminal import Lang, check_lang, read_day, stop, write_json
from dungviec.cli.written import check_file, give_answer

if TYPE_CHECKING:
    from dungviec.records.dossiers import Dossiers
    from dungviec.workforce import StatList, StatTable

T = TypeVar("T")
report_app = typer.Typer(
    help="Báo cáo: phiếu trả lời phỏng vấn, biểu thống kê, biến động. (Reports, each figure with its list.)",
    no_args_is_help=True,
)
City = Annotated[Path, typer.Argument(metavar="CITY.xlsx", help="Tệp dữ liệu thành phố. (The city workbook.)")]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="Ngày báo cáo. (Day of the report.)")]
Since = Annotated[
    str | None,
    typer.Option("--from", metavar="DATE", help="Ngày đầu kỳ; mặc định 01/01 của năm. (First day of the period.)"),
]
InUnit = Annotated[
    str | None,
    typer.Option(
        "--unit", metavar="UNIT", help="Mã hoặc tên đơn vị, kể cả đơn vị bên dưới. (A unit with all below it.)"
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="In JSON ra màn hình. (JSON to stdout.)")]
Out = Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Ghi ra tệp. (Write a file.)")]
Listed = Annotated[
    str | None,
    typer.Option("--list", metavar="FIGURE", help="In danh sách đứng sau một số liệu. (The list behind a figure.)"),
]
Language = Annotated[str, typer.Option("--lang", help="vi hoặc en.")]


@report_app.command("interview")
def interview_command(
    city: City, as_of: AsOf = None, since: Since = None, unit: InUnit = None, listed: Listed = None, json: AsJson = False, output: Out = None, lang: Language = "vi",
) -> None:  # fmt: skip
    """Trả lời từng câu hỏi phỏng vấn từ hồ sơ: .docx, .pdf, .xlsx, .json. (The interview, question by question.)"""
    lang = begin(city, output, (".docx", ".pdf", ".xlsx", ".json"), lang)
    first = read_day(since, option="--from", lang=lang)
    book = open_day(city, as_of, lang)
    from dungviec.workforce import interview

    sheet = put_question(lambda: interview(book.snapshot, since=first, unit=unit), lang)
    if listed is not None:
        figure = put_question(lambda: sheet.figure(listed), lang)
        if json:
            write_json(figure.as_json(lang), Path("-"))
        else:
            show_list(figure, lang)
        return

    def makers() -> dict[str, Callable[[], bytes]]:
        from dungviec.documents import reports, reports_excel

        return {
            ".docx": lambda: reports.write_interview_word(sheet, lang),
            ".pdf": lambda: reports.write_interview_pdf(sheet, lang),
            ".xlsx": lambda: reports_excel.write_interview_excel(sheet, lang),
        }

    give_answer(
        lambda: sheet.as_json(lang), makers, lambda: show_interview(sheet, lang), json=json, output=output, lang=lang
    )


OfColumn = Annotated[
    str | None,
    typer.Option("--list", metavar="N[@UNIT]", help="Danh sách của cột N, ở một đơn vị. (The list of column N, in a unit.)"),
]  # fmt: skip
_FORM_FILES = (".xlsx", ".pdf")


@report_app.command("bm01")
def bm01_command(
    city: City, as_of: AsOf = None, unit: InUnit = None,
    who: Annotated[str, typer.Option("--who", help="civil_servants, public_employees hoặc all. (Who is counted.)")] = "civil_servants",
    listed: OfColumn = None, json: AsJson = False, output: Out = None, lang: Language = "vi",
) -> None:  # fmt: skip
    """Biểu BM01/BNV đủ 38 cột, .xlsx hoặc .pdf như biểu in. (Form BM01/BNV with its 38 columns.)"""
    lang = begin(city, output, _FORM_FILES, lang)
    if who not in ("civil_servants", "public_employees", "all"):
        stop(
            f"--who «{who}»: chỉ có civil_servants, public_employees, all.",
            f"--who '{who}': use civil_servants, public_employees or all.",
            lang=lang,
        )
    book = open_day(city, as_of, lang)
    from dungviec.workforce import bm01

    table = put_question(lambda: bm01(book.snapshot, unit=unit, who=who, dossiers=book.tables), lang)  # type: ignore[arg-type]
    _give(table, listed=listed, json=json, output=output, lang=lang)


@report_app.command("bm01-vc")
def bm01_vc_command(
    city: City, as_of: AsOf = None, unit: InUnit = None, listed: OfColumn = None, json: AsJson = False, output: Out = None, lang: Language = "vi",
) -> None:  # fmt: skip
    """Biểu BM01-VC/BNV: viên chức, 31 cột. (Form BM01-VC/BNV: public employees in 31 columns.)"""
    lang = begin(city, output, _FORM_FILES, lang)
    book = open_day(city, as_of, lang)
    from dungviec.workforce import bm01_vc

    table = put_question(lambda: bm01_vc(book.snapshot, unit=unit, dossiers=book.tables), lang)
    _give(table, listed=listed, json=json, output=output, lang=lang)


@report_app.command("quick")
def quick_command(
    city: City, as_of: AsOf = None, unit: InUnit = None, listed: OfColumn = None, json: AsJson = False, output: Out = None, lang: Language = "vi",
) -> None:  # fmt: skip
    """Thống kê nhanh theo hợp đồng, ngạch, giới, Đảng, trình độ. (The quick statistic.)"""
    lang = begin(city, output, _FORM_FILES, lang)
    book = open_day(city, as_of, lang)
    from dungviec.workforce import quick_table

    table = put_question(lambda: quick_table(book.snapshot, unit=unit, dossiers=book.tables), lang)
    _give(table, listed=listed, json=json, output=output, lang=lang)


@report_app.command("bm04")
def bm04_command(
    city: City, as_of: AsOf = None, unit: InUnit = None, json: AsJson = False, output: Out = None, lang: Language = "vi"
) -> None:
    """Biểu BM04/BNV: danh sách và tiền lương cấp xã, 15 cột. (List and pay of commune officials.)"""
    lang = begin(city, output, _FORM_FILES, lang)
    book = open_day(city, as_of, lang)
    from dungviec.workforce import bm04

    found = put_question(lambda: bm04(book.snapshot, unit=unit, dossiers=book.tables, lang=lang), lang)
    _give_list(found, json=json, output=output, lang=lang)


@report_app.command("ratings")
def ratings_command(
    city: City, as_of: AsOf = None, unit: InUnit = None,
    year: Annotated[int | None, typer.Option("--year", help="Năm xếp loại; mặc định năm gần nhất. (Year of the rating.)")] = None,
    json: AsJson = False, output: Out = None, lang: Language = "vi",
) -> None:  # fmt: skip
    """Bảng tổng hợp kết quả đánh giá, xếp loại, 9 cột. (The summary of ratings.)"""
    lang = begin(city, output, _FORM_FILES, lang)
    book = open_day(city, as_of, lang)
    from dungviec.workforce import rating_summary

    found = put_question(lambda: rating_summary(book.snapshot, unit=unit, year=year, lang=lang), lang)
    _give_list(found, json=json, output=output, lang=lang)


@report_app.command("movement")
def movement_command(
    city: City, since: Since = None,
    to: Annotated[str | None, typer.Option("--to", metavar="DATE", help="Ngày cuối kỳ; mặc định ngày của tệp. (Last day.)")] = None,
    unit: InUnit = None, json: AsJson = False, output: Out = None, lang: Language = "vi",
) -> None:  # fmt: skip
    """Đầu kỳ + tăng − giảm = cuối kỳ, nêu tên từng người. (Opening + in − out = closing, every mover named.)"""
    lang = begin(city, output, (".xlsx",), lang)
    first = read_day(since, option="--from", lang=lang)
    book = open_day(city, to, lang, option="--to")
    from dungviec.cli.report_shown import movement_json
    from dungviec.workforce import movement

    found = put_question(lambda: movement(book.snapshot, since=first, unit=unit), lang)

    def makers() -> dict[str, Callable[[], bytes]]:
        from dungviec.documents.reports_excel import write_movement_excel

        return {".xlsx": lambda: write_movement_excel(found, lang)}

    give_answer(
        lambda: movement_json(found, lang), makers, lambda: show_movement(found, lang),
        json=json, output=output, lang=lang,
    )  # fmt: skip


@report_app.command("quality")
def quality_command(
    city: City, as_of: AsOf = None, unit: InUnit = None,
    years: Annotated[int, typer.Option("--years", help="So bao nhiêu năm. (How many years back.)")] = 5,
    json: AsJson = False, output: Out = None, lang: Language = "vi",
) -> None:  # fmt: skip
    """Khảo sát chất lượng: đội ngũ có tốt lên không, nhờ đâu, chắc đến đâu. (Does the workforce get better?)"""
    lang = begin(city, output, (".docx", ".pdf", ".xlsx", ".json"), lang)
    book = open_day(city, as_of, lang)
    from dungviec.workforce.quality import survey
    from dungviec.workforce.quality_words import as_json

    found = put_question(lambda: survey(book.snapshot, years=years, unit=unit, dossiers=book.tables), lang)

    def makers() -> dict[str, Callable[[], bytes]]:
        from dungviec.documents import quality_papers

        return {
            ".docx": lambda: quality_papers.write_quality_word(found, lang),
            ".pdf": lambda: quality_papers.write_quality_pdf(found, lang),
            ".xlsx": lambda: quality_papers.write_quality_excel(found, lang),
        }

    give_answer(
        lambda: as_json(found, lang), makers, lambda: show_quality(found, lang), json=json, output=output, lang=lang
    )


def begin(city: Path, output: Path | None, kinds: tuple[str, ...], lang: str) -> Lang:
    """The language; ends with a sentence where it or the file asked for cannot be used."""
    lang = check_lang(lang)
    check_file(output, kinds, source=city, lang=lang)
    return lang


def open_day(city: Path, day: str | None, lang: Lang, option: str = "--as-of") -> Dossiers:
    """The workbook on the day asked for; ends with a sentence where either cannot be read."""
    from dungviec.cli.form import open_book

    when: date | None = read_day(day, option=option, lang=lang)
    return open_book(city, day=when, lang=lang)


def put_question(make: Callable[[], T], lang: Lang) -> T:
    """What was asked for, or a sentence and exit code 2."""
    from dungviec.workforce import WorkforceFault

    try:
        return make()
    except WorkforceFault as bad:
        stop(bad.vi, bad.en, lang=lang)


def _give(table: StatTable, *, listed: str | None, json: bool, output: Path | None, lang: Lang) -> None:
    from dungviec.cli.report_shown import table_json

    if listed is not None:
        number, _at, unit = listed.partition("@")
        if not number.isdecimal():
            stop(
                f"--list «{listed}»: ghi số cột, ví dụ 13 hoặc 13@P-NV.",
                f"--list '{listed}': give a column, such as 13 or 13@P-NV.",
                lang=lang,
            )
        figure = put_question(lambda: table.behind(unit, int(number)), lang)
        if json:
            write_json(figure.as_json(lang), Path("-"))
        else:
            show_list(figure, lang)
        return

    def makers() -> dict[str, Callable[[], bytes]]:
        from dungviec.documents import reports_excel, reports_pdf

        return {
            ".xlsx": lambda: reports_excel.write_table_excel(table, lang),
            ".pdf": lambda: reports_pdf.write_table_pdf(table, lang),
        }

    give_answer(
        lambda: table_json(table, lang), makers, lambda: show_table(table, lang), json=json, output=output, lang=lang
    )


def _give_list(found: StatList, *, json: bool, output: Path | None, lang: Lang) -> None:
    from dungviec.cli.report_shown import list_json, show_stat_list

    def makers() -> dict[str, Callable[[], bytes]]:
        from dungviec.documents import reports_excel, reports_pdf

        return {
            ".xlsx": lambda: reports_excel.write_list_excel(found, lang),
            ".pdf": lambda: reports_pdf.write_list_pdf(found, lang),
        }

    give_answer(
        lambda: list_json(found, lang), makers, lambda: show_stat_list(found, lang), json=json, output=output, lang=lang
    )
