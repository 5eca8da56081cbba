"""The sealed inbox as the reporter meets it: a report sent, read again by its receipt, and added to.

Nothing here is written under a name, no ledger line is made, and no time finer than the day is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from dungviec.law.working_days import add_working_days
from dungviec.office.voice.faults import VoiceRefused, told
from dungviec.office.voice.models import Desk, Entry, Key, Report, SealedKey, SealedPicture, Setup, State
from dungviec.office.voice.naming import named_in, readers
from dungviec.voice import Named, VoiceFault, pictures, route, sealing
from dungviec.voice.routing import barred

LONGEST = 6000
LONGEST_ABOUT = 500
MOST_ENTRIES = 60


@dataclass(frozen=True, slots=True)
class Told:
    """What a reporter sends: the words, whom it concerns, at which desk, which tiers of readers are involved, pictures."""

    words: str
    about: str = ""
    desk: Desk | None = None
    tiers: tuple[int, ...] = ()
    pictures: Sequence[bytes] = ()

    @property
    def named(self) -> Named:
        """Whom it names, as far as the names on file tell."""
        return named_in((self.words, self.about), unit_id=self.desk.unit_id if self.desk else "", tiers=self.tiers)


@dataclass(frozen=True, slots=True)
class Message:
    """One message opened: who speaks (``reporter``, ``office``, ``note``), the day, the words, what was named, pictures."""

    place: int
    who: str
    day: date
    words: str
    about: str = ""
    desk: str = ""
    state: str = ""
    by: str = ""
    pictures: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Thread:
    """A report opened by somebody who holds a key to it."""

    report: Report
    messages: tuple[Message, ...]
    named: Named = field(default_factory=Named)


class Outside(VoiceRefused):
    """Nobody of this office may open it; ``str()`` says where to go."""


def nobody_here() -> Outside:
    """The sentence for a report nobody here may open."""
    where = Setup.now().outside or _("thanh tra hoặc ủy ban kiểm tra cấp trên trực tiếp")
    return Outside(_("Nội dung có liên quan đến tất cả những người được mở hòm thư này, nên văn phòng không nhận và không lưu gì. Xin gửi tới: %s.") % where)  # fmt: skip


def open_for_reports() -> bool:
    """Whether anybody holds a key to the inbox."""
    return bool(readers())


@transaction.atomic
def send(given: Told, *, ticket: str, day: date) -> str:
    """Seal a report to whoever may look into it; answers with the receipt, which is kept nowhere.

    Raises VoiceRefused for what cannot be taken, Outside where nobody here may open it (nothing is kept then).
    """
    _check(given)
    if Report.objects.filter(ticket=ticket).exists():
        raise VoiceRefused(_("Tin báo này đã được nhận. Mã biên nhận chỉ hiện một lần, ở trang trước."))
    everyone = readers()
    if not everyone:
        raise VoiceRefused(_("Hòm thư kín chưa mở: chưa có ai giữ khóa. Xin gửi trực tiếp tới cơ quan thanh tra."))
    named = given.named
    way = route(everyone.values(), named)
    if way.outside:
        raise nobody_here()
    setup, receipt, content = Setup.now(), sealing.new_receipt(), sealing.new_key()
    mark, outer = sealing.of_receipt(receipt, bytes.fromhex(setup.salt))
    try:
        with transaction.atomic():
            report = Report(
                looked_up_by=mark, received_on=day, ticket=ticket, accept_by=add_working_days(day, setup.accept_days),
                answer_by=add_working_days(day, setup.answer_days),
            )  # fmt: skip
            report.for_reporter = sealing.lock_key(outer, content, about=report.number)
            report.save(force_insert=True)
    except IntegrityError:
        raise VoiceRefused(_("Tin báo này đã được nhận. Mã biên nhận chỉ hiện một lần, ở trang trước.")) from None
    _seal_to(report, content, way.readers)
    write(report, content, _reported(given, named), day=day, images=_cleaned(given.pictures))
    return receipt


def find(typed: str) -> tuple[Report, bytes, str] | None:
    """The report of a receipt as typed, its content key, and the receipt in its form; None where there is none."""
    receipt = sealing.read_receipt(typed)
    if not receipt:
        return None
    mark, outer = sealing.of_receipt(receipt, bytes.fromhex(Setup.now().salt))
    report = Report.objects.filter(looked_up_by=mark).first()
    if report is None:
        return None
    try:
        return report, sealing.unlock_key(outer, bytes(report.for_reporter), about=report.number), receipt
    except VoiceFault:
        return None


def thread(report: Report, content: bytes, *, whole: bool) -> Thread:
    """A report opened with its content key; ``whole`` False leaves out the readers' notes. Raises VoiceRefused where it was altered."""
    found, named = [], Named()
    for entry in report.entries.prefetch_related("pictures"):
        if not whole and not entry.for_reporter:
            continue
        with told():
            inside: dict[str, Any] = sealing.open_with(content, bytes(entry.sealed), about=f"{report.number}/{entry.place}")  # fmt: skip
        named |= _named_of(inside)
        found.append(Message(
            entry.place, inside["who"], entry.day, inside["words"], inside.get("about", ""), inside.get("desk", ""), inside.get("state", ""),
            inside.get("by", "") if whole else "", tuple(p.place for p in entry.pictures.all()),
        ))  # fmt: skip
    return Thread(report, tuple(found), named)


