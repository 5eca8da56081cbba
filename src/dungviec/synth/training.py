"""Training: the courses of 2020 with the published numbers and cost, and the studies behind degrees and certificates."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from dungviec.records.codes import THEORY
from dungviec.synth.model import COMMUNE_KINDS, SCHOOL_KINDS, District, Person
from dungviec.synth.quota import share_out
from dungviec.synth.sheets import Sheet

YEAR = 2020
CITY_PEOPLE = 2380
ADVANCED_THEORY, INTERMEDIATE_CLASS, PROSPECTIVE, NEW_MEMBERS, CELL_SECRETARIES, ATTENDANCES = 7, 80, 182, 158, 262, 278
COST = 580_000_000
"""Published for 2020: people, attendances and đồng; three classes each for prospective members, new members and cell secretaries."""

_PRICE = {
    "theory_advanced": 14.0,
    "theory_intermediate": 3.1,
    "party_prospective": 0.28,
    "party_new_member": 0.3,
    "cell_secretary": 0.35,
    "skills": 0.42,
}
"""Weights by which the year's cost is shared among attendances."""
_SKILLS = (
    "Kỹ năng lãnh đạo, quản lý cấp phòng",
    "Kỹ năng tiếp công dân, giải quyết thủ tục hành chính",
    "Ứng dụng công nghệ thông tin, chữ ký số",
    "Soạn thảo văn bản theo Nghị định 30/2020/NĐ-CP",
    "Nghiệp vụ thanh tra, kiểm tra",
    "Kế toán đơn vị sự nghiệp",
    "Đổi mới phương pháp dạy học",
    "Quản lý đất đai, giải phóng mặt bằng",
    "Công tác dân vận ở cơ sở",
)

Row = tuple[str | None, str, str, str | None, str, date, date | None, str | None, int]
"""person, kind, title, class, place, from, to, result, attendees; the cost comes last."""


def write_training(district: District, sheet: Sheet, rng: Random) -> None:
    """Rows of ``training``: the year's programme to the published figures, then everybody's earlier studies."""
    share = district.spec.people / CITY_PEOPLE
    rows = _programme(district, share, rng)
    # In steps of 10,000 đồng, as bills are.
    costs = [10_000 * n for n in share_out(round(COST * share / 10_000), [_PRICE[row[1]] * row[8] for row in rows])]
    for row, cost in zip(rows, costs, strict=True):
        sheet.add(*row[:8], cost, row[8])
    for person in district.people:
        _earlier_studies(person, district.spec.as_of, sheet, rng)


