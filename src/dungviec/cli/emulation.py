"""``dungviec emulation …``: which title one person could be proposed for, and who could be proposed for what, when."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dungviec.cli.inputs import open_city, tell_rejected
from dungviec.cli.terminal import Lang, check_lang, read_day, stop
from dungviec.cli.written import check_file, give_answer

if TYPE_CHECKING:
    from dungviec.emulation import Pipeline
    from dungviec.emulation.merits import Stated
    from dungviec.exchange import CityRead
    from dungviec.records import Snapshot

emulation_app = typer.Typer(
    help="Thi đua: ai có thể được đề nghị danh hiệu gì, khi nào, còn thiếu gì. (Who could be proposed for which title, and when.)",
    no_args_is_help=True,
)
City = Annotated[Path, typer.Argument(metavar="CITY.xlsx", help="Tệp dữ liệu thành phố. (The city workbook.)")]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="Ngày đề nghị: luật và hồ sơ của ngày này. (Day proposed.)")]  # fmt: skip
OfYear = Annotated[int | None, typer.Option("--year", metavar="YEAR", help="Năm của danh hiệu; mặc định năm của ngày. (Year of the title.)")]  # fmt: skip
Received = Annotated[str | None, typer.Option("--received", metavar="DATE", help="Ngày cơ quan nhận hồ sơ: trước 01/10/2026 thì theo luật cũ. (Day the file was received.)")]  # fmt: skip
Facts = Annotated[Path | None, typer.Option("--facts", metavar="FACTS.yaml", help="Đăng ký, kết quả tập thể xét, sáng kiến từng người. (Registrations, judgements, works per person.)")]  # fmt: skip
Assume = Annotated[bool, typer.Option("--assume-registered", help="Coi người chưa có dữ kiện là đã đăng ký và được tập thể xét đạt; nói rõ trong kết quả. (Assume registration and judgement; said so.)")]  # fmt: skip
AsJson = Annotated[bool, typer.Option("--json", help="In JSON ra màn hình. (JSON to stdout.)")]
Out = Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Ghi .xlsx, .docx, .pdf, .json. (Write a file.)")]  # fmt: skip
Language = Annotated[str, typer.Option("--lang", help="vi hoặc en.")]
ASSUMED = (
    "Tạm coi: người chưa có dữ kiện là đã đăng ký thi đua và được tập thể xét đạt trong năm.",
    "Assumed: whoever nobody spoke of registered for the year and was judged fit.",
)


@emulation_app.command("check")
def check_command(
    city: City, person: Annotated[str, typer.Option("--person", metavar="ID", help="Mã cán bộ. (Identifier.)")],
    as_of: AsOf = None, year: OfYear = None, received: Received = None, facts: Facts = None, assume: Assume = False,
    json: AsJson = False,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Ghi .json. (Write a file.)")] = None,
    lang: Language = "vi",
) -> None:  # fmt: skip
    """Một người: từng danh hiệu, từng điều kiện với căn cứ, cần gì và sớm nhất năm nào. (One person, title by title.)"""
    lang = check_lang(lang)
    check_file(output, (".json",), source=city, lang=lang)
    read, found, assumed = _found(city, as_of, year, received, facts, assume, person, lang)
    from dungviec.cli.emulation_show import show_prospect
    from dungviec.emulation import EmulationFault

    try:
        one = found.of(person)
    except EmulationFault as bad:
        stop(bad.vi, bad.english, lang=lang)
    tell_rejected(read, lang=lang)
    told = {"name": found.name, "as_of": found.as_of.isoformat(), "year": found.year, "assumed": assumed}
    give_answer(lambda: told | one.to_json(lang), dict, lambda: show_prospect(found, one, assumed, lang), json=json, output=output, lang=lang)  # fmt: skip
    if read.rejected:
        raise typer.Exit(1)


@emulation_app.command("pipeline")
def pipeline_command(
    city: City, as_of: AsOf = None, year: OfYear = None, received: Received = None, facts: Facts = None, assume: Assume = False,
    unit: Annotated[str | None, typer.Option("--unit", metavar="U", help="Mã hoặc tên đơn vị, kể cả cấp dưới. (A unit and those below.)")] = None,
    share: Annotated[float, typer.Option("--share", metavar="PERCENT", help="Tỷ lệ CSTĐCS trong LĐTT cơ quan tự đặt khi luật không quy định. (The office's own ratio where the law sets none.)")] = 15,
    json: AsJson = False, output: Out = None, lang: Language = "vi",
) -> None:  # fmt: skip
    """Cả thành phố: ai có thể được đề nghị danh hiệu gì năm nay và các năm tới, thiếu gì, tỷ lệ. (The whole body.)"""
    lang = check_lang(lang)
    check_file(output, (".xlsx", ".docx", ".pdf", ".json"), source=city, lang=lang)
    read, found, assumed = _found(city, as_of, year, received, facts, assume, None, lang, unit)
    from dungviec.cli.emulation_show import show_pipeline
    from dungviec.emulation import EmulationFault
    from dungviec.law import LawBook

    try:
        ratios = found.ratios(LawBook.load().on, setting=Fraction(str(share)) / 100)
    except EmulationFault as bad:
        stop(bad.vi, bad.english, lang=lang)
    tell_rejected(read, lang=lang)

    def makers() -> dict[str, Callable[[], bytes]]:
        from dungviec.documents import emulation_excel, emulation_paper

        return {
            ".xlsx": lambda: emulation_excel.write_pipeline_excel(found, ratios, lang, assumed),
            ".docx": lambda: emulation_paper.write_word(emulation_paper.pipeline_paper(found, ratios, lang, assumed)),
            ".pdf": lambda: emulation_paper.write_pdf(emulation_paper.pipeline_paper(found, ratios, lang, assumed)),
        }

    give_answer(
        lambda: found.to_json(lang) | {"assumed": assumed, "ratios": [r.to_json(lang) for r in ratios]}, makers,
        lambda: show_pipeline(found, ratios, assumed, lang), json=json, output=output, lang=lang,
    )  # fmt: skip
    if read.rejected:
        raise typer.Exit(1)


def _found(
    city: Path, as_of: str | None, year: int | None, received: str | None, facts: Path | None, assume: bool, person: str | None,
    lang: Lang, unit: str | None = None,
) -> tuple[CityRead, Pipeline, list[str]]:  # fmt: skip
    """The workbook as read, the pipeline asked for, and what was assumed, in sentences."""
    day, taken = read_day(as_of, lang=lang), read_day(received, option="--received", lang=lang)
    read = open_city(city, as_of=day, lang=lang)
    from dungviec.emulation import EmulationFault, everyone_registered, pipeline_of
    from dungviec.emulation.shares import on_rolls
    from dungviec.emulation.stated_file import read_stated

    snapshot = read.snapshot if day is None else read.snapshot.at(day)
    try:
        stated = read_stated(facts) if facts is not None else {}
        _known(stated, snapshot, facts)
        if assume:
            stated = everyone_registered(on_rolls(snapshot), year or snapshot.as_of.year, stated)
        people = [person] if person is not None else _below(snapshot, unit)
        found = pipeline_of(snapshot, year=year, received=taken, stated=stated, people=people)
    except EmulationFault as bad:
        stop(bad.vi, bad.english, lang=lang)
    return read, found, [ASSUMED[0 if lang == "vi" else 1]] if assume else []


def _known(stated: dict[str, Stated], snapshot: Snapshot, facts: Path | None) -> None:
    """Raise for an identifier in the file that is nobody on file: a slip of the pen would count for nothing."""
    from dungviec.emulation import EmulationFault

    strangers = sorted(set(stated) - set(snapshot.people["person_id"].to_list()))
    if strangers:
        raise EmulationFault(
            f"«{facts}»: không có cán bộ mã «{strangers[0]}» trong tệp dữ liệu.",
            f"'{facts}': nobody in the workbook has the identifier '{strangers[0]}'.",
        )


def _below(snapshot: Snapshot, unit: str | None) -> list[str] | None:
    """The people of a unit and those below it; None for everybody."""
    if unit is None:
        return None
    import polars as pl

    from dungviec.emulation import EmulationFault
    from dungviec.streamlining import StreamliningFault
    from dungviec.streamlining.surplus import units_below

    try:
        units = units_below(snapshot, unit)
    except StreamliningFault as bad:
        raise EmulationFault(bad.vi, bad.english) from None
    posts = snapshot.main_posts.join(snapshot.live_posts.select("post_id", "unit_id"), on="post_id")
    mine: list[str] = posts.filter(pl.col("unit_id").is_in(list(units)))["person_id"].to_list()
    return mine
