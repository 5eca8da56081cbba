"""Who is asked about whom, what a group may tell, and what a round would change."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dungviec.competency.assessment import Assessment, AssessmentPolicy, stand
from dungviec.competency.survey import (
    MOST_COLLEAGUES,
    ROUND_SOURCES,
    Member,
    differences,
    forms,
    group_level,
    third_needed,
)

DAY = date(2026, 11, 22)
ROSTER = [
    Member("chu-tich", "TP", (), True), Member("truong", "P", ("TP",), True), *(Member(f"cv{i}", "P", ("TP",)) for i in range(7)),
    Member("le", "Q", ("TP",)), Member("binh", "Q", ("TP",)),
]  # fmt: skip


def asked(person: str, *sources: str, markers: tuple[str, ...] = ()) -> dict[str, list[str]]:
    found = forms(ROSTER, [person], sources, markers=markers)  # type: ignore[arg-type]
    return {s: [a.by for a in found.asks if a.source == s] for s in sources}


def test_a_specialist_is_asked_the_head_and_six_colleagues() -> None:
    found = asked("cv0", "self", "head", "colleague")
    assert (found["self"], found["head"]) == (["cv0"], ["truong"])
    assert sorted(found["colleague"]) == [f"cv{i}" for i in range(1, 7)]


def test_a_head_is_marked_from_above_and_by_the_own_people() -> None:
    found = asked("truong", "head", "colleague")
    assert found["head"] == ["chu-tich"]
    assert "chu-tich" not in found["colleague"]


def test_what_cannot_be_asked_is_told_and_not_asked() -> None:
    told = {
        (u.person_id, u.source): u.vi
        for u in forms(ROSTER, ["le", "chu-tich", "ai"], ["head", "colleague", "test"]).unasked
    }
    assert told["le", "colleague"] == "đơn vị có 1 đồng nghiệp, cần ít nhất 5"
    assert "chưa có người đứng đầu" in told["chu-tich", "head"]
    assert told["le", "test"] == "chưa đủ hai người chấm độc lập"
    assert told["ai", "head"] == "không còn trong danh sách"
    assert ("le", "head") not in told, "whoever heads the unit above is asked"


def test_two_markers_never_the_marked_one() -> None:
    assert len(asked("cv0", "test", markers=("cv0", "m1", "m2", "m3"))["test"]) == 2
    assert "cv0" not in asked("cv0", "test", markers=("cv0", "m1", "m2"))["test"]


@settings(max_examples=60, deadline=None)
@given(
    sizes=st.lists(st.integers(1, 30), min_size=1, max_size=5),
    fewest=st.integers(3, 9),
    heads=st.lists(st.booleans(), min_size=5, max_size=5),
)
def test_of_any_roster(sizes: list[int], fewest: int, heads: list[bool]) -> None:
    roster = [
        Member(f"p{u}-{i}", f"u{u}", ("goc",), heads[u] and i == 0) for u, size in enumerate(sizes) for i in range(size)
    ]
    found = forms(
        roster, [m.person_id for m in roster], ROUND_SOURCES, policy=AssessmentPolicy(fewest_colleagues=fewest)
    )
    assert len({(a.person_id, a.source, a.by) for a in found.asks}) == len(found.asks)
    unit = {m.person_id: m.unit_id for m in roster}
    per: dict[str, list[str]] = {}
    for a in found.asks:
        assert (a.source == "self") == (a.by == a.person_id)
        if a.source == "colleague":
            assert unit[a.by] == unit[a.person_id]
            per.setdefault(a.person_id, []).append(a.by)
    assert all(fewest <= len(by) <= max(MOST_COLLEAGUES, fewest) for by in per.values())
    told = {u.person_id for u in found.unasked if u.source == "colleague"}
    assert told | set(per) == set(unit), "everybody is asked about or told"
    assert not told & set(per)


@given(counts=st.lists(st.integers(0, 6), min_size=5, max_size=5))
@settings(max_examples=100, deadline=None)
def test_a_small_group_tells_nothing_and_a_large_one_a_whole_level(counts: list[int]) -> None:
    level, people = group_level(counts)
    assert people == sum(counts)
    if people < 5:
        assert level is None
    else:
        mean = sum(n * c for n, c in enumerate(counts, 1)) / people
        assert level is not None
        assert abs(level - mean) <= 0.5
        given = [n for n, c in enumerate(counts, 1) if c]
        assert given[0] <= level <= given[-1]


@pytest.mark.parametrize(("a", "b", "third"), [(3, 4, False), (2, 4, True), (None, 5, False)])
def test_a_third_marks_where_two_differ_too_much(a: int | None, b: int | None, third: bool) -> None:
    assert third_needed([(3, 3), (a, b)]) is third


def test_what_a_round_changes() -> None:
    def by(code: str, level: int, source: str = "head") -> Assessment:
        return Assessment("mai", code, level, source, "mai" if source == "self" else "h", DAY)  # type: ignore[arg-type]

    levels = stand(
        [by("G1", 4), by("G2", 2), by("G3", 3), by("G4", 5, "self"), by("G5", 5, "self"), by("G6", 4, "test")], DAY
    )
    found = {
        d.level.competency: (d.verdict, d.writes)
        for d in differences(levels, {("mai", c): 3 for c in ("G1", "G2", "G3", "G4", "G6")})
    }
    assert found == {
        "G1": ("raised", True), "G2": ("lowered", True), "G3": ("same", True), "G4": ("kept", False), "G5": ("new", True), "G6": ("unknown", False),
    }  # fmt: skip


def test_a_group_counts_as_its_people_and_only_colleagues_come_in_groups() -> None:
    one = Assessment("mai", "G1", 4, "colleague", "nhóm", DAY, people=6)
    [level] = stand([one], DAY)
    assert (level.level, level.sources[0][2]) == (4, 6)
    [few] = stand([Assessment("mai", "G1", 4, "colleague", "nhóm", DAY, people=4)], DAY)
    assert few.level is None
    with pytest.raises(ValueError, match="chỉ phiếu đồng nghiệp"):
        stand([Assessment("mai", "G1", 4, "head", "h", DAY, people=2)], DAY)
