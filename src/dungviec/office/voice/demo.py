"""The demo's citizens: three months of answers at five desks (a brigade among them), sealed reports, promises, dossier results.

The inspector and the chairman hold keys; their words are published (docs/how-to/hear-the-citizens.md), for everything here is made up.
"""

from __future__ import annotations

import random
from datetime import date, timedelta

import polars as pl
from django.utils.translation import gettext as _

from dungviec.law.working_days import add_working_days
from dungviec.office.access.models import Membership, Role
from dungviec.office.registry import demo_city
from dungviec.office.registry.models import Unit
from dungviec.office.registry.selectors import snapshot
from dungviec.office.voice.days import citizens_day
from dungviec.office.voice.models import (
    CaseNumber,
    Desk,
    FollowUp,
    Key,
    Meeting,
    PassedOn,
    Promise,
    Rating,
    Report,
    Result,
    Setup,
)
from dungviec.office.voice.services import inbox, readers
from dungviec.office.voice.services.ratings import mark_of_case
from dungviec.voice.routing import INSPECTORS

WORDS = {"thanhtra": "gió ngoài cửa Ông", "chutich": "đèn trên núi Bài Thơ"}
"""The words that unlock the demo's inbox, by account. A real reader makes one up and tells nobody."""
_DESKS = (
    ("Q1", "Quầy số 1: Hộ tịch, chứng thực", "Desk 1: civil status, certification", 9.0, 0.94),
    ("Q2", "Quầy số 2: Đất đai, xây dựng", "Desk 2: land and building", 6.0, 0.86),
    ("Q3", "Quầy số 3: Lao động, người có công", "Desk 3: labour and social affairs", 4.0, 0.92),
    ("Q4", "Quầy số 4: Đăng ký kinh doanh", "Desk 4: business registration", 3.0, 0.84),
    ("Q5", "Quầy số 5: Giáo dục, y tế", "Desk 5: education and health", 0.2, 0.95),
)
_KINDS = {
    "Q1": ("Đăng ký khai sinh", "Chứng thực bản sao"), "Q2": ("Cấp giấy chứng nhận đất", "Giấy phép xây dựng"), "Q3": ("Trợ cấp xã hội", "Xác nhận người có công"),
    "Q4": ("Đăng ký hộ kinh doanh", "Chứng thực bản sao"), "Q5": ("Chuyển trường", "Chuyển trường"),
}  # fmt: skip
_HARD = {"Cấp giấy chứng nhận đất": 0.16, "Giấy phép xây dựng": 0.1, "Trợ cấp xã hội": 0.04}
_SAID = {
    True: ("Hướng dẫn rõ ràng", "Không phải đi lại", "Trả trước hẹn", "Nhanh", "Niềm nở"),
    False: ("Bổ sung giấy tờ ba lần", "Chờ cả buổi sáng", "Hẹn mãi chưa trả", "Thiếu ghế ngồi chờ"),
}  # fmt: skip
TODAY = date(2026, 11, 20)
"""The city stands on the day of its figures; whoever moves it to today finds answers and dossiers there too."""
_BRIGADE = "Đề nghị thay ngay cán bộ quầy này vì thái độ quá kém với nhân dân"


def fill() -> None:
    """Everything of this room; nothing where there is a desk already."""
    if Desk.objects.exists():
        return
    day, rng = citizens_day(), random.Random(766)  # noqa: S311 - made-up citizens need no cryptography
    units = list(Unit.objects.filter(valid_to__isnull=True, withdrawn_at__isnull=True).order_by("path"))
    home = next((u for u in units if "hành chính công" in u.name.lower() or "một cửa" in u.name.lower()), None) or next((u for u in units if u.kind == "division"), None)  # fmt: skip
    school = next((u for u in units if "Giáo dục" in u.name and u.kind == "division"), home)
    if home is None or school is None:
        return
    Setup.now()
    desks = {
        code: Desk(code=code, name=name, english=english, unit_id=(school if code == "Q5" else home).pk, turned_on=day - timedelta(days=120))
        for code, name, english, _n, _s in _DESKS
    }  # fmt: skip
    Desk.objects.bulk_create(desks.values())
    _answers(desks, day, rng)
    _voters(units, day)
    _results(desks, day, rng)
    _reports(desks, day)
    _thanked(desks["Q1"], day)


