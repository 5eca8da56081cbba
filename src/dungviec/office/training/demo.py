"""The demo: a catalogue, requests and wishes, an approved plan, classes in every state, commitments, self-study. All made up."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

import polars as pl
from django.utils import timezone
from django.utils.translation import gettext as _

from dungviec.exchange.course_files import catalogue_from
from dungviec.office.access.models import Membership, Role, User
from dungviec.office.access.policy import Viewer
from dungviec.office.registry import demo_city
from dungviec.office.registry.selectors import office_day, snapshot
from dungviec.office.registry.workforce import workforce
from dungviec.office.training import solving
from dungviec.office.training.asking import library_catalogue
from dungviec.office.training.models import (
    Asked,
    Attendance,
    ClassState,
    Commitment,
    Course,
    Enrolment,
    Form,
    Opinion,
    PaperState,
    Place,
    Presence,
    Reimbursement,
    Result,
    RunState,
    SelfStudy,
    Session,
    Source,
    Spending,
    StudyState,
    TitleStandard,
    TrainingClass,
    YearPlan,
)
from dungviec.office.training.selectors.commitments import asked_months, sum_of
from dungviec.office.training.services import plans
from dungviec.records.dates import add_months
from dungviec.synth.courses import example_asked, example_courses
from dungviec.training.asked import Asked as Examples

LEFT_OPEN = ("LD-PHONG",)
"""Courses left out of the approved plan, for whoever tries the demo to plan a second round."""
_FORMS = {"theory": Form.THEORY, "state_management": Form.STATE, "degree": Form.DEGREE}
_BY = "demo"


def fill() -> None:
    """Fill the room; nothing where there is a course already."""
    if Course.objects.exists():
        return
    demo_city.open_accounts()
    draw, day = Random(20201210), office_day()  # noqa: S311 - made-up data, the same every time
    _catalogue(day)
    examples = example_asked(snapshot(day))
    _asked(examples, day)
    _self_study(examples, day, draw)
    plan = _plan(day)
    _classes(plan, day, draw)
    _commitments(day)


def _stamp() -> dict[str, Any]:
    return {"by": _BY, "at": timezone.now()}


def _catalogue(day: date) -> None:
    found = catalogue_from(example_courses(day.year + 1), "courses.yaml")
    rows = [
        Course(
            code=c.code, title=c.vi, kind=c.kind, form=_FORMS.get(c.closes[0].what if c.closes else "", Form.POSITION), owner=c.offered, place=c.place,
            days=c.days, seats=c.most, least=c.least, classes=c.classes, promised=c.promised, per_person=c.seat_cost, per_class=c.class_cost,
            closes=[[w.what, w.start, w.end] for w in c.closes], begins=c.begins, ends=c.ends, part_time=c.part_time, categories=list(c.categories),
            levels=list(c.levels), unit_kinds=list(c.unit_kinds), party_member=c.party_member, postgraduate=c.postgraduate, months=c.months,
            valid_from=date(day.year - 1, 1, 1), months_valid=36 if c.kind == "skills" else None, **_stamp(),
        )
        for c in found.courses
    ]  # fmt: skip
    rows.append(Course(
        code="TIN-2014", title=_("Ứng dụng công nghệ thông tin cơ bản (chương trình cũ)"), kind="skills", form=Form.DIGITAL, owner="province", days=10,
        seats=40, per_person=1_200_000, closes=[["G6", 0, 2]], valid_from=date(2014, 1, 1), valid_to=date(day.year - 1, 12, 31), **_stamp(),
    ))  # fmt: skip
    Course.objects.bulk_create(rows)
    TitleStandard.objects.bulk_create(
        TitleStandard(ranks=", ".join(s.ranks), kind=s.kind, words=s.vi, basis=s.basis, start=s.start, until=s.until, months=s.months, grace_months=s.grace_months, **_stamp())
        for s in found.standards
    )  # fmt: skip


def _asked(examples: Examples, day: date) -> None:
    year, where = day.year + 1, _where(day)
    paths = dict(where.values())
    rows = [
        Asked(source=Source.UNIT, year=year, unit_id=r.unit_id, unit_path=paths.get(r.unit_id, r.unit_id), people=list(r.people), what=r.what, wants=r.wants,
              urgency=r.urgency, why=r.because, **_stamp())
        for r in examples.requests
    ]  # fmt: skip
    if rows:  # asked twice by one unit, for somebody to merge
        rows.append(Asked(source=Source.UNIT, year=year, unit_id=rows[0].unit_id, unit_path=rows[0].unit_path, people=[], what=rows[0].what,
                          wants=rows[0].wants, urgency=1, why=_("Đoàn kiểm tra nhắc"), **_stamp()))  # fmt: skip
    reasons = (
        _("Việc được giao cần"),
        _("Chuẩn bị cho vị trí được quy hoạch"),
        _("Muốn làm tốt hơn việc đang phụ trách"),
    )
    for n, w in enumerate(examples.wishes):
        if w.person_id not in where:
            continue
        unit, path = where[w.person_id]
        said = {0: Opinion.YES, 1: Opinion.NO}.get(n % 6, Opinion.NONE)
        rows.append(Asked(
            source=Source.WISH, year=year, unit_id=unit, unit_path=path, person_id=w.person_id, what=w.what, wants=w.wants, urgency=w.strength,
            why=reasons[n % 3], major_fits=w.major_fits, opinion=said, opinion_by=_BY if said else "",
            opinion_words=_("Năm nay đơn vị thiếu người trực") if said == Opinion.NO else "", **_stamp(),
        ))  # fmt: skip
    Asked.objects.bulk_create(rows, batch_size=300)


def _self_study(examples: Examples, day: date, draw: Random) -> None:
    """Some confirmed, some waiting. What is confirmed here counts for needs; the records of the made-up past stay as they are."""
    own = _account(Role.OFFICIAL)
    rows = []
    for n, s in enumerate(examples.self_study):
        waits = n % 5 == 0
        rows.append(SelfStudy(
            person_id=s.person_id, title=s.evidence, kind="skills", what=s.what, level=s.level, grade=None if waits else s.grade, where=_("Học trực tuyến"),
            from_date=add_months(s.on, -2), to_date=s.on, hours=draw.randint(20, 80), state=StudyState.OPEN if waits else StudyState.CONFIRMED,
            result=_("Chứng nhận hoàn thành") if s.grade > 1 else "", decided_by="" if waits else _BY,
            expires=add_months(day, draw.randint(-4, 14)) if s.grade == 3 else None, **_stamp(),
        ))  # fmt: skip
    if own is not None:
        rows.append(SelfStudy(
            person_id=own.person_id, title=_("Soạn thảo văn bản trên máy"), kind="skills", what="G6", level=3, where=_("Sách, video"), hours=30,
            from_date=add_months(day, -3), to_date=add_months(day, -1), **_stamp(),
        ))  # fmt: skip
    SelfStudy.objects.bulk_create(rows)


def _plan(day: date) -> YearPlan:
    drafter, leader = _user(Role.PERSONNEL), _user(Role.LEADER)
    plan = YearPlan.objects.create(
        name=_("Kế hoạch đào tạo, bồi dưỡng năm %d") % (day.year + 1), year=day.year + 1, day=day, budget=580_000_000, status=RunState.RUNNING,
        asked={"unit_share": 6, "person_days": 90, "fair": 50, "order": "strict", "duties_must": False, "codes": sorted(c.code for c in library_catalogue(day.year + 1, day=day).courses if c.code not in LEFT_OPEN)},
        funding=_("Ngân sách nhà nước"), made_by=drafter, made_at=timezone.now(), **_stamp(),
    )  # fmt: skip
    solved = solving.solve_all(plan, [], tell=lambda _stage, _share: None)
    plans.store(plan.pk, solved.found, solved.seats, [])
    plan.refresh_from_db()
    plan.paper, plan.asked_by, plan.approved_by = PaperState.APPROVED, _name(drafter), _name(leader)
    plan.asked_at = plan.approved_at = timezone.now()
    plan.save()
    return plan


def _classes(plan: YearPlan, day: date, draw: Random) -> None:
    """Classes of the plan to come; of the year that ends one is running and others have results; one of years ago with certificates that run out."""
    courses = {c.code: c for c in Course.objects.all()}
    spans = {
        "SOAN-THAO": (-58, -55, ClassState.ENDED), "GIAO-TIEP": (-24, -20, ClassState.ENDED), "CNTT": (-6, 8, ClassState.OPEN),
        "QLNN-CV": (36, 80, ClassState.PLANNED), "CDNN": (64, 96, ClassState.PLANNED), "HUONG-DAN": (85, 88, ClassState.PLANNED),
        "KIEM-TRA": (120, 124, ClassState.PLANNED), "DAO-DUC": (150, 151, ClassState.PLANNED), "NGOAI-NGU": (190, 220, ClassState.PLANNED),
    }  # fmt: skip
    for code, (start, end, state) in spans.items():
        course = courses.get(code)
        people = [s.person_id for s in plan.seats.filter(taken=True, course=course).order_by("person_id")][
            : course.seats if course else 0
        ]
        if course is not None and people:
            of_plan = plan if (day + timedelta(days=start)).year == plan.year else None
            one = _class(course, of_plan, day + timedelta(days=start), day + timedelta(days=end), state, len(people))
            _attendances(one, people, day, draw)
    old = courses.get("CNTT")
    if old is not None:
        last = add_months(day, -33)
        one = _class(old, None, last, last + timedelta(days=10), ClassState.ENDED, 24)
        _attendances(one, workforce(day)["person_id"].sort().gather_every(97).to_list()[:24], day, draw)


def _class(course: Course, plan: YearPlan | None, start: date, end: date, state: str, seats: int) -> TrainingClass:
    number = f"{40 + course.pk}/QĐ-UBND"
    made = TrainingClass.objects.create(
        plan=plan, course=course, title=course.title, kind=course.kind, place=course.place, from_date=start, to_date=end, seats=seats, state=state,
        planned_cost=course.per_class + course.per_person * seats, decision="" if state == ClassState.PLANNED else number,
        decided=None if state == ClassState.PLANNED else start - timedelta(days=10), **_stamp(),
    )  # fmt: skip
    if state != ClassState.PLANNED:
        Spending.objects.create(
            training=made, item=Spending.Item.LECTURER, amount=max(course.per_class // 2, 2_000_000), day=start, paper=f"PC-{made.pk}", **_stamp()
        )  # fmt: skip
    return made


def _attendances(one: TrainingClass, people: list[str], day: date, draw: Random) -> None:
    """Who was called, came and passed. The records of the made-up past stay as they are: they are the interview's figures."""
    where, ended = _where(day), one.state == ClassState.ENDED
    rows = []
    for n, person in enumerate(people):
        passed = ended and draw.random() < 0.93
        unit, path = where.get(person, ("", ""))
        rows.append(Enrolment(
            training=one, person_id=person, unit_id=unit, unit_path=path, place=Place.CALLED, verdict=0,
            result=(Result.PASSED if passed else Result.FAILED) if ended else "", grade=_("Khá") if passed else "",
            certificate=f"{one.pk:02d}{n + 1:03d}" if passed else "", issued=one.to_date if passed else None,
            expires=add_months(one.to_date, one.course.months_valid) if passed and one.course and one.course.months_valid else None, **_stamp(),
        ))  # fmt: skip
    Enrolment.objects.bulk_create(rows)
    if one.state == ClassState.PLANNED:
        return
    sessions = [
        Session.objects.create(training=one, day=one.from_date + timedelta(days=k), words=_("Buổi %d") % (k + 1))
        for k in range(2)
    ]
    called = list(one.enrolments.all())
    Attendance.objects.bulk_create(
        Attendance(session=s, enrolment=e, presence=Presence.HERE if draw.random() < 0.94 else Presence.ABSENT)
        for s in sessions
        for e in called
    )


