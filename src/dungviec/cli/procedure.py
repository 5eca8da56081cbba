"""``dungviec procedure``: the procedures of a day, and a run of one put to the law of its day."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dungviec.cli.law import print_json, read_text
from dungviec.cli.terminal import Lang, check_lang, console, read_day, stop

if TYPE_CHECKING:
    from dungviec.procedures import Procedure, Run, Step
    from dungviec.procedures.file import RunFile

procedure_app = typer.Typer(
    help="Quy trình công tác cán bộ: các bước, tỷ lệ phiếu, hạn, giấy tờ của từng thời kỳ. (Personnel procedures of a day.)",
    no_args_is_help=True,
)
AsJson = Annotated[bool, typer.Option("--json", help="In JSON ra màn hình. (Print JSON.)")]
InLang = Annotated[str, typer.Option("--lang", help="vi hoặc en.")]
On = Annotated[str, typer.Option("--on", metavar="DATE", help="Ngày xét. (The day asked about.)")]
Category = Annotated[str, typer.Option("--category", help="civil_servant, public_employee_manager, cadre …")]


@procedure_app.command("list")
def list_procedures(on: On, category: Category = "civil_servant", json: AsJson = False, lang: InLang = "vi") -> None:
    """Các quy trình và văn bản của một ngày. (The procedures of a day and the text behind each.)"""
    lang = check_lang(lang)
    from dungviec.law import LawBook
    from dungviec.procedures import procedure_names, procedure_on, sources_of

    day = read_day(on, option="--on", lang=lang)
    assert day is not None
    view = LawBook.load().on(day)
    found = [procedure_on(view, n, category=category, source=s) for n in procedure_names() for s in sources_of(n)]
    if json:
        print_json([_as_json(p) for p in found])
        return
    from rich.table import Table

    vi = lang == "vi"
    table = Table(box=None, pad_edge=False)
    for head in (("Tên", "Quy trình", "Nguồn", "Bước", "Căn cứ") if vi else ("Name", "Procedure", "Source", "Steps", "Basis")):  # fmt: skip
        table.add_column(head)
    for p in found:
        table.add_row(p.name, p.vi if vi else p.en, p.source, str(len(p.steps)), _basis(p, lang))
    console().print(table)


@procedure_app.command("show")
def show_procedure(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Tên quy trình, như appointment. (Its name.)")],
    on: On,
    category: Category = "civil_servant",
    source: Annotated[str, typer.Option("--source", help="local, external, lateral.")] = "local",
    json: AsJson = False,
    lang: InLang = "vi",
) -> None:
    """Các bước của một quy trình vào một ngày. (The steps of a procedure on a day.)"""
    lang = check_lang(lang)
    from dungviec.law import LawBook
    from dungviec.procedures import ProcedureFault, procedure_on

    day = read_day(on, option="--on", lang=lang)
    assert day is not None
    try:
        found = procedure_on(LawBook.load().on(day), name, category=category, source=source)
    except ProcedureFault as fault:
        stop(fault.vi if lang == "vi" else fault.english, lang=lang)
    if json:
        print_json(_as_json(found))
        return
    _show(found, lang)


@procedure_app.command("check")
def check_run(
    file: Annotated[Path, typer.Argument(metavar="FILE.yaml", help="Tệp quy trình. (The file of a run.)")],
    json: AsJson = False,
    lang: InLang = "vi",
) -> None:
    """Xét một lần chạy quy trình: phiếu, hạn, điều kiện. (Judge a run: votes, deadlines, conditions; exit 1 where an expectation is not met.)"""
    lang = check_lang(lang)
    from dungviec.law import LawBook
    from dungviec.procedures import ProcedureFault
    from dungviec.procedures.file import judge_run, read_run, unmet

    try:
        one = read_run(read_text(file, lang=lang), file.name)
        judged = judge_run(one, LawBook.load().on(one.date))
    except ProcedureFault as fault:
        stop(fault.vi if lang == "vi" else fault.english, lang=lang)
    conditions = _conditions(one, judged, file.name, lang)
    missed = unmet(one, judged)
    if json:
        print_json({**_run_json(judged), "conditions": conditions})
    else:
        _show_run(judged, lang)
        if conditions:
            console().print(
                f"{'Điều kiện' if lang == 'vi' else 'Conditions'}: {conditions['verdict']}", highlight=False
            )
    for sentence in missed:
        typer.echo(f"dungviec: {sentence}", err=True)
    if missed:
        raise typer.Exit(1)


def _conditions(one: RunFile, judged: Run, name: str, lang: Lang) -> dict[str, Any] | None:
    """The conditions put to the law as a case of the procedure's kind; None where the file gives none."""
    if one.conditions is None or not judged.procedure.case:
        return None
    from dungviec.law.cases import CaseError, judge_case, read_cases
    from dungviec.procedures.file import conditions_case

    try:
        (case,) = read_cases(conditions_case(one, judged.procedure.case), name)
        return dict(judge_case(case).to_json())
    except CaseError as bad:
        stop(bad.vi, bad.english, lang=lang)


