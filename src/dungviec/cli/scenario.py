"""``dungviec scenario``: another organisation on trial: run it, compare two, commit one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dungviec.cli.inputs import tell_rejected
from dungviec.cli.question import Tell, put_question
from dungviec.cli.summary import show_plan
from dungviec.cli.terminal import Lang, check_lang, console, stop

if TYPE_CHECKING:
    from dungviec.exchange import CityRead
    from dungviec.placement import Policy
    from dungviec.placement.scenario import Comparison, Scenario, Staffing
    from dungviec.records import Snapshot

scenario_app = typer.Typer(
    help="Thử một tổ chức khác: sáp nhập, tách, giải thể, đổi biên chế. (Another organisation on trial.)",
    no_args_is_help=True,
)

City = Annotated[Path, typer.Argument(metavar="CITY.xlsx", help="Tệp dữ liệu. (The workbook.)")]
File = Annotated[
    str, typer.Argument(metavar="SCENARIO", help="Tệp YAML, hoặc tên một kịch bản có sẵn. (A file, or a ready one.)")
]
Langs = Annotated[str, typer.Option("--lang", help="vi hoặc en.")]
Output = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE.xlsx", help="Tệp ghi ra. (Where to write.)")
]
Json = Annotated[
    Path | None, typer.Option("--json", metavar="FILE.json", help="Ghi ra JSON; «-» là màn hình. (As JSON.)")
]
Rules = Annotated[
    Path | None,
    typer.Option(
        "--policy", metavar="POLICY.yaml", help="Chính sách thay cho chính sách của kịch bản. (Another policy.)"
    ),
]


@scenario_app.command("list")
def list_ready() -> None:
    """Các kịch bản có sẵn. (The scenarios that come with Đúng Việc.)"""
    from dungviec.placement.scenario.shelf import ready

    out = console()
    for name, scenario in ready().items():
        out.print(f"{name}: {scenario.name} ({scenario.effective:%d/%m/%Y})")
        if scenario.note:
            out.print(f"  {scenario.note}")


@scenario_app.command("show")
def show(name: Annotated[str, typer.Argument(help="Tên kịch bản có sẵn. (A ready scenario.)")]) -> None:
    """In một kịch bản có sẵn để sửa thành của mình. (Print a ready scenario, to start one's own from.)"""
    from dungviec.placement.scenario.shelf import text_of

    text = text_of(name)
    if text is None:
        stop(_no_such(name), f"There is no ready scenario '{name}'; see: dungviec scenario list")
    typer.echo(text, nl=False)


@scenario_app.command("run")
def run(
    city: City, scenario: File, output: Output = None, json: Json = None, policy: Rules = None, lang: Langs = "vi"
) -> None:
    """Lập tổ chức mới theo kịch bản và bố trí người tốt nhất vào đó. (Staff the new organisation.)"""
    asked = open_scenario(scenario, check_lang(lang))

    def show(staffing: Staffing, lang: Lang) -> None:
        _show_change(staffing, lang)
        show_plan(staffing.plan, lang=lang)

    def write(staffing: Staffing, path: Path, lang: Lang) -> None:
        from dungviec.exchange import write_plan

        write_plan(staffing.plan, path, lang=lang)

    put_question(
        city, lambda read, rules, tell: _staffed(read, asked, rules if policy is not None else None, tell), show,
        as_of=None, policy=policy, json=json, lang=lang, failed=lambda staffing: bool(staffing.plan.checks), output=output, write=write,
    )  # fmt: skip


@scenario_app.command("compare")
def compare_two(
    city: City, first: File, second: File, json: Json = None, lang: Langs = "vi",
    policy: Rules = None,
) -> None:  # fmt: skip
    """Hai kịch bản cạnh nhau: ai đi đâu, vướng quy định nào, tốn gì, công bằng ra sao. (Two scenarios side by side.)"""
    asked = [open_scenario(name, check_lang(lang)) for name in (first, second)]
    both: list[Staffing] = []

    def ask(read: CityRead, rules: Policy, tell: Tell) -> Comparison:
        from dungviec.placement.scenario import compare

        for k, one in enumerate(asked):
            both.append(_staffed(read, one, rules if policy is not None else None, _half(tell, k)))
        return compare(*both)

    put_question(
        city, ask, _show_comparison, as_of=None, policy=policy, json=json, lang=lang,
        failed=lambda _found: any(staffing.plan.checks for staffing in both),
    )  # fmt: skip


@scenario_app.command("commit")
def commit_one(
    city: City, scenario: File,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="CITY.xlsx", help="Tệp dữ liệu mới. (The new workbook.)")],
    policy: Rules = None, lang: Langs = "vi",
) -> None:  # fmt: skip
    """Ghi dữ liệu sau khi kịch bản có hiệu lực ra tệp mới; tệp cũ giữ nguyên. (Write the records after the change.)"""
    asked = open_scenario(scenario, check_lang(lang))
    after: list[Snapshot] = []

    def ask(read: CityRead, rules: Policy, tell: Tell) -> Staffing:
        from dungviec.placement.scenario import commit

        if read.rejected:
            tell_rejected(read, lang=lang)
            stop("Còn dòng bị loại khi đọc: sửa tệp dữ liệu trước khi ghi tổ chức mới.", "Rows were rejected: mend the workbook before committing a new organisation.", lang=lang)  # fmt: skip
        staffing = _staffed(read, asked, rules if policy is not None else None, tell)
        after.append(commit(staffing))
        return staffing

    def write(_staffing: Staffing, path: Path, _lang: Lang) -> None:
        from dungviec.exchange import write_city

        write_city(after[0], path)

    put_question(city, ask, _show_change, as_of=None, policy=policy, json=None, lang=lang, output=output, write=write)


