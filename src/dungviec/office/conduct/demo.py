"""The demo: made-up cases in every stage, some as the city stands in 2020, some as the law of 2026 has them; nobody and nothing is real.

Cases of 2020 belong to people whose record says so already, and to decisions on file: nothing of the published figures changes.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import polars as pl
from django.db import transaction
from django.utils import timezone

from dungviec.conduct import proposed_list
from dungviec.office.access.models import Membership, Role
from dungviec.office.conduct.models import Appeal, Case, Deed, Pause, Seat, Stand, StepHeld
from dungviec.office.conduct.reading import status_of
from dungviec.office.decisions.agencies import agency
from dungviec.office.decisions.models import Counter, Decision, State
from dungviec.office.registry import demo_city
from dungviec.office.registry.selectors import office_day, rows, snapshot
from dungviec.office.registry.services import amend, open_batch, write_many
from dungviec.records.dates import period_end
from dungviec.records.vietnamese import name_sort_text

LATE = date(2026, 11, 22)
"""The day of the later cases' stage."""
_PLACE = "8 giờ 30, phòng họp số 2"


@transaction.atomic
def fill() -> None:
    """Cases and what goes with them; nothing when there are some."""
    demo_city.open_accounts()
    officer = Membership.objects.filter(role=Role.PERSONNEL, demo=True).select_related("user").first()
    if officer is None or Case.objects.exists():
        return
    day = office_day()
    open_now = snapshot(day).people.filter(pl.col("discipline_open")).sort("person_id")["person_id"].to_list()
    if open_now:
        _council_sits(_case(open_now[0], officer, "Chậm nộp hồ sơ thanh toán 03 lần trong học kỳ, đơn vị đã nhắc bằng văn bản.", date(2020, 9, 28), date(2020, 10, 5)), day)  # fmt: skip
    for person in open_now[1:2]:
        _case(person, officer, "Vắng mặt không báo trong giờ trực bộ phận một cửa ngày 16/11/2020.", date(2020, 11, 16), date(2020, 11, 18))  # fmt: skip
    for person in open_now[2:3]:
        _case(person, officer, "Phụ huynh phản ánh về thu hộ ngoài thông báo; đang đối chiếu sổ thu.", date(2020, 10, 20), date(2020, 11, 2), closed=(date(2021, 1, 15), "Đối chiếu sổ thu khớp, phản ánh nhầm trường."))  # fmt: skip
    _from_records(officer, day)
    _later(officer)
    _registers(officer, day)


def _case(person: str, officer: Membership, act: str, happened: date, found: date, **more: Any) -> Case:
    opened = more.pop("opened", found + timedelta(days=5))
    closed = more.pop("closed", None)
    status = status_of(person, opened)
    assert status is not None
    given: dict[str, Any] = {
        "person_id": person, "person_name": status.name, "title": status.title, "unit": status.unit, "category": status.category,
        "leader": status.leader, "act": act, "source": "unit", "happened": happened, "found": found, "opened": opened,
        "made_by": officer.user, "made_at": _at(opened),
    } | more  # fmt: skip
    if closed:
        given |= {"state": Stand.CLOSED, "closed_on": closed[0], "closed_because": closed[1]}
    one = Case.objects.create(**given)
    Deed.objects.create(case=one, action="open_case", at=_at(opened), by=str(officer.user))
    return one


def _step(one: Case, step: str, held: date, **more: Any) -> None:
    by = str(one.made_by)
    StepHeld.objects.create(case=one, step=step, held=held, by=by, at=_at(held), **more)
    Deed.objects.create(case=one, action=f"step_{step}", at=_at(held), by=by)


def _explained(one: Case, told: date, text: str) -> None:
    _step(one, "notice", told, paper=f"{one.pk}/TB-PNV")
    one.explain_by, one.explanation, one.explained_on = told + timedelta(days=7), text, told + timedelta(days=5)
    one.save()
    _step(one, "explanation", told + timedelta(days=5), heard=True)


def _council_sits(one: Case, day: date) -> None:
    """Told, explained, a council named: the meeting comes next."""
    _explained(one, one.opened + timedelta(days=3), "Tôi nộp chậm vì chưa nhận đủ chứng từ của phụ huynh; đã nộp đủ ngày 30/10 và rút kinh nghiệm.")  # fmt: skip
    s = snapshot(day)
    leaders = s.main_posts.join(s.live_posts.filter(pl.col("level") == "head_of_division").select("post_id", "title"), on="post_id").sort("person_id")  # fmt: skip
    names = dict(s.people.select("person_id", "name").iter_rows())
    held = one.opened + timedelta(days=20)
    _step(one, "council", held, paper=f"{one.pk}/QĐ-UBND")
    Seat.objects.bulk_create(
        Seat(case=one, person_id=r["person_id"], name=names[r["person_id"]], title=r["title"], part=part)
        for r, part in zip(leaders.head(3).to_dicts(), ("chair", "secretary", "member"), strict=False)
    )
    one.meeting_at = f"{_PLACE}, ngày {held + timedelta(days=7):%d/%m/%Y}"
    one.save()