def _basis(found: Procedure, lang: Lang) -> str:
    from dungviec.law.marks import cited, marked

    if found.rule is not None:
        return cited(found.rule, lang)
    general = ("chưa có văn bản về các bước; trình tự chung", "no text on the steps; general order")
    return marked(general[0 if lang == "vi" else 1], found.confidence, lang)


def _show(found: Procedure, lang: Lang) -> None:
    from dungviec.law.marks import in_brackets

    vi = lang == "vi"
    console().print(f"[bold]{found.vi if vi else found.en}[/bold] – {_basis(found, lang)}", highlight=False)
    for n, step in enumerate(found.steps, 1):
        console().print(f"  {n}. {step.vi if vi else step.en}", highlight=False)
        for line in _step_lines(step, lang):
            console().print(f"     {line}", style="dim", highlight=False)
    for clock in found.clocks:
        words = clock.vi if vi else clock.en
        console().print(f"  ⏱ {words} {clock.months} {'tháng' if vi else 'months'} {in_brackets(clock.rule, lang)}", highlight=False)  # fmt: skip


def _step_lines(step: Step, lang: Lang) -> list[str]:
    from dungviec.law.marks import in_brackets
    from dungviec.procedures.model import BASE_WORDS

    vi = lang == "vi"
    lines = []
    if step.threshold is not None:
        t = step.threshold
        base = BASE_WORDS[t.base][0 if vi else 1]
        lines.append(f"trên {float(t.over):.0%} {base}" if vi else f"over {float(t.over):.0%} of {base}")
        if t.advance_from is not None:
            lines.append(f"không ai đạt: từ {float(t.advance_from):.0%} vào bước sau" if vi else f"nobody: from {float(t.advance_from):.0%} on they advance")  # fmt: skip
        if t.head_decides_ties:
            lines.append("đúng tỷ lệ: người đứng đầu quyết định" if vi else "exactly that share: the head decides")
    if step.vote_unknown:
        lines.append("tỷ lệ phiếu: chưa có trong văn bản đang có" if vi else "share of votes: not on file")
    if step.due is not None:
        unit = (
            ("ngày làm việc" if step.due.working else "ngày")
            if vi
            else ("working days" if step.due.working else "days")
        )
        side = ("trước" if step.due.before else "sau") if vi else ("before" if step.due.before else "after")
        lines.append(
            f"{step.due.days} {unit} {side} {_anchor(step.due.anchor, lang)} {in_brackets(step.due.rule, lang)}"
        )
    return lines


