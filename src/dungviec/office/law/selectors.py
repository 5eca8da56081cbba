"""Looking things up in the law book: themes with their counts, rules of a theme, words, versions, clauses of a row."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dungviec.law import LawBook
from dungviec.law.rules import Rule
from dungviec.law.themes import Theme, in_order, kind_name, theme_name
from dungviec.records.vietnamese import clean, fold


@dataclass(frozen=True, slots=True)
class Shelf:
    """A theme on the first page: its rules in force, those reported only, the gaps of the day, all entries ever."""

    theme: Theme
    in_force: int
    reported: int
    gaps: int
    ever: int


def shelves(book: LawBook, day: date, lang: str) -> list[tuple[str, list[Shelf]]]:
    """All themes, group by group."""
    rules = book.rules
    now = [r for r in rules if r.in_force(day)]
    held = Counter(r.topic for r in now if r.kind != "gap")
    reported = Counter(r.topic for r in now if r.confidence == "REPORTED")
    touched = _topics_of_gaps(book)
    gaps = Counter(topic for r in now if r.kind == "gap" for topic in touched[r.key])
    ever = Counter(r.topic for r in rules if r.kind != "gap")
    groups: dict[str, list[Shelf]] = {}
    for theme in in_order({r.topic for r in rules}, lang):
        t = theme.topic
        groups.setdefault(theme.group, []).append(Shelf(theme, held[t], reported[t], gaps[t], ever[t]))
    return list(groups.items())


def rules_of(book: LawBook, topic: str, day: date | None) -> list[Rule]:
    """The entries of a theme in force on ``day`` (all versions for None), with the gaps that touch its families."""
    touched = _topics_of_gaps(book)
    mine = (r for r in book.rules if r.topic == topic or (r.kind == "gap" and topic in touched[r.key]))
    return in_book_order(r for r in mine if day is None or r.in_force(day))


def _topics_of_gaps(book: LawBook) -> dict[str, set[str]]:
    """The themes each gap touches: its own, and those of the families it leaves without a text."""
    by_family: dict[str, set[str]] = {}
    for r in book.rules:
        for family in r.families if r.kind != "gap" else ():
            by_family.setdefault(family, set()).add(r.topic)
    return {
        r.key: {r.topic}.union(*(by_family.get(f, set()) for f in r.families)) for r in book.rules if r.kind == "gap"
    }


def in_book_order(rules: Iterable[Rule]) -> list[Rule]:
    """Judging rules before the others, then by row and date."""
    kinds = ("eligibility", "set", "clock", "formula", "procedure", "definition", "policy", "gap")
    return sorted(rules, key=lambda r: (kinds.index(r.kind), r.key, r.from_))


def search(book: LawBook, text: str, day: date | None) -> list[Rule]:
    """The entries that hold every word, marks ignored where the asked word has none; those named by it come first."""
    words = clean(text).lower().split()
    if not words:
        return []
    found = []
    for rule, whole, bare, name in _words(book):
        if (day is None or rule.in_force(day)) and all(w in (whole if fold(w) != w else bare) for w in words):
            found.append((not all(fold(w) in name for w in words), rule))
    order = {id(r): n for n, r in enumerate(in_book_order(r for _, r in found))}
    return [r for _, r in sorted(found, key=lambda pair: (pair[0], order[id(pair[1])]))]


_index: OrderedDict[int, tuple[LawBook, list[tuple[Rule, str, str, str]]]] = OrderedDict()


def _words(book: LawBook) -> list[tuple[Rule, str, str, str]]:
    """For each entry: the entry, everything it says in lower case, the same without marks, and its name without marks."""
    kept = _index.get(id(book))
    if kept is not None and kept[0] is book:
        return kept[1]
    rows = []
    for r in book.rules:
        own = (r.key, r.instrument, r.article)
        parts = (
            *own,
            r.vi,
            r.en,
            r.note_vi,
            r.note_en,
            theme_name(r.topic, "vi"),
            theme_name(r.topic, "en"),
            kind_name(r.kind, "vi"),
        )
        whole = clean(" ".join(parts)).lower()
        rows.append((r, whole, fold(whole), fold(" ".join(own))))
    _index[id(book)] = (book, rows)
    while len(_index) > 4:
        _index.popitem(last=False)
    return rows


def entries(book: LawBook, key: str) -> list[Rule]:
    """The entries under a key, or all clauses of a row for its id; oldest first."""
    exact = [r for r in book.rules if r.key == key]
    return sorted(exact or [r for r in book.rules if r.id == key], key=lambda r: (r.from_, r.key))


def standing_on(entries_: list[Rule], day: date) -> Rule:
    """The entry in force on the day; else the last one before it, else the first to come."""
    for rule in entries_:
        if rule.in_force(day):
            return rule
    past = [r for r in entries_ if r.from_ <= day]
    return past[-1] if past else entries_[0]


def versions(book: LawBook, rule: Rule) -> list[Rule]:
    """The entries of the rule's families with their gaps, oldest first; the rule alone where it has no family."""
    same = [r for r in book.rules if set(r.families) & set(rule.families) or r.key == rule.key]
    return sorted(same, key=lambda r: (r.from_, r.key))


def clauses_of_row(book: LawBook, rule: Rule) -> list[Rule]:
    """The other clauses of the same row of the reference."""
    return [r for r in book.rules if r.id == rule.id and r.key != rule.key]
