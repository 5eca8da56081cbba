"""What a file would change: every row's person, the values before and after, the outcome of each row, and the balance.

Nothing is written here. The same comparison is the dry run that the officer reads and the first half of the write.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dungviec.exchange.problems import Problem
from dungviec.exchange.roster.people import Gathering, Person, gather
from dungviec.exchange.roster.record import Row
from dungviec.exchange.roster.units import unit_key
from dungviec.office.intake.matching import Match, match
from dungviec.office.intake.models import Intake, IntakeRow, Level
from dungviec.office.intake.on_file import OnFile, read
from dungviec.office.intake.targets import BY_FACT, DOSSIER, YEAR_ONLY, values_of
from dungviec.office.registry.faults import RegistryFault
from dungviec.office.registry.holdings import holding
from dungviec.office.registry.services.checking import checked
from dungviec.records.vietnamese import fold

Tell = Callable[[float], None]
RATED = {"state": "ratings", "party": "party_ratings"}
"""System of a rating → the fact of a row that holds the ratings by year."""
Change = tuple[str, str, Any, Any]
"""Table, column, before, after; days as days."""


@dataclass(slots=True)
class Fate:
    """What becomes of one row."""

    outcome: str
    match: Match
    person_id: str = ""
    changes: list[Change] = field(default_factory=list)
    vi: str = ""
    en: str = ""


@dataclass(slots=True)
class UnitAsked:
    """A unit of the file that is not on file: its spelling, how many people stand in it, what was decided."""

    key: str
    name: str
    people: int = 0
    decided: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Plan:
    """What one person of the file brings: new values by table, ratings, where the person works."""

    person_id: str
    new: bool
    values: dict[str, dict[str, Any]] = field(default_factory=dict)
    ratings: dict[tuple[str, int], tuple[int | None, str]] = field(default_factory=dict)
    """System and year → number of the row that says otherwise now (None: there is none), and the rating."""
    place: dict[str, Any] | None = None
    ends: int | None = None
    """The tenure that ends where this one begins."""


@dataclass(slots=True)
class Comparison:
    """The dry run: a fate for each row, a plan for each person, units to decide, and the balance."""

    fates: list[Fate]
    plans: list[Plan]
    units: list[UnitAsked]
    balance: dict[str, int]


def compare(one: Intake, rows: Sequence[IntakeRow], *, day: date, tell: Tell | None = None) -> Comparison:
    """Compare the rows of an intake with the records on ``day``. ``tell`` is told the share done; what it raises ends it."""
    tell = tell or _silent
    gathered = gather([_row(r) for r in rows])
    tell(0.25)
    facts = [p.facts for p in gathered.people]
    on_file = read(
        {fold(f.get("name") or "") for f in facts} - {""}, {f["citizen_id"] for f in facts if f.get("citizen_id")},
        day, years={int(y) for r in rows for fact in RATED.values() for y in r.facts.get(fact) or {} if str(y).isdigit()},
    )  # fmt: skip
    tell(0.5)
    return _Comparing(one, rows, gathered, on_file, day).all(tell)


def _silent(share: float) -> None:
    """Nobody listens."""


def _row(stored: IntakeRow) -> Row:
    """The library's row of a stored one; its problems keep it out of the gathering."""
    row = Row(stored.sheet, stored.number, dict(stored.facts), soft_unit=stored.soft_unit)
    if stored.level == Level.ERROR:
        row.rejects.append(("", None, "", Problem("", "", "", "")))
    return row


