"""Asking and answering: one transaction each, with its line in the ledger."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.privacy.faults import PrivacyRefused
from dungviec.office.privacy.models import Kind, Restriction, Stand, SubjectRequest, Term
from dungviec.office.privacy.retention import due, propose
from dungviec.office.privacy.standing import deletion
from dungviec.office.registry.models import Person
from dungviec.office.requests.services import due_of

LONGEST = 2000


@transaction.atomic
def ask(person_id: str, kind: str, *, words: str, by: User, identity: str = "") -> SubjectRequest:
    """Hand in a request. ``identity``: what an officer compared, who asks for somebody without an account.

    Raises PrivacyRefused for a kind that does not exist, missing words, a record that does not exist, or the same asked twice.
    """
    words, identity = words.strip(), identity.strip()
    if kind not in Kind.values:
        raise PrivacyRefused(_("Xin chọn một trong các quyền được liệt kê."))
    if kind != Kind.EXPORT and not words:
        raise PrivacyRefused(_("Xin ghi rõ yêu cầu và lý do."))
    if len(words) > LONGEST or len(identity) > 200:
        raise PrivacyRefused(_("Nội dung dài quá 2.000 ký tự."))
    if not Person.objects.select_for_update(of=("self",)).filter(pk=person_id).exists():
        raise PrivacyRefused(_("Không có hồ sơ nào mang mã «%s».") % person_id[:40])
    if SubjectRequest.objects.filter(person_id=person_id, kind=kind, state=Stand.OPEN).exists():
        raise PrivacyRefused(_("Yêu cầu này đã gửi và đang chờ trả lời."))
    at = timezone.now()
    made = SubjectRequest.objects.create(
        person_id=person_id, kind=kind, words=words, identity=identity, asked_by=by, asked_at=at, due=due_of(at)
    )
    ledger.record(
        by.username,
        "ask_privacy",
        kind="person",
        subject=person_id,
        request=made.pk,
        right=kind,
        on_behalf=bool(identity),
    )
    return made


@transaction.atomic
def take_back(pk: int, *, by: User) -> SubjectRequest:
    """The asker withdraws an open request."""
    one = _open(pk)
    if one.asked_by_id != by.pk:
        raise PrivacyRefused(_("Chỉ người gửi mới rút được yêu cầu."))
    _close(one, Stand.WITHDRAWN, by, "")
    return one


@transaction.atomic
def answer(pk: int, *, by: User, own_person: str, grant: bool, words: str, day: date) -> SubjectRequest:
    """Answer a request. A granted restriction holds at once; a deletion is granted only where every term is over, and puts the
    data on a list that a second officer has to approve before anything goes.

    Raises PrivacyRefused for the own request, one that was answered, a refusal without words, or a deletion the terms forbid.
    """
    one = _open(pk)
    words = words.strip()
    if one.person_id == own_person:
        raise PrivacyRefused(_("Không ai tự trả lời yêu cầu của mình. Xin để cán bộ tổ chức khác xử lý."))
    if not words and not (grant and one.kind == Kind.EXPORT):
        raise PrivacyRefused(_("Xin ghi câu trả lời: đã làm gì, hoặc vì sao không, theo điều nào."))
    if len(words) > LONGEST:
        raise PrivacyRefused(_("Nội dung dài quá 2.000 ký tự."))
    if grant and one.kind == Kind.DELETE and not (found := deletion(one.person_id, day)).may:
        raise PrivacyRefused(_("Chưa xóa được: %s") % found.lines[0].words)
    if grant and one.kind == Kind.RESTRICT:
        Restriction.objects.create(request=one, person_id=one.person_id, since=timezone.now())
    if grant and one.kind == Kind.DELETE:
        propose([(d.person_id, d.category) for d in due(day, people=[one.person_id])], day=day, by=by, request=one)
    _close(one, Stand.GRANTED if grant else Stand.REFUSED, by, words)
    return one


@transaction.atomic
def lift(pk: int, *, by: User) -> Restriction:
    """End a restriction. Raises PrivacyRefused when it has ended."""
    one = Restriction.objects.select_for_update().filter(pk=pk, lifted_at__isnull=True).first()
    if one is None:
        raise PrivacyRefused(_("Hạn chế này đã được gỡ."))
    one.lifted_at, one.lifted_by = timezone.now(), by
    one.save()
    ledger.record(by.username, "lift_restriction", kind="person", subject=one.person_id)
    return one


@transaction.atomic
def set_term(category: str, years: int | None, *, basis: str, by: User, version: int) -> None:
    """The institution's own term for one kind of data; None takes it away. Raises PrivacyRefused without its basis, or on a stale page."""
    there = Term.objects.select_for_update().filter(category=category).first()
    if (there.version if there else 0) != version:
        raise PrivacyRefused(_("Thời hạn này vừa được người khác sửa; xin xem lại rồi ghi."))
    if years is not None and not basis.strip():
        raise PrivacyRefused(_("Xin ghi căn cứ: số, ngày của quy chế hoặc bảng thời hạn bảo quản."))
    if years is None:
        Term.objects.filter(category=category).delete()
    else:
        Term.objects.update_or_create(
            category=category,
            defaults={
                "years": years,
                "basis": basis.strip()[:200],
                "set_by": by,
                "set_at": timezone.now(),
                "version": version + 1,
            },
        )
    ledger.record(by.username, "set_term", kind="term", subject=category, years=years)


def restricted() -> list[str]:
    """People whose processing is limited now."""
    return list(Restriction.objects.filter(lifted_at__isnull=True).values_list("person_id", flat=True))


def _open(pk: int) -> SubjectRequest:
    one = SubjectRequest.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if one is None or not one.open:
        raise PrivacyRefused(_("Yêu cầu này đã được xử lý rồi."))
    return one


def _close(one: SubjectRequest, state: str, by: User, words: str) -> None:
    one.state, one.decided_by, one.decided_at, one.answer = state, by, timezone.now(), words
    one.save()
    on_time = timezone.localtime(one.decided_at).date() <= one.due
    ledger.record(
        by.username,
        "answer_privacy",
        kind="person",
        subject=one.person_id,
        request=one.pk,
        right=one.kind,
        state=state,
        on_time=on_time,
    )
