"""A forced exit ends every post held from its day of effect; where an appeal takes it back, the posts run on as if it had never been."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from dungviec.office.access.models import User
from dungviec.office.conduct.faults import ConductRefused
from dungviec.office.conduct.models import Case
from dungviec.office.conduct.services.common import NEUTRAL
from dungviec.office.registry import services as registry
from dungviec.office.registry.models import Batch, Discipline, Tenure
from dungviec.records.vietnamese import format_date

EXIT_FORM = "forced_exit"
"""The form of discipline that ends the service itself; the others leave a person to be placed by a decision of its own."""
ENDED = "left_service"


def end_service(one: Case, batch: Batch, *, by: User) -> None:
    """End the posts ``one.person_id`` holds on the eve of the decision's day of effect, in the batch of its signing.

    Raises ConductRefused where a post begins on that day or later: the decision on it is taken back first.
    """
    assert one.effective is not None
    mine = Tenure.objects.filter(person_id=one.person_id, withdrawn_at__isnull=True)
    coming = mine.filter(from_date__gte=one.effective).order_by("from_date").first()
    if coming is not None:
        raise ConductRefused(
            _(
                "Hồ sơ ghi chức vụ «%(title)s» bắt đầu từ %(day)s, sau ngày buộc thôi việc. Xin thu hồi quyết định ấy trước."
            )
            % {"title": coming.title, "day": format_date(coming.from_date)}
        )
    eve = one.effective - timedelta(days=1)
    for key in mine.filter(Q(to_date__isnull=True) | Q(to_date__gt=eve)).values_list("pk", flat=True):
        registry.amend(
            "tenures",
            str(key),
            {"to_date": eve, "left_because": ENDED},
            by=by,
            why=NEUTRAL,
            batch=batch,
            basis=batch.basis,
        )


def return_to_service(one: Case, *, by: User, basis: str) -> None:
    """Open again the posts that the signing of ``one`` had ended, and no others."""
    assert one.effective is not None
    signing = Discipline.objects.values_list("batch_id", flat=True).get(pk=one.row)
    mine = Tenure.objects.filter(person_id=one.person_id)
    before = {
        (row.post_id, row.kind, row.from_date): {"to_date": row.to_date, "left_because": row.left_because}
        for row in mine.filter(withdrawn_in_id=signing)
    }
    eve = one.effective - timedelta(days=1)
    for row in mine.filter(withdrawn_at__isnull=True, batch_id=signing, left_because=ENDED, to_date=eve):
        registry.amend(
            "tenures",
            str(row.pk),
            before[row.post_id, row.kind, row.from_date],
            by=by,
            why=NEUTRAL,
            basis=basis,
        )
