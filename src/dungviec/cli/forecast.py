"""``dungviec forecast …``: headcount, retirements, terms and skills for the years ahead, with bands; and the back-test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dungviec.cli.inputs import open_city, tell_rejected
from dungviec.cli.terminal import check_lang, read_day, stop
from dungviec.cli.written import check_file, give_answer

if TYPE_CHECKING:
    from dungviec.forecast import Levers

forecast_app = typer.Typer(
    help="Dự báo: nghỉ hưu, hết thời hạn, thôi việc, số người và năng lực trong những năm tới. (What is ahead.)",
    no_args_is_help=True,
)
City = Annotated[Path, typer.Argument(metavar="CITY.xlsx", help="Tệp dữ liệu thành phố. (The city workbook.)")]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="Ngày xét. (Day looked from.)")]
Seed = Annotated[int, typer.Option("--seed", min=0, help="Số gieo của mô phỏng. (Seed.)")]
AsJson = Annotated[bool, typer.Option("--json", help="In JSON ra màn hình. (JSON to stdout.)")]
Language = Annotated[str, typer.Option("--lang", help="vi hoặc en.")]


@forecast_app.command("outlook")
def outlook_command(
    city: City, as_of: AsOf = None,
    years: Annotated[int, typer.Option("--years", metavar="N", help="Số năm, từ 1 đến 20. (Years, 1 to 20.)")] = 10,
    unit: Annotated[str | None, typer.Option("--unit", metavar="U", help="Mã hoặc tên đơn vị, kể cả cấp dưới. (A unit and those below.)")] = None,
    leave: Annotated[str | None, typer.Option("--leave", metavar="LOW-HIGH", help="Thôi việc một năm, phần trăm, như 1-2; mặc định theo hồ sơ, theo tuổi. (Resignations a year in per cent.)")] = None,
    hire: Annotated[str | None, typer.Option("--hire", metavar="H", help="Tuyển mới: none, records, fill, 20, 10-20 (người một năm) hoặc 50% (số người nghỉ). (Hiring.)")] = None,
    keep: Annotated[int, typer.Option("--keep", metavar="PERCENT", help="Bớt bấy nhiêu phần trăm người thôi việc. (So many per cent fewer resign.)")] = 0,
    cut: Annotated[int, typer.Option("--cut", metavar="PERCENT", help="Số chỗ giảm bấy nhiêu phần trăm đến năm cuối. (Seats fall by so much.)")] = 0,
    seed: Seed = 2020, json: AsJson = False,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Ghi .xlsx, .docx, .pdf, .json. (Write a file.)")] = None,
    lang: Language = "vi",
) -> None:  # fmt: skip
    """Những năm tới: ai nghỉ hưu tháng nào, còn bao nhiêu người, năng lực nào thiếu dần. (The years ahead.)"""
    lang = check_lang(lang)
    check_file(output, (".xlsx", ".docx", ".pdf", ".json"), source=city, lang=lang)
    day = read_day(as_of, lang=lang)
    read = open_city(city, as_of=day, lang=lang)
    from dungviec.cli.forecast_show import show_outlook
    from dungviec.forecast import ForecastFault, coming_free, outlook
    from dungviec.streamlining import StreamliningFault
    from dungviec.streamlining.surplus import units_below

    snapshot = read.snapshot if day is None else read.snapshot.at(day)
    try:
        levers = _levers(leave, hire, keep, cut)
        inside = units_below(snapshot, unit) if unit is not None else None
        found = outlook(snapshot, years=years, levers=levers, unit=inside, seed=seed)
        coming = coming_free(snapshot, years=years, levers=levers, unit=inside, seed=seed)
    except (ForecastFault, StreamliningFault) as bad:
        stop(bad.vi, bad.english, lang=lang)
    tell_rejected(read, lang=lang)

    def makers() -> dict[str, Callable[[], bytes]]:
        from dungviec.documents import forecast_files, streamlining_paper

        return {
            ".xlsx": lambda: forecast_files.write_forecast_excel(found, coming, lang),
            ".docx": lambda: streamlining_paper.write_word(forecast_files.forecast_paper(found, coming, lang)),
            ".pdf": lambda: streamlining_paper.write_pdf(forecast_files.forecast_paper(found, coming, lang)),
        }

    give_answer(
        lambda: found.to_json() | {"coming_free": [c.to_json() for c in coming]}, makers, lambda: show_outlook(found, coming, lang),
        json=json, output=output, lang=lang,
    )  # fmt: skip
    if read.rejected:
        raise typer.Exit(1)


def _levers(leave: str | None, hire: str | None, keep: int, cut: int) -> Levers:
    from dungviec.forecast import Levers, read_hiring
    from dungviec.streamlining.leaving_rate import read_rate

    return Levers(read_rate(leave) if leave is not None else None, read_hiring(hire) if hire is not None else None, keep, cut)  # fmt: skip


@forecast_app.command("test")
def back_command(
    city: City, as_of: AsOf = None,
    back: Annotated[int, typer.Option("--back", metavar="N", min=1, max=20, help="Kiểm nghiệm bấy nhiêu năm qua. (Years looked back on.)")] = 5,
    seed: Seed = 2020, json: AsJson = False, lang: Language = "vi",
) -> None:  # fmt: skip
    """Kiểm nghiệm: đứng ở cuối các năm trước mà dự báo, rồi đối chiếu với thực tế. (The back-test.)"""
    lang = check_lang(lang)
    day = read_day(as_of, lang=lang)
    read = open_city(city, as_of=day, lang=lang)
    from dungviec.cli.forecast_show import show_test
    from dungviec.forecast import ForecastFault, back_test

    try:
        found = back_test(read.snapshot if day is None else read.snapshot.at(day), back=back, seed=seed)
    except ForecastFault as bad:
        stop(bad.vi, bad.english, lang=lang)
    tell_rejected(read, lang=lang)
    give_answer(found.to_json, dict, lambda: show_test(found, lang), json=json, output=None, lang=lang)
    if read.rejected:
        raise typer.Exit(1)
