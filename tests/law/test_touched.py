"""Whom rules touch where people stand: terms, retirement, discipline, acting, plans, ratings, deputies, two posts at once."""

from datetime import date

import pytest
from tests.law.world import TODAY, clean_person, snapshot

from dungviec.law import LawBook
from dungviec.law.touched import is_touching, touched
from dungviec.law.untouched import _PARTLY, left_out, why_nobody

UNITS = [
    {"unit_id": "PNV", "name": "Phòng Nội vụ", "norm": 4, "place_code": "QN"},
    {"unit_id": "VP", "name": "Văn phòng", "place_code": "QN"},
]


def book():
    return LawBook.load()


def rule(key, day=TODAY):
    return next(r for r in book().rules if r.key == key and r.in_force(day))


def ask(key, day=TODAY, **tables):
    people = [clean_person(p) for p in ("LAN", "HAI", "MAI", "TAM")]
    world = snapshot(day, **{"units": UNITS, "people": people, **tables})
    found = touched(world, book().on(day), rule(key, day))
    return {p: (state, on) for p, state, on, _ in found.rows.iter_rows()}, found.asked


def heads(*terms):
    names = ("LAN", "HAI", "MAI", "TAM")
    posts = [
        {"post_id": f"TP{n}", "unit_id": "PNV", "level": "head_of_division", "term_months": 60}
        for n in range(len(terms))
    ]
    held = [
        {"person_id": names[n], "post_id": f"TP{n}", "from_date": date(2021, 12, 1), "term_ends": ends}
        for n, ends in enumerate(terms)
    ]
    return {"posts": posts, "tenures": held}


def test_terms_that_are_over_soon_later_and_not_on_file():
    ends = (date(2026, 11, 21), date(2027, 11, 22), date(2027, 11, 23), None)
    found, asked = ask("REAPT-2026-03", **heads(*ends))
    assert found == {"LAN": ("over", ends[0]), "HAI": ("soon", ends[1]), "TAM": ("unknown", None)}
    assert asked == 4


def test_who_is_extended_and_who_is_reappointed_are_told_apart():
    ends = date(2026, 12, 31)
    people = [clean_person("LAN", born=date(1966, 3, 15)), clean_person("HAI"), clean_person("MAI", sex=None)]
    tables = {**heads(ends, ends, ends), "people": people}
    extended, _ = ask("REAPT-2026-01", **tables)
    reappointed, _ = ask("REAPT-2026-02", **tables)
    assert extended == {"LAN": ("soon", ends), "MAI": ("unknown", ends)}
    assert reappointed == {"HAI": ("soon", ends), "MAI": ("unknown", ends)}


def test_retirement_reaches_posts_without_leadership_too():
    posts = [{"post_id": "CV", "unit_id": "PNV", "level": "specialist", "seats": 4}]
    tenures = [{"person_id": p, "post_id": "CV"} for p in ("LAN", "HAI", "MAI", "TAM")]
    people = [
        clean_person("LAN", born=date(1965, 6, 1)), clean_person("HAI", born=date(1960, 6, 1)),
        clean_person("MAI", sex=None), clean_person("TAM"),
    ]  # fmt: skip
    found, asked = ask("RET-02", posts=posts, tenures=tenures, people=people)
    assert {p: state for p, (state, _) in found.items()} == {"LAN": "soon", "HAI": "over", "MAI": "unknown"}
    assert asked == 4


def test_a_discipline_window_that_runs_and_one_that_has_been_lifted():
    decisions = [
        {"person_id": p, "kind": "party", "decided": day, "form": "reprimand"}
        for p, day in (("LAN", date(2026, 3, 1)), ("HAI", date(2025, 12, 1)))
    ]
    found, _ = ask("DIS-P-2025", discipline=decisions)
    assert found == {"LAN": ("now", date(2028, 3, 1)), "HAI": ("now", date(2027, 12, 1))}
    later, asked = ask("DIS-P-2025", date(2028, 2, 29), discipline=decisions)
    assert (set(later), asked) == ({"LAN"}, 2)


