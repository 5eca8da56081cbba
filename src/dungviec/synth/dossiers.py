"""Made-up dossiers for a made-up city: what the 38 items hold beside the core record. Seeded by person, so one changes no other.

Nothing is looked up: insurance numbers, addresses and families are invented. Some records lack something on purpose, as files do.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

import polars as pl

from dungviec.records import Snapshot
from dungviec.records.dossier import DOSSIER_TABLES
from dungviec.records.ranks import salary_group
from dungviec.synth.dossier_words import (
    CAPITAL,
    HEALTH,
    HOUSES,
    JOBS,
    LANGUAGES,
    LONGEST,
    ORIGINS,
    POLICY,
    RELATIVE_WORK,
    REMARKS,
    SCHOOLS,
    WORK,
)  # fmt: skip
from dungviec.synth.names import SURNAMES, Namer

_MISSING = {
    "id_issued": 0.2, "social_insurance": 0.08, "family_origin": 0.06, "party_official": 0.1, "general_education": 0.03, "health": 0.05,
    "address": 0.02, "religion": 0.04, "main_work": 0.07,
}  # fmt: skip
"""How often a record lacks a field."""
_WITHOUT_ROWS = {"relatives": 0.05, "salary_steps": 0.1, "studies": 0.04}

Rows = dict[str, list[dict[str, Any]]]


def build_dossiers(snapshot: Snapshot, seed: int = 1) -> dict[str, pl.DataFrame]:
    """The dossier tables of everybody in ``snapshot``. The same seed gives the same rows on every machine."""
    rows: Rows = {name: [] for name in DOSSIER_TABLES}
    units = dict(snapshot.units.select("unit_id", "name").iter_rows())
    posts = {p["post_id"]: p for p in snapshot.posts.select("post_id", "title", "unit_id", "field").to_dicts()}
    held = {t["person_id"]: (t["from_date"], posts.get(t["post_id"])) for t in snapshot.main_posts.to_dicts()}
    courses: dict[str, list[dict[str, Any]]] = {}
    for course in snapshot["training"].filter(pl.col("person_id").is_not_null()).to_dicts():
        courses.setdefault(course["person_id"], []).append(course)
    punished = snapshot["discipline"].select("person_id", "kind", "decided").to_dicts()
    for person in snapshot.people.to_dicts():
        rng = Random(f"dossier/{seed}/{person['person_id']}")
        since, post = held.get(person["person_id"], (None, None))
        unit = units.get(post["unit_id"], "") if post else ""
        one = _One(rng, person, snapshot.as_of, since, post or {}, unit, snapshot.name)
        rows["particulars"].append(one.particulars())
        for name, found in one.events(courses.get(person["person_id"], [])).items():
            if rng.random() >= _WITHOUT_ROWS.get(name, 0.0):
                rows[name] += [{"person_id": person["person_id"], **row} for row in found]
    for d in punished:
        rows["discipline_notes"].append({**d, "act": "Chậm thực hiện nhiệm vụ được giao", "decided_by": snapshot.name})
    return {
        name: pl.DataFrame(found, schema=DOSSIER_TABLES[name].polars_schema) for name, found in rows.items() if found
    }


class _One:
    """One person's dossier on its way."""

    def __init__(
        self,
        rng: Random,
        person: dict[str, Any],
        as_of: date,
        since: date | None,
        post: dict[str, Any],
        unit: str,
        city: str,
    ) -> None:
        self.rng, self.person, self.as_of, self.since, self.post, self.unit, self.city = (
            rng,
            person,
            as_of,
            since,
            post,
            unit,
            city,
        )
        self.born: date = person["born"] or date(1980, 1, 1)
        self.joined: date = person["joined"] or date(self.born.year + 23, 9, 1)
        self.namer = Namer(rng)
        self.number = "".join(c for c in person["person_id"] if c.isdigit()) or "0"

    def _pick(self, words: tuple[str, ...]) -> str:
        return self.rng.choice(words)

    def _after(self, day: date, least: int, most: int) -> date:
        return min(day + timedelta(days=self.rng.randint(least, most)), self.as_of)

    def particulars(self) -> dict[str, Any]:
        """The one row."""
        p, rng = self.person, self.rng
        place = p["home_place"] or self.city
        address = f"số {rng.randint(1, 180)}, tổ {rng.randint(1, 12)}, {place}"
        language = rng.random() < 0.8
        found: dict[str, Any] = {
            "person_id": p["person_id"], "managing_body": f"UBND {self.city}", "using_body": self.unit or None,
            "record_number": f"22.{int(self.number):06d}", "birth_place": place, "birth_code": p["home_code"], "religion": "Không",
            "id_issued": self._after(date(2016, 1, 4), 0, 1700) if self.as_of >= date(2016, 2, 1) else None,
            "phone": f"09{rng.randint(0, 99):02d} 000 {int(self.number) % 1000:03d}", "social_insurance": f"22{self.joined.year % 100:02d}{int(self.number):06d}",
            "health_insurance": f"DN422{self.joined.year % 100:02d}{int(self.number):08d}", "household": address, "address": address,
            "family_origin": self._pick(ORIGINS), "job_before": self._pick(JOBS), "first_hired": self.joined,
            "hired_by": f"UBND {self.city}", "entered_body": self.since if self.since and self.since >= self.joined else self.joined,
            "union_joined": date(self.born.year + 15, 3, 26), "union_name": "Đoàn TNCS Hồ Chí Minh, đoàn viên",
            "general_education": "12/12, chính quy" if self.born.year > 1963 else "10/10, chính quy",
            "language": self._pick(LANGUAGES) if language else None, "language_level": self._pick(("a", "b", "b", "c")) if language else None,
            "computing_level": self._pick(("a", "b", "b")), "main_work": WORK.get(self.post.get("field", ""), self.post.get("title")),
            "longest_work": LONGEST.get(self.post.get("field", ""), "Công tác chuyên môn"), "health": self._pick(HEALTH),
            "height_cm": rng.randint(150, 164) if p["sex"] == "female" else rng.randint(160, 178),
            "weight_kg": float(rng.randint(45, 58) if p["sex"] == "female" else rng.randint(55, 74)),
            "blood_group": self._pick(("o", "o", "b", "a", "ab")), "job_title": self.post.get("title"),
            "policy_beneficiary": self._pick(POLICY) if rng.random() < 0.12 else None,
        }  # fmt: skip
        if p["party_joined"] is not None:
            found["party_official"] = min(
                date(p["party_joined"].year + 1, p["party_joined"].month, min(p["party_joined"].day, 28)), self.as_of
            )
        if p["sex"] == "male" and rng.random() < 0.08:
            found |= {
                "enlisted": date(self.born.year + 18, 9, 5),
                "discharged": date(self.born.year + 20, 8, 30),
                "army_rank": "Hạ sĩ",
            }
        group, paid = salary_group(p["rank_code"]), p["coefficient"]
        if group is not None and paid in group.coefficients:
            found |= {"salary_step": group.coefficients.index(paid) + 1}
        if paid is not None:
            found |= {
                "rank_since": self.joined,
                "salary_percent": 100.0,
                "salary_since": self._after(self.as_of - timedelta(days=1000), 0, 900),
            }
        for name, share in _MISSING.items():
            if rng.random() < share:
                found[name] = None
        return found

    def events(self, courses: list[dict[str, Any]]) -> Rows:
        """The rows of each event table."""
        return {
            "studies": self._studies(courses), "relatives": self._relatives(), "salary_steps": self._pay(), "party_posts": self._party(),
            "allowances": self._allowances(), "properties": self._houses(), "remarks": self._remarks(),
        }  # fmt: skip

    def _studies(self, courses: list[dict[str, Any]]) -> list[dict[str, Any]]:
        kinds = {
            "degree": "professional",
            "state_management": "state_management",
            "professional_title": "state_management",
            "skills": "state_management",
        }
        found = []
        for c in courses:
            kind = "theory" if c["kind"].startswith("theory_") else kinds.get(c["kind"])
            if kind is not None:
                form = "full_time" if kind == "professional" and c["from_date"] < self.joined else "in_service"
                major = self.person["major"] if kind == "professional" else None
                found.append({"kind": kind, "from_date": c["from_date"], "to_date": c["to_date"], "school": c["place"], "major": major, "form": form, "result": c["result"] or c["title"]})  # fmt: skip
        if self.rng.random() < 0.7:
            start = date(max(self.joined.year, 2008), 10, 5)
            found.append(
                {
                    "kind": "it",
                    "from_date": start,
                    "to_date": start + timedelta(days=90),
                    "school": self._pick(SCHOOLS),
                    "result": "Chứng chỉ tin học",
                }
            )
        return [row for row in found if row["from_date"] <= self.as_of]

    def _relatives(self) -> list[dict[str, Any]]:
        p, rng = self.person, self.rng
        group = p["ethnicity"] if p["ethnicity"] in SURNAMES else "Kinh"
        surname = p["name"].split(" ")[0]
        father, mother = self.born.year - rng.randint(22, 34), self.born.year - rng.randint(20, 31)
        found = [
            self._relative("own", "Bố đẻ", self.namer.name("male", father, group, surname), father),
            self._relative("own", "Mẹ đẻ", self.namer.name("female", mother, group), mother),
        ]
        for _sibling in range(rng.randint(0, 2)):
            sex, year = self._pick(("male", "female")), self.born.year + rng.randint(-6, 6)
            word = ("Anh" if sex == "male" else "Chị") if year < self.born.year else "Em"
            found.append(self._relative("own", f"{word} ruột", self.namer.name(sex, year, group, surname), year))
        if self.as_of.year - self.born.year > 26 and rng.random() < 0.88:
            found += self._married(group, surname)
        return found

    def _married(self, group: str, surname: str) -> list[dict[str, Any]]:
        rng, woman = self.rng, self.person["sex"] == "female"
        year = self.born.year + rng.randint(-4, 4)
        spouse = self.namer.name("male" if woman else "female", year, group)
        theirs, word = spouse.split(" ")[0], "chồng" if woman else "vợ"
        found = [self._relative("own", "Chồng" if woman else "Vợ", spouse, year)]
        for _child in range(rng.randint(1, 2)):
            born = min(self.born.year + rng.randint(24, 34), self.as_of.year)
            name = self.namer.name(self._pick(("male", "female")), born, group, theirs if woman else surname)
            found.append({"side": "own", "relation": "Con", "name": name, "born_year": born, "details": "Còn đi học"})
        old = year - rng.randint(22, 32)
        found.append(self._relative("spouse", f"Bố {word}", self.namer.name("male", old, group, theirs), old))
        found.append(self._relative("spouse", f"Mẹ {word}", self.namer.name("female", old + 2, group), old + 2))
        return found

    def _relative(self, side: str, relation: str, name: str, year: int) -> dict[str, Any]:
        work = "Nghỉ hưu" if self.as_of.year - year > 60 else self._pick(RELATIVE_WORK)
        return {
            "side": side,
            "relation": relation,
            "name": name,
            "born_year": year,
            "details": f"{work}; {self.person['home_place'] or self.city}",
        }

    def _pay(self) -> list[dict[str, Any]]:
        """Steps back from today's, each three years long, as far as the day of recruitment."""
        group, paid = salary_group(self.person["rank_code"]), self.person["coefficient"]
        if group is None or paid not in group.coefficients:
            return (
                []
                if paid is None
                else [{"from_date": self.joined, "rank_code": self.person["rank_code"], "coefficient": paid}]
            )
        found: list[dict[str, Any]] = []
        start, end = self._after(self.as_of - timedelta(days=1000), 0, 900), None
        for step in range(group.coefficients.index(paid) + 1, 0, -1):
            found.append(
                {
                    "from_date": start,
                    "to_date": end,
                    "rank_code": self.person["rank_code"],
                    "step": step,
                    "coefficient": group.coefficients[step - 1],
                }
            )
            end, start = start - timedelta(days=1), date(start.year - 3, start.month, 1)
            if end <= self.joined:
                break
        return found[::-1]

    def _party(self) -> list[dict[str, Any]]:
        if self.person["party_joined"] is None or self.rng.random() > 0.25 or not self.unit:
            return []
        title = self._pick(("Chi ủy viên", "Phó Bí thư chi bộ", "Bí thư chi bộ"))
        return [
            {
                "kind": "main",
                "title": title,
                "body": f"Chi bộ {self.unit}",
                "from_date": self._after(date(self.as_of.year - 3, 4, 1), 0, 90),
            }
        ]

    def _allowances(self) -> list[dict[str, Any]]:
        if self.rng.random() > 0.35 or self.since is None:
            return []
        return [{"from_date": self.since, "kind": "Công vụ", "percent": 25.0, "form": "Theo lương"}]

    def _houses(self) -> list[dict[str, Any]]:
        if self.rng.random() > 0.6:
            return []
        area = float(self.rng.randint(48, 140))
        return [
            {
                "kind": "house",
                "description": self._pick(HOUSES),
                "area": area,
                "certificate": f"GCN số {CAPITAL[int(self.number) % len(CAPITAL)]} {int(self.number):06d}",
            }
        ]

    def _remarks(self) -> list[dict[str, Any]]:
        if self.rng.random() > 0.5:
            return []
        return [
            {"dated": date(self.as_of.year - 1, 12, 20), "text": self._pick(REMARKS), "body": self.unit or self.city}
        ]