@transaction.atomic
def add(typed: str, given: Told, *, day: date) -> Thread:
    """Add to a report by its receipt. Where the new words name one of its readers, everything is sealed anew without them.

    Raises VoiceRefused for a wrong receipt or what cannot be taken.
    """
    _check(given)
    found = find(typed)
    if found is None:
        raise VoiceRefused(_("Không có tin báo nào theo mã biên nhận này. Xin kiểm tra từng ký tự."))
    report, content, receipt = found
    report = Report.objects.select_for_update().get(pk=report.pk)
    if report.entries.count() >= MOST_ENTRIES:
        raise VoiceRefused(_("Tin báo này đã có nhiều nội dung. Xin gửi tin báo mới."))
    images = _cleaned(given.pictures)
    before = thread(report, content, whole=True).named
    named = before | given.named
    everyone = readers()
    holding = {str(k) for k in report.sealed_keys.values_list("key_id", flat=True)}
    closed_tiers = named.tiers | {r.tier for r in everyone.values() if r.person_id in named.people}
    stay = [k for k in holding if k in everyone and not barred(everyone[k], named) and everyone[k].tier not in closed_tiers]  # fmt: skip
    if set(stay) != holding:
        content = _seal_anew(report, content, receipt, stay or route(everyone.values(), named).readers)
    write(report, content, _reported(given, given.named), day=day, images=images)
    if not report.sealed_keys.exists() and report.state not in (State.OUTSIDE, State.ANSWERED, State.REFUSED):
        report.state, report.closed_on = State.OUTSIDE, day
        report.save(update_fields=["state", "closed_on"])
        write(report, content, {"who": "office", "words": str(nobody_here()), "state": State.OUTSIDE}, day=day)
    return thread(report, content, whole=False)


def write(
    report: Report, content: bytes, inside: dict[str, Any], *, day: date, images: Iterable[tuple[bytes, str]] = (),
    for_reporter: bool = True,
) -> Entry:  # fmt: skip
    """One more sealed message at the end of a report."""
    place = 1 + (report.entries.order_by("-place").values_list("place", flat=True).first() or 0)
    about = f"{report.number}/{place}"
    entry = Entry.objects.create(
        report=report,
        place=place,
        day=day,
        for_reporter=for_reporter,
        sealed=sealing.close(content, inside, about=about),
    )
    for at, (body, kind) in enumerate(images, 1):
        SealedPicture.objects.create(
            entry=entry, place=at, content_type=kind, sealed=sealing.close_bytes(content, body, about=f"{about}/{at}")
        )
    return entry


def _check(given: Told) -> None:
    if not given.words.strip():
        raise VoiceRefused(_("Xin viết nội dung."))
    if len(given.words) > LONGEST or len(given.about) > LONGEST_ABOUT:
        raise VoiceRefused(_("Nội dung dài quá %d ký tự. Xin viết ngắn lại, hoặc gửi làm hai lần.") % LONGEST)
    if len(given.pictures) > pictures.MOST:
        raise VoiceRefused(_("Nhiều nhất %d ảnh mỗi lần gửi.") % pictures.MOST)


def _cleaned(bodies: Iterable[bytes]) -> list[tuple[bytes, str]]:
    with told():
        return [pictures.cleaned(body) for body in bodies]


def _reported(given: Told, named: Named) -> dict[str, Any]:
    return {
        "who": "reporter", "words": given.words, "about": given.about, "desk": given.desk.name if given.desk else "",
        "people": sorted(named.people), "units": sorted(named.units), "tiers": sorted(named.tiers),
    }  # fmt: skip


def _named_of(inside: dict[str, Any]) -> Named:
    return Named(frozenset(inside.get("people", ())), frozenset(inside.get("units", ())), frozenset(inside.get("tiers", ())))  # fmt: skip


def _seal_to(report: Report, content: bytes, chosen: Iterable[str]) -> None:
    keys = Key.objects.filter(pk__in=[int(k) for k in chosen])
    SealedKey.objects.bulk_create(
        SealedKey(report=report, key=k, sealed=sealing.seal_to(bytes(k.public), content, about=report.number))
        for k in keys
    )


def _seal_anew(report: Report, content: bytes, receipt: str, chosen: Iterable[str]) -> bytes:
    """Everything of a report under a fresh key, sealed to ``chosen`` and to the receipt alone."""
    fresh = sealing.new_key()
    for entry in report.entries.prefetch_related("pictures"):
        about = f"{report.number}/{entry.place}"
        entry.sealed = sealing.close(fresh, sealing.open_with(content, bytes(entry.sealed), about=about), about=about)
        entry.save(update_fields=["sealed"])
        for picture in entry.pictures.all():
            where = f"{about}/{picture.place}"
            picture.sealed = sealing.close_bytes(fresh, sealing.open_bytes(content, bytes(picture.sealed), about=where), about=where)  # fmt: skip
            picture.save(update_fields=["sealed"])
    _mark, outer = sealing.of_receipt(receipt, bytes.fromhex(Setup.now().salt))
    report.for_reporter = sealing.lock_key(outer, fresh, about=report.number)
    report.save(update_fields=["for_reporter"])
    report.sealed_keys.all().delete()
    _seal_to(report, fresh, chosen)
    return fresh
