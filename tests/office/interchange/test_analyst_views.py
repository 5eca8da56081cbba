"""Views for analysts: what they count is what the Snapshot counts; what was not asked for is not there; the role reads nothing else."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from tests.office.cast import DAY

from dungviec.office.interchange.analyst import making, surviving
from dungviec.office.interchange.analyst.definitions import ALWAYS, chosen_groups, digest, sealed_columns, views
from dungviec.office.interchange.analyst.making import ROLE, SCHEMA, ViewsRefused, check, create, drop, standing_groups
from dungviec.office.registry.models import City
from dungviec.office.registry.selectors import snapshot
from dungviec.office.registry.services import amend, withdraw
from dungviec.office.registry.services import create as add

POSTGRES = connection.vendor == "postgresql"


def named(view: str) -> str:
    return f'{SCHEMA}."{view}"' if POSTGRES else f'"{SCHEMA}_{view}"'


def ask(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def columns(view: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {named(view)} LIMIT 0")
        return [c[0] for c in cursor.description]


@pytest.fixture
def made(loaded: None) -> making.Made:
    for n, (person, first, last) in enumerate(
        [("N2", 2012, 2014), ("N5", 2015, 2018), ("N6", 2010, 2011), ("N1", 2011, 2016)]
    ):
        row = {
            "person_id": person,
            "title": "Chuyên viên",
            "kind": ("main", "concurrent")[n % 2],
            "from_date": date(first, 1, 1),
            "to_date": date(last, 6, 30),
            "post_id": "GD.PP",
        }
        add("tenures", row, by="x", why="Thử")
    add("ratings", {"person_id": "N2", "year": 2019, "system": "party", "rating": "good"}, by="x", why="Thử")
    return create()


def test_what_the_views_count_is_what_the_snapshot_counts_on_any_day(made: making.Made) -> None:
    rng = random.Random(7)
    days = [
        DAY,
        date(2018, 12, 31),
        date(2019, 1, 1),
        *(date(2009, 1, 1) + timedelta(days=rng.randrange(4500)) for _n in range(12)),
    ]
    for day in days:
        City.objects.update(as_of=day)
        facts = snapshot(day)
        for view, frame in (
            ("tenures_on_day", facts.current_tenures),
            ("posts_on_day", facts.live_posts),
            ("units_on_day", facts.live_units),
            ("main_posts_on_day", facts.main_posts),
        ):
            assert ask(f"SELECT count(*) FROM {named(view)}") == [(frame.height,)], (view, day)
        told = dict(ask(f"SELECT person_id, post_id FROM {named('main_posts_on_day')}"))
        assert told == dict(facts.main_posts.select("person_id", "post_id").rows()), day
        past = ask(
            f"SELECT count(*) FROM {named('tenures')} WHERE from_date <= %s AND (to_date IS NULL OR to_date >= %s)",
            day,
            day,
        )
        assert past == [(facts.current_tenures.height,)], "the same by a filter"


def test_only_valid_rows_and_the_newest_values_are_there(made: making.Made) -> None:
    before = ask(f"SELECT count(*) FROM {named('competencies')}")[0][0]
    from dungviec.office.registry.models import Competency

    withdraw(
        "competencies", Competency.objects.filter(person_id="N1").values_list("pk", flat=True)[0], by="x", why="Sai"
    )
    assert ask(f"SELECT count(*) FROM {named('competencies')}") == [(before - 1,)]
    amend("people", "N3", {"degree": "university"}, by="x", why="Bằng mới", valid_from=date(2020, 6, 1))
    ((degree, since),) = ask(f"SELECT degree, values_since FROM {named('people')} WHERE person_id = 'N3'")
    assert (degree, str(since)) == ("university", "2020-06-01")
    assert ask(f"SELECT values_since FROM {named('people')} WHERE person_id = 'N1'") == [(None,)]
    for name in ("people", "units", "posts", "tenures", "profiles", "strengths"):
        assert ask(f"SELECT count(*) FROM {named(name)}") == [(snapshot(DAY)[name].height,)], name


def test_what_is_sensitive_is_left_out_until_it_is_asked_for(made: making.Made) -> None:
    assert made.groups == ALWAYS
    assert {"discipline", "kinship", "wishes"}.isdisjoint(made.names)
    assert {"degree", "born", "name"} <= set(columns("people"))
    assert {"ethnicity", "citizen_id", "party_joined", "coefficient", "barred", "health_fit"}.isdisjoint(
        columns("people")
    )
    assert "evidence" not in columns("competencies")
    assert "cost" not in columns("training")
    assert set(ask(f"SELECT DISTINCT system FROM {named('ratings')}")) == {("state",)}
    more = create(["party", "discipline", "pay"])
    assert {"discipline"} <= set(more.names)
    assert "kinship" not in more.names
    assert {"party_joined", "party_member", "coefficient"} <= set(columns("people"))
    assert ("party",) in ask(f"SELECT DISTINCT system FROM {named('ratings')}")
    assert standing_groups() == chosen_groups(["party", "discipline", "pay"])
    with pytest.raises(ViewsRefused) as refused:
        create(["secrets"])
    assert "secrets" in refused.value.english
    assert standing_groups() == more.groups, "what stands stays"


def test_what_the_database_holds_sealed_is_named_and_not_shown(loaded: None, monkeypatch: pytest.MonkeyPatch) -> None:
    from dungviec.office.interchange.analyst import definitions

    monkeypatch.setattr(definitions, "_is_sealed", lambda to, column: (to.name, column) == ("people", "ethnicity"))
    made = create(["origin"])
    assert made.sealed == ("people.ethnicity",)
    assert "ethnicity" not in columns("people")
    assert sealed_columns(ALWAYS) == []


def test_a_check_tells_views_that_are_missing_or_of_another_version(
    made: making.Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert check() == making.Checked(True, True, ALWAYS, ())
    monkeypatch.setattr(making, "digest", lambda _views: "other")
    assert (check().there, check().current) == (True, False)
    monkeypatch.undo()
    with connection.cursor() as cursor:
        cursor.execute(f"DROP VIEW {named('code_lists')}")
    found = check()
    assert not found.current
    assert "code_lists" in found.faults[0][1]
    assert drop()
    assert (check().there, drop(), standing_groups()) == (False, False, None)


def test_views_stand_aside_while_tables_change_and_come_back(made: making.Made) -> None:
    create(["party"])
    surviving.before_migrations(plan=[])
    assert standing_groups() is not None, "nothing to migrate, nothing to do"
    surviving.before_migrations(plan=[("a migration", False)])
    assert standing_groups() is None
    surviving.after_migrations()
    assert standing_groups() == chosen_groups(["party"])
    drop()
    surviving.before_migrations(plan=[("a migration", False)])
    surviving.after_migrations()
    assert standing_groups() is None, "who has none gets none"


def test_code_lists_are_there_to_be_joined(made: making.Made) -> None:
    found = ask(
        f"SELECT c.vi FROM {named('people')} p JOIN {named('code_lists')} c ON c.list = 'degree' AND c.value = p.degree WHERE p.person_id = 'N1'"
    )
    assert found == [("Thạc sĩ",)]


def test_every_column_is_documented_and_the_same_definitions_have_the_same_digest() -> None:
    for vendor in ("postgresql", "sqlite"):
        found = views(ALWAYS, vendor)  # type: ignore[arg-type]
        assert [(v.name, c.name) for v in found for c in v.columns if not (c.vi and c.en)] == []
        assert digest(found) == digest(views(ALWAYS, vendor))  # type: ignore[arg-type]
    assert digest(views(ALWAYS, "sqlite")) != digest(views((*ALWAYS, "party"), "sqlite"))


def test_no_view_takes_a_write(made: making.Made) -> None:
    for sql in (f"UPDATE {named('people')} SET degree = NULL", f"DELETE FROM {named('main_posts_on_day')}"):
        if POSTGRES and "UPDATE" in sql:
            continue  # a plain view of PostgreSQL passes an owner's write on: the role has no right to it, see below
        with pytest.raises(DatabaseError), transaction.atomic():
            ask(sql)


if POSTGRES:

    def refused(sql: str) -> bool:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL ROLE {ROLE}")
                cursor.execute(sql)
        except DatabaseError as problem:
            return "permission denied" in str(problem) or "must be owner" in str(problem)
        return False

    def test_the_role_reads_the_views_and_nothing_else(made: making.Made) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL ROLE {ROLE}")
            cursor.execute(f"SELECT count(*) FROM {named('people')}")
            assert cursor.fetchone() == (8,)
            cursor.execute("RESET ROLE")
        for sql in (
            "SELECT * FROM registry_person", "SELECT * FROM access_user", "SELECT value FROM registry_entry", "SELECT 1 FROM interchange_payload",
            f"UPDATE {named('people')} SET degree = NULL", f"DELETE FROM {named('tenures')}", f"INSERT INTO {named('profiles')} (profile_id) VALUES ('x')",
            "UPDATE registry_person SET degree = NULL", f"DROP VIEW {named('people')}", f"CREATE TABLE {SCHEMA}.x (a int)", "TRUNCATE registry_person",
        ):  # fmt: skip
            assert refused(sql), sql

    def test_a_function_of_an_analyst_sees_no_withdrawn_row(made: making.Made) -> None:
        options = ask(
            "SELECT c.reloptions FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = %s AND c.relkind = 'v' AND c.relname <> 'about'",
            SCHEMA,
        )
        assert all("security_barrier=true" in (o or []) for (o,) in options)

    def test_a_day_in_the_past_is_a_setting(made: making.Made) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL dungviec.day = '2016-01-15'")
            cursor.execute(f"SELECT count(*) FROM {named('tenures_on_day')}")
            assert cursor.fetchone() == (snapshot(date(2016, 1, 15)).current_tenures.height,)

    def test_columns_bear_their_meaning(made: making.Made) -> None:
        ((said,),) = ask(
            "SELECT col_description('analyst.people'::regclass, attnum) FROM pg_attribute WHERE attrelid = 'analyst.people'::regclass AND attname = 'degree'"
        )
        assert said == "Trình độ chuyên môn / Highest degree"

    def test_a_check_tells_a_role_that_was_given_too_much(made: making.Made) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"GRANT SELECT ON registry_person TO {ROLE}")
        found = check()
        assert not found.current
        assert "1 tables beside the views" in found.faults[0][1]
        with connection.cursor() as cursor:
            cursor.execute(f"REVOKE SELECT ON registry_person FROM {ROLE}")
            cursor.execute(f"GRANT UPDATE ON {named('people')} TO {ROLE}")
        assert "writes through the views" in check().faults[0][1]

    def test_a_schema_of_somebody_else_is_left_alone(db: None) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE SCHEMA {SCHEMA}")
        with pytest.raises(ViewsRefused, match="không do phần mềm này tạo"):
            create()
        with pytest.raises(ViewsRefused):
            drop()

    def test_what_rests_on_the_views_is_not_torn_down(made: making.Made) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE VIEW public.of_an_analyst AS SELECT count(*) FROM {named('people')}")
        with pytest.raises(ViewsRefused, match="view khác dựa vào"):
            drop()
        assert check().there