def test_acting_within_and_beyond_the_twelve_months():
    posts = [{"post_id": "TP", "unit_id": "PNV", "level": "head_of_division"}]
    held = [
        {"person_id": "LAN", "post_id": "TP", "kind": "acting", "from_date": date(2025, 11, 22)},
        {"person_id": "HAI", "post_id": "TP", "kind": "acting", "from_date": date(2025, 11, 23)},
    ]
    found, _ = ask("APT-2026-10", posts=posts, tenures=held)
    assert found == {"LAN": ("over", date(2026, 11, 21)), "HAI": ("now", date(2026, 11, 22))}


def test_a_secondment_runs_for_three_years():
    posts = [{"post_id": "CV", "unit_id": "PNV", "level": "specialist", "seats": 4}]
    began = {"LAN": date(2023, 11, 22), "HAI": date(2023, 11, 23), "MAI": date(2026, 1, 1)}
    held = [{"person_id": p, "post_id": "CV", "kind": "seconded", "from_date": day} for p, day in began.items()]
    found, asked = ask("SEC-2026-01", posts=posts, tenures=held)
    assert found == {
        "LAN": ("over", date(2026, 11, 21)),
        "HAI": ("soon", date(2026, 11, 22)),
        "MAI": ("now", date(2028, 12, 31)),
    }
    assert asked == 3


def test_positions_that_change_by_the_functions_of_the_post():
    posts = [
        {"post_id": "KT", "unit_id": "PNV", "level": "specialist", "functions": ["accounting"]},
        {"post_id": "TC", "unit_id": "PNV", "level": "specialist", "functions": ["hr_manager"]},
        {"post_id": "NV", "unit_id": "PNV", "level": "specialist", "field": "finance"},
        {"post_id": "VT", "unit_id": "VP", "level": "specialist", "field": "office"},
    ]
    held = [
        {"person_id": "LAN", "post_id": "KT", "from_date": date(2021, 11, 22)},
        {"person_id": "HAI", "post_id": "TC", "from_date": date(2024, 6, 1)},
        {"person_id": "MAI", "post_id": "NV"},
        {"person_id": "TAM", "post_id": "VT"},
    ]
    found, _ = ask("CDVT-01", posts=posts, tenures=held)
    assert found == {"LAN": ("over", date(2026, 11, 22)), "HAI": ("now", date(2029, 6, 1)), "MAI": ("unknown", None)}


def test_ratings_that_are_due_or_weak():
    posts = [{"post_id": "CV", "unit_id": "PNV", "level": "specialist", "seats": 4}]
    tenures = [{"person_id": p, "post_id": "CV"} for p in ("LAN", "HAI", "MAI")]
    ratings = [
        {"person_id": p, "year": year, "system": "state", "rating": rating}
        for p, year, rating in (("LAN", 2024, "failed"), ("LAN", 2025, "good"), ("HAI", 2024, "good"), ("HAI", 2025, "good"), ("MAI", 2025, "good"))
    ]  # fmt: skip
    weak, _ = ask("TGBC-2025-01", posts=posts, tenures=tenures, ratings=ratings)
    assert weak == {"LAN": ("now", None), "MAI": ("unknown", None)}
    lacking, asked = ask("RATE-2026-04", posts=posts, tenures=tenures, ratings=ratings[:2])
    assert lacking == {"HAI": ("unknown", None), "MAI": ("unknown", None)}
    assert asked == 3


def test_plans_over_their_limits_and_plans_under_review():
    posts = [{"post_id": "TP", "unit_id": "PNV", "level": "head_of_division"}]
    plans = [
        {
            "person_id": p,
            "title": "Trưởng phòng",
            "post_id": "TP",
            "level": "head_of_division",
            "approved": date(2026, 1, 5),
        }
        for p in ("LAN", "HAI", "MAI", "TAM")
    ]
    ratings = [{"person_id": "LAN", "year": 2025, "system": "state", "rating": "failed"}]
    assert set(ask("PLAN-2025-01", posts=posts, plans=plans)[0]) == {"LAN", "HAI", "MAI", "TAM"}
    assert ask("PLAN-2025-01", posts=posts, plans=plans[:3])[0] == {}
    reviewed, _ = ask("PLAN-2025-02", posts=posts, plans=plans[:2], ratings=ratings)
    assert reviewed == {"LAN": ("now", None), "HAI": ("unknown", None)}