def _from_records(officer: Membership, day: date) -> None:
    """Decisions on file as decided cases: an administrative one that has run out, one that runs, and one of the Party."""
    found = rows("discipline", day).filter(pl.col("decided") <= day).sort("decided", "person_id")
    acts = {
        "administrative": "Chậm thực hiện nhiệm vụ được giao, đơn vị đã nhắc nhiều lần.",
        "party": "Thiếu kiểm tra, để chi bộ sinh hoạt không đủ kỳ.",
    }
    admin = found.filter(pl.col("kind") == "administrative").to_dicts()
    for row in [*admin[:1], *admin[-1:], *found.filter(pl.col("kind") == "party").to_dicts()[-1:]]:
        decided = row["decided"]
        one = _case(row["person_id"], officer, acts[row["kind"]], decided - timedelta(days=100), decided - timedelta(days=60), kind=row["kind"])  # fmt: skip
        _decide(one, row["form"], decided, row["effective"] or decided, row["ends"], str(row["_key"]), 100 + one.pk)


def _decide(one: Case, form: str, signed: date, effective: date, ends: date | None, key: str, number: int) -> None:
    if one.kind == "administrative":
        _explained(one, one.opened + timedelta(days=3), "Tôi nhận khuyết điểm và đã khắc phục.")
        _step(one, "council", one.opened + timedelta(days=15))
        _step(one, "meeting", one.opened + timedelta(days=25), heard=True, note="Nhận khuyết điểm, đề nghị hình thức nhẹ nhất.", present=5, votes={form: 4, "none": 1})  # fmt: skip
        _step(one, "decision", signed, paper=f"{number}/QĐ-UBND")
    one.form, one.signed_on, one.effective, one.ends, one.row = form, signed, effective, ends, key
    one.symbol = f"{number}/QĐ-UBND" if one.kind == "administrative" else "12-QĐ/UBKTTU"
    one.number, one.state, one.signer = number, Stand.DECIDED, "Người có thẩm quyền"
    if one.kind == "administrative":
        _booked(one, number)
    one.save()
    Deed.objects.create(case=one, action="sign_case", at=_at(signed), by=one.signer, note=one.symbol)


def _booked(one: Case, number: int) -> None:
    """The decision of a case in the book of decisions, its number in the record."""
    body = agency()
    assert one.signed_on is not None
    assert one.effective is not None
    one.decision = Decision.objects.create(
        agency=body, kind="discipline", form=one.form, state=State.SIGNED, person_id=one.person_id, person_name=one.person_name,
        sort_key=name_sort_text(one.person_name)[:400], from_title=one.title, from_unit=one.unit, effective=one.effective, until=one.ends,
        number=number, year=one.signed_on.year, signed_on=one.signed_on, signed_at=_at(one.signed_on), signer=one.signer, made_by=one.made_by,
        made_at=_at(one.opened),
    )  # fmt: skip
    book, _made = Counter.objects.get_or_create(agency=body, symbol=f"QĐ-{body.symbol}", year=one.signed_on.year)
    book.last = max(book.last, number)  # the next signature of that year goes on after it
    book.save(update_fields=["last"])
    numbered = {"decision": one.symbol, "decided_by": str(body).capitalize()}
    one.row = amend("discipline", one.row, numbered, by="demo", why="Số quyết định của vụ việc giả lập")


