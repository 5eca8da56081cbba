"""Who meets which decision, and what of it: every role, planted values, every address of the room."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from tests.office.access.canaries import may_meet, plant, words_of
from tests.office.decisions.desk import FUTURE, account, drafted, ready

from dungviec.office.access.models import Role
from dungviec.office.decisions import procedures, services
from dungviec.office.decisions.models import Decision
from dungviec.office.decisions.rights import SEE_DECISION
from dungviec.office.registry.viewing import Viewer

pytestmark = [pytest.mark.django_db, pytest.mark.either]
PLAIN = {"basic", "service"}


@pytest.fixture
def decided(loaded: None) -> dict[str, Decision]:
    """A swap that is signed, a draft about cô An of the school, a procedure about ông Dũng."""
    ready("N2", "N6")
    swap = [drafted("N6", "GD.CV"), drafted("N2", "NV.CV")]
    services.submit(swap, by=account("personnel"))
    signed = services.sign(swap, by=account("leader"), own_person="")
    draft = services.draft(services.Draft("relief", "N3", FUTURE, reason="Kxreasonq"), by=account("personnel"))
    procedures.open_procedure(
        procedures.Opening("extension", "local", date(2020, 12, 10), "N5"), by=account("personnel")
    )
    return {"in": signed[0], "out": signed[1], "draft": draft}


VIEWERS = {
    "personnel": ("personnel", "", "", {"in", "out", "draft"}),
    "leader": ("leader", "TX", "", {"in", "out", "draft"}),
    "inspector": ("inspector", "", "", {"in", "out"}),
    "head of education": ("unit_head", "P-GD", "N1", {"in", "out"}),
    "head of the school": ("unit_head", "TH", "N3", set()),
    "personnel of education": ("personnel", "P-GD", "", {"in", "out"}),
    "official": ("official", "", "N6", {"in"}),
    "official of a draft": ("official", "", "N3", set()),
    "auditor": ("auditor", "", "", set()),
    "administrator": ("administrator", "", "", set()),
}


@pytest.mark.parametrize("who", VIEWERS)
def test_a_decision_opens_to_whom_it_concerns_and_lists_agree(
    decided: dict[str, Decision], as_role: Callable[..., Client], who: str
) -> None:
    role, unit, own, seen = VIEWERS[who]
    client = as_role(role, unit_id=unit, person_id=own)
    for name, one in decided.items():
        for path in (f"/quyet-dinh/{one.pk}/", f"/quyet-dinh/{one.pk}/tai-ve/word/"):
            assert client.get(path).status_code == (200 if name in seen else 403), (path, name)
    from dungviec.office.registry.rights import is_top_unit

    viewer = Viewer(who, Role(role), unit, own, whole=not unit or is_top_unit(unit))
    listed = set(SEE_DECISION.restrict(viewer, Decision.objects.all()).values_list("pk", flat=True))
    assert listed == {decided[name].pk for name in seen}
    assert listed == {d.pk for d in decided.values() if SEE_DECISION.allows(viewer, d)}


@pytest.mark.parametrize("who", VIEWERS)
def test_only_personnel_prepares_and_only_leaders_sign(
    decided: dict[str, Decision], as_role: Callable[..., Client], who: str
) -> None:
    role, unit, own, _seen = VIEWERS[who]
    client = as_role(role, unit_id=unit, person_id=own)
    draft, signed = decided["draft"], decided["in"]
    prepares, signs = who == "personnel", who == "leader"
    for path, allowed in (
        (f"/quyet-dinh/{draft.pk}/y-kien/", prepares),
        (f"/quyet-dinh/{draft.pk}/tra-lai/", signs),
        (f"/quyet-dinh/{signed.pk}/thu-hoi/", signs),
        ("/quyet-dinh/lap/", prepares),
        ("/quyet-dinh/mau/", prepares),
        ("/quy-trinh/lap/", prepares),
    ):
        status = client.post(path, {"ly-do": ""}).status_code
        assert (status != 403) == allowed, (path, status)
    for path in ("/quy-trinh/", "/quy-trinh/1/", "/den-han/"):
        assert client.get(path).status_code in ((200, 404) if prepares or signs else (403, 404)), path


@pytest.mark.parametrize("who", ["leader", "inspector", "head of education", "official"])
def test_no_page_of_the_room_tells_what_the_table_masks(loaded: None, as_role: Callable[..., Client], who: str) -> None:
    canaries = plant()
    ready("N2", "N6")
    one = services.draft(services.Draft("transfer", "N6", FUTURE, "GD.PP"), by=account("personnel"))
    services.put_exception(one.pk, words="Đồng ý", paper="CV 1", by=account("personnel"))
    services.submit([one], by=account("personnel"))
    if who != "leader":
        services.sign([one], by=account("leader"), own_person="")
    role, unit, own, _seen = VIEWERS[who]
    client = as_role(role, unit_id=unit, person_id=own)
    reach = frozenset({"N6"})
    barred = [c for c in canaries if c.group not in PLAIN and not may_meet(c, Role(role), reach, own)]
    exports = ("word", "pdf-nguon", "word-nguon", "ra-soat")
    paths = [
        f"/quyet-dinh/{one.pk}/",
        "/quyet-dinh/",
        "/den-han/",
        "/ho-so-cua-toi/quyet-dinh/",
        *(f"/quyet-dinh/{one.pk}/tai-ve/{e}/" for e in exports),
    ]
    told = [words_of(client.get(path)) for path in paths]
    assert [
        f"{p}: {c.table}.{c.column}" for p, text in zip(paths, told, strict=True) for c in barred if c.sings_in(text)
    ] == []


def test_an_official_reads_the_own_paper_without_the_office_notes(
    decided: dict[str, Decision], as_role: Callable[..., Client]
) -> None:
    page = as_role("official", person_id="N6").get(f"/quyet-dinh/{decided['in'].pk}/").content.decode()
    assert "Điều động" in page
    assert "Ai đã làm gì" not in page
    assert "Nguồn của từng con số" not in page
    mine = as_role("official", person_id="N2").get("/ho-so-cua-toi/quyet-dinh/").content.decode()
    assert "2/QĐ-UBND" in mine


def test_the_list_asks_the_database_a_bounded_number_of_times(
    decided: dict[str, Decision], as_role: Callable[..., Client], django_assert_max_num_queries: Callable[..., object]
) -> None:
    client = as_role("personnel")
    for _n in range(6):
        services.draft(services.Draft("relief", "N3", FUTURE, reason="Thử"), by=account("personnel"))
    client.get("/quyet-dinh/")
    with django_assert_max_num_queries(30):  # type: ignore[attr-defined]
        assert client.get("/quyet-dinh/").status_code == 200
