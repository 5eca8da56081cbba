"""``dungviec law impact``: who changes status when a clause changes or a decree takes effect."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dungviec.cli.inputs import open_city, tell_rejected
from dungviec.cli.law import AsJson, InLang, print_json
from dungviec.cli.terminal import Lang, check_lang, console, read_day, stop

if TYPE_CHECKING:
    from dungviec.law.impact import Impact


def show_impact(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="[OVERLAY.yaml] CITY.xlsx", help="Quy định riêng (tệp hoặc thư mục) và dữ liệu. (Overlay, data.)"
        ),
    ],
    effective: Annotated[
        str | None,
        typer.Option("--effective", metavar="DATE", help="Ngày có hiệu lực được xét. (The day it takes effect.)"),
    ] = None,
    from_: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="DATE",
            help="Ngày so sánh, mặc định hôm trước. (The day compared with; default: the eve.)",
        ),
    ] = None,
    most: Annotated[int, typer.Option("--most", min=1, help="Số dòng in ra. (Rows shown.)")] = 20,
    json: AsJson = False,
    lang: InLang = "vi",
) -> None:
    """Ai đổi kết luận khi quy định thay đổi. (Who changes status when a rule changes: counts by unit and the list.)"""
    lang = check_lang(lang)
    day = read_day(effective, option="--effective", lang=lang)
    earlier = read_day(from_, option="--from", lang=lang)
    if len(files) not in (1, 2) or (len(files) == 1 and day is None):
        stop(
            "Cần OVERLAY.yaml và CITY.xlsx, hoặc CITY.xlsx và --effective.",
            "Give OVERLAY.yaml and CITY.xlsx, or CITY.xlsx and --effective.", lang=lang,
        )  # fmt: skip
    if earlier is not None and (len(files) == 2 or day is None or earlier >= day):
        stop(
            "--from đi cùng --effective, trước ngày đó, và không có OVERLAY.yaml.",
            "--from goes with --effective, before that day, and without OVERLAY.yaml.", lang=lang,
        )  # fmt: skip
    from dungviec.law import LawBook
    from dungviec.law.impact import impact
    from dungviec.law.overlay import OverlayError, read_overlay

    book = changed = LawBook.load()
    first = None
    if len(files) == 2:
        try:
            overlay = read_overlay(files[0])
            changed, first = book.with_changes(overlay), overlay.first_day
        except OverlayError as bad:
            stop(bad.vi, bad.english, lang=lang)
    city = open_city(files[-1], as_of=None, lang=lang)
    on = day or max(city.snapshot.as_of, first or city.snapshot.as_of)
    eve = earlier or on - timedelta(days=1)
    before = book.on(on if len(files) == 2 else eve)
    result = impact(city.snapshot, before, changed.on(on))
    tell_rejected(city, lang=lang)
    if json:
        people = [
            {**row, "before": _name(row["before"]), "after": _name(row["after"])} for row in result.people.to_dicts()
        ]
        print_json(
            {"date": on.isoformat(), "compared_with": before.day.isoformat(), "pairs": result.pairs, "changed_pairs": result.changed_pairs, "units": result.units.to_dicts(), "people": people}
        )  # fmt: skip
    else:
        days = f"{on:%d/%m/%Y}" if len(files) == 2 else f"{eve:%d/%m/%Y} → {on:%d/%m/%Y}"
        _show(result, days, most, lang)
    if city.rejected:
        raise typer.Exit(1)


def _name(code: int) -> str:
    from dungviec.law.rules import Verdict

    return Verdict(code).name.lower()


def _show(result: Impact, day: str, most: int, lang: Lang) -> None:
    """Counts by unit, then the list: verdict before and after, in how many posts, and which rules stand newly in the way."""
    from rich.table import Table
    from rich.text import Text

    from dungviec.cli.law_book_shown import number
    from dungviec.law.rules import Verdict

    vi = lang == "vi"
    out = console()
    n = result.people["person_id"].n_unique()
    people, changed, pairs = (number(x, lang) for x in (n, result.changed_pairs, result.pairs))
    out.print(
        f"{day}: {people} người đổi kết luận ở {changed} trong {pairs} lượt xét vào chức vụ lãnh đạo."
        if vi
        else f"{day}: {people} people change status in {changed} of {pairs} pairs with leading posts."
    )
    if not n:
        return
    units = Table(box=None, pad_edge=False)
    for place, head in enumerate(("Đơn vị", "Số người", "Chặt hơn", "Thuận hơn") if vi else ("Unit", "People", "Stricter", "Looser")):  # fmt: skip
        units.add_column(head, justify="right" if place else "left", header_style="dim")
    for row in result.units.head(most).iter_rows(named=True):
        units.add_row(row["unit"] or "–", *(number(row[k], lang) for k in ("people", "stricter", "looser")))
    out.print(units)
    _more(result.units.height - most, ("đơn vị", "units"), lang)
    listed = Table(box=None, pad_edge=False)
    heads = ("Họ tên", "Trước", "Sau", "Số vị trí", "Vướng thêm") if vi else ("Name", "Before", "After", "Posts", "New obstacles")  # fmt: skip
    for head in heads:
        listed.add_column(head, justify="right" if head == heads[3] else "left", header_style="dim")
    for row in result.people.head(most).iter_rows(named=True):
        words = (Verdict(row[k]).label(lang) for k in ("before", "after"))
        who = Text.assemble(row["name"], (f" ({row['person_id']})", "dim"))
        listed.add_row(who, *words, number(row["posts"], lang), ", ".join(row["rules"]) or "–")
    out.print(listed)
    _more(result.people.height - most, ("dòng", "rows"), lang)


def _more(rest: int, what: tuple[str, str], lang: Lang) -> None:
    from dungviec.cli.law_book_shown import number

    if rest > 0:
        told = (
            f"… và {number(rest, lang)} {what[0]} nữa" if lang == "vi" else f"… and {number(rest, lang)} more {what[1]}"
        )
        console().print(f"{told} (--most, --json)")
