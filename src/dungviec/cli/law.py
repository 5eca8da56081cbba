"""``dungviec law check``: put cases to the law, on any day, as known on any day, under any reading."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dungviec.cli.law_answer import show_answer
from dungviec.cli.terminal import Lang, check_lang, read_day, stop

if TYPE_CHECKING:
    from datetime import date

    from dungviec.law.case_answer import CaseAnswer
    from dungviec.law.case_model import Case
    from dungviec.law.cases import CaseError

law_app = typer.Typer(
    help="Pháp luật có ngày hiệu lực: hỏi, tra cứu, so sánh. (The law as dated data: ask, look up, compare.)",
    no_args_is_help=True,
)

AsJson = Annotated[bool, typer.Option("--json", help="In JSON ra màn hình. (Print JSON.)")]
InLang = Annotated[str, typer.Option("--lang", help="vi hoặc en.")]
KnownOn = Annotated[
    str | None,
    typer.Option("--known-on", metavar="DATE", help="Chỉ dùng quy định đã biết ngày này. (Only what was known then.)"),
]


@law_app.command("check")
def check(
    case: Annotated[Path, typer.Argument(metavar="CASE.yaml", help="Tệp tình huống. (The case file.)")],
    known_on: KnownOn = None,
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="SETTING=VALUE", help="Cách hiểu thay mặc định, lặp lại được. (A reading instead of the default; repeatable.)"),
    ] = None,
    json: AsJson = False,
    lang: InLang = "vi",
) -> None:  # fmt: skip
    """Hỏi pháp luật một hay nhiều tình huống. (Judge the cases of a file; exit 1: an expectation not met, 2: a bad case.)"""
    said_in = check_lang(lang)
    known = read_day(known_on, option="--known-on", lang=said_in)
    from dungviec.law.case_lines import line_at
    from dungviec.law.case_readings import other_readings
    from dungviec.law.cases import CaseError, judge_case, strange_rules, unmet

    judged: list[tuple[Case, CaseAnswer | CaseError]] = []
    for one in _cases(case, known, set_ or [], said_in):
        try:
            judged.append((one, judge_case(one)))
        except CaseError as bad:
            judged.append((one, bad.within(case.name, line_at(one, bad.ways))))
    answers: list[object] = []
    misses, refused = [], []
    for one, answer in judged:
        if isinstance(answer, CaseError):
            said = answer.english if said_in == "en" else answer.vi
            refused.append(said)
            answers.append({"id": one.id, "error": said})
            continue
        missed, readings = unmet(one, answer, said_in), other_readings(one, answer)
        misses += missed
        line = f"{case.name}, {'line' if said_in == 'en' else 'dòng'} {line_at(one, [('expect',)])}"
        refused += [f"{line}, {strange}" for strange in strange_rules(one, said_in)]
        answers.append({**answer.to_json(), "readings": [r.to_json() for r in readings]})
        if not json:
            show_answer(one, answer, missed, said_in, readings)
    if json:
        print_json(answers[0] if len(answers) == 1 else answers)
    for sentence in (*misses, *refused):
        typer.echo(f"dungviec: {sentence}", err=True)
    if refused:
        raise typer.Exit(2)
    if misses:
        raise typer.Exit(1)


def _cases(path: Path, known: date | None, settings: list[str], lang: Lang) -> list[Case]:
    """The cases of the file with what the command line sets over them; ends with a sentence for a bad file or setting."""
    from dungviec.law.cases import CaseError, read_cases

    try:
        cases = read_cases(read_text(path, lang=lang), path.name)
    except CaseError as bad:
        stop(bad.vi, bad.english, lang=lang)
    chosen = _settings(settings, lang) if settings else {}
    update = {"known_on": known} if known else {}
    return [
        c.model_copy(update={**update, "settings": c.settings.model_copy(update=chosen)}) if update or chosen else c
        for c in cases
    ]


def _settings(given: list[str], lang: Lang) -> dict[str, object]:
    """``name=value`` pairs as settings, validated like those of a case."""
    from pydantic import ValidationError
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    from dungviec.law.case_model import CaseSettings
    from dungviec.law.near_words import did_you_mean
    from dungviec.law.wrong_values import told_together

    known = list(CaseSettings.model_fields)
    values: dict[str, object] = {}
    for text in given:
        name, equals, value = text.partition("=")
        name = name.strip()
        if not equals or name not in known:
            near = did_you_mean(name, known)
            hint = near if any(near) else (f" Có: {', '.join(known)}.", f" There are: {', '.join(known)}.")
            stop(
                f"--set «{text}»: viết SETTING=VALUE với một cách hiểu đã biết.{hint[0]}",
                f"--set '{text}': write SETTING=VALUE with a known setting.{hint[1]}", lang=lang,
            )  # fmt: skip
        try:
            values[name] = YAML(typ="safe").load(value) if value.strip() else None
            CaseSettings.model_validate({name: values[name]})
        except (ValidationError, YAMLError, ValueError, TypeError, OverflowError, RecursionError) as bad:
            vi, en = (
                told_together(bad.errors())
                if isinstance(bad, ValidationError)
                else ("không đọc được", "it cannot be read")
            )
            stop(
                f"--set «{text}»: giá trị không hợp lệ ({vi}).", f"--set '{text}': not a valid value ({en}).", lang=lang
            )
    return {k: getattr(CaseSettings.model_validate(values), k) for k in values}


def read_text(path: Path, *, lang: Lang) -> str:
    """The text of a file; ends with a sentence where it cannot be read."""
    from dungviec.law.yaml_text import YamlFault, file_trouble, read_file

    try:
        return read_file(path)
    except YamlFault as fault:
        stop(f"Không đọc được tệp «{path}»: {fault.vi}", f"Cannot read '{path}': {fault.en}", lang=lang)
    except (OSError, UnicodeDecodeError) as problem:
        vi, en = file_trouble(problem)
        stop(f"Không đọc được tệp «{path}»: {vi}.", f"Cannot read '{path}': {en}.", lang=lang)


def print_json(data: object) -> None:
    """Print JSON to the screen."""
    import json

    typer.echo(json.dumps(data, ensure_ascii=False, indent=1))
