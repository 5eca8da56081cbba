"""From draft to record: the seat, the person, the law, numbers, the day of effect, taking back, replacing, the packet."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date

import polars as pl
import pytest
from django.test import Client
from docx import Document
from docx.oxml.ns import qn
from tests.office.cast import DAY
from tests.office.decisions.desk import FUTURE, account, drafted, held_by, ready

from dungviec.office.access.models import LedgerEntry
from dungviec.office.decisions import services
from dungviec.office.decisions.agencies import next_number
from dungviec.office.decisions.faults import DecisionRefused
from dungviec.office.decisions.models import Counter, Decision, State
from dungviec.office.registry.selectors import snapshot
from dungviec.office.registry.services import amend

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(loaded: None) -> None:
    """The town, whose specialists have nothing open against them."""
    ready("N2", "N6", "N7")


def sign(*decisions: Decision, own: str = "") -> list[Decision]:
    for one in decisions:
        one.refresh_from_db()
    services.submit(decisions, by=account("personnel"))
    return services.sign(decisions, by=account("leader"), own_person=own)


def test_a_signed_decision_is_in_the_records_from_its_day_on_and_not_before(office: None) -> None:
    swap = [drafted("N6", "GD.CV"), drafted("N2", "NV.CV")]
    sign(*swap)
    assert held_by("GD.CV", date(2020, 12, 31)) == {"N2"}
    assert held_by("GD.CV", FUTURE) == {"N6"}
    assert held_by("NV.CV", FUTURE) == {"N2", "N7"}
    row = (
        snapshot(FUTURE)["tenures"].filter((pl.col("person_id") == "N6") & (pl.col("post_id") == "GD.CV")).to_dicts()[0]
    )
    assert (row["decision"], row["decided"], row["from_date"], row["how"]) == ("1/QĐ-UBND", DAY, FUTURE, "transferred")
    old = (
        snapshot(FUTURE)["tenures"].filter((pl.col("person_id") == "N6") & (pl.col("post_id") == "NV.CV")).to_dicts()[0]
    )
    assert (old["to_date"], old["left_because"]) == (date(2020, 12, 31), "reassigned")


def test_the_decision_is_the_source_of_the_tenure(office: None) -> None:
    from dungviec.office.registry.models import Tenure

    first, _second = sign(drafted("N6", "GD.CV"), drafted("N2", "NV.CV"))
    row = Tenure.objects.get(person_id="N6", post_id="GD.CV", withdrawn_at__isnull=True)
    assert Decision.objects.get(batch=row.batch) == first
    assert row.batch is not None
    assert row.batch.basis == "Quyết định 1/QĐ-UBND ngày 10/12/2020"


def test_a_taken_seat_is_refused_and_says_who_holds_it(office: None) -> None:
    one = drafted("N6", "GD.CV")
    with pytest.raises(DecisionRefused, match="Lê Văn Đức"):
        sign(one)
    one.refresh_from_db()
    assert one.state == State.DRAFT
    assert Counter.objects.filter(symbol="QĐ-UBND").count() == 0


def test_a_seat_promised_for_a_later_day_is_taken_too(office: None) -> None:
    sign(drafted("N6", "GD.CV", effective=date(2021, 3, 1)), drafted("N2", "NV.CV", effective=date(2021, 3, 1)))
    ready("N5")
    late = drafted("N7", "GD.CV", effective=date(2021, 2, 1))
    with pytest.raises(DecisionRefused, match="Vị trí Chuyên viên có 1 chỗ"):
        sign(late)


def test_somebody_who_left_or_moved_is_refused(office: None) -> None:
    with pytest.raises(DecisionRefused, match="không giữ vị trí nào"):
        sign(drafted("N8", "GD.PP", kind="appointment"))
    one = drafted("N6", "GD.CV")
    services.drop(one.pk, by=account("personnel"))
    with pytest.raises(DecisionRefused, match="Bỏ dự thảo"):
        services.submit([one], by=account("personnel"))


def test_what_the_law_forbids_no_opinion_excuses(office: None) -> None:
    amend("people", "N6", {"discipline_open": True}, by="thử", why="Thử")
    swap = [drafted("N6", "GD.CV"), drafted("N2", "NV.CV")]
    services.put_exception(swap[0].pk, words="Đồng ý", paper="Công văn 5", by=account("personnel"))
    with pytest.raises(DecisionRefused, match="Phạm Hà"):
        sign(*swap)
    assert not Decision.objects.filter(state=State.SIGNED).exists()


def test_what_the_law_leaves_open_needs_the_authority_on_record(office: None) -> None:
    amend("people", "N6", {"discipline_open": None}, by="thử", why="Thử")
    swap = [drafted("N6", "GD.CV"), drafted("N2", "NV.CV")]
    services.submit(swap, by=account("personnel"))
    with pytest.raises(DecisionRefused, match="ý kiến của cấp có thẩm quyền"):
        services.sign(swap, by=account("leader"), own_person="")
    with pytest.raises(DecisionRefused, match="số văn bản"):
        services.put_exception(swap[0].pk, words="Đồng ý", paper=" ", by=account("personnel"))
    services.put_exception(swap[0].pk, words="Đồng ý bố trí", paper="Công văn 5-CV/TU", by=account("personnel"))
    signed = services.sign(swap, by=account("leader"), own_person="")
    assert signed[0].verdict == 2
    assert LedgerEntry.objects.filter(action="sign_decision", detail__excepted=True).count() == 1


def test_numbers_run_without_holes_or_doubles_by_body_kind_and_year(office: None) -> None:
    first = sign(drafted("N6", "GD.CV"), drafted("N2", "NV.CV"))
    assert [d.symbol for d in first] == ["1/QĐ-UBND", "2/QĐ-UBND"]
    with pytest.raises(DecisionRefused):
        sign(drafted("N7", "GD.CV"))
    assert Counter.objects.get(symbol="QĐ-UBND").last == 2, "what is refused takes no number"
    third = services.draft(
        services.Draft("training", "N7", FUTURE, until=date(2021, 6, 30), course="Quản lý nhà nước"),
        by=account("personnel"),
    )
    assert sign(third)[0].symbol == "3/QĐ-UBND"
    from django.db import transaction

    with transaction.atomic():
        assert next_number(third.agency, "QĐ-UBND", 2021) == 1, "another year begins at one"
        assert next_number(third.agency, "BB-UBND", 2020) == 1, "another kind has numbers of its own"


def test_before_its_day_a_decision_is_taken_back_and_the_records_are_as_before(office: None) -> None:
    before = snapshot(FUTURE)["tenures"].sort(pl.all()).to_dicts()
    signed = sign(drafted("N6", "GD.CV"), drafted("N2", "NV.CV"))
    with pytest.raises(DecisionRefused, match="Xin ghi lý do"):
        services.take_back(signed, by=account("leader"), why=" ")
    with pytest.raises(DecisionRefused, match="thu hồi cả quyết định đó"):
        services.take_back([signed[1]], by=account("leader"), why="Nhầm")
    services.take_back(signed, by=account("leader"), why="Nhầm")
    assert snapshot(FUTURE)["tenures"].sort(pl.all()).to_dicts() == before
    again = sign(drafted("N6", "GD.CV"), drafted("N2", "NV.CV"))
    assert again[0].symbol == "3/QĐ-UBND", "the number stays with the paper that was taken back"


def test_in_effect_it_is_replaced_not_taken_back(office: None) -> None:
    signed = sign(drafted("N6", "GD.CV", effective=DAY), drafted("N2", "NV.CV", effective=DAY))
    with pytest.raises(DecisionRefused, match="quyết định thay thế"):
        services.take_back(signed, by=account("leader"), why="Nhầm")
    given = services.Draft("transfer", "N6", date(2021, 2, 1), "GD.CV")
    with pytest.raises(DecisionRefused, match="cùng một người"):
        services.replace_signed(signed[1].pk, given, by=account("personnel"))
    back = services.draft(services.Draft("transfer", "N2", date(2021, 2, 1), "GD.CV"), by=account("personnel"))
    new = services.replace_signed(
        signed[0].pk, services.Draft("transfer", "N6", date(2021, 2, 1), "NV.CV"), by=account("personnel")
    )
    sign(back, new)
    assert held_by("NV.CV", date(2021, 2, 1)) == {"N6", "N7"}
    assert held_by("NV.CV", date(2021, 1, 15)) == {"N2", "N7"}, "what was in effect stays as it was"


def test_a_replacement_before_the_day_takes_the_first_out_of_the_records(office: None) -> None:
    signed = sign(drafted("N6", "GD.CV"), drafted("N2", "NV.CV"))
    later = date(2021, 4, 1)
    new = [
        services.replace_signed(
            d.pk, services.Draft("transfer", d.person_id, later, d.to_post_id), by=account("personnel")
        )
        for d in signed
    ]
    sign(*new)
    assert held_by("GD.CV", FUTURE) == {"N2"}
    assert held_by("GD.CV", later) == {"N6"}


def test_reappointment_dismissal_secondment_acting_and_extension_write_what_they_say(office: None) -> None:
    ready("N1", "N5")
    given = [
        services.Draft("reappointment", "N1", date(2021, 6, 1), until=date(2026, 5, 31)),
        services.Draft("secondment", "N6", FUTURE, "GD.PP", until=date(2021, 12, 31)),
        services.Draft("dismissal", "N5", FUTURE, reason="Theo kết luận"),
    ]
    made = [services.draft(g, by=account("personnel")) for g in given]
    for one in made:
        services.put_exception(one.pk, words="Đồng ý", paper="Thông báo 7-TB/TU", by=account("personnel"))
    sign(*made)
    tenures = snapshot(date(2021, 7, 1))["tenures"]
    new = tenures.filter((pl.col("person_id") == "N1") & (pl.col("how") == "reappointed")).to_dicts()[0]
    assert (new["term_ends"], new["first_appointed"]) == (date(2026, 5, 31), date(2016, 6, 1))
    old = tenures.filter((pl.col("person_id") == "N1") & (pl.col("left_because") == "end_of_term"))
    assert old["to_date"].to_list() == [date(2021, 5, 31)]
    away = tenures.filter((pl.col("person_id") == "N6") & (pl.col("kind") == "seconded")).to_dicts()[0]
    assert away["to_date"] == date(2021, 12, 31)
    assert held_by("NV.CV", FUTURE) >= {"N6"}, "the post at home stays"
    assert tenures.filter(pl.col("person_id") == "N5")["left_because"].to_list() == ["dismissed"]


@pytest.mark.parametrize(
    ("kind", "until", "told"),
    [("secondment", None, "phải có ngày kết thúc"), ("acting", date(2020, 12, 31), "trước ngày có hiệu lực")],
)
def test_days_that_cannot_be_are_refused(office: None, kind: str, until: date | None, told: str) -> None:
    one = services.draft(services.Draft(kind, "N6", FUTURE, "GD.PP", until=until), by=account("personnel"))
    with pytest.raises(DecisionRefused, match=told):
        sign(one)


def test_nobody_signs_for_oneself_and_nothing_unsubmitted(office: None) -> None:
    swap = [drafted("N6", "GD.CV"), drafted("N2", "NV.CV")]
    with pytest.raises(DecisionRefused, match="chưa trình"):
        services.sign(swap, by=account("leader"), own_person="")
    with pytest.raises(DecisionRefused, match="về mình"):
        sign(*swap, own="N6")


def test_leaving_a_post_opens_the_handover(office: None) -> None:
    one, _other = sign(drafted("N6", "GD.CV"), drafted("N2", "NV.CV"))
    items = list(one.handover.all())
    assert len(items) >= 5
    assert {i.due for i in items} == {date(2020, 12, 31)}
    services.tick(items[0].pk, done=True, by=account("personnel"))
    assert one.handover.filter(done_at__isnull=False).count() == 1


def test_the_whole_way_through_the_pages(office: None, as_role: Callable[..., Client]) -> None:
    clerk, leader = as_role("personnel"), as_role("leader")
    for person, post in (("N6", "GD.CV"), ("N2", "NV.CV")):
        answer = clerk.post(
            "/quyet-dinh/lap/", {"kind": "transfer", "person_id": person, "to_post_id": post, "effective": "01/01/2021"}
        )
        assert answer.status_code == 302, answer.content.decode()[:2000]
    first, second = Decision.objects.order_by("pk")
    page = clerk.get(f"/quyet-dinh/{first.pk}/").content.decode()
    assert "Lê Văn Đức" in page
    assert "đã có người giữ" in page
    clerk.post(f"/quyet-dinh/{first.pk}/trinh/")
    first.refresh_from_db()
    assert first.state == State.DRAFT, "one of a swap alone does not go"
    services.submit([first, second], by=account("personnel"))
    assert leader.post(f"/quyet-dinh/{first.pk}/tra-lai/", {"ly-do": "Xem lại ngày"}).status_code == 302
    assert clerk.post(f"/quyet-dinh/{first.pk}/ky/").status_code == 403
    first.refresh_from_db()
    assert first.state == State.DRAFT
    word = clerk.get(f"/quyet-dinh/{first.pk}/tai-ve/word/")
    assert word.status_code == 200
    assert word.content[:2] == b"PK"
    assert clerk.get(f"/quyet-dinh/{first.pk}/tai-ve/pdf/").content[:4] == b"%PDF"
    assert clerk.get(f"/quyet-dinh/{first.pk}/tai-ve/khac/").status_code == 404
    review = clerk.get(f"/quyet-dinh/{first.pk}/tai-ve/ra-soat/")
    assert review.status_code == 200


def test_moves_of_a_round_are_signed_only_after_the_round_is_decided(office: None) -> None:
    from types import SimpleNamespace

    from dungviec.office.placement.filing import file_plan
    from dungviec.office.placement.models import Round
    from dungviec.placement import Policy, place

    plan = file_plan("Đợt 2", place(snapshot(DAY), Policy()), account("personnel"))
    moves = [SimpleNamespace(person_id=p, person_name=p, to_post_id=q) for p, q in (("N6", "GD.CV"), ("N2", "NV.CV"))]
    packet, _left = services.packet_of_round(plan.pk, "Đợt 2", moves, effective=FUTURE, by=account("personnel"))
    drafts = list(packet.decisions.all())
    with pytest.raises(DecisionRefused, match=r"Đợt 2.*Dự thảo"):
        sign(*drafts)
    assert not packet.decisions.filter(number__isnull=False).exists()
    Round.objects.filter(pk=plan.pk).update(gate="decided")
    assert len(services.sign(drafts, by=account("leader"), own_person="")) == 2


def words_of(word: bytes) -> str:
    """All words of a Word file, its tables too, in their order."""
    return "\n".join(
        "".join(t.text or "" for t in p.iter(qn("w:t")))
        for p in Document(io.BytesIO(word)).element.body.iter(qn("w:p"))
    )


def test_one_click_makes_the_packet_of_a_round(office: None, as_role: Callable[..., Client]) -> None:
    from types import SimpleNamespace

    moves = [SimpleNamespace(person_id=p, person_name=p, to_post_id=q) for p, q in (("N6", "GD.CV"), ("N2", "NV.CV"))]
    packet, left = services.packet_of_round(7, "Đợt 1", moves, effective=FUTURE, by=account("personnel"))
    assert left == []
    with pytest.raises(DecisionRefused, match="đã có quyết định"):
        services.packet_of_round(7, "Đợt 1", moves, effective=FUTURE, by=account("personnel"))
    clerk, leader = as_role("personnel"), as_role("leader")
    listed = clerk.get(f"/quyet-dinh/dot/{packet.pk}/").content.decode()
    assert listed.count("cite-verdict") + listed.count('class="cite-name" ') >= packet.decisions.count(), (
        "each verdict says its clause"
    )
    clerk.post(f"/quyet-dinh/dot/{packet.pk}/trinh/")
    leader.post(f"/quyet-dinh/dot/{packet.pk}/ky/")
    assert set(packet.decisions.values_list("state", flat=True)) == {State.SIGNED}
    answer = clerk.get(f"/quyet-dinh/dot/{packet.pk}/tai-ve/")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        names = packed.namelist()
        submission = words_of(packed.read(names[0]))
    assert sum(n.endswith(".docx") for n in names) == sum(n.endswith(".pdf") for n in names) == 2 + 2 * 2 + 1
    assert names[0].startswith("00-to-trinh")
    packet.refresh_from_db()
    assert packet.submission_signer  # whoever heads the body that submits, by the records of that day
    assert submission.rstrip().endswith(packet.submission_signer)
    first = packet.decisions.order_by("pk")[0]
    done = first.handover.all()[0]
    services.tick(done.pk, done=True, by=account("personnel"))
    minutes = words_of(clerk.get(f"/quyet-dinh/{first.pk}/tai-ve/ban-giao/").content)
    assert done.words in minutes
    assert "chưa" in minutes
    assert f"Quyết định số {first.symbol}" in minutes
    assert leader.post(f"/quyet-dinh/dot/{packet.pk}/thu-hoi/", {"ly-do": "Nhầm"}).status_code == 302
    assert held_by("GD.CV", FUTURE) == {"N2"}
