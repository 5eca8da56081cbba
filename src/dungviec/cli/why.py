"""``dungviec why``: why, or why not, this person in this post."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dungviec.cli.question import Tell, put_question
from dungviec.cli.terminal import Lang, console, say_points

if TYPE_CHECKING:
    from rich.console import Console

    from dungviec.competency import FitReport
    from dungviec.exchange import CityRead
    from dungviec.placement import Policy, Why

VERDICTS = {
    "vi": (("✓", "Được phép", "green"), ("◐", "Cần cấp có thẩm quyền quyết định", "yellow"), ("?", "Chưa kết luận được", "cyan"), ("✕", "Không được", "red")),
    "en": (("✓", "Allowed", "green"), ("◐", "Needs the competent authority", "yellow"), ("?", "Unknown", "cyan"), ("✕", "Forbidden", "red")),
}  # fmt: skip


def why(
    city: Annotated[Path, typer.Argument(metavar="CITY.xlsx", help="Tệp dữ liệu thành phố. (The city workbook.)")],
    person: Annotated[str, typer.Option("--person", metavar="ID", help="Mã cán bộ. (Person.)")],
    post: Annotated[str, typer.Option("--post", metavar="ID", help="Mã vị trí. (Post.)")],
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="Ngày xét. (Day judged.)")] = None,
    policy: Annotated[
        Path | None, typer.Option("--policy", metavar="POLICY.yaml", help="Chính sách. (The policy.)")
    ] = None,
    json: Annotated[Path | None, typer.Option("--json", metavar="OUT.json", help="Ghi JSON; «-» là màn hình.")] = None,
    lang: Annotated[str, typer.Option("--lang", help="vi hoặc en.")] = "vi",
) -> None:
    """Vì sao được, vì sao không: kết luận pháp luật, độ phù hợp, cái giá. (Verdict, fit and price of one pair.)"""

    def ask(read: CityRead, rules: Policy, tell: Tell) -> Why:
        from dungviec.placement import why as explain

        return explain(read.snapshot, rules, person, post, reserved=read.reserved)

    put_question(city, ask, show_why, as_of=as_of, policy=policy, json=json, lang=lang)


def show_why(answer: Why, lang: Lang) -> None:
    """Print the answer: three lines, then clauses, then fit, then the price."""
    from rich.text import Text

    vi = lang == "vi"
    out = console()
    icon, word, colour = VERDICTS[lang][int(answer.verdict)]
    out.print(
        Text.assemble(
            (answer.person_name, "bold"),
            f" ({answer.person_id}) → {answer.post_title}, {answer.post_unit} ({answer.post_id})",
        )
    )
    out.print(Text(f"{icon} {word}", style=f"bold {colour}"))
    for label, line in zip(
        ("Căn cứ", "Điểm mạnh", "Còn thiếu") if vi else ("Ground", "Strong", "Missing"),
        answer.lines_vi if vi else answer.lines_en,
        strict=True,
    ):
        out.print(Text.assemble((f"  {label}: ", "bold"), line))
    if answer.considered is not None:
        out.print(
            Text(
                f"  {'Không thuộc diện xét' if vi else 'Not among those considered'}: {answer.considered[0 if vi else 1]}"
            )
        )
    out.print()
    _show_clauses(out, answer, lang)
    _show_fit(out, answer.fit, lang)
    out.print(Text("Cái giá" if vi else "Price", style="bold"))
    out.print(Text(f"  {answer.price_vi if vi else answer.price_en}"))
    for change in answer.changes[:8]:
        before = change.instead_of_title or ("chưa có vị trí" if vi else "no post")
        after = change.goes_to_title or ("không còn vị trí" if vi else "no post")
        out.print(Text(f"    {change.name} ({change.person_id}): {before} → {after}"))
    if len(answer.changes) > 8:
        out.print(Text(f"    … {len(answer.changes) - 8} {'người khác' if vi else 'more'}"))
    if answer.price:
        say_points(out, lang)
    if answer.besides is not None:
        out.print(Text("Kiêm nhiệm" if vi else "Held besides a main post", style="bold"))
        out.print(Text(f"  {answer.besides.words(lang)}"))


def _show_clauses(out: Console, answer: Why, lang: Lang) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from dungviec.law.marks import cited

    vi = lang == "vi"
    table = Table(
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        title_justify="left",
        title="Các điều khoản đã xét" if vi else "Clauses asked",
    )
    for head in ("", "Quy tắc", "Văn bản", "Nhận xét") if vi else ("", "Rule", "Instrument", "Finding"):
        table.add_column(head, overflow="fold")
    for f in sorted(answer.judgement.findings, key=lambda f: -int(f.verdict)):
        icon, _, colour = VERDICTS[lang][int(f.verdict)]
        reason = f.reason_vi if vi else f.reason_en
        if f.will_pass_from:
            reason += f" ({'đạt từ' if vi else 'passes from'} {f.will_pass_from:%d/%m/%Y})"
        if f.records:
            seen = "; ".join(dict.fromkeys(r.label(lang) for r in f.records))
            reason += f"\n{'Hồ sơ' if vi else 'Records'}: {seen}"
        table.add_row(Text(icon, style=colour), f.rule_id, Text(cited(f, lang)), Text(reason))
    out.print(table)


def _show_fit(out: Console, fit: FitReport, lang: Lang) -> None:
    from rich.text import Text

    from dungviec.records.vietnamese import format_number

    vi = lang == "vi"

    def points(score: int) -> str:
        return format_number(score / 100, decimals=1) if vi else f"{score / 100:.1f}"

    out.print(Text(f"{'Độ phù hợp' if vi else 'Fit'} {points(fit.fit)}/100", style="bold"))
    marks = {"good": ("+", "green"), "gap": ("–", "red"), "unknown": ("?", "cyan")}
    for part in fit.parts:
        filled = round(part.score / 500)
        bar = "█" * filled + "░" * (20 - filled)
        weight = f"{'trọng số' if vi else 'weight'} {part.weight}"
        out.print(Text(f"  {part.label(lang):<18} {bar} {points(part.score):>5}  {weight}"))
        for e in part.evidence:
            sign, colour = marks[e.kind]
            dated = f" [{e.dated:%d/%m/%Y}]" if e.dated else ""
            out.print(Text.assemble("      ", (sign, colour), f" {e.vi if vi else e.en}{dated}"))
