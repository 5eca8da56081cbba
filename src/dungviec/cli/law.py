"""``dungviec law``: put a case to the law."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dungviec.cli.terminal import Lang, check_lang, console, stop

if TYPE_CHECKING:
    from dungviec.law.case_answer import CaseAnswer
    from dungviec.law.case_model import Case
    from dungviec.law.cases import CaseError

law_app = typer.Typer(
    help="Pháp luật có ngày hiệu lực: hỏi, tra cứu, so sánh. (The law as dated data: ask, look up, compare.)",
    no_args_is_help=True,
)

MARKS = {"allowed": ("✓", "green"), "needs_authority": ("◐", "yellow"), "unknown": ("?", "cyan"), "forbidden": ("✕", "red")}  # fmt: skip

AsJson = Annotated[bool, typer.Option("--json", help="In JSON ra màn hình. (Print JSON.)")]
InLang = Annotated[str, typer.Option("--lang", help="vi hoặc en.")]


@law_app.command("check")
def check(
    case: Annotated[Path, typer.Argument(metavar="CASE.yaml", help="Tệp tình huống. (The case file.)")],
    json: AsJson = False,
    lang: InLang = "vi",
) -> None:
    """Hỏi pháp luật một hay nhiều tình huống. (Judge the cases of a file; exit 1 where an expectation is not met.)"""
    lang = check_lang(lang)
    from dungviec.law.cases import CaseError, judge_case, read_cases, unmet

    try:
        cases = read_cases(read_text(case, lang=lang), case.name)
    except CaseError as bad:
        stop(str(bad), lang=lang)
    judged: list[tuple[Case, CaseAnswer | CaseError]] = []
    for one in cases:
        try:
            judged.append((one, judge_case(one)))
        except CaseError as bad:
            judged.append((one, CaseError(f"{case.name}, dòng {one.line}, {bad}")))
    if json:
        answers = [{"id": c.id, "error": str(a)} if isinstance(a, CaseError) else a.to_json() for c, a in judged]
        print_json(answers[0] if len(answers) == 1 else answers)
    refused = [a for _, a in judged if isinstance(a, CaseError)]
    misses = []
    for one, answer in judged:
        if isinstance(answer, CaseError):
            continue
        missed = unmet(one, answer)
        misses += missed
        if not json:
            show_answer(one, answer, missed, lang)
    for sentence in (*misses, *map(str, refused)):
        typer.echo(f"dungviec: {sentence}", err=True)
    if refused:
        raise typer.Exit(2)
    if misses:
        raise typer.Exit(1)


def read_text(path: Path, *, lang: Lang) -> str:
    """The text of a file; ends with a sentence where it cannot be read."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        reason = getattr(problem, "strerror", None) or "không phải văn bản UTF-8"
        stop(f"Không đọc được tệp «{path}»: {reason}.", f"Cannot read '{path}': {reason}.", lang=lang)


def show_answer(case: Case, answer: CaseAnswer, missed: list[str], lang: Lang) -> None:
    """Print one answer: the verdict, the clauses that made it so, numbers, what is missing, what was expected."""
    from rich.text import Text

    from dungviec.law.explain import MOVE_WORDS
    from dungviec.law.rules import Verdict

    vi = lang == "vi"
    out = console()
    icon, colour = MARKS[answer.verdict]
    told = MOVE_WORDS[answer.outcome][0 if vi else 1] if answer.outcome in MOVE_WORDS else answer.outcome
    word = Verdict[answer.verdict.upper()].label(lang)
    out.print(
        Text.assemble((case.id, "bold"), f" – {case.title}" if case.title else "", f" ({case.action.date:%d/%m/%Y})")
    )
    out.print(Text(f"  {icon} {word}" + (f": {told}" if told else ""), style=f"bold {colour}"))
    for f in answer.findings:
        if f.verdict > Verdict.ALLOWED or len(answer.findings) <= 2:
            where = f"{f.instrument}, {f.article}".strip(", ")
            out.print(Text(f"    {f.rule_id}  {f.reason_vi if vi else f.reason_en}"))
            out.print(Text(f"      {where}" if where else "", style="dim")) if where else None
    met = [f.rule_id for f in answer.findings if f.verdict == Verdict.ALLOWED]
    if met and len(answer.findings) > 2:
        out.print(Text(f"    {'Đã đạt' if vi else 'Met'}: {', '.join(dict.fromkeys(met))}", style="dim"))
    if answer.missing:
        out.print(Text(f"    {'Còn thiếu' if vi else 'Missing'}: {', '.join(answer.missing)}"))
    if answer.will_pass_from:
        out.print(Text(f"    {'Tự đạt từ ngày' if vi else 'Passes by itself from'} {answer.will_pass_from:%d/%m/%Y}"))
    if case.expect is not None:
        said = (
            ("đúng như mong đợi" if vi else "as expected")
            if not missed
            else ("khác mong đợi" if vi else "not as expected")
        )
        out.print(Text(f"    {'✗' if missed else '✓'} {said}", style="red" if missed else "green"))


def print_json(data: object) -> None:
    """Print JSON to the screen."""
    import json

    typer.echo(json.dumps(data, ensure_ascii=False, indent=1))
