"""Plans side by side, the case against a move, candidates without names, needs of units, consent to swaps."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.office.cast import DAY

from dungviec.office.access.models import User
from dungviec.office.placement import blind, consenting
from dungviec.office.placement.models import BlindScore, Round, SheetStatus, SwapPart, SwapSheet, UnitNeed
from dungviec.placement import Policy
from dungviec.placement.consent import Consent

WHO = re.compile(r"Lê Văn Đức|Phạm Hà|Phạm Hạ|Trần Thị|Nguyễn Thị Hạnh|Bùi Văn Dũng|\bN[1-8]\b|Sán Dìu|\bKinh\b")


def test_two_plans_stand_side_by_side_with_those_who_differ_first(officer: Client, done: Round, filed: Round) -> None:
    page = officer.get(f"/bo-tri/so-sanh/?pa={done.pk}&pa={filed.pk}").content.decode()
    assert "Cuối năm" in page
    assert "Thật" in page
    assert "Trần Thị An" in page, "moved by one of the two"
    assert "người đứng khác nhau" in page


def test_fairness_counts_origin_only_for_who_may(officer: Client, as_role: Callable[..., Client], filed: Round) -> None:
    address = f"/bo-tri/{filed.pk}/cong-bang/"
    assert "dân tộc" in officer.get(address).content.decode()
    inspector = as_role("inspector").get(address).content.decode()
    assert "dân tộc" not in inspector
    assert "nữ" in inspector


def test_the_case_against_a_move_is_made_of_figures(officer: Client, filed: Round) -> None:
    move = filed.moves.first()
    assert move is not None
    page = officer.get(f"/bo-tri/{filed.pk}/phan-bien/?nguoi={move.person_id}").content.decode()
    assert "Giải lại không có đề xuất này" in page
    assert move.person_name in page
    assert officer.get(f"/bo-tri/{filed.pk}/phan-bien/?nguoi=N999").status_code == 404


def test_names_come_after_the_points(
    officer: Client, author: User, filed: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blind, "_candidates", lambda _one, _post: ["N6", "N2"])
    address = f"/bo-tri/{filed.pk}/so-mu/?vi-tri=NV.CV"
    main = officer.get(address).content.decode().split("<main")[1].split("</main>")[0]
    assert "Ứng viên A" in main
    assert WHO.findall(main) == []
    officer.post(address, {"A": "5"})
    assert not BlindScore.objects.exists(), "every candidate gets points, or none"
    officer.post(address, {"A": "5", "B": "3"})
    page = officer.get(address).content.decode()
    assert {"Lê Văn Đức", "Phạm Hà"} <= set(WHO.findall(page))
    officer.post(address, {"A": "1", "B": "1"})
    assert sorted(BlindScore.objects.values_list("points", flat=True)) == [3, 5], (
        "points do not change once names are known"
    )


def test_a_need_of_a_unit_becomes_a_priced_requirement_of_the_round(
    officer: Client, as_role: Callable[..., Client]
) -> None:
    head = as_role("unit_head", unit_id="P-GD")
    form = {"vi-tri": "GD.PP", "so": "1", "muc": "3", "vi-sao": "Bà Hạnh một mình"}
    head.post("/bo-tri/nhu-cau/ghi/", {**form, "vi-tri": "NV.TP"})
    head.post("/bo-tri/nhu-cau/ghi/", {**form, "so": "5"})
    assert not UnitNeed.objects.exists(), "neither another unit's post nor more people than seats"
    head.post("/bo-tri/nhu-cau/ghi/", form)
    need = UnitNeed.objects.get()
    page = officer.get("/bo-tri/lap/").content.decode()
    assert "Bà Hạnh một mình" in page
    fields = dict(re.findall(r'name="(\w+)"[^>]*value="(\d+)"', page))
    values = {k: v for k, v in fields.items() if k.startswith(("weight", "move", "vacancy", "min", "unplaced"))}
    officer.post(
        "/bo-tri/lap/",
        {
            **values,
            "name": "Có nhu cầu",
            "as_of": "10/12/2020",
            "policy_name": "P",
            "needs": str(need.pk),
            "extra": "most_titles: 3",
        },
    )
    made = Round.objects.get(name="Có nhu cầu")
    policy = Policy.from_yaml(made.policy_text)
    assert [(r.count, r.posts.ids, r.price) for r in policy.requirements] == [(1, ("GD.PP",), 15_000)]
    assert policy.most_titles == 3
    assert "Nhu cầu" not in made.policy.text, "needs belong to the round, not to the policy kept for others"
    assert list(made.needs.all()) == [need]


def test_extra_policy_that_cannot_be_read_is_said(officer: Client, loaded: None) -> None:
    page = officer.post("/bo-tri/lap/", {"extra": "weights: {competence: 1}"}).content.decode()
    assert "Không có mục «weights» ở đây" in page


@pytest.fixture
def sheet(author: User) -> SwapSheet:
    made = SwapSheet.objects.create(as_of=DAY, made_by=author, status=SheetStatus.DONE)
    for number, (person, name, was, to, path) in enumerate(
        (("N2", "Lê Văn Đức", "GD.CV", "NV.CV", "TX/P-NV/"), ("N6", "Phạm Hà", "NV.CV", "GD.CV", "TX/P-GD/")), start=1
    ):
        SwapPart.objects.create(
            sheet=made, ring=1, number=number, gain=900, person_id=person, person_name=name, from_post_id=was, from_title="Chuyên viên",
            from_unit="A", to_post_id=to, to_title="Chuyên viên", to_unit="B", from_path="TX/", to_path=path, fit_before=1, fit_after=2,
        )  # fmt: skip
    return made


def test_each_side_answers_for_itself_and_a_swap_needs_every_yes(
    as_role: Callable[..., Client], officer: Client, sheet: SwapSheet
) -> None:
    duc = as_role("official", person_id="N2")
    address = f"/bo-tri/doi-viec/{sheet.pk}/"
    page = duc.get(address).content.decode()
    assert "Lê Văn Đức" in page
    assert "Phạm Hà" not in page, "the other's part is told by a person, not by a screen"
    for person, side in (("N2", "person"), ("N6", "person"), ("N2", "receiver")):
        duc.post(f"{address}tra-loi/", {"nguoi": person, "ben": side, "noi": "co"})
    assert consenting.consents_of(sheet).of("N2", "NV.CV") == Consent.WAITING
    assert SwapPart.objects.get(person_id="N6").person_says is None
    for person, side in (("N2", "receiver"), ("N6", "person"), ("N6", "receiver")):
        officer.post(f"{address}tra-loi/", {"nguoi": person, "ben": side, "noi": "co"})
    assert consenting.consents_of(sheet).of_all([("N2", "NV.CV"), ("N6", "GD.CV")]) == Consent.AGREED
    assert "mọi bên đồng ý: được đề xuất" in officer.get(address).content.decode()
    assert as_role("official", person_id="N3").get(address).status_code == 403


def test_swaps_are_found_by_the_worker(officer: Client, author: User) -> None:
    from dungviec.office.placement.tasks import find_swaps

    made = SwapSheet.objects.create(as_of=DAY, made_by=author)
    assert find_swaps.call(sheet_id=made.pk) == SheetStatus.DONE
    assert find_swaps.call(sheet_id=made.pk) == "not waiting"
    made.refresh_from_db()
    assert made.total <= made.bound


def test_lists_ask_the_database_as_often_for_many_as_for_few(officer: Client, author: User, loaded: None) -> None:
    from dungviec.office.sandbox.models import Draft
    from dungviec.office.slates.models import Board

    def asked(path: str) -> int:
        officer.get(path)
        with CaptureQueriesContext(connection) as queries:
            assert officer.get(path).status_code == 200
        return len(queries)

    paths = ("/bo-tri/nhu-cau/", "/bo-tri/doi-viec/", "/bo-tri/tap-the/", "/bo-tri/sap-xep/")
    few = []
    for many in (1, 9):
        for number in range(many):
            UnitNeed.objects.create(
                unit_id="P-GD",
                unit="GD",
                path="TX/P-GD/",
                post_id="GD.PP",
                title="PP",
                count=1,
                because=f"{number}",
                by=author,
            )
            SwapSheet.objects.create(as_of=DAY, made_by=author)
            Board.objects.create(name="B", unit_id="P-GD", unit="GD", path="TX/P-GD/", as_of=DAY, made_by=author)
            Draft.objects.create(name="D", text="name: D", effective=DAY, made_by=author)
        few.append([asked(path) for path in paths])
    assert few[0] == few[1]
    assert max(few[1]) <= 25
