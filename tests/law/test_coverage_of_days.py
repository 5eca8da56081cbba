"""Coverage of the days 2003 to 2027: the intervals find what a walk day by day finds, and the shipped packs have no flaw."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dungviec.law import LawBook
from dungviec.law.coverage import HORIZON, by_family, gap_clashes, holes, undeclared_overlaps
from dungviec.law.reading import PackError, read_packs, refuse_flaws
from dungviec.law.rules import Family, Rule

BOOK = LawBook.load()
DAYS = [date(2003, 1, 1) + timedelta(days=n) for n in range((HORIZON - date(2003, 1, 1)).days + 1)]
VERSIONS = by_family(BOOK.rules)


@pytest.mark.parametrize("family", BOOK.packs.families, ids=lambda f: f.id)
def test_every_day_from_2003_to_2027_of_a_family_has_a_version_or_a_declared_gap(family):
    versions = VERSIONS[family.id]
    for day in DAYS:
        here = [r for r in versions if r.in_force(day)]
        gaps, rules = [r for r in here if r.kind == "gap"], [r for r in here if r.kind != "gap"]
        assert here or day < family.from_, f"{family.id}: nothing on {day}"
        assert not (gaps and rules), (day, gaps, rules)
        for one in here:
            for other in here:
                declared = one.id == other.id or other.id in one.overlaps or one.id in other.overlaps
                assert declared, (day, one.key, other.key)


def version(rule_id: str, first: int, length: int | None, *, gap: bool = False) -> Rule:
    start = date(2020, 1, 1) + timedelta(days=first)
    own = (
        {"kind": "gap", "confidence": "NONE"}
        if gap
        else {"kind": "definition", "confidence": "VERIFIED", "instrument": "NĐ 1", "source": "s"}
    )
    return Rule.model_validate({
        "id": rule_id, "topic": "age", "family": "f", "from": start, "to": None if length is None else start + timedelta(days=length),
        "vi": "v", "en": "e", **own,
    })  # fmt: skip


spans = st.lists(st.tuples(st.integers(0, 60), st.one_of(st.none(), st.integers(0, 30)), st.booleans()), max_size=6)


@settings(max_examples=150, deadline=None)
@given(spans, st.integers(0, 60))
def test_intervals_find_what_a_walk_day_by_day_finds(given_spans, start):
    versions = [version(f"A-{i}", first, length, gap=gap) for i, (first, length, gap) in enumerate(given_spans)]
    family = Family.model_validate({"id": "f", "from": date(2020, 1, 1) + timedelta(days=start), "vi": "v", "en": "e"})
    until = date(2020, 1, 1) + timedelta(days=80)
    days = [date(2020, 1, 1) + timedelta(days=n) for n in range(81)]
    walked = {d for d in days if d >= family.from_ and not any(v.in_force(d) for v in versions)}
    found = {d for first, last in holes(family, versions, until) for d in days if first <= d <= last}
    assert found == walked
    shared = {
        frozenset((a.id, b.id)) for d in [*days, date(2021, 1, 1)] for a in versions for b in versions
        if a is not b and a.in_force(d) and b.in_force(d)
    }  # fmt: skip
    assert {frozenset((a.id, b.id)) for a, b in undeclared_overlaps(versions)} == shared
    clashes = {frozenset((g.id, r.id)) for g, r in gap_clashes(versions)}
    assert clashes == {pair for pair in shared if len({v.kind for v in versions if v.id in pair}) == 2}


def shut(rule_id: str, day: date) -> list[Rule]:
    """The shipped rules with one of them ended a day earlier."""
    return [r.model_copy(update={"to": day}) if r.key == rule_id else r for r in BOOK.rules]


def test_a_day_without_a_version_is_refused_with_place_and_mend():
    with pytest.raises(
        PackError,
        match=r"appointment_2003_2026\.yaml, dòng \d+, APT-2020-02/age: nhóm cs\.age không có bản nào từ 31/12/2023",
    ):
        refuse_flaws(shut("APT-2020-02/age", date(2023, 12, 30)), BOOK.packs.families)


def test_a_family_that_is_not_declared_is_refused():
    rules = [r.model_copy(update={"family": "cs.agee"}) if r.key == "APT-2020-02/age" else r for r in BOOK.rules]
    with pytest.raises(PackError, match=r"nhóm «cs\.agee» chưa khai"):
        refuse_flaws(rules, BOOK.packs.families)


def test_nothing_of_a_flawed_pack_is_loaded():
    text = "families:\n  - {id: f, from: 2020-01-01, vi: v, en: e}\n"
    with pytest.raises(PackError, match=r"không có bản nào từ 01/01/2020 đến 31/12/2027"):
        read_packs({"a.yaml": text})
