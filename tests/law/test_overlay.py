"""Overlays tighten or add, never loosen; impact names who changes status."""

from datetime import date
from pathlib import Path

import pytest

from dungviec.law import LawBook, LawSettings, Verdict, explain_pair
from dungviec.law.case_snapshot import PERSON, TARGET, snapshot_of
from dungviec.law.cases import judge_case, read_cases
from dungviec.law.impact import impact
from dungviec.law.marks import cited
from dungviec.law.overlay import OverlayError, read_overlay

BOOK = LawBook.load()
DAY = date(2026, 9, 1)
CHANGE = """name: Tỉnh A
changes:
  - rule: {rule}
    from: 2026-09-01
    params: {params}
    instrument: "QĐ 12 của Tỉnh ủy"
    vi: "Phải giữ chức vụ liền kề ít nhất 60 tháng."
    en: "At least 60 months in the adjacent post."
"""
ADDED = """rules:
  - id: {id}
    topic: rating
    kind: eligibility
    check: {check}
    params: {{years: 1, min_rating: excellent}}
    applies_to: {{categories: [civil_servant], moves: [higher]}}
    instrument: "QĐ 12 của Tỉnh ủy"
    from: 2026-09-01
    vi: "Năm gần nhất hoàn thành xuất sắc."
    en: "Rated excellent last year."
    {extra}
"""


def deputy():
    """The deputy head of EX-01: 55 months in post, rated good for three years."""
    path = Path(__file__).parent.parent / "law_cases" / "today.yaml"
    return snapshot_of(read_cases(path.read_text("utf-8"), path.name)[0])


def overlaid(tmp_path, text):
    path = tmp_path / "tinh-a.yaml"
    path.write_text(text, encoding="utf-8")
    return BOOK.with_changes(read_overlay(path))


def test_a_stricter_clause_holds_from_its_day_and_leaves_the_book_alone(tmp_path):
    book = overlaid(tmp_path, CHANGE.format(rule="APT-2026-04", params="{min_months: 60}"))
    found = explain_pair(deputy(), PERSON, TARGET, book.on(DAY))
    assert (found.verdict, found.blocking) == (Verdict.NEEDS_AUTHORITY, ("APT-2026-04",))
    assert "QĐ 12 của Tỉnh ủy" in found.findings[0].instrument
    assert book.on(date(2026, 8, 31)).rule("APT-2026-04").params["min_months"] == 12
    assert BOOK.on(DAY).rule("APT-2026-04").params["min_months"] == 12
    assert explain_pair(deputy(), PERSON, TARGET, BOOK.on(DAY)).verdict == Verdict.ALLOWED


@pytest.mark.parametrize(
    ("rule", "params", "mark"),
    [("APT-2026-04", "{min_months: 60}", "OFFICE"), ("STD-2025-POLITICS", "{min_theory: advanced}", "REPORTED")],
)
def test_a_reported_clause_stays_reported_when_an_office_tightens_it(tmp_path, rule, params, mark):
    base = BOOK.on(DAY).rule(rule)
    stricter = overlaid(tmp_path, CHANGE.format(rule=rule, params=params)).on(DAY).rule(rule)
    assert stricter.instrument == f"{base.instrument}; QĐ 12 của Tỉnh ủy"
    assert (stricter.confidence, stricter.own, base.own) == (mark, True, False)
    assert ("theo nguồn tin" in cited(stricter)) == (mark == "REPORTED")
    assert not any(r.own for r in BOOK.rules)


def test_a_folder_of_overlays_is_read_whole(tmp_path):
    (tmp_path / "a.yaml").write_text(CHANGE.format(rule="APT-2026-04", params="{min_months: 24}"), encoding="utf-8")
    (tmp_path / "b.yaml").write_text(ADDED.format(id="QN-01", check="last_ratings", extra=""), encoding="utf-8")
    book = BOOK.with_changes(read_overlay(tmp_path))
    assert explain_pair(deputy(), PERSON, TARGET, book.on(DAY)).blocking == ("QN-01",)
    assert book.on(DAY).rule("APT-2026-04").params["min_months"] == 24


