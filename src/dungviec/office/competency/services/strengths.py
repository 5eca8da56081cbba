"""Revealed strengths into the records, where fit reads them: as one batch that a person writes and may undo."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

import polars as pl
from django.db import transaction
from django.utils.translation import gettext as _

from dungviec.competency.tables import EVIDENCE_PREFIX
from dungviec.office.access.models import User
from dungviec.office.competency.faults import CompetencyRefused
from dungviec.office.competency.strengths import claims, evidence
from dungviec.office.registry.models import Batch
from dungviec.office.registry.selectors import office_day, rows, snapshot
from dungviec.office.registry.services import open_batch, write_many
from dungviec.records.known_by import strengths_by

if TYPE_CHECKING:
    from dungviec.competency.revealed import Claim

VERY_SURE = 0.99
"""From here a claim counts with the highest confidence."""


def to_write(people: Collection[str] | None) -> list[Claim]:
    """Claims of strengths that the records do not hold yet, about people in reach (None: everybody)."""
    day = office_day()
    there = strengths_by(snapshot(day)).filter(pl.col("evidence").str.starts_with(EVIDENCE_PREFIX))
    known = {(p, s, e) for p, s, e in there.select("person_id", "strength", "evidence").iter_rows()}
    reach = None if people is None else set(people)
    return [
        c for person, own in claims(day).items() if reach is None or person in reach
        for c in own if c.verdict == "strength" and (person, c.kind, evidence(c, day)) not in known
    ]  # fmt: skip


@transaction.atomic
def write_revealed(people: Collection[str] | None, *, reason: str, by: User) -> Batch:
    """Write them. An earlier revealed strength of the same kind is replaced; what others noted stays. Raises CompetencyRefused."""
    new, day = to_write(people), office_day()
    if not reason.strip():
        raise CompetencyRefused(_("Xin ghi căn cứ của lần ghi sở trường."))
    if not new:
        raise CompetencyRefused(_("Không có sở trường bộc lộ nào mới so với hồ sơ."))
    earlier = _earlier({(c.person_id, c.kind) for c in new})
    creates: list[dict[str, Any]] = []
    amends: list[tuple[str | int, dict[str, Any]]] = []
    for claim in new:
        row = {"evidence": evidence(claim, day), "noted": day, "confidence": 3 if claim.sure >= VERY_SURE else 2}
        key = earlier.get((claim.person_id, claim.kind))
        if key is None:
            creates.append({"person_id": claim.person_id, "strength": claim.kind, **row})
        else:
            amends.append((key, row))
    batch = open_batch("revealed", _("Sở trường bộc lộ qua công việc"), by=by, basis=reason)
    write_many(batch, creates={"strengths": creates}, amends={"strengths": amends})
    return batch


def _earlier(wanted: set[tuple[str, str]]) -> dict[tuple[str, str], int]:
    there = rows("strengths", office_day()).filter(pl.col("evidence").str.starts_with(EVIDENCE_PREFIX))
    return {(p, s): key for p, s, key in there.select("person_id", "strength", "_key").iter_rows() if (p, s) in wanted}
