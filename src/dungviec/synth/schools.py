"""Schools: kindergartens, primary and lower secondary schools with heads, deputies, teachers by subject and staff."""

from __future__ import annotations

from random import Random

from dungviec.synth.model import DistrictSpec, Post, Unit
from dungviec.synth.posts import add_post
from dungviec.synth.quota import share_out

PEOPLE_PER_SCHOOL = 33
"""Seats an average school has; decides how many schools the remaining people fill."""

_KINDS = (
    ("MN", "Trường Mầm non", "kindergarten", 19),
    ("TH", "Trường Tiểu học", "primary_school", 18),
    ("CS", "Trường Trung học cơ sở", "secondary_school", 17),
)
_SUBJECTS = (
    ("GVT", "Giáo viên Toán", "maths", ("Sư phạm Toán",), 0.2),
    ("GVL", "Giáo viên Vật lý, Tin học", "maths", ("Sư phạm Vật lý", "Sư phạm Tin học"), 0.13),
    ("GVV", "Giáo viên Ngữ văn", "literature", ("Sư phạm Ngữ văn",), 0.21),
    ("GVS", "Giáo viên Lịch sử, Địa lý", "literature", ("Sư phạm Lịch sử", "Sư phạm Địa lý"), 0.12),
    (
        "GVH",
        "Giáo viên Hóa học, Sinh học, Công nghệ",
        "science",
        ("Sư phạm Hóa học", "Sư phạm Sinh học", "Sư phạm Kỹ thuật công nghiệp"),
        0.14,
    ),
    ("GVA", "Giáo viên Tiếng Anh", "languages", ("Sư phạm Tiếng Anh",), 0.1),
    (
        "GVN",
        "Giáo viên Thể dục, Âm nhạc, Mỹ thuật",
        "arts_sport",
        ("Giáo dục Thể chất", "Sư phạm Âm nhạc", "Sư phạm Mỹ thuật"),
        0.1,
    ),
)
"""Secondary teachers: code, title, field, fitting majors, share of the teachers."""


def build_schools(spec: DistrictSpec, rng: Random, *, seats: int, parent: Unit) -> list[Unit]:
    """Schools with ``seats`` seats in all (head, deputies, teachers, staff), spread over the communes.

    Raises ``ValueError`` when there are too few seats for one school of each kind.
    """
    count = max(3, round(seats / PEOPLE_PER_SCHOOL))
    if seats < 16 * count:
        raise ValueError(f"Không đủ người cho trường học: còn {seats} chỗ, cần ít nhất {16 * count}.")
    kinds = [k for k, n in zip(_KINDS, share_out(count - 3, [k[3] for k in _KINDS]), strict=True) for _ in range(n + 1)]
    sizes = share_out(seats, [rng.uniform(0.8, 1.2) for _ in kinds])
    units: list[Unit] = []
    numbers: dict[str, int] = {}
    for (code, title, kind, _), size in zip(kinds, sizes, strict=True):
        number = numbers[code] = numbers.get(code, 0) + 1
        place = spec.places[(number - 1) % len(spec.places)]
        again = (number - 1) // len(spec.places)
        name = f"{title} {place.name}" + (f" {again + 1}" if again else "")
        basis = "Quyết định thành lập trường (dữ liệu giả lập)"
        unit = Unit(f"{spec.prefix}{code}-{number:02d}", name, kind, parent.unit_id, place.code, basis=basis)
        _staff_school(unit, size)
        units.append(unit)
    return units


