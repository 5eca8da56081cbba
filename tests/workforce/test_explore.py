"""Own cross-tables: every cell is its list, everybody stands somewhere, two days differ by who came and went."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.workforce.town import DAY, demo, town

from dungviec.records import Snapshot
from dungviec.workforce import WorkforceFault
from dungviec.workforce.cell_measures import CELL_MEASURES
from dungviec.workforce.crosstab import TOTAL, Cell, CrossTab, crosstab, offered
from dungviec.workforce.crosstab_compare import Comparison, compare
from dungviec.workforce.crosstab_lines import lines_of, signed
from dungviec.workforce.crosstab_words import as_json, asked, finding, notes
from dungviec.workforce.dimension import MISSING, Facts
from dungviec.workforce.dimensions import DIMENSIONS
from dungviec.workforce.question_asked import Filter, Question
from dungviec.workforce.scope import Scope
from dungviec.workforce.statutory import TOTAL as BM_TOTAL
from dungviec.workforce.statutory_forms import bm01

WIDE = {"unit", "unit1", "unit2", "unit3", "title", "major"}
"""Too many values for columns in the demo city."""
PUBLISHED = {"doctor": 1, "master": 115, "university": 1684, "college": 322, "intermediate": 252, MISSING: 6}


@st.composite
def questions(draw: st.DrawFn) -> Question:
    """Any question that may be asked of the demo city."""
    keys = draw(st.lists(st.sampled_from(sorted(DIMENSIONS)), min_size=1, max_size=3, unique=True))
    column = keys.pop() if len(keys) > 1 and keys[-1] not in WIDE and draw(st.booleans()) else None
    rows = tuple(keys[:2])
    share = draw(st.sampled_from(["", "row", "column", "all"]))
    measure = "people" if share else draw(st.sampled_from(sorted(CELL_MEASURES)))
    unit = draw(st.sampled_from([None, "P-NV", "PH-CT"]))
    return Question.ask(rows, column, measure=measure, share=share, unit=unit)


def sums(tab: CrossTab) -> int:
    leaves = [r for r in tab.rows if TOTAL not in r]
    columns = [c.key for c in tab.columns] or [TOTAL]
    return sum(tab.cell(r, c).people for r in leaves for c in columns)


@settings(max_examples=30, deadline=None)
@given(question=questions(), year=st.integers(2012, 2020), data=st.data())
def test_the_list_of_any_cell_is_its_count_and_the_cells_are_everybody(question: Question, year: int, data: st.DataObject) -> None:  # fmt: skip
    units = set(demo().live_units["unit_id"])
    tab = crosstab(demo().at(date(year, 12, 10)), question.within(question.unit if question.unit in units else None))
    everybody = set(tab.scope.everybody["person_id"])
    assert sums(tab) == tab.people.height == len(everybody) == tab.cell(tab.all_row).people
    for row in data.draw(st.lists(st.sampled_from([*tab.rows, tab.all_row]), min_size=1, max_size=4)):
        for column in [*(c.key for c in tab.columns), TOTAL]:
            cell, figure = tab.cell(row, column), tab.behind(row, column)
            assert len(set(figure.people)) == figure.value == cell.people
            assert set(figure.people) <= everybody
        if tab.columns:
            assert sum(tab.cell(row, c.key).people for c in tab.columns) == tab.cell(row).people
            if tab.question.share == "row":
                assert sum(tab.share(row, c.key) or 0 for c in tab.columns) == pytest.approx(100)
    heads = [r for r in tab.rows if len(r) == 1 or r[1] == TOTAL]
    if tab.question.share in ("column", "all"):
        assert sum(tab.share(r) or 0 for r in heads) == pytest.approx(100)
    assert sum(tab.cell(r).people for r in heads) == tab.people.height


@settings(max_examples=10, deadline=None)
@given(question=questions(), years=st.tuples(st.integers(2013, 2016), st.integers(2017, 2020)))
def test_between_two_days_every_cell_moves_by_who_came_and_who_left(question: Question, years: tuple[int, int]) -> None:
    early, late = (demo().at(date(y, 6, 30)) for y in years)
    both = compare(early, late, question.within(None))
    assert (both.then.scope.until.year, both.now.scope.until.year) == years
    for row in (*both.rows[:6], both.now.all_row):
        for column in [*(c.key for c in both.columns), TOTAL]:
            then, now = both.cell(row, column)
            came, left = (both.behind(row, column, side=s).value or 0 for s in ("came", "left"))
            assert now.people - then.people == came - left
            assert both.behind(row, column, side="then").value == then.people


def test_the_published_degrees_and_those_who_have_none_on_file() -> None:
    tab = crosstab(demo(), Question.ask(["degree"]))
    assert {r[0]: tab.cell(r).people for r in tab.rows} == PUBLISHED
    assert tab.rows[-1] == (MISSING,)
    assert "1.684/2.380 người (70,8 %)" in finding(tab)
    assert any("6 người hồ sơ chưa ghi" in n for n in notes(tab))


def test_the_cells_are_those_of_the_statutory_form() -> None:
    form = bm01(demo(), who="all")
    tab = crosstab(demo(), Question.ask(["age"], "sex"))
    assert [tab.cell((b,)).people for b in ("0-30", "31-40", "41-50")] == [form.cell(BM_TOTAL, n) for n in (32, 33, 34)]
    assert tab.cell(tab.all_row, "female").people == form.cell(BM_TOTAL, 3)
    assert tab.cell(("51-55",), "female").people == form.cell(BM_TOTAL, 36)


def test_a_small_town_told_by_hand() -> None:
    """Hoa (52, master) and Nam (30, university) are known; of Lan the degree is not, and only the year of birth is."""
    tab = crosstab(town(), Question.ask(["degree", "sex"], "age", share="all"))
    assert tab.rows == (("master", TOTAL), ("master", "female"), ("university", TOTAL), ("university", "male"), (MISSING, TOTAL), (MISSING, "female"))  # fmt: skip
    assert tab.behind((MISSING, TOTAL), "31-40").people == ("A3",)
    assert [tab.share(r) for r in tab.rows if r[1] == TOTAL] == [33.4, 33.3, 33.3]
    assert tab.behind(("university", "male"), "0-30").people == ("A2",)


def test_a_mean_is_over_those_known_and_says_of_how_many() -> None:
    tab = crosstab(town(), Question.ask(["sex"], measure="mean_age"))
    assert tab.cell(("male",)).value == 30
    women = tab.cell(("female",))
    assert (women.people, women.known) == (2, 2)
    assert women.value == pytest.approx((51 + 39) / 2, abs=0.51)
    share = crosstab(town(), Question.ask(["unit"], measure="university_up"))
    assert share.cell(share.all_row) == Cell(3, 2, 100.0)
    assert any("chưa biết 1 người" in n for n in notes(share))


def test_two_days_name_who_came_from_where_and_who_left_whereto() -> None:
    both = compare(town(), town().at(date(2020, 1, 15)), Question.ask(["unit"]))
    assert both.difference(("PH",)) == 1
    assert [b.words for b in both.behind(("PH",), side="came").behind] == ["Vũ Thị Lan: Chuyên viên, Phường Một; trước đó: Phòng Nội vụ"]  # fmt: skip
    gone = both.behind(("TC",), side="left").behind
    assert [b.person_id for b in gone] == ["A4"]
    assert gone[0].words.endswith("nay: không thuộc biên chế của phạm vi")
    assert "now: not on the rolls" in both.behind(("TC",), side="left", lang="en").behind[0].words
    assert "3 người → 3 người (0)" in finding(both)
    women = compare(town(), town().at(date(2020, 1, 15)), Question.ask(["sex"], filters={"unit": ["PH"]}))
    assert women.behind(("female",), side="came").behind[0].words.endswith("trước đó: Nữ (ngoài điều kiện lọc)")
    assert any("một trạng thái" in n for n in notes(both, one_state=True))


def test_filters_take_words_and_keys_and_are_said() -> None:
    tab = crosstab(demo(), Question.ask(["sex"], filters={"degree": ["Thạc sĩ", "doctor"], "leads": ["yes"]}))
    everybody = demo().people.filter(pl.col("degree").is_in(["master", "doctor"]))["person_id"]
    assert set(tab.people["person_id"]) <= set(everybody)
    assert any(n.startswith("Chỉ đếm: Trình độ chuyên môn: Thạc sĩ, Tiến sĩ; Lãnh đạo") for n in notes(tab))


def test_units_at_a_depth_gather_those_below_them() -> None:
    tab, own = crosstab(demo(), Question.ask(["unit1"])), crosstab(demo(), Question.ask(["unit"]))
    assert len(tab.rows) < len(own.rows)
    assert sums(tab) == sums(own) == 2380
    inside = crosstab(demo(), Question.ask(["unit1"], unit="P-NV"))
    assert {r[0] for r in inside.rows} == {"P-NV"}


def test_a_whole_table_as_lines_and_as_json() -> None:
    tab = crosstab(demo(), Question.ask(["degree"], "sex", share="row"))
    lines = lines_of(tab)
    assert lines.parts == ("người", "% theo dòng")
    assert lines.lines[-1].heads == ("Tổng số",)
    assert len(lines.flat_heads()) == 6
    told = as_json(tab, "en")
    assert told["counted"] == 2380
    assert {c["people"] for c in told["cells"] if c["row"] == [TOTAL] and c["column"] is None} == {2380}
    assert asked(tab.question) == "Số người theo trình độ chuyên môn, chia cột theo giới tính"
    assert (signed(-3, "vi"), signed(0.04, "en", decimals=1), signed(None, "vi")) == ("−3", "0.0", "–")


def test_what_a_file_does_not_keep_is_said_and_everybody_stands_under_not_stated() -> None:
    tab = crosstab(town(), Question.ask(["rating"]))
    assert tab.rows == ((MISSING,),)
    assert any("hồ sơ chưa có phần này" in n for n in notes(tab))
    assert finding(tab).startswith("Hồ sơ chưa ghi")
    nobody = crosstab(town().at(date(1980, 1, 1)), Question.ask(["sex"], "age", share="all"))
    assert (nobody.rows, finding(nobody)) == ((), "Không có ai trong phạm vi hỏi.")


def test_every_attribute_names_each_of_its_values_in_both_languages_and_is_withheld_by_fields() -> None:
    facts = Facts(Scope.ask(demo()))
    for key, dimension in DIMENSIONS.items():
        assert dimension.needs, key
        assert all(v.vi and v.en for v in offered(facts, dimension)), key
    ask = Question.ask(["sex"], "ethnicity", measure="mean_coefficient", filters={"party": ["yes"]})
    assert {"people.ethnicity", "people.coefficient", "people.party_member"} <= set(ask.needs)


def test_party_discipline_asks_for_two_rights() -> None:
    assert Question.ask(["discipline"]).needs == ("people.person_id", "discipline.form")
    assert "people.party_member" in Question.ask(["party_discipline"]).needs


def test_a_question_comes_back_from_plain_values() -> None:
    ask = Question.ask(["Trình độ chuyên môn", "sex"], "độ tuổi", share="column", filters={"party": ["yes", "-"]}, unit="P-NV")  # fmt: skip
    assert ask.rows == ("degree", "sex")
    assert ask.filters == (Filter("party", ("yes", "-")),)
    assert Question.of_plain(ask.as_plain()) == ask


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda s: Question.ask(["degre"]), "Có phải: degree"), (lambda s: Question.ask([]), "đã chọn 0"), (lambda s: Question.ask(["sex", "age", "degree"]), "đã chọn 3"),
        (lambda s: Question.ask(["sex"], "Giới tính"), "chọn hai lần"), (lambda s: Question.ask(["sex"], measure="pay"), "Không có số đo «pay»"),
        (lambda s: Question.ask(["sex"], share="half"), "Tỉ lệ «half»"), (lambda s: crosstab(s, Question.ask(["sex"], unit="XX")), "Không có đơn vị «XX»"),
        (lambda s: crosstab(s, Question.ask(["sex"], filters={"degree": ["nghệ nhân"]})), "không có giá trị «nghệ nhân»"),
        (lambda s: crosstab(s, Question.ask(["sex"], "title")), "quá nhiều để làm cột"), (lambda s: compare(s, s, Question.ask(["sex"])), "trùng nhau"),
        (lambda s: crosstab(s, Question.ask(["sex"])).behind(("x",)), "không có giá trị «x»"),
        (lambda s: compare(s, s.at(date(2019, 1, 1)), Question.ask(["sex"])).behind(("x",)), "không có giá trị «x»"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_said_in_both_languages(make: Any, said: str, city: Snapshot) -> None:
    with pytest.raises(WorkforceFault) as fault:
        make(city)
    assert said in fault.value.vi
    assert fault.value.en
    assert fault.value.en != fault.value.vi


def test_both_answers_have_the_same_face() -> None:
    both = compare(demo(), demo().at(DAY.replace(year=2019)), Question.ask(["level"], measure="mean_age"))
    assert isinstance(both, Comparison)
    assert lines_of(both, "en").parts == ("10/12/2019", "10/12/2020", "change")
    assert "Mean age from 10/12/2019 to 10/12/2020" in finding(both, "en")
    assert as_json(both)["compared_with"] == "2019-12-10"
