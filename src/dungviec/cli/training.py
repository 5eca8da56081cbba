"""``dungviec training …``: who needs to learn what, the year's plan with its proof, what a year's training was, what courses did."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from dungviec.cli.inputs import open_city, tell_rejected
from dungviec.cli.terminal import Lang, check_lang, read_day, stop
from dungviec.cli.written import check_file, give_answer

if TYPE_CHECKING:
    from dungviec.exchange import CityRead
    from dungviec.records import Snapshot
    from dungviec.training import Asked, Catalogue

training_app = typer.Typer(
    help="Đào tạo, bồi dưỡng: nhu cầu, kế hoạch năm có chứng minh, số liệu năm, hiệu quả. (Training: needs, plan, year, effect.)",
    no_args_is_help=True,
)
City = Annotated[Path, typer.Argument(metavar="CITY.xlsx", help="Tệp dữ liệu thành phố. (The city workbook.)")]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="Ngày xét. (Day judged.)")]
Courses = Annotated[Path | None, typer.Option("--courses", metavar="COURSES", help="Danh mục khóa học: .yaml, .json, .xlsx. (Course catalogue.)")]  # fmt: skip
AskedFile = Annotated[Path | None, typer.Option("--asked", metavar="ASKED", help="Yêu cầu của đơn vị, nguyện vọng, tự học: .yaml, .json, .xlsx. (Requests, wishes, self-study.)")]  # fmt: skip
InUnit = Annotated[str | None, typer.Option("--unit", metavar="U", help="Mã hoặc tên đơn vị, kể cả cấp dưới. (A unit and those below.)")]  # fmt: skip
Blank = Annotated[bool, typer.Option("--blank-is-none", help="Ô trống về lý luận, QLNN, trình độ nghĩa là chưa có; mặc định là chưa rõ. (Blank fields mean none; default: not known.)")]  # fmt: skip
AsJson = Annotated[bool, typer.Option("--json", help="In JSON ra màn hình. (JSON to stdout.)")]
Out = Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Ghi .xlsx, .json. (Write a file.)")]
Language = Annotated[str, typer.Option("--lang", help="vi hoặc en.")]
KINDS = (".xlsx", ".json")
INFEASIBLE = 3
"""Exit code where no plan keeps the terms, as of ``dungviec solve``."""


@training_app.command("needs")
def needs_command(
    city: City, courses: Courses = None, asked: AskedFile = None, as_of: AsOf = None, unit: InUnit = None,
    person: Annotated[str | None, typer.Option("--person", metavar="ID", help="Xem đủ một người. (One person in full.)")] = None,
    blank_is_none: Blank = False, json: AsJson = False, output: Out = None, lang: Language = "vi",
) -> None:  # fmt: skip
    """Ai cần học gì: nghĩa vụ, quy hoạch, khoảng cách, yêu cầu, nguyện vọng; lý do và căn cứ. (Who needs what, why.)"""
    lang = check_lang(lang)
    check_file(output, KINDS, source=city, lang=lang)
    read, snapshot = _open(city, as_of, lang)
    from dungviec.cli.training_show import show_needs, show_person_needs
    from dungviec.law import LawBook
    from dungviec.training import TrainingFault, find_needs
    from dungviec.workforce.figure import WorkforceFault
    from dungviec.workforce.scope import Scope

    try:
        catalogue, stated = _catalogue(courses), _asked(asked)
        needs = find_needs(snapshot, LawBook.load().on(snapshot.as_of), catalogue=catalogue, asked=stated, blank_is_none=blank_is_none)  # fmt: skip
        if unit is not None:
            inside = Scope.ask(snapshot, unit=unit).inside
            needs = replace(needs, rows=tuple(n for n in needs.rows if n.unit_id in inside))
        if person is not None and person not in needs.names:
            stop(f"Không có cán bộ «{person}» trong hồ sơ.", f"There is no '{person}' on file.", lang=lang)
    except (TrainingFault, WorkforceFault) as bad:
        _stop(bad, lang)
    if person is not None:
        needs = replace(needs, rows=needs.of(person))
    tell_rejected(read, lang=lang)

    def makers() -> dict[str, Callable[[], bytes]]:
        from dungviec.documents.training_excel import write_needs_excel

        return {".xlsx": lambda: write_needs_excel(needs, lang)}

    give_answer(
        needs.to_json, makers, lambda: show_person_needs(needs, person, lang) if person else show_needs(needs, lang),
        json=json, output=output, lang=lang,
    )  # fmt: skip
    _end(read)


@training_app.command("plan")
def plan_command(
    city: City,
    courses: Annotated[Path, typer.Option("--courses", metavar="COURSES", help="Danh mục khóa học: .yaml, .json, .xlsx. (Course catalogue.)")],
    budget: Annotated[int, typer.Option("--budget", min=0, metavar="VND", help="Dự toán, đồng. (Budget in đồng.)")],
    asked: AskedFile = None, as_of: AsOf = None,
    unit_share: Annotated[int, typer.Option("--unit-share", min=0, max=100, metavar="PERCENT", help="Mỗi đơn vị đi học nhiều nhất bấy nhiêu % ngày làm việc; 100 là không giới hạn. (Most of a unit's working days.)")] = 6,
    person_days: Annotated[int, typer.Option("--person-days", min=0, max=366, metavar="DAYS", help="Mỗi người đi học nhiều nhất bấy nhiêu ngày. (Most days of one person.)")] = 90,
    fair: Annotated[int, typer.Option("--fair", min=0, max=100, metavar="PERCENT", help="Mỗi đơn vị ít nhất bấy nhiêu % phần công bằng; 0 là bỏ. (Least share of a unit's fair part.)")] = 50,
    weighed: Annotated[bool, typer.Option("--weighed", help="Cộng điểm ba bậc (100, 10, 1) thay vì xét lần lượt. (Weigh the tiers instead of one after the other.)")] = False,
    duties_must: Annotated[bool, typer.Option("--duties-must", help="Mọi nghĩa vụ đóng được đều phải đóng. (Every duty a course can close must be closed.)")] = False,
    more: Annotated[int, typer.Option("--more", min=0, metavar="VND", help="Thêm bấy nhiêu đồng thì mua được gì, như 100000000. (What so much more would buy.)")] = 0,
    curve: Annotated[int, typer.Option("--curve", min=0, max=40, metavar="STEPS", help="Đường giá của dự toán, số bước. (Price curve in steps.)")] = 0,
    why: Annotated[str | None, typer.Option("--why", metavar="ID", help="Vì sao người này đi, không đi; giải lại để xác nhận. (Why this person goes or not.)")] = None,
    blank_is_none: Blank = False, json: AsJson = False, output: Out = None, lang: Language = "vi",
) -> None:  # fmt: skip
    """Kế hoạch năm tốt nhất trong dự toán, chỗ và ngày, có chứng minh; không lập được thì nói vì sao (mã 3). (The best plan, proven.)"""
    lang = check_lang(lang)
    check_file(output, KINDS, source=city, lang=lang)
    read, snapshot = _open(city, as_of, lang)
    from dungviec.cli.training_show import show_conflict, show_plan
    from dungviec.training import PlanPolicy, TrainingFault, check_plan, make_case, make_plan
    from dungviec.training.conflict import smallest_conflict
    from dungviec.training.money import buys, curve_budgets, price_curve
    from dungviec.training.why import explain

    try:
        policy = PlanPolicy(
            budget, None if unit_share == 100 else unit_share, person_days, fair or None, "weighed" if weighed else "strict", duties_must=duties_must
        )  # fmt: skip
        catalogue = _catalogue(courses)
        assert catalogue is not None
        case = make_case(snapshot, catalogue, policy, asked=_asked(asked), blank_is_none=blank_is_none)
        plan = make_plan(case)
        _check(check_plan(plan), lang)
        tell_rejected(read, lang=lang)
        if plan.status == "unknown":
            stop("Hết thời gian mà chưa tìm được kế hoạch nào; thử lại khi máy rảnh hơn.", "The time ended before any plan was found; try again on a quieter machine.", lang=lang, code=1)  # fmt: skip
        if plan.status == "infeasible":
            conflict = smallest_conflict(case)
            told = {"status": plan.status, "conflict": conflict.to_json()}
            give_answer(lambda: told, dict, lambda: show_conflict(conflict, lang), json=json, output=_json_only(output, lang), lang=lang)  # fmt: skip
            raise typer.Exit(INFEASIBLE)
        answer = explain(plan, why) if why is not None else None
    except TrainingFault as bad:
        _stop(bad, lang)
    bought = buys(plan, more) if more else None
    points = price_curve(case, curve_budgets(case, curve)) if curve else ()

    def as_json() -> dict[str, Any]:
        from dungviec.cli.training_show import point_json

        told = plan.to_json() | {"check": list(check_plan(plan))}
        told |= {"more": bought.to_json()} if bought else {}
        told |= {"curve": [point_json(p) for p in points]} if points else {}
        return told | ({"why": answer.to_json(plan)} if answer else {})

    def makers() -> dict[str, Callable[[], bytes]]:
        from dungviec.documents.training_excel import write_plan_excel

        return {".xlsx": lambda: write_plan_excel(plan, bought, points, answer, lang=lang)}

    give_answer(as_json, makers, lambda: show_plan(plan, bought, points, answer, lang), json=json, output=output, lang=lang)  # fmt: skip
    _end(read)


@training_app.command("year")
def year_command(
    city: City, as_of: AsOf = None,
    since: Annotated[str | None, typer.Option("--since", metavar="DATE", help="Từ ngày; mặc định 01/01 của năm. (First day; 1 January.)")] = None,
    unit: InUnit = None, json: AsJson = False, output: Out = None, lang: Language = "vi",
) -> None:  # fmt: skip
    """Số lớp, lượt người, người, kinh phí của một kỳ theo hồ sơ. (Classes, attendances, people and cost of a period.)"""
    lang = check_lang(lang)
    check_file(output, KINDS, source=city, lang=lang)
    first = read_day(since, option="--since", lang=lang)
    read, snapshot = _open(city, as_of, lang)
    from dungviec.cli.training_show import show_year
    from dungviec.training.year import training_year
    from dungviec.workforce.figure import WorkforceFault

    try:
        year = training_year(snapshot, since=first, unit=unit)
    except WorkforceFault as bad:
        _stop(bad, lang)
    tell_rejected(read, lang=lang)

    def makers() -> dict[str, Callable[[], bytes]]:
        from dungviec.documents.training_excel import write_year_excel

        return {".xlsx": lambda: write_year_excel(year, lang)}

    give_answer(year.to_json, makers, lambda: show_year(year, lang), json=json, output=output, lang=lang)
    _end(read)


@training_app.command("effect")
def effect_command(
    city: City, as_of: AsOf = None,
    since: Annotated[str | None, typer.Option("--since", metavar="DATE", help="Khóa kết thúc từ ngày này; mặc định ba năm trước. (Courses that ended since; three years.)")] = None,
    json: AsJson = False, output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Ghi .json. (Write a file.)")] = None, lang: Language = "vi",
) -> None:  # fmt: skip
    """Khoảng cách trước và sau khóa học, so với người không học, xếp loại về sau, kèm độ tin cậy. (What courses did, with uncertainty.)"""
    lang = check_lang(lang)
    check_file(output, (".json",), source=city, lang=lang)
    first = read_day(since, option="--since", lang=lang)
    read, snapshot = _open(city, as_of, lang)
    from dungviec.cli.training_show import show_effects
    from dungviec.training.effect import course_effects

    began = first or date(snapshot.as_of.year - 3, 1, 1)
    found = course_effects(snapshot, since=began)
    tell_rejected(read, lang=lang)
    give_answer(
        lambda: {"since": began.isoformat(), "as_of": snapshot.as_of.isoformat(), "effects": [e.to_json() for e in found]}, dict,
        lambda: show_effects(found, snapshot, began, lang), json=json, output=output, lang=lang,
    )  # fmt: skip
    _end(read)


def _open(city: Path, as_of: str | None, lang: Lang) -> tuple[CityRead, Snapshot]:
    day = read_day(as_of, lang=lang)
    read = open_city(city, as_of=day, lang=lang)
    return read, read.snapshot if day is None else read.snapshot.at(day)


def _catalogue(path: Path | None) -> Catalogue | None:
    from dungviec.exchange.course_files import read_catalogue

    return None if path is None else read_catalogue(path)


def _asked(path: Path | None) -> Asked | None:
    from dungviec.exchange.course_files import read_asked

    return None if path is None else read_asked(path)


def _json_only(output: Path | None, lang: Lang) -> Path | None:
    """A conflict goes into JSON; a workbook of a plan that does not exist is not written."""
    if output is not None and output.suffix.lower() != ".json":
        typer.echo("Không có kế hoạch nên không ghi tệp." if lang == "vi" else "There is no plan, so no file is written.", err=True)  # fmt: skip
        return None
    return output


def _check(faults: tuple[str, ...], lang: Lang) -> None:
    if faults:
        stop(f"Kiểm tra độc lập thấy sai: {faults[0]}", f"The independent check found a fault: {faults[0]}", lang=lang, code=1)  # fmt: skip


def _end(read: CityRead) -> None:
    if read.rejected:
        raise typer.Exit(1)


def _stop(bad: Exception, lang: Lang) -> NoReturn:
    stop(str(bad), getattr(bad, "english", str(bad)), lang=lang)
