"""What every command that asks one thing of a city does: open it, ask, tell what was rejected, print or write the answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import typer

from dungviec.cli.inputs import open_at, open_policy, tell_rejected
from dungviec.cli.terminal import Lang, check_lang, check_output, progress_bar, read_day, stop, write_json

if TYPE_CHECKING:
    from dungviec.exchange import CityRead
    from dungviec.placement import Policy


class Reply(Protocol):
    """An answer that can be written as plain data."""

    def to_json(self) -> dict[str, Any]: ...


A = TypeVar("A", bound=Reply)
Tell = Callable[[str, float], None]


def put_question(
    city: Path, ask: Callable[[CityRead, Policy, Tell], A], show: Callable[[A, Lang], None], *, as_of: str | None,
    policy: Path | None, json: Path | None, lang: str, failed: Callable[[A], bool] = lambda _answer: False,
    output: Path | None = None, write: Callable[[A, Path, Lang], object] | None = None,
) -> None:  # fmt: skip
    """Ask one thing of the city in a workbook; ends with exit code 2 where it cannot be asked, 1 where rows were rejected
    or the answer ``failed``. ``write`` puts the answer into ``output`` (a workbook)."""
    lang = check_lang(lang)
    day = read_day(as_of, lang=lang)
    for path in (output, json):
        check_output(path, source=city, lang=lang)
    if output is not None and json is not None and output.resolve() == json.resolve():
        stop(f"-o và --json cùng chỉ «{output}»; chọn hai tên.", f"-o and --json both name '{output}'.", lang=lang)
    rules = open_policy(policy, lang=lang)
    with progress_bar(lang) as tell:
        tell("read", 0.0)
        read, rules = open_at(city, rules, day=day, lang=lang)
        from dungviec.engine.problem import ProblemFault
        from dungviec.exchange import UnreadableFileError
        from dungviec.placement import PolicyFault

        tell("read", 0.1)
        try:
            answer = ask(read, rules, lambda stage, share: tell(stage, 0.1 + 0.85 * share))
            tell("write", 0.96)
            if output is not None and write is not None:
                write(answer, output, lang)
        except (PolicyFault, UnreadableFileError) as bad:
            stop(bad.vi, bad.en, lang=lang)
        except ProblemFault as bad:
            stop(str(bad), bad.english, lang=lang)
    tell_rejected(read, lang=lang)
    if json is not None:
        write_json(answer.to_json(), json, lang=lang)
    if str(json) != "-":
        show(answer, lang)
        written = [str(path) for path in (output, json) if path is not None]
        if written:
            typer.echo(("Kết quả ở: " if lang == "vi" else "The result is in: ") + ", ".join(written))
    if read.rejected or failed(answer):
        raise typer.Exit(1)
