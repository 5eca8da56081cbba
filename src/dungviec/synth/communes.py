"""A province of communes as Hà Tĩnh was reported in September 2025: surplus and shortage at once, with made-up people.

Published (hatinh24h, 13/09/2025): 69 communes, 2,697 civil servants, 243 over the norm in all; 7 communes exactly at it, 41 over (by 19 at
most), 21 short (by 8 at most); 48 without an IT officer, 19 without a land officer. Everything else here is invented: names, people,
which commune is which, how many of those trained in IT or land work at something else.
"""

from __future__ import annotations

from datetime import date
from random import Random

from dungviec.records import Snapshot
from dungviec.synth.fields import FIELD_MAJORS, FIELD_STRENGTHS, FIELD_WOMEN
from dungviec.synth.names import Namer
from dungviec.synth.places import Place
from dungviec.synth.profiles import ALL_COMPETENCIES, FIELD_EMPHASIS, MANAGEMENT, add_profiles, specialist_profile
from dungviec.synth.province import SYLLABLES
from dungviec.synth.sheets import Book

AS_OF = date(2025, 9, 13)
COMMUNES, PEOPLE, OVER_IN_ALL = 69, 2697, 243
EXACT, OVER, SHORT = 7, 41, 21
MOST_OVER, MOST_SHORT = 19, 8
WITHOUT_IT, WITHOUT_LAND = 48, 19
IT_ELSEWHERE, LAND_ELSEWHERE = 41, 30
"""People trained in IT, or in land, who work at something else: fewer in IT than the communes that lack one (made up)."""
NOTE = (
    "Dữ liệu giả lập: số xã, số công chức, số thừa, thiếu và số xã thiếu công nghệ thông tin, địa chính theo báo chí (13/09/2025); "
    "người, tên xã và mọi chi tiết khác đều không có thật."
)
_SHARES: tuple[tuple[str, str, int], ...] = (
    ("office", "Chuyên viên văn phòng, tổng hợp", 6), ("it", "Chuyên viên công nghệ thông tin", 1),
    ("justice", "Chuyên viên tư pháp - hộ tịch", 4), ("finance", "Chuyên viên tài chính - ngân sách", 3),
    ("accounting", "Kế toán", 2), ("land", "Chuyên viên đất đai", 3), ("construction", "Chuyên viên xây dựng", 3),
    ("agriculture", "Chuyên viên nông nghiệp", 3), ("environment", "Chuyên viên môi trường", 1), ("economy", "Chuyên viên công thương", 1),
    ("labour", "Chuyên viên lao động, người có công", 3), ("culture", "Chuyên viên văn hóa, thông tin", 3),
    ("home_affairs", "Chuyên viên nội vụ", 2), ("education_admin", "Chuyên viên giáo dục", 1),
)  # fmt: skip
"""Field, title and seats of a commune of 36; others have the office grow or shrink."""
_ELSEWHERE = ("office", "culture", "economy", "labour", "home_affairs")


def build_communes(seed: int = 2025) -> Snapshot:
    """The province of 69 communes on 13/09/2025. The same seed gives the same tables on every machine."""
    rng = Random(f"communes/{seed}")
    gaps = _gaps(rng)
    norms = _norms(gaps, rng)
    without_it = set(rng.sample(range(COMMUNES), WITHOUT_IT))
    without_land = set(rng.sample(range(COMMUNES), WITHOUT_LAND))
    names = rng.sample([f"{a} {b}" for a in SYLLABLES for b in SYLLABLES if a != b], COMMUNES)
    book = Book()
    add_profiles(book.profiles)
    book.units.add("TINH", "Tỉnh giả lập 69 xã", "province", None, "42", None, None, None, None, False, True)
    crew = _Crew(book, rng, {"it": IT_ELSEWHERE, "land": LAND_ELSEWHERE})
    for k in range(COMMUNES):
        place = Place(f"H{k + 1:03d}", names[k], rural=rng.random() < 0.85)
        kind = "commune" if place.rural else "ward"
        unit = f"X{k + 1:02d}"
        title = place.full_name[0].upper() + place.full_name[1:]
        book.units.add(unit, title, kind, "TINH", place.code, norms[k], date(2025, 7, 1), None, "Nghị quyết sắp xếp năm 2025 (giả lập)", True, False)  # fmt: skip
        empty = ({"it"} if k in without_it else set()) | ({"land"} if k in without_land else set())
        crew.staff(unit, title, norms[k], norms[k] + gaps[k], empty)
    crew.hide_the_trained()
    return book.snapshot(as_of=AS_OF, name="Tỉnh giả lập 69 xã", place_code="42", note=NOTE)


def _gaps(rng: Random) -> list[int]:
    """How far each commune stands from its norm: 7 zeros, 41 surpluses, 21 shortages, as published in all."""
    short = [-MOST_SHORT, *(-rng.randint(1, 5) for _ in range(SHORT - 1))]
    wanted = OVER_IN_ALL - sum(short)
    over = [MOST_OVER] + [1] * (OVER - 1)
    while sum(over) < wanted:
        k = rng.randrange(1, OVER)
        over[k] += over[k] < MOST_OVER - 1
    gaps = [0] * EXACT + over + short
    rng.shuffle(gaps)
    return gaps


def _norms(gaps: list[int], rng: Random) -> list[int]:
    """Assigned headcounts around 35 that add up to what the published figures leave."""
    norms = [rng.randint(31, 40) for _ in gaps]
    total = PEOPLE - sum(gaps)
    while sum(norms) != total:
        k = rng.randrange(len(norms))
        step = 1 if sum(norms) < total else -1
        if 30 <= norms[k] + step <= 42:
            norms[k] += step
    return norms