def _answers(desks: dict[str, Desk], day: date, rng: random.Random) -> None:
    """A quarter up to the city's day, with a brigade; a thinner one up to the end of what the law on file knows."""
    rows = [row for last, part in ((day, 1.0), (TODAY, 0.4)) for row in _quarter(desks, last, part, rng)]
    opened = [d for n in range(92) if (d := day - timedelta(days=91 - n)).weekday() < 5]
    for n in range(34):
        said = _BRIGADE if n % 2 else ""
        rows.append(Rating(desk=desks["Q3"], level=1, words=said, day=opened[-9], ticket=f"{rng.getrandbits(128):032x}", number=f"{rng.getrandbits(64):016x}"))  # fmt: skip
    marks = [
        CaseNumber(mark=mark_of_case(f"000.21.H49-{n:04}"), desk=desks["Q1"], procedure=_KINDS["Q1"][n % 2], closed_on=day)
        for n in range(40)
    ]  # fmt: skip
    Rating.objects.bulk_create(rows, batch_size=500)
    CaseNumber.objects.bulk_create(marks)


def _thanked(desk: Desk, day: date) -> None:
    """One citizen who names an official, with a case number: passed on as thanks."""
    s = snapshot(day)
    here = s.current_tenures.join(s.live_posts.select("post_id", "unit_id"), on="post_id").filter(pl.col("unit_id") == desk.unit_id)  # fmt: skip
    person = min(here["person_id"].to_list(), default=None)
    if person is None:
        return
    name = str(s.people.filter(pl.col("person_id") == person)["name"][0])
    said = f"Cảm ơn {name} hướng dẫn tận tình, hồ sơ xong sớm hai ngày."
    rating = Rating.objects.create(desk=desk, level=5, verified=True, procedure=_KINDS["Q1"][0], words=said, day=day - timedelta(days=30), ticket="7" * 32, number="7" * 16)  # fmt: skip
    PassedOn.objects.create(rating=rating, person_id=person, told=said, by="canbo.noivu", on=day - timedelta(days=20))


def _quarter(desks: dict[str, Desk], last: date, part: float, rng: random.Random) -> list[Rating]:
    opened = [d for n in range(92) if (d := last - timedelta(days=91 - n)).weekday() < 5]
    rows: list[Rating] = []
    for code, _name, _english, usual, content in _DESKS:
        for at in opened:
            for _each in range(round(part * rng.gammavariate(3, usual / 3))):
                kind, backed = rng.choice(_KINDS[code]), rng.random() < 0.7
                pleased = rng.random() < content - _HARD.get(kind, 0.0)
                level = rng.choice((4, 5, 5)) if pleased else rng.choice((1, 2, 2, 3))
                said = rng.choice(_SAID[pleased]) if rng.random() < 0.05 else ""
                rows.append(Rating(desk=desks[code], level=level, verified=backed, procedure=kind if backed else "", words=said, day=at, ticket=f"{rng.getrandbits(128):032x}", number=f"{rng.getrandbits(64):016x}"))  # fmt: skip
    return rows