def _anchor(key: str, lang: Lang) -> str:
    words = {
        "started": ("ngày xin chủ trương", "the request"), "approved": ("ngày duyệt chủ trương", "the approved policy"),
        "term_ends": ("ngày hết thời hạn", "the end of the term"), "notice": ("thông báo", "the notice"),
        "self_report": ("báo cáo tự nhận xét", "the self-report"),
    }  # fmt: skip
    return words.get(key, (key, key))[0 if lang == "vi" else 1]


def _show_run(judged: Run, lang: Lang) -> None:
    vi = lang == "vi"
    head = judged.procedure.vi if vi else judged.procedure.en
    console().print(f"[bold]{head}[/bold]", highlight=False)
    for state in judged.steps:
        mark = "✓" if state.held else "→" if state.open else "·"
        on = f" {state.held.on:%d/%m/%Y}" if state.held else ""
        console().print(f"  {mark} {state.step.vi if vi else state.step.en}{on}", highlight=False)
        if state.tally is not None:
            console().print(f"     {state.tally.vi if vi else state.tally.en}", highlight=False)
        if state.deadline is not None:
            late = (" – TRỄ HẠN" if vi else " – LATE") if state.deadline.late else ""
            console().print(
                f"     {state.deadline.vi if vi else state.deadline.en}{late}", style="dim", highlight=False
            )
    if judged.stopped:
        console().print("  Quy trình dừng, báo cáo cấp có thẩm quyền." if vi else "  The procedure stops.", style="red")
    elif judged.next_deadline is not None and judged.next_deadline.day is not None:
        step = judged.next_deadline.step
        console().print(f"  {'Hạn tiếp theo' if vi else 'Next'}: {judged.next_deadline.day:%d/%m/%Y}, {step.vi if vi else step.en}", highlight=False)  # fmt: skip


def _as_json(p: Procedure) -> dict[str, Any]:
    return {
        "name": p.name, "vi": p.vi, "en": p.en, "source": p.source, "category": p.category, "known": p.known,
        "confidence": p.confidence, "rule": p.rule.key if p.rule else None,
        "instrument": p.rule.instrument if p.rule else None, "article": p.rule.article if p.rule else None,
        "steps": [_step_json(s) for s in p.steps],
        "clocks": [{"vi": c.vi, "months": c.months, "at_most": c.at_most, "rule": c.rule.key, "confidence": c.rule.confidence} for c in p.clocks],
    }  # fmt: skip


def _step_json(s: Step) -> dict[str, Any]:
    t, d = s.threshold, s.due
    return {
        "key": s.key, "number": s.number, "vi": s.vi, "en": s.en, "papers": list(s.papers),
        "vote": {"base": t.base, "over": float(t.over), "advance_from": float(t.advance_from) if t.advance_from is not None else None,
                 "head_decides_ties": t.head_decides_ties} if t else "unknown" if s.vote_unknown else None,
        "due": {"anchor": d.anchor, "days": d.days, "working": d.working, "before": d.before, "rule": d.rule.key, "confidence": d.rule.confidence} if d else None,
    }  # fmt: skip


def _run_json(judged: Run) -> dict[str, Any]:
    return {
        "procedure": judged.procedure.name, "known": judged.procedure.known, "stopped": judged.stopped, "done": judged.done,
        "chosen": list(judged.chosen),
        "next": {"step": judged.next_deadline.step.key, "day": judged.next_deadline.day.isoformat()}
        if judged.next_deadline and judged.next_deadline.day else None,
        "steps": [
            {
                "key": s.step.key, "held": s.held.on.isoformat() if s.held else None, "open": s.open,
                "outcome": s.tally.outcome if s.tally else None, "base": s.tally.base if s.tally else None,
                "shares": {k: float(v) for k, v in s.tally.shares.items()} if s.tally else {},
                "due": s.deadline.day.isoformat() if s.deadline and s.deadline.day else None,
                "late": bool(s.deadline and s.deadline.late), "says": s.tally.vi if s.tally else "",
            }
            for s in judged.steps
        ],
    }  # fmt: skip