def test_deputies_beyond_half_of_the_headcount():
    posts = [
        {"post_id": "PP", "unit_id": "PNV", "level": "deputy_head_of_division", "role": "deputy", "seats": 3},
        {"post_id": "PVP", "unit_id": "VP", "level": "deputy_head_of_division", "role": "deputy"},
    ]
    held = [{"person_id": p, "post_id": "PP"} for p in ("LAN", "HAI", "MAI")] + [{"person_id": "TAM", "post_id": "PVP"}]
    found, _ = ask("DEPQ-2025-02", posts=posts, tenures=held)
    assert found == dict.fromkeys(("LAN", "HAI", "MAI"), ("over", None)) | {"TAM": ("unknown", None)}
    within, _ = ask("DEPQ-2025-02", posts=posts, tenures=held[1:])
    assert within == {"TAM": ("unknown", None)}


@pytest.mark.parametrize(
    ("place", "expected"), [("QN", {"LAN": ("over", None)}), ("HN", {}), (None, {"LAN": ("unknown", None)})]
)
def test_two_posts_that_one_person_may_not_hold(place, expected):
    units = [
        {"unit_id": "HD", "name": "HĐND", "place_code": "QN"},
        {"unit_id": "UB", "name": "UBND", "place_code": place},
    ]
    posts = [
        {"post_id": "CTHD", "unit_id": "HD", "level": "head_of_commune", "functions": ["council_chair"]},
        {"post_id": "CTUB", "unit_id": "UB", "level": "head_of_commune", "functions": ["committee_chair"]},
    ]
    held = [{"person_id": "LAN", "post_id": "CTHD"}, {"person_id": "LAN", "post_id": "CTUB", "kind": "concurrent"}]
    assert ask("INC-2025-01", units=units, posts=posts, tenures=held)[0] == expected


def test_heads_who_have_been_in_one_post_for_two_terms():
    units = [
        {"unit_id": "TP", "name": "Thành phố", "kind": "city"},
        {"unit_id": "P1", "name": "Phường", "kind": "ward"},
    ]
    posts = [
        {"post_id": q, "unit_id": unit, "level": "head_of_city", "functions": functions}
        for q, unit, functions in (
            ("BT", "TP", ["party_secretary"]), ("CT", "TP", ["committee_chair"]), ("TT", "TP", ["inspectorate_head"]),
            ("BTP", "P1", ["party_secretary"]),
        )
    ]  # fmt: skip
    held = [
        {"person_id": "LAN", "post_id": "BT", "from_date": date(2015, 6, 1), "to_date": date(2020, 5, 31)},
        {"person_id": "LAN", "post_id": "BT", "from_date": date(2020, 6, 1)},
        {"person_id": "HAI", "post_id": "CT", "from_date": date(2017, 1, 1)},
        {"person_id": "MAI", "post_id": "TT", "from_date": date(2012, 1, 1), "to_date": date(2019, 12, 31)},
        {"person_id": "MAI", "post_id": "TT", "from_date": date(2021, 1, 1)},
        {"person_id": "TAM", "post_id": "BTP", "from_date": date(2010, 1, 1)},
    ]
    found, asked = ask("ROT-2022-03", units=units, posts=posts, tenures=held)
    assert found == {"LAN": ("now", date(2025, 6, 1)), "HAI": ("soon", date(2027, 1, 1))}
    assert asked == 3


def test_a_rule_that_is_not_in_force_touches_nobody_and_one_the_records_cannot_answer_says_so():
    world = snapshot(date(2020, 12, 10), units=UNITS, people=[clean_person("LAN")], **heads(date(2020, 1, 1)))
    law = book().on(date(2020, 12, 10))
    late = touched(world, law, rule("REAPT-2026-03"))
    assert (late.asked, late.rows.height) == (0, 0)
    assert touched(world, law, rule("AGE-2025-01")) is None
    assert not is_touching(rule("AGE-2025-01"))


