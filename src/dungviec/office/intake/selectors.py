"""Reading intakes for their pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dungviec.exchange.grid import show
from dungviec.exchange.problems import UnreadableFileError
from dungviec.exchange.roster import RosterMapping, RowsRead, marks_of
from dungviec.exchange.roster.columns import ColumnUse
from dungviec.exchange.roster.units import unit_key
from dungviec.exchange.roster.words import CHOICE_GROUPS, CHOICES, field_words
from dungviec.office.access.policy import Viewer
from dungviec.office.intake import reading
from dungviec.office.intake.cells import unpack
from dungviec.office.intake.models import Intake, IntakeRow, Level, Outcome, Status
from dungviec.office.intake.rights import SEE_INTAKE
from dungviec.office.intake.targets import column_of, is_kept
from dungviec.office.registry.models import Person, Tenure
from dungviec.records.codes import RATINGS

WAIT_SECONDS, SILENT_SECONDS = 8, 120
PREVIEWED = 12
_TAKEN_FOR_PREVIEW = 90


def lang() -> str:
    """The language of the page, as the library names it."""
    return "vi" if (get_language() or "vi").startswith("vi") else "en"


def intakes(viewer: Viewer) -> QuerySet[Intake]:
    """Intakes, latest first."""
    return SEE_INTAKE.restrict(viewer, Intake.objects.select_related("made_by", "batch"))


def nobody_works(one: Intake) -> bool:
    """Whether it has waited so long that no worker seems to run."""
    return (
        one.status == Status.WAITING
        and one.queued_at is not None
        and timezone.now() - one.queued_at > timedelta(seconds=WAIT_SECONDS)
    )


def gone_silent(one: Intake) -> bool:
    """Whether the worker has said nothing for so long that it must have died."""
    last = one.heard_at or one.started_at
    return one.at_work and last is not None and timezone.now() - last > timedelta(seconds=SILENT_SECONDS)


@dataclass(frozen=True, slots=True)
class ColumnShown:
    """One column on the mapping page."""

    use: ColumnUse
    samples: list[str]
    word: str
    evidence: str
    kept: bool
    key: str


@dataclass(frozen=True, slots=True)
class TableShown:
    """One table on the mapping page: its heading rows, columns, and its first rows with marks."""

    number: int
    header_rows: tuple[int, int]
    columns: list[ColumnShown]
    rows: list[RowShown]


@dataclass(frozen=True, slots=True)
class SheetShown:
    """One sheet on the mapping page."""

    name: str
    title: str
    taken: bool
    hidden: bool
    height: int
    tables: list[TableShown]
    first_lines: list[tuple[int, list[str]]]


@dataclass(frozen=True, slots=True)
class CellShown:
    """One cell of a row: what stands in the file (or was typed instead), its mark in words."""

    column: int
    text: str
    level: str
    said: str
    todo: str
    by_hand: bool
    label: str


@dataclass(frozen=True, slots=True)
class RowShown:
    """One row with its cells."""

    number: int
    level: int
    cells: list[CellShown]
    more: str = ""
    row: IntakeRow | None = None


def field_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """What a column may be taken for, in groups."""
    n = 0 if lang() == "vi" else 1
    return [(CHOICE_GROUPS[g][n], [(f, field_words(f, lang=lang())) for f in fields]) for g, fields in CHOICES]


def mapping_shown(one: Intake) -> tuple[list[SheetShown], str]:
    """The sheets of the file with samples and first rows; and a sentence when nobody can be read as things stand."""
    mapping = reading.mapping_of(one)
    try:
        got = reading.read_file(one, first=_TAKEN_FOR_PREVIEW)
        trouble, sources, rows = "", got.sources, got
    except UnreadableFileError as error:
        from dungviec.exchange.roster.forms import load_roster
        from dungviec.office.intake.files import path_of

        trouble, rows = error.sentence(lang()), None
        sources = {s.name: s for s in load_roster(path_of(one.stored), first=_TAKEN_FOR_PREVIEW)}
    shown = []
    for n, sheet in enumerate(mapping.sheets):
        source = sources.get(sheet.name)
        lines = source.rows[:14] if source else []
        tables = [
            _table_shown(n, k, sheet.name, table.columns, table.header_rows, lines_of=source.rows if source else [], got=rows)
            for k, table in enumerate(sheet.tables)
        ]  # fmt: skip
        first = [(r + 1, [show(v) for v in line[:8]]) for r, line in enumerate(lines)]
        # A text file has no name of a sheet inside: it is read under its name in the vault, which says nothing to people.
        title = Path(one.name).stem if sheet.name == Path(one.stored).stem else sheet.name
        shown.append(SheetShown(sheet.name, title, sheet.taken, sheet.hidden, sheet.height, tables, first))
    return shown, trouble


def _table_shown(
    sheet: int, number: int, name: str, uses: tuple[ColumnUse, ...], header: tuple[int, int], *, lines_of: list[Any],
    got: RowsRead | None,
) -> TableShown:  # fmt: skip
    below = lines_of[header[1] : header[1] + 60]
    columns = []
    for use in uses:
        samples = [show(r[use.index]) for r in below if use.index < len(r) and r[use.index] is not None][:3]
        evidence = use.evidence_vi if lang() == "vi" else use.evidence_en
        word = field_words(use.field, use.detail, lang=lang())
        kept = not use.field or use.field.startswith("_") or is_kept(use.field)
        columns.append(ColumnShown(use, samples, word, evidence, kept, f"c-{sheet}-{number}-{use.index}"))
    rows: list[RowShown] = []
    for row in got.rows if got is not None else ():
        if row.sheet != name or row.table != number or len(rows) == PREVIEWED:
            continue
        old = got.sources[name].old if got is not None else {}
        marks = {m.column: m.to_json() for m in marks_of(row, uses, {c: old[row.number - 1, c] for c in range(len(row.cells)) if (row.number - 1, c) in old})}  # fmt: skip
        rows.append(_row_shown(row.number, [show(c) for c in row.cells], marks, {}, uses, None))
    return TableShown(number, header, columns, rows)


def _row_shown(
    number: int, texts: list[str], marks: dict[int, Any], fixes: dict[str, str], uses: tuple[ColumnUse, ...], row: IntakeRow | None
) -> RowShown:  # fmt: skip
    cells, own = [], "" if lang() == "vi" else "_en"
    words = ("vi", "todo_vi") if not own else ("en", "todo_en")
    for use in uses:
        if not use.field or use.field.startswith("_"):
            continue
        mark = marks.get(use.index)
        text = fixes.get(str(use.index), texts[use.index] if use.index < len(texts) else "")
        cells.append(CellShown(
            use.index, text, mark["level"] if mark else "ok", mark[words[0]] if mark else "", mark[words[1]] if mark else "",
            str(use.index) in fixes, use.header or use.letter,
        ))  # fmt: skip
    more = marks.get(-1)
    level = max((reading.LEVELS[m["level"]] for m in marks.values()), default=Level.OK)
    return RowShown(number, int(level), cells, more[words[0]] if more else "", row)


def row_shown(one: Intake, row: IntakeRow, mapping: RosterMapping | None = None) -> RowShown:
    """A stored row with its cells as the review page shows them."""
    uses = uses_of(mapping or reading.mapping_of(one), row)
    marks = {m["column"]: m for m in row.marks}
    return _row_shown(row.number, [show(unpack(c)) for c in row.cells], marks, row.fixes, uses, row)


def uses_of(mapping: RosterMapping, row: IntakeRow) -> tuple[ColumnUse, ...]:
    """The columns of the table a row stands in."""
    sheet = mapping.sheet(row.sheet)
    return sheet.tables[row.table].columns if sheet and row.table < len(sheet.tables) else ()


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows of one table, under its headings."""

    sheet: str
    headings: list[str]
    rows: list[RowShown]


