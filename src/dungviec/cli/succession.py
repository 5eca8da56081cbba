"""``dungviec succession``: pools, readiness, the N-1 test and the yearly review of a city."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dungviec.cli.inputs import open_city, tell_rejected
from dungviec.cli.terminal import check_lang, check_output, read_day, stop, write_json


def succession(
    city: Annotated[Path, typer.Argument(metavar="CITY.xlsx", help="Tệp dữ liệu thành phố. (The city workbook.)")],
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="Ngày xét. (Day judged.)")] = None,
    title: Annotated[str | None, typer.Option("--title", metavar="T", help="Một phần chức danh, hoặc mã vị trí. (Part of a title, or a post.)")] = None,
    unit: Annotated[str | None, typer.Option("--unit", metavar="U", help="Mã hoặc tên đơn vị, kể cả cấp dưới. (A unit and those below.)")] = None,
    remove: Annotated[str | None, typer.Option("--remove", metavar="ID", help="Thử vắng một người: việc nào không còn ai thay. (N-1: without one person.)")] = None,
    boxes: Annotated[bool, typer.Option("--boxes", help="Chín ô: mức sẵn sàng và xếp loại ba năm; chỉ là cách xem thứ tự. (Nine boxes, a view of an order.)")] = False,
    json: Annotated[Path | None, typer.Option("--json", metavar="OUT.json", help="Ghi JSON; «-» là màn hình. (As JSON.)")] = None,
    lang: Annotated[str, typer.Option("--lang", help="vi hoặc en.")] = "vi",
) -> None:  # fmt: skip
    """Quy hoạch: danh sách đối chiếu quy định, ai sẵn sàng khi nào, vắng ai thì việc nào không có người thay, rà soát. (Succession.)"""
    lang = check_lang(lang)
    day = read_day(as_of, lang=lang)
    check_output(json, source=city, lang=lang)
    if remove is not None and (title is not None or unit is not None):
        stop(
            "--remove xét cả cơ quan, không dùng cùng --title hay --unit.",
            "--remove looks at the whole body and takes neither --title nor --unit.",
            lang=lang,
        )
    read = open_city(city, as_of=day, lang=lang)
    from dungviec.cli.succession_show import show_boxes, show_removal, show_succession
    from dungviec.succession import SuccessionFault, nine_box, removal
    from dungviec.succession import succession as review

    snapshot = read.snapshot if day is None else read.snapshot.at(day)
    try:
        if remove is not None:
            gone = removal(snapshot, remove)
            data = gone.to_json()
        else:
            answer = review(snapshot, title=title, unit=unit)
            data = answer.to_json()
            if boxes:
                data["nine_box"] = nine_box(snapshot, answer.ready).to_json()
    except SuccessionFault as bad:
        stop(bad.vi, bad.english, lang=lang)
    tell_rejected(read, lang=lang)
    if json is not None:
        write_json(data, json, lang=lang)
    if str(json) != "-":
        if remove is not None:
            show_removal(gone, lang)
        else:
            show_succession(answer, lang, each=title is not None or unit is not None)
            if boxes:
                show_boxes(nine_box(snapshot, answer.ready), lang)
    if read.rejected:
        raise typer.Exit(1)
