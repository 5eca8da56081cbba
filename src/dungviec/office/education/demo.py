"""The demo: the topics of 2020, forms, and what a few units wrote and did; every line is made up."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import polars as pl
from django.db import transaction
from django.utils import timezone

from dungviec.office.access.models import Membership, Role, User
from dungviec.office.education.models import (
    Activity,
    ActivityKind,
    Attendance,
    Commitment,
    CommitmentState,
    CommitmentStep,
    FormVersion,
    Mark,
    Purpose,
    Reflection,
    Review,
    Topic,
)
from dungviec.office.registry import demo_city
from dungviec.office.registry.selectors import office_day
from dungviec.office.registry.workforce import workforce

YEAR = 2020
NEAR = 160
"""So many people, those of the demo accounts' units first, have all their steps and words written; the others the state alone."""
KINDS = ("Sinh hoạt chuyên đề", "Học tập, quán triệt nghị quyết", "Về nguồn", "Kể chuyện, nêu gương")
TOPICS = (
    ("Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh về nêu gương", "Mỗi người đăng ký một việc làm theo, có kết quả nhìn thấy được.", "dang-ky", "thu-hoach", (1, 6), (12, 31)),
    ("Đạo đức công vụ, văn hóa giao tiếp nơi tiếp dân", "Bộ phận một cửa không để dân chờ mà không được trả lời.", "", "", (4, 1), (12, 31)),
    ("Học tập nghị quyết đại hội các cấp", "Nắm nội dung, liên hệ việc của đơn vị.", "", "thu-hoach", (9, 1), (12, 31)),
)  # fmt: skip


def _asked(key: str, label: str, kind: str = "long", required: bool = True, help: str = "", options: tuple[str, ...] = ()) -> dict[str, Any]:  # fmt: skip
    return {"key": key, "label": label, "kind": kind, "required": required, "help": help, "options": list(options)}


_FORMS = (
    ("dang-ky", 1, Purpose.COMMITMENT, "Bản đăng ký làm theo", date(YEAR, 1, 2), (_asked("viec", "Việc tôi làm theo trong năm"), _asked("thoi_han", "Xong trước ngày", "date", required=False))),
    ("dang-ky", 2, Purpose.COMMITMENT, "Bản đăng ký làm theo", date(YEAR, 7, 1), (
        _asked("viec", "Việc tôi làm theo trong năm", help="Một việc, nói được ai thấy kết quả."), _asked("cach", "Tôi làm bằng cách nào", required=False),
        _asked("linh_vuc", "Thuộc lĩnh vực", "choice", options=("Tiếp dân", "Công việc chuyên môn", "Lối sống", "Xây dựng tập thể")), _asked("thoi_han", "Xong trước ngày", "date", required=False),
        _asked("cam_ket", "Tôi tự nguyện đăng ký và chịu sự giám sát của tập thể", "tick"),
    )),
    ("thu-hoach", 1, Purpose.REFLECTION, "Bài thu hoạch", date(YEAR, 1, 2), (_asked("nhan_thuc", "Điều tôi nhận ra"), _asked("lien_he", "Liên hệ với việc của tôi"), _asked("lam_gi", "Tôi sẽ làm gì khác đi", required=False))),
    ("tu-nhan-xet", 1, Purpose.SELF_REVIEW, "Tự nhận xét cuối năm", date(YEAR, 1, 2), (_asked("da_lam", "Việc đã đăng ký, kết quả"), _asked("chua", "Điều chưa làm được, vì sao", required=False))),
    ("nhan-xet", 1, Purpose.HEAD_REVIEW, "Nhận xét của người đứng đầu", date(YEAR, 1, 2), (_asked("nhan_xet", "Nhận xét"), _asked("mong", "Điều mong tiếp tục, điều cần sửa", required=False))),
)  # fmt: skip
_DOINGS = (
    "Trả lời phiếu hỏi của dân trong ngày, ghi sổ theo dõi", "Bỏ cuộc họp không cần, báo trước tài liệu hai ngày", "Mỗi tháng xuống cơ sở một ngày, ghi lại ba việc dân nhờ",
    "Giúp đồng nghiệp mới làm quen việc trong ba tháng đầu", "Sắp lại hồ sơ lưu trữ của phòng theo danh mục",
)  # fmt: skip


