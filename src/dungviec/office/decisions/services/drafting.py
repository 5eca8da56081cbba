"""Drafts: written by the personnel office from what is on file, submitted, given back, dropped, replaced."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.decisions.agencies import agency, next_number, proposing_head
from dungviec.office.decisions.checks import Desk
from dungviec.office.decisions.effects import running
from dungviec.office.decisions.faults import DecisionRefused
from dungviec.office.decisions.models import OPEN, Decision, Deed, Packet, State
from dungviec.office.registry.selectors import office_day, rows, snapshot
from dungviec.records.dates import period_end
from dungviec.records.vietnamese import name_sort_text

STAYING = frozenset({"reappointment", "extension"})
LEAVING = frozenset({"dismissal", "resignation", "relief"})


@dataclass(frozen=True, slots=True)
class Draft:
    """What the personnel office decides of a draft; everything else is read from the file."""

    kind: str
    person_id: str
    effective: date
    to_post_id: str = ""
    until: date | None = None
    reason: str = ""
    course: str = ""
    school: str = ""
    cost: str = ""


@transaction.atomic
def draft(given: Draft, *, by: User, packet: Packet | None = None, replaces: Decision | None = None) -> Decision:
    """A new draft. Raises DecisionRefused when the person or the post is not on file."""
    made = Decision(
        agency=packet.agency if packet else agency(),
        packet=packet,
        made_by=by,
        made_at=timezone.now(),
        replaces=replaces,
    )
    _take(made, given)
    if (
        replaces is not None and replaces.effective > office_day()
    ):  # the post held is the one before the decision replaced
        for name in ("from_post_id", "from_title", "from_unit", "from_path"):
            setattr(made, name, getattr(replaces, name))
    made.save()
    _note(made, by, "draft")
    ledger.record(
        by.username, "draft_decision", kind="person", subject=made.person_id, decision=made.pk, what=made.kind
    )
    return made


@transaction.atomic
def change(pk: int, given: Draft, *, by: User) -> Decision:
    """Other facts in a draft; what was submitted becomes a draft again. Raises DecisionRefused once it is signed."""
    one = opened(pk)
    _take(one, given)
    one.state, one.exception, one.exception_paper, one.verdict = State.DRAFT, "", "", None
    one.save()
    _note(one, by, "change")
    ledger.record(by.username, "change_decision", kind="person", subject=one.person_id, decision=one.pk)
    return one


@transaction.atomic
def put_exception(pk: int, *, words: str, paper: str, by: User) -> Decision:
    """Put on record that the competent authority decided on a case the law leaves to it: its words and its paper.

    Raises DecisionRefused without either.
    """
    one = opened(pk)
    if not words.strip() or not paper.strip():
        raise DecisionRefused(_("Xin ghi ý kiến của cấp có thẩm quyền và số văn bản cho ý kiến."))
    one.exception, one.exception_paper = words.strip()[:300], paper.strip()[:120]
    one.save(update_fields=["exception", "exception_paper"])
    _note(one, by, "exception", paper)
    ledger.record(by.username, "except_decision", kind="person", subject=one.person_id, decision=one.pk)
    return one


@transaction.atomic
def submit(decisions: Sequence[Decision], *, by: User) -> None:
    """Submit drafts for signature. Raises DecisionRefused while something is in the way that nobody may excuse."""
    found = [opened(d.pk) for d in decisions]
    desk = Desk(found)
    for one in found:
        problems = desk.problems(one)
        hard = next((p for p in problems if not p.excusable), None)
        if hard is not None:
            raise DecisionRefused(f"{one.person_name}: {hard.words}")
        judged = desk.judged.get(one.pk)
        one.verdict, one.state = int(judged.verdict) if judged else None, State.SUBMITTED
        one.save(update_fields=["verdict", "state"])
        _note(one, by, "submit")
        ledger.record(by.username, "submit_decision", kind="person", subject=one.person_id, decision=one.pk)
    for packet in {d.packet for d in found if d.packet is not None and d.packet.submission_number is None}:
        day = office_day()
        packet.submission_number = next_number(packet.agency, f"TTr-{packet.agency.proposer_symbol}", day.year)
        packet.submitted_on, packet.submission_signer = day, proposing_head(packet.agency, day)
        packet.save(update_fields=["submission_number", "submitted_on", "submission_signer"])


@transaction.atomic
def give_back(pk: int, *, why: str, by: User) -> Decision:
    """The leader returns a submitted decision. Raises DecisionRefused without a reason."""
    one = opened(pk)
    if one.state != State.SUBMITTED:
        raise DecisionRefused(_("Chỉ trả lại được quyết định đã trình."))
    if not why.strip():
        raise DecisionRefused(_("Xin ghi vì sao trả lại."))
    one.state = State.DRAFT
    one.save(update_fields=["state"])
    _note(one, by, "give_back", why)
    ledger.record(by.username, "return_decision", kind="person", subject=one.person_id, decision=one.pk)
    return one


@transaction.atomic
def drop(pk: int, *, by: User) -> Decision:
    """Drop what is not signed. It stays on file as dropped."""
    one = opened(pk)
    one.state = State.DROPPED
    one.save(update_fields=["state"])
    _note(one, by, "drop")
    ledger.record(by.username, "drop_decision", kind="person", subject=one.person_id, decision=one.pk)
    return one


@transaction.atomic
def replace_signed(pk: int, given: Draft, *, by: User) -> Decision:
    """A draft that replaces a signed decision: the way to correct one that is in effect. Raises DecisionRefused otherwise."""
    old = Decision.objects.get(pk=pk)
    if not old.signed:
        raise DecisionRefused(_("Chỉ thay thế quyết định đã ký; dự thảo thì sửa thẳng."))
    refuse_by_case(old)
    if given.person_id != old.person_id:
        raise DecisionRefused(_("Quyết định thay thế phải về cùng một người."))
    return draft(given, by=by, replaces=old)


def refuse_by_case(one: Decision) -> None:
    """A decision that a case of discipline made is changed by its appeal alone."""
    if one.by_case:
        raise DecisionRefused(
            _("Quyết định kỷ luật chỉ được đổi hoặc hủy qua giải quyết khiếu nại, ở trang vụ việc kỷ luật.")
        )


def opened(pk: int) -> Decision:
    """A decision that is not signed yet, locked. Raises DecisionRefused once it is."""
    one = Decision.objects.select_for_update(of=("self",)).select_related("packet__agency", "agency").get(pk=pk)
    if one.state not in OPEN:
        raise DecisionRefused(_("Quyết định này đã qua bước soạn thảo: %s.") % one.get_state_display())
    return one


def _take(one: Decision, given: Draft) -> None:
    """Fill a draft from the file."""
    here = snapshot(office_day())
    person = next(iter(here.people.filter(pl.col("person_id") == given.person_id).to_dicts()), None)
    if person is None:
        raise DecisionRefused(_("Không có cán bộ mã «%s».") % given.person_id[:40])
    one.kind, one.person_id, one.person_name = given.kind, given.person_id, person["name"]
    one.sort_key = name_sort_text(person["name"])[:400]
    tenures = rows("tenures", office_day()).filter(pl.col("person_id") == given.person_id).to_dicts()
    held = next(iter(running(tenures, given.person_id, given.effective - timedelta(days=1))), None)
    if held is None:
        held = next(iter(running(tenures, given.person_id, office_day())), None)
    units = {u["unit_id"]: u for u in here.units.to_dicts()}
    posts = {p["post_id"]: p for p in snapshot(given.effective).posts.filter(pl.col("post_id").is_in([given.to_post_id, held["post_id"] if held else ""])).to_dicts()}  # fmt: skip
    old = posts.get(held["post_id"]) if held else None
    one.from_post_id = (held["post_id"] or "") if held else ""
    one.from_title = (old["title"] if old else held["title"]) if held else ""
    one.from_unit = (units[old["unit_id"]]["name"] if old else held["unit_name"] or "") if held else ""
    one.from_path = _path(old["unit_id"]) if old else ""
    target = one.from_post_id if given.kind in STAYING else "" if given.kind == "training" else given.to_post_id
    new = posts.get(target)
    if target and new is None:
        raise DecisionRefused(_("Không có vị trí mã «%s».") % target[:40])
    one.to_post_id, one.to_title, one.to_unit, one.to_path = "", "", "", ""
    if new is not None:
        one.to_post_id, one.to_title, one.to_unit = new["post_id"], new["title"], units[new["unit_id"]]["name"]
        one.to_path = _path(new["unit_id"])
    one.effective, one.until = given.effective, given.until
    if one.until is None and given.kind == "appointment" and new is not None and new["term_months"]:
        one.until = period_end(given.effective, new["term_months"])
    one.reason, one.course, one.school, one.cost = (
        given.reason[:300],
        given.course[:200],
        given.school[:200],
        given.cost[:120],
    )


def _path(unit_id: str) -> str:
    from dungviec.office.registry.models import Unit

    return Unit.objects.filter(pk=unit_id).values_list("path", flat=True).first() or ""


def _note(one: Decision, by: User, action: str, note: str = "") -> None:
    Deed.objects.create(decision=one, action=action, at=timezone.now(), by=str(by), note=note.strip()[:300])
