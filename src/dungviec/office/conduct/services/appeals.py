"""Appeals against a decision: filed, answered; an annulled decision leaves the records as if it had never been known."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from dungviec.conduct import form_problems, validity_end
from dungviec.office.access.models import User
from dungviec.office.conduct.faults import ConductRefused, refuse_hard
from dungviec.office.conduct.models import Appeal, Case, Stand
from dungviec.office.conduct.reading import law_case
from dungviec.office.conduct.services.common import NEUTRAL, did, locked, refuse_involved
from dungviec.office.conduct.services.deciding import appealed
from dungviec.office.conduct.services.posts import Parting, end_posts, ended_by, reopen_posts
from dungviec.office.registry import services as registry
from dungviec.office.registry.governing import law_on
from dungviec.office.registry.models import Batch
from dungviec.records.codes import DISCIPLINE_FORMS
from dungviec.records.vietnamese import format_date

UPHELD, CHANGED, ANNULLED = "upheld", "changed", "annulled"


@transaction.atomic
def file_appeal(
    pk: int, *, day: date, grounds: str, by: User, on: date, due: date | None = None, due_basis: str = ""
) -> Appeal:
    """Put down an appeal. How long it may take is not on file: ``due`` is the office's entry with the text it follows.

    Raises ConductRefused for a case without a decision, an appeal that waits already, or days that cannot be.
    """
    one = Case.objects.select_for_update().get(pk=pk)
    if one.state != Stand.DECIDED or one.signed_on is None:
        raise ConductRefused(_("Chưa có quyết định để khiếu nại."))
    if one.appeals.filter(answered__isnull=True).exists():
        raise ConductRefused(_("Đang có khiếu nại chưa giải quyết."))
    if not grounds.strip():
        raise ConductRefused(_("Xin ghi nội dung khiếu nại."))
    if not one.signed_on <= day <= on:
        raise ConductRefused(_("Ngày khiếu nại phải từ %(first)s đến %(last)s.") % {"first": format_date(one.signed_on), "last": format_date(on)})  # fmt: skip
    if due is not None and (due < day or not due_basis.strip()):
        raise ConductRefused(_("Hạn giải quyết phải sau ngày nhận và ghi theo văn bản nào."))
    made = Appeal.objects.create(case=one, filed=day, grounds=grounds.strip()[:6000], due=due, due_basis=due_basis.strip()[:200])  # fmt: skip
    did(one, "file_appeal", by, format_date(day))
    return made


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of an appeal: ``upheld``, ``changed`` (to ``form``) or ``annulled``, with the paper and the reason."""

    outcome: str
    day: date
    paper: str
    words: str
    form: str = ""
    reopen: bool = True
    """Whether posts the decision ended open again; off where the seat or the person has moved on and a decision of its own follows."""
    parting: Parting = field(default_factory=Parting)
    """For a lighter form that still takes a post away."""


@transaction.atomic
def answer_appeal(pk: int, version: int, given: Answered, *, by: User, on: date) -> Case:
    """Settle the appeal that waits. Annulled: the row is withdrawn from the records, so that nothing blocks any more; changed: the row is
    corrected to a lighter form. Either opens again the posts the decision had ended, unless told not to. Raises ConductRefused for a
    heavier form, one the law does not have, a missing paper, or posts that cannot open again because somebody holds them by now."""
    one = locked(pk, version, Stand.DECIDED)
    refuse_involved(one.person_id, by, on)
    row = one.appeals.filter(answered__isnull=True).first()
    if row is None:
        raise ConductRefused(_("Không có khiếu nại nào đang chờ."))
    if given.outcome not in (UPHELD, CHANGED, ANNULLED):
        raise ConductRefused(_("Xin chọn kết quả giải quyết."))
    if not row.filed <= given.day <= on:
        raise ConductRefused(_("Ngày giải quyết phải từ %(first)s đến %(last)s.") % {"first": format_date(row.filed), "last": format_date(on)})  # fmt: skip
    if not given.paper.strip() or not given.words.strip():
        raise ConductRefused(_("Xin ghi văn bản giải quyết và lý do."))
    if given.outcome != UPHELD:
        _carry_out(one, given, by)
    row.answered, row.outcome, row.paper, row.words = given.day, given.outcome, given.paper.strip()[:160], given.words.strip()[:400]  # fmt: skip
    row.save()
    did(one, "answer_appeal", by, given.outcome)
    return one


def _carry_out(one: Case, given: Answered, by: User) -> None:
    batch = registry.open_batch("conduct", NEUTRAL, by=by, basis=given.paper.strip()[:300])
    opens = given.reopen and ended_by(one).exists()
    reopened = reopen_posts(one, batch, by=by) if opens else []
    if given.outcome == ANNULLED:
        registry.withdraw("discipline", one.row, by=by, why=NEUTRAL, batch=batch)
        one.state, one.closed_on, one.closed_because = Stand.ANNULLED, given.day, given.words.strip()[:400]
    else:
        _change(one, given, batch, by)
        if opens:
            end_posts(one, batch, given.parting, by=by)
    appealed(one, given.outcome, given.paper.strip(), reopened, by=by)


def _change(one: Case, given: Answered, batch: Batch, by: User) -> None:
    assert one.signed_on is not None
    assert one.effective is not None
    case, view = law_case(one), law_on(one.signed_on)
    refuse_hard(form_problems(case, view, given.form))
    if (DISCIPLINE_FORMS.rank(given.form) or 0) >= (DISCIPLINE_FORMS.rank(one.form) or 0):
        raise ConductRefused(_("Giải quyết khiếu nại chỉ đổi sang hình thức nhẹ hơn «%s».") % DISCIPLINE_FORMS.label(one.form, "vi"))  # fmt: skip
    one.form, one.ends = given.form, validity_end(view, case, one.effective) or one.ends
    one.row = registry.amend(
        "discipline", one.row, {"form": one.form, "ends": one.ends}, by=by, why=NEUTRAL, batch=batch, basis=batch.basis
    )