@transaction.atomic
def fill() -> None:
    """Forms, topics, and the year of the demo people's units; nothing where there is a topic."""
    if Topic.objects.exists():
        return
    demo_city.open_accounts()
    members = list(Membership.objects.filter(demo=True).select_related("user"))
    by = next((m.user for m in members if m.role == Role.PERSONNEL), None)
    name = by.username if by else "demo"
    start = _at(date(YEAR, 1, 3))
    forms = FormVersion.objects.bulk_create(
        FormVersion(key=k, version=v, purpose=p, title=t, valid_from=d, fields=list(f), by=name, at=_at(d)) for k, v, p, t, d, f in _FORMS
    )  # fmt: skip
    kinds = ActivityKind.objects.bulk_create(ActivityKind(name=k, valid_from=date(YEAR, 1, 2), by=name, at=start) for k in KINDS)  # fmt: skip
    topics = Topic.objects.bulk_create(
        Topic(year=YEAR, title=t, aim=a, commitment_form=c, reflection_form=r, begins=date(YEAR, *b), ends=date(YEAR, *e), reader=by, by=name, at=start)
        for t, a, c, r, b, e in TOPICS
    )  # fmt: skip
    people = _people({m.person_id for m in members if m.person_id})
    heads = [m for m in members if m.role == Role.UNIT_HEAD]
    head, unit_of = (heads[0].user if heads else by), dict(people)
    led = unit_of.get(heads[0].person_id, "") if heads else ""
    form = {(f.key, f.version): f for f in forms}
    _commitments(topics, people, form, head, led)
    _activities(topics, kinds, people, name)
    officials = {m.role: m.person_id for m in members if m.person_id}
    _words(topics, people[:NEAR], form, (head, by), led, officials)


def _people(own: set[str]) -> list[tuple[str, str]]:
    """Person and unit of everybody on the rolls, those of the demo accounts' units first."""
    frame = workforce(office_day()).filter(pl.col("unit_id").is_not_null())
    units = frame.filter(pl.col("person_id").is_in(list(own)))["unit_id"].unique().to_list()
    rows = frame.sort(~pl.col("unit_id").is_in(units), "unit_id", "person_id")
    return list(rows.select("person_id", "unit_id").iter_rows())


def _commitments(topics: list[Topic], people: list[tuple[str, str]], form: dict[tuple[str, int], FormVersion], head: User | None, led: str) -> None:  # fmt: skip
    states = (CommitmentState.CONFIRMED, CommitmentState.CONFIRMED, CommitmentState.SENT, CommitmentState.CONFIRMED, CommitmentState.RETURNED)  # fmt: skip
    rows = []
    for topic in (t for t in topics if t.commitment_form):
        for n, (person, unit) in enumerate(people):
            if (n + len(unit)) % 7 == 6 or (n > NEAR and n % 5 == 0):
                continue  # these have not registered
            state, day = states[n % len(states)], date(YEAR, 2 + 6 * (n % 2), 3 + n % 20)
            on = form["dang-ky", 1 if day < date(YEAR, 7, 1) else 2]
            answers: dict[str, Any] = {"viec": _DOINGS[n % len(_DOINGS)], "thoi_han": "30/11/2020"}
            if on.version == 2:
                answers |= {"linh_vuc": "Tiếp dân" if n % 3 else "Công việc chuyên môn", "cam_ket": True}
            decided = state in (CommitmentState.CONFIRMED, CommitmentState.RETURNED)
            note = "Ghi rõ ai thấy kết quả." if state == CommitmentState.RETURNED else ""
            rows.append(
                Commitment(
                    topic=topic, person_id=person, unit_id=unit, form=on, answers=answers, state=state, sent_at=_at(day), note=note,
                    decided_by=head if decided and unit == led else None, decided_at=_at(date(YEAR, day.month, day.day + 4)) if decided else None,
                )
            )  # fmt: skip
    Commitment.objects.bulk_create(rows)
    steps = [
        CommitmentStep(commitment=c, step=CommitmentState.SENT, answers=c.answers, at=c.sent_at)
        for c in rows[:NEAR]
        if c.sent_at
    ]
    steps += [CommitmentStep(commitment=c, step=c.state, answers=c.answers, note=c.note, by=c.decided_by, at=c.decided_at) for c in rows[:NEAR] if c.decided_at]  # fmt: skip
    CommitmentStep.objects.bulk_create(steps)


