"""``dungviec swaps``: who could trade posts so that everybody fits better and no unit's headcount changes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dungviec.cli.question import Tell, put_question
from dungviec.cli.terminal import Lang, check_lang, check_output, console, stop

if TYPE_CHECKING:
    from dungviec.exchange import CityRead
    from dungviec.placement import Policy
    from dungviec.placement.swaps import SwapReport

SHOWN = 10
CONSENT = {
    "agreed": ("đã đồng ý", "agreed"),
    "waiting": ("chờ ý kiến", "waiting"),
    "refused": ("không đồng ý", "refused"),
}


def swaps(
    city: Annotated[Path, typer.Argument(metavar="CITY.xlsx", help="Tệp dữ liệu thành phố. (The city workbook.)")],
    longest: Annotated[
        int,
        typer.Option(
            "--longest",
            metavar="N",
            min=0,
            help="Số người nhiều nhất trong một lượt đổi; 0 là không giới hạn. (0: no limit.)",
        ),
    ] = 3,
    both_sides: Annotated[
        bool,
        typer.Option(
            "--both-sides",
            help="Nơi nhận cũng không kém đi: người đến phù hợp ít nhất bằng người đi. (Receiving posts lose nothing.)",
        ),
    ] = False,
    consent: Annotated[
        Path | None,
        typer.Option(
            "--consent",
            metavar="SHEET.csv",
            help="Phiếu đồng ý đã ghi: ai không đồng ý thì bỏ ra, đủ đồng ý mới thành đề xuất. (Recorded consents.)",
        ),
    ] = None,
    agreed_only: Annotated[
        bool, typer.Option("--agreed-only", help="Chỉ tính những người đã đồng ý cả hai phía. (Only who agreed.)")
    ] = False,
    consent_form: Annotated[
        Path | None,
        typer.Option("--consent-form", metavar="SHEET.csv", help="Ghi phiếu hỏi ý kiến để điền. (Write the sheet.)"),
    ] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="Ngày xét. (Day judged.)")] = None,
    policy: Annotated[
        Path | None, typer.Option("--policy", metavar="POLICY.yaml", help="Chính sách. (The policy.)")
    ] = None,
    json: Annotated[Path | None, typer.Option("--json", metavar="OUT.json", help="Ghi JSON; «-» là màn hình.")] = None,
    lang: Annotated[str, typer.Option("--lang", help="vi hoặc en.")] = "vi",
) -> None:
    """Đổi đúng việc: đổi chỗ cho nhau, không ai thiệt, không đổi biên chế. (Swaps where nobody loses and headcounts stay.)"""

    spoken = check_lang(lang)
    check_output(consent_form, source=city, lang=spoken)
    if agreed_only and consent is None:
        stop(
            "--agreed-only cần phiếu đồng ý: thêm --consent.",
            "--agreed-only needs the sheet: add --consent.",
            lang=spoken,
        )
    said = None if consent is None else _text(consent, lang=spoken)

    def ask(read: CityRead, rules: Policy, tell: Tell) -> SwapReport:
        from dungviec.placement.consent import read_consents
        from dungviec.placement.swaps import propose_swaps

        known = None if consent is None or said is None else read_consents(said, source=consent.name)
        report = propose_swaps(
            read.snapshot, rules, longest=longest or None, receiving="no_worse" if both_sides else "any", consents=known,
            agreed_only=agreed_only, reserved=read.reserved, progress=tell,
        )  # fmt: skip
        if consent_form is not None:
            consent_form.write_text(report.form(known), encoding="utf-8")
        return report

    put_question(
        city, ask, show_swaps, as_of=as_of, policy=policy, json=json, lang=lang, failed=lambda r: bool(r.faults)
    )


def _text(path: Path, *, lang: Lang) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        reason = getattr(problem, "strerror", None) or "UTF-8"
        stop(f"Không đọc được phiếu «{path}»: {reason}.", f"Cannot read the sheet '{path}': {reason}.", lang=lang)


def show_swaps(report: SwapReport, lang: Lang) -> None:
    """Print the proof, then the swaps that gain most."""
    from rich.text import Text

    from dungviec.records.vietnamese import format_number

    vi = lang == "vi"
    out = console()

    def number(value: float, decimals: int = 0) -> str:
        return format_number(value, decimals=decimals) if vi else f"{value:,.{decimals}f}"

    def fit(points: int) -> str:
        return number(points / 100, 1)

    title = (
        f"Đổi đúng việc – {report.city}, {report.as_of:%d/%m/%Y}"
        if vi
        else f"Swaps – {report.city}, {report.as_of:%d/%m/%Y}"
    )
    out.print(Text(title, style="bold"))
    length = (f"tối đa {report.longest} người một lượt" if vi else f"at most {report.longest} people each") if report.longest else ("không giới hạn số người" if vi else "of any length")  # fmt: skip
    if vi:
        out.print(Text(f"{number(report.considered)} cách đổi vị trí đúng luật, không làm ai kém phù hợp; {length}."))
        out.print(
            Text(
                f"Chọn {len(report.swaps)} lượt đổi, {report.moves} người, tổng độ phù hợp tăng {fit(report.total)} (thang 100)."
            )
        )
    else:
        out.print(
            Text(
                f"{number(report.considered)} changes of post are lawful and leave nobody fitting worse; swaps {length}."
            )
        )
        out.print(
            Text(
                f"Chosen: {len(report.swaps)} swaps, {report.moves} people, fit up by {fit(report.total)} in all (of 100 each)."
            )
        )
    proven = report.total == report.bound
    if proven:
        said = (
            "Đã chứng minh: không có cách chọn nào tăng nhiều hơn." if vi else "Proven: no choice of swaps gains more."
        )
    else:
        said = (
            f"Không cách chọn nào tăng quá {fit(report.bound)}."
            if vi
            else f"No choice gains more than {fit(report.bound)}."
        )
    out.print(Text(said, style="green" if proven else "yellow"))
    labels = ("Căn cứ", "Điểm mạnh", "Còn thiếu") if vi else ("Ground", "Strong", "Missing")
    for k, swap in enumerate(report.swaps[:SHOWN], 1):
        out.print()
        head = (
            f"{k}. {len(swap.moves)} {'người' if vi else 'people'}, {'độ phù hợp' if vi else 'fit'} +{fit(swap.gain)}"
        )
        out.print(Text(head, style="bold cyan"))
        for m in swap.moves:
            where = f": {m.from_title}, {m.from_unit} → {m.to_title}, {m.to_unit}"
            empty = (" (chỗ đang trống)" if vi else " (empty today)") if m.into_vacancy else ""
            if report.asked:
                empty += f" – {CONSENT[m.consent][0 if vi else 1]}"
            out.print(Text.assemble(("  • ", "cyan"), (m.person_name, "bold"), f" ({m.person_id}){where}{empty}"))
            out.print(Text(f"    {'Độ phù hợp' if vi else 'Fit'}: {fit(m.fit_before)} → {fit(m.fit_after)}"))
            for label, line in zip(labels, m.reasons_vi if vi else m.reasons_en, strict=True):
                out.print(Text(f"    {label}: {line}"))
    if len(report.swaps) > SHOWN:
        rest = len(report.swaps) - SHOWN
        out.print(
            Text(
                f"\n… {'và' if vi else 'and'} {rest} {'lượt đổi nữa; thêm --json để xem hết' if vi else 'more; --json shows all'}"
            )
        )
    if report.asked:
        agreed = len(report.proposals)
        said = (
            f"Đủ đồng ý của mọi người và mọi nơi nhận, thành đề xuất: {agreed}/{len(report.swaps)} lượt đổi."
            if vi
            else f"Agreed by everybody and every receiving post, hence proposals: {agreed} of {len(report.swaps)} swaps."
        )
        out.print(Text(said, style="bold"))
    for fault in report.faults:
        out.print(Text(("Sai sót: " if vi else "Fault: ") + fault, style="bold red"))
