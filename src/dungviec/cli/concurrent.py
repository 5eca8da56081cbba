"""``dungviec concurrent``: who holds several posts, by which decision, with which allowance; and who answers for a post today."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dungviec.cli.inputs import open_city, tell_rejected
from dungviec.cli.terminal import Lang, check_lang, console, read_day, stop, write_json
from dungviec.cli.written import check_file, give_answer

if TYPE_CHECKING:
    from dungviec.records import Snapshot
    from dungviec.workforce.in_charge import InCharge
    from dungviec.workforce.posts_held import Ledger


def concurrent(
    city: Annotated[Path, typer.Argument(metavar="CITY.xlsx", help="Tệp dữ liệu thành phố. (The city workbook.)")],
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="Ngày xem. (Day looked at.)")] = None,
    who_signs: Annotated[str | None, typer.Option("--who-signs", metavar="POST", help="Ngày ấy ai phụ trách vị trí này: mã hoặc một phần chức danh. (Who answers for a post.)")] = None,
    unit: Annotated[str | None, typer.Option("--unit", metavar="U", help="Chỉ trong đơn vị này. (Only in this unit.)")] = None,
    past: Annotated[bool, typer.Option("--past", help="Cả những giai đoạn đã qua. (Past stretches too.)")] = False,
    json: Annotated[bool, typer.Option("--json", help="In JSON ra màn hình. (JSON to stdout.)")] = False,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Ghi .xlsx, .docx, .pdf. (Write a file.)")] = None,
    lang: Annotated[str, typer.Option("--lang", help="vi hoặc en.")] = "vi",
) -> None:  # fmt: skip
    """Kiêm nhiệm, nhất thể hóa: ai giữ những vị trí nào, theo quyết định nào, phụ cấp gì; ai phụ trách một vị trí. (Concurrent posts.)"""
    lang = check_lang(lang)
    check_file(output, (".xlsx", ".docx", ".pdf"), source=city, lang=lang)
    day = read_day(as_of, lang=lang)
    read = open_city(city, as_of=day, lang=lang)
    snapshot = read.snapshot if day is None else read.snapshot.at(day)
    tell_rejected(read, lang=lang)
    if who_signs is not None:
        _who_signs(snapshot, who_signs, unit, as_json=json, lang=lang)
        return
    from dungviec.workforce.posts_held import posts_held

    held = [one for one in posts_held(snapshot, past=past) if unit is None or _in_unit(one, unit)]
    from dataclasses import asdict

    from dungviec.succession.plain import plain

    def makers() -> dict[str, Callable[[], bytes]]:
        from dungviec.documents import streamlining_excel, streamlining_paper

        paper = streamlining_paper.ledger_paper
        return {
            ".xlsx": lambda: streamlining_excel.write_ledger_excel(snapshot.name, held, lang),
            ".docx": lambda: streamlining_paper.write_word(paper(snapshot.name, snapshot.as_of.year, held, lang)),
            ".pdf": lambda: streamlining_paper.write_pdf(paper(snapshot.name, snapshot.as_of.year, held, lang)),
        }

    give_answer(
        lambda: plain([asdict(one) for one in held]), makers, lambda: _show(snapshot, held, lang),
        json=json, output=output, lang=lang,
    )  # fmt: skip
    if read.rejected:
        raise typer.Exit(1)


def _in_unit(one: Ledger, unit: str) -> bool:
    from dungviec.records.vietnamese import fold

    posts = [h for span in one.spans for h in span.posts]
    return any(h.unit_id == unit or fold(unit) in fold(h.unit_name) for h in posts)


def _who_signs(snapshot: Snapshot, asked: str, unit: str | None, *, as_json: bool, lang: Lang) -> None:
    from dungviec.workforce import WorkforceFault
    from dungviec.workforce.in_charge import in_charge

    try:
        found = in_charge(snapshot, asked, unit=unit)
    except WorkforceFault as bad:
        stop(bad.vi, bad.en, lang=lang)
    if as_json:
        from dataclasses import asdict

        from dungviec.succession.plain import plain

        write_json(plain([asdict(one) for one in found]), Path("-"))
        return
    for one in found:
        console().print(f"{one.title}, {one.unit_name} ({one.post_id}): {_answer(one, lang)}")


def _answer(one: InCharge, lang: Lang) -> str:
    from dungviec.workforce.in_charge import HOWS

    vi, k = lang == "vi", 0 if lang == "vi" else 1
    if not one.people:
        told = "chưa có ai; cần quyết định giao quyền" if vi else "nobody; somebody has to be given it by decision"
        deputies = ", ".join(f"{name} ({title})" for _, name, title in one.could_act)
        return told + ((f"; cấp phó: {deputies}" if vi else f"; deputies: {deputies}") if deputies else "") + "."
    said = []
    for a in one.people:
        extra = [HOWS[a.how][k], f"{'từ' if vi else 'since'} {a.since:%d/%m/%Y}" if a.since else "", a.decision]
        extra += [("vắng: " if vi else "away: ") + a.away] if a.away else []
        extra += [("đồng thời " if vi else "also ") + "; ".join(a.also)] if a.also else []
        said.append(f"{a.name} ({', '.join(e for e in extra if e)})")
    return "; ".join(said) + "."


def _show(snapshot: Snapshot, held: list[Ledger], lang: Lang) -> None:
    from rich.text import Text

    from dungviec.documents.streamlining_rows import held_row
    from dungviec.workforce.heads import head_figures
    from dungviec.workforce.scope import Scope

    vi, out = lang == "vi", console()
    out.print(Text(f"{'Kiêm nhiệm' if vi else 'Concurrent posts'} · {snapshot.name} · {snapshot.as_of:%d/%m/%Y}", style="bold"))  # fmt: skip
    for figure in head_figures(Scope.ask(snapshot)):
        if figure.key.startswith("unified."):
            out.print(f"{figure.label(lang)}: {'…' if figure.value is None else figure.value}")
    for one in held:
        for span in one.spans:
            name, since, until, posts, shares, decisions, grounds, allowance, clause = held_row(one.name, span, lang)
            out.print(Text(f"{name} · {since} – {until}", style="bold"))
            rows = zip(str(posts).split("\n"), str(shares).split("\n"), str(decisions).split("\n"), strict=True)
            for post, share, decision in rows:
                out.print(f"  {post}; {'phần việc' if vi else 'share'}: {share}; {decision}")
            out.print(f"  {'Phụ cấp' if vi else 'Allowance'}: {allowance} {clause}".rstrip())
            out.print("  " + str(grounds).replace("\n", "\n  "), style="dim")
