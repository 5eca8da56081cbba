"""A citizen's thanks passed on: only an answer backed by a case number, satisfied, whose words name the official."""

from __future__ import annotations

from datetime import date

import polars as pl
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from dungviec.office.access import ledger
from dungviec.office.access.policy import Viewer
from dungviec.office.registry.selectors import snapshot
from dungviec.office.voice.faults import VoiceRefused
from dungviec.office.voice.models import Desk, PassedOn, Rating
from dungviec.office.voice.rights import units_below
from dungviec.records.vietnamese import fold
from dungviec.voice.levels import SATISFIED

LONGEST = 300


def may_be_passed_on(rating: Rating) -> bool:
    """Whether an answer can count as thanks at all: verified, satisfied, with words."""
    return rating.verified and rating.level >= SATISFIED and bool(rating.words.strip())


@transaction.atomic
def pass_on(viewer: Viewer, number: str, named: str, told: str, day: date) -> PassedOn:
    """Pass one answer's thanks on to the official ``named`` (full name or identifier).

    Raises VoiceRefused for an answer that is no verified thanks, for words that do not name the person, for oneself, and twice.
    """
    rating = Rating.objects.select_for_update().select_related("desk").filter(pk=number).first()
    if rating is None:
        raise VoiceRefused(_("Không có ý kiến này."))
    if not may_be_passed_on(rating):
        raise VoiceRefused(
            _("Chỉ chuyển được lời cảm ơn có mã hồ sơ đã đối chiếu, mức hài lòng trở lên và có lời viết.")
        )
    person, name = _meant(named, rating.day)
    if person == viewer.person_id:
        raise VoiceRefused(_("Không ai tự chuyển lời cảm ơn cho mình: xin người khác trong phòng chuyển."))
    if not _names(rating.words, name):
        raise VoiceRefused(_("Lời của người dân không nêu tên «%s» nên không chuyển được cho người này.") % name)
    words = " ".join(told.split())
    if not 10 <= len(words) <= LONGEST:
        raise VoiceRefused(_("Xin ghi lời chuyển từ 10 đến %d ký tự, bỏ tên và số điện thoại của người dân.") % LONGEST)
    try:
        with transaction.atomic():
            made = PassedOn.objects.create(
                rating=rating, person_id=person, told=words, served_there=_served(person, rating.desk, rating.day), by=viewer.username, on=day
            )  # fmt: skip
    except IntegrityError:
        raise VoiceRefused(_("Lời này đã được chuyển.")) from None
    ledger.record(viewer.username, "pass_thanks_on", kind="person", subject=person, thanks=made.pk)
    return made


@transaction.atomic
def take_back(viewer: Viewer, pk: int, why: str, day: date) -> PassedOn:
    """Take thanks passed on wrongly back; the line and the reason stay. Raises VoiceRefused without a reason, or twice."""
    found = PassedOn.objects.select_for_update().filter(pk=pk).first()
    if found is None or found.withdrawn_on is not None:
        raise VoiceRefused(_("Lời cảm ơn này đã được rút lại."))
    reason = " ".join(why.split())
    if not 5 <= len(reason) <= LONGEST:
        raise VoiceRefused(_("Xin ghi lý do rút lại, từ 5 đến %d ký tự.") % LONGEST)
    found.withdrawn_on, found.withdrawn_by, found.why = day, viewer.username, reason
    found.save(update_fields=["withdrawn_on", "withdrawn_by", "why"])
    ledger.record(viewer.username, "take_thanks_back", kind="person", subject=found.person_id, thanks=pk)
    return found


def _meant(named: str, day: date) -> tuple[str, str]:
    """Who is meant among those in a post on ``day``, and the name; there is no list to browse."""
    typed = " ".join(named.split())[:120]
    s = snapshot(day)
    serving = s.people.join(s.current_tenures.select("person_id").unique(), on="person_id").select("person_id", "name")
    found = [(str(who), str(name)) for who, name in serving.iter_rows() if typed and (who == typed or name.lower() == typed.lower())]  # fmt: skip
    if len(found) == 1:
        return found[0]
    if found:
        raise VoiceRefused(_("Có %d người tên ấy: xin ghi mã cán bộ.") % len(found))
    raise VoiceRefused(_("Ngày %(day)s không có cán bộ nào tên hoặc mã «%(typed)s». Xin ghi đủ họ tên, đúng dấu.") % {"day": f"{day:%d/%m/%Y}", "typed": typed[:60]})  # fmt: skip


def _plain(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in fold(text)).split()


def _names(words: str, name: str) -> bool:
    """Whether words name somebody: by the full name, or by the given name after how one addresses an official."""
    said, full = _plain(words), _plain(name)
    if not full:
        return False
    if any(said[at : at + len(full)] == full for at in range(len(said))):
        return True
    before = {"anh", "chi", "em", "co", "chu", "bac", "ong", "ba", "can", "bo", "mr", "ms", "mrs", "officer"}
    return any(one == full[-1] and said[at - 1] in before for at, one in enumerate(said) if at)


def _served(person: str, desk: Desk, day: date) -> bool:
    s = snapshot(day)
    held = s.current_tenures.filter(pl.col("person_id") == person).join(s.live_posts.select("post_id", "unit_id"), on="post_id")  # fmt: skip
    return bool(set(held["unit_id"].to_list()) & {desk.unit_id, *units_below(desk.unit_id)})
