"""``dungviec match``: what people and posts would choose by themselves, against the best plan."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dungviec.cli.question import Tell, put_question
from dungviec.cli.terminal import Lang, console, say_points

if TYPE_CHECKING:
    from dungviec.exchange import CityRead
    from dungviec.placement import Policy
    from dungviec.placement.preferences import Comparison


def match(
    city: Annotated[Path, typer.Argument(metavar="CITY.xlsx", help="Tệp dữ liệu thành phố. (The city workbook.)")],
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="Ngày xét. (Day judged.)")] = None,
    policy: Annotated[
        Path | None, typer.Option("--policy", metavar="POLICY.yaml", help="Chính sách. (The policy.)")
    ] = None,
    json: Annotated[Path | None, typer.Option("--json", metavar="OUT.json", help="Ghi JSON; «-» là màn hình.")] = None,
    lang: Annotated[str, typer.Option("--lang", help="vi hoặc en.")] = "vi",
) -> None:
    """Người chọn việc, việc chọn người: kết quả ổn định so với phương án tốt nhất. (Free choice against the best plan.)"""

    def ask(read: CityRead, rules: Policy, tell: Tell) -> Comparison:
        from dungviec.placement.preferences import compare_with_choice

        return compare_with_choice(read.snapshot, rules, reserved=read.reserved, progress=tell)

    put_question(city, ask, show_comparison, as_of=as_of, policy=policy, json=json, lang=lang)


def show_comparison(found: Comparison, lang: Lang) -> None:
    """Print both outcomes side by side, then what the difference says."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from dungviec.records.vietnamese import format_number

    vi = lang == "vi"
    out = console()

    def number(value: float, decimals: int = 0) -> str:
        return format_number(value, decimals=decimals) if vi else f"{value:,.{decimals}f}"

    title = "Người chọn việc, việc chọn người" if vi else "People choose, posts choose"
    out.print(Text(f"{title} – {found.city}, {found.as_of:%d/%m/%Y}", style="bold"))
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    heads = ("", "Tự chọn (ổn định)", "Phương án tốt nhất") if vi else ("", "Chosen (stable)", "Best plan")
    for k, head in enumerate(heads):
        table.add_column(head, justify="right" if k else "left")
    s, b = found.stable, found.best
    rows = [
        ("Giá trị (điểm)", "Value (points)", s.value, b.value, 0),
        ("Tổng độ phù hợp (điểm)", "Fit in all (points)", s.fit, b.fit, 0),
        ("Đáp ứng nguyện vọng (bình quân, thang 100)", "Wishes met (mean, of 100)", s.wishes / 100, b.wishes / 100, 1),
        ("Người được xếp", "People placed", s.placed, b.placed, 0),
        ("Người đổi vị trí", "People moved", s.moves, b.moves, 0),
        ("Chỗ còn trống", "Empty seats", s.empty, b.empty, 0),
        ("Người mong vị trí đã kín chỗ", "People who want a full post", s.envious, b.envious, 0),
        ("… mà nơi đó cũng muốn họ hơn", "... that would rather have them", s.justified, b.justified, 0),
        ("Người mong vị trí còn chỗ", "People who want a post with a free seat", s.could_move, b.could_move, 0),
        ("Quy định chung không giữ được", "Common rules not kept", s.rules_broken, b.rules_broken, 0),
        ("Cặp vợ chồng ở hai nơi", "Couples apart", len(s.couples_apart), len(b.couples_apart), 0),
    ]
    for row in rows:
        table.add_row(row[0] if vi else row[1], number(row[2], row[4]), number(row[3], row[4]))
    out.print(table)
    for sentence in found.words(lang):
        out.print(Text("• " + sentence))
    say_points(out, lang)