def _programme(district: District, share: float, rng: Random) -> list[Row]:
    people = district.people
    rows: list[Row] = []

    def number(published: int) -> int:
        return max(1, round(published * share))

    def send(
        chosen: list[Person],
        kind: str,
        title: str,
        class_id: str,
        place: str,
        start: date,
        end: date | None,
        result: str | None,
    ) -> None:
        rows.extend((p.person_id, kind, title, class_id, place, start, end, result, 1) for p in chosen)

    politics, prefix = "Trung tâm Bồi dưỡng chính trị thành phố", district.spec.prefix
    cadres = [p for p in people if p.theory == "intermediate" and p.post.leads and p.post.unit.kind not in SCHOOL_KINDS]
    cadres.sort(key=lambda p: (-p.ability, p.person_id))
    send(
        cadres[: number(ADVANCED_THEORY)],
        "theory_advanced",
        "Cao cấp lý luận chính trị",
        f"{prefix}LLCT-CC-2020",
        "Học viện Chính trị khu vực I",
        date(YEAR, 9, 7),
        None,
        None,
    )
    middle = [
        p
        for p in people
        if p.theory in ("elementary", None) and p.party_member and p.post.level != "support" and p.degree is not None
    ]
    middle.sort(
        key=lambda p: (
            p.theory is None,
            p.post.unit.kind in SCHOOL_KINDS and p.post.level != "team_leader",
            -p.ability,
            p.person_id,
        )
    )
    send(
        middle[: number(INTERMEDIATE_CLASS)],
        "theory_intermediate",
        "Trung cấp lý luận chính trị - hành chính",
        f"{prefix}LLCT-TC-2020",
        politics,
        date(YEAR, 3, 16),
        None,
        None,
    )
    outside = [p for p in people if not p.party_member and 20 <= YEAR - p.born.year <= 45 and p.post.level != "support"]
    newest = sorted(
        (p for p in people if p.party_joined is not None),
        key=lambda p: (p.party_joined or date.min, p.person_id),
        reverse=True,
    )
    newest = [p for p in newest if p.party_joined is not None and p.party_joined >= date(YEAR - 1, 3, 1)]
    for kind, title, total, pool, first in (
        ("party_prospective", "Bồi dưỡng nhận thức về Đảng", PROSPECTIVE, outside, 3),
        ("party_new_member", "Bồi dưỡng lý luận chính trị cho đảng viên mới", NEW_MEMBERS, newest, 4),
        ("cell_secretary", "Kỹ năng công tác cho bí thư chi bộ thôn, khu phố", CELL_SECRETARIES, [], 5),
    ):
        named = rng.sample(pool, min(len(pool), number(total) // 3))
        for i, size in enumerate(share_out(number(total), (1, 1, 1))):
            own = named[i::3][:size]
            name, class_id = f"{title} - lớp {i + 1}", f"{prefix}{kind.upper()}-{i + 1}-2020"
            if (
                prefix
            ):  # people off the rolls have no id: in a province only the name of the class tells districts apart
                name += f", {district.spec.name}"
            start = date(YEAR, first + 2 * i, 9 + i)
            end = start + timedelta(days=4)
            send(own, kind, name, class_id, politics, start, end, "Giấy chứng nhận")
            if size > len(own):
                rows.append((None, kind, name, class_id, politics, start, end, "Giấy chứng nhận", size - len(own)))
    for person in _attendants(people, number(ATTENDANCES), rng):
        start = date(YEAR, rng.randint(2, 11), rng.randint(1, 25))
        title = rng.choice(_SKILLS[6:7] if person.post.unit.kind in SCHOOL_KINDS and rng.random() < 0.8 else _SKILLS)
        send(
            [person],
            "skills",
            title,
            "",
            "Trường Đào tạo cán bộ Nguyễn Văn Cừ",
            start,
            start + timedelta(days=rng.randint(2, 9)),
            "Chứng nhận",
        )
    return [(*row[:3], row[3] or None, *row[4:]) for row in rows]


def _attendants(people: list[Person], count: int, rng: Random) -> list[Person]:
    """Mostly people of the divisions, communes and school leaderships; nobody attends twice."""
    near = [p for p in people if p.post.unit.kind not in SCHOOL_KINDS or p.post.leads]
    return rng.sample(near, min(len(near), count * 3 // 4)) + rng.sample(
        [p for p in people if p.post.unit.kind in SCHOOL_KINDS and not p.post.leads],
        count - min(len(near), count * 3 // 4),
    )


_SCHOOLS = {
    "teaching": (
        "Trường Đại học Sư phạm Hà Nội",
        "Trường Đại học Sư phạm Hà Nội 2",
        "Trường Đại học Hạ Long",
        "Đại học Thái Nguyên",
    ),
    "other": (
        "Học viện Hành chính Quốc gia",
        "Trường Đại học Kinh tế Quốc dân",
        "Đại học Thái Nguyên",
        "Trường Đại học Mỏ - Địa chất",
        "Trường Đại học Công đoàn",
    ),
}


def _earlier_studies(person: Person, as_of: date, sheet: Sheet, rng: Random) -> None:
    teaching = person.post.unit.kind in SCHOOL_KINDS
    if person.degree is not None:
        years = {"intermediate": 2, "college": 3}.get(person.degree, 4)
        start = date(max(person.born.year + 18, person.joined.year - years), 9, 5)
        title = f"{'Thạc sĩ' if person.degree == 'master' else 'Tiến sĩ' if person.degree == 'doctor' else 'Chuyên ngành'} {person.major}"
        if person.degree in ("master", "doctor"):
            start = date(min(2017, max(person.joined.year + 3, person.born.year + 27)), 10, 1)
            years = 2 if person.degree == "master" else 3
        place = rng.choice(_SCHOOLS["teaching" if teaching else "other"])
        end = date(min(start.year + years, 2019), 6, 30)
        sheet.add(person.person_id, "degree", title, None, place, start, end, "Bằng tốt nghiệp", None, 1)
    if person.theory is not None:
        kind = "theory_advanced" if person.theory in ("advanced", "bachelor") else f"theory_{person.theory}"
        year = max(person.joined.year + 2, min(2018, rng.randint(2005, 2018)))
        if year <= 2019:
            level = (THEORY.label(person.theory)) + " lý luận chính trị"
            sheet.add(
                person.person_id,
                kind,
                level,
                None,
                "Trường Đào tạo cán bộ Nguyễn Văn Cừ"
                if kind != "theory_elementary"
                else "Trung tâm Bồi dưỡng chính trị",
                date(year, 3, 10),
                date(year, 11, 30),
                f"Bằng {level.lower()}",
                None,
                1,
            )
    if person.state_management is not None and person.joined.year <= 2017:
        year = rng.randint(max(2008, person.joined.year + 1), 2019)
        title = {"officer": "cán sự", "specialist": "chuyên viên", "principal": "chuyên viên chính"}[
            person.state_management
        ]
        sheet.add(
            person.person_id,
            "state_management",
            f"Bồi dưỡng ngạch {title}",
            None,
            "Trường Đào tạo cán bộ Nguyễn Văn Cừ",
            date(year, 4, 8),
            date(year, 6, 20),
            "Chứng chỉ",
            None,
            1,
        )
    if (
        teaching
        and person.joined.year <= 2016
        and rng.random() < 0.55
        and person.post.level in ("specialist", "team_leader")
    ):
        year = rng.randint(2017, 2019)
        sheet.add(
            person.person_id,
            "professional_title",
            "Bồi dưỡng tiêu chuẩn chức danh nghề nghiệp giáo viên",
            None,
            "Trường Đại học Hạ Long",
            date(year, 6, 12),
            date(year, 7, 25),
            "Chứng chỉ",
            None,
            1,
        )
    if person.joined.year <= 2016 and rng.random() < (0.6 if person.post.unit.kind in COMMUNE_KINDS else 0.2):
        year = rng.randint(2017, 2019)
        start = date(year, rng.randint(2, 11), rng.randint(1, 25))
        sheet.add(
            person.person_id,
            "skills",
            rng.choice(_SKILLS[:5]),
            None,
            "Trường Đào tạo cán bộ Nguyễn Văn Cừ",
            start,
            start + timedelta(days=4),
            "Chứng nhận",
            rng.randint(4, 14) * 100_000,
            1,
        )
