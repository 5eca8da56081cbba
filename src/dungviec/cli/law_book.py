"""``dungviec law list | show | at | diff``: the rules on file, by theme, by word, on a day, between two days."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dungviec.cli.law import AsJson, InLang, KnownOn, print_json
from dungviec.cli.terminal import Lang, check_lang, console, read_day, stop

if TYPE_CHECKING:
    from dungviec.law import LawBook
    from dungviec.law.rules import Rule


def list_rules(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[TỪ KHÓA]", help="Tìm theo chữ, có dấu hoặc không. (Words to look for.)"),
    ] = None,
    topic: Annotated[str | None, typer.Option("--topic", help="Chủ đề. (Topic.)")] = None,
    instrument: Annotated[
        str | None, typer.Option("--instrument", help="Số văn bản, ví dụ 335/2025. (Number of the instrument.)")
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="Còn hiệu lực ngày này. (In force on.)")
    ] = None,
    json: AsJson = False,
    lang: InLang = "vi",
) -> None:
    """Danh mục quy định theo chủ đề. (The rules on file, by topic; search with or without marks.)"""
    lang = check_lang(lang)
    day = read_day(on, option="--on", lang=lang)
    book = _book()
    topic = _topic(book, topic, lang)
    rules = [r for r in book.rules if r.kind != "gap"]
    rules = [
        r
        for r in rules
        if (topic is None or r.topic == topic)
        and (day is None or r.in_force(day))
        and _stands_in(r, instrument)
        and _says(r, " ".join(words or ()))
    ]
    if json:
        print_json([rule_json(r) for r in rules])
        return
    from dungviec.cli.law_book_shown import show_table

    show_table(rules, lang)


def show(
    rule: Annotated[str, typer.Argument(metavar="RULE", help="Mã quy định, ví dụ APT-2026-01. (Rule id.)")],
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="Bản còn hiệu lực ngày này. (Version of a day.)")
    ] = None,
    json: AsJson = False,
    lang: InLang = "vi",
) -> None:
    """Một quy định: nội dung, điều khoản, hiệu lực, tham số, các bản trước sau. (One rule with its versions.)"""
    from dungviec.cli.law_book_shown import show_rule, span

    lang = check_lang(lang)
    day = read_day(on, option="--on", lang=lang)
    book = _book()
    wanted = rule.strip().upper()
    if not wanted:
        stop("Cần mã quy định, ví dụ APT-2026-01.", "A rule id is needed, such as APT-2026-01.", lang=lang)
    found = [r for r in book.rules if wanted in (r.id.upper(), r.key.upper())]
    if not found:
        from dungviec.law.near_words import did_you_mean

        vi, en = did_you_mean(wanted, [r.id for r in book.rules])
        see = (" Xem «dungviec law list».", " See 'dungviec law list'.")
        stop(
            f"Trong kho không có quy định «{rule}».{vi or see[0]}",
            f"No rule '{rule}' on file.{en or see[1]}",
            lang=lang,
        )
    standing = [r for r in found if day is None or r.in_force(day)]
    if not standing:
        spans = "; ".join(dict.fromkeys(span(r, lang) for r in found))
        stop(
            f"Quy định «{rule}» không có hiệu lực ngày {on}; hiệu lực: {spans}.",
            f"Rule '{rule}' is not in force on {on}; in force: {spans}.",
            lang=lang,
        )
    if json:
        print_json([{**rule_json(r), "versions": [_version(v) for v in _versions(book, r)]} for r in standing])
        return
    for r in standing:
        show_rule(r, _versions(book, r), lang)


def at(
    day: Annotated[str, typer.Argument(metavar="DATE", help="Ngày, dd/mm/yyyy hoặc yyyy-mm-dd. (The day.)")],
    known_on: KnownOn = None,
    json: AsJson = False,
    lang: InLang = "vi",
) -> None:
    """Pháp luật của một ngày, cả những gì chưa có văn bản. (The law of one day, and what is not on file.)"""
    from dungviec.cli.law_book_shown import number, show_gaps, show_later, show_table

    lang = check_lang(lang)
    when, known = _needed_day(day, "DATE", lang), read_day(known_on, option="--known-on", lang=lang)
    view, whole = _book().on(when, known), _book().on(when)
    rules = view.rules()
    later = [r for r in whole.rules() if known is not None and r.known > known]
    if json:
        print_json(
            {
                "date": when.isoformat(), "known_on": known.isoformat() if known else None,
                "rules": [rule_json(r) for r in rules], "gaps": [rule_json(g) for g in view.gaps],
                "known_later": [rule_json(r) for r in later],
            }
        )  # fmt: skip
        return
    out = console()
    if known is not None:
        show_later(later, known, lang)
    if not rules:
        out.print(
            f"Ngày {when:%d/%m/%Y}: kho chưa có văn bản nào của ngày này; mọi câu hỏi đều được trả lời là chưa kết luận được."
            if lang == "vi"
            else f"{when:%d/%m/%Y}: no text of this day is on file; every question is answered: unknown."
        )
        return
    out.print(
        f"Ngày {when:%d/%m/%Y}: {number(len(rules), lang)} quy định có hiệu lực, {len(view.gaps)} chỗ chưa có văn bản."
        if lang == "vi"
        else f"{when:%d/%m/%Y}: {number(len(rules), lang)} rules in force, {len(view.gaps)} gaps."
    )
    show_table(rules, lang)
    show_gaps(view.gaps, lang)


def diff(
    first: Annotated[str, typer.Argument(metavar="DATE1", help="Ngày trước. (The earlier day.)")],
    second: Annotated[str, typer.Argument(metavar="DATE2", help="Ngày sau. (The later day.)")],
    topic: Annotated[str | None, typer.Option("--topic", help="Chủ đề. (Topic.)")] = None,
    json: AsJson = False,
    lang: InLang = "vi",
) -> None:
    """Giữa hai ngày điều gì hết, điều gì mới. (What ended and what began between two days, topic by topic.)"""
    lang = check_lang(lang)
    one, other = _needed_day(first, "DATE1", lang), _needed_day(second, "DATE2", lang)
    if other < one:
        stop(
            f"Ngày thứ hai ({other:%d/%m/%Y}) phải sau ngày thứ nhất ({one:%d/%m/%Y}).",
            f"The second day ({other}) must come after the first ({one}).",
            lang=lang,
        )
    book = _book()
    topic = _topic(book, topic, lang)
    before, after = _keyed(book, one, topic), _keyed(book, other, topic)
    ended = [r for key, r in before.items() if after.get(key) != r]
    begun = [r for key, r in after.items() if before.get(key) != r]
    if json:
        print_json(
            {
                "from": one.isoformat(), "to": other.isoformat(), "ended": [rule_json(r) for r in ended],
                "begun": [rule_json(r) for r in begun],
            }
        )  # fmt: skip
        return
    from dungviec.cli.law_book_shown import show_diff

    show_diff(ended, begun, (one, other), lang)


def rule_json(r: Rule) -> dict[str, Any]:
    """A rule as plain data."""
    return {
        "rule": r.id, "clause": r.clause or None, "topic": r.topic, "kind": r.kind, "statement": r.vi, "statement_en": r.en,
        "instrument": r.instrument, "article": r.article, "in_force_from": r.from_.isoformat(),
        "in_force_to": r.to.isoformat() if r.to else None, "known_from": r.known.isoformat(), "confidence": r.confidence,
        "parameters": _data(r.params), "exception": r.exception.vi if r.exception else None, "source": r.source, "note": r.note_vi or None, "note_en": r.note_en or None,
    }  # fmt: skip


def _data(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(k): _data(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_data(v) for v in value]
    return value.isoformat() if isinstance(value, date) else value


def _version(r: Rule) -> dict[str, Any]:
    return {
        k: v
        for k, v in rule_json(r).items()
        if k in ("rule", "clause", "kind", "in_force_from", "in_force_to", "confidence", "parameters")
    }


def _versions(book: LawBook, r: Rule) -> list[Rule]:
    """The entries of the rule's families, the timeline of its parameters."""
    same = [v for v in book.rules if set(v.families) & set(r.families) or v.key == r.key]
    return sorted(same, key=lambda v: (v.from_, v.key))


