"""The sealed inbox as its readers meet it: a key taken, the inbox unlocked, a report opened, answered, moved on, handed over.

Every opening is a line of the ledger: who, which report by its random number, never what it says.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.voice.faults import VoiceRefused, told
from dungviec.office.voice.models import OPEN_STATES, Key, Report, SealedKey, SealedPicture, State
from dungviec.office.voice.naming import readers
from dungviec.office.voice.services.inbox import LONGEST, Thread, thread, write
from dungviec.voice import VoiceFault, sealing
from dungviec.voice.routing import barred

NEXT: dict[str, tuple[str, ...]] = {
    State.RECEIVED: (State.ACCEPTED, State.REFUSED, State.OUTSIDE),
    State.ACCEPTED: (State.VERIFYING, State.ANSWERED, State.OUTSIDE),
    State.VERIFYING: (State.ANSWERED, State.OUTSIDE),
}
"""State → where a report may go from there."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A reader with the private key in hand, for the time of one request."""

    key: Key
    private: bytes
    user: User


@transaction.atomic
def take_key(user: User, word: str, *, day: date) -> Key:
    """A key of the inbox for somebody who has none; reports that came before stay closed to it. Raises VoiceRefused."""
    if Key.objects.filter(user=user).exists():
        raise VoiceRefused(_("Anh/chị đã có khóa hòm thư."))
    with told():
        public, locked = sealing.new_reader(word)
    made = Key.objects.create(user=user, public=public, locked=locked, made_on=day)
    ledger.record(user.username, "take_inbox_key", kind="sealed_report")
    return made


@transaction.atomic
def change_word(key: Key, old: str, new: str) -> None:
    """Lock a key with another word. Raises VoiceRefused for a wrong or a short one."""
    with told():
        key.locked = sealing.change_word(key.locked, old, new)
    key.save(update_fields=["locked"])
    ledger.record(key.user.username, "change_inbox_word", kind="sealed_report")


def unlock(key: Key, word: str) -> bytes:
    """The private key of a reader; a line of the ledger. Raises VoiceRefused for a wrong word."""
    with told():
        private = sealing.unlock_reader(key.locked, word)
    ledger.record(key.user.username, "unlock_inbox", kind="sealed_report")
    return private


def reachable(key: Key) -> list[Report]:
    """The reports a key opens: nothing else is listed, counted or hinted at."""
    return list(Report.objects.filter(sealed_keys__key=key).order_by("closed_on", "answer_by", "number"))


@transaction.atomic
def open_report(number: str, by: Opened) -> Thread:
    """A report with its messages. Raises VoiceRefused where the reader has no key to it, which is said as if it were not there."""
    report, content = _content(number, by)
    found = thread(report, content, whole=True)
    ledger.record(by.user.username, "open_report", kind="sealed_report", subject=number)
    return found


@transaction.atomic
def open_picture(number: str, place: int, at: int, by: Opened) -> tuple[bytes, str]:
    """One picture of a report and its type."""
    report, content = _content(number, by)
    picture = SealedPicture.objects.filter(entry__report=report, entry__place=place, place=at).first()
    if picture is None:
        raise _not_there()
    with told():
        body = sealing.open_bytes(content, bytes(picture.sealed), about=f"{number}/{place}/{at}")
    ledger.record(by.user.username, "open_report_picture", kind="sealed_report", subject=number)
    return body, picture.content_type


@transaction.atomic
def say(number: str, words: str, by: Opened, *, day: date, note: bool = False) -> None:
    """A message to the reporter, or a note for the readers alone. Raises VoiceRefused for an empty or overlong text."""
    report, content = _content(number, by)
    text = _checked(words)
    inside = {"who": "note" if note else "office", "words": text, "by": str(by.user)}
    write(report, content, inside, day=day, for_reporter=not note)
    ledger.record(by.user.username, "note_report" if note else "answer_report", kind="sealed_report", subject=number)


@transaction.atomic
def move(number: str, to: str, words: str, by: Opened, *, seen: str, day: date) -> None:
    """Move a report on, with the words the reporter reads. ``seen`` is the state the reader saw: another one meanwhile is refused."""
    report, content = _content(number, by, lock=True)
    if report.state != seen:
        raise VoiceRefused(_("Tin báo đã được người khác chuyển sang «%s». Xin xem lại.") % report.get_state_display())
    if to not in NEXT.get(report.state, ()):
        raise VoiceRefused(_("Từ «%s» không chuyển sang bước này được.") % report.get_state_display())
    must = to in (State.REFUSED, State.ANSWERED, State.OUTSIDE)
    text = _checked(words) if must or words.strip() else ""
    report.state = to
    report.closed_on = None if to in OPEN_STATES else day
    report.save(update_fields=["state", "closed_on"])
    write(report, content, {"who": "office", "words": text, "state": to, "by": str(by.user)}, day=day)
    ledger.record(by.user.username, "move_report", kind="sealed_report", subject=number, to=str(to))


@transaction.atomic
def hand_over(number: str, to: int, by: Opened, *, keep: bool) -> None:
    """Seal a report to another reader as well, or instead. Refused for anybody it must go round."""
    report, content = _content(number, by, lock=True)
    if to not in {k.pk for k in may_receive(report, content, by)}:
        raise VoiceRefused(
            _("Không giao được cho người này: chưa có khóa, đã có tin báo này, hoặc tin báo có liên quan.")
        )
    key = Key.objects.get(pk=to)
    SealedKey.objects.create(report=report, key=key, sealed=sealing.seal_to(bytes(key.public), content, about=number))
    if not keep:
        SealedKey.objects.filter(report=report, key=by.key).delete()
    ledger.record(by.user.username, "hand_report", kind="sealed_report", subject=number, to=key.user.username)


def may_receive(report: Report, content: bytes, by: Opened) -> list[Key]:
    """To whom a report may be handed: readers without it, whom it does not concern."""
    named = thread(report, content, whole=True).named
    everyone = readers()
    closed = named.tiers | {r.tier for r in everyone.values() if r.person_id in named.people}
    fit = [k for k, r in everyone.items() if not barred(r, named) and r.tier not in closed and k != str(by.key.pk)]
    holding = set(report.sealed_keys.values_list("key_id", flat=True))
    return [k for k in Key.objects.filter(pk__in=fit).select_related("user") if k.pk not in holding]


def content_of(number: str, by: Opened) -> tuple[Report, bytes]:
    """A report and its content key, for the page that has opened it already."""
    return _content(number, by)


def _content(number: str, by: Opened, *, lock: bool = False) -> tuple[Report, bytes]:
    rows = SealedKey.objects.filter(report_id=number, key=by.key)
    row = rows.first()
    if row is None:
        raise _not_there()
    report = Report.objects.select_for_update().get(pk=number) if lock else Report.objects.get(pk=number)
    try:
        return report, sealing.unseal(by.private, bytes(row.sealed), about=number)
    except VoiceFault:
        raise _not_there() from None


class NotThere(VoiceRefused):
    """No such report for this reader: it is not there, or it is not theirs; the two are not told apart."""


def _not_there() -> NotThere:
    return NotThere(_("Không có tin báo này trong hòm thư của anh/chị."))


def _checked(words: str) -> str:
    text = words.strip()
    if not text:
        raise VoiceRefused(_("Xin viết nội dung."))
    if len(text) > LONGEST:
        raise VoiceRefused(_("Nội dung dài quá %d ký tự. Xin viết ngắn lại, hoặc gửi làm hai lần.") % LONGEST)
    return text
