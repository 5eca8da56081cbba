"""``dungviec inspection …``: the chances of a draw, the draw itself, and whether a published draw holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from dungviec.cli.terminal import Lang, check_lang, check_output, console, stop, write_json

if TYPE_CHECKING:
    from dungviec.inspection import Frame, InspectionFault

inspection_app = typer.Typer(
    help="Rút thăm kiểm tra đột xuất: cơ hội từng đơn vị, rút, kiểm chứng. (Surprise draws: chances, draw, verify.)",
    no_args_is_help=True,
)
FrameFile = Annotated[Path, typer.Argument(metavar="FRAME.json", help="Khung rút thăm. (The frame of the draw.)")]
Json = Annotated[Path | None, typer.Option("--json", metavar="OUT.json", help="Ghi JSON; «-» là màn hình. (As JSON.)")]
Language = Annotated[str, typer.Option("--lang", help="vi hoặc en.")]


@inspection_app.command("chances")
def chances_command(frame: FrameFile, json: Json = None, lang: Language = "vi") -> None:
    """Trọng số và cơ hội được rút của từng đơn vị, kèm cách tính. (Weights and chances, with their sums.)"""
    lang = check_lang(lang)
    check_output(json, source=frame, lang=lang)
    from dungviec.inspection import InspectionFault, chances, digest_of, weight_words

    try:
        held = _frame(frame, lang)
        found = chances(held)
    except InspectionFault as bad:
        _stop(bad, lang)
    rows = [
        {"target_id": c.target.target_id, "name": c.target.name, "stratum": c.target.stratum, "weight": c.weight,
         "chance": f"{c.chance.numerator}/{c.chance.denominator}", "why": weight_words(c.target, held, lang)}
        for c in found
    ]  # fmt: skip
    if json is not None:
        write_json({"frame_digest": digest_of(held), "chances": rows}, json, lang=lang)
    if str(json) == "-":
        return
    from rich.table import Table

    vi = lang == "vi"
    table = Table(box=None, pad_edge=False)
    for head, side in ((("Mã" if vi else "Id"), "left"), (("Đơn vị" if vi else "Target"), "left"), (("Cơ hội" if vi else "Chance"), "right"), (("Trọng số" if vi else "Weight"), "left")):  # fmt: skip
        table.add_column(head, justify=side)  # type: ignore[arg-type]
    for c, row in zip(found, rows, strict=True):
        share = f"{float(c.chance) * 100:.1f} %"
        table.add_row(c.target.target_id, c.target.name, share.replace(".", ",") if vi else share, str(row["why"]))
    console().print(table)
    console().print(f"{'Mã băm của khung' if vi else 'Digest of the frame'}: {digest_of(held)}", soft_wrap=True)


@inspection_app.command("draw")
def draw_command(
    frame: FrameFile,
    seed: Annotated[str | None, typer.Option("--seed", help="Hạt giống dùng thẳng. (The seed itself.)")] = None,
    secret: Annotated[str | None, typer.Option("--secret", help="Bí mật đã cam kết; dùng cùng --word. (The secret committed to.)")] = None,
    word: Annotated[str | None, typer.Option("--word", help="Con số công khai biết sau khi cam kết. (The public word.)")] = None,
    json: Json = None, lang: Language = "vi",
) -> None:  # fmt: skip
    """Rút lại từ khung và hạt giống: ai cũng ra cùng kết quả. (Draw from a frame and a seed; everybody gets the same.)"""
    lang = check_lang(lang)
    check_output(json, source=frame, lang=lang)
    if (seed is None) == (secret is None or word is None):
        stop("Cần --seed, hoặc cả --secret và --word.", "Give --seed, or both --secret and --word.", lang=lang)
    from dungviec.inspection import InspectionFault, digest_of, draw, seed_of

    used = seed if seed is not None else seed_of(secret or "", word or "")
    try:
        held = _frame(frame, lang)
        drawn = draw(held, used)
    except InspectionFault as bad:
        _stop(bad, lang)
    if json is not None:
        write_json({"frame_digest": digest_of(held), "seed": used, "selected": list(drawn)}, json, lang=lang)
    if str(json) == "-":
        return
    names = {t.target_id: t.name for t in held.targets}
    for n, target in enumerate(drawn, 1):
        console().print(f"{n}. {names[target]} ({target})", highlight=False)


@inspection_app.command("verify")
def verify_command(
    published: Annotated[Path, typer.Argument(metavar="PUBLISHED.json", help="Tệp kết quả đã công bố. (The published draw.)")],
    promised: Annotated[str, typer.Option("--promised", metavar="DIGEST", help="Cam kết đã thấy trước khi rút: sổ ghi việc, bảng tin. (The commitment seen beforehand.)")] = "",
    json: Json = None, lang: Language = "vi",
) -> None:  # fmt: skip
    """Kiểm chứng một lần rút đã công bố; mã thoát 1 khi có điều không khớp. (Check a published draw; exit 1 where it fails.)"""
    lang = check_lang(lang)
    check_output(json, source=published, lang=lang)
    from dungviec.inspection import InspectionFault, published_from_json, verify

    try:
        told = published_from_json(_read(published, lang))
        wrong = verify(told, promised=promised)
    except InspectionFault as bad:
        _stop(bad, lang)
    if json is not None:
        write_json({"holds": not wrong, "compared_with_promise": bool(promised), "wrong": [{"key": w.key, "vi": w.vi, "en": w.en} for w in wrong]}, json, lang=lang)  # fmt: skip
    if str(json) != "-":
        vi = lang == "vi"
        for w in wrong:
            console().print(w.vi if vi else w.en, highlight=False)
        if not wrong:
            console().print(
                f"Khớp: rút lại ra đúng {len(told.selected)} đơn vị, theo đúng thứ tự."
                if vi else f"It holds: drawing again gives the same {len(told.selected)} places in the same order.", highlight=False,
            )  # fmt: skip
        if not promised:
            console().print(
                "Chưa đối chiếu với cam kết công bố trước khi rút; xin thêm --promised."
                if vi else "Not compared with the commitment published beforehand; add --promised.", highlight=False,
            )  # fmt: skip
    if wrong:
        raise typer.Exit(1)


def _frame(path: Path, lang: Lang) -> Frame:
    from dungviec.inspection import frame_from_json

    return frame_from_json(_read(path, lang))


def _read(path: Path, lang: Lang) -> Any:
    import json

    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as problem:
        reason = getattr(problem, "strerror", None) or "không phải văn bản UTF-8"
        stop(f"Không đọc được «{path}»: {reason}.", f"Cannot read '{path}': {reason}.", lang=lang)
    except (json.JSONDecodeError, RecursionError) as problem:
        where = getattr(problem, "lineno", "?")
        stop(f"«{path}» không phải JSON: sai ở dòng {where}.", f"'{path}' is no JSON: line {where}.", lang=lang)


def _stop(bad: InspectionFault, lang: Lang) -> NoReturn:
    stop(bad.vi, bad.english, lang=lang)
