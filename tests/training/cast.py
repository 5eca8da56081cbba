"""A small town hall that plans its courses on 10/12/2020: three units, eight people, six courses, with a story.

Bà Mai heads the land division and lacks state management at the level her post asks for; anh Tâm and chị Lan work beside her; ông Bình
is planned as deputy and lacks intermediate theory; chị Hoa keeps the ward's registry; anh Sơn is disciplined; cô Thu and cô Yến
teach, Thu without the certificate the office asks of her title.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from tests.placement.cast import person, post, tenure, town

from dungviec.law import LawBook
from dungviec.records import Snapshot
from dungviec.training import Asked, Case, Catalogue, Closes, Course, PlanPolicy, TitleStandard, make_case

MILLION = 1_000_000
PEOPLE = ("LAN", "TAM", "HOA", "MAI", "BINH", "SON", "THU", "YEN")


def hall(**changes: list[dict[str, Any]]) -> Snapshot:
    """The records of the town hall; ``changes`` replaces whole tables."""
    base = town()
    teacher = {"category": "public_employee", "rank_code": "V.07.03.07"}
    people = [
        person("LAN", "Trần Thị Lan", "Quản lý đất đai"), person("TAM", "Lê Văn Tâm", "Kế toán", sex="male"),
        person("HOA", "Phạm Thị Hoa", "Luật"), person("MAI", "Nguyễn Thị Mai", "Quản lý đất đai", born=date(1972, 3, 1), state_management="officer"),
        person("BINH", "Vũ Văn Bình", "Quản lý đất đai", sex="male", theory="elementary"),
        person("SON", "Đặng Văn Sơn", "Quản lý đất đai", sex="male", discipline_open=True),
        person("THU", "Hoàng Thị Thu", "Sư phạm", **teacher), person("YEN", "Bùi Hải Yến", "Sư phạm", **teacher),
    ]  # fmt: skip
    school = {"level": "specialist", "category": "public_employee", "importance": 2, "profile_id": "GV"}
    rows: dict[str, list[dict[str, Any]]] = {
        "units": [
            *base.units.to_dicts(),
            {"unit_id": "TH", "name": "Trường Tiểu học Thử", "kind": "primary_school", "place_code": "195"},
        ],
        "posts": [
            post("TC.KT", "TC", "Kế toán", "accounting", profile_id="CV"),
            post("DD.CV", "DD", "Chuyên viên đất đai", "land", seats=3, profile_id="CV"),
            post("PH.TP", "PH", "Tư pháp hộ tịch", "justice", profile_id="CV"),
            post("DD.TP", "DD", "Trưởng phòng", "land", level="head_of_division", importance=5, min_state_management="specialist"),
            post("DD.PTP", "DD", "Phó Trưởng phòng", "land", level="deputy_head_of_division", importance=4, min_theory="intermediate"),
            post("TH.GV", "TH", "Giáo viên", "primary", seats=2, **school),
        ],
        "people": people,
        "tenures": [
            tenure("LAN", "TC.KT"), tenure("TAM", "DD.CV"), tenure("HOA", "PH.TP"), tenure("MAI", "DD.TP"), tenure("BINH", "DD.CV"),
            tenure("SON", "DD.CV"), tenure("THU", "TH.GV"), tenure("YEN", "TH.GV"),
        ],
        "plans": [{"person_id": "BINH", "title": "Phó Trưởng phòng", "post_id": "DD.PTP", "level": "deputy_head_of_division", "approved": date(2018, 6, 1)}],
        "profiles": [
            {"profile_id": "CV", "competency": "G3", "min_level": 3}, {"profile_id": "CV", "competency": "G6", "min_level": 2},
            {"profile_id": "GV", "competency": "G4", "min_level": 3},
        ],
        "competencies": [
            {"person_id": p, "competency": c, "level": level, "assessed": date(2020, 3, 1)}
            for p, c, level in (
                ("LAN", "G3", 1), ("LAN", "G6", 1), ("TAM", "G3", 2), ("TAM", "G6", 2), ("HOA", "G3", 2), ("BINH", "G3", 3), ("BINH", "G6", 1),
                ("SON", "G3", 2), ("SON", "G6", 2), ("THU", "G4", 2), ("YEN", "G4", 1),
            )
        ],
        "training": [{"person_id": "YEN", "kind": "professional_title", "title": "Chức danh nghề nghiệp", "from_date": date(2019, 6, 1), "to_date": date(2019, 7, 1)}],
    }  # fmt: skip
    return town(**{**rows, **changes})


def course(code: str, closes: tuple[Closes, ...], **facts: Any) -> Course:
    """A class of up to three for a million and 200,000 đồng a seat, three days, open with one person."""
    base = Course(code, f"Khóa {code}", f"Course {code}", "skills", closes, 1, 3, 1, MILLION, 200_000, 3)
    return replace(base, **facts)


COURSES = (
    course("QLNN", (Closes("state_management", 0, 2),), kind="state_management", class_cost=0, seat_cost=4 * MILLION, days=30),
    course("LLCT", (Closes("theory", 1, 2),), kind="theory_intermediate", class_cost=0, seat_cost=3 * MILLION, days=40, party_member=True),
    course("CDNN", (Closes("certificate:professional_title", 0, 1),), kind="professional_title", categories=("public_employee",)),
    course("SOAN", (Closes("G3", 1, 3),)),
    course("CNTT", (Closes("G6", 1, 3),), most=2),
    course("TIEP", (Closes("G4", 1, 3),)),
)  # fmt: skip
STANDARD = TitleStandard(
    ("V.07.*",), "professional_title", "có chứng chỉ", "holds the certificate", "Quy định thử của cơ quan"
)
CATALOGUE = Catalogue(2021, COURSES, (STANDARD,))


@cache
def law(day: date) -> Any:
    """The law of a day, read once."""
    return LawBook.load().on(day)


def town_case(
    budget: int = 100 * MILLION, *, catalogue: Catalogue = CATALOGUE, asked: Asked | None = None, snapshot: Snapshot | None = None, **terms: Any
) -> Case:  # fmt: skip
    """The case of the town hall, without a floor of fairness and caps of days unless asked for."""
    snapshot = hall() if snapshot is None else snapshot
    policy = PlanPolicy(budget, **{"fair": None, "unit_share": None, "person_days": None, **terms})
    return make_case(snapshot, catalogue, policy, asked=asked, view=law(snapshot.as_of))
