"""Judging pairs: staying, posts held together, strangers, kinship, papers, and the settings that change a reading."""

from datetime import date

import polars as pl
import pytest
from tests.law.world import DECEMBER_2020, TODAY, clean_person, snapshot

from dungviec.law import (
    LawBook,
    LawSettings,
    Verdict,
    explain_pair,
    judge_grid,
    judge_pairs,
    kinship_conflicts,
    procedure_notes,
)

UNITS = [
    {"unit_id": "PNV", "name": "Phòng Nội vụ", "place_code": "QN", "newly_formed": False, "has_approved_plan": True},
    {"unit_id": "PTC", "name": "Phòng Tài chính", "place_code": "QN", "newly_formed": False, "has_approved_plan": True},
    {"unit_id": "CT", "name": "Phường Cẩm Tây", "kind": "ward", "place_code": "CT"},
]
POSTS = [
    {"post_id": "TP", "unit_id": "PNV", "title": "Trưởng phòng", "level": "head_of_division", "role": "head", "functions": ["home_affairs_head"]},
    {"post_id": "PP", "unit_id": "PNV", "title": "Phó Trưởng phòng", "level": "deputy_head_of_division", "role": "deputy"},
    {"post_id": "KT", "unit_id": "PNV", "title": "Kế toán", "level": "specialist", "role": "member", "functions": ["accounting"]},
    {"post_id": "CV", "unit_id": "PTC", "title": "Chuyên viên", "level": "specialist", "role": "member"},
    {"post_id": "BT", "unit_id": "CT", "title": "Bí thư", "level": "head_of_division", "role": "head", "category": "cadre",
     "party_managed": True, "functions": ["party_secretary"]},
    {"post_id": "CTHD", "unit_id": "CT", "title": "Chủ tịch HĐND", "level": "head_of_division", "role": "head", "category": "cadre",
     "party_managed": True, "held_with": "BT", "min_theory": "bachelor", "functions": ["council_chair"]},
    {"post_id": "CTUB", "unit_id": "PNV", "title": "Chủ tịch UBND", "level": "head_of_city", "category": "cadre", "party_managed": True,
     "functions": ["committee_chair"]},
]  # fmt: skip


def office(day, *people, **tables):
    return snapshot(day, units=UNITS, posts=POSTS, people=list(people), **tables)


def verdict(world, person, post):
    return Verdict(judge_pairs(world, pl.DataFrame({"person_id": [person], "post_id": [post]}))["verdict"][0])


def test_staying_is_allowed_even_for_somebody_who_could_not_be_appointed():
    lan = clean_person("LAN", criminal_open=True)
    world = office(DECEMBER_2020, lan, tenures=[{"person_id": "LAN", "post_id": "CV"}])
    assert verdict(world, "LAN", "CV") is Verdict.ALLOWED
    assert verdict(world, "LAN", "KT") is Verdict.FORBIDDEN


def test_acting_is_not_staying():
    world = office(
        DECEMBER_2020, clean_person("LAN"), tenures=[{"person_id": "LAN", "post_id": "TP", "kind": "acting"}]
    )
    assert explain_pair(world, "LAN", "TP").move != "stay"


def test_a_secretary_must_also_qualify_for_the_chair_held_with_the_post():
    hai = clean_person("HAI", category="cadre", theory="advanced")
    world = office(
        DECEMBER_2020, hai, tenures=[{"person_id": "HAI", "level": "head_of_division", "title": "Chủ tịch UBMTTQ"}]
    )
    judged = judge_pairs(world, pl.DataFrame({"person_id": ["HAI"], "post_id": ["BT"]}))
    assert judged["blocking"].to_list() == [["POST-STANDARD"]]
    told = explain_pair(world, "HAI", "BT")
    assert [f.post_id for f in told.findings if f.verdict is Verdict.FORBIDDEN] == ["CTHD"]
    assert "lý luận chính trị: Cao cấp, cần từ Cử nhân" in told.findings[0].reason_vi.lower().replace(
        "cao cấp", "Cao cấp"
    ).replace("cử nhân", "Cử nhân")


def test_a_stranger_is_named_in_the_error():
    with pytest.raises(ValueError, match="AI-DO"):
        verdict(office(DECEMBER_2020, clean_person("LAN")), "AI-DO", "TP")


def test_reasons_carry_the_numbers():
    lan = clean_person("LAN", sex="female", born=date(1970, 9, 10))
    world = office(
        DECEMBER_2020,
        lan,
        tenures=[{"person_id": "LAN", "post_id": "PP"}],
        plans=[
            {
                "person_id": "LAN",
                "title": "x",
                "post_id": "TP",
                "level": "head_of_division",
                "approved": date(2019, 1, 1),
            }
        ],
    )
    told = explain_pair(world, "LAN", "TP")
    assert told.verdict is Verdict.NEEDS_AUTHORITY
    age = next(f for f in told.findings if f.clause == "age")
    assert age.reason_vi.startswith("Còn 57 tháng công tác (nghỉ hưu 30/09/2025, 55 tuổi), cần đủ 60 tháng")
    assert age.exception_vi == "Trường hợp đặc biệt do cấp có thẩm quyền xem xét, quyết định."
    assert (age.instrument, age.article) == ("NĐ 138/2020/NĐ-CP", "Điều 42")