def _voters(units: list[Unit], day: date) -> None:
    divisions = [u for u in units if u.kind == "division"]
    wards = [u for u in units if "phường" in u.name.lower()][:2]
    if not divisions:
        return

    def named(word: str) -> Unit:
        return next((u for u in divisions if word in u.name), divisions[0])

    held = Meeting.objects.create(held_on=day - timedelta(days=64), place=_("Nhà văn hóa khu phố 5"), kind="council", led_by=_("Phó Chủ tịch HĐND thành phố"), attended=142, minutes="12/BB-HĐND")  # fmt: skip
    talk = Meeting.objects.create(held_on=day - timedelta(days=20), place=_("Hội trường UBND phường"), kind="dialogue", led_by=_("Chủ tịch UBND thành phố"), attended=88, minutes="31/BB-UBND")  # fmt: skip
    given = (
        (held, "Đường vào khu 7 ngập mỗi khi mưa", "Nạo vét cống và nâng mặt đường trước mùa mưa", named("đô thị"), -12, True, "open"),
        (held, "Nhận sổ đỏ chậm nhiều tháng", "Trả hết hồ sơ đất tồn trong quý", named("Tài nguyên"), -5, True, "kept"),
        (talk, "Thiếu chỗ để xe ở bộ phận một cửa", "Kẻ thêm chỗ để xe, có người trông", (wards or divisions)[0], 25, True, "open"),
        (talk, "Xin mở lại chợ tạm", "Khảo sát và trả lời bằng văn bản", named("Kinh tế"), 40, False, "open"),
    )  # fmt: skip
    for meeting, asked, promised, unit, ahead, published, state in given:
        made = Promise.objects.create(meeting=meeting, asked=asked, promised=promised, unit_id=unit.pk, due=day + timedelta(days=ahead), published=published, state=state, closed_on=day - timedelta(days=8) if state == "kept" else None)  # fmt: skip
        if state == "kept":
            FollowUp.objects.create(promise=made, day=day - timedelta(days=8), words=_("Đã trả 212 trên 212 hồ sơ tồn"), evidence="48/BC-TNMT", state="kept")  # fmt: skip
        elif ahead < 0:
            FollowUp.objects.create(promise=made, day=day - timedelta(days=30), words=_("Đã nạo vét 300 m cống; mặt đường chờ vốn"), evidence="", state="open")  # fmt: skip


def _results(desks: dict[str, Desk], day: date, rng: random.Random) -> None:
    rows = []
    for code, last in ((c, d.replace(day=1) - timedelta(days=1)) for d in (day, TODAY) for c in ("Q1", "Q2")):
        early, on_time, late, pending = rng.randint(80, 140), rng.randint(150, 220), rng.randint(4, 30), rng.randint(10, 40)  # fmt: skip
        processed = early + on_time + late
        counts = {"total": processed + pending, "processed": processed, "pending": pending, "early": early, "on_time": on_time, "late": late, "must_publish": None, "published_on_time": None}  # fmt: skip
        rows.append(Result(desk=desks[code], first=last.replace(day=1), last=last, counts=counts, taken_on=day))
    Result.objects.bulk_create(rows)


def _reports(desks: dict[str, Desk], day: date) -> None:
    demo_city.open_accounts()
    for member in Membership.objects.filter(demo=True, role__in=(Role.INSPECTOR, Role.LEADER)).exclude(person_id="").select_related("user"):  # fmt: skip
        if word := WORDS.get(member.user.username):
            readers.take_key(member.user, word, day=day - timedelta(days=60))
    key = Key.objects.filter(user__username="thanhtra").select_related("user").first()
    if key is None:
        return
    told = (
        ("Tôi nộp hồ sơ sửa nhà, được gợi ý «bồi dưỡng» hai triệu thì giải quyết trong tuần.", "một nam cán bộ, không rõ tên", desks["Q2"], 45),
        ("Hồ sơ của tôi bị trả lại bốn lần, mỗi lần một lý do mới.", "", desks["Q4"], 16),
        ("Đoàn kiểm tra nhận phong bì của cơ sở tôi.", "người của thanh tra", None, 5),
    )  # fmt: skip
    for number, (words, about, desk, ago) in enumerate(told):
        at = day - timedelta(days=ago)
        inbox.send(inbox.Told(words, about, desk, () if desk else (INSPECTORS,)), ticket=f"{number:032x}", day=at)
    by = readers.Opened(key, readers.unlock(key, WORDS["thanhtra"]), key.user)
    setup = Setup.now()
    for report in Report.objects.filter(sealed_keys__key=key, received_on=day - timedelta(days=45)):
        when = add_working_days(report.received_on, setup.accept_days - 2)
        readers.move(report.number, "accepted", _("Đã thụ lý. Ông/bà còn nhớ ngày nộp hồ sơ không?"), by, seen="received", day=when)  # fmt: skip
