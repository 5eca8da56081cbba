"""The office's own terms, the register of recognised works, and thanks between colleagues."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.access.policy import Viewer
from dungviec.office.emulation.faults import Refused
from dungviec.office.emulation.models import Initiative, Terms, Thanks
from dungviec.office.registry.models import Person
from dungviec.office.registry.selectors import snapshot
from dungviec.office.requests.vault import Checked, store
from dungviec.office.shell.texts import within
from dungviec.records.vietnamese import fold


@transaction.atomic
def keep_terms(viewer: Viewer, *, share: Decimal | None, per_unit: bool, quorum: Decimal, least: Decimal) -> Terms:
    """A new line of terms; earlier meetings keep the ones they worked by."""
    made = Terms.objects.create(
        share=share, per_unit=per_unit, quorum=quorum, least=least, by=viewer.username, at=timezone.now()
    )
    ledger.listed(viewer, "keep_title_terms", 1)
    return made


@transaction.atomic
def record_work(viewer: Viewer, user: User, given: dict[str, Any], evidence: Checked | None) -> Initiative:
    """A recognised work with its evidence. Refused for nobody on file, and where the same decision on the same work stands already."""
    if not Person.objects.filter(pk=given["person_id"], withdrawn_at__isnull=True).exists():
        raise Refused(_("Không có cán bộ mã «%s».") % given["person_id"])
    file = store(evidence, given["person_id"], user) if evidence is not None else None
    try:
        with transaction.atomic():
            made = Initiative.objects.create(**given, file=file, by=viewer.username, at=timezone.now())
    except IntegrityError:
        raise Refused(_("Sổ đã có sáng kiến này của người này theo quyết định ấy.")) from None
    ledger.record(viewer.username, "record_work", kind="person", subject=made.person_id, work=made.pk)
    return made


@transaction.atomic
def withdraw_work(pk: int, why: str, viewer: Viewer) -> Initiative:
    """Take a wrong line off the register; the reason stays."""
    found = Initiative.objects.select_for_update().get(pk=pk)
    if found.withdrawn_at is not None:
        raise Refused(_("Dòng này đã được rút khỏi sổ."))
    if len(why.strip()) < 5:
        raise Refused(_("Xin ghi lý do rút."))
    found.withdrawn_at, found.withdrawn_by, found.why = timezone.now(), viewer.username, within(why, 300, Refused)
    found.save()
    ledger.record(viewer.username, "withdraw_work", kind="person", subject=found.person_id, work=pk)
    return found


def colleague(named: str, day: date) -> str:
    """The identifier meant by a full name or an identifier, exactly as typed. Refused where nobody, or more than one, is meant.

    There is no list to browse: whoever thanks knows whom.
    """
    typed = " ".join(named.split())
    s = snapshot(day)
    rows = s.people.join(s.main_posts.select("person_id"), on="person_id").select("person_id", "name").iter_rows()
    found = [who for who, name in rows if who == typed or name.lower() == typed.lower()]
    if len(found) == 1:
        return str(found[0])
    if found:
        raise Refused(_("Có %d người tên ấy: xin ghi mã cán bộ.") % len(found))
    raise Refused(_("Không có đồng nghiệp nào tên hoặc mã «%s». Xin ghi đủ họ tên, đúng dấu.") % typed[:60])


@transaction.atomic
def thank(viewer: Viewer, user: User, named: str, text: str) -> Thanks:
    """Thanks signed with one's own name, once a month to the same colleague."""
    day, words = viewer.day or date.min, " ".join(text.split())
    to = colleague(named, day)
    if to == viewer.person_id:
        raise Refused(_("Không ai tự cảm ơn mình."))
    if not 10 <= len(words) <= 300:
        raise Refused(_("Xin viết từ 10 đến 300 ký tự: cảm ơn vì việc gì."))
    if fold(words).count(" ") < 2:
        raise Refused(_("Xin viết rõ việc đã giúp, ít nhất ba tiếng."))
    try:
        with transaction.atomic():
            made = Thanks.objects.create(
                giver_id=viewer.person_id, receiver_id=to, month=day.replace(day=1), text=words, by=user, on=day
            )
    except IntegrityError:
        raise Refused(_("Tháng này anh/chị đã cảm ơn người ấy. Mỗi tháng một lần với mỗi đồng nghiệp.")) from None
    ledger.record(viewer.username, "thank", kind="person", subject=to)
    return made
