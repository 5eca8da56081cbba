"""Whose change of position is due: the post's function and the unbroken stay say so, never the last line of a career."""

from datetime import date

from tests.law.world import TODAY, clean_person, snapshot

from dungviec.law import LawBook, LawSettings
from dungviec.law.position_clocks import change_clocks

UNITS = [{"unit_id": u, "name": u, "norm": 4, "place_code": "QN"} for u in ("PNV", "VP")]
BOOK = LawBook.load()


def post(key, unit="PNV", functions=("accounting",), **more):
    return {"post_id": key, "unit_id": unit, "level": "specialist", "functions": list(functions), "seats": 2, **more}


def spell(post_id, start, end=None, **more):
    return {"person_id": "LAN", "post_id": post_id, "from_date": start, "to_date": end, **more}


def clocks(posts, tenures, day=TODAY, person=None, **tables):
    people = [clean_person("LAN", **(person or {}))]
    world = snapshot(day, units=UNITS, people=people, posts=posts, tenures=tenures, **tables)
    return change_clocks(world, BOOK.on(day))


def one(posts, tenures, **more):
    (found,) = clocks(posts, tenures, **more)
    return found


def test_a_new_term_in_the_same_post_and_the_next_desk_do_not_start_the_clock_anew():
    posts = [post("KT"), post("KT2", functions=("treasurer",)), post("KTVP", unit="VP")]
    twice = [spell("KT", date(2020, 3, 1), date(2023, 12, 31)), spell("KT2", date(2024, 1, 1))]
    found = one(posts, twice)
    assert (found.since, found.state, found.due_on) == (date(2020, 3, 1), "due", date(2025, 3, 1))
    moved = one(posts, [spell("KT", date(2020, 3, 1), date(2023, 12, 31)), spell("KTVP", date(2024, 1, 1))])
    assert (moved.since, moved.state) == (date(2024, 1, 1), "may_change")
    gap = one(posts, [spell("KT", date(2018, 3, 1), date(2023, 11, 30)), spell("KT2", date(2024, 1, 1))])
    assert gap.since == date(2024, 1, 1)


def test_the_post_says_for_what_it_is_held():
    held = [spell("X", date(2021, 11, 22))]
    assert one([post("X", functions=("frontline",))], held).state == "due"
    assert one([post("X", functions=("justice_work",))], held).answer.rule.key == "CDVT-05/justice"
    both = one([post("X", functions=("inspection_work", "justice_work"))], [spell("X", date(2022, 3, 1))])
    assert (both.function, both.state) == ("inspection_work", "may_change"), "of several the one that is furthest"
    assert not clocks([post("X", functions=("warehouse",), field="office")], held), "kinship functions change nobody"
    unsaid = one([post("X", functions=(), field="finance")], held)
    assert (unsaid.state, unsaid.since, unsaid.answer.rule.id) == ("unknown", None, "CDVT-01")
    assert not clocks([post("X", level="head_of_division")], held), "leaders are not reached"
    assert not clocks([post("X")], [spell("X", date(2015, 1, 1), kind="acting")]), "acting is no assignment"
    assert one([post("X")], [spell("X", date(2021, 11, 22), kind="concurrent")]).state == "due"


def test_who_waits_and_why():
    posts, held = [post("KT")], [spell("KT", date(2020, 3, 1))]
    ground = {
        "CDVT-03": [{"discipline_open": True}, {"criminal_open": True}, {"on_leave": "Nghỉ thai sản"}],
        "CDVT-04": [{"born": date(1966, 3, 15)}],
    }
    for rule, people in ground.items():
        for person in people:
            found = one(posts, held, person=person)
            assert (found.state, found.answer.rule.id) == ("exempt", rule), person
    young = [spell("KT", date(2026, 1, 1))]
    assert one(posts, young, person={"discipline_open": True}).state == "not_yet", "nothing to postpone yet"
    course = [{"person_id": "LAN", "kind": "degree", "title": "Thạc sĩ", "from_date": date(2026, 1, 1), "to_date": date(2026, 12, 31)}]  # fmt: skip
    assert one(posts, held, training=course).state == "unknown", "full-time or not is not on file"
    assert one(posts, held, training=course, person={"on_leave": "Đi học tập trung"}).state == "exempt"
    short = [{**course[0], "to_date": date(2026, 12, 30)}]
    assert one(posts, held, training=short).state == "due"


