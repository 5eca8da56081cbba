"""Pages ask the database a bounded number of questions, the same for seven people and for sixty more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dungviec.office.registry.services import open_batch, write_many

MOST = 40
"""No list page may ask more."""
PAGES: dict[str, Callable[[Client], object]] = {
    "list": lambda c: c.get("/can-bo/?sort=name"),
    "filtered list": lambda c: c.get("/can-bo/?sex=female&sort=-age"),
    "search in the list": lambda c: c.post(
        "/can-bo/tim/", {"q": "tran"}, headers={"HX-Request": "true", "HX-Target": "list"}
    ),
    "quick search": lambda c: c.post("/tim/", {"q": "tran"}),
    "units": lambda c: c.get("/to-chuc/"),
    "unit": lambda c: c.get("/to-chuc/P-GD/"),
    "chart": lambda c: c.get("/to-chuc/so-do/?mo=TH"),
}


def sixty_more() -> None:
    """Sixty further teachers in the school, written in one batch."""
    people = [
        {"person_id": f"M{i:03}", "name": f"Trần Văn Mẫu {i}", "sex": "male", "born": date(1990, 1, 1)}
        for i in range(60)
    ]
    tenure = {"post_id": "TH.GV", "title": "Giáo viên tiểu học", "from_date": date(2019, 1, 1), "kind": "main"}
    tenures = [tenure | {"person_id": person["person_id"]} for person in people]
    batch = open_batch("import", "Thêm giáo viên", by="x")
    write_many(batch, creates={"people": people, "tenures": tenures})


def asked(client: Client, page: Callable[[Client], object]) -> int:
    for _ in range(2):
        page(client)
    with CaptureQueriesContext(connection) as queries:
        page(client)
        return len(queries)


def test_bounded_whatever_the_number_of_people(officer: Client) -> None:
    few = {name: asked(officer, page) for name, page in PAGES.items()}
    sixty_more()
    assert "67</b> người" in officer.get("/can-bo/?sort=name").content.decode()
    many = {name: asked(officer, page) for name, page in PAGES.items()}
    assert many == few
    assert {name: n for name, n in many.items() if n > MOST} == {}