def _staff_school(unit: Unit, size: int) -> None:
    women = {"kindergarten": 0.995, "primary_school": 0.72, "secondary_school": 0.52}[unit.kind]
    deputies = 2 if size >= 26 else 1
    leader = {"field": "education_admin", "category": "public_employee_manager", "women": women}
    add_post(unit, "HT", "Hiệu trưởng", level="head_of_division", role="head", **leader)  # type: ignore[arg-type]
    add_post(unit, "PHT", "Phó Hiệu trưởng", level="deputy_head_of_division", role="deputy", seats=deputies, **leader)  # type: ignore[arg-type]
    left = size - 1 - deputies
    employee = "public_employee"
    add_post(
        unit,
        "KT",
        "Kế toán",
        level="specialist",
        field="accounting",
        category=employee,
        functions=("accounting",),
        min_degree="intermediate",
    )
    add_post(
        unit,
        "VT",
        "Văn thư - thủ quỹ",
        level="specialist",
        field="office",
        category=employee,
        functions=("treasurer",),
        min_degree="intermediate",
        majors=("Văn thư - Lưu trữ", "Quản trị văn phòng", "Kế toán", "Hành chính học"),
    )
    left -= 2
    if unit.kind == "kindergarten":
        support = 2 if size < 32 else 3
        add_post(
            unit,
            "ND",
            "Nhân viên nuôi dưỡng",
            level="support",
            field="support",
            category=employee,
            seats=support,
            women=0.97,
        )
    else:
        support = 1
        add_post(unit, "BV", "Nhân viên bảo vệ", level="support", field="support", category=employee, women=0.0)
        add_post(
            unit,
            "YT",
            "Nhân viên y tế học đường",
            level="specialist",
            field="health",
            category=employee,
            min_degree="intermediate",
            majors=("Y sĩ", "Điều dưỡng", "Y tế công cộng"),
        )
        left -= 1
    if unit.kind == "secondary_school":
        add_post(
            unit,
            "TV",
            "Thư viện - thiết bị, thủ kho",
            level="specialist",
            field="office",
            category=employee,
            functions=("warehouse",),
            min_degree="intermediate",
            majors=("Thông tin - Thư viện", "Văn thư - Lưu trữ"),
        )
        left -= 1
    _teachers(unit, left - support)


def _teachers(unit: Unit, count: int) -> None:
    leaders = 2 if count >= 14 else 1

    def teacher(code: str, title: str, field: str, seats: int, majors: tuple[str, ...] | None = None) -> Post | None:
        if seats <= 0:
            return None
        return add_post(
            unit,
            code,
            title,
            level="specialist",
            field=field,
            category="public_employee",
            seats=seats,
            majors=majors,
            min_degree="college" if field == "kindergarten" else "university",
        )

    if unit.kind == "kindergarten":
        _team_leaders(unit, leaders, "kindergarten", None, "college")
        teacher("GV", "Giáo viên mầm non", "kindergarten", count - leaders)
    elif unit.kind == "primary_school":
        _team_leaders(unit, leaders, "primary", None, "university")
        english, arts = 2, 2
        teacher("GV", "Giáo viên tiểu học", "primary", count - leaders - english - arts)
        teacher("GVA", "Giáo viên Tiếng Anh", "languages", english)
        teacher("GVN", "Giáo viên Thể dục, Âm nhạc, Mỹ thuật", "arts_sport", arts)
    else:
        natural = ("Sư phạm Toán", "Sư phạm Vật lý", "Sư phạm Hóa học", "Sư phạm Sinh học", "Sư phạm Tin học")
        _team_leaders(unit, 1, "maths", natural, "university", code="TTTN", title="Tổ trưởng tổ Khoa học tự nhiên")
        social = ("Sư phạm Ngữ văn", "Sư phạm Lịch sử", "Sư phạm Địa lý", "Sư phạm Tiếng Anh")
        _team_leaders(unit, 1, "literature", social, "university", code="TTXH", title="Tổ trưởng tổ Khoa học xã hội")
        for (code, title, field, majors, _), seats in zip(
            _SUBJECTS, share_out(count - 2, [s[4] for s in _SUBJECTS]), strict=True
        ):
            teacher(code, title, field, seats, majors)


def _team_leaders(
    unit: Unit,
    seats: int,
    field: str,
    majors: tuple[str, ...] | None,
    degree: str,
    *,
    code: str = "TT",
    title: str = "Tổ trưởng chuyên môn",
) -> None:
    add_post(
        unit,
        code,
        title,
        level="team_leader",
        field=field,
        category="public_employee",
        seats=seats,
        majors=majors,
        min_degree=degree,
    )
