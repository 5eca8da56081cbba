"""The demo: a draw laid open with its visits and findings at every stage, and one under way that waits for its phone."""

from __future__ import annotations

import struct
import uuid
import zlib
from datetime import date, datetime, time, timedelta

import polars as pl
from django.utils import timezone
from django.utils.translation import gettext as _

from dungviec.inspection import commitment_of, draw, frame_from_json, frame_to_json, seed_of
from dungviec.law.working_days import add_working_days
from dungviec.office.access.models import Membership, Role, User
from dungviec.office.inspection.frames import frame_of, own_units, people_ids, place_of
from dungviec.office.inspection.models import (
    Checked,
    Draw,
    DrawState,
    Finding,
    Kind,
    Mark,
    Photo,
    Visit,
    VisitState,
)
from dungviec.office.inspection.services.keeping import checklist, terms
from dungviec.office.registry import demo_city
from dungviec.office.registry.selectors import office_day
from dungviec.office.registry.workforce import workforce
from dungviec.office.requests.vault import Checked as CheckedFile
from dungviec.office.requests.vault import store

TAKE = {"desk": 3, "division": 2, "commune": 1}
_SPACE = uuid.UUID("5b0b9e9c-5a04-4c55-9c62-9c1f6d1f7a10")


def fill() -> None:
    """Nothing when something is there already, or when nobody could lead."""
    demo_city.open_accounts()
    members = {m.role: m for m in Membership.objects.filter(demo=True).select_related("user")}
    if Visit.objects.exists() or Role.INSPECTOR not in members or Role.PERSONNEL not in members:
        return
    lead, helper, day = members[Role.INSPECTOR].user, members[Role.PERSONNEL].user, office_day()
    past = _draw(
        _("Kiểm tra đột xuất tháng 10"), add_working_days(day, -45), "48213", DrawState.PUBLISHED, lead, helper
    )
    head, official = members.get(Role.UNIT_HEAD), members.get(Role.OFFICIAL)
    for n, visit in enumerate(past):
        _closed(visit, n, lead, day)
    if head is not None:
        _own_unit(head, official, lead, helper, day)
    waiting = _draw(_("Kiểm tra đột xuất cuối năm"), day, "07355", DrawState.DRAWN, lead, helper)
    for visit in waiting[1:]:
        visit.planned_on = add_working_days(day, 3)
    Visit.objects.bulk_update(waiting, ["planned_on"])


def _draw(name: str, day: date, word: str, state: DrawState, lead: User, helper: User) -> list[Visit]:
    frame = frame_from_json(
        frame_to_json(frame_of(name, day, TAKE, terms(), without=own_units([lead, helper], office_day())))
    )
    secret, source = uuid.uuid5(_SPACE, name).hex * 2, _("Năm số cuối giải đặc biệt xổ số kiến thiết ngày hôm sau")
    at = timezone.make_aware(datetime.combine(day, time(8, 30)))
    made = Draw.objects.create(
        name=name, as_of=day, to_day=day + timedelta(days=14), frame=frame_to_json(frame), commitment=commitment_of(frame, secret, source),
        secret=secret, source=source, word=word, state=state, selected=list(draw(frame, seed_of(secret, word))), lead=lead, made_at=at,
        drawn_at=at + timedelta(days=1), published_at=at + timedelta(days=14) if state == DrawState.PUBLISHED else None,
    )  # fmt: skip
    made.team.set([lead, helper])
    visits = []
    version = checklist()
    for n, target in enumerate(made.selected):
        place = place_of(day, target)
        if place is not None:
            visits.append(
                Visit(code=uuid.uuid5(_SPACE, f"{name}{target}"), draw=made, unit_id=place.unit_id, label=place.name, desk=place.desk,
                      planned_on=add_working_days(day, n + 1) if state == DrawState.PUBLISHED else day, lead=lead, checklist=version)
            )  # fmt: skip
    Visit.objects.bulk_create(visits)
    for visit in visits:
        visit.team.set([lead, helper])
    return visits


def _closed(visit: Visit, n: int, lead: User, day: date) -> None:
    """A visit done and closed: marks on everything, a finding or two at different stages."""
    began = timezone.make_aware(datetime.combine(visit.planned_on, time(8 + n % 3, 10)))
    visit.state, visit.started_at, visit.ended_at = VisitState.CLOSED, began, began + timedelta(minutes=75)
    visit.closed_on, visit.met_with = visit.planned_on, _("Người phụ trách đơn vị")
    visit.conclusion = _("Đơn vị chấp hành tốt giờ giấc; còn việc phải chấn chỉnh nêu ở phần phát hiện.")
    if visit.desk:
        visit.counts = {"total": 120 + 13 * n, "early": 22, "on_time": 85 + 9 * n, "late": 4 + n, "pending_late": 2}
    visit.save()
    bad = {visit.checklist.items[(n * 3 + 2) % 14]["key"], visit.checklist.items[(n * 5 + 9) % 14]["key"]}
    Mark.objects.bulk_create(
        Mark(visit=visit, item=i["key"], state="not_met" if i["key"] in bad else "met" if (k + n) % 6 else "not_seen",
             last=uuid.uuid5(_SPACE, f"{visit.code}{i['key']}"))
        for k, i in enumerate(visit.checklist.items)
    )  # fmt: skip
    stages = ("answered", "overdue", "fixed", "silent", "checked", "fixed")
    people = sorted(people_ids(day, visit.unit_id))
    whats = {i["key"]: i["vi"].split(":")[0] for i in visit.checklist.items}
    for k, item in enumerate(sorted(bad)):
        about = {i["key"]: i["about"] for i in visit.checklist.items}[item]
        person = people[(n + k) % len(people)] if about == "person" and people else ""
        what = _("Chưa đạt: %s") % whats[item]
        finding = _finding(
            visit, item, person, began + timedelta(minutes=20 + 10 * k), what, stages[(n + k) % len(stages)]
        )
        if n == 0 and k == 0:
            _photo(visit, finding, lead)