def test_an_absent_plans_table_is_unknown_not_forbidden():
    world = office(DECEMBER_2020, clean_person("LAN"), tenures=[{"person_id": "LAN", "post_id": "PP"}])
    assert explain_pair(world, "LAN", "TP").missing == ("plans",)


def test_lawfully_unrated_years_are_skipped():
    years = [
        {"person_id": "LAN", "year": y, "system": "state", "rating": r}
        for y, r in ((2022, "good"), (2023, "good"), (2024, None), (2025, "good"))
    ]
    plan = [
        {"person_id": "LAN", "title": "x", "post_id": "TP", "level": "head_of_division", "approved": date(2023, 1, 1)}
    ]
    world = office(
        TODAY, clean_person("LAN"), tenures=[{"person_id": "LAN", "post_id": "PP"}], ratings=years, plans=plan
    )
    assert verdict(world, "LAN", "TP") is Verdict.ALLOWED
    holes = world.with_table("ratings", world["ratings"].filter(pl.col("year") != 2024))
    assert explain_pair(holes, "LAN", "TP").missing == ("ratings",)


def test_the_other_reading_of_a_lateral_move():
    world = office(
        TODAY, clean_person("LAN"), tenures=[{"person_id": "LAN", "level": "deputy_head_of_division", "title": "Phó"}]
    )
    asked = LawBook.load().on(TODAY, settings=LawSettings(lateral_waives=()))
    pair = pl.DataFrame({"person_id": ["LAN"], "post_id": ["PP"]})
    assert judge_pairs(world, pair)["verdict"][0] == Verdict.ALLOWED
    assert judge_pairs(world, pair, asked)["blocking"].to_list() == [["APT-2026-03", "APT-2026-05"]]


def test_kinship_names_posts_in_one_unit_only():
    kin = [{"person_id": "EM", "relative_id": "ANH", "relation": "sibling"}]
    world = office(TODAY, clean_person("ANH"), clean_person("EM"), kinship=kin)
    law = [c for c in kinship_conflicts(world) if c.rule_id == "KIN-01"]
    assert {(c.person_a, c.person_b) for c in law} == {("ANH", "EM"), ("EM", "ANH")}
    assert all(c.posts_a == {"TP", "PP"} and c.posts_b == {"KT"} and c.scope == "unit:PNV" for c in law)
    assert all("Luật 132/2025" in c.reason_vi for c in law)


def test_kinship_chair_and_head_of_home_affairs_2020():
    kin = [{"person_id": "BO", "relative_id": "CON", "relation": "parent"}]
    world = office(DECEMBER_2020, clean_person("BO"), clean_person("CON"), kinship=kin)
    pairs = [(c.posts_a, c.posts_b) for c in kinship_conflicts(world) if c.scope == "locality:QN"]
    assert pairs == [({"CTUB"}, {"TP"})] * 2
    assert not [c for c in kinship_conflicts(world.at(date(2019, 9, 22))) if c.rule_id.startswith("KIN-P")]


def test_papers_get_the_steps_of_the_day():
    law = LawBook.load()
    today = {f.rule_id for f in procedure_notes(law.on(TODAY), "civil_servant", "appoint")}
    assert {"APT-2026-11", "APT-2026-12"} <= today
    assert "APT-2020-01" in {f.rule_id for f in procedure_notes(law.on(DECEMBER_2020), "civil_servant", "appoint")}
    with pytest.raises(ValueError, match="nhảy"):
        procedure_notes(law.on(TODAY), "civil_servant", "nhảy")


def test_somebody_who_resigned_and_whose_birth_is_not_known_is_told_the_waiting_time():
    """The months left are not known, the waiting time is: that alone forbids, and the reason must not stumble."""
    who = clean_person("LAN", born=None)
    left = {
        "person_id": "LAN",
        "post_id": "TP",
        "from_date": date(2020, 1, 1),
        "to_date": date(2026, 6, 1),
        "left_because": "resigned",
    }
    told = explain_pair(office(TODAY, who, tenures=[left]), "LAN", "TP")
    waiting = [f for f in told.findings if f.rule_id == "LEAVE-2026-02"]
    assert [f.verdict for f in waiting] == [Verdict.FORBIDDEN]
    assert "từ chức ngày 01/06/2026" in waiting[0].reason_vi


def test_a_grid_refuses_a_stranger():
    with pytest.raises(ValueError, match="AI-DO"):
        next(judge_grid(office(TODAY, clean_person("LAN")), pl.Series(["AI-DO"])))