def groups_of(one: Intake, rows: list[IntakeRow]) -> Iterator[RowGroup]:
    """Rows in order, cut where another table begins."""
    mapping = reading.mapping_of(one)
    for (sheet, _table), part in groupby(rows, key=lambda r: (r.sheet, r.table)):
        shown = [row_shown(one, r, mapping) for r in part]
        uses = uses_of(mapping, shown[0].row) if shown and shown[0].row else ()
        headings = [
            field_words(u.field, u.detail, lang=lang()) for u in uses if u.field and not u.field.startswith("_")
        ]
        yield RowGroup(sheet, headings, shown)


LEVEL_FILTERS = {"sai": Level.ERROR, "xem": Level.WARNING, "may-sua": Level.MENDED}
OUTCOME_FILTERS = {
    "them": Outcome.CREATED, "cap-nhat": Outcome.UPDATED, "khong-doi": Outcome.UNCHANGED, "tu-choi": Outcome.REJECTED,
}  # fmt: skip


def rows_of(one: Intake, wanted: str) -> QuerySet[IntakeRow]:
    """The rows of a filter of the review page; all of them for an unknown word."""
    rows = one.rows.order_by("position")
    if wanted in LEVEL_FILTERS:
        return rows.filter(level=LEVEL_FILTERS[wanted])
    if wanted in OUTCOME_FILTERS:
        return rows.filter(outcome=OUTCOME_FILTERS[wanted])
    return rows