def test_whoever_has_a_procedure_open_is_neither_streamlined_nor_awarded():
    posts = [{"post_id": "CV", "unit_id": "PNV", "level": "specialist", "seats": 4}]
    tenures = [{"person_id": p, "post_id": "CV"} for p in ("LAN", "HAI", "MAI", "TAM")]
    people = [
        clean_person("LAN", inspection_open=True), clean_person("HAI", denunciation_open=True, inspection_open=False),
        clean_person("MAI", criminal_open=None, inspection_open=False, denunciation_open=False),
        clean_person("TAM", inspection_open=False, denunciation_open=False),
    ]  # fmt: skip
    kept, asked = ask("TGBC-2025-02", posts=posts, tenures=tenures, people=people)
    assert (kept, asked) == ({"LAN": ("now", None), "MAI": ("unknown", None)}, 4)
    waiting, _ = ask("EMU-2025-PRINC", posts=posts, tenures=tenures, people=people)
    assert waiting == {"LAN": ("now", None), "HAI": ("now", None), "MAI": ("unknown", None)}


def test_leaders_with_two_failing_years_or_two_reprimands_in_the_post():
    ratings = [
        {"person_id": p, "year": year, "system": "state", "rating": rating}
        for p, year, rating in (
            ("LAN", 2024, "failed"), ("LAN", 2025, "failed"), ("HAI", 2024, "failed"), ("HAI", 2025, "good"),
            ("MAI", 2025, "good"), ("TAM", 2025, "failed"),
        )
    ]  # fmt: skip
    none = (None, None, None, None)
    assert ask("LEAVE-2026-04", **heads(*none), ratings=ratings)[0] == {"LAN": ("now", None), "TAM": ("unknown", None)}
    days = {"HAI": (date(2022, 1, 5), date(2024, 1, 5)), "MAI": (date(2019, 1, 5), date(2024, 1, 5))}
    discipline = [
        {"person_id": p, "kind": "administrative", "decided": day, "form": "reprimand"} for p, two in days.items() for day in two
    ]  # fmt: skip
    found, asked = ask("LEAVE-2026-04", **heads(*none), ratings=ratings, discipline=discipline)
    assert set(found) == {"LAN", "HAI", "TAM"}  # bà Mai's first reprimand was before this post
    assert (found["HAI"][0], asked) == ("now", 4)
    by_party = [d | {"kind": "party"} for d in discipline]
    assert ask("LEAVE-2026-04", **heads(*none), ratings=ratings, discipline=by_party)[0]["HAI"][0] == "unknown"


def test_no_change_of_position_near_to_retirement():
    posts = [
        {"post_id": "KT", "unit_id": "PNV", "level": "specialist", "functions": ["accounting"], "seats": 3},
        {"post_id": "VT", "unit_id": "VP", "level": "specialist", "field": "office"},
    ]
    tenures = [{"person_id": p, "post_id": "VT" if p == "TAM" else "KT"} for p in ("LAN", "HAI", "MAI", "TAM")]
    people = [
        clean_person("LAN", sex="male", born=date(1966, 1, 15)), clean_person("HAI", sex="male", born=date(1967, 1, 15)),
        clean_person("MAI", sex=None), clean_person("TAM", sex="male", born=date(1966, 1, 15)),
    ]  # fmt: skip
    found, asked = ask("CDVT-04", posts=posts, tenures=tenures, people=people)
    assert ({p: state for p, (state, _) in found.items()}, asked) == (
        {"LAN": "now", "HAI": "soon", "MAI": "unknown"},
        4,
    )


