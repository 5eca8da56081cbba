"""``dungviec pareto``: the best fit for each number of moves, and what the next move is worth."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from dungviec.cli.question import Tell, put_question
from dungviec.cli.terminal import Lang, check_lang, console, say_points, stop

if TYPE_CHECKING:
    from dungviec.exchange import CityRead
    from dungviec.placement import Policy
    from dungviec.placement.pareto import Measure, Trade


def pareto(
    city: Annotated[Path, typer.Argument(metavar="CITY.xlsx", help="Tệp dữ liệu thành phố. (The city workbook.)")],
    measure: Annotated[
        str,
        typer.Option(
            "--measure",
            metavar="NAME",
            help="Giữ nhỏ điều gì: moves (người chuyển), worse (người kém phù hợp đi), far (sang địa phương khác), rates (chênh lệch tỷ lệ lên chức nữ – nam). (What to keep small.)",
        ),
    ] = "moves",
    points: Annotated[
        int,
        typer.Option("--points", metavar="N", min=2, max=200, help="Số phương án nhiều nhất. (At most so many plans.)"),
    ] = 12,
    budget: Annotated[
        list[int] | None,
        typer.Option(
            "--budget",
            metavar="N",
            min=0,
            help="Thêm phương án tốt nhất với không quá N; ghi được nhiều lần. (Also the best within N.)",
        ),
    ] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="Ngày xét. (Day judged.)")] = None,
    policy: Annotated[
        Path | None, typer.Option("--policy", metavar="POLICY.yaml", help="Chính sách. (The policy.)")
    ] = None,
    json: Annotated[Path | None, typer.Option("--json", metavar="OUT.json", help="Ghi JSON; «-» là màn hình.")] = None,
    lang: Annotated[str, typer.Option("--lang", help="vi hoặc en.")] = "vi",
) -> None:
    """Chuyển thêm một người thì được gì: các phương án đáng cân nhắc. (What one more move buys.)"""
    lang = check_lang(lang)
    if measure not in ("moves", "worse", "far", "rates"):
        stop(
            f"--measure «{measure}»: dùng moves, worse, far hoặc rates.",
            f"--measure '{measure}': use moves, worse, far or rates.",
            lang=lang,
        )

    def ask(read: CityRead, rules: Policy, tell: Tell) -> Trade:
        from dungviec.placement.pareto import trade_off

        return trade_off(
            read.snapshot, rules, measure=cast("Measure", measure), most=points, budgets=tuple(budget or ()), reserved=read.reserved, progress=tell
        )  # fmt: skip

    put_question(city, ask, show_trade, as_of=as_of, policy=policy, json=json, lang=lang)


def show_trade(trade: Trade, lang: Lang) -> None:
    """Print one line for each choice."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from dungviec.placement.pareto import MEASURES
    from dungviec.records.vietnamese import format_number

    vi = lang == "vi"
    out = console()

    def number(value: float, decimals: int = 0) -> str:
        return format_number(value, decimals=decimals) if vi else f"{value:,.{decimals}f}"

    title = "Các phương án đáng cân nhắc" if vi else "Plans worth choosing between"
    out.print(Text(f"{title} – {trade.city}, {trade.as_of:%d/%m/%Y}", style="bold"))
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    heads = [MEASURES[trade.measure][0 if vi else 1]]
    if trade.measure != "moves":
        heads.append(MEASURES["moves"][0 if vi else 1])
    heads += ["Tổng độ phù hợp", "Chỗ trống", "Giá trị", "Hơn dòng đầu", "Mỗi người thêm được", "Chứng minh"] if vi else ["Fit in all", "Empty seats", "Value", "Over the first", "Each one more brings", "Proof"]  # fmt: skip
    for head in heads:
        table.add_column(head, justify="right")
    for c in trade.choices:
        row = [number(c.burden)]
        if trade.measure != "moves":
            row.append(number(c.moves))
        row += [
            number(c.fit), number(c.empty), number(c.value), f"+{number(c.won)}",
            "" if c.each is None else number(c.each), "✓" if c.bound == c.value else f"≤ {number(c.bound)}",
        ]  # fmt: skip
        table.add_row(*row)
    out.print(table)
    note = (
        "Mỗi dòng là phương án tốt nhất với số người ở cột đầu; ✓: đã chứng minh không có phương án nào tốt hơn với không quá số đó."
        if vi
        else "Each line is the best plan for the number in the first column; ✓: proven that none within that number is better."
    )
    out.print(Text(note, style="dim"))
    say_points(out, lang)
