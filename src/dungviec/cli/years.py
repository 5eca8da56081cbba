"""``dungviec years``: who moves this year and who next, with a ledger of hardship."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dungviec.cli.question import Tell, put_question
from dungviec.cli.terminal import Lang, console, say_points

if TYPE_CHECKING:
    from rich.console import Console

    from dungviec.exchange import CityRead
    from dungviec.placement import Policy
    from dungviec.placement.years import Year, Years

SHOWN = 6
"""Moves of a year that are printed."""


def years(
    city: Annotated[Path, typer.Argument(metavar="CITY.xlsx", help="Tệp dữ liệu thành phố. (The city workbook.)")],
    count: Annotated[int, typer.Option("--years", min=1, max=10, help="Số năm. (How many years.)")] = 3,
    moves: Annotated[int, typer.Option("--moves", min=0, max=100_000, help="Số lượt chuyển nhiều nhất mỗi năm. (Most moves a year.)")] = 40,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="Ngày của năm đầu. (Day of the first year.)")] = None,
    policy: Annotated[Path | None, typer.Option("--policy", metavar="POLICY.yaml", help="Chính sách. (The policy.)")] = None,
    json: Annotated[Path | None, typer.Option("--json", metavar="FILE.json", help="Ghi ra JSON; «-» là màn hình. (As JSON.)")] = None,
    lang: Annotated[str, typer.Option("--lang", help="vi hoặc en.")] = "vi",
) -> None:  # fmt: skip
    """Bố trí trong nhiều năm: ai đi năm nay, ai đi năm sau; không ai phải đi xa mãi. (Several years of placement.)"""

    def ask(read: CityRead, rules: Policy, tell: Tell) -> Years:
        from dungviec.placement.years import plan_years

        return plan_years(read.snapshot, rules, years=count, moves_per_year=moves, progress=tell)

    put_question(
        city, ask, _show, as_of=as_of, policy=policy, json=json, lang=lang, failed=lambda found: any(y.plan.checks for y in found.years)
    )  # fmt: skip


def _show(found: Years, lang: Lang) -> None:
    from rich import box
    from rich.table import Table

    from dungviec.records.vietnamese import format_number

    vi = lang == "vi"
    out = console()
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for head in (
        ("Ngày", "Lượt chuyển", "Sang địa bàn khác", "Giá trị (điểm)", "Cận trên", "Nếu không giới hạn lượt")
        if vi
        else ("Day", "Moves", "To another place", "Value (points)", "Bound", "Without a limit on moves")
    ):
        table.add_column(head, justify="right")
    for y in found.years:
        numbers = (len(y.plan.moves), len(y.sent_far), y.plan.value, y.plan.bound, y.unlimited)
        table.add_row(f"{y.plan.as_of:%d/%m/%Y}", *(format_number(n) for n in numbers))
    out.print(table)
    for y in found.years:
        _show_moves(out, y, lang)
    often = {p for y in found.years for p in y.sent_far if sum(p in z.sent_far for z in found.years) > 1}
    out.print(
        f"Người phải sang địa bàn khác hơn một lần: {len(often)}" if vi else f"People sent to another place more than once: {len(often)}"
    )  # fmt: skip
    if found.assumed_ratings:
        n = format_number(found.assumed_ratings)
        out.print(
            f"Giả định: {n} xếp loại của những năm chưa tới lấy bằng xếp loại gần nhất của chính người đó."
            if vi
            else f"Assumed: {n} ratings of years yet to come equal the person's last one."
        )
    say_points(out, lang)


def _show_moves(out: Console, year: Year, lang: Lang) -> None:
    """Whom this year's round moves: those who matter most first."""
    from rich.text import Text

    vi = lang == "vi"
    moves = year.plan.moves
    if not moves:
        return
    out.print(Text(f"{'Ai đi ngày' if vi else 'Who moves on'} {year.plan.as_of:%d/%m/%Y}", style="bold"))
    for m in moves[:SHOWN]:
        origin = f"{m.from_title}, {m.from_unit}" if m.from_title else ("chưa có vị trí" if vi else "no post")
        far = (" (sang địa bàn khác)" if vi else " (to another place)") if m.person_id in year.sent_far else ""
        out.print(Text.assemble(("• ", "cyan"), (m.person_name, "bold"), f" ({m.person_id}): {origin} → {m.to_title}, {m.to_unit}{far}"))  # fmt: skip
    if len(moves) > SHOWN:
        rest = len(moves) - SHOWN
        out.print(f"  … và {rest} người nữa (xem đủ bằng --json)" if vi else f"  … and {rest} more (all with --json)")
