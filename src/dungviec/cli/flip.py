"""``dungviec flip``: what it would take for the best plan to put this person in this post."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dungviec.cli.question import Tell, put_question
from dungviec.cli.terminal import Lang, console, say_points

if TYPE_CHECKING:
    from dungviec.exchange import CityRead
    from dungviec.placement import Policy
    from dungviec.placement.flips import FlipReport

PARTS = {
    "competence": ("năng lực", "competence"), "strengths": ("sở trường", "strengths"),
    "record": ("kết quả công tác", "record"), "wishes": ("nguyện vọng", "wishes"),
}  # fmt: skip


def flip(
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
    """Cần thay đổi gì để được: thay đổi nhỏ nhất, đã giải lại để chứng minh. (What it would take, proved by solving again.)"""

    def ask(read: CityRead, rules: Policy, tell: Tell) -> FlipReport:
        from dungviec.placement.flips import what_it_takes

        return what_it_takes(read.snapshot, rules, person, post, reserved=read.reserved)

    put_question(city, ask, show_flips, as_of=as_of, policy=policy, json=json, lang=lang)


def show_flips(report: FlipReport, lang: Lang) -> None:
    """Print what stands in the way, what would clear it, and what else the pair would need."""
    from rich.text import Text

    out = console()
    vi = lang == "vi"
    out.print(
        Text.assemble((report.person_name, "bold"), f" ({report.person_id}) → {report.post_title} ({report.post_id})")
    )
    if report.in_plan:
        out.print(
            Text("Phương án tốt nhất đã có thể xếp như vậy." if vi else "A best plan does just that.", style="green")
        )
        return
    if report.blocked or report.not_considered:
        out.print(Text("Đang vướng" if vi else "What stands in the way", style="bold"))
    for obstacle in (*report.blocked, *((report.not_considered,) if report.not_considered else ())):
        out.print(Text(f"  ✕ {obstacle[0 if vi else 1]}"))
    if not report.record_sets:
        said = (
            "Không thấy thay đổi nào về hồ sơ (tối đa ba điều) làm cặp này đúng luật và thuộc diện xét."
            if vi
            else "No change of the record (of up to three things) makes this pair lawful and considered."
        )
        out.print(Text(said, style="yellow"))
        return
    for k, changes in enumerate(c for c in report.record_sets if c):
        lead = ("Cần" if vi else "It takes") if k == 0 else ("Hoặc" if vi else "Or")
        joined = (" và " if vi else " and ").join(c.words(lang) for c in changes)
        out.print(Text.assemble((f"{lead}: ", "bold"), joined))
    for line in _after(report, lang):
        out.print(Text(line))
    if report.points is not None and not report.enough:
        say_points(out, lang)


def _after(report: FlipReport, lang: Lang) -> list[str]:
    """What the pair needs beyond the record."""
    from dungviec.records.vietnamese import format_number

    vi = lang == "vi"
    changed = bool(report.record_sets[0])
    lead = ("Khi đó " if vi else "Then ") if changed else ""

    def sentence(text: str) -> str:
        said = lead + text
        return said[0].upper() + said[1:]

    if report.enough:
        return [
            sentence(
                "phương án tốt nhất xếp người này vào đây (đã giải lại)."
                if vi
                else "a best plan puts this person there (solved again)."
            )
        ]
    if report.points is None:
        if not report.proved:
            return [
                sentence(
                    "chính sách vẫn không xét cặp này (min_fit, min_gain, bans hoặc locks)."
                    if vi
                    else "the policy still leaves the pair out (min_fit, min_gain, bans or locks)."
                )
            ]
        return [
            sentence(
                "vẫn không phương án nào giữ được mọi ràng buộc: người đang giữ chỗ không còn vị trí nào khác."
                if vi
                else "no plan keeps every rule all the same: whoever holds the seat has nowhere else to go."
            )
        ]
    points = format_number(report.points) if vi else f"{report.points:,}"
    proof = "" if report.proved else (" (chưa chứng minh xong)" if vi else " (not proven to the end)")
    lines = [
        sentence(
            f"còn thiếu {points} điểm: thêm đúng chừng đó thì được, ít hơn một điểm thì không{proof}."
            if vi
            else f"{points} points are missing: with just these it flips, with one less it does not{proof}."
        )
    ]
    if report.wish_enough:
        lines.append(
            "Có nguyện vọng vào vị trí này ở mức cao nhất là đủ."
            if vi
            else "A wish for the post at full strength is enough."
        )
    for w in report.weights:
        part = PARTS[w.part][0 if vi else 1]
        lines.append(
            f"Hoặc trọng số {part} từ {w.before} thành {w.after}."
            if vi
            else f"Or the weight of {part} from {w.before} to {w.after}."
        )
    return lines