class _Comparing:
    """The state of one comparison."""

    def __init__(self, one: Intake, rows: Sequence[IntakeRow], gathered: Gathering, on_file: OnFile, day: date) -> None:
        self.one, self.rows, self.gathered, self.on_file, self.day = one, rows, gathered, on_file, day
        self.erase: list[str] = list(one.choices.get("erase", ()))
        self.moves = bool(one.choices.get("moves"))
        self.units: dict[str, UnitAsked] = {}
        self.taken: dict[str, int] = {}

    def all(self, tell: Tell) -> Comparison:
        by_person: dict[int, list[int]] = {}
        for at, person in self.gathered.person_of.items():
            by_person.setdefault(person, []).append(at)
        fates: list[Fate | None] = [None] * len(self.rows)
        plans: list[Plan] = []
        for at, remark in self.gathered.refused.items():
            row = self.rows[at]
            mark = next((m for m in row.marks if m["level"] == "error"), None)
            vi, en = (mark["vi"], mark["en"]) if mark else (remark.problem_vi, remark.problem_en)
            todo = (mark["todo_vi"], mark["todo_en"]) if mark else (remark.todo_vi, remark.todo_en)
            fates[at] = Fate(
                "rejected", Match("again" if mark is None else ""), vi=f"{vi}; {todo[0]}", en=f"{en}; {todo[1]}"
            )
        for number, (person, positions) in enumerate(by_person.items()):
            plan = self._person(person, positions, fates)
            if plan is not None:
                plans.append(plan)
            if number % 500 == 0:
                tell(0.5 + 0.5 * number / len(by_person))
        done = [f for f in fates if f is not None]
        counts = Counter(f.outcome for f in done)
        balance = {k: counts[k] for k in ("created", "updated", "unchanged", "rejected")}
        balance |= {
            "rows_in": len(self.rows), "people": len(by_person), "doubt": sum(f.match.how == "doubt" for f in done),
            "warnings": sum(r.level == Level.WARNING for r in self.rows), "units": sum(not u.decided for u in self.units.values()),
            "new_units": sum(u.decided.get("choice") == "new" for u in self.units.values()),
        }  # fmt: skip
        return Comparison(done, plans, sorted(self.units.values(), key=lambda u: u.name), balance)

    def _person(self, person: int, positions: list[int], fates: list[Fate | None]) -> Plan | None:
        facts = self.gathered.people[person].facts
        decision = next((self.rows[at].decision for at in positions if self.rows[at].decision), "")
        found = match(facts, self.on_file, decision)
        trouble = self._trouble(found, facts, positions)
        if trouble is None and found.person_id:
            trouble = self._met_before(found.person_id, positions)
        plan = Plan(found.person_id or self._new_key(positions[0]), not found.person_id)
        if trouble is None:
            try:
                trouble = self._place(plan, self.gathered.people[person], found)
            except RegistryFault as fault:
                trouble = (str(fault), fault.english)
        if trouble is not None:
            for at in positions:
                fates[at] = Fate(
                    "rejected", found, plan.person_id if not plan.new else "", vi=trouble[0], en=trouble[1]
                )
            return None
        state = self._state(found.person_id)
        placed = False
        for at in positions:
            changes, why = self._changes(self.rows[at], facts, state, plan)
            if why is not None:
                fates[at] = Fate("rejected", found, found.person_id, vi=why[0], en=why[1])
                continue
            if plan.place is not None and not placed:
                before = self.on_file.places.get(found.person_id)
                changes.append(("tenures", "unit_name", before.unit if before else None, plan.place["unit_name"]))
                placed = True
            first = plan.new and not any(fates[p] is not None and fates[p].outcome == "created" for p in positions)  # type: ignore[union-attr]
            outcome = "created" if first else "updated" if changes else "unchanged"
            fates[at] = Fate(outcome, found, plan.person_id, changes)
        if plan.new and "name" not in plan.values.get("people", {}):
            for at in positions:
                if fates[at] is None or fates[at].outcome != "rejected":  # type: ignore[union-attr]
                    vi, en = (
                        "dòng đầu tiên của người này bị từ chối; sửa dòng đó",
                        "the first row of this person was refused; mend that row",
                    )
                    fates[at] = Fate("rejected", found, vi=vi, en=en)
            return None
        return plan if plan.new or plan.values or plan.ratings or plan.place else None

    def _new_key(self, at: int) -> str:
        return f"N{self.one.pk}-{self.rows[at].position + 1}"

    def _trouble(self, found: Match, facts: Mapping[str, Any], positions: list[int]) -> tuple[str, str] | None:
        """Why the person cannot be taken over as things stand."""
        if found.how == "doubt":
            return (
                "chưa rõ là ai trong hồ sơ; chọn ở mục «Cần quyết định»",
                "not clear who on file this is; decide under “To decide”",
            )
        if found.how == "skip":
            return (
                "cán bộ phụ trách chọn không nhập dòng này; không cần làm gì",
                "the officer chose not to take this row; nothing to do",
            )
        if found.how == "nobody" or (found.how == "new" and not facts.get("name")):
            return (
                "không thấy ai có số này trong hồ sơ, và tệp không ghi họ tên nên không lập hồ sơ mới được; kiểm tra số hoặc thêm cột họ tên",
                "nobody on file has this number, and without a name no new record can be made; check the number or add the name",
            )
        return None

    def _met_before(self, person_id: str, positions: list[int]) -> tuple[str, str] | None:
        """Two people of the file that are one on file: the second is refused, never merged silently."""
        first = self.taken.setdefault(person_id, positions[0])
        if first == positions[0]:
            return None
        row = self.rows[first]
        return (
            f"trùng người với dòng {row.number} (trang «{row.sheet}») nhưng nội dung khác; sửa tệp hoặc chọn lại người",
            f"the same person on file as row {row.number} (sheet “{row.sheet}”), told differently; correct the file or decide again",
        )

    def _state(self, person_id: str) -> dict[tuple[str, str], Any]:
        state: dict[tuple[str, str], Any] = {}
        for table, rows in (("people", self.on_file.people), (DOSSIER, self.on_file.dossiers)):
            for column, value in rows.get(person_id, {}).items():
                state[table, column] = value
        return state

    def _changes(
        self, row: IntakeRow, merged: Mapping[str, Any], state: dict[tuple[str, str], Any], plan: Plan
    ) -> tuple[list[Change], tuple[str, str] | None]:
        """What one row adds to the state of its person; the state moves along, so that a second sheet is measured by the first."""
        said = {
            k: v for k, v in row.facts.items() if v is None or k in RATED.values() or k == "name" or merged.get(k) == v
        }
        values = values_of(said)
        if _is_same_name(state.get(("people", "name")), said.get("name")):
            values["people"].pop("name", None)
        wanted = {(t, c): v for t, columns in values.items() for c, v in columns.items()}
        if state.get(("people", "born")) is not None:
            wanted.pop(YEAR_ONLY, None)
        for fact in self.erase:
            target = BY_FACT.get(fact)
            if target and row.facts.get(fact, "") is None and fact not in ("name",):
                wanted[target.table, target.column] = None
        changes: list[Change] = []
        for (table, column), value in wanted.items():
            before = state.get((table, column))
            if not _differs(before, value):
                continue
            try:
                checked(holding(table), {column: value}, partial=True)
            except RegistryFault as fault:
                return [], (str(fault), fault.english)
            changes.append((table, column, before, value))
        for table, column, _, value in changes:
            state[table, column] = value
            plan.values.setdefault(table, {})[column] = value
        for system, fact in RATED.items():
            changes += self._rating_changes(system, row.facts.get(fact) or {}, plan)
        return changes, None

    def _rating_changes(self, system: str, ratings: Mapping[str, str | None], plan: Plan) -> list[Change]:
        """A rating by the state and one by the Party are two things; each is kept under its own system."""
        changes: list[Change] = []
        for text, level in ratings.items():
            if level is None or not str(text).isdigit():
                continue
            key = (system, int(text))
            pk, before = self.on_file.ratings.get((plan.person_id, *key), (None, None))
            if key in plan.ratings:
                before = plan.ratings[key][1]
            if before != level:
                plan.ratings[key] = (pk, level)
                changes.append(("ratings", f"{system}:{text}", before, level))
        return changes

    def _place(self, plan: Plan, person: Person, found: Match) -> tuple[str, str] | None:
        """Where the person works: for somebody new, for somebody without a post, and for movers when the officer says so."""
        facts, now = person.facts, self.on_file.places.get(found.person_id)
        unit = facts.get("unit")
        if not unit or (now is not None and not self.moves):
            return None
        if person.soft_unit and self.on_file.unit_named(str(unit)) is None:
            return None  # only the sheet's name or a title's last words: no unit anybody wrote down
        unit_id, name, undecided = self._unit(str(unit))
        if undecided:
            return (
                f"đơn vị «{unit}» chưa có trong hồ sơ; chọn ở mục «Đơn vị»",
                f"the unit “{unit}” is not on file; decide under “Units”",
            )
        title = str(facts.get("title") or "")
        if now is not None and (now.unit_id == unit_id if unit_id else fold(now.unit) == fold(name)):
            return None
        appointed = facts.get("appointed")
        begun = date.fromisoformat(appointed) if isinstance(appointed, str) and len(appointed) == 10 else self.day
        plan.place = {
            "person_id": plan.person_id, "post_id": self.on_file.posts.get((unit_id, fold(title))) if unit_id and title else None,
            "title": title or "Chưa rõ chức danh", "unit_name": name, "kind": "main", "from_date": begun,
            "how": "Theo danh sách nhập" if begun != self.day else "Theo danh sách nhập; chưa rõ ngày bắt đầu",
        }  # fmt: skip
        checked(holding("tenures"), plan.place)
        plan.ends = now.tenure if now is not None else None
        return None

    def _unit(self, name: str) -> tuple[str, str, bool]:
        """Identifier and spelling of a unit; the last tells whether the officer still has to decide."""
        found = self.on_file.unit_named(name)
        if found is not None:
            return found, self.on_file.units[found], False
        key = unit_key(name)
        decided = self.one.units.get(key, {})
        asked = self.units.setdefault(key, UnitAsked(key, name, 0, decided))
        asked.people += 1
        if decided.get("choice") == "use" and decided.get("unit_id") in self.on_file.units:
            return decided["unit_id"], self.on_file.units[decided["unit_id"]], False
        if decided.get("choice") == "new":
            return f"N{self.one.pk}-{decided['number']}", name, False
        return "", name, decided.get("choice") != "words"


def _differs(before: Any, after: Any) -> bool:
    if isinstance(before, float) or isinstance(after, float):
        return before is None or after is None or abs(float(before) - float(after)) > 1e-9
    return bool(before != after)


def _is_same_name(known: str | None, told: str | None) -> bool:
    """One name in two spellings (Hoà, Hòa) is no change; marks where the record has none at all are."""
    if not known or not told or fold(known) != fold(told):
        return False
    return not known.isascii() or told.isascii()
