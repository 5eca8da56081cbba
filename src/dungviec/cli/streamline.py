"""``dungviec streamline …``: the surplus list with what is open to each person and its money, and the glide path to a year."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from dungviec.cli.inputs import open_city, tell_rejected
from dungviec.cli.terminal import Lang, check_lang, read_day, stop
from dungviec.cli.written import check_file, give_answer

if TYPE_CHECKING:
    from dungviec.records import Snapshot
    from dungviec.streamlining import StreamliningFault, StreamliningReview, Terms

streamline_app = typer.Typer(
    help="Tinh giản: người dôi dư, cách giải quyết và số tiền; lộ trình đến một năm. (Surplus, options, money; glide path.)",
    no_args_is_help=True,
)
City = Annotated[Path, typer.Argument(metavar="CITY.xlsx", help="Tệp dữ liệu thành phố. (The city workbook.)")]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="Ngày xét. (Day judged.)")]
InUnit = Annotated[str | None, typer.Option("--unit", metavar="U", help="Mã hoặc tên đơn vị, kể cả cấp dưới. (A unit and those below.)")]  # fmt: skip
AsJson = Annotated[bool, typer.Option("--json", help="In JSON ra màn hình. (JSON to stdout.)")]
Out = Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Ghi .xlsx, .docx, .pdf, .json. (Write a file.)")]  # fmt: skip
Language = Annotated[str, typer.Option("--lang", help="vi hoặc en.")]
KINDS = (".xlsx", ".docx", ".pdf", ".json")


@streamline_app.command("review")
def review_command(
    city: City, as_of: AsOf = None, unit: InUnit = None,
    scenario: Annotated[Path | None, typer.Option("--scenario", metavar="S.yaml", help="Kịch bản sắp xếp: xét người không còn chỗ sau khi bố trí thử. (People a reorganisation on trial leaves without a seat.)")] = None,
    base_pay: Annotated[int | None, typer.Option("--base-pay", metavar="VND", help="Mức lương cơ sở của ngày, đồng; kho luật không có. (Base pay in đồng; none is on file.)")] = None,
    insured_since_joined: Annotated[bool, typer.Option("--insured-since-joined", help="Tạm tính đóng BHXH từ ngày vào ngành. (Count insurance from joining; an assumption.)")] = False,
    reorganised_on: Annotated[str | None, typer.Option("--reorganised-on", metavar="DATE", help="Ngày quyết định sắp xếp có hiệu lực. (Day the reorganisation took effect.)")] = None,
    facts: Annotated[Path | None, typer.Option("--facts", metavar="FACTS.yaml", help="Số liệu từng người: lương tháng, tháng BHXH, tự nguyện… (Facts per person.)")] = None,
    person: Annotated[str | None, typer.Option("--person", metavar="ID", help="Xem đủ một người. (One person in full.)")] = None,
    json: AsJson = False, output: Out = None, lang: Language = "vi",
) -> None:  # fmt: skip
    """Người dôi dư và cách giải quyết: giữ, đào tạo lại, đổi người, nghỉ theo chế độ. (Surplus and options.)"""
    lang = check_lang(lang)
    check_file(output, KINDS, source=city, lang=lang)
    day, merged = read_day(as_of, lang=lang), read_day(reorganised_on, option="--reorganised-on", lang=lang)
    read = open_city(city, as_of=day, lang=lang)
    from dungviec.cli.streamline_show import show_person, show_review
    from dungviec.streamlining import StreamliningFault, Terms, review_surplus
    from dungviec.streamlining.stated_file import read_stated

    snapshot = read.snapshot if day is None else read.snapshot.at(day)
    try:
        terms = Terms(base_pay, insured_since_joined, merged)
        stated = read_stated(facts) if facts is not None else None
        if scenario is None:
            found = review_surplus(snapshot, unit=unit, terms=terms, stated=stated)
        else:
            found = _on_trial(snapshot, scenario, unit, terms, lang)
        one = found.of(person) if person is not None else None
    except StreamliningFault as bad:
        _stop(bad, lang)
    tell_rejected(read, lang=lang)

    def makers() -> dict[str, Callable[[], bytes]]:
        from dungviec.documents import streamlining_excel, streamlining_paper

        return {
            ".xlsx": lambda: streamlining_excel.write_review_excel(found, lang),
            ".docx": lambda: streamlining_paper.write_word(streamlining_paper.review_paper(found, lang)),
            ".pdf": lambda: streamlining_paper.write_pdf(streamlining_paper.review_paper(found, lang)),
        }

    give_answer(
        found.to_json, makers, lambda: show_person(found, one, lang) if one is not None else show_review(found, lang),
        json=json, output=output, lang=lang,
    )  # fmt: skip
    if read.rejected:
        raise typer.Exit(1)


def _on_trial(snapshot: Snapshot, path: Path, unit: str | None, terms: Terms, lang: Lang) -> StreamliningReview:
    """The surplus after a scenario was staffed: people without a seat, judged in the organisation of the trial."""
    from dungviec.cli.scenario import open_scenario
    from dungviec.placement import PolicyFault
    from dungviec.placement.scenario import staff
    from dungviec.streamlining import review_surplus
    from dungviec.streamlining.trial import after_trial

    try:
        staffing = staff(snapshot, open_scenario(str(path), lang))
    except PolicyFault as bad:
        stop(bad.vi, bad.en, lang=lang)
    after, without = after_trial(staffing)
    return review_surplus(after, unit=unit, terms=terms, without_seat=without)


@streamline_app.command("glide")
def glide_command(
    city: City,
    to: Annotated[int, typer.Option("--to", metavar="YEAR", help="Năm đích. (Target year.)")],
    as_of: AsOf = None, unit: InUnit = None,
    cut: Annotated[int, typer.Option("--cut", metavar="PERCENT", help="Giảm biên chế giao bấy nhiêu phần trăm. (Cut of the assigned headcount.)")] = 0,
    deputies: Annotated[str, typer.Option("--deputies", help="Đích cấp phó: law (mức của luật) hoặc seats (số chỗ trong hồ sơ trừ mức giảm). (Target of deputies.)")] = "law",
    leave: Annotated[str | None, typer.Option("--leave", metavar="LOW-HIGH", help="Tỷ lệ thôi việc một năm, phần trăm, như 1-2; mặc định lấy từ hồ sơ. (Resignations a year in per cent.)")] = None,
    seed: Annotated[int, typer.Option("--seed", help="Số gieo của mô phỏng. (Seed.)")] = 2020,
    json: AsJson = False, output: Out = None, lang: Language = "vi",
) -> None:  # fmt: skip
    """Lộ trình số người và cấp phó đến năm đích: nghỉ hưu đúng ngày, thôi việc mô phỏng. (Glide path with bands.)"""
    lang = check_lang(lang)
    check_file(output, KINDS, source=city, lang=lang)
    if deputies not in ("law", "seats"):
        stop(f"--deputies «{deputies}»: chỉ có law, seats.", f"--deputies '{deputies}': use law or seats.", lang=lang)
    day = read_day(as_of, lang=lang)
    read = open_city(city, as_of=day, lang=lang)
    from dungviec.cli.streamline_show import show_glide
    from dungviec.streamlining import StreamliningFault
    from dungviec.streamlining.glide_options import glide_options
    from dungviec.streamlining.glide_path import glide_path
    from dungviec.streamlining.leaving_rate import read_rate
    from dungviec.streamlining.surplus import units_below

    snapshot = read.snapshot if day is None else read.snapshot.at(day)
    try:
        found = glide_path(
            snapshot, to, rate=read_rate(leave) if leave is not None else None, cut=cut, seed=seed, deputies="seats" if deputies == "seats" else "law",
            unit=units_below(snapshot, unit) if unit is not None else None,
        )  # fmt: skip
    except StreamliningFault as bad:
        _stop(bad, lang)
    tell_rejected(read, lang=lang)

    def makers() -> dict[str, Callable[[], bytes]]:
        from dungviec.documents import streamlining_excel, streamlining_paper

        return {
            ".xlsx": lambda: streamlining_excel.write_glide_excel(found, lang),
            ".docx": lambda: streamlining_paper.write_word(streamlining_paper.glide_paper(found, lang)),
            ".pdf": lambda: streamlining_paper.write_pdf(streamlining_paper.glide_paper(found, lang)),
        }

    give_answer(
        found.to_json, makers, lambda: show_glide(found, glide_options(snapshot, found), lang),
        json=json, output=output, lang=lang,
    )  # fmt: skip
    if read.rejected:
        raise typer.Exit(1)


def _stop(bad: StreamliningFault, lang: Lang) -> NoReturn:
    stop(bad.vi, bad.english, lang=lang)