def test_an_exception_of_the_law_does_not_excuse_from_an_added_rule(tmp_path):
    topic = BOOK.on(DAY).rule("APT-2026-04").topic
    added = ADDED.format(id="QN-01", check="last_ratings", extra="").replace("topic: rating", f"topic: {topic}")
    assert BOOK.on(DAY).rule("APT-2026-04").exception is not None
    assert explain_pair(deputy(), PERSON, TARGET, overlaid(tmp_path, added).on(DAY)).verdict == Verdict.FORBIDDEN


def test_an_exception_can_be_taken_away(tmp_path):
    text = CHANGE.format(rule="APT-2026-04", params="{min_months: 60}") + "    no_exception: true\n"
    assert explain_pair(deputy(), PERSON, TARGET, overlaid(tmp_path, text).on(DAY)).verdict == Verdict.FORBIDDEN


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (CHANGE.format(rule="APT-2026-04", params="{min_months: 6}"), "dòng 5: «min_months: 6» nới lỏng APT-2026-04"),
        (CHANGE.format(rule="APT-2026-05", params="{min_rating: completed}"), "«min_rating: completed» nới lỏng"),
        (CHANGE.format(rule="APT-2026-06", params="{max_file_months: 12}"), "«max_file_months: 12» nới lỏng"),
        (CHANGE.format(rule="APT-2026-04", params="{min_months: nhiều}"), "không đúng kiểu"),
        (CHANGE.format(rule="APT-2026-04", params="{colour: 1}"), "tham số «colour»"),
        (CHANGE.format(rule="APT-2020-02", params="{min_months: 60}"), "phải chỉ đúng một quy định"),
        (CHANGE.format(rule="APT-2026-04", params="[1]"), "dòng 5: «params» không hợp lệ"),
        (ADDED.format(id="APT-2026-01", check="last_ratings", extra=""), "mã đã có trong kho"),
        (ADDED.format(id="QN-01", check="nothing", extra=""), "«check» đã biết"),
        (ADDED.format(id="QN-01", check="last_ratings", extra="covers: true"), "nới lỏng quy định chung"),
        ("rule: [x]\n", "chỉ gồm «name», «changes», «rules»"),
        ("changes: [1]\n", "phải là một bảng"),
        ("[", "không đọc được"),
    ],
)
def test_what_loosens_or_cannot_be_read_is_refused_with_a_sentence(tmp_path, text, said):
    with pytest.raises(OverlayError, match=r"^tinh-a\.yaml") as refused:
        overlaid(tmp_path, text)
    assert said in str(refused.value)


def test_impact_names_who_changes_status(tmp_path):
    book = overlaid(tmp_path, CHANGE.format(rule="APT-2026-04", params="{min_months: 60}"))
    found = impact(deputy(), BOOK.on(DAY), book.on(DAY))
    (row,) = found.people.to_dicts()
    assert (row["person_id"], row["before"], row["after"], row["rules"]) == (PERSON, 0, 1, ["APT-2026-04"])
    assert found.units["stricter"].to_list() == [1]
    assert impact(deputy(), BOOK.on(DAY), BOOK.on(DAY)).people.height == 0


def test_the_law_of_a_day_with_changes_keeps_day_knowledge_and_readings(tmp_path):
    path = tmp_path / "tinh-a.yaml"
    path.write_text(CHANGE.format(rule="APT-2026-04", params="{min_months: 60}"), encoding="utf-8")
    law = BOOK.on(DAY, date(2026, 9, 15), LawSettings(near_limit_days=60), counted_from=date(2026, 8, 20))
    changed = law.with_changes(read_overlay(path))
    assert [r["rules"] for r in impact(deputy(), law, changed).people.to_dicts()] == [["APT-2026-04"]]
    kept = (law.day, law.known_on, law.settings, law.counted_from)
    assert (changed.day, changed.known_on, changed.settings, changed.counted_from) == kept
    assert law.rule("APT-2026-04").params["min_months"] == 12


def test_impact_of_a_decree_that_takes_effect():
    found = impact(deputy(), BOOK.on(date(2026, 7, 31)), BOOK.on(date(2026, 8, 1)))
    assert found.people.select("before", "after").rows() == [(int(Verdict.UNKNOWN), int(Verdict.ALLOWED))]