def _activities(topics: list[Topic], kinds: list[ActivityKind], people: list[tuple[str, str]], by: str) -> None:
    units = list(dict.fromkeys(unit for _person, unit in people))
    held = ((0, 0, (3, 18)), (0, 2, (5, 15)), (1, 3, (7, 22)), (2, 1, (10, 9)))
    made = [
        Activity(kind=kinds[k], topic=topics[t], unit_id=unit, title=f"{kinds[k].name}: {topics[t].title[:80]}", day=date(YEAR, *d), place="Hội trường", by=by, at=_at(date(YEAR, *d)))
        for u, unit in enumerate(units) for n, (t, k, d) in enumerate(held) if (n < 2 or u < 8) and (u + n) % 3
    ]  # fmt: skip
    Activity.objects.bulk_create(made)
    there: dict[str, list[str]] = {}
    for person, unit in people:
        there.setdefault(unit, []).append(person)
    marks = (Mark.PRESENT, Mark.PRESENT, Mark.PRESENT, Mark.EXCUSED, Mark.PRESENT, Mark.ABSENT, Mark.PRESENT)
    Attendance.objects.bulk_create(
        Attendance(activity=a, person_id=p, mark=marks[(n + a.day.month) % len(marks)]) for a in made for n, p in enumerate(there[a.unit_id])
    )  # fmt: skip


def _words(topics: list[Topic], people: list[tuple[str, str]], form: dict[tuple[str, int], FormVersion], readers: tuple[User | None, User | None], led: str, own: dict[str, str]) -> None:  # fmt: skip
    said = {
        "nhan_thuc": "Nêu gương bắt đầu từ việc nhỏ hằng ngày (bài giả lập).",
        "lien_he": "Tôi tiếp dân trước, họp sau.",
        "lam_gi": "",
    }
    Reflection.objects.bulk_create(
        Reflection(topic=topics[0], person_id=p, form=form["thu-hoach", 1], answers=said, reader=readers[unit != led], sent_at=_at(date(YEAR, 11, 20))) for n, (p, unit) in enumerate(people) if n % 4 == 0
    )  # fmt: skip
    self_form, head_form = form["tu-nhan-xet", 1], form["nhan-xet", 1]
    mine = {own.get(role, "") for role in (Role.OFFICIAL, Role.UNIT_HEAD)}
    reviews = []
    for n, (person, unit) in enumerate(people):
        if n % 3 and person not in mine:
            continue
        done = n % 6 == 0 or person == own.get(Role.OFFICIAL)
        reviews.append(
            Review(
                year=YEAR, person_id=person, unit_id=unit, self_form=self_form, self_answers={"da_lam": "Đã làm đều từ tháng 2, có sổ theo dõi (giả lập).", "chua": ""}, self_at=_at(date(YEAR, 12, 1)),
                head_form=head_form if done else None, head_answers={"nhan_xet": "Làm thật, dân biết (giả lập).", "mong": ""} if done else {}, head_by=readers[0] if done and unit == led else None,
                head_at=_at(date(YEAR, 12, 4)) if done else None, seen_at=_at(date(YEAR, 12, 5)) if done and n % 12 == 0 else None,
            )
        )  # fmt: skip
    Review.objects.bulk_create(reviews)


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(8)))