class _Crew:
    """Writes posts and people commune by commune; ``elsewhere``: how many trained in a field are to work at something else."""

    def __init__(self, book: Book, rng: Random, elsewhere: dict[str, int]) -> None:
        self.book, self.rng, self.namer, self.elsewhere = book, rng, Namer(rng), elsewhere
        self.people: list[tuple[str, str, str, str]] = []
        """Person, field worked in, post, title."""
        self.unit_of: dict[str, str] = {}

    def staff(self, unit: str, name: str, norm: int, people: int, empty: set[str]) -> None:
        """The posts of one commune and the people in them; fields in ``empty`` have nobody, the others share them out."""
        seats = {field: count for field, _, count in _SHARES}
        seats["office"] += norm - sum(seats.values())
        filled = [f for f in seats if f not in empty]
        held = {f: seats[f] for f in filled}
        while sum(held.values()) != people:
            field = self.rng.choice(filled)
            step = 1 if sum(held.values()) < people else -1
            if field not in ("it", "land") and held[field] + step >= 1:
                held[field] += step
        for field, title, _ in _SHARES:
            post = f"{unit}.{field.upper().replace('_', '-')}"
            least = max(seats[field], held.get(field, 0))
            self.book.posts.add(
                post, unit, title, "specialist", "member", "civil_servant", field, least,
                4 if field in ("it", "land") else 3, specialist_profile(field), "university", list(FIELD_MAJORS[field]), None, None,
                None, False, None, list(FIELD_STRENGTHS[field]), None, None, None, date(2025, 7, 1), None,
            )  # fmt: skip
            for _ in range(held.get(field, 0)):
                person = f"CC{len(self.people) + 1:04d}"
                self.people.append((person, field, post, title))
                self.unit_of[person] = name

    def hide_the_trained(self) -> None:
        """Write everybody: most were trained for their work; the chosen few were trained in IT or land and do something else."""
        candidates = [p for p, field, _, _ in self.people if field in _ELSEWHERE]
        self.rng.shuffle(candidates)
        trained_in: dict[str, str] = {}
        for field, count in self.elsewhere.items():
            for _ in range(count):
                trained_in[candidates.pop()] = field
        for person, field, post, title in self.people:
            self._write(person, field, trained_in.get(person, field), post, title)

    def _write(self, person: str, field: str, calling: str, post: str, title: str) -> None:
        rng, book = self.rng, self.book
        born = date(rng.randint(1971, 1998), rng.randint(1, 12), rng.randint(1, 28))
        joined = date(max(born.year + 23, 1996), rng.randint(1, 12), rng.randint(1, 28))
        sex = "female" if rng.random() < FIELD_WOMEN[field] else "male"
        member = rng.random() < 0.85
        facts = {
            "person_id": person, "name": self.namer.name(sex, born.year, "Kinh"), "sex": sex, "born": born, "ethnicity": "Kinh",
            "home_place": "Tỉnh giả lập", "home_code": f"H{rng.randrange(COMMUNES) + 1:03d}", "category": "civil_servant", "employment": "establishment", "joined": joined,
            "party_joined": date(joined.year + 4, 5, 19) if member and joined.year < 2021 else None,
            "party_member": member and joined.year < 2021, "degree": "master" if rng.random() < 0.12 else "university",
            "major": rng.choice(FIELD_MAJORS[calling]), "theory": "intermediate" if rng.random() < 0.7 else "elementary",
            "state_management": "specialist", "rank_code": "01.003", "coefficient": round(2.34 + 0.33 * ((2025 - joined.year) // 3), 2),
            "file_complete": True, "file_verified": True, "file_dated": date(2025, 8, rng.randint(1, 28)), "assets_declared": True,
            "assets_verified": True, "health_fit": True, "health_dated": date(2025, 8, rng.randint(1, 28)), "products_match": True,
            "barred": False, "discipline_open": False, "denunciation_open": False, "inspection_open": False, "suspended": False,
            "criminal_open": False,
        }  # fmt: skip
        book.people.add(*(facts.get(column) for column in book.people.columns))
        started = max(joined, date(2021, 1, 1))
        name = self.unit_of[person]
        tenure = {
            "person_id": person, "title": title, "unit_name": name, "level": "specialist", "field": field, "kind": "main",
            "from_date": date(2025, 7, 1), "post_id": post, "how": "Sắp xếp theo mô hình hai cấp",
        }  # fmt: skip
        past = tenure | {"post_id": None, "unit_name": "Huyện, xã cũ", "from_date": started, "to_date": date(2025, 6, 30), "left_because": "reassigned", "how": None}  # fmt: skip
        for row in (past, tenure) if started < date(2025, 6, 30) else (tenure,):
            book.tenures.add(*(row.get(column) for column in book.tenures.columns))
        for year in (2022, 2023, 2024):
            if joined < date(year, 6, 30):
                rating = "excellent" if rng.random() < 0.2 else "good" if rng.random() < 0.92 else "completed"
                book.ratings.add(person, year, "state", rating, date(year, 12, 20), None)
        for code in ALL_COMPETENCIES:
            strong = code in FIELD_EMPHASIS[calling]
            level = min(
                5,
                2
                + (rng.random() < 0.7)
                + (strong and rng.random() < 0.7)
                - (code in MANAGEMENT and rng.random() < 0.05),
            )
            book.competencies.add(person, code, level, "Hồ sơ đánh giá năm 2024", date(2024, 12, 10), 2)
        book.strengths.add(
            person, rng.choice(FIELD_STRENGTHS[calling]), "Sản phẩm công tác năm 2024", date(2024, 12, 10), 2
        )
