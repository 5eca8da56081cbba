"""An answer at a desk is put down: no name, no address, no moment. And the case numbers that back answers."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.voice.faults import VoiceRefused
from dungviec.office.voice.models import CaseNumber, Desk, Rating
from dungviec.voice import LEVELS

LONGEST_WORDS = 1000
LONGEST_CASE = 60


@dataclass(frozen=True, slots=True)
class Said:
    """What a citizen sent."""

    level: int
    words: str = ""
    case: str = ""


def mark_of_case(number: str) -> str:
    """The keyed digest a case number is known by; letters and digits count, spaces and signs do not."""
    plain = "".join(c for c in number.upper() if c.isalnum())
    return hmac.new(settings.SECRET_KEY.encode(), b"case\0" + plain.encode(), hashlib.sha256).hexdigest()


@transaction.atomic
def rate(desk: Desk, said: Said, *, ticket: str, day: date) -> Rating:
    """Put one answer down. The same ticket again changes nothing. Raises VoiceRefused for an answer off the scale or too long."""
    if said.level not in LEVELS:
        raise VoiceRefused(_("Xin chọn một trong năm mức."))
    if len(said.words) > LONGEST_WORDS:
        raise VoiceRefused(_("Ý kiến dài quá %d ký tự. Xin viết ngắn lại.") % LONGEST_WORDS)
    if before := Rating.objects.filter(ticket=ticket).first():
        return before
    backed = _case_for(desk, said.case)
    try:
        with transaction.atomic():
            made = Rating.objects.create(
                desk=desk, level=said.level, words=said.words, day=day, ticket=ticket, verified=backed is not None,
                procedure=backed.procedure if backed else "",
            )  # fmt: skip
    except IntegrityError:  # the same form twice at once
        return Rating.objects.get(ticket=ticket)
    if backed is not None:
        CaseNumber.objects.filter(pk=backed.pk).update(used=True)
    return made


def _case_for(desk: Desk, number: str) -> CaseNumber | None:
    """The case that backs an answer: on file, of this desk (or of none), and not used before."""
    if not number.strip() or len(number) > LONGEST_CASE:
        return None
    found = CaseNumber.objects.select_for_update().filter(mark=mark_of_case(number), used=False).first()
    return found if found is not None and found.desk_id in (None, desk.pk) else None


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case of a file: its number, the desk's code (may be empty), the kind of procedure, the day it was handed over."""

    number: str
    desk: str
    procedure: str
    closed_on: date


@transaction.atomic
def take_cases(lines: Iterable[CaseLine], *, by: User) -> tuple[int, int]:
    """Keep the digests of case numbers; how many are new, and how many were on file. Raises VoiceRefused for a desk not on file."""
    lines = list(lines)
    desks = {d.code: d for d in Desk.objects.all()}
    if stranger := next((x.desk for x in lines if x.desk and x.desk not in desks), None):
        raise VoiceRefused(_("Không có quầy mã «%s». Xin lập quầy trước, hoặc sửa tệp.") % stranger[:20])
    wanted = {
        mark_of_case(x.number): CaseNumber(
            mark=mark_of_case(x.number),
            desk=desks.get(x.desk),
            procedure=x.procedure[:120],
            closed_on=x.closed_on,
        )
        for x in lines
    }
    known: set[str] = set()
    marks = list(wanted)
    for at in range(0, len(marks), 500):
        known |= set(CaseNumber.objects.filter(mark__in=marks[at : at + 500]).values_list("mark", flat=True))
    fresh = [row for mark, row in wanted.items() if mark not in known]
    CaseNumber.objects.bulk_create(fresh, batch_size=500)
    ledger.record(by.username, "take_cases", kind="desk", new=len(fresh), known=len(known))
    return len(fresh), len(known)
