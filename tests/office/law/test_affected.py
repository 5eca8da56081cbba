"""Whom a rule touches: the same answers as the law gives pair by pair, and only to those who may know them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from tests.office.cast import DAY

from dungviec.law import LawBook, explain_pairs
from dungviec.office.access.models import LedgerEntry
from dungviec.office.law.affected import affected, judges_people
from dungviec.office.law.neighbours import asked_pairs, next_up
from dungviec.office.law.standing import standing
from dungviec.office.registry.selectors import snapshot

PLAN = "APT-2020-02/plan"


def rule(key: str) -> Any:
    return next(r for r in LawBook.load().rules if r.key == key)


def test_next_up_is_the_nearest_higher_level_in_the_unit_or_above(loaded: None) -> None:
    posts: dict[str, set[str]] = {}
    for person, post in next_up(snapshot(DAY)).iter_rows():
        posts.setdefault(person, set()).add(post)
    assert posts["N2"] == {"GD.PP"}  # a specialist of education: its deputy head
    assert posts["N3"] == {"GD.PP"}  # a teacher: the school has no leader on file, the division above it has
    assert posts["N6"] == {"NV.TP"}  # home affairs has no deputy
    assert "N1" not in posts  # nothing stands above the head of the division
    assert "N8" not in posts  # retired


@pytest.mark.parametrize("day", [DAY, date(2026, 11, 22)])
def test_the_counts_are_what_the_law_says_pair_by_pair(loaded: None, day: date) -> None:
    law, facts = standing(), snapshot(day)
    pairs = [(p, q) for p, q in asked_pairs(facts).iter_rows()]
    told: dict[str, dict[str, int]] = {}
    for one in explain_pairs(facts, pairs, law.on(day)):
        for f in one.findings:
            if f.verdict:
                key = f"{f.rule_id}/{f.clause}" if f.clause else f.rule_id
                found = told.setdefault(key, {})
                found[one.person_id] = max(found.get(one.person_id, 0), int(f.verdict))
    for r in law.on(day).judged:
        if judges_people(r):
            rows = affected(law, r, day).rows
            assert dict(rows.select("person_id", "verdict").iter_rows()) == told.get(r.key, {}), r.key
    assert told, "the cast must meet some rule"


def test_the_list_names_people_posts_and_verdicts(officer: Client) -> None:
    page = officer.get(f"/luat/anh-huong/{PLAN}/").content.decode()
    assert "Lê Văn Đức" in page
    assert "Phó Trưởng phòng" in page
    assert "/can-bo/N2/bo-nhiem/GD.PP/" in page  # the verdict opens its reasons
    entry = LedgerEntry.objects.get(action="see_affected")
    assert (entry.subject_kind, entry.subject_id) == ("rule", PLAN)
    assert "Đức" not in str(entry.detail)


def test_the_rule_page_asks_for_it_and_htmx_gets_only_the_part(officer: Client) -> None:
    assert f'hx-get="/luat/anh-huong/{PLAN}/"' in officer.get(f"/luat/quy-dinh/{PLAN}/").content.decode()
    part = officer.get(f"/luat/anh-huong/{PLAN}/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "Lê Văn Đức" in part


def test_a_head_learns_only_about_the_own_people(as_role: Callable[..., Client]) -> None:
    page = as_role("unit_head", unit_id="P-NV").get(f"/luat/anh-huong/{PLAN}/").content.decode()
    assert "Phạm Hà" in page
    assert "Lê Văn Đức" not in page
    assert "Chỉ gồm những người anh/chị được xem" in page


def test_an_official_learns_about_the_own_file_alone(as_role: Callable[..., Client]) -> None:
    page = as_role("official", person_id="N2").get(f"/luat/anh-huong/{PLAN}/").content.decode()
    assert "Lê Văn Đức" in page
    assert "Phạm Hà" not in page


def test_an_inspector_and_an_account_without_a_file_learn_nothing(as_role: Callable[..., Client]) -> None:
    for client in (as_role("inspector"), as_role("official")):
        assert client.get(f"/luat/anh-huong/{PLAN}/").status_code == 403
        page = client.get(f"/luat/quy-dinh/{PLAN}/").content.decode()
        assert 'hx-get="/luat/anh-huong' not in page
        assert "chỉ người chuẩn bị và người quyết định" in page


def test_a_rule_that_judges_nobody_and_one_not_in_force(officer: Client) -> None:
    assert officer.get("/luat/anh-huong/RET-01/").status_code == 404
    assert "Quy định không áp dụng ngày 10/12/2020" in officer.get("/luat/anh-huong/APT-2026-03/").content.decode()


def test_relatives_who_stand_where_they_may_not(loaded: None) -> None:
    import polars as pl

    from dungviec.office.law import affected as room
    from dungviec.office.law.standing import shipped
    from dungviec.records.schema import TABLES

    tie = pl.DataFrame(
        [{"person_id": "N5", "relative_id": "N6", "relation": "child"}], schema=TABLES["kinship"].polars_schema
    )
    facts = snapshot(DAY)
    posts = facts["posts"].with_columns(
        functions=pl.when(pl.col("post_id") == "NV.CV").then(pl.lit(["accounting"])).otherwise("functions")
    )
    family = type(facts)(
        facts.as_of, facts.name, {**facts.tables, "kinship": tie, "posts": posts}, facts.place_code, facts.note
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(room, "snapshot", lambda _day: family)
        patch.setattr(room, "revision", lambda: "family")
        found = affected(shipped(), rule("KIN-01"), DAY)
    assert set(found.rows["person_id"]) == {"N5", "N6"}
    assert found.counts == {3: 2}


def test_where_people_stand_is_told_apart_from_the_posts_next_to_them(officer: Client) -> None:
    """A term that ends or is not on file touches its leader, though no post is asked about."""
    page = officer.get("/luat/anh-huong/REAPT-2020-01/").content.decode()
    assert "Đã xét" in page
    assert "ở chỗ đang đứng" in page
    assert "Khi xét vào vị trí kế bên" not in page
    assert "data-row" in page


def test_a_rule_the_records_cannot_answer_says_so_and_a_definition_says_nothing(officer: Client) -> None:
    page = officer.get("/luat/quy-dinh/EMU-2022-LDTT/?tai-ngay=01/06/2025").content.decode()
    assert "Chưa đếm được" in page
    assert officer.get("/luat/anh-huong/EMU-2022-LDTT/?tai-ngay=01/06/2025").status_code == 404


def test_people_without_leadership_are_asked_about_the_positions_beside_them(loaded: None) -> None:
    facts = snapshot(DAY)
    beside = dict(asked_pairs(facts).join(next_up(facts), on=["person_id", "post_id"], how="anti").iter_rows())
    own = dict(facts.main_posts.select("person_id", "post_id").iter_rows())
    units = dict(facts.posts.select("post_id", "unit_id").iter_rows())
    leading = set(facts.live_posts.filter(facts.live_posts["level_rank"] >= 2)["post_id"])
    assert all(units[post] == units[own[person]] and post != own[person] for person, post in beside.items())
    assert not set(beside.values()) & leading


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("RATE-2026-01", "Tự nó không đụng tới ai: đây là công thức"), ("APT-2026-11", "đây là trình tự"), ("APT-2026-02", "đây là định nghĩa"),
        ("COMP-VC-03", "Hồ sơ cán bộ không ghi: bậc nghề nghiệp của từng viên chức."),
    ],
)  # fmt: skip
def test_why_nobody_is_counted_stands_on_the_page(officer: Client, key: str, said: str) -> None:
    assert said in officer.get(f"/luat/quy-dinh/{key}/?tai-ngay=22/11/2026").content.decode()


def test_a_count_says_what_it_leaves_out_within_a_bound_of_queries(
    officer: Client, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    address = "/luat/anh-huong/LEAVE-2026-04/?tai-ngay=22/11/2026"
    assert "hồ sơ không ghi phiếu tín nhiệm" in officer.get(address).content.decode()
    with django_assert_max_num_queries(20):
        officer.get(address)


def test_who_has_a_procedure_open_is_not_told_by_another_rule(as_role: Callable[..., Client]) -> None:
    """Heads and officials may not learn it from the file, so not from the rule that waits for its end either."""
    for client in (as_role("unit_head", unit_id="P-NV"), as_role("official", person_id="N2")):
        for key in ("EMU-2025-PRINC", "TGBC-2025-02"):
            assert client.get(f"/luat/anh-huong/{key}/?tai-ngay=22/11/2026").status_code == 403
            page = client.get(f"/luat/quy-dinh/{key}/?tai-ngay=22/11/2026").content.decode()
            assert f'hx-get="/luat/anh-huong/{key}' not in page
