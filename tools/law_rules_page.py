"""The reference page of the law: every rule of the packs, the gaps, the readings a jurist may change, the open questions."""

from __future__ import annotations

from typing import Any

from tools.markdown import table

KINDS = {
    "eligibility": "asked of every pair of person and post",
    "set": "a set of conditions read by other parts (kinship, reappointment)",
    "clock": "a deadline, term or age schedule",
    "formula": "numbers that a calculator of the law room counts with",
    "procedure": "steps of a procedure, for papers",
    "definition": "says what a word means or what is not asked",
    "policy": "a stated aim or principle, shown and not judged",
}


def law_rules(note: str) -> str:
    """Every encoded rule, the settings, the gaps and the open questions."""
    from dungviec.law import LawBook
    from dungviec.law.settings import DEFAULT_SETTINGS, READINGS

    book = LawBook.load()
    rules = [r for r in book.rules if r.kind != "gap"]
    gaps = [r for r in book.rules if r.kind == "gap"]
    out = [
        "# Rules on file", note,
        f"{len(rules)} entries (clauses of rules), {len(gaps)} declared gaps, {len(book.open_questions)} open questions. How they become a verdict: "
        "[law.md](../explanation/law.md). Each stands in a dated pack under `src/dungviec/law/packs/vn/`.", "",
        "Marks: `VERIFIED` – the article's text or a quotation of it was read; `REPORTED` – press or secondary summaries; `OFFICE` – the office's own standard, "
        "not law. A jurist confirms before use in production.", "",
        *table(("Kind", "What it is"), KINDS.items()), "",
    ]  # fmt: skip
    for name in sorted({r.file for r in rules}):
        out += [f"## {name.removesuffix('.yaml')}", ""]
        for r in (r for r in rules if r.file == name):
            out += [f"### {r.key}", "", f"**{r.vi}**", "", r.en, ""]
            facts = [
                f"{r.instrument} {r.article}".strip(),
                f"in force {_day(r.from_)} – {_day(r.to) if r.to else 'open'}",
                f"`{r.confidence}`",
                f"{r.kind}, topic `{r.topic}`",
            ]
            out += [" · ".join(facts), ""]
            if reach := _reach(r.applies_to):
                out += [f"Reaches: {reach}.", ""]
            if r.exception:
                out += [f"Exception ({r.exception.clause}): {r.exception.vi} / {r.exception.en}", ""]
            if r.note_en:
                out += [f"Note: {r.note_vi} / {r.note_en}", ""]
    out += ["## Gaps", "", "Declared as not on file for these days: the answer there is *unknown*.", ""]
    out += table(
        ("Id", "Days", "What is missing", "Reaches"),
        (
            (r.key, f"{_day(r.from_)} – {_day(r.to) if r.to else 'open'}", f"{r.vi} / {r.en}", _reach(r.applies_to))
            for r in gaps
        ),
    )
    out += [
        "",
        "## Readings a jurist may change",
        "",
        "Settings of `law.settings.LawSettings`; the default is used by every command.",
        "",
    ]
    out += table(
        ("Setting", "Default", "Both readings"),
        ((f"`{name}`", _plain(getattr(DEFAULT_SETTINGS, name)), f"{vi} / {en}") for name, (vi, en) in READINGS.items()),
    )
    out += ["", "## Open questions", "", "Not established and not encoded.", ""]
    out += (
        table(("Id", "Question", "Why it is open"), ((q.id, f"{q.vi} / {q.en}", q.why) for q in book.open_questions))
        if book.open_questions
        else ["None is listed in the packs."]
    )
    return "\n".join([*out, ""])


def _reach(to: Any) -> str:
    said = []
    if to.categories:
        said.append("posts of " + ", ".join(f"`{c}`" for c in to.categories))
    if to.person_categories:
        said.append("people of " + ", ".join(f"`{c}`" for c in to.person_categories))
    if to.party_managed is not None:
        said.append("posts under Party management" if to.party_managed else "posts outside Party management")
    if to.moves:
        said.append("moves " + ", ".join(f"`{m}`" for m in to.moves))
    if to.unit_kinds:
        said.append("units " + ", ".join(f"`{u}`" for u in to.unit_kinds))
    if to.not_unit_kinds:
        said.append("not in units " + ", ".join(f"`{u}`" for u in to.not_unit_kinds))
    return "; ".join(said)


def _day(day: Any) -> str:
    return f"{day:%d/%m/%Y}"


def _plain(value: Any) -> str:
    return ", ".join(f"`{v}`" for v in value) if isinstance(value, tuple) else f"`{value}`"