def _half(tell: Tell, k: int) -> Tell:
    return lambda stage, share: tell(stage, (k + share) / 2)


def _staffed(read: CityRead, scenario: Scenario, policy: Policy | None, tell: Tell) -> Staffing:
    from dungviec.placement import PolicyFault
    from dungviec.placement.scenario import staff

    if scenario.effective < read.snapshot.as_of:
        raise PolicyFault(
            f"Kịch bản có hiệu lực {scenario.effective:%d/%m/%Y}, trước ngày của dữ liệu ({read.snapshot.as_of:%d/%m/%Y}); sửa mục effective.",
            f"The scenario takes effect on {scenario.effective}, before the day of the data ({read.snapshot.as_of}); change 'effective'.",
        )
    return staff(read.snapshot, scenario, policy=policy, progress=tell)


def open_scenario(name: str, lang: str) -> Scenario:
    from dungviec.placement import PolicyFault
    from dungviec.placement.scenario import Scenario
    from dungviec.placement.scenario.shelf import text_of

    text = text_of(name)
    if text is None:
        path = Path(name)
        try:
            text = path.read_text(encoding="utf-8")
        except FileNotFoundError:
            stop(_no_such(name), f"There is no file '{name}' and no ready scenario of that name.", lang=lang)
        except (OSError, UnicodeDecodeError) as problem:
            reason = getattr(problem, "strerror", None) or "không phải văn bản UTF-8"
            stop(f"Không đọc được kịch bản «{name}»: {reason}.", f"Cannot read '{name}': {reason}.", lang=lang)
    try:
        return Scenario.from_yaml(text, source=Path(name).name)
    except PolicyFault as bad:
        stop(bad.vi, bad.en, lang=lang)


def _no_such(name: str) -> str:
    return f"Không có tệp «{name}» và cũng không có kịch bản sẵn nào tên như vậy; xem: dungviec scenario list"


def _show_change(staffing: Staffing, lang: str) -> None:
    branch, vi = staffing.branch, lang == "vi"
    out = console()
    out.print(f"[bold]{branch.scenario.name}[/], {branch.scenario.effective:%d/%m/%Y}")
    said = (
        (("Đơn vị lập mới · kết thúc", "Units set up · ended"), f"{len(branch.new_units)} · {len(branch.ended_units)}"),
        (("Vị trí lập mới · kết thúc", "Posts set up · ended"), f"{len(branch.new_posts)} · {len(branch.ended_posts)}"),
        (("Người chuyển theo vị trí", "People who go along with their post"), str(len(branch.carried))),
        (("Người mất vị trí, phải bố trí lại", "People displaced, to be placed anew"), str(len(branch.displaced))),
    )
    for words, value in said:
        out.print(f"  {words[0 if vi else 1]:<38} {value:>10}")
    out.print()


def _show_comparison(found: Comparison, lang: str) -> None:
    from rich import box
    from rich.table import Table

    from dungviec.records.vietnamese import format_number

    vi = lang == "vi"
    out = console()
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("So sánh" if vi else "Comparison")
    table.add_column(f"A: {found.name_a}", justify="right")
    table.add_column(f"B: {found.name_b}", justify="right")

    def number(value: float | None) -> str:
        if value is None:
            return "–"
        return format_number(int(value)) if value == int(value) else f"{value:.2f}".replace(".", ",")

    for line in found.lines:
        table.add_row(line.vi if vi else line.en, number(line.a), number(line.b))
    out.print(table)
    people = len(found.people)
    out.print(
        f"{people} người có vị trí khác nhau giữa hai kịch bản"
        if vi
        else f"{people} people stand elsewhere under the two"
    )
    for person in found.people[:15]:
        none = "chưa có vị trí" if vi else "no post"
        out.print(f"  {person.name} ({person.person_id}): A {person.a or none} | B {person.b or none}")
    if people > 15:
        out.print(
            f"  … {'và' if vi else 'and'} {people - 15} {'người nữa (xem đủ bằng --json)' if vi else 'more (all with --json)'}"
        )