WINDOW = """changes:
  - rule: {rule}
    from: {start}
    params: {params}
    instrument: "QĐ 12 của Tỉnh ủy"
    vi: "Chặt hơn."
    en: "Stricter."
"""
PARTY_CASE = """id: A
facts:
  category: civil_servant
  current_post: {{level: deputy_head_of_division, since: 2018-01-01}}
  target_post: {{level: {level}, party_managed: true}}
  discipline: [{{kind: party, form: {form}, decided: {decided}, remedied_and_recognised: true}}]
action: {{kind: appoint, date: {day}}}
scope: [party_discipline]
"""


def judged(book, text):
    (case,) = read_cases(text)
    return judge_case(case, book)


def party(book, day, form="reprimand", level="head_of_division", decided="2026-09-10"):
    return judged(book, PARTY_CASE.format(form=form, level=level, decided=decided, day=day))


def test_a_longer_window_after_discipline_reaches_decisions_of_its_own_days(tmp_path):
    text = WINDOW.format(rule="DIS-P-2025", start="2026-09-01", params="{forms: {reprimand: {months: 30}}}")
    book = overlaid(tmp_path, text)
    assert party(BOOK, "2028-09-10").verdict == "allowed"
    told = party(book, "2028-09-10")
    assert (told.verdict, told.will_pass_from) == ("forbidden", date(2029, 3, 10))
    assert party(book, "2029-03-10").verdict == "allowed"
    assert party(book, "2028-08-31", decided="2026-08-31").verdict == "allowed"
    assert party(book, "2029-09-09", form="warning").will_pass_from == date(2029, 9, 10)


def test_a_window_may_reach_an_equal_post_as_well(tmp_path):
    text = WINDOW.format(rule="DIS-P-2025", start="2026-09-01", params="{forms: {warning: {reach: equal_or_higher}}}")
    book, equal = overlaid(tmp_path, text), {"form": "warning", "level": "deputy_head_of_division"}
    assert party(BOOK, "2027-01-10", **equal).verdict == "allowed"
    assert party(book, "2027-01-10", **equal).verdict == "forbidden"


def test_a_window_may_be_added_beside_the_laws(tmp_path):
    rule = """rules:
  - id: QN-DIS
    topic: party_discipline
    kind: eligibility
    check: discipline_window
    params: {discipline_kind: party, forms: {reprimand: {months: 6, reach: any}}}
    applies_to: {party_managed: true, moves: [first_leadership, higher, lateral_or_lower]}
    instrument: "QĐ 12 của Tỉnh ủy"
    from: 2026-09-01
    vi: "Sáu tháng không bổ nhiệm."
    en: "Six months without any appointment."
"""
    book, equal = overlaid(tmp_path, rule), "deputy_head_of_division"
    assert party(book, "2027-03-09", level=equal).verdict == "forbidden"
    assert party(book, "2027-03-10", level=equal).verdict == "allowed"
    assert party(book, "2028-09-09").will_pass_from == date(2028, 9, 10)


BLOCKED = """id: A
facts:
  category: civil_servant
  current_post: {level: deputy_head_of_division, since: 2018-01-01}
  target_post: {level: head_of_division}
  discipline: []
  blocks: {barred: false, disciplinary_procedure_open: false, discipline_in_force: false, suspended: true, criminal: false}
action: {kind: appoint, date: 2023-03-01}
scope: [APT-2020-02]
"""


def test_a_flag_may_be_added_to_the_blocks(tmp_path):
    flags = "{flags: [barred, discipline_open, serving_discipline, criminal_open, suspended]}"
    book = overlaid(tmp_path, WINDOW.format(rule="APT-2020-02/blocks", start="2023-01-01", params=flags))
    only = BLOCKED.replace("[APT-2020-02]", "[APT-2020-02/blocks]")
    assert judged(BOOK, only).verdict == "allowed"
    assert judged(book, only).verdict == "forbidden"


PAIR = """id: A
facts: {{relation: {relation}}}
action: {{kind: assign_pair, date: 2026-09-01, {posts}}}
"""


