"""The records in the database say exactly what was loaded."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.office.cast import DAY, town

from dungviec.office.registry import selectors
from dungviec.office.registry.holdings import holding
from dungviec.office.registry.models import City, Person, Rating
from dungviec.office.registry.models.fields import CodeField
from dungviec.office.registry.services import load_snapshot
from dungviec.office.registry.tree import unit_path
from dungviec.records.schema import TABLES

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", TABLES)
def test_every_column_of_the_records_has_a_field_of_its_kind(name: str) -> None:
    fields = holding(name).fields
    for column in TABLES[name].columns:
        field = fields[column.name]
        assert field.null != column.required or column.name in ("name", "seats"), f"{name}.{column.name}"
        if column.type == "code":
            assert isinstance(field, CodeField)
            assert field.codes == column.codes


def test_what_was_loaded_comes_back_unchanged() -> None:
    load_snapshot(town())
    back = selectors.snapshot()
    assert (back.name, back.as_of, back.place_code) == ("Thị xã Mẫu", DAY, "000")
    for name, frame in town().tables.items():
        keys = [c for c in TABLES[name].key if c in frame.columns]
        assert back[name].sort(keys).equals(frame.sort(keys)), name


def test_a_city_is_never_loaded_over_another() -> None:
    load_snapshot(town())
    with pytest.raises(ValueError, match="đã có dữ liệu"):
        load_snapshot(town())


def test_names_sort_the_vietnamese_way_in_the_database() -> None:
    load_snapshot(town())
    given = [name.split()[-1] for name in Person.objects.values_list("name", flat=True)]
    assert given == ["An", "Ân", "Cũ", "Dũng", "Đức", "Hà", "Hạ", "Hạnh"]


def test_what_was_known_on_a_day_leaves_out_later_facts_and_keeps_withdrawn_ones() -> None:
    load_snapshot(town())
    before = timezone.now()
    Rating.objects.filter(person_id="N1", year=2018).update(withdrawn_at=before + timedelta(hours=1))
    Rating.objects.create(person_id="N2", year=2019, system="state", rating="good")
    City.objects.get().touch()
    now = selectors.snapshot()["ratings"]
    then = selectors.snapshot(known_on=before)["ratings"]
    assert set(now.select("person_id", "year").iter_rows()) == {("N1", 2019), ("N1", 2020), ("N2", 2019)}
    assert set(then.select("person_id", "year").iter_rows()) == {("N1", 2018), ("N1", 2019), ("N1", 2020)}


def test_a_write_is_seen_at_once() -> None:
    load_snapshot(town())
    assert selectors.snapshot().people.height == 8
    Person.objects.create(person_id="N9", name="Đỗ Mới")
    City.objects.get().touch()
    assert selectors.snapshot().people.height == 9


def test_the_office_stands_on_the_day_of_its_data() -> None:
    load_snapshot(town())
    assert selectors.office_day() == date(2020, 12, 10)


def test_a_unit_below_itself_is_refused() -> None:
    with pytest.raises(ValueError, match="nằm dưới chính nó"):
        unit_path("A", {"A": "B", "B": "A"})
