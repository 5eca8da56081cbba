"""The Party's own rating stands apart and only before who sees it; a deputy's own people are named and bear the deputy's part d."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from tests.office.appraisal.conftest import account, stand_in_2026
from tests.office.appraisal.test_papers import words
from tests.office.appraisal.test_years import YEAR, months

from dungviec.office.appraisal import assembling
from dungviec.office.appraisal.models import CatalogueVersion, YearSheet
from dungviec.office.registry.models import Tenure
from dungviec.office.registry.services import create, open_batch, withdraw

PARTY = {
    "so-lieu": "1", "co-dang": "1", "months_worked": "12", "party-points": "92", "party-tasks_done": "100", "party-tasks_exceeded": "40",
    "party-tasks_short": "0", "party-shortcomings_fixed": "co", "party-failed_quarters": "0",
}  # fmt: skip
APART = "Xếp loại đảng viên (riêng)"


@pytest.fixture
def scored(catalogue: CatalogueVersion, head: Client, duc: Client, keeper: Client) -> CatalogueVersion:
    months(catalogue)
    for client in (head, duc, keeper):
        stand_in_2026(client)
    return catalogue


def test_the_partys_rating_stands_apart_and_changes_nothing_of_the_states(
    scored: CatalogueVersion, keeper: Client, duc: Client, head: Client
) -> None:
    assert keeper.post(YEAR, PARTY).status_code == 302
    assert YearSheet.objects.get().facts["party"]["tasks_exceeded"] == 0.4
    page = keeper.get(YEAR).content.decode()
    assert APART in page
    assert 'name="party-points" value="92"' in page
    assert "366-QĐ/TW" in page
    assert "99,51" in page, "the State's points are the months'"
    assert APART in duc.get(YEAR).content.decode(), "the own record"
    assert APART not in head.get(YEAR).content.decode()
    assert "đảng viên" in words(keeper.get(f"{YEAR}mau-02/docx/"))
    assert "đảng viên" not in words(head.get(f"{YEAR}mau-02/docx/"))


def test_who_does_not_see_the_partys_figures_cannot_change_them(
    scored: CatalogueVersion, keeper: Client, head: Client
) -> None:
    keeper.post(YEAR, PARTY)
    assert head.post(YEAR, PARTY | {"party-points": "10", "months_worked": "11"}).status_code == 302
    kept = YearSheet.objects.get().facts
    assert (kept["months_worked"], kept["party"]["points"]) == (11, 92)


def test_figures_that_cannot_be_stay_in_the_form(scored: CatalogueVersion, keeper: Client) -> None:
    answer = keeper.post(YEAR, PARTY | {"party-failed_quarters": "5"})
    assert answer.status_code == 422
    assert "Giá trị không hợp lệ" in answer.content.decode()
    assert not YearSheet.objects.exists()


def test_empty_figures_are_no_party_rating(scored: CatalogueVersion, keeper: Client) -> None:
    keeper.post(YEAR, PARTY)
    assert keeper.post(YEAR, {"so-lieu": "1", "co-dang": "1", "months_worked": "12"}).status_code == 302
    assert "party" not in YearSheet.objects.get().facts
    assert APART not in keeper.get(YEAR).content.decode()


def make_deputy(keeper: Client) -> None:
    """Ông Hà comes from home affairs as deputy head of education."""
    by: Any = account(keeper)
    batch = open_batch("moves", "Điều động", by=by)
    there = Tenure.objects.get(person_id="N6", withdrawn_at__isnull=True)
    withdraw("tenures", there.pk, by=by, why="Điều động", batch=batch)
    create(
        "tenures",
        {"person_id": "N6", "post_id": "GD.PP", "title": "Phó Trưởng phòng", "kind": "main", "unit_name": "Phòng Giáo dục", "from_date": date(2019, 1, 1)},
        by=by, why="Điều động", batch=batch,
    )  # fmt: skip


def test_a_deputys_own_people_are_named(scored: CatalogueVersion, keeper: Client, duc: Client) -> None:
    make_deputy(keeper)
    at = "/danh-gia/nam/N6/2026/"
    assert 'name="manages" value="N2"' in keeper.get(at).content.decode()
    assert 'name="manages"' not in keeper.get(YEAR).content.decode(), "only deputies have a field of their own"
    assert keeper.post(at, {"so-lieu": "1", "manages": ["N2", "N6", "N4", "KHÔNG"]}).status_code == 302
    assert YearSheet.objects.get(person_id="N6").facts["manages"] == ["N2"]
    assert 'value="N2" checked' in keeper.get(at).content.decode()
    day = date(2026, 12, 14)
    data = assembling.year_json(assembling.managed_in("P-GD", day), 2026, day, units=assembling.branch("P-GD", day))
    assert next(o for o in data["officials"] if o["id"] == "N6")["manages"] == ["N2"]


def test_a_sheet_for_other_rooms_holds_the_partys_figures_only_for_who_sees_them(
    scored: CatalogueVersion, keeper: Client
) -> None:
    from dungviec.office.appraisal.selectors import without_party
    from dungviec.office.registry.workforce import workforce

    keeper.post(YEAR, PARTY)
    day = date(2026, 12, 14)
    found = assembling.appraised(
        workforce(day).filter(workforce(day)["person_id"] == "N2"), 2026, units=assembling.branch("P-GD", day)
    )
    assert found is not None
    assert found.years[0].party is not None
    bare = without_party(found)
    assert bare.years[0].party is None
    assert "92" not in str(bare.sheet.officials[0].party)
    assert bare.years[0].state == found.years[0].state
