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
            stop(str(bad), lang=lang)
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
    from rich.table import Table

    from dungviec.law.rules import Verdict

    vi = lang == "vi"
    out = console()
    n = result.people["person_id"].n_unique()
    changed, pairs = f"{result.changed_pairs:,}", f"{result.pairs:,}"
    out.print(
        f"{day}: {n} người đổi kết luận ở {changed.replace(',', '.')} trong {pairs.replace(',', '.')} lượt xét vào chức vụ lãnh đạo."
        if vi
        else f"{day}: {n} people change status in {changed} of {pairs} pairs with leading posts."
    )
    if not n:
        return
    units = Table(box=None, pad_edge=False)
    for head in ("Đơn vị", "Số người", "Chặt hơn", "Thuận hơn") if vi else ("Unit", "People", "Stricter", "Looser"):
        units.add_column(head, justify="left" if head in ("Đơn vị", "Unit") else "right")
    for row in result.units.head(most).iter_rows(named=True):
        units.add_row(row["unit"] or "–", *(str(row[k]) for k in ("people", "stricter", "looser")))
    out.print(units)
    listed = Table(box=None, pad_edge=False)
    for head in (
        ("Họ tên", "Trước", "Sau", "Số vị trí", "Quy định") if vi else ("Name", "Before", "After", "Posts", "Rules")
    ):
        listed.add_column(head)
    for row in result.people.head(most).iter_rows(named=True):
        words = (Verdict(row[k]).label(lang) for k in ("before", "after"))
        listed.add_row(f"{row['name']} ({row['person_id']})", *words, str(row["posts"]), ", ".join(row["rules"]))
    out.print(listed)
    if result.people.height > most:
        rest = result.people.height - most
        out.print(f"… và {rest} dòng nữa (--most, --json)" if vi else f"… and {rest} more (--most, --json)")
