"""``dungviec robust``: which proposals stand firm when every weight is a tenth larger or smaller."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dungviec.cli.question import Tell, put_question
from dungviec.cli.terminal import Lang, console

if TYPE_CHECKING:
    from dungviec.exchange import CityRead
    from dungviec.placement import Policy
    from dungviec.placement.robust import FirmnessReport

SHOWN = 20


def robust(
    city: Annotated[Path, typer.Argument(metavar="CITY.xlsx", help="Tệp dữ liệu thành phố. (The city workbook.)")],
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="Ngày xét. (Day judged.)")] = None,
    policy: Annotated[
        Path | None, typer.Option("--policy", metavar="POLICY.yaml", help="Chính sách. (The policy.)")
    ] = None,
    json: Annotated[Path | None, typer.Option("--json", metavar="OUT.json", help="Ghi JSON; «-» là màn hình.")] = None,
    lang: Annotated[str, typer.Option("--lang", help="vi hoặc en.")] = "vi",
) -> None:
    """Đề xuất nào vững khi mọi trọng số tăng giảm 10 %. (Which proposals survive ±10 % on every weight.)"""

    def ask(read: CityRead, rules: Policy, tell: Tell) -> FirmnessReport:
        from dungviec.placement.robust import how_firm

        return how_firm(read.snapshot, rules, reserved=read.reserved, progress=tell)

    put_question(city, ask, show_firmness, as_of=as_of, policy=policy, json=json, lang=lang)


def show_firmness(report: FirmnessReport, lang: Lang) -> None:
    """Print how many proposals are firm, then the least firm ones."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    vi = lang == "vi"
    out = console()
    title = "Độ vững của phương án" if vi else "How firm the plan is"
    out.print(Text(f"{title} – {report.city}, {report.as_of:%d/%m/%Y}", style="bold"))
    total = len(report.proposals)
    if vi:
        out.print(
            f"Giải lại {report.scenarios} tình huống: mọi tổ hợp bốn trọng số độ phù hợp ±10 %, và từng loại giá ±10 %."
        )
        out.print(
            f"{report.firm}/{total} đề xuất giữ nguyên trong mọi tình huống; {report.stays_kept}/{report.stays} người ở yên vẫn ở yên."
        )
    else:
        out.print(
            f"Solved again in {report.scenarios} scenarios: all corners of the four weights of fit ±10 %, and each kind of price ±10 %."
        )
        out.print(
            f"{report.firm} of {total} proposals stand in every scenario; {report.stays_kept} of {report.stays} who stay always stay."
        )
    if report.unsettled:
        said = (
            f"{report.unsettled} tình huống chưa chứng minh xong."
            if vi
            else f"{report.unsettled} scenarios are not proven to the end."
        )
        out.print(Text(said, style="yellow"))
    weak = [p for p in report.proposals if p.kept < report.scenarios]
    if not weak:
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    heads = (
        ("Kém vững nhất", "Đề xuất", "Giữ trong", "Nếu không thì")
        if vi
        else ("Least firm", "Proposal", "Kept in", "Otherwise")
    )
    for k, head in enumerate(heads):
        table.add_column(head, justify="right" if k == 2 else "left")
    for p in weak[:SHOWN]:
        instead = p.otherwise_title
        if p.otherwise == p.from_post_id:
            instead = "ở lại" if vi else "stays"
        elif p.otherwise == "":
            instead = "chưa có vị trí" if vi else "no post"
        table.add_row(
            f"{p.person_name} ({p.person_id})",
            f"{p.to_title}, {p.to_unit}",
            f"{p.kept}/{report.scenarios}",
            instead,
        )
    out.print(table)
    if len(weak) > SHOWN:
        out.print(f"… {'và' if vi else 'and'} {len(weak) - SHOWN} {'đề xuất nữa' if vi else 'more'}")
