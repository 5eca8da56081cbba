"""A ruling is a decision like any other, and what it takes from bà Hạnh, head of a division, an appeal gives back."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl
import pytest
from django.test import Client
from docx import Document
from tests.office.access.canaries import words_of
from tests.office.conduct.desk import ON, SIGNED, STEPS, carried, opened, signed
from tests.office.decisions.desk import account, drafted, held_by

from dungviec.office.conduct import papers, services
from dungviec.office.conduct.faults import ConductRefused
from dungviec.office.conduct.models import Case
from dungviec.office.conduct.reading import status_of
from dungviec.office.decisions import services as decisions
from dungviec.office.decisions.checks import Desk
from dungviec.office.decisions.faults import DecisionRefused
from dungviec.office.decisions.models import Decision, State
from dungviec.office.registry.models import Tenure
from dungviec.office.registry.selectors import snapshot
from dungviec.office.registry.services import create, withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]
EVE, LATER = date(2020, 11, 1), date(2020, 12, 1)


def hers() -> Case:
    """Bà Hạnh's case, heard."""
    one = opened("N1")
    given = STEPS | {"council": replace(STEPS["council"], council=(("N5", "chair"), ("N2", "secretary"), ("N3", "member")))}  # fmt: skip
    for step in given.values():
        one = services.hold_step(one.pk, one.version, step, by=account("officer"), on=ON)
    return one


def answered(one: Case, outcome: str, **other: Any) -> Case:
    """Her appeal settled."""
    services.file_appeal(one.pk, day=date(2020, 11, 10), grounds="Xin xem lại.", by=account("officer"), on=ON)
    one.refresh_from_db()
    given = services.Answered(outcome, LATER, "10/QĐ", "Quá nặng.", **other)
    return services.answer_appeal(one.pk, one.version, given, by=account("officer"), on=ON)


def printed(one: Case) -> str:
    return "\n".join(p.text for p in Document(io.BytesIO(papers.paper(one, "discipline").word)).paragraphs)


def test_a_ruling_is_a_row_of_the_book_of_decisions_and_only_its_case_changes_it(
    as_role: Callable[..., Client],
) -> None:
    one = signed(carried(opened(act="Zq7xkm chậm trả hồ sơ.")))
    made = Decision.objects.get()
    assert (made.symbol, made.kind, made.form, made.state) == (one.symbol, "discipline", "warning", State.SIGNED)
    assert (made.signed_on, made.effective, made.from_title, made.batch_id is None) == (SIGNED, SIGNED, "Chuyên viên tổ chức", False)  # fmt: skip
    for deed in (lambda: decisions.take_back([made], by=account("leader"), why="Thử"), lambda: decisions.replace_signed(made.pk, decisions.Draft("transfer", "N6", ON), by=account("officer"))):  # fmt: skip
        with pytest.raises(DecisionRefused, match="khiếu nại"):
            deed()
    page, leader, own = f"/quyet-dinh/{made.pk}/", as_role("leader"), as_role("official", person_id="N6")
    assert leader.get(page).status_code == 200, page
    assert f"/ky-cuong/vu-viec/{one.pk}/" in leader.get(page).content.decode()
    assert leader.get(f"{page}thay-the/").status_code in (403, 404)
    assert "Zq7xkm" not in words_of(leader.get("/quyet-dinh/"))
    assert "Cảnh cáo" in words_of(leader.get("/quyet-dinh/"))
    assert own.get(page).status_code == 200
    assert as_role("official", person_id="N7").get(page).status_code == 403
    assert as_role("unit_head", unit_id="P-GD", person_id="N1").get(page).status_code == 403
    for reader in (leader, own):
        assert f'href="{page}"' in reader.get("/can-bo/N6/").content.decode(), "the record leads to its decision"
    head = as_role("unit_head", unit_id="P-NV", person_id="N5")
    assert head.get(page).status_code == 200
    answered(one, "annulled")
    made.refresh_from_db()
    assert made.state == State.ANNULLED
    assert "Đã hủy" in words_of(leader.get(page))


def test_a_removal_ends_the_leading_post_on_its_day_and_another_decision_places_her() -> None:
    create("tenures", {"person_id": "N1", "post_id": "GD.PP", "title": "Phó Trưởng phòng", "from_date": date(2020, 1, 1), "kind": "acting"}, by="thử", why="Thử")  # fmt: skip
    one = signed(hers(), "dismissed_from_post")
    assert held_by("GD.TP", EVE) == {"N1"}
    assert held_by("GD.TP", SIGNED) == held_by("GD.PP", SIGNED) == set()
    ended = Tenure.objects.filter(person_id="N1", withdrawn_at__isnull=True)
    assert {(t.to_date, t.left_because) for t in ended} == {(EVE, "discipline")}
    assert one.decision is not None
    assert one.decision.handover.count() == 6
    assert "thôi giữ chức vụ Trưởng phòng" in printed(one)
    assert papers.paper(one, "discipline").blanks == ()
    status = status_of("N1", ON)
    assert status is not None
    assert not status.left_service, "she is out of the post, not of the service"
    draft = drafted("N1", "NV.CV", effective=date(2021, 1, 1))
    assert not [p.key for p in Desk([draft]).problems(draft) if p.key in ("left", "moved", "another")]


