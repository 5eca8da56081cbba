"""``dungviec solve``: a placement problem from outside, as plain JSON or Parquet, solved and proved."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from dungviec.cli.terminal import Lang, check_lang, check_output, put_text, stop

INFEASIBLE = 3
"""Exit code where no plan keeps every constraint; the answer names those in conflict."""


def solve(
    problem: Annotated[
        Path,
        typer.Argument(
            metavar="PROBLEM.json", help="Bài toán: tệp JSON hoặc thư mục Parquet. (JSON file or Parquet folder.)"
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="RESULT.json",
            help="Ghi kết quả; không có thì in ra màn hình. (Write the result.)",
        ),
    ] = None,
    time_limit: Annotated[
        float,
        typer.Option(
            "--time-limit",
            metavar="S",
            min=0.0,
            help="Số giây cho việc đọc, tìm và kiểm tra. (Seconds to read, search and check.)",
        ),
    ] = 60.0,
    lang: Annotated[str, typer.Option("--lang", help="vi hoặc en.")] = "vi",
) -> None:
    """Giải một bài toán bố trí từ bên ngoài, có chứng minh. (Solve a placement problem from outside, proved.)

    Mã kết thúc: 0 có phương án; 3 không có phương án nào giữ được mọi ràng buộc; 2 đầu vào sai; 1 hết giờ chưa có phương án, hoặc kiểm tra không đạt. (Exit
    codes: 0 solved, 3 infeasible, 2 bad input, 1 out of time without a plan or a check failed.)
    """  # fmt: skip
    lang = check_lang(lang)
    check_output(output, source=problem, lang=lang)
    from dungviec.engine.outside import get_ready, read_problem, solve_outside
    from dungviec.engine.problem import ProblemFault

    try:
        with _stdout_kept_clean():
            get_ready()
            begun = time.perf_counter()
            understood, data = read_problem(problem)
            result = solve_outside(understood, data, time_limit=time_limit, begun=begun)
    except ProblemFault as bad:
        stop(str(bad), bad.english, lang=lang)
    _write(result, output, lang)
    vi = lang == "vi"
    if result["status"] == "unsolved":
        stop(result["reason_vi"], result["reason_en"], lang=lang, code=1)
    if result["status"] == "infeasible":
        typer.echo(f"dungviec: {result['reason_vi' if vi else 'reason_en']}", err=True)
    if not result["checked"]:
        said = "; ".join(result["faults"]) or (
            "chưa xác nhận được nhóm mâu thuẫn nhỏ nhất" if vi else "the smallest conflict is not confirmed"
        )
        stop(
            f"Kiểm tra độc lập không đạt: {said}.",
            f"The independent check failed: {said}.",
            lang=lang,
            code=_code(result, 1),
        )
    if output is not None and str(output) != "-" and result["status"] != "infeasible":
        typer.echo(_summary(result, output, vi=vi))
    raise typer.Exit(_code(result, 0))


@contextmanager
def _stdout_kept_clean() -> Iterator[None]:
    """What the solver's machine code prints by itself goes to stderr: on stdout stands the answer and nothing else."""
    try:
        kept = os.dup(1)
    except OSError:  # no stdout at all
        yield
        return
    try:
        os.dup2(2, 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)


def _code(result: dict[str, Any], usual: int) -> int:
    return INFEASIBLE if result["status"] == "infeasible" else usual


def _write(result: dict[str, Any], output: Path | None, lang: Lang) -> None:
    import json

    text = json.dumps(result, ensure_ascii=False)
    if not _is_text(text):
        text = json.dumps(result)
    if output is None or str(output) == "-":
        typer.echo(text)
        return
    from dungviec.exchange import UnreadableFileError, write_whole

    try:
        write_whole(output, lambda temporary: put_text(temporary, text))
    except UnreadableFileError as bad:
        stop(bad.vi, bad.en, lang=lang)


def _is_text(text: str) -> bool:
    """Whether it can be written as UTF-8: ids may hold half of a pair of code units, which JSON writes with a backslash."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _summary(result: dict[str, Any], output: Path, *, vi: bool) -> str:
    placed, left, moves = len(result["placements"]), len(result["unplaced"]), result["moves"]
    value, bound, share = (_number(x, vi=vi) for x in (result["value"], result["bound"], 100 * result["gap"]))
    if vi:
        proven = (
            "Đã chứng minh tốt nhất"
            if result["status"] == "optimal"
            else f"Cách tốt nhất không quá {share} % (cận trên {bound})"
        )
        return (
            f"{proven}: giá trị {value}.\nXếp {placed} người, {moves} người đổi vị trí, {left} người chưa có vị trí, "
            f"{sum(result['vacant_places'].values())} chỗ còn trống.\nKết quả ở: {output}"
        )
    proven = "Proven best" if result["status"] == "optimal" else f"At most {share} % from the best (bound {bound})"
    return (
        f"{proven}: value {value}.\n{placed} people placed, {moves} of them moved, {left} without a post, "
        f"{sum(result['vacant_places'].values())} places vacant.\nThe result is in: {output}"
    )


def _number(value: float, *, vi: bool) -> str:
    text = f"{value:,}" if isinstance(value, int) else f"{value:,.4f}".rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,")) if vi else text
