"""The row of the book of decisions that a ruling is: number, days, body, batch of the records; and what an appeal makes of it."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from dungviec.office.access.models import User
from dungviec.office.conduct.models import Case
from dungviec.office.decisions.agencies import next_number
from dungviec.office.decisions.models import Agency, Decision, Deed, State
from dungviec.office.decisions.services.handing_over import open_checklist
from dungviec.office.law.standing import keep, standing
from dungviec.office.registry.models import Batch, Post, Tenure, Unit
from dungviec.records.codes import DISCIPLINE_FORMS
from dungviec.records.vietnamese import name_sort_text


def numbered(one: Case, body: Agency, *, form: str, signed: date, effective: date, by: User) -> Decision:
    """A signed decision with the next number of the body's book, for the transaction that signs; :func:`enter` completes it."""
    return Decision.objects.create(
        agency=body, kind="discipline", form=form, state=State.SIGNED, person_id=one.person_id, person_name=one.person_name,
        sort_key=name_sort_text(one.person_name)[:400], from_title=one.title, from_unit=one.unit, effective=effective,
        number=next_number(body, f"QĐ-{body.symbol}", signed.year), year=signed.year, signed_on=signed, signed_at=timezone.now(), signed_by=by,
        signer=str(by), law_mark=keep(standing()), made_by=one.made_by, made_at=timezone.now(),
    )  # fmt: skip


def enter(one: Case, batch: Batch, ended: list[Tenure], to_post_id: str, *, by: User) -> None:
    """What the ruling did to the records, on its decision: the batch, its last day, the post left and the lower one, the handover."""
    made = one.decision
    assert made is not None
    made.batch, made.until = batch, one.ends
    left = next((t for t in ended if t.kind == "main"), ended[0] if ended else None)
    if left is not None:
        made.from_post_id, made.from_title, made.from_unit = left.post_id or "", left.title, left.unit_name or ""
    post = Post.objects.filter(pk=made.from_post_id or _main_post(one)).select_related("unit").first()
    made.from_path = post.unit.path if post is not None else _path_of(one.unit)
    lower = Post.objects.filter(pk=to_post_id).select_related("unit").first() if to_post_id else None
    if lower is not None:
        made.to_post_id, made.to_title, made.to_unit, made.to_path = (
            lower.pk,
            lower.title,
            lower.unit.name,
            lower.unit.path,
        )
    made.save()
    Deed.objects.create(decision=made, action="sign", at=made.signed_at or timezone.now(), by=str(by), note=made.symbol)
    if ended:
        open_checklist(made)


def appealed(one: Case, outcome: str, paper: str, reopened: list[str], *, by: User) -> None:
    """Put the outcome of an appeal on the decision: annulled, or the lighter form; the paper stays as it was signed."""
    made = one.decision
    if made is None:
        return
    made.form, made.until = one.form, one.ends
    made.state = State.ANNULLED if one.state == "annulled" else made.state
    made.save(update_fields=["form", "until", "state"])
    if reopened or made.state == State.ANNULLED:
        made.handover.filter(done_at__isnull=True).delete()
    told = [paper, DISCIPLINE_FORMS.label(one.form, "vi") if outcome == "changed" else "", *reopened]
    note = "; ".join(part for part in told if part)[:300]
    Deed.objects.create(decision=made, action="appeal", at=timezone.now(), by=str(by), note=note)


def _main_post(one: Case) -> str:
    day = one.effective
    mine = Tenure.objects.filter(person_id=one.person_id, withdrawn_at__isnull=True, kind="main", from_date__lte=day)
    return str(mine.order_by("-from_date").values_list("post_id", flat=True).first() or "")


def _path_of(unit_name: str) -> str:
    return Unit.objects.filter(name=unit_name).values_list("path", flat=True).first() or ""
