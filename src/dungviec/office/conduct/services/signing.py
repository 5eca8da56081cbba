"""Signing: a decision with its number, the row of the records, the posts it ends, and the day from which it lifts by itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dungviec.conduct import grounds_on_file, signing_problems, unrecorded_grounds, validity_end
from dungviec.conduct.steps import DECISION
from dungviec.office.access.models import User
from dungviec.office.conduct.faults import ConductRefused, refuse_hard
from dungviec.office.conduct.models import Case, Stand, StepHeld
from dungviec.office.conduct.reading import law_case, status_of
from dungviec.office.conduct.services.common import NEUTRAL, did, locked, refuse_involved, set_flag
from dungviec.office.conduct.services.deciding import enter, numbered
from dungviec.office.conduct.services.posts import Parting, end_posts
from dungviec.office.decisions.agencies import agency
from dungviec.office.registry import services as registry
from dungviec.office.registry.governing import law_on
from dungviec.records.vietnamese import format_date


@dataclass(frozen=True, slots=True)
class Ruling:
    """What is decided: the form, the days, and the last day in force where the decision states one."""

    form: str
    signed: date
    effective: date
    ends: date | None = None
    paper: str = ""
    """Number and body of a Party decision; an administrative one gets its number from the office's own book."""
    parting: Parting = field(default_factory=Parting)
    """Which posts end and which lower one begins, where the form takes a post away."""


@transaction.atomic
def sign_case(pk: int, version: int, ruling: Ruling, *, by: User, on: date) -> Case:
    """Sign: a decision like any other with its number, a row of the table ``discipline``, and no case open any more in the record.

    A forced exit ends the posts held, a removal or demotion the leading ones, on the day of effect. The last day in force is the law's where a rule of the day states it, else the one given; without either it stays unknown and the
    records say so. Raises ConductRefused naming every reason that stands against it; nothing is written then.
    """
    one = locked(pk, version, Stand.OPEN)
    refuse_involved(one.person_id, by, on)
    case = law_case(one)
    view = law_on(ruling.signed)
    status = status_of(one.person_id, ruling.signed)
    grounds = grounds_on_file(on_leave=status.on_leave, criminal_open=status.criminal_open) if status else []
    problems = [
        *signing_problems(case, law_on, form=ruling.form, signed=ruling.signed, effective=ruling.effective, on=on),
        *unrecorded_grounds(case, view, grounds, on=ruling.signed),
    ]
    refuse_hard(problems)
    stated = validity_end(view, case, ruling.effective)
    if stated is not None and ruling.ends is not None and ruling.ends != stated:
        raise ConductRefused(_("Quy định của ngày ký cho quyết định hết hiệu lực ngày %s; xin bỏ trống ô hết hiệu lực.") % format_date(stated))  # fmt: skip
    ends = stated or ruling.ends
    if ends is not None and ends < ruling.effective:
        raise ConductRefused(_("Ngày hết hiệu lực trước ngày có hiệu lực."))
    if one.kind == "party":
        if not ruling.paper.strip():
            raise ConductRefused(_("Xin ghi số quyết định và tổ chức đảng ban hành."))
        one.symbol = ruling.paper.strip()[:40]
    else:
        made = numbered(one, agency(), form=ruling.form, signed=ruling.signed, effective=ruling.effective, by=by)
        one.decision, one.number, one.symbol = made, made.number, made.symbol
    one.form, one.signed_on, one.effective, one.ends = ruling.form, ruling.signed, ruling.effective, ends
    one.signer, one.state = str(by), Stand.DECIDED
    basis = f"Quyết định {one.symbol} ngày {format_date(one.signed_on)}"
    batch = registry.open_batch("conduct", NEUTRAL, by=by, basis=basis)
    one.row = registry.create(
        "discipline", {
            "person_id": one.person_id, "kind": one.kind, "form": one.form, "decided": one.signed_on, "effective": one.effective, "ends": ends,
            "decision": one.symbol, "decided_by": str(one.decision.agency).capitalize() if one.decision else None,
        },
        by=by, why=NEUTRAL, batch=batch,
    )  # fmt: skip
    ended = end_posts(one, batch, ruling.parting, by=by)
    if one.decision is not None:
        enter(one, batch, ended, ruling.parting.to_post_id, by=by)
    StepHeld.objects.create(
        case=one,
        step=DECISION,
        held=ruling.signed,
        paper=one.symbol,
        votes={one.form: 1},
        by=str(by),
        at=timezone.now(),
    )
    did(one, "sign_case", by, one.symbol, form=one.form, number=one.number)
    set_flag(one, since=ruling.signed, by=by)
    return one
