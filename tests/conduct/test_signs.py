"""Signs ask and never accuse; what most share is a question about the office; small numbers are said to be small."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl
import pytest
from tests.office.cast import DAY, town

from dungviec.conduct.declarations import draw, proposed_list, report_by, thresholds, who_declares
from dungviec.conduct.model import ConductFault
from dungviec.conduct.signs import BaseRate, Fact, Sign, Words, accuses, signs_on
from dungviec.conduct.signs.approvals import Approval, approvals_concentrated
from dungviec.law import LawBook
from dungviec.records import Snapshot
from dungviec.records.schema import TABLES

LAW = LawBook.load().on


def changed(table: str, rows: Iterable[dict[str, Any]]) -> Snapshot:
    s = town()
    return replace(s, tables=s.tables | {table: pl.DataFrame(list(rows), schema=TABLES[table].polars_schema)})


def restless() -> Snapshot:
    """The town with everything there is to ask about: an accountant too long in post, relatives, missing papers, two decisions."""
    s = town()
    posts = [r | ({"functions": ["accounting"]} if r["post_id"] == "NV.CV" else {}) for r in s.posts.to_dicts()]
    people = [r | ({"assets_declared": False, "file_complete": False, "file_verified": None} if r["person_id"] == "N1" else {}) for r in s.people.to_dicts()]  # fmt: skip
    tables = s.tables | {
        "posts": pl.DataFrame(posts, schema=TABLES["posts"].polars_schema),
        "people": pl.DataFrame(people, schema=TABLES["people"].polars_schema),
        "kinship": pl.DataFrame([{"person_id": "N6", "relative_id": "N5", "relation": "sibling"}], schema=TABLES["kinship"].polars_schema),
        "discipline": pl.DataFrame(
            [{"person_id": "N2", "kind": "administrative", "form": "reprimand", "decided": date(y, 3, 1)} for y in (2018, 2020)],
            schema=TABLES["discipline"].polars_schema,
        ),
    }  # fmt: skip
    return replace(s, tables=tables)


def test_each_sign_of_the_town_names_its_person_its_facts_and_what_may_explain_it() -> None:
    found = signs_on(restless(), LAW(DAY))
    assert {(x.kind, x.person_id) for x in found} == {
        ("rotation", "N6"), ("kin", "N5"), ("assets", "N1"), ("file", "N1"), ("repeated", "N2"),
    }  # fmt: skip
    for x in found:
        assert len(x.innocent) >= 2 or x.kind == "repeated"
        assert x.facts
        assert x.to_check
        assert "quá ít để so sánh" in x.base.words().vi
    assert next(x for x in found if x.kind == "rotation").rule is not None


def test_a_quiet_town_has_nothing_to_ask_about() -> None:
    assert signs_on(town(), LAW(DAY)) == []


def test_no_sentence_of_any_sign_accuses() -> None:
    granted = [Approval("N5", "P-NV", "Phòng Nội vụ", 30), Approval("N6", "P-NV", "Phòng Nội vụ", 1)]
    for x in [*signs_on(restless(), LAW(DAY)), *signs_on(restless(), LAW(date(2026, 11, 22))), *approvals_concentrated(granted)]:  # fmt: skip
        assert not any(accuses(sentence) for sentence in x.sentences())
        assert x.question.vi.endswith("?")


def sign(person: str, base: BaseRate, question: str = "Giấy tờ đang ở đâu?") -> Sign:
    words = Words(question, "Where is the paper?")
    return Sign("trial", person, "", words, [Fact("Thiếu.", "Missing.", "Hồ sơ", "Records")], [Words("Đã nộp.", "Handed in.")], [Words("Sổ.", "Register.")], base)  # fmt: skip


@pytest.mark.parametrize("question", ["Người này gian dối?", "Có tham nhũng không?", "Giấy tờ thiếu."])
def test_a_room_cannot_offer_a_sign_that_judges(question: str) -> None:
    with pytest.raises(ValueError, match="câu hỏi"):
        sign("A", BaseRate(1, 50, "người", "people"), question)


def test_what_four_in_ten_share_is_asked_of_the_office_and_of_nobody() -> None:
    def common(having: int) -> list[Sign]:
        base = BaseRate(having, 20, "người", "people")
        return signs_on(town(), LAW(DAY), extras=[lambda _s, _v: [sign(f"A{n}", base) for n in range(having)]])

    assert [x.person_id for x in common(8)] == [""]
    assert len(common(7)) == 7
    assert "8 trong 20" in common(8)[0].question.vi


def test_a_share_is_told_only_from_ten_on() -> None:
    assert BaseRate(1, 9, "người", "people").words().en == "Only 9 people: too few to compare."
    assert BaseRate(1, 10, "người", "people").words().vi == "1 trong 10 người cũng như vậy (khoảng 10 %)."


def test_the_mark_follows_the_facts() -> None:
    base = BaseRate(1, 50, "người", "people")
    assert sign("A", base).mark == sign("A", replace(base, having=2)).mark
    assert sign("A", base).mark != sign("B", base).mark


@pytest.mark.parametrize(("granted", "asked"), [((16, 4), 1), ((15, 5), 0), ((15, 0), 0)])
def test_approvals_are_asked_about_from_four_fifths_of_twenty_on(granted: tuple[int, int], asked: int) -> None:
    rows = [Approval(f"N{n}", "P", "Phòng", count) for n, count in enumerate(granted)]
    assert len(approvals_concentrated(rows)) == asked


def test_a_draw_can_be_repeated_and_does_not_hang_on_the_order_of_the_list() -> None:
    people = [f"N{n}" for n in range(40)]
    first = draw(people, 5, "09 41 77 12")
    assert first == draw(reversed(people), 5, " 09 41 77 12 ")  # type: ignore[arg-type]
    assert len(set(first)) == 5
    assert first != draw(people, 5, "09 41 77 13")
    for bad in ((people, 0, "0941"), (people, 41, "0941"), (people, 5, "09")):
        with pytest.raises(ConductFault):
            draw(*bad)


def test_registers_follow_what_is_on_file_and_say_what_is_not() -> None:
    assert not who_declares(LAW(date(2026, 8, 1))).known
    assert thresholds(LAW(date(2026, 8, 1))).value == (150_000_000, 1_000_000_000)
    assert not thresholds(LAW(DAY)).known
    assert report_by(LAW(DAY), date(2020, 12, 4)).value == date(2020, 12, 11)
    assert {(a.person_id, a.why) for a in proposed_list(restless())} == {("N1", "leads"), ("N5", "leads"), ("N6", "sensitive"), ("N7", "sensitive")}  # fmt: skip