def _commitments(day: date) -> None:
    """Postgraduate study at every stage: studying, serving, served, and one left early whose sum is computed."""
    masters = (
        workforce(day)
        .filter((pl.col("degree") == "master") & (pl.col("category") == "civil_servant"))["person_id"]
        .sort()
        .to_list()
    )
    spans = ((-6, 18, 62), (-36, -12, 58), (-100, -76, 45), (-37, -23, 60))
    made = [
        Commitment.objects.create(
            person_id=person, course=_("Thạc sĩ Quản lý công"), postgraduate=True, studied_from=add_months(day, start), studied_to=add_months(day, end),
            cost=cost * 1_000_000, paper=_("Bản cam kết ký khi đi học"), **_stamp(),
        )
        for person, (start, end, cost) in zip(masters[1 :: max(1, len(masters) // 5)], spans, strict=False)
    ]  # fmt: skip
    if len(made) == len(spans):
        case = Reimbursement(
            commitment=made[-1], cause="left_early", day=add_months(day, -2), service_years=6, decision="118/QĐ-UBND", received=add_months(day, -1),
            **_stamp(),
        )  # fmt: skip
        asked = asked_months(made[-1])
        due = sum_of(made[-1], case, asked.value if asked else None).answer
        case.decided_amount = due.value if due else None
        case.save()


def _where(day: date) -> dict[str, tuple[str, str]]:
    rows = workforce(day).select("person_id", "unit_id", "unit_path").iter_rows()
    return {p: (u or "", path or "") for p, u, path in rows}


def _account(role: Role) -> Viewer | None:
    found = Membership.objects.filter(role=role, demo=True).select_related("user").first()
    return Viewer(found.user.username, role, found.unit_id, found.person_id) if found and found.person_id else None


def _user(role: Role) -> User | None:
    found = Membership.objects.filter(role=role, demo=True).select_related("user").first()
    return found.user if found else None


def _name(user: User | None) -> str:
    return user.username if user else _BY
