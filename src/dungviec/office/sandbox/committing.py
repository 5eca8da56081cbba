"""Committing a draft: the difference between the records and the branch, with everybody's new post, written as one batch.

Until this is called the records, and everything computed from them, are as if the draft did not exist. Written are: new units and
posts, units and posts that end, changed parents, norms and seats from the effective day, an event for each act on units, tenures
that end the day before and tenures that begin on the day. The batch can be undone as a whole.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import polars as pl
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.registry.models import Batch
from dungviec.office.registry.reading import KEY
from dungviec.office.registry.selectors import city, rows, snapshot
from dungviec.office.registry.services import open_batch, undo, write_many
from dungviec.office.sandbox.models import Draft, Status
from dungviec.office.sandbox.services import DraftFault, scenario_of
from dungviec.records.vietnamese import format_date

if TYPE_CHECKING:
    from dungviec.placement.scenario import Scenario
    from dungviec.records import Snapshot

TABLES = {"units": "unit_id", "posts": "post_id"}
"""Tables that a branch may change, with their keys."""
_TENURE = ["person_id", "post_id", "from_date", "kind"]


@transaction.atomic
def commit(draft: Draft, user: User, *, resolution: str, resolved: date) -> Batch:
    """Write the draft into the records. Raises DraftFault without a resolution, where the records have moved on, or the plan failed its checks."""
    held = Draft.objects.select_for_update().get(pk=draft.pk)
    here = city()
    if held.status != Status.STAFFED:
        raise DraftFault(_("Chỉ ghi được kịch bản đã bố trí thử xong."))
    if not resolution.strip():
        raise DraftFault(_("Xin ghi số nghị quyết, quyết định."))
    if resolved > held.effective:
        raise DraftFault(_("Ngày ký phải không sau ngày có hiệu lực."))
    if here is None or here.revision != held.revision:
        raise DraftFault(_("Hồ sơ đã thay đổi từ khi bố trí thử. Xin bố trí thử lại rồi ghi."))
    scenario = scenario_of(held.text)
    before, after = _before_and_after(held, scenario)
    words = f"{resolution.strip()} ngày {format_date(resolved)}"
    batch = open_batch("reorganisation", scenario.name, by=user, basis=words)
    _write_tables(batch, before, after, scenario.effective, words)
    _write_tenures(batch, after, scenario.effective)
    write_many(batch, creates={"unit_events": _events(scenario, before, after, resolution.strip(), resolved)})
    Draft.objects.filter(pk=held.pk).update(
        status=Status.COMMITTED, batch_id=batch.pk, resolution=words[:120], ended_by=user, ended_at=timezone.now()
    )
    ledger.record(
        user.username,
        "commit_draft",
        kind="draft",
        subject=str(held.pk),
        batch=batch.pk,
        day=scenario.effective.isoformat(),
    )
    return batch


@transaction.atomic
def take_back(draft: Draft, user: User, why: str) -> None:
    """Undo a commit as a whole; the draft may then be staffed and committed again. Raises DraftFault without a reason."""
    held = Draft.objects.select_for_update().get(pk=draft.pk)
    if held.status != Status.COMMITTED or held.batch_id is None:
        raise DraftFault(_("Kịch bản này chưa được ghi vào hồ sơ."))
    if not why.strip():
        raise DraftFault(_("Xin ghi lý do."))
    undo(Batch.objects.get(pk=held.batch_id), by=user, why=why.strip())
    Draft.objects.filter(pk=held.pk).update(
        status=Status.DRAFT, batch_id=None, resolution="", ended_by=None, ended_at=None
    )
    ledger.record(user.username, "take_back_draft", kind="draft", subject=str(held.pk))


def _before_and_after(draft: Draft, scenario: Scenario) -> tuple[Snapshot, Snapshot]:
    """The records on the effective day, and as they would be with the draft."""
    from dungviec.placement import PolicyFault
    from dungviec.placement.plan import Plan
    from dungviec.placement.scenario import Staffing, branch
    from dungviec.placement.scenario import commit as in_effect

    before = snapshot(scenario.effective)
    try:
        return before, in_effect(Staffing(branch(before, scenario), Plan.from_json(draft.outcome.plan)))
    except PolicyFault as fault:
        raise DraftFault(fault.vi if (get_language() or "vi").startswith("vi") else fault.en) from None


def _write_tables(batch: Batch, before: Snapshot, after: Snapshot, day: date, basis: str) -> None:
    """New units and posts; what changes from the day on; what ends the day before."""
    creates: dict[str, list[dict[str, Any]]] = {}
    changes: dict[str, list[tuple[str, dict[str, Any]]]] = {}
    ends: dict[str, list[tuple[str, dict[str, Any]]]] = {}
    for table, key in TABLES.items():
        old = {row[key]: row for row in before[table].iter_rows(named=True)}
        for row in after[table].iter_rows(named=True):
            was = old.get(row[key])
            if was is None:
                creates.setdefault(table, []).append(row)
                continue
            changed = {c: v for c, v in row.items() if v != was[c]}
            if "valid_to" in changed:
                ends.setdefault(table, []).append((row[key], {"valid_to": changed.pop("valid_to")}))
            if changed:
                changes.setdefault(table, []).append((row[key], changed))
    if creates:
        write_many(batch, creates=creates)
    if changes:
        write_many(batch, amends=changes, valid_from=day, basis=basis)
    if ends:
        write_many(batch, amends=ends)


def _write_tenures(batch: Batch, after: Snapshot, day: date) -> None:
    """Tenures that end the day before, and those that begin."""
    now = rows("tenures", day)
    then = after["tenures"]
    ended = (
        now.join(then.select(*_TENURE, _ends="to_date", _why="left_because"), on=_TENURE, how="inner", nulls_equal=True)
        .filter(pl.col("to_date").is_null() & pl.col("_ends").is_not_null())
        .unique(KEY, maintain_order=True)
    )
    begun = then.join(now.select(_TENURE), on=_TENURE, how="anti", nulls_equal=True)
    amends = [
        (key, {"to_date": ends, "left_because": why})
        for key, ends, why in ended.select(KEY, "_ends", "_why").iter_rows()
    ]
    if amends:
        write_many(batch, amends={"tenures": amends})
    if not begun.is_empty():
        write_many(batch, creates={"tenures": begun.to_dicts()})


def _events(
    scenario: Scenario, before: Snapshot, after: Snapshot, resolution: str, resolved: date
) -> list[dict[str, Any]]:
    """One event for each act on units, in the order of the scenario."""
    acts: list[tuple[str, list[str], list[str]]] = []
    for change in scenario.changes:
        if change.create is not None:
            acts.append(("founded", [], [change.create.unit_id]))
        elif change.merge is not None:
            acts.append(("merged", list(change.merge.units), [change.merge.into.unit_id]))
        elif change.split is not None:
            acts.append(("split", [change.split.unit], [u.unit_id for u in change.split.into]))
        elif change.abolish is not None:
            last = scenario.effective - timedelta(days=1)
            live = set(before.live_units["unit_id"])
            ended = after.units.filter((pl.col("valid_to") == last) & pl.col("unit_id").is_in(list(live)))[
                "unit_id"
            ].to_list()
            told = {u for _kind, old, _new in acts for u in old}
            acts.append(("abolished", [u for u in ended if u not in told], []))
        elif change.norm is not None:
            acts.append(("norm_changed", [change.norm.unit], [change.norm.unit]))
    return [
        {
            "kind": kind, "effective": scenario.effective, "resolution": resolution, "resolved": resolved, "predecessors": old, "successors": new,
            "note": scenario.note[:300] or None,
        }
        for kind, old, new in acts if old or new
    ]  # fmt: skip
