"""Two ways of staffing beside each other: who stands where, what it costs, which rules are touched, whom it falls on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from dungviec.placement.scenario.staffing import Staffing
from dungviec.records import Snapshot
from dungviec.records.codes import LEADERSHIP_RANK, LEVELS


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of the comparison; ``None`` where a plan has no such figure."""

    key: str
    vi: str
    en: str
    a: float | None
    b: float | None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody for whom the two differ: the post today, and under each."""

    person_id: str
    name: str
    today: str
    a: str
    b: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Figures beside each other and the people for whom the two differ."""

    name_a: str
    name_b: str
    lines: tuple[Line, ...]
    people: tuple[Person, ...]

    def to_json(self) -> dict[str, Any]:
        """Plain data for ``--json``."""
        return asdict(self)


def compare(a: Staffing, b: Staffing) -> Comparison:
    """``a`` and ``b`` stem from the same records; the organisations they lead to may differ."""
    after = (a.post_after(), b.post_after())
    today = dict(a.branch.before.main_posts.select("person_id", "post_id").iter_rows())
    names = dict(a.branch.before.people.select("person_id", "name").iter_rows())
    told = tuple(_titles(s.branch.snapshot) for s in (a, b))
    first = _titles(a.branch.before)
    people = [
        Person(p, names[p], first.get(today.get(p, ""), ""), told[0].get(after[0].get(p, ""), ""), told[1].get(after[1].get(p, ""), ""))
        for p in sorted(names)
    ]  # fmt: skip
    return Comparison(
        a.branch.scenario.name,
        b.branch.scenario.name,
        tuple(_lines(a, b)),
        tuple(p for p in people if p.a != p.b),
    )


def _lines(a: Staffing, b: Staffing) -> list[Line]:
    measures: tuple[tuple[str, str, str, Callable[[Staffing], float | None]], ...] = (
        ("units", "Số đơn vị", "Units", lambda s: float(s.branch.snapshot.live_units.height)),
        ("seats", "Số chỗ", "Seats", lambda s: float(s.plan.seats)),
        ("displaced", "Người mất vị trí do sắp xếp, phải bố trí lại", "People displaced by the change", lambda s: float(len(s.branch.displaced))),
        ("carried", "Người chuyển theo vị trí cũ", "People who go along with their post", lambda s: float(len(s.branch.carried))),
        ("moves", "Người được bố trí hoặc chuyển", "People placed or moved", lambda s: float(len(s.plan.moves))),
        ("elsewhere", "Người sang đơn vị mà chức danh cũ không được chuyển vào", "People in a unit their post did not go to", _elsewhere),
        ("lower", "Người xuống chức vụ thấp hơn", "People at a lower level than before", _lower),
        ("unplaced", "Người chưa có vị trí", "People without a post", lambda s: float(len(s.plan.unplaced))),
        ("vacant", "Chỗ trống", "Vacant seats", lambda s: float(sum(v.seats for v in s.plan.vacant))),
        ("fit", "Độ phù hợp trung bình (%)", "Mean fit (%)", lambda s: _figure(s, "fit")),
        ("authority", "Đề xuất cần cấp có thẩm quyền quyết định", "Proposals that need the authority", lambda s: float(sum(m.verdict == 1 for m in s.plan.moves))),
        ("missed", "Yêu cầu chưa đạt", "Requirements missed", lambda s: float(sum(o.missed > 0 for o in s.plan.requirements))),
        ("women_leading", "Nữ trong lãnh đạo (%)", "Women among leaders (%)", lambda s: _share(s, lambda row: row["sex"] == "female", leading=True)),
        ("women_unplaced", "Nữ trong số chưa có vị trí (%)", "Women among those without a post (%)", _women_unplaced),
        ("value", "Giá trị phương án (điểm)", "Value of the plan", lambda s: float(s.plan.value)),
        ("bound", "Cận trên đã chứng minh", "Proven upper bound", lambda s: float(s.plan.bound)),
    )  # fmt: skip
    return [Line(key, vi, en, measure(a), measure(b)) for key, vi, en, measure in measures]


def _titles(snapshot: Snapshot) -> dict[str, str]:
    units = dict(snapshot.units.select("unit_id", "name").iter_rows())
    return {
        p: f"{title}, {units[u]}" for p, title, u in snapshot.posts.select("post_id", "title", "unit_id").iter_rows()
    }


def _figure(staffing: Staffing, key: str) -> float | None:
    return next((f.after for f in staffing.plan.figures if f.key == key), None)


def _ranks(staffing: Staffing) -> tuple[dict[str, int], dict[str, int]]:
    """Rank of each person's post today and after."""
    level = {p: LEVELS.rank(v) or 0 for p, v in staffing.branch.snapshot.posts.select("post_id", "level").iter_rows()}
    level |= {p: LEVELS.rank(v) or 0 for p, v in staffing.branch.before.posts.select("post_id", "level").iter_rows()}
    today = dict(staffing.branch.before.main_posts.select("person_id", "post_id").iter_rows())
    return {p: level[q] for p, q in today.items()}, {p: level[q] for p, q in staffing.post_after().items()}


def _lower(staffing: Staffing) -> float:
    before, after = _ranks(staffing)
    return float(sum(after[p] < before[p] for p in after if p in before))


def _elsewhere(staffing: Staffing) -> float:
    held = dict(staffing.branch.snapshot.main_posts.select("person_id", "post_id").iter_rows())
    unit = dict(staffing.branch.snapshot.posts.select("post_id", "unit_id").iter_rows())
    return float(sum(unit[q] != unit[held[p]] for p, q in staffing.post_after().items() if p in held))


def _share(staffing: Staffing, test: Callable[[dict[str, str]], bool], *, leading: bool) -> float | None:
    _, after = _ranks(staffing)
    people = {r["person_id"]: r for r in staffing.branch.snapshot.people.iter_rows(named=True)}
    meant = [p for p, rank in after.items() if not leading or rank >= LEADERSHIP_RANK]
    return round(100 * sum(test(people[p]) for p in meant) / len(meant), 2) if meant else None


def _women_unplaced(staffing: Staffing) -> float | None:
    sex = dict(staffing.branch.snapshot.people.select("person_id", "sex").iter_rows())
    left = [sex[u.person_id] for u in staffing.plan.unplaced]
    return round(100 * left.count("female") / len(left), 2) if left else None
