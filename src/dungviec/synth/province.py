"""A whole made-up province: the model of the city repeated over cities and districts of different sizes."""

from __future__ import annotations

from random import Random

from dungviec.records import Snapshot
from dungviec.synth.city import AS_OF
from dungviec.synth.district import build_district
from dungviec.synth.model import DistrictSpec
from dungviec.synth.places import Place
from dungviec.synth.profiles import add_profiles
from dungviec.synth.quota import share_out
from dungviec.synth.sheets import Book
from dungviec.synth.structure import WHOLE_APPARATUS

PEOPLE_PER_DISTRICT = 2380
SMALLEST = 150
PROVINCE_CODE = "22"
SYLLABLES = (
    "An",
    "Bình",
    "Phú",
    "Thịnh",
    "Hòa",
    "Lộc",
    "Đông",
    "Tân",
    "Thanh",
    "Sơn",
    "Hải",
    "Minh",
    "Phong",
    "Xuân",
    "Long",
    "Quý",
)


def build_province(people: int, seed: int) -> Snapshot:
    """A province of exactly ``people`` officials in districts of 1,500 to 3,300 each, made like the demo city.

    Districts and communes are invented (codes ``D01``… and ``D0101``…, names of two syllables). ``people`` must be at least 150;
    below 600 a place has only the most needed of its bodies.
    """
    if people < SMALLEST:
        raise ValueError(
            f"build_province: cần ít nhất {SMALLEST} người để có bộ máy và trường học của một huyện, nhận được {people}."
        )
    rng = Random(f"province/{seed}/{people}")
    count = max(1, round(people / PEOPLE_PER_DISTRICT))
    sizes = share_out(people, [rng.uniform(0.7, 1.3) for _ in range(count)])
    book = Book()
    add_profiles(book.profiles)
    book.units.add("TINH", "Tỉnh giả lập", "province", None, PROVINCE_CODE, None, None, None, None, False, True)
    first = 1
    for number, size in enumerate(sizes, start=1):
        spec = _district_spec(number, size, first, seed)
        build_district(spec, book)
        book.settle()
        first += size
    return book.snapshot(
        as_of=AS_OF,
        name="Tỉnh giả lập",
        place_code=PROVINCE_CODE,
        note=f"Dữ liệu giả lập, {people} người, hạt giống {seed}.",
    )


def _district_spec(number: int, people: int, first: int, seed: int) -> DistrictSpec:
    communes = max(4 if people >= WHOLE_APPARATUS else 2, min(40, round(16 * people / PEOPLE_PER_DISTRICT)))
    names = [f"{a} {b}" for a in SYLLABLES for b in SYLLABLES if a != b]
    rng = Random(f"places/{seed}/{number}")
    chosen = rng.sample(names, communes)
    # 37 shares no factor with the number of names, so no two districts of a province are called alike.
    own = names[(number * 37 + seed) % len(names)]
    code = f"D{number:02d}"
    places = tuple(Place(f"{code}{i:02d}", name, rural=rng.random() < 0.4) for i, name in enumerate(chosen, start=1))
    return DistrictSpec(
        code=code,
        name=f"Thành phố {own}" if number <= len(names) else f"Thành phố {own} {number}",
        places=places,
        people=people,
        as_of=AS_OF,
        prefix=f"{code}-",
        seed=f"province/{seed}",
        parent_id="TINH",
        id_start=first,
    )