def test_who_will_be_too_near_to_retirement_when_it_is_due_and_who_is_alone_in_the_unit():
    found = one([post("KT", seats=1)], [spell("KT", date(2022, 11, 1))], person={"born": date(1967, 3, 15)})
    assert found.state == "may_change"
    assert found.only_one
    assert found.left_when_due == 16
    assert one([post("KT")], [spell("KT", date(2022, 11, 1))]).left_when_due is None


def test_nothing_was_due_before_the_law_that_asks_for_it():
    found = one([post("KT")], [spell("KT", date(1990, 1, 1))])
    assert (found.state, found.due_on) == ("due", date(2019, 7, 1))
    assert "khi văn bản có hiệu lực (01/07/2019)" in found.answer.vi


def test_before_the_law_nothing_is_said():
    (found,) = clocks([post("KT")], [spell("KT", date(2010, 1, 1))], day=date(2019, 6, 30))
    assert (found.state, found.answer.rule) == ("unknown", None)


def test_the_list_begins_with_what_is_due_and_ends_with_who_is_excused():
    who = {
        "A-EXEMPT": date(2020, 1, 1), "B-NOT-YET": date(2025, 6, 1), "C-MAY": date(2023, 1, 1), "D-UNKNOWN": date(2020, 1, 1),
        "E-DUE": date(2021, 1, 1), "F-DUE-LONGER": date(2020, 1, 1), "G-COURSE": date(2019, 8, 1),
    }  # fmt: skip
    people = [clean_person(p, **({"criminal_open": True} if p == "A-EXEMPT" else {})) for p in who]
    posts = [post(p, functions=() if p == "D-UNKNOWN" else ("accounting",), field="finance") for p in who]
    tenures = [{"person_id": p, "post_id": p, "from_date": since, "to_date": None} for p, since in who.items()]
    course = {"kind": "degree", "title": "Thạc sĩ", "from_date": date(2026, 1, 1), "to_date": date(2026, 12, 31)}
    world = snapshot(
        TODAY, units=UNITS, people=people, posts=posts, tenures=tenures, training=[{"person_id": "G-COURSE", **course}]
    )
    found = change_clocks(world, BOOK.on(TODAY))
    told = [(c.person_id, c.state) for c in found]
    assert told == [
        ("F-DUE-LONGER", "due"), ("E-DUE", "due"), ("G-COURSE", "unknown"), ("D-UNKNOWN", "unknown"), ("C-MAY", "may_change"), ("B-NOT-YET", "not_yet"),
        ("A-EXEMPT", "exempt"),
    ]  # fmt: skip


def test_of_two_functions_the_one_that_is_further_leads():
    """Inspection may be changed after three years, justice is due after five: three and a half years on only one may."""
    both = one([post("X", functions=("justice_work", "inspection_work"))], [spell("X", date(2023, 5, 1))])
    assert (both.function, both.state) == ("inspection_work", "may_change")
    young = one([post("X", functions=("accounting", "justice_work"))], [spell("X", date(2024, 10, 1))])
    assert (young.function, young.state) == ("accounting", "may_change")
    same = one([post("X", functions=("justice_work", "inspection_work"))], [spell("X", date(2025, 5, 1))])
    assert (same.state, same.due_on) == ("not_yet", date(2030, 5, 1))


def test_service_left_when_the_change_is_due_is_counted_as_the_law_is_read():
    """CDVT-04: under 18 months to retirement nobody is moved; from the 1st of a month both readings differ by one."""
    posts, held = [post("KT")], [spell("KT", date(2020, 3, 1))]
    world = snapshot(
        date(2024, 6, 1), units=UNITS, people=[clean_person("LAN", born=date(1965, 2, 10))], posts=posts, tenures=held
    )
    (one_day,) = change_clocks(world, BOOK.on(world.as_of))
    (both,) = change_clocks(world, BOOK.on(world.as_of, settings=LawSettings(service_counts_both_days=True)))
    assert one_day.due_on == both.due_on == date(2025, 3, 1)
    assert (one_day.left_when_due, both.left_when_due) == (17, None)
