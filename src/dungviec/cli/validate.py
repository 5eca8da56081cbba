"""``dungviec validate``: does fit mean anything? A back-test on past placements, published whatever it says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dungviec.cli.question import Tell, put_question
from dungviec.cli.terminal import Lang, console

if TYPE_CHECKING:
    from dungviec.competency.validation import Validation
    from dungviec.exchange import CityRead
    from dungviec.placement import Policy

NAMES = {
    "fit": ("Độ phù hợp", "Fit"), "competence": ("– năng lực", "– competence"), "strengths": ("– sở trường", "– strengths"),
    "record": ("– quá trình", "– record"), "wishes": ("– nguyện vọng", "– wishes"), "seniority": ("Chỉ thâm niên", "Seniority only"),
    "last_rating": ("Chỉ xếp loại gần nhất", "Last rating only"), "random": ("Ngẫu nhiên", "Random"),
}  # fmt: skip
VERDICTS = {
    "effect": ("Độ phù hợp cao hơn đi cùng kết quả về sau cao hơn.", "Higher fit went with better results afterwards."),
    "no_effect": ("Không thấy liên hệ giữa độ phù hợp và kết quả về sau.", "No effect: fit and later results show no relation."),
    "adverse": ("Độ phù hợp cao hơn lại đi cùng kết quả về sau thấp hơn.", "Higher fit went with worse results afterwards."),
    "not_enough": ("Chưa đủ dữ liệu để kết luận.", "Not enough data to conclude."),
}  # fmt: skip


def validate(
    city: Annotated[Path, typer.Argument(metavar="CITY.xlsx", help="Tệp dữ liệu thành phố. (The city workbook.)")],
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="Ngày xét. (Day judged.)")] = None,
    policy: Annotated[Path | None, typer.Option("--policy", metavar="POLICY.yaml", help="Chính sách có trọng số. (The policy with the weights.)")] = None,
    json: Annotated[Path | None, typer.Option("--json", metavar="FILE.json", help="Ghi ra JSON; «-» là màn hình. (As JSON.)")] = None,
    lang: Annotated[str, typer.Option("--lang", help="vi hoặc en.")] = "vi",
) -> None:  # fmt: skip
    """Độ phù hợp có ý nghĩa gì không: đối chiếu các lần bố trí đã qua với kết quả về sau. (Does fit mean anything?)"""

    def ask(read: CityRead, rules: Policy, tell: Tell) -> Validation:
        from dungviec.competency.validation import validate_fit

        return validate_fit(read.snapshot, weights=rules.fit_weights(), progress=tell)

    put_question(city, ask, _show, as_of=as_of, policy=policy, json=json, lang=lang)


def _show(found: Validation, lang: Lang) -> None:
    from rich import box
    from rich.table import Table

    from dungviec.records.vietnamese import format_number

    vi, out = lang == "vi", console()

    def said(value: float | None) -> str:
        if value is None:
            return "–"
        return format_number(value, decimals=2) if vi else f"{value:.2f}"

    heads = ("So với kết quả về sau", "Tương quan hạng", "Khoảng 95 %", "Độ phù hợp hơn", "Khoảng 95 %")
    english = ("Against later results", "Rank correlation", "95 % interval", "Fit leads by", "95 % interval")
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for k, head in enumerate(heads if vi else english):
        table.add_column(head, justify="left" if k == 0 else "right")
    for c in found.correlations:
        lead = (said(c.lead), f"{said(c.lead_low)} … {said(c.lead_high)}") if c.lead is not None else ("", "")
        table.add_row(NAMES[c.predictor][0 if vi else 1], said(c.rho), f"{said(c.low)} … {said(c.high)}", *lead)
    count = format_number(found.placements) if vi else f"{found.placements:,}"
    span = f"{found.from_day:%d/%m/%Y}–{found.to_day:%d/%m/%Y}" if found.from_day and found.to_day else "–"
    out.print(
        f"{count} lần bố trí có xếp loại về sau ({found.people} người, {span})." if vi
        else f"{count} placements followed by a rating ({found.people} people, {span})."
    )  # fmt: skip
    if found.correlations:
        out.print(table)
    out.print(f"[bold]{VERDICTS[found.verdict][0 if vi else 1]}[/]")
    if found.beats_baselines is not None:
        better = ("Hơn cả ba cách đơn giản." if vi else "Better than all three simple ways.") if found.beats_baselines else (
            "Chưa chứng tỏ hơn cả ba cách đơn giản." if vi else "Not shown to be better than all three simple ways."
        )  # fmt: skip
        out.print(better)
    if found.undated:
        out.print(
            f"{format_number(found.undated)} minh chứng không ghi ngày được tính như đã có từ trước." if vi
            else f"{found.undated:,} pieces of evidence without a date were taken as known before."
        )  # fmt: skip