def test_relatives_and_pairs_of_posts_may_be_added(tmp_path):
    heads = PAIR.format(relation="sibling_in_law", posts="role_a: head, function_b: accounting")
    more = "{relations: [spouse, parent, child, sibling, sibling_in_law]}"
    assert judged(BOOK, heads).verdict == "allowed"
    assert judged(overlaid(tmp_path, WINDOW.format(rule="KIN-01", start="2026-09-01", params=more)), heads).verdict == "forbidden"  # fmt: skip
    added = """rules:
  - id: QN-KIN
    topic: kinship
    kind: set
    check: kinship
    params: {relations: [spouse], groups: [{scope: unit, a: {roles: [head]}, b: {roles: [member]}}]}
    instrument: "QĐ 12 của Tỉnh ủy"
    from: 2026-09-01
    vi: "Vợ, chồng của người đứng đầu không ở cùng đơn vị."
    en: "The spouse of a head does not work in the same unit."
"""
    couple = PAIR.format(relation="spouse", posts="role_a: head, role_b: member")
    assert judged(BOOK, couple).verdict == "allowed"
    assert judged(overlaid(tmp_path, added), couple).verdict == "forbidden"


@pytest.mark.parametrize(
    ("rule", "params", "said"),
    [
        ("DIS-P-2025", "{forms: {reprimand: {months: 12}}}", "nới lỏng DIS-P-2025"),
        ("DIS-P-2025", "{forms: {reprimand: {months: nhiều}}}", "không đúng kiểu"),
        ("DIS-P-2025", "{forms: {scolding: {months: 30, reach: any}}}", "không đúng kiểu"),
        ("DIS-P-2025", "{forms: {demotion: {months: 30}}}", "không đúng kiểu"),
        ("APT-2026-08", "{flags: [barred]}", "nới lỏng APT-2026-08"),
        ("APT-2026-08", "{flags: [barred, tired]}", "không đúng kiểu"),
        ("APT-2026-04", "{flags: [barred]}", "không siết được"),
        ("KIN-01", "{relations: [spouse]}", "nới lỏng KIN-01"),
        ("KIN-01", "{groups: [{scope: unit, a: {roles: [head]}, b: {functions: [accounting]}}]}", "nới lỏng KIN-01"),
        ("KIN-01", "{groups: [{scope: street, a: {roles: [head]}, b: {roles: [head]}}]}", "không đúng kiểu"),
        ("KIN-P-2023-01", "{relations: [spouse, parent]}", "nới lỏng KIN-P-2023-01"),
    ],
)
def test_windows_flags_and_relatives_are_not_loosened(tmp_path, rule, params, said):
    with pytest.raises(OverlayError, match=r"^tinh-a\.yaml, dòng 4: ") as refused:
        overlaid(tmp_path, WINDOW.format(rule=rule, start="2026-09-01", params=params))
    assert said in str(refused.value)


def test_an_added_window_without_forms_is_refused(tmp_path):
    text = ADDED.format(id="QN-01", check="discipline_window", extra="")
    with pytest.raises(OverlayError, match="thiếu tham số discipline_kind, forms"):
        overlaid(tmp_path, text)


def test_the_example_of_the_docs_is_an_overlay(tmp_path):
    page = (Path(__file__).parents[2] / "docs" / "how-to" / "tighten-the-rules.md").read_text(encoding="utf-8")
    book = overlaid(tmp_path, page.split("```yaml\n")[1].split("```")[0])
    day = date(2026, 9, 1)
    assert book.on(day).rule("DIS-P-2025").params["forms"]["warning"] == {"months": 36, "reach": "equal_or_higher"}
    assert "TU-A-01" in {r.id for r in book.on(day).judged}


@pytest.mark.parametrize("text", ["name: A\nchanges: []\nrules: []\n", "changes:\n", "rules: []\n", "name: A\n"])
def test_an_overlay_without_a_single_rule_is_refused(tmp_path, text):
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    for path in (tmp_path, tmp_path / "a.yaml"):
        with pytest.raises(OverlayError, match=r"^a\.yaml: chưa có quy định nào; .*hãy ghi ít nhất một"):
            read_overlay(path)
