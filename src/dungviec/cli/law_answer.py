"""How the answer to a law case looks on the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dungviec.cli.terminal import Lang, console

if TYPE_CHECKING:
    from rich.text import Text

    from dungviec.law.case_answer import CaseAnswer
    from dungviec.law.case_model import Case
    from dungviec.law.case_readings import OtherReading
    from dungviec.law.explain import Finding

MARKS = {"allowed": ("✓", "green"), "needs_authority": ("◐", "yellow"), "unknown": ("?", "cyan"), "forbidden": ("✕", "red")}  # fmt: skip


def show_answer(
    case: Case, answer: CaseAnswer, missed: list[str], lang: Lang, readings: tuple[OtherReading, ...] = ()
) -> None:
    """Print one answer: the verdict, the clauses that made it so, numbers, what is missing, other readings, what was expected."""
    from rich.text import Text

    from dungviec.law.case_outcomes import numbers_told
    from dungviec.law.marks import mark_of
    from dungviec.law.rules import Verdict

    vi = lang == "vi"
    out = console()
    known = f", {'theo hiểu biết ngày' if vi else 'as known on'} {case.known_on:%d/%m/%Y}" if case.known_on else ""
    title = f" – {case.title}" if case.title else ""
    out.print(Text.assemble((case.id, "bold"), title, f" ({case.action.date:%d/%m/%Y}{known})"))
    out.print(_verdict_line(case, answer, lang))
    few = len(answer.findings) <= 2
    for f in answer.findings:
        if f.verdict > Verdict.ALLOWED or few:
            _show_finding(f, lang)
    met = [f for f in answer.findings if f.verdict == Verdict.ALLOWED]
    if met and not few:
        ids = dict.fromkeys(f"{f.rule_id} °" if mark_of(f.confidence) else f.rule_id for f in met)
        _say(f"{'Đã đạt' if vi else 'Met'}: {', '.join(ids)}", style="dim")
        if any(mark_of(f.confidence) for f in met):
            _say(f"° {mark_of('REPORTED', lang)}", indent=6, style="dim")
    if told := numbers_told(answer.numbers, lang):
        _say(f"{'Số liệu' if vi else 'Numbers'}: {' · '.join(told)}")
    if answer.missing:
        _say(f"{'Còn thiếu' if vi else 'Missing'}: {', '.join(_missing(m, lang) for m in answer.missing)}")
    for gap in answer.open_gaps:
        _say(f"{'Chưa có trong kho' if vi else 'Not on file'}: {gap.vi if vi else gap.en}", style="dim")
    if answer.will_pass_from:
        _say(f"{'Tự đạt từ ngày' if vi else 'Passes by itself from'} {answer.will_pass_from:%d/%m/%Y}")
    for other in readings:
        _say(f"{'Cách hiểu khác' if vi else 'Other reading'} {_reading(case, other, lang)}", style="yellow")
        _say(other.words[0 if vi else 1], indent=6, style="dim")
    if case.expect is not None:
        ok = ("đúng như mong đợi", "as expected") if not missed else ("khác mong đợi", "not as expected")
        out.print(Text(f"    {'✗' if missed else '✓'} {ok[0 if vi else 1]}", style="red" if missed else "green"))


def _say(words: str, *, indent: int = 4, style: str = "") -> None:
    """A line that stays indented where it is wrapped."""
    from rich.padding import Padding
    from rich.text import Text

    console().print(Padding(Text(words, style=style), (0, 0, 0, indent)))


def _verdict_line(case: Case, answer: CaseAnswer, lang: Lang) -> Text:
    from rich.text import Text

    from dungviec.law.case_outcomes import COUNTED, outcome_word
    from dungviec.law.rules import Verdict

    icon, colour = MARKS[answer.verdict]
    counts = case.action.kind in COUNTED and answer.verdict == "allowed"
    head = ("Kết quả" if lang == "vi" else "Result") if counts else Verdict[answer.verdict.upper()].label(lang)
    told = outcome_word(answer.outcome, lang)
    return Text(f"  {icon} {head}" + (f": {told}" if told else ""), style=f"bold {colour}")


def _show_finding(f: Finding, lang: Lang) -> None:
    from dungviec.law.marks import cited

    vi = lang == "vi"
    where = cited(f, lang)
    _say(f"{f.rule_id}: {f.reason_vi if vi else f.reason_en}")
    if where:
        _say(where, indent=6, style="dim")


def _missing(name: str, lang: Lang) -> str:
    """What is missing in words, with the key of the case that tells it."""
    from dungviec.law.code_words import word_of

    if name == "rule_text":
        return "văn bản quy định cho ngày này" if lang == "vi" else "a rule text for this day"
    told = word_of(name, lang)
    return name if told == name else f"{told} ({name})"


def _reading(case: Case, other: OtherReading, lang: Lang) -> str:
    from dungviec.law.case_outcomes import COUNTED, numbers_told, outcome_word
    from dungviec.law.rules import Verdict

    value = ", ".join(other.value) or "–" if isinstance(other.value, tuple) else str(other.value).lower()
    word = outcome_word(other.outcome, lang)
    if case.action.kind not in COUNTED or other.verdict != "allowed":
        word = ": ".join(w for w in (Verdict[other.verdict.upper()].label(lang), word) if w)
    told = numbers_told(other.numbers, lang)
    return f"({other.setting}: {value}): {word}" + (f" – {' · '.join(told)}" if told else "")