def _later(officer: Membership) -> None:
    """Cases under the law of 2026: one past its time, one lengthened after an illness, one decided with an appeal waiting."""
    s = snapshot(LATE)
    taken = {*Case.objects.values_list("person_id", flat=True), *Membership.objects.values_list("person_id", flat=True)}
    young = s.main_posts.join(s.people.filter(pl.col("born") > date(1981, 1, 1)).select("person_id", "category"), on="person_id").join(s.live_posts.select("post_id", "level"), on="post_id")  # fmt: skip
    free = young.filter(~pl.col("person_id").is_in(list(taken)) & (pl.col("level") == "specialist")).sort("person_id")
    civil = free.filter(pl.col("category") == "civil_servant")["person_id"].to_list()
    teaching = free.filter(pl.col("category") == "public_employee")["person_id"].to_list()
    if len(civil) < 2 or not teaching:
        return
    over = _case(civil[0], officer, "Để 14 hồ sơ đất đai quá hạn trong quý II/2026, không báo cáo xin lỗi người dân.", date(2026, 6, 30), date(2026, 7, 20), source="inspection", source_paper="Kết luận 08/KL-TTr")  # fmt: skip
    _explained(
        over,
        date(2026, 8, 3),
        "Hồ sơ chậm vì chờ trích đo; tôi chưa gửi phiếu xin lỗi, xin nhận khuyết điểm phần này.",
    )
    ill = _case(civil[1], officer, "Chưa thực hiện việc bàn giao tài sản công khi đổi bộ phận trong tháng 8/2026.", date(2026, 8, 14), date(2026, 9, 15))  # fmt: skip
    _step(ill, "notice", date(2026, 9, 24), paper=f"{ill.pk}/TB-PNV")
    ill.explain_by = date(2026, 10, 1)
    ill.save()
    Pause.objects.create(case=ill, ground="illness", since=date(2026, 9, 28), until=date(2026, 10, 20), paper="Giấy ra viện 20/10/2026")  # fmt: skip
    done = _case(teaching[0], officer, "Ghi sai ngày hẹn trả của 06 hồ sơ trong tháng 4/2026, đã nhắc nhở mà còn lặp lại.", date(2026, 4, 10), date(2026, 5, 25))  # fmt: skip
    batch = open_batch("demo", "Vụ việc giả lập năm 2026", by="demo")
    signed = date(2026, 7, 20)
    ends = period_end(signed, 12)
    write_many(batch, creates={"discipline": [{"person_id": done.person_id, "kind": "administrative", "form": "reprimand", "decided": signed, "effective": signed, "ends": ends}]})  # fmt: skip
    key = rows("discipline", LATE).filter((pl.col("person_id") == done.person_id) & (pl.col("decided") == signed))["_key"][0]  # fmt: skip
    _decide(done, "reprimand", signed, signed, ends, str(key), 214)
    Appeal.objects.create(case=done, filed=date(2026, 8, 3), grounds="Đề nghị xem lại vì phần mềm tự đổi ngày hẹn, có ảnh chụp màn hình.")  # fmt: skip
    for one in (over, ill):
        write_many(batch, amends={"people": [(one.person_id, {"discipline_open": True})]}, valid_from=one.opened)


def _registers(officer: Membership, day: date) -> None:
    """The declarations of the year, most of them in; a few conflicts of interest, one by the demo's own official."""
    batch = open_batch("demo", "Sổ kê khai và xung đột lợi ích giả lập", by="demo")
    asked, due = date(day.year, 10, 1), date(day.year, 11, 15)
    made = []
    for n, one in enumerate(p for p in proposed_list(snapshot(day)) if p.why == "leads"):
        row: dict[str, Any] = {
            "person_id": one.person_id,
            "year": day.year,
            "kind": "yearly",
            "asked": asked,
            "due": due,
        }
        if n % 41 == 7:
            row["due"] = date(day.year, 12, 31)
        elif n % 97 != 13:
            row["handed_in"] = asked + timedelta(days=3 + n * 7 % 40)
            row["published"] = date(day.year, 11, 30) if n % 3 else None
        made.append(row)
    official = Membership.objects.filter(role=Role.OFFICIAL, demo=True).values_list("person_id", flat=True).first()
    others = [r["person_id"] for r in made if r["person_id"] != officer.person_id][4:6]
    told = [
        {"person_id": person, "known": known, "reported": reported, "relation": relation, "matter": matter, "step_aside": True, "measure": measure, "decided": decided}
        for person, known, reported, relation, matter, measure, decided in (
            (official, date(2020, 12, 1), date(2020, 12, 3), "Em ruột của tôi là người nộp hồ sơ", "Thẩm định hồ sơ cấp phép đang giao cho tôi", None, None),
            (others[0] if others else None, date(2020, 10, 5), date(2020, 10, 8), "Công ty của anh rể dự thầu", "Gói thầu sửa chữa trụ sở, tôi ở tổ chấm thầu", "reassign", date(2020, 10, 12)),
            (others[1] if len(others) > 1 else None, date(2020, 9, 1), date(2020, 9, 18), "Vợ tôi dự tuyển vào đơn vị", "Hội đồng kiểm tra, sát hạch", "supervise", date(2020, 9, 21)),
        )
        if person
    ]  # fmt: skip
    write_many(batch, creates={"asset_declarations": made, "interest_declarations": told})


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9)))