def _own_unit(head: Membership, official: Membership | None, lead: User, helper: User, day: date) -> None:
    """A visit to the division of the demo's head: something for the head to put right, something for the official to answer."""
    place = place_of(day, head.unit_id)
    if place is None:
        return
    on = add_working_days(day, -2)
    visit = Visit.objects.create(
        code=uuid.uuid5(_SPACE, "own"), unit_id=place.unit_id, label=place.name, desk=False, kind=Kind.PLANNED, planned_on=on, lead=lead, checklist=checklist(),
        state=VisitState.CLOSED, closed_on=on, started_at=timezone.make_aware(datetime.combine(on, time(14))), met_with=str(head.user),
        ended_at=timezone.make_aware(datetime.combine(on, time(15, 20))),
    )  # fmt: skip
    visit.team.set([lead, helper])
    Mark.objects.bulk_create(
        Mark(
            visit=visit,
            item=i["key"],
            state="not_met" if i["key"] in ("diary", "badge") else "met",
            last=uuid.uuid5(_SPACE, f"own{i['key']}"),
        )
        for i in visit.checklist.items
    )
    at = timezone.make_aware(datetime.combine(on, time(14, 30)))
    _finding(visit, "diary", "", at, _("Bảng lịch công tác tuần chưa cập nhật"), "waiting")
    if head.person_id:
        _finding(visit, "badge", head.person_id, at, _("Không đeo thẻ khi làm việc"), "answered")
    if official is not None and official.person_id:
        person = official.person_id
        unit = next(iter(workforce(day).filter(pl.col("person_id") == person)["unit_id"]), None)
        if unit is not None and (where := place_of(day, unit)) is not None:
            other = Visit.objects.create(
                code=uuid.uuid5(_SPACE, "official"), unit_id=unit, label=where.name, desk=where.desk, kind=Kind.SURPRISE, planned_on=on, lead=lead,
                checklist=checklist(), state=VisitState.CLOSED, closed_on=on, started_at=at, ended_at=at + timedelta(hours=1),
            )  # fmt: skip
            other.team.set([lead])
            _finding(other, "hours", person, at, _("Vắng lúc 14 giờ 30, không ghi lịch công tác"), "waiting")


def _finding(visit: Visit, item: str, person: str, at: datetime, what: str, stage: str) -> Finding:
    due = add_working_days(visit.planned_on, 5)
    made = Finding(
        key=uuid.uuid5(_SPACE, f"{visit.code}{item}{person}"), visit=visit, item=item, unit_id=visit.unit_id, person_id=person, at=at, severity="minor" if person else "moderate",
        what=what, said=_("Đã nhận, hứa sửa."), evidence=_("Quan sát tại chỗ"), decision=_("Nhắc nhở tại chỗ"), remedy="" if person else _("Chấn chỉnh và báo cáo bằng văn bản"),
        remedy_due=None if person else visit.planned_on + timedelta(days=15), last=uuid.uuid5(_SPACE, f"{visit.code}{item}"), answer_due=due,
    )  # fmt: skip
    if stage in ("answered", "fixed", "checked"):
        made.answer, made.answered_at = (
            _("Tiếp thu; hôm ấy có việc đột xuất, đã báo người phụ trách."),
            at + timedelta(days=2),
        )
    if stage in ("fixed", "checked") and made.remedy:
        made.fixed_on, made.fixed_note = visit.planned_on + timedelta(days=7), _("Đã bổ sung, có ảnh gửi kèm")
    if stage == "checked" and made.remedy:
        made.checked, made.checked_on, made.checked_note = (
            Checked.DONE,
            visit.planned_on + timedelta(days=10),
            _("Đã xem tại chỗ"),
        )
    made.save(force_insert=True)
    return made


def _photo(visit: Visit, finding: Finding, by: User) -> None:
    file = store(CheckedFile(_picture(), "image/png", "anh.png"), "", by)
    Photo.objects.create(
        key=uuid.uuid5(_SPACE, "photo"),
        visit=visit,
        finding=finding,
        file=file,
        taken_at=finding.at,
        came_at=finding.at,
        caption=_("Ảnh minh họa"),
        by=by,
    )


def _picture(width: int = 320, height: int = 240) -> bytes:
    """A made-up picture: a wall, a desk, a board with lines."""
    wall, desk, board, line = b"\xe9\xe4\xd8", b"\x8a\x6a\x48", b"\xff\xff\xff", b"\x0b\x5d\x83"
    rows = []
    for y in range(height):
        row = (wall if y < 170 else desk) * width
        if 40 <= y < 140:
            inner = line if y % 16 < 3 and y > 52 else board
            row = wall * 80 + board * 14 + inner * 132 + board * 14 + wall * 80
        rows.append(b"\0" + row)
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"".join(rows), 9)),
        (b"IEND", b""),
    )
    chunks = (struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)
