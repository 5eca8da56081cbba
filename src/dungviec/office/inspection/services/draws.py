"""A draw: committed, drawn with a word that nobody knew before, published."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dungviec.inspection import (
    PublishedDraw,
    commitment_of,
    digest_of,
    draw,
    frame_from_json,
    frame_to_json,
    seed_of,
)
from dungviec.law.working_days import add_working_days, is_working_day
from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.inspection.faults import InspectionRefused, told
from dungviec.office.inspection.frames import frame_of, own_units, place_of
from dungviec.office.inspection.models import Draw, DrawState, Kind, Visit, VisitState
from dungviec.office.inspection.rights import candidates
from dungviec.office.inspection.services.keeping import checklist, terms

MOST_VISITS = 60


def team_of(names: Sequence[str], lead: User) -> list[User]:
    """Accounts by number, the lead always among them; refused for one that may not be of a team."""
    wanted = {int(n) for n in names if n.isdecimal() and len(n) < 10} | {lead.pk}
    found = list(candidates().filter(pk__in=wanted))
    if len(found) != len(wanted) or any(not n.isdecimal() for n in names):
        raise InspectionRefused(_("Có người trong đoàn không phải tài khoản được tham gia kiểm tra."))
    return found


@transaction.atomic
def commit(
    name: str, *, day: date, to_day: date, source: str, take: dict[str, int], team: Sequence[User], lead: User
) -> Draw:
    """Fix the frame, throw the secret, and write the commitment into the ledger; what is drawn depends on a word still unknown."""
    name, source = " ".join(name.split()), " ".join(source.split())
    if not name or len(name) > 120:
        raise InspectionRefused(_("Xin đặt tên đợt, không quá 120 ký tự."))
    if not source or len(source) > 200:
        raise InspectionRefused(
            _("Xin ghi con số công khai sẽ lấy ở đâu, không quá 200 ký tự: ghi trước thì không ai chọn được số.")
        )
    if to_day < day:
        raise InspectionRefused(_("Ngày phải kiểm tra xong %s đã qua.") % f"{to_day:%d/%m/%Y}")
    if sum(take.values()) > MOST_VISITS:
        raise InspectionRefused(_("Một lần rút nhiều nhất %d nơi.") % MOST_VISITS)
    with told():
        frame = frame_of(name, day, take, terms(), without=own_units(team, day))
        plain = json.loads(json.dumps(frame_to_json(frame)))
        frame = frame_from_json(plain)  # what is published is what was drawn from
    secret = secrets.token_hex(32)
    made = Draw.objects.create(
        name=name, as_of=day, to_day=to_day, frame=plain, commitment=commitment_of(frame, secret, source), secret=secret,
        source=source, lead=lead, made_at=timezone.now(),
    )  # fmt: skip
    made.team.set(team)
    ledger.record(
        lead.get_username(), "commit_draw", kind="draw", subject=str(made.pk), commitment=made.commitment, frame=digest_of(frame),
        source=hash_of(source),
    )  # fmt: skip
    return made


def hash_of(text: str) -> str:
    """A digest for the ledger, which holds no free text."""
    import hashlib

    return hashlib.sha256(text.encode()).hexdigest()[:16]


@transaction.atomic
def do_draw(pk: int, word: str, *, from_day: date, by: User) -> Draw:
    """Draw with the public word, and plan one visit for each place: one a working day from ``from_day`` on."""
    one = Draw.objects.select_for_update().get(pk=pk)
    _lead(one, by)
    if one.state != DrawState.COMMITTED:
        raise InspectionRefused(_("Đợt này đã rút hoặc đã hủy; muốn rút nữa thì lập đợt mới."))
    word = " ".join(word.split())
    if not word or len(word) > 120:
        raise InspectionRefused(_("Xin ghi con số công khai, không quá 120 ký tự."))
    if from_day > one.to_day or from_day < one.as_of:
        raise InspectionRefused(
            _("Ngày bắt đầu đi phải từ %(a)s đến %(b)s.")
            % {"a": f"{one.as_of:%d/%m/%Y}", "b": f"{one.to_day:%d/%m/%Y}"}
        )
    with told():
        one.selected = list(draw(frame_from_json(one.frame), seed_of(one.secret, word)))
    one.word, one.state, one.drawn_at = word, DrawState.DRAWN, timezone.now()
    one.save()
    day = from_day if is_working_day(from_day) else add_working_days(from_day, 1)
    version, team = checklist(), list(one.team.all())
    for target in one.selected:
        place = place_of(one.as_of, target)
        if place is None:
            raise InspectionRefused(_("Đơn vị «%s» không còn trong hồ sơ của ngày lập khung.") % target)
        visit = Visit.objects.create(
            draw=one, unit_id=place.unit_id, label=place.name, desk=place.desk, kind=Kind.SURPRISE, planned_on=min(day, one.to_day),
            lead=one.lead, checklist=version,
        )  # fmt: skip
        visit.team.set(team)
        day = add_working_days(day, 1)
    ledger.record(
        by.get_username(), "draw_units", kind="draw", subject=str(one.pk), places=len(one.selected), word=hash_of(word)
    )
    return one


def may_publish(one: Draw, day: date) -> bool:
    """Whether the surprise is over: every visit done or called off, or the last day passed."""
    waiting = one.visits.filter(state__in=(VisitState.PLANNED, VisitState.RUNNING)).exists()
    return one.state == DrawState.DRAWN and (not waiting or one.to_day < day)


@transaction.atomic
def publish(pk: int, *, day: date, by: User) -> Draw:
    """Lay the secret, the word and the frame open."""
    one = Draw.objects.select_for_update().get(pk=pk)
    _lead(one, by)
    if not may_publish(one, day):
        raise InspectionRefused(_("Chưa công bố được: còn nơi chưa kiểm tra, công bố bây giờ là báo trước cho nơi ấy."))
    one.state, one.published_at = DrawState.PUBLISHED, timezone.now()
    one.save()
    ledger.record(
        by.get_username(),
        "publish_draw",
        kind="draw",
        subject=str(one.pk),
        commitment=one.commitment,
        secret=one.secret,
    )
    return one


@transaction.atomic
def call_off(pk: int, why: str, *, by: User) -> Draw:
    """Give up a draw before its visits; it stays on file, so that throwing until it suits would show."""
    one = Draw.objects.select_for_update().get(pk=pk)
    _lead(one, by)
    why = " ".join(why.split())
    if not why or len(why) > 200:
        raise InspectionRefused(_("Xin ghi lý do hủy, không quá 200 ký tự."))
    if one.state not in (DrawState.COMMITTED, DrawState.DRAWN) or one.visits.exclude(state=VisitState.PLANNED).exists():
        raise InspectionRefused(_("Chỉ hủy được khi chưa đi kiểm tra nơi nào."))
    one.visits.update(state=VisitState.VOID)
    one.state, one.why_void = DrawState.VOID, why
    one.save()
    ledger.record(by.get_username(), "void_draw", kind="draw", subject=str(one.pk), commitment=one.commitment)
    return one


def published(one: Draw) -> PublishedDraw:
    """Everything needed to do a published draw again."""
    return PublishedDraw(
        frame_from_json(one.frame), one.secret, one.source, one.word, one.commitment, tuple(one.selected)
    )


def _lead(one: Draw, by: User) -> None:
    if one.lead_id != by.pk:
        raise InspectionRefused(_("Chỉ trưởng đoàn làm được việc này."))