def test_every_rule_that_counts_nobody_says_why():
    generic = "quy định hỏi những điều"
    for one in book().rules:
        told = why_nobody(one)
        if one.kind in ("set", "clock", "formula", "procedure", "definition", "policy"):
            assert (told is None) == (is_touching(one) or one.check == "kinship"), one.key
        if told is not None and one.kind in ("set", "clock"):
            assert told[0].startswith("Chưa đếm được"), one.key
            assert generic not in told[0], one.key
    assert "bậc nghề nghiệp" in why_nobody(rule("COMP-VC-03"))[0]
    assert "touches nobody by itself" in why_nobody(rule("RATE-2026-01"))[1]
    assert "phiếu tín nhiệm" in left_out(rule("LEAVE-2026-04"))[0]
    assert left_out(rule("DIS-P-2025")) is None
    assert "Xem nơi khác: các lần báo cáo" in why_nobody(rule("KIN-03"))[0]
    named = [key for key in _PARTLY if not any(r.key == key and is_touching(r) for r in book().rules)]
    assert named == []


def test_service_left_of_those_in_plans():
    born = {"LAN": date(1970, 6, 1), "HAI": date(1975, 6, 1), "MAI": date(1985, 6, 1), "TAM": None}
    people = [clean_person(p, born=day) for p, day in born.items()]
    plans = [{"person_id": p, "title": "TP", "level": "head_of_division", "approved": date(2026, 1, 5)} for p in born]
    told = {"LAN": "now", "HAI": "soon", "TAM": "unknown"}  # nam sinh 6/1975: 62 tuổi, còn 127 tháng
    for key in ("PLAN-2025-04", "ROT-2022-02"):
        found, asked = ask(key, people=people, plans=plans)
        assert ({p: state for p, (state, _) in found.items()}, asked) == (told, 4), key
    assert found["HAI"][1] == date(2027, 6, 30)


def test_discipline_that_is_over_and_discipline_that_weighs_in_the_year():
    posts = [{"post_id": "CV", "unit_id": "PNV", "level": "specialist", "seats": 4, "category": "public_employee"}]
    tenures = [{"person_id": p, "post_id": "CV"} for p in ("LAN", "HAI", "MAI", "TAM")]
    people = [
        clean_person(p, category="public_employee", discipline_open=p == "TAM") for p in ("LAN", "HAI", "MAI", "TAM")
    ]
    rows = [
        ("LAN", "party", date(2026, 10, 24), "reprimand"), ("HAI", "party", date(2026, 10, 23), "reprimand"), ("MAI", "party", date(2026, 9, 1), "warning"),
        ("MAI", "administrative", date(2026, 9, 20), "warning"), ("LAN", "administrative", date(2022, 3, 1), "reprimand"),
    ]  # fmt: skip
    discipline = [dict(zip(("person_id", "kind", "decided", "form"), row, strict=True)) for row in rows]
    tables = {"posts": posts, "tenures": tenures, "people": people, "discipline": discipline}
    assert ask("DIS-LINK", **tables)[0] == {"LAN": ("now", date(2026, 11, 23)), "HAI": ("now", date(2026, 11, 22))}
    assert ask("DIS-LINK", date(2026, 11, 23), **tables)[0]["HAI"][0] == "over"
    assert ask("DIS-VC-2026", **tables)[0] == {"MAI": ("now", date(2027, 9, 20))}
    assert set(ask("RATE-VC-2026-09", **tables)[0]) == {"LAN", "HAI", "MAI"}
    assert ask("RATE-VC-2026-15", **tables)[0] == {"LAN": ("unknown", None)}
    assert set(ask("DIS-SAL-2021", **tables)[0]) == {"LAN", "MAI"}
    assert ask("DIS-172-TIME", **{**tables, "posts": [posts[0] | {"category": "civil_servant"}]})[0].keys() <= {"TAM"}
    old = [row | {"decided": date(2023, 1, 9)} for row in discipline[:2]]
    again, asked = ask("PLAN-2025-05", **{**tables, "discipline": [*old, discipline[2]]})
    assert ({p: state for p, (state, _) in again.items()}, asked) == ({"LAN": "now", "HAI": "now"}, 3)


