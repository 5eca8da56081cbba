"""``dungviec fairness``: whom a plan falls on, with intervals and tests for small numbers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dungviec.cli.question import Tell, put_question
from dungviec.cli.terminal import Lang, console

if TYPE_CHECKING:
    from dungviec.exchange import CityRead
    from dungviec.placement import Policy
    from dungviec.placement.fairness import Fairness

OUTCOMES = {
    "moved": ("Được điều động", "Moved"), "promoted": ("Được đưa lên chức vụ cao hơn", "Taken to a higher post"),
    "left_out": ("Không có vị trí", "Left without a post"),
}  # fmt: skip


def fairness(
    city: Annotated[Path, typer.Argument(metavar="CITY.xlsx", help="Tệp dữ liệu thành phố. (The city workbook.)")],
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="Ngày xét. (Day judged.)")] = None,
    policy: Annotated[Path | None, typer.Option("--policy", metavar="POLICY.yaml", help="Chính sách của đợt. (The policy.)")] = None,
    json: Annotated[Path | None, typer.Option("--json", metavar="FILE.json", help="Ghi ra JSON; «-» là màn hình. (As JSON.)")] = None,
    lang: Annotated[str, typer.Option("--lang", help="vi hoặc en.")] = "vi",
) -> None:  # fmt: skip
    """Phương án rơi vào ai: nam nữ, dân tộc, tuổi; người nhà, đồng hương. (Whom a plan falls on.)"""

    def ask(read: CityRead, rules: Policy, tell: Tell) -> Fairness:
        from dungviec.placement import solve_round
        from dungviec.placement.fairness import fairness as report_on

        return report_on(solve_round(read.snapshot, rules, reserved=read.reserved, progress=tell))

    put_question(city, ask, _show, as_of=as_of, policy=policy, json=json, lang=lang)


def _show(report: Fairness, lang: Lang) -> None:
    from rich import box
    from rich.table import Table

    from dungviec.placement.fairness import PERMUTATIONS
    from dungviec.records.selection import FEWEST

    vi = lang == "vi"
    out = console()
    heads = ("Nhóm", "Số người xét", "Được chọn", "Tỷ lệ", "Khoảng 95 %", "So với số còn lại", "p")
    english = ("Group", "Pool", "Selected", "Rate", "95 % interval", "Against the rest", "p")
    for outcome, words in OUTCOMES.items():
        rates = [r for r in report.rates if r.outcome == outcome]
        out.print(f"[bold]{words[0 if vi else 1]}[/]")
        if not any(r.selected for r in rates):
            out.print("  không có ai" if vi else "  nobody")
            continue
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
        for k, head in enumerate(heads if vi else english):
            table.add_column(head, justify="left" if k == 0 else "right")
        for r in rates:
            few = f"dưới {FEWEST} người" if vi else f"under {FEWEST} people"
            table.add_row(
                r.group_vi if vi else r.group_en, str(r.pool), str(r.selected), _share(r.rate, lang),
                f"{_share(r.low, lang)} – {_share(r.high, lang)}", few if r.p is None else _times(r.ratio, lang),
                "–" if r.p is None else _p(r.p, lang),
            )  # fmt: skip
        out.print(table)
    out.print("[bold]Có tụ về người thân quen không?[/]" if vi else "[bold]Do acquaintances gather?[/]")
    for c in report.concentrations:
        said = f"  {c.vi if vi else c.en}: {c.found}/{c.moves}"
        if c.expected is not None and c.p is not None:
            chance = f"{c.expected:.1f}".replace(".", "," if vi else ".")
            said += (
                f"; ngẫu nhiên khoảng {chance}, p = {_p(c.p, lang)}"
                if vi
                else f"; by chance about {chance}, p = {_p(c.p, lang)}"
            )
        out.print(said)
    for key, count in report.unknown.items():
        if count:
            what = {"sex": "giới tính", "ethnicity": "dân tộc", "age": "ngày sinh"}[key]
            out.print(
                f"  {count} người chưa rõ {what}, không tính"
                if vi
                else f"  {count} people without {key} on file, not counted"
            )
    out.print(
        f"p: kiểm định chính xác Fisher; hoán vị {PERMUTATIONS} lần trong cùng cấp chức vụ. Con số nhỏ chỉ cho biết nên nhìn vào đâu, không phải kết luận."
        if vi
        else f"p: Fisher's exact test; {PERMUTATIONS} permutations within a level. Small numbers say where to look; they are no verdict."
    )


def _share(value: float, lang: str) -> str:
    text = f"{100 * value:.1f} %"
    return text.replace(".", ",") if lang == "vi" else text


def _times(ratio: float | None, lang: str) -> str:
    if ratio is None:
        return "–"
    text = f"{ratio:.2f} ×"
    return text.replace(".", ",") if lang == "vi" else text


def _p(value: float, lang: str) -> str:
    text = "< 0.001" if value < 0.001 else f"{value:.3f}"
    return text.replace(".", ",") if lang == "vi" else text
