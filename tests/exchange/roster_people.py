"""Made-up people for rosters: the truth that a file must give back."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

SURNAMES = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Vũ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
    "Đinh",
    "Tô",
    "Lục",
    "Hứa",
    "Nông",
    "Tống",
    "Đoàn",
    "Chu",
    "Vi",
    "La",
]
MIDDLE_M = ["Văn", "Đức", "Hữu", "Quang", "Xuân", "Mạnh", "Công", "Minh"]
MIDDLE_F = ["Thị", "Thu", "Bích", "Ngọc", "Thị Thanh", "Kim", "Diệu"]
GIVEN = [
    "An",
    "Bình",
    "Cường",
    "Dũng",
    "Đạt",
    "Hà",
    "Hải",
    "Hằng",
    "Hoa",
    "Hùng",
    "Hương",
    "Khánh",
    "Lan",
    "Loan",
    "Mỹ",
    "Nga",
    "Nghĩa",
    "Oanh",
    "Phúc",
    "Sơn",
    "Thắng",
    "Thủy",
    "Trang",
    "Tuấn",
    "Yến",
    "Vượng",
]
UNITS = [
    "Phòng Nội vụ", "Phòng Tài chính - Kế hoạch", "Phòng Tài nguyên và Môi trường", "Trung tâm Hành chính công",
    "UBND phường Cẩm Thịnh", "UBND xã Dương Huy", "Văn phòng HĐND và UBND", "Trường Tiểu học Cẩm Bình", "Ban Tổ chức Thành ủy",
]  # fmt: skip
MAJORS = [
    "Luật",
    "Kế toán",
    "Quản lý đất đai",
    "Công nghệ thông tin",
    "Ngữ văn",
    "Xây dựng dân dụng",
    "Quản trị kinh doanh",
]
DEGREES = {
    "doctor": ["Tiến sĩ", "TS", "Tiến sỹ"], "master": ["Thạc sĩ", "ThS", "Th.S", "Thạc sỹ"],
    "university": ["Đại học", "ĐH", "Cử nhân", "Kỹ sư", "đại học"], "college": ["Cao đẳng", "CĐ"],
    "intermediate": ["Trung cấp", "TC", "Trung cấp CN"],
}  # fmt: skip
THEORY = {
    "bachelor": ["Cử nhân"], "advanced": ["Cao cấp", "CC", "CCLLCT"], "intermediate": ["Trung cấp", "TC", "T.cấp"],
    "elementary": ["Sơ cấp", "SC"], None: [None, "-", "Chưa"],
}  # fmt: skip
RATINGS = {
    "excellent": ["HTXSNV", "HTXS", "Hoàn thành xuất sắc nhiệm vụ"], "good": ["HTTNV", "HT tốt", "Hoàn thành tốt nhiệm vụ"],
    "completed": ["HTNV", "Hoàn thành nhiệm vụ"], "failed": ["KHTNV", "Không hoàn thành nhiệm vụ"], None: [None, "Không xếp loại"],
}  # fmt: skip
Value = Any


def make_people(rng: random.Random, count: int, years: list[str]) -> list[dict[str, Any]]:
    """Distinct made-up people, in the order of their running number."""
    units = rng.sample(UNITS, rng.randint(2, 5))
    people = []
    for i in range(count):
        female = rng.random() < 0.5
        born = date(1962, 1, 1) + timedelta(days=rng.randint(0, 13000))
        joined = date(born.year + 22, 1, 1) + timedelta(days=rng.randint(0, 2500))
        people.append({
            "no": i + 1,
            "name": f"{rng.choice(SURNAMES)} {rng.choice(MIDDLE_F if female else MIDDLE_M)} {rng.choice(GIVEN)}",
            "sex": "female" if female else "male",
            "born": born.isoformat(),
            "ethnicity": rng.choice(["Kinh", "Kinh", "Kinh", "Dao", "Sán Dìu", "Tày"]),
            "unit": units[i % len(units)],
            "degree": rng.choice([*DEGREES, "university", "university"]),
            "major": rng.choice(MAJORS),
            "theory": rng.choice([*THEORY, None]),
            "citizen_id": f"0220{rng.randint(0, 99_999_999):08d}",
            "joined": joined.isoformat(),
            "coefficient": rng.choice([2.34, 2.67, 3.0, 3.33, 3.66, 4.32, 4.98]),
            "ratings": {y: rng.choice([*RATINGS, "good", "good"]) for y in years},
        })  # fmt: skip
    return people