def test_rotations_that_run_late_retirement_and_posts_meant_for_others():
    units = [{"unit_id": "X1", "name": "Xã 1", "kind": "commune"}, {"unit_id": "T", "name": "Tỉnh", "kind": "province"}]
    posts = [
        {"post_id": "BT", "unit_id": "X1", "level": "head_of_commune", "functions": ["party_secretary"], "party_managed": True},
        {"post_id": "CT", "unit_id": "T", "level": "head_of_city", "functions": ["committee_chair"], "party_managed": True},
    ]  # fmt: skip
    held = [
        {"person_id": "LAN", "post_id": "BT", "from_date": date(2023, 11, 22), "how": "rotated"},
        {"person_id": "HAI", "post_id": "CT", "from_date": date(2023, 11, 23), "how": "rotated"},
    ]
    people = [clean_person("LAN", born=date(1961, 11, 22)), clean_person("HAI", born=date(1964, 1, 5))]
    tables = {"units": units, "posts": posts, "tenures": held, "people": people}
    assert ask("ROT-2022-01", **tables)[0] == {"HAI": ("now", date(2026, 11, 23))}
    assert ask("NONLOC-2026-01", **tables)[0] == {"LAN": ("unknown", None)}
    assert ask("NONLOC-2025-01", **tables)[0] == {"HAI": ("unknown", date(2025, 12, 15))}
    assert ask("RET-05", **tables)[0] == {"LAN": ("over", date(2026, 11, 22)), "HAI": ("unknown", date(2029, 1, 5))}


def test_shares_of_ranks_and_of_excellent_ratings_in_one_body():
    units = [{"unit_id": "S", "name": "Sở", "kind": "department", "norm": 4}]
    posts = [
        {"post_id": "PGD", "unit_id": "S", "level": "deputy_head_of_department", "role": "deputy", "seats": 3},
        {"post_id": "CV", "unit_id": "S", "level": "specialist"},
    ]
    tenures = [{"person_id": p, "post_id": "CV" if p == "TAM" else "PGD"} for p in ("LAN", "HAI", "MAI", "TAM")]
    ranks = {"LAN": "01.001", "HAI": "01.001", "MAI": "01.002", "TAM": "01.002"}
    people = [clean_person(p, rank_code=code, joined=date(2026, 7, 2)) for p, code in ranks.items()]
    tables = {"units": units, "posts": posts, "tenures": tenures, "people": people}
    assert ask("POSCAT-2025-03", **tables)[0] == {"LAN": ("over", None), "HAI": ("over", None)}
    assert set(ask("RATE-335-MONTHS", **tables)[0]) == set(ranks)
    assert ask("RATE-335-MONTHS", **{**tables, "people": [p | {"joined": date(2026, 7, 1)} for p in people]})[0] == {}
    rated = {"LAN": "excellent", "HAI": "good", "MAI": "good", "TAM": "good"}
    ratings = [{"person_id": p, "year": 2026, "system": "state", "rating": r} for p, r in rated.items()]
    assert ask("RATE-2026-03", date(2026, 12, 20), **tables, ratings=ratings)[0] == {"LAN": ("over", None)}
    assert ask("RATE-2026-03", **tables, ratings=ratings) == ({}, 0)  # the first year under the rule is not due yet


def test_change_of_position_by_sector_and_what_puts_it_off():
    posts = [
        {"post_id": "KT", "unit_id": "PNV", "level": "specialist", "functions": ["accounting"], "field": "accounting", "seats": 2},
        {"post_id": "TT", "unit_id": "PNV", "level": "specialist", "field": "inspection", "seats": 2},
    ]  # fmt: skip
    began = {"LAN": date(2023, 11, 22), "HAI": date(2023, 11, 23)}
    held = [{"person_id": p, "post_id": "TT", "from_date": day} for p, day in began.items()]
    held += [{"person_id": p, "post_id": "KT", "from_date": date(2020, 1, 1)} for p in ("MAI", "TAM")]
    people = [clean_person(p, inspection_open=p == "MAI") for p in ("LAN", "HAI", "MAI", "TAM")]
    tables = {"posts": posts, "tenures": held, "people": people}
    assert ask("CDVT-05/inspection", **tables)[0] == {"LAN": ("unknown", date(2028, 11, 22))}
    assert ask("CDVT-03", **tables)[0] == {"MAI": ("now", None)}
