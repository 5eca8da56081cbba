"""``dungviec place``: the main job, from a workbook to an explained, provably best plan."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dungviec.cli.question import Tell, put_question
from dungviec.cli.summary import show_plan
from dungviec.cli.terminal import Lang

if TYPE_CHECKING:
    from dungviec.exchange import CityRead
    from dungviec.placement import Plan, Policy


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

    def ask(read: CityRead, rules: Policy, tell: Tell) -> Plan:
        from dungviec.placement import place as make_plan

        return make_plan(read.snapshot, rules, tell, reserved=read.reserved, rejected_rows=len(read.rejected))

    def write(plan: Plan, path: Path, lang: Lang) -> None:
        from dungviec.exchange import write_plan

        write_plan(plan, path, lang=lang)

    put_question(
        city, ask, lambda plan, lang: show_plan(plan, lang=lang), as_of=as_of, policy=policy, json=json, lang=lang,
        failed=lambda plan: bool(plan.checks), output=output, write=write,
    )  # fmt: skip
