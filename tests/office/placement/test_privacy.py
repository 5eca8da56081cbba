"""What is typed in the placement rooms reaches no address."""

from __future__ import annotations

from django.test import Client
from tests.office.addresses import addresses, told

from dungviec.office.placement.models import Round

HTMX = {"HX-Request": "true"}


def test_a_search_among_moves_leaves_no_text_in_any_address(officer: Client, done: Round) -> None:
    here = officer.post(f"/bo-tri/{done.pk}/tim/", {"q": "duc", "xep": "ten"}).headers["Location"]
    assert here == f"/bo-tri/{done.pk}/?muc=dieu-dong&tim=1&xep=ten#phan"
    page = officer.get(here).content.decode()
    assert page.count('class="move"') == 1
    assert told("duc", *addresses(page)) == []
    typing = officer.post(f"/bo-tri/{done.pk}/tim/", {"q": "duc"}, headers=HTMX)
    assert typing.headers["HX-Push-Url"] == f"/bo-tri/{done.pk}/?muc=dieu-dong&tim=2"
    assert told("duc", *addresses(typing.content.decode())) == []


def test_asking_about_a_pair_leaves_no_text_in_any_address(officer: Client, done: Round) -> None:
    typed_in = {"tim-nguoi": "pham ha", "tim-vi-tri": "pho truong"}
    here = officer.post(f"/bo-tri/{done.pk}/hoi/", typed_in).headers["Location"]
    assert here == f"/bo-tri/{done.pk}/hoi/?tim-nguoi=1&tim-vi-tri=1"
    page = officer.get(here).content.decode()
    assert "Phạm Hạ" in page
    assert told("pham truong", *addresses(page)) == []
    chosen = officer.post(f"/bo-tri/{done.pk}/hoi/", typed_in | {"nguoi": "N6", "vi-tri": "GD.PP", "hoi": "1"})
    assert chosen.headers["Location"] == f"/bo-tri/{done.pk}/ly-do/?nguoi=N6&vi-tri=GD.PP"
