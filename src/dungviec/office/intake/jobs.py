"""The worker's three jobs: read the file, compare its rows with the records, write what was agreed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from dungviec.office.access import ledger
from dungviec.office.intake import files, reading
from dungviec.office.intake.comparing import Comparison, Fate, Plan, compare
from dungviec.office.intake.models import Intake, IntakeRow, Status
from dungviec.office.intake.services import NotNow
from dungviec.office.intake.targets import is_lasting
from dungviec.office.registry.models import City
from dungviec.office.registry.services import open_batch, write_many

Tell = Callable[[str, float], None]


def read_rows(one: Intake, tell: Tell) -> None:
    """Read the whole file and store its rows, then compare them."""
    got = reading.read_file(one, progress=lambda stage, share: tell("read", 0.5 * share))
    rows = list(reading.stored_rows(one, got))
    tell("keep", 0.5)
    other: dict[str, int] = {}
    for sheet in got.sheets:
        for kind, count in sheet.other.items():
            other[kind] = other.get(kind, 0) + count
    with transaction.atomic():
        reading.keep_rows(one, rows, lambda count: None)
        one.tables, one.other_rows, one.day = reading.tables_of(got), other, got.as_of or one.day
        one.save(update_fields=["tables", "other_rows", "day"])
    compare_rows(one, lambda share: tell("check", 0.6 + 0.4 * share))


def compare_rows(one: Intake, tell: Callable[[float], None] | None = None) -> Comparison:
    """Compare the stored rows with the records and store what would become of each: the dry run."""
    rows = list(one.rows.order_by("position"))
    found = compare(one, rows, day=day_of(one), tell=tell)
    with transaction.atomic():
        _store(rows, found.fates)
        one.balance, one.stale = found.balance, False
        one.choices = one.choices | {"units": [[u.key, u.name, u.people] for u in found.units]}
        one.save(update_fields=["balance", "stale", "choices"])
    return found


def day_of(one: Intake) -> date:
    """The day the file speaks of; the day it came in where nothing says."""
    return one.day or one.made_at.date()


def _store(rows: Sequence[IntakeRow], fates: Sequence[Fate]) -> None:
    """Write what becomes of each row by one prepared statement."""
    meta = IntakeRow._meta
    names = ("match", "person_id", "candidates", "changes", "outcome", "reason_vi", "reason_en")
    fields = [f for f in meta.concrete_fields if f.name in names]
    quote = connection.ops.quote_name
    sets = ", ".join(f"{quote(str(f.column))} = %s" for f in fields)
    values = []
    for row, fate in zip(rows, fates, strict=True):
        row.match, row.person_id, row.candidates = fate.match.how, fate.person_id, list(fate.match.candidates)
        row.changes = [[t, c, _plain(before), _plain(after)] for t, c, before, after in fate.changes]
        row.outcome, row.reason_vi, row.reason_en = fate.outcome, fate.vi, fate.en
        values.append((*(f.get_db_prep_save(getattr(row, f.name), connection) for f in fields), row.pk))
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {quote(meta.db_table)} SET {sets} WHERE id = %s", values)  # noqa: S608 - names come from the model


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def write_rows(one: Intake, tell: Tell, by: str) -> None:
    """Write what was agreed, in one transaction. Records that moved since the dry run stop it: the officer looks again.

    The comparison is made anew before the transaction, so that others wait for the write alone; a change of the records
    between the two is seen by their revision.
    """
    tell("check", 0.1)
    agreed = {k: one.balance.get(k) for k in ("created", "updated", "unchanged", "rejected")}
    rows = list(one.rows.order_by("position"))
    seen = City.objects.order_by("pk").values_list("revision", flat=True).first()
    found = compare(one, rows, day=day_of(one), tell=lambda share: tell("check", 0.1 + 0.5 * share))
    if {k: found.balance[k] for k in agreed} != agreed:
        raise _moved()
    _store(rows, found.fates)
    tell("write", 0.7)
    with transaction.atomic():
        here = City.objects.select_for_update().order_by("pk").first()
        if here is not None and here.revision != seen:
            raise _moved()
        batch = open_batch("import", one.name, by=by)
        write_plans(one, batch, found)
        one.batch, one.status, one.balance, one.ended_at = batch, Status.DONE, found.balance, timezone.now()
        stored, one.stored = one.stored, ""
        one.save(update_fields=["batch", "status", "balance", "ended_at", "stored"])
        counts = {k: found.balance[k] for k in ("rows_in", "created", "updated", "unchanged", "rejected")}
        ledger.record(by, "intake_done", kind="intake", subject=str(one.pk), batch=batch.pk, **counts)
        transaction.on_commit(lambda: files.delete(stored), robust=True)  # it is agreed by then
    _forget_cells(one)


def _moved() -> NotNow:
    return NotNow(
        "Hồ sơ đã thay đổi từ lúc đối chiếu nên chưa ghi gì. Kết quả đối chiếu mới ở dưới; xin xem lại rồi ghi.",
        "The records have changed since the comparison, so nothing was written. Look at the new comparison and write again.",
    )


def _forget_cells(one: Intake) -> None:
    """What was taken over lives in the records now; only rejected rows keep their cells, for the file of rejected rows."""
    one.rows.exclude(outcome="rejected").update(
        cells=[], fixes={}, facts={}, marks=[], around={}, changes=[], candidates=[]
    )


def write_plans(one: Intake, batch: Any, found: Comparison) -> None:
    """The plans as creates and amends of the registry: who somebody is corrects, what somebody has reached holds from the day."""
    creates: dict[str, list[dict[str, Any]]] = {
        "units": _new_units(one, found),
        "people": [],
        "tenures": [],
        "ratings": [],
    }
    lasting: dict[str, list[tuple[str | int, dict[str, Any]]]] = {"ratings": [], "tenures": []}
    dated: dict[str, list[tuple[str | int, dict[str, Any]]]] = {}
    on_file = _with_dossier([p.person_id for p in found.plans if not p.new])
    for plan in found.plans:
        _people(plan, creates, lasting, dated, on_file)
        if plan.place is not None:
            creates["tenures"].append(plan.place)
            if plan.ends is not None:
                lasting["tenures"].append((plan.ends, {"to_date": _day_before(plan.place["from_date"])}))
        for (system, year), (pk, level) in plan.ratings.items():
            if pk is None:
                creates["ratings"].append(
                    {"person_id": plan.person_id, "year": year, "system": system, "rating": level}
                )
            else:
                lasting["ratings"].append((pk, {"rating": level}))
    write_many(batch, creates=creates, amends=lasting)
    if dated:
        write_many(batch, amends=dated, valid_from=day_of(one))


def _people(
    plan: Plan,
    creates: dict[str, list[dict[str, Any]]],
    lasting: dict[str, list[tuple[str | int, dict[str, Any]]]],
    dated: dict[str, list[tuple[str | int, dict[str, Any]]]],
    on_file: set[tuple[str, str]],
) -> None:
    for table, values in plan.values.items():
        if plan.new or (table != "people" and (table, plan.person_id) not in on_file):
            creates.setdefault(table, []).append({"person_id": plan.person_id, **values})
            continue
        for into, wanted in ((lasting, True), (dated, False)):
            part = {c: v for c, v in values.items() if is_lasting(table, c) is wanted}
            if part:
                into.setdefault(table, []).append((plan.person_id, part))


def _with_dossier(people: list[str]) -> set[tuple[str, str]]:
    """Which of these people have a row in the table of particulars."""
    from dungviec.office.intake.targets import DOSSIER
    from dungviec.office.registry.holdings import holdings

    held = holdings().get(DOSSIER)
    if held is None:
        return set()
    there: Any = held.model._default_manager.filter(withdrawn_at__isnull=True)
    found: set[tuple[str, str]] = set()
    for start in range(0, len(people), 400):
        part = people[start : start + 400]
        found |= {(DOSSIER, str(p)) for p in there.filter(person_id__in=part).values_list("person_id", flat=True)}
    return found


def _new_units(one: Intake, found: Comparison) -> list[dict[str, Any]]:
    return [
        {
            "unit_id": f"N{one.pk}-{u.decided['number']}", "name": u.name, "kind": u.decided["kind"],
            "parent_id": u.decided.get("parent") or None, "basis": one.name,
        }
        for u in found.units if u.decided.get("choice") == "new"
    ]  # fmt: skip


def _day_before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)
