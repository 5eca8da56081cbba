"""Places: the sixteen wards and communes of Cẩm Phả as of 2020, and where officials come from."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Place:
    """A ward or commune with its code of the date; ``rural`` for a xã."""

    code: str
    name: str
    rural: bool = False

    @property
    def full_name(self) -> str:
        """``phường …`` or ``xã …``."""
        return f"{'xã' if self.rural else 'phường'} {self.name}"


CAM_PHA_CODE = "195"
CAM_PHA_PLACES = (
    Place("06760", "Mông Dương"), Place("06763", "Cửa Ông"), Place("06766", "Cẩm Sơn"), Place("06769", "Cẩm Đông"),
    Place("06772", "Cẩm Phú"), Place("06775", "Cẩm Tây"), Place("06778", "Quang Hanh"), Place("06781", "Cẩm Thịnh"),
    Place("06784", "Cẩm Thủy"), Place("06787", "Cẩm Thạch"), Place("06790", "Cẩm Thành"), Place("06793", "Cẩm Trung"),
    Place("06796", "Cẩm Bình"), Place("06799", "Cộng Hòa", True), Place("06802", "Cẩm Hải", True),
    Place("06805", "Dương Huy", True),
)  # fmt: skip
"""Thirteen phường and three xã with the codes in use in 2020 (processes.md 3.4); some codes name other wards from 1/7/2025."""

OTHER_DISTRICTS = (
    ("193", "thành phố Hạ Long", 24), ("194", "thành phố Móng Cái", 6), ("196", "thành phố Uông Bí", 12),
    ("198", "huyện Bình Liêu", 2), ("199", "huyện Tiên Yên", 8), ("200", "huyện Đầm Hà", 4), ("201", "huyện Hải Hà", 4),
    ("202", "huyện Ba Chẽ", 4), ("203", "huyện Vân Đồn", 12), ("205", "thị xã Đông Triều", 12),
    ("206", "thị xã Quảng Yên", 14), ("207", "huyện Cô Tô", 1),
)  # fmt: skip
"""The other districts of Quảng Ninh in 2020: code, name, weight as a place of origin."""

OTHER_PROVINCES = (
    ("34", "tỉnh Thái Bình", 24), ("30", "tỉnh Hải Dương", 17), ("36", "tỉnh Nam Định", 15), ("31", "thành phố Hải Phòng", 15),
    ("33", "tỉnh Hưng Yên", 7), ("24", "tỉnh Bắc Giang", 5), ("01", "thành phố Hà Nội", 5), ("38", "tỉnh Thanh Hóa", 4),
    ("35", "tỉnh Hà Nam", 4), ("37", "tỉnh Ninh Bình", 3), ("40", "tỉnh Nghệ An", 3), ("20", "tỉnh Lạng Sơn", 2),
)  # fmt: skip
"""Provinces the coal region's families came from: code, name, weight."""

_DISTRICT_WEIGHTS = [w for _, _, w in OTHER_DISTRICTS]
_PROVINCE_WEIGHTS = [w for _, _, w in OTHER_PROVINCES]


@dataclass(frozen=True, slots=True)
class Home:
    """A native place and its code: a commune of the city, another district of the province, or another province."""

    code: str
    text: str


def home_in(place: Place, city_name: str) -> Home:
    """A native place inside the city."""
    return Home(place.code, f"{place.full_name}, {city_name}")


def home_elsewhere(rng: Random, own_code: str) -> Home:
    """A native place outside the city: another district of the province (two in five) or another province."""
    if rng.random() < 0.4:
        while True:
            code, name, _ = rng.choices(OTHER_DISTRICTS, weights=_DISTRICT_WEIGHTS)[0]
            if code != own_code:
                return Home(code, f"{name}, tỉnh Quảng Ninh")
    code, name, _ = rng.choices(OTHER_PROVINCES, weights=_PROVINCE_WEIGHTS)[0]
    return Home(code, name)


def draw_home(rng: Random, places: tuple[Place, ...], city_code: str, city_name: str) -> Home:
    """A native place of anybody: 55 % from the city itself."""
    if rng.random() < 0.55:
        return home_in(rng.choice(places), city_name)
    return home_elsewhere(rng, city_code)