def test_an_annulled_removal_opens_the_post_again_unless_somebody_sits_there() -> None:
    one = signed(hers(), "dismissed_from_post")
    create("tenures", {"person_id": "N2", "post_id": "GD.TP", "title": "Trưởng phòng", "from_date": LATER, "kind": "main", "level": "head_of_division"}, by="thử", why="Thử")  # fmt: skip
    with pytest.raises(ConductRefused, match="đã có người giữ hết chỗ"):
        answered(one, "annulled")
    assert "N1" not in held_by("GD.TP", ON), "what was refused wrote nothing"
    withdraw("tenures", str(Tenure.objects.get(person_id="N2", post_id="GD.TP").pk), by="thử", why="Thử")
    one.refresh_from_db()
    given = services.Answered("annulled", LATER, "10/QĐ", "Không có căn cứ.")
    services.answer_appeal(one.pk, one.version, given, by=account("officer"), on=ON)
    back = Tenure.objects.get(person_id="N1", withdrawn_at__isnull=True)
    assert (back.post_id, back.from_date, back.to_date, back.left_because) == ("GD.TP", date(2016, 6, 1), None, None)
    assert snapshot(ON)["discipline"].is_empty()
    assert "thôi giữ chức vụ Trưởng phòng" in printed(one), "the paper stays as it was signed"


@pytest.mark.parametrize(
    ("first", "then", "posts"),
    [("demotion", "warning", {"GD.TP"}), ("forced_exit", "dismissed_from_post", set()), ("demotion", "", {"GD.PP"})],
)
def test_a_lighter_form_leaves_what_that_form_leaves(first: str, then: str, posts: set[str]) -> None:
    heard = hers()
    if first == "demotion":
        for post, told in (("", "chức vụ thấp hơn"), ("X", "mã «X»"), ("NV.TP", "không thấp hơn")):
            with pytest.raises(ConductRefused, match=told):
                signed(heard, first, parting=services.Parting(to_post_id=post))
        assert not Decision.objects.exists(), "a number that was refused leaves no hole"
    lower = services.Parting(to_post_id="GD.PP") if first == "demotion" else services.Parting()
    one = signed(heard, first, parting=lower)
    one = answered(one, "changed", form=then) if then else answered(one, "annulled", reopen=False)
    live = snapshot(ON).current_tenures.filter(pl.col("person_id") == "N1")
    assert set(live["post_id"]) == posts
    assert one.decision is not None
    assert one.decision.form == (then or first)
    if then == "dismissed_from_post":
        one = answered(one, "annulled")
        assert held_by("GD.TP", ON) == {"N1"}, "the second appeal gives back what the first left ended"


def test_the_signing_page_asks_for_posts_and_takes_only_those_held(as_role: Callable[..., Client]) -> None:
    one, leader = hers(), as_role("leader")
    case = f"/ky-cuong/vu-viec/{one.pk}/"
    mine = str(Tenure.objects.get(person_id="N1").pk)
    assert f'value="{mine}"' in leader.get(case).content.decode()
    ask = {"version": one.version, "form": "dismissed_from_post", "signed": "02/11/2020", "effective": "02/11/2020"}
    other = str(Tenure.objects.get(person_id="N5").pk)
    for posts in (["x"], [other], []):
        assert leader.post(f"{case}ky/", ask | {"posts": posts}).status_code == 422, posts
    assert not Decision.objects.exists()
    assert leader.post(f"{case}ky/", ask | {"posts": [mine]}).status_code == 302
    assert "Thôi giữ «Trưởng phòng»" in words_of(leader.get(case))
    officer = as_role("personnel")
    officer.post(f"{case}khieu-nai/", {"day": "10/11/2020", "grounds": "Xin xem lại."})
    assert "Mở lại chức vụ" in words_of(officer.get(case))
    one.refresh_from_db()
    answer = {"version": one.version, "outcome": "annulled", "day": "01/12/2020", "paper": "10/QĐ", "words": "Không có căn cứ.", "reopen": "on"}  # fmt: skip
    assert officer.post(f"{case}giai-quyet/", answer).status_code == 302
    assert held_by("GD.TP", ON) == {"N1"}
