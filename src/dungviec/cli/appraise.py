"""``dungviec appraise SHEET.json``: one official or a whole agency, scored and classified by the law of the year."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from dungviec.cli.appraise_papers import check_asked, made_papers, write_papers
from dungviec.cli.appraise_units import level_word, unit_lines
from dungviec.cli.terminal import Lang, check_lang, check_output, console, stop, write_json

if TYPE_CHECKING:
    from dungviec.appraisal import Appraisal, Sheet, SheetFault
    from dungviec.appraisal.quotas import Quota
    from dungviec.appraisal.year import OfficialYear


def appraise(
    sheet: Annotated[Path, typer.Argument(metavar="SHEET.json", help="Phiếu đánh giá của một người hoặc cả cơ quan. (The appraisal sheet.)")],
    tasks: Annotated[list[Path] | None, typer.Option("--tasks", metavar="LIST.xlsx", help="Danh sách công việc (Excel, CSV) điền vào phiếu; dùng nhiều lần được. (Task lists to fill the sheet from.)")] = None,
    filled: Annotated[Path | None, typer.Option("--filled", metavar="SHEET.json", help="Ghi phiếu đã điền. (Write the filled sheet.)")] = None,
    json: Annotated[Path | None, typer.Option("--json", metavar="FILE.json", help="Ghi kết quả ra JSON; «-» là màn hình. (The result as JSON.)")] = None,
    word: Annotated[Path | None, typer.Option("--word", metavar="FILE.docx", help="Ghi phiếu, biên bản ra Word. (Papers as Word.)")] = None,
    pdf: Annotated[Path | None, typer.Option("--pdf", metavar="FILE.pdf", help="Ghi phiếu, biên bản ra PDF. (Papers as PDF.)")] = None,
    paper: Annotated[str, typer.Option("--paper", help="month (Mẫu 01), year (Mẫu 02), minutes (biên bản), results (danh sách kết quả); bỏ trống: một người thì year, nhiều người thì results. (Which paper.)")] = "",
    who: Annotated[list[str] | None, typer.Option("--who", metavar="ID", help="Chỉ phiếu của người này; dùng nhiều lần được. (Papers of these officials only.)")] = None,
    month: Annotated[int | None, typer.Option("--month", min=1, max=12, help="Phiếu của tháng này. (Form 01 of this month.)")] = None,
    quarter: Annotated[int | None, typer.Option("--quarter", min=1, max=4, help="Phiếu của quý này. (Form 01 of this quarter.)")] = None,
    unit: Annotated[str | None, typer.Option("--unit", metavar="ID", help="Chỉ đơn vị này. (This unit only.)")] = None,
    lang: Annotated[str, typer.Option("--lang", help="vi hoặc en.")] = "vi",
) -> None:  # fmt: skip
    """Chấm điểm, xếp loại theo luật của năm; có hạn mức và các cách hiểu. (Score and classify by the law of the year.)

    Mã kết thúc: 0 xếp loại được mọi người, mọi đơn vị; 1 có người, đơn vị chưa kết luận được, quá hạn mức, hoặc có dòng công việc bị từ chối; 2 phiếu sai. (Exit codes: 0
    everybody classified, 1 somebody unknown, a quota exceeded or a task row rejected, 2 the sheet cannot be used.)
    """  # fmt: skip
    lang = check_lang(lang)
    check_output(json, source=sheet, lang=lang)
    for target in (filled, word, pdf):
        check_output(target, source=sheet, lang=lang)
    check_asked(
        paper, written=word is not None or pdf is not None, chosen=bool(who or month or quarter or unit), lang=lang
    )
    from dungviec.appraisal import SheetFault
    from dungviec.appraisal import appraise as judge
    from dungviec.appraisal.answer import to_json
    from dungviec.appraisal.reading import load, understand

    rejected = 0
    try:
        data = load(sheet)
        for path in tasks or ():
            data, missed = _fill(data, path, lang)
            rejected += missed
        found = judge(understand(data))
    except SheetFault as bad:
        _refuse(bad, sheet, lang)
    papers = []
    if (
        word is not None or pdf is not None
    ):  # made before anything is written: a paper that cannot be made leaves nothing half done
        papers = made_papers(
            found, paper, word=word, pdf=pdf, who=who or (), month=month, quarter=quarter, unit=unit, lang=lang
        )
    if filled is not None:
        write_json(data, filled, lang=lang)
    if json is not None:
        write_json(to_json(found), json, lang=lang)
    write_papers(papers, lang=lang)
    if "-" not in (str(json), str(filled)):
        _show(found, lang)
    open_ = any(y.level is None for y in found.years) or any(q.over for q in found.quotas)
    open_ = open_ or any(a.value is None for a in found.units.values()) or any(q.over for q in found.unit_quotas)
    raise typer.Exit(1 if open_ or rejected else 0)


def _fill(data: dict[str, Any], path: Path, lang: Lang) -> tuple[dict[str, Any], int]:
    """The sheet with the tasks of a list in it, and how many rows were rejected (told on stderr)."""
    from dungviec.appraisal.filling import fill
    from dungviec.appraisal.reading import understand
    from dungviec.exchange import UnreadableFileError
    from dungviec.exchange.task_list import read_task_list

    sheet = understand(data)
    products = {p.id: p.id for p in sheet.catalogue.products} | {
        p.name: p.id for p in sheet.catalogue.products if p.name
    }
    try:
        read = read_task_list(
            path,
            year=sheet.year,
            as_of=sheet.classified_on,
            people=_people(sheet),
            products=products if products else None,
        )
    except UnreadableFileError as bad:
        stop(bad.vi, bad.en, lang=lang)
    vi, b = lang == "vi", read.balance
    typer.echo(
        f"{path.name}: {b.rows_in} dòng = {b.created} điền vào phiếu + {b.skipped} của năm khác + {b.rejected} từ chối." if vi
        else f"{path.name}: {b.rows_in} rows = {b.created} filled in + {b.skipped} of other years + {b.rejected} rejected.",
        err=True,
    )  # fmt: skip
    for row in read.rejected:
        typer.echo(
            f"  {row.sheet}!{row.row} {row.column}{f' «{row.value}»' if row.value else ''}: {row.vi if vi else row.en}.",
            err=True,
        )
    return fill(data, read.lines, file=path.name), b.rejected


def _people(sheet: Sheet) -> dict[str, str]:
    """Codes and names of the officials; a name that two of them bear names nobody."""
    names = Counter(o.name for o in sheet.officials if o.name)
    return {o.id: o.id for o in sheet.officials} | {o.name: o.id for o in sheet.officials if names[o.name] == 1}


def _refuse(bad: SheetFault, sheet: Path, lang: Lang) -> NoReturn:
    many, told = len(bad.faults), (bad.vi if lang == "vi" else bad.english)
    where = "" if sheet.name in told else f"{sheet.name}: "
    if many > 1:
        typer.echo(
            f"dungviec: {where}phiếu có {many} chỗ sai, chưa ghi gì:" if lang == "vi" else f"dungviec: {where}{many} faults in the sheet, nothing was written:",
            err=True,
        )  # fmt: skip
    for line in told.splitlines():
        typer.echo(f"  {line}" if many > 1 else f"dungviec: {where}{line}", err=True)
    raise typer.Exit(2)


def _show(found: Appraisal, lang: Lang) -> None:
    from rich.table import Table

    vi = lang == "vi"
    title = found.sheet.title or (f"Xếp loại năm {found.sheet.year}" if vi else f"Ratings of {found.sheet.year}")
    table = Table(
        title=f"{title} ({found.view.day:%d/%m/%Y})", title_justify="left", box=None, pad_edge=False, show_edge=False
    )
    for name, right in (
        (("Mã" if vi else "Id"), False), (("Họ và tên" if vi else "Name"), False), (("Kỳ" if vi else "Periods"), True),
        (("Điểm" if vi else "Points"), True), (("Mức" if vi else "Level"), False), (("Căn cứ, lý do" if vi else "Clause, reason"), False),
    ):  # fmt: skip
        table.add_column(name, justify="right" if right else "left", overflow="fold")
    for year in found.years:
        table.add_row(*_row(year, lang))
    out = console()
    if found.years:
        out.print(table)
    for line in unit_lines(found, lang):
        out.print(line)
    for quota in found.quotas:
        out.print(_quota(quota, lang))
    for line in (*_differences(found, lang), *_clocks(found, lang)):
        out.print(line)


def _row(year: OfficialYear, lang: Lang) -> tuple[str, ...]:
    from dungviec.law.appraisal import comma, two_decimals
    from dungviec.law.marks import cited

    vi = lang == "vi"
    number = "–" if year.mean is None else two_decimals(year.mean)
    reasons = [year.state.vi if vi else year.state.en, *(r[0 if vi else 1] for r in year.remarks)]
    if year.party is not None:
        told = level_word(year.party.value, lang)
        reasons.append(f"Đảng: {told} – {year.party.vi}" if vi else f"Party: {told} – {year.party.en}")
    return (
        year.official.id, year.official.name, str(len(year.periods)), comma(number) if vi else number, level_word(year.level, lang),
        f"{cited(year.state.rule, lang)}: {'; '.join(r.rstrip('.') for r in reasons)}.".removeprefix(": "),
    )  # fmt: skip


def _quota(quota: Quota, lang: Lang) -> str:
    from dungviec.law.marks import cited

    vi = lang == "vi"
    where = quota.agency or ("cả phiếu" if vi else "the whole sheet")
    if quota.duties:
        where += f", nhóm «{quota.duties}»" if vi else f", group '{quota.duties}'"
    if quota.answer.value is None:
        return f"{where}: {quota.answer.vi if vi else quota.answer.en}"
    most, readings = quota.answer.value.most, sorted(set(quota.answer.value.readings.values()))
    span = f"{readings[0]}–{readings[-1]}" if len(readings) > 1 else str(readings[0])
    now = len(quota.excellent)
    if vi:
        over = f"; VƯỢT {quota.over} người" if quota.over else ""
        return f"Hạn mức xuất sắc, {where}: {now}/{most} (các cách hiểu: {span}; {quota.good} người tốt){over}. {cited(quota.answer.rule, lang)}."
    over = f"; {quota.over} TOO MANY" if quota.over else ""
    return f"Quota of excellent, {where}: {now} of {most} (readings: {span}; {quota.good} good){over}. {cited(quota.answer.rule, lang)}."


def _clocks(found: Appraisal, lang: Lang) -> list[str]:
    from dungviec.appraisal.clocks import told

    named = {y.official.id: y.official.name for y in found.years}
    return [f"{named[c.official] or c.official}: {told(c, lang)}." for c in found.clocks]


def _differences(found: Appraisal, lang: Lang) -> list[str]:
    from dungviec.law.appraisal import comma, two_decimals

    vi, lines = lang == "vi", []
    for d in found.differences:
        mine = found.year(d.official)
        number = "–" if d.mean is None else two_decimals(d.mean)
        before = "–" if mine.mean is None else two_decimals(mine.mean)
        if vi:
            lines.append(
                f"{d.question} hiểu cách khác ({d.setting}={d.value}): {d.official} {comma(before)} → {comma(number)}, {level_word(mine.level, lang)} → {level_word(d.level, lang)}."
            )
        else:
            lines.append(
                f"{d.question} read the other way ({d.setting}={d.value}): {d.official} {before} → {number}, {level_word(mine.level, lang)} → {level_word(d.level, lang)}."
            )
    return lines
