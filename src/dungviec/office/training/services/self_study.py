"""Self-study: told by the official with evidence, confirmed by somebody else, then a record like any other attendance."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from dungviec.office.access.models import User
from dungviec.office.access.policy import Viewer
from dungviec.office.registry import services as registry
from dungviec.office.requests.vault import Checked, store
from dungviec.office.shell.texts import within
from dungviec.office.training.faults import TrainingRefused
from dungviec.office.training.models import SelfStudy, StudyState
from dungviec.office.training.services.revising import put, taken

COLUMNS = ("title", "kind", "what", "level", "where", "from_date", "to_date", "hours", "result", "expires")


@transaction.atomic
def tell(viewer: Viewer, user: User, values: Mapping[str, Any], evidence: Checked | None) -> SelfStudy:
    """A piece of self-study of one's own. Raises TrainingRefused for what was told already."""
    made = SelfStudy(person_id=viewer.person_id, **{name: values[name] for name in COLUMNS})
    same = SelfStudy.objects.filter(person_id=made.person_id, title=made.title, from_date=made.from_date)
    if same.exclude(state__in=(StudyState.WITHDRAWN, StudyState.RETURNED)).exists():
        raise TrainingRefused(_("Việc tự học này đã được khai rồi."))
    if evidence is not None:
        made.evidence = store(evidence, viewer.person_id, user)
    return put(made, viewer, "tell_self_study", subject=viewer.person_id)


@transaction.atomic
def withdraw(viewer: Viewer, pk: int, revision: int | None) -> SelfStudy:
    """Take back the own one while nobody has answered."""
    one = _open(pk, revision)
    if one.person_id != viewer.person_id:
        raise TrainingRefused(_("Chỉ người khai mới rút được."))
    one.state = StudyState.WITHDRAWN
    return put(one, viewer, "withdraw_self_study", subject=one.person_id)


@transaction.atomic
def confirm(viewer: Viewer, pk: int, revision: int | None, *, grade: int) -> SelfStudy:
    """Confirm it, with how well it is shown (1 to 3); it becomes a record. Nobody confirms the own."""
    one = _by_another(viewer, pk, revision)
    if grade > 1 and one.evidence is None and not one.result:
        raise TrainingRefused(_("Chưa có minh chứng hay kết quả nào kèm theo nên chỉ xác nhận được ở mức «tự khai»."))
    one.state, one.grade, one.decided_by, one.answer = StudyState.CONFIRMED, grade, viewer.username, ""
    one.record_key = registry.create(
        "training",
        {
            "person_id": one.person_id, "kind": one.kind, "title": _("Tự học: %s") % one.title, "place": one.where or None, "from_date": one.from_date,
            "to_date": one.to_date, "result": one.result or _("%d giờ tự học") % one.hours, "attendees": 1,
        },
        by=viewer.username, why=_("Tự học đã được xác nhận, khai số %d") % one.pk,
    )  # fmt: skip
    return put(one, viewer, "confirm_self_study", subject=one.person_id)


@transaction.atomic
def give_back(viewer: Viewer, pk: int, revision: int | None, *, why: str) -> SelfStudy:
    """Give it back with a reason."""
    one = _by_another(viewer, pk, revision)
    if not why.strip():
        raise TrainingRefused(_("Trả lại thì xin ghi lý do."))
    one.state, one.decided_by, one.answer = StudyState.RETURNED, viewer.username, within(why, 300, TrainingRefused)
    return put(one, viewer, "return_self_study", subject=one.person_id)


def _open(pk: int, revision: int | None) -> SelfStudy:
    one = taken(SelfStudy, pk, revision)
    if one.state != StudyState.OPEN:
        raise TrainingRefused(_("Việc tự học này đã được trả lời hoặc đã rút."))
    return one


def _by_another(viewer: Viewer, pk: int, revision: int | None) -> SelfStudy:
    one = _open(pk, revision)
    if one.person_id == viewer.person_id:
        raise TrainingRefused(_("Việc tự học của chính mình thì người khác xác nhận."))
    return one
