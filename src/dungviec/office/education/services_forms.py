"""Writes of the personnel office: topics, versions of forms, kinds of activity."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.education.definitions import Asked
from dungviec.office.education.faults import EducationRefused
from dungviec.office.education.models import ActivityKind, FormVersion, Purpose, Topic


@transaction.atomic
def make_version(*, key: str, purpose: str, title: str, fields: Sequence[Asked], valid_from: date, seen: int, by: User) -> FormVersion:  # fmt: skip
    """A new version of a form, or the first one. ``seen``: the version the writer had before them (0 for a new form).

    The version before ends the day before. Raises EducationRefused when somebody made another version meanwhile, when the day lies
    before the standing version's, or the form is of another purpose.
    """
    last = FormVersion.objects.select_for_update().filter(key=key).last()
    if (last.version if last else 0) != seen:
        raise EducationRefused(_("Có người vừa ra bản mới của mẫu này. Xem bản đó rồi sửa lại; chữ đã gõ còn ở dưới."))
    if purpose not in Purpose.values:
        raise EducationRefused(_("Chọn mẫu dùng cho việc gì."), {"purpose": _("Chọn trong danh sách.")})
    if last is not None and last.purpose != purpose:
        raise EducationRefused(_("Mẫu này đã dùng cho việc khác; lập mẫu mới."))
    if last is not None and valid_from < last.valid_from:
        words = _("Bản trước dùng từ ngày %s; bản mới không thể sớm hơn.") % f"{last.valid_from:%d/%m/%Y}"
        raise EducationRefused(words, {"valid_from": words})
    made = FormVersion.objects.create(
        key=key, version=seen + 1, purpose=purpose, title=title, fields=[f.as_json() for f in fields], valid_from=valid_from, by=by.username, at=timezone.now(),
    )  # fmt: skip
    ledger.record(by.username, "make_form_version", kind="form", subject=key, version=made.version)
    return made


@transaction.atomic
def close_form(key: str, *, until: date, seen: int, by: User) -> FormVersion:
    """The last day a form is used. Raises EducationRefused before its first day, or when a newer version was made meanwhile."""
    last = FormVersion.objects.select_for_update().filter(key=key).last()
    if last is None or last.version != seen:
        raise EducationRefused(_("Có người vừa ra bản mới của mẫu này."))
    if until < last.valid_from:
        raise EducationRefused(_("Mẫu dùng từ ngày %s; ngày thôi dùng phải sau đó.") % f"{last.valid_from:%d/%m/%Y}")
    last.valid_until = until
    last.save(update_fields=["valid_until"])
    ledger.record(by.username, "close_form", kind="form", subject=key)
    return last


def version_on(key: str, day: date) -> FormVersion | None:
    """The version of a form that is used on a day; None where none is."""
    found = FormVersion.objects.filter(key=key, valid_from__lte=day).last()
    return found if found is not None and (found.valid_until is None or found.valid_until >= day) else None


def forms_for(purpose: str, day: date) -> list[FormVersion]:
    """Forms of a purpose that are used on a day, by title."""
    keys = FormVersion.objects.filter(purpose=purpose).order_by().values_list("key", flat=True).distinct()
    found = [one for key in sorted(set(keys)) if (one := version_on(key, day)) is not None]
    return sorted(found, key=lambda f: (f.title, f.key))


@transaction.atomic
def make_kind(*, name: str, valid_from: date, by: User) -> ActivityKind:
    """A kind of activity. Raises EducationRefused when there is one of that name."""
    name = " ".join(name.split())
    if not name or len(name) > 120:
        raise EducationRefused(_("Ghi tên loại sinh hoạt, nhiều nhất 120 ký tự."))
    try:
        with transaction.atomic():
            made = ActivityKind.objects.create(name=name, valid_from=valid_from, by=by.username, at=timezone.now())
    except IntegrityError:
        raise EducationRefused(_("Đã có loại sinh hoạt «%s».") % name) from None
    ledger.record(by.username, "make_activity_kind", kind="activity", subject=str(made.pk))
    return made


@transaction.atomic
def close_kind(pk: int, *, until: date, by: User) -> ActivityKind:
    """The last day a kind of activity is used; what was held stays of its kind. Raises EducationRefused before its first day."""
    one = ActivityKind.objects.select_for_update().get(pk=pk)
    if until < one.valid_from:
        raise EducationRefused(
            _("Loại này dùng từ ngày %s; ngày thôi dùng phải sau đó.") % f"{one.valid_from:%d/%m/%Y}"
        )
    one.valid_until = until
    one.save(update_fields=["valid_until"])
    ledger.record(by.username, "close_activity_kind", kind="activity", subject=str(pk))
    return one


@transaction.atomic
def keep_topic(given: dict[str, Any], *, by: User, pk: int | None = None, seen: int = 0) -> Topic:
    """A new topic, or an old one changed. Raises EducationRefused when somebody changed it meanwhile, or the same is there already."""
    if pk is None:
        if Topic.objects.filter(year=given["year"], title__iexact=given["title"], unit_id=given["unit_id"]).exists():
            raise EducationRefused(_("Năm này đã có chuyên đề cùng tên."), {"title": _("Đã có chuyên đề cùng tên.")})
        made = Topic.objects.create(**given, by=by.username, at=timezone.now())
        ledger.record(by.username, "make_topic", kind="topic", subject=str(made.pk))
        return made
    one = Topic.objects.select_for_update(of=("self",)).get(pk=pk)
    if one.revision != seen:
        raise EducationRefused(_("Có người vừa sửa chuyên đề này. Xem bản mới rồi sửa lại; chữ đã gõ còn ở dưới."))
    for name, value in given.items():
        setattr(one, name, value)
    one.revision += 1
    one.save()
    ledger.record(by.username, "change_topic", kind="topic", subject=str(pk))
    return one