def filter_counts(one: Intake) -> list[tuple[str, str, int]]:
    """The filters that would show something: word in the address, word on the page, rows."""
    levels = dict(one.rows.order_by().values_list("level").annotate(n=Count("pk")))
    outcomes = dict(one.rows.order_by().values_list("outcome").annotate(n=Count("pk")))
    found = [(key, str(level.label), levels.get(level, 0)) for key, level in LEVEL_FILTERS.items()]
    found += [(key, str(outcome.label), outcomes.get(outcome, 0)) for key, outcome in OUTCOME_FILTERS.items()]
    return [(k, w, n) for k, w, n in found if n]


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """One field before and after, in words."""

    label: str
    before: str
    after: str


def changes_shown(row: IntakeRow) -> list[ChangeShown]:
    """What a row changes, in words."""
    shown = []
    for table, column, before, after in row.changes:
        if table == "ratings":
            system, _sign, year = column.rpartition(":")
            label = (_("Xếp loại đảng viên %s") if system == "party" else _("Xếp loại %s")) % year
            shown.append(
                ChangeShown(label, RATINGS.label(before, lang()) if before else "–", RATINGS.label(after, lang()))
            )
        elif table == "tenures":
            shown.append(ChangeShown(_("Đơn vị"), before or "–", after))
        else:
            declared = column_of(table, column)
            label = declared.vi if lang() == "vi" else declared.en
            shown.append(ChangeShown(label, _value_words(declared, before), _value_words(declared, after)))
    return shown


def _value_words(column: Any, value: Any) -> str:
    if value is None:
        return "–"
    if column.type == "bool":
        return _("Có") if value else _("Không")
    if column.type == "date":
        return date.fromisoformat(value).strftime("%d/%m/%Y")
    if column.code_list is not None:
        return str(column.code_list.label(value, lang()))
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",") if lang() == "vi" else f"{value:g}"
    return str(value)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody on file a doubtful row may be about."""

    person_id: str
    name: str
    born: str
    number: str
    place: str


def candidates_of(rows: list[IntakeRow]) -> dict[int, list[Candidate]]:
    """For each doubtful row the people it may be about, with what tells them apart."""
    ids = {p for r in rows for p in r.candidates}
    people = Person.objects.in_bulk(ids)
    places = {
        t.person_id: f"{t.title}, {t.post.unit.name if t.post else t.unit_name or ''}"
        for t in Tenure.objects.filter(person_id__in=ids, withdrawn_at__isnull=True, to_date__isnull=True).select_related("post__unit")
    }  # fmt: skip
    known = {key: _candidate(p, places.get(key, "–")) for key, p in people.items()}
    return {r.pk: [known[p] for p in r.candidates if p in known] for r in rows}


def _candidate(person: Person, place: str) -> Candidate:
    born = person.born.strftime("%d/%m/%Y") if person.born else str(person.born_year_only or "–")
    return Candidate(person.pk, person.name, born, person.citizen_id or "–", place)


def near_units(name: str, units: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Up to three units on file whose names come near: for the officer to look at, never taken by themselves."""
    words = set(unit_key(name).split())
    scored: list[tuple[float, int, str, str]] = []
    for unit_id, other in units:
        theirs = set(unit_key(other).split())
        scored.append((len(words & theirs) / max(1, len(words | theirs)), -len(scored), unit_id, other))
    return [(unit_id, other) for score, _, unit_id, other in sorted(scored, reverse=True)[:3] if score >= 0.4]


def doubtful(one: Intake) -> list[IntakeRow]:
    """Rows that need a decision, and those decided already, the open ones first."""
    rows = one.rows.filter(match="doubt") | one.rows.exclude(decision="")
    return sorted(rows.distinct(), key=lambda r: (bool(r.decision), r.position))[:200]


def spent(one: Intake) -> int:
    """Seconds since the job began (or was asked for)."""
    begun = one.started_at or one.queued_at or one.made_at
    return max(0, int((timezone.now() - begun).total_seconds()))
