"""``dungviec place``: the main job, from a workbook to an explained, provably best plan."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dungviec.cli.inputs import open_at, open_policy, tell_rejected
from dungviec.cli.summary import show_plan
from dungviec.cli.terminal import check_lang, check_output, progress_bar, read_day, stop, write_json


def place(
    city: Annotated[Path, typer.Argument(metavar="CITY.xlsx", help="Tệp dữ liệu thành phố. (The city workbook.)")],
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="PLAN.xlsx", help="Ghi phương án ra Excel. (Write the plan.)"),
    ] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="Ngày xét, dd/mm/yyyy hoặc yyyy-mm-dd. (Day judged.)")
    ] = None,
    policy: Annotated[
        Path | None, typer.Option("--policy", metavar="POLICY.yaml", help="Chính sách của đợt. (The policy.)")
    ] = None,
    json: Annotated[
        Path | None,
        typer.Option("--json", metavar="PLAN.json", help="Ghi phương án ra JSON; «-» là màn hình. (As JSON.)"),
    ] = None,
    lang: Annotated[str, typer.Option("--lang", help="vi hoặc en.")] = "vi",
) -> None:
    """Lập phương án bố trí tốt nhất, có chứng minh và lý do. (The best placement, proved and explained.)"""
    lang = check_lang(lang)
    day = read_day(as_of, lang=lang)
    for path in (output, json):
        check_output(path, source=city, lang=lang)
    if output is not None and json is not None and output.resolve() == json.resolve():
        stop(f"-o và --json cùng chỉ «{output}»; chọn hai tên.", f"-o and --json both name '{output}'.", lang=lang)
    rules = open_policy(policy, lang=lang)
    with progress_bar(lang) as tell:
        tell("read", 0.0)
        read, rules = open_at(city, rules, day=day, lang=lang)
        from dungviec.exchange import UnreadableFileError, write_plan
        from dungviec.placement import PolicyFault
        from dungviec.placement import place as make_plan

        try:
            plan = make_plan(
                read.snapshot, rules, lambda stage, share: tell(stage, 0.1 + 0.85 * share), reserved=read.reserved,
                rejected_rows=len(read.rejected),
            )  # fmt: skip
        except PolicyFault as bad:
            stop(bad.vi, bad.en, lang=lang)
        tell("write", 0.96)
        try:
            if output is not None:
                write_plan(plan, output, lang=lang)
        except UnreadableFileError as bad:
            stop(bad.vi, bad.en, lang=lang)
        if json is not None:
            write_json(plan.to_json(), json, lang=lang)
    tell_rejected(read, lang=lang)
    if str(json) != "-":
        show_plan(plan, lang=lang)
        written = [str(p) for p in (output, json) if p is not None]
        if written:
            typer.echo(("Kết quả ở: " if lang == "vi" else "The result is in: ") + ", ".join(written))
    if read.rejected or plan.checks:
        raise typer.Exit(1)
