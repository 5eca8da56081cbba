"""A plan in the terminal: the proof, the five figures, the three most telling reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dungviec.cli.terminal import Lang, console, say_points

if TYPE_CHECKING:
    from rich.console import Console

    from dungviec.placement import Plan
    from dungviec.placement.plan import Move


def show_plan(plan: Plan, *, lang: Lang = "vi", most: int = 3, out: Console | None = None) -> None:
    """Print the summary of a plan to stdout (or to another console)."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from dungviec.exchange.plan_book import figure_change, figure_number
    from dungviec.records.vietnamese import format_number

    vi = lang == "vi"
    out = out or console()

    def number(value: int) -> str:
        return format_number(value) if vi else f"{value:,}"

    out.print(Text(plan.title(lang), style="bold"))
    facts = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    facts.add_column()
    facts.add_column(justify="right")
    rows = [
        ("Giá trị phương án (điểm)" if vi else "Value (points)", number(plan.value)),
        ("Cận trên đã chứng minh" if vi else "Proven bound", number(plan.bound)),
        ("Khoảng cách" if vi else "Gap", number(plan.gap)),
    ]
    if plan.stay_value is not None:
        rows.append(("Nếu giữ nguyên hiện trạng" if vi else "If nothing changed", number(plan.stay_value)))
    rows += [
        (
            "Người · chỗ · cặp đúng luật" if vi else "People · seats · lawful pairs",
            " · ".join(map(number, (plan.people, plan.seats, plan.pairs))),
        ),
        ("Đề xuất thay đổi" if vi else "Moves", number(len(plan.moves))),
        ("Chỗ còn trống" if vi else "Vacancies", number(sum(v.seats for v in plan.vacant))),
        ("Người chưa có vị trí" if vi else "People without a post", number(len(plan.unplaced))),
    ]
    for row in rows:
        facts.add_row(*row)
    out.print(facts)
    out.print(Text(plan.proof_words(lang), style="green" if plan.proven else "yellow"))
    say_points(out, lang)
    out.print()
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for head, justify in (
        (("Trước và sau" if vi else "Before and after"), "left"),
        (("Trước" if vi else "Before"), "right"),
        (("Sau" if vi else "After"), "right"),
        (("Thay đổi" if vi else "Change"), "left"),
    ):
        table.add_column(head, justify=justify)  # type: ignore[arg-type]
    for f in plan.figures:
        table.add_row(
            f.vi if vi else f.en,
            figure_number(f, f.before, lang),
            figure_number(f, f.after, lang),
            figure_change(f, lang),
        )
    out.print(table)
    if plan.stages:
        words = {"placed": ("không ai bị bỏ lại", "nobody left out"), "requirements": ("yêu cầu", "requirements"), "vacancies": ("chỗ trống", "vacancies"), "moves": ("lượt chuyển", "moves"), "fit": ("độ phù hợp", "fit"), "value": ("giá trị chung", "weighed value")}  # fmt: skip
        told = " → ".join(f"{words[s.name][0 if vi else 1]} {number(s.value)}" for s in plan.stages)
        out.print(Text(("Theo thứ tự ưu tiên: " if vi else "In order: ") + told))
    if plan.requirements:
        missed = [o for o in plan.requirements if o.missed]
        met = len(plan.requirements) - len(missed)
        said = f"Yêu cầu của chính sách: đạt {met}/{len(plan.requirements)}" if vi else f"Requirements met: {met} of {len(plan.requirements)}"  # fmt: skip
        out.print(Text(said, style="bold" if missed else "green"))
        for o in missed[:8]:
            out.print(Text(f"  – {o.words(lang)}", style="yellow"))
        if len(missed) > 8:
            out.print(
                Text(f"  … {'và' if vi else 'and'} {len(missed) - 8} {'yêu cầu nữa' if vi else 'more'}", style="yellow")
            )
        out.print()
    _show_besides(out, plan, lang)
    if plan.moves:
        out.print(Text("Ba đề xuất đáng xem trước" if vi else "Three proposals to look at first", style="bold"))
    for m in telling(plan, most):
        why = m.reasons_vi if vi else m.reasons_en
        origin = f"{m.from_title}, {m.from_unit}" if m.from_title else ("chưa có vị trí" if vi else "no post")
        out.print(
            Text.assemble(
                ("• ", "cyan"), (m.person_name, "bold"), f" ({m.person_id}): {origin} → {m.to_title}, {m.to_unit}"
            )
        )
        for label, line in zip(
            ("Căn cứ", "Điểm mạnh", "Còn thiếu") if vi else ("Ground", "Strong", "Missing"), why, strict=True
        ):
            out.print(Text(f"    {label}: {line}"))
        if m.margin is not None and m.runner_up is not None:
            at_least = "" if m.margin_exact else ("ít nhất " if vi else "at least ")
            said = f"    {'Nếu không' if vi else 'Without it'}: {m.runner_up.words(lang)}; {'cả phương án mất' if vi else 'the plan loses'} {at_least}{number(m.margin)} {'điểm' if vi else 'points'}"
            out.print(Text(said, style="dim"))
    for warning in plan.warnings:
        out.print(Text(("Cảnh báo: " if vi else "Warning: ") + warning[0 if vi else 1], style="yellow"))
    for fault in plan.checks:
        out.print(Text(("Sai sót: " if vi else "Fault: ") + fault, style="bold red"))


def _show_besides(out: Console, plan: Plan, lang: Lang, most: int = 6) -> None:
    """Posts held besides a main one: who, by what ground, with what allowance."""
    from rich.text import Text

    from dungviec.records.vietnamese import format_number

    if not plan.besides:
        return
    vi = lang == "vi"
    new = sum(not b.already for b in plan.besides)
    said = (
        f"Kiêm nhiệm: {len(plan.besides)} ({new} mới)"
        if vi
        else f"Posts held besides a main one: {len(plan.besides)} ({new} new)"
    )
    out.print(Text(said, style="bold"))
    for b in plan.besides[:most]:
        out.print(
            Text.assemble(
                ("• ", "cyan"),
                b.words(lang),
                " – đang kiêm" if b.already and vi else " – today as well" if b.already else "",
            )
        )
        cited = "" if b.ground is None else f" ({b.ground.words(lang)})"
        out.print(Text(f"    {'Căn cứ' if vi else 'Ground'}: {b.ground_vi if vi else b.ground_en}{cited}"))
        allowance = "" if b.allowance is None else f" ({b.allowance.words(lang)})"
        out.print(Text(f"    {b.allowance_vi if vi else b.allowance_en}{allowance}", style="dim"))
        if b.margin is not None:
            least = "" if b.margin_exact else ("ít nhất " if vi else "at least ")
            points = format_number(b.margin) if vi else f"{b.margin:,}"
            told = (
                f"Nếu không kiêm: cả phương án mất {least}{points} điểm"
                if vi
                else f"Without it: the plan loses {least}{points} points"
            )
            out.print(Text(f"    {told}", style="dim"))
    if len(plan.besides) > most:
        out.print(Text(f"  … {'và' if vi else 'and'} {len(plan.besides) - most} {'trường hợp nữa' if vi else 'more'}"))
    out.print()


def telling(plan: Plan, most: int) -> list[Move]:
    """The most telling moves: the largest margins, of different kinds first."""
    chosen: list[Move] = []
    kinds: set[str] = set()
    for move in plan.moves:
        if move.kind not in kinds and len(chosen) < most:
            chosen.append(move)
            kinds.add(move.kind)
    for move in plan.moves:
        if move not in chosen and len(chosen) < most:
            chosen.append(move)
    return chosen