def _keyed(book: LawBook, day: date, topic: str | None) -> dict[str, Rule]:
    return {f"{r.key}@{r.from_}": r for r in book.on(day).rules_in_force if topic is None or r.topic == topic}


def _says(r: Rule, word: str | None) -> bool:
    """Whether every word stands in the rule, marks ignored where the asked word has none."""
    if not word:
        return True
    from dungviec.records.vietnamese import clean, fold

    whole = clean(" ".join((r.key, r.topic, r.vi, r.en, r.instrument, r.article, r.note_vi, r.note_en))).lower()
    bare = fold(whole)
    return all(w in whole if fold(w) != w else w in bare for w in clean(word).lower().split())


def _stands_in(r: Rule, instrument: str | None) -> bool:
    """Whether the rule's instrument is named so, marks and case ignored."""
    from dungviec.records.vietnamese import clean, fold

    return instrument is None or fold(clean(instrument)).lower() in fold(clean(r.instrument)).lower()


def _topic(book: LawBook, asked: str | None, lang: Lang) -> str | None:
    """The code of a topic given by its code or its name, with marks or without; ends with a sentence where there is none."""
    from dungviec.law.themes import in_order
    from dungviec.records.vietnamese import clean, fold

    topics = {r.topic for r in book.rules}
    named = {fold(clean(t.name)).lower(): t.topic for n in ("vi", "en") for t in in_order(topics, n)}
    found = asked if asked is None or asked in topics else named.get(fold(clean(asked)).lower())
    if asked is not None and found is None:
        known = "; ".join(f"{t.name} ({t.topic})" for t in in_order(topics, lang))
        stop(f"Không có chủ đề «{asked}»; có: {known}.", f"No topic '{asked}'; there are: {known}.", lang=lang)
    return found


def _needed_day(text: str, name: str, lang: Lang) -> date:
    day = read_day(text, option=name, lang=lang)
    if day is None:
        stop(f"Cần {name}.", f"{name} is needed.", lang=lang)
    return day


def _book() -> LawBook:
    from dungviec.law import LawBook

    return LawBook.load()
