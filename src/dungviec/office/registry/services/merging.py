"""Making two records one: every row of the other goes over, nothing is overwritten, and undoing the batch makes them two again."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db import transaction

from dungviec.office.access import ledger
from dungviec.office.registry import attached
from dungviec.office.registry.faults import RegistryFault
from dungviec.office.registry.holdings import Holding, Row, holding, holdings
from dungviec.office.registry.merging import EventMove, MergePlan, live_row, person_columns, plan_merge
from dungviec.office.registry.models import Apart, Batch, Change, Merge
from dungviec.office.registry.services.batches import Actor, Writing, account_of, begin, enter, now, open_batch
from dungviec.office.registry.services.rows import insert, stored
from dungviec.office.registry.services.timelines import adopt, leave_file, restart, write_changes
from dungviec.office.registry.services.writing import refuse_while_referred, retire

KEPT, CLOSED, BOTH = "kept", "closed", "both"


@transaction.atomic
def merge_people(
    kept: str, closed: str, *, by: Actor, why: str, choices: Mapping[str, str] | None = None, seal: str = ""
) -> Batch:
    """Merge the record ``closed`` into ``kept`` in one batch and answer with it; ``undo`` of that batch restores both.

    ``choices``: by the key of a field ``kept`` or ``closed``; by the name of a clashing event ``both`` (when not said),
    ``kept`` or ``closed``. A field taken from the closed record comes with its whole timeline. ``seal``: that of the plan
    somebody looked at. Raises RegistryFault when a record is not on file, the plan has changed, or no reason is given.
    """
    if not why.strip():
        raise RegistryFault(
            "Xin ghi vì sao hai hồ sơ là một người.", "Please state why the two records are one person."
        )
    batch = open_batch("merge", why, by=by)
    writing = begin(by, why, batch=batch, verb="merge")
    plan = plan_merge(kept, closed)
    if seal and seal != plan.seal:
        raise RegistryFault(
            "Một trong hai hồ sơ vừa thay đổi sau khi xem trước. Xin xem lại rồi gộp.",
            "One of the records has changed since the preview. Look again, then merge.",
        )
    chosen = {field.key: field.default for field in plan.fields} | dict(choices or {})
    lines = _events(plan, writing, chosen)
    lines += _fields(plan, writing, chosen)
    lines += _close(plan, writing)
    moved = attached.move(closed, kept)
    Merge.objects.create(batch=writing.batch, kept_id=kept, closed_id=closed, at=writing.at, moved=moved)
    for name in {line.table for line in lines}:
        holding(name).settle()
    writing.close(lines)
    counted = {how: len(plan.of(how)) for how in ("move", "fold", "clash", "tie")}
    enter(
        writing, "merge_people", "person", kept, closed=closed, moved={n: len(k) for n, k in moved.items()}, **counted
    )
    return writing.batch


def _events(plan: MergePlan, writing: Writing, chosen: Mapping[str, str]) -> list[Change]:
    lines: list[Change] = []
    for to in [to for to in holdings().values() if not to.single and person_columns(to)]:
        gone: list[int] = []
        coming: list[Row] = []
        for event in [e for e in plan.events if e.table == to.name]:
            more_gone, more_coming = _fate(event, chosen.get(event.name, BOTH))
            gone += more_gone
            coming += more_coming
        if gone or coming:
            lines += _write_events(to, writing, gone, coming)
    return lines


def _fate(event: EventMove, choice: str) -> tuple[list[int], list[Row]]:
    """The rows that are withdrawn and those that are added."""
    if event.how == "fold":
        assert event.beside is not None
        assert event.beside_row is not None
        if event.gains:
            return [event.key, event.beside], [event.beside_row | event.gains]
        return [event.key], []
    if event.how == "tie" or (event.how == "clash" and choice == KEPT):
        return [event.key], []
    if event.how == "clash" and choice == CLOSED:
        assert event.beside is not None
        return [event.key, event.beside], [event.row]
    return [event.key], [event.row]


def _write_events(to: Holding, writing: Writing, gone: list[int], coming: list[Row]) -> list[Change]:
    gone = list(dict.fromkeys(gone))
    people = {pk: to.subject(row) for pk, row in stored(to, gone).items()}
    retire(to, list(gone), writing)
    insert(to, coming, at=writing.at, account=writing.account, batch=writing.batch.pk)
    added = to.model._default_manager.filter(batch=writing.batch, recorded_at=writing.at)
    names = [to.attributes["person_id"]] if to.is_about_people else []
    lines = [writing.note(to.name, str(pk), "withdraw", person=people[pk]) for pk in gone]
    return lines + [
        writing.note(to.name, str(pk), "create", person=str(person[0] or "") if person else "")
        for pk, *person in added.values_list("pk", *names)
    ]


def _fields(plan: MergePlan, writing: Writing, chosen: Mapping[str, str]) -> list[Change]:
    lines = []
    for name in [to.name for to in holdings().values() if to.single and to.is_about_people]:
        to = holding(name)
        taken = [f for f in plan.fields if f.table == name and chosen[f.key] == CLOSED]
        values = {f.column.name: f.closed for f in taken}
        if name in plan.missing:
            _begin_row(to, writing, plan.kept, values)
        elif values:
            row = stored(to, [plan.kept])[plan.kept]
            write_changes(to, writing, {plan.kept: row}, {plan.kept: values}, valid_from=None)
        if values:
            adopt(to, writing, stored(to, [plan.kept])[plan.kept], plan.closed, plan.kept, list(values))
        if values or name in plan.missing:
            lines.append(writing.note(name, plan.kept, "amend", person=plan.kept))
    return lines


def _begin_row(to: Holding, writing: Writing, person: str, values: Row) -> None:
    """The first row of a single-row table for the kept record."""
    whole = dict.fromkeys(to.attributes) | {to.key_column: person} | values
    there = stored(to, [person])
    if there:
        restart(to, writing, there, {person: whole})
        to.model._default_manager.filter(pk=person).update(withdrawn_at=None, withdrawn_in=None)
    else:
        insert(to, [whole], at=writing.at, account=writing.account, batch=writing.batch.pk)


def _close(plan: MergePlan, writing: Writing) -> list[Change]:
    """The closed record leaves the file, with every row that is one per person."""
    lines = []
    tables: Collection[Holding] = [to for to in holdings().values() if to.single and to.is_about_people]
    for to in sorted(tables, key=lambda t: t.name == "people"):  # what points at the person goes first
        if live_row(to.name, plan.closed) is None:
            continue
        refuse_while_referred(to, [plan.closed])
        leave_file(to.name, writing, [plan.closed])
        retire(to, [plan.closed], writing)
        lines.append(writing.note(to.name, plan.closed, "withdraw", person=plan.closed))
    return lines


def after_undo(batch: Batch) -> None:
    """What hung on the closed record outside the two axes goes back with it; nothing for other batches."""
    merge = Merge.objects.filter(batch=batch).first()
    if merge is not None:
        attached.give_back(merge.moved, before=merge.closed_id, after=merge.kept_id)


@transaction.atomic
def keep_apart(first: str, second: str, *, by: Actor, why: str) -> Apart:
    """Record that two records are of two people, with the reason; the pair is not asked about again."""
    a, b = sorted((first, second))
    if not why.strip():
        raise RegistryFault("Xin ghi vì sao đây là hai người.", "Please state why these are two people.")
    if a == b or any(live_row("people", person) is None for person in (a, b)):
        raise RegistryFault("Xin chọn hai hồ sơ đang có.", "Please choose two records that are on file.")
    there = Apart.objects.filter(first_id=a, second_id=b, withdrawn_at__isnull=True).first()
    if there is not None:
        return there
    actor, _account = account_of(by)
    made = Apart.objects.create(first_id=a, second_id=b, why=why.strip()[:300], at=now(), by=actor)
    _enter_apart(actor, "keep_apart", made)
    return made


@transaction.atomic
def ask_again(pk: int, *, by: Actor) -> Apart:
    """Take back that two records are of two people: the pair is asked about again."""
    found = Apart.objects.select_for_update().filter(pk=pk, withdrawn_at__isnull=True).first()
    if found is None:
        raise RegistryFault("Cặp này không còn trong danh sách.", "This pair is no longer on the list.")
    actor, _account = account_of(by)
    found.withdrawn_at, found.withdrawn_by = now(), actor
    found.save(update_fields=["withdrawn_at", "withdrawn_by"])
    _enter_apart(actor, "ask_again", found)
    return found


def _enter_apart(actor: str, action: str, pair: Apart) -> None:
    ledger.record(actor, action, kind="person", subject=pair.first_id, other=pair.second_id)
