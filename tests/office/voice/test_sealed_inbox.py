"""Reports in the town: sealed round whoever is named, read by receipt, answered in time, opened only with a line in the ledger."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from tests.office.cast import DAY
from tests.office.voice.square import WORD, a_desk, dump, grown, reader, receipt_in, reported
from tests.voice.test_sealed import jpeg

from dungviec.law.working_days import add_working_days
from dungviec.office.access.models import LedgerEntry, Membership
from dungviec.office.registry.services import create
from dungviec.office.voice.faults import VoiceRefused
from dungviec.office.voice.models import Entry, Report, SealedKey, SealedPicture, Setup, State
from dungviec.office.voice.services import inbox, readers

pytestmark = pytest.mark.django_db
TEXT = "Tôi bị gợi ý đưa hai triệu để hồ sơ được giải quyết sớm."


@pytest.fixture
def inspector(loaded: None) -> readers.Opened:
    """Ông Hà of home affairs inspects."""
    return reader("thanhtra", "inspector", "N6")


@pytest.fixture
def chair(loaded: None) -> readers.Opened:
    """Bà Hạnh, who heads education, leads the town here."""
    return reader("chutich", "leader", "N1", unit="TX")


def holders() -> set[str]:
    return set(SealedKey.objects.values_list("key__user__username", flat=True))


def sent(words: str = TEXT, **given: object) -> str:
    return receipt_in(reported(Client(), words, **given))


def test_a_report_leaves_sealed_bytes_and_days_and_nothing_of_who_sent_it(inspector: readers.Opened, chair: readers.Opened, as_role: Callable[..., Client]) -> None:  # fmt: skip
    Setup.now()
    citizen = as_role("official", person_id="N3")  # the browser of an official who is logged in: cookies come along
    citizen.get("/")
    before = dump()
    answer = reported(citizen, TEXT, ai="một người đàn ông", anh=BytesIO(jpeg()))
    receipt = receipt_in(answer)
    after = dump()
    assert grown(before, after) == {"voice_report", "voice_sealedkey", "voice_entry", "voice_sealedpicture"}
    assert not answer.cookies
    told = str(after)
    for secret in (TEXT, "hai triệu", "một người đàn ông", receipt, receipt.replace("-", ""), "127.0.0.1", WORD):
        assert secret not in told
    (row,) = after["voice_report"]
    assert set(row) == {"number", "looked_up_by", "for_reporter", "state", "received_on", "accept_by", "answer_by", "closed_on", "ticket"}  # fmt: skip
    assert set(after["voice_entry"][0]) == {"id", "report_id", "place", "for_reporter", "day", "sealed"}
    report = Report.objects.get()
    assert (report.received_on, report.answer_by) == (DAY, add_working_days(DAY, 30))
    assert holders() == {"thanhtra"}
    found = readers.open_report(report.number, inspector)
    assert [(m.who, m.words, m.about, m.pictures) for m in found.messages] == [("reporter", TEXT, "một người đàn ông", (1,))]  # fmt: skip
    assert readers.open_picture(report.number, 1, 1, inspector) == (jpeg()[:2] + jpeg()[20:], "image/jpeg")


def test_a_named_inspector_has_no_key_and_the_leader_has(inspector: readers.Opened, chair: readers.Opened) -> None:
    sent("Ông PHẠM HÀ ở phòng nội vụ đòi quà")
    assert holders() == {"chutich"}
    number = Report.objects.get().number
    assert readers.reachable(inspector.key) == []
    for wrong in (
        lambda: readers.open_report(number, inspector),
        lambda: readers.move(number, "accepted", "", inspector, seen="received", day=DAY),
        lambda: readers.say(number, "x", inspector, day=DAY),
        lambda: readers.open_picture(number, 1, 1, inspector),
        lambda: readers.hand_over(number, inspector.key.pk, inspector, keep=True),
    ):
        with pytest.raises(readers.NotThere):
            wrong()
    assert readers.open_report(number, chair).messages[0].words.startswith("Ông PHẠM HÀ")
    stolen = SealedKey.objects.get()  # even with the row turned to the own key by hand, it does not open
    SealedKey.objects.create(report_id=number, key=inspector.key, sealed=stolen.sealed)
    with pytest.raises(readers.NotThere):
        readers.open_report(number, inspector)


def test_an_inspector_whose_name_is_misspelt_has_no_key_either(
    inspector: readers.Opened, chair: readers.Opened
) -> None:
    sent("Ông Phạn Hà ở phòng nội vụ đòi quà")  # one letter wrong: nobody on file is called so
    assert holders() == {"chutich"}


def test_kin_and_unit_heads_of_the_named_have_no_key(inspector: readers.Opened, chair: readers.Opened) -> None:
    create("kinship", {"person_id": "N3", "relative_id": "N6", "relation": "spouse"}, by="thử", why="Thử")
    sent("Cô Trần Thị An thu thêm tiền")  # the inspector's wife; a namesake by marks teaches beside her
    assert holders() == {"chutich"}
    Report.objects.all().delete()
    # Of education, whose head leads the town here; and the reporter says that inspectors are concerned: nobody is left.
    assert reported(Client(), "Lê Văn Đức nhận quà", **{"lien-quan": "thanh-tra"}).status_code == 422
    assert (holders(), Report.objects.count()) == (set(), 0)


@pytest.mark.parametrize(
    "said",
    ["Cô Trần Thị Anh thu thêm tiền", "co tran thj an thu tiền", "Trần Thị Na", "TrầnThị An", "Cô Tran  Thi. An"],
)
def test_kin_of_somebody_misspelt_has_no_key(inspector: readers.Opened, chair: readers.Opened, said: str) -> None:
    create("kinship", {"person_id": "N3", "relative_id": "N6", "relation": "spouse"}, by="thử", why="Thử")
    sent(said)
    assert holders() == {"chutich"}


@pytest.mark.parametrize(
    "said",
    [
        "Ông Bùi Văn Dúngg nhận quà",
        "Bui Van Dugn đòi tiền",
        "Trưởng phòng Nội vụ đòi tiền",
        "ông trưởng phòng, phòng nội vụ",
    ],
)
def test_kin_of_a_head_misspelt_or_told_by_the_post_has_no_key(inspector: readers.Opened, chair: readers.Opened, said: str) -> None:  # fmt: skip
    create("kinship", {"person_id": "N5", "relative_id": "N6", "relation": "sibling"}, by="thử", why="Thử")
    sent(said)
    assert holders() == {"chutich"}


def test_the_head_of_somebody_misspelt_has_no_key(inspector: readers.Opened, chair: readers.Opened) -> None:
    create("tenures", {"person_id": "N6", "post_id": "NV.TP", "title": "Phụ trách", "kind": "concurrent", "from_date": DAY}, by="thử", why="Thử")  # fmt: skip
    sent("Bùi Văn Dũngg nhận quà")
    assert holders() == {"chutich"}


def test_whoever_the_desk_belongs_to_has_no_key(inspector: readers.Opened, chair: readers.Opened) -> None:
    create("tenures", {"person_id": "N6", "post_id": "NV.TP", "title": "Phụ trách", "kind": "concurrent", "from_date": DAY}, by="thử", why="Thử")  # fmt: skip
    a_desk("Q2", "P-NV")
    sent(noi="Q2")
    assert holders() == {"chutich"}


def test_where_all_are_concerned_nothing_is_kept_and_the_way_outside_is_shown(inspector: readers.Opened, chair: readers.Opened) -> None:  # fmt: skip
    Setup.now()
    Setup.objects.update(outside="Thanh tra tỉnh, 01 Lê Lợi")
    before = dump()
    page = reported(Client(), "Phạm Hà và bà Nguyễn Thị Hạnh cùng nhận tiền")
    assert page.status_code == 422
    assert "Thanh tra tỉnh, 01 Lê Lợi" in page.content.decode()
    assert "cùng nhận tiền" in page.content.decode(), "nothing typed is lost"
    assert dump() == before


def test_an_addition_that_names_the_holder_takes_the_key_away(inspector: readers.Opened, chair: readers.Opened) -> None:
    receipt = sent(anh=BytesIO(jpeg()))
    number = Report.objects.get().number
    _report, old = readers.content_of(number, inspector)
    page = Client().post("/cong-dan/tra-loi/", {"bien-nhan": receipt, "noi-dung": "Người đòi tiền là Phạm Hà", "gui": "1"})  # fmt: skip
    assert "Đã niêm kín phần viết thêm" in page.content.decode()
    assert holders() == {"chutich"}
    with pytest.raises(readers.NotThere):
        readers.open_report(number, inspector)
    found = readers.open_report(number, chair)
    assert [m.words for m in found.messages] == [TEXT, "Người đòi tiền là Phạm Hà"]
    assert readers.open_picture(number, 1, 1, chair)[1] == "image/jpeg"
    with pytest.raises(VoiceRefused):  # the key the inspector may have copied opens nothing of it any more
        inbox.thread(Report.objects.get(), old, whole=True)
    assert "Phạm Hà" in Client().post("/cong-dan/tra-loi/", {"bien-nhan": receipt}).content.decode()


def test_an_addition_that_names_the_last_holder_closes_the_inbox_to_it(inspector: readers.Opened) -> None:
    receipt = sent()
    page = Client().post("/cong-dan/tra-loi/", {"bien-nhan": receipt, "noi-dung": "Chính là Phạm Hà", "gui": "1"})
    assert "cấp trên trực tiếp" in page.content.decode()
    assert (holders(), Report.objects.get().state) == (set(), State.OUTSIDE)


def test_the_course_of_a_report_is_read_by_its_receipt_and_stands_in_the_ledger(inspector: readers.Opened, chair: readers.Opened) -> None:  # fmt: skip
    receipt, citizen = sent(), Client()
    number = Report.objects.get().number
    lines = LedgerEntry.objects.count()
    readers.open_report(number, inspector)
    readers.move(number, "accepted", "", inspector, seen="received", day=DAY)
    with pytest.raises(VoiceRefused, match="người khác chuyển"):
        readers.move(number, "refused", "Không", inspector, seen="received", day=DAY)
    with pytest.raises(VoiceRefused, match="không chuyển sang bước này"):
        readers.move(number, "received", "", inspector, seen="accepted", day=DAY)
    with pytest.raises(VoiceRefused, match="viết nội dung"):
        readers.move(number, "answered", "  ", inspector, seen="accepted", day=DAY)
    readers.say(number, "Nội bộ: mời lên làm việc", inspector, day=DAY, note=True)
    readers.move(number, "verifying", "", inspector, seen="accepted", day=DAY)
    readers.move(number, "answered", "Đã xác minh, trả lại tiền.", inspector, seen="verifying", day=DAY)
    page = citizen.post("/cong-dan/tra-loi/", {"bien-nhan": receipt.lower()}).content.decode()
    assert "trả lại tiền" in page
    assert "mời lên làm việc" not in page
    assert "thanhtra" not in page, "the reporter is answered by the office"
    done = list(LedgerEntry.objects.order_by("number")[lines:].values_list("actor", "action", "subject_id"))
    assert done == [("thanhtra", a, number) for a in ("open_report", "move_report", "note_report", "move_report", "move_report")]  # fmt: skip
    assert "trả lại tiền" not in str(list(LedgerEntry.objects.values_list("detail", flat=True)))


def test_a_report_is_handed_only_to_whom_it_does_not_concern(inspector: readers.Opened, chair: readers.Opened) -> None:
    second = reader("thanhtra2", "inspector", "N7")
    sent("Lê Văn Đức nhận quà")  # his head is bà Hạnh
    number = Report.objects.get().number
    assert holders() == {"thanhtra", "thanhtra2"}
    with pytest.raises(VoiceRefused, match="Không giao được"):
        readers.hand_over(number, chair.key.pk, inspector, keep=True)
    SealedKey.objects.filter(key=second.key).delete()
    readers.hand_over(number, second.key.pk, inspector, keep=False)
    assert holders() == {"thanhtra2"}
    assert readers.open_report(number, second).messages[0].words == "Lê Văn Đức nhận quà"


def test_wrong_receipts_and_too_many_tries_tell_nothing(inspector: readers.Opened) -> None:
    sent()
    client, before = Client(), dump()
    pages = {client.post("/cong-dan/tra-loi/", {"bien-nhan": typed}).content for typed in ("", "sai", "A" * 24, "ABCD" * 6, "x" * 5000)}  # fmt: skip
    assert len(pages) == 1
    answers = [client.post("/cong-dan/tra-loi/", {"bien-nhan": "ABCD" * 6}).status_code for _ in range(17)]
    assert (answers[0], answers[-1]) == (422, 429)
    assert dump() == before
    assert client.get("/cong-dan/tra-loi/?bien-nhan=ABCD").status_code == 200


@pytest.mark.parametrize(
    ("given", "status"),
    [({"noi-dung": " "}, 422), ({"dong-y": ""}, 422), ({"noi-dung": "x" * 6001}, 422), ({"ai": "x" * 501}, 422), ({"ve": "giả"}, 422),
     ({"anh": BytesIO(b"%PDF-1.7 ten nguoi gui")}, 422), ({"anh": BytesIO(b"<svg onload=alert(1)>")}, 422), ({"noi-dung": "x" * 17_000_000}, 413)],
)  # fmt: skip
def test_what_cannot_be_taken_is_refused_and_nothing_is_kept(inspector: readers.Opened, given: dict[str, object], status: int) -> None:  # fmt: skip
    page = reported(Client(), TEXT, **given)
    assert page.status_code == status
    assert 'role="alert"' in page.content.decode()
    assert (Report.objects.count(), Entry.objects.count(), SealedPicture.objects.count()) == (0, 0, 0)


def test_more_pictures_than_three_and_a_desk_that_is_none(inspector: readers.Opened) -> None:
    page = reported(Client(), TEXT, anh=[BytesIO(jpeg()) for _ in range(4)])
    assert page.status_code == 422
    receipt_in(reported(Client(), TEXT, noi="Q-KHONG-CO"))
    assert Report.objects.count() == 1


def test_the_same_form_twice_is_one_report(inspector: readers.Opened) -> None:
    from tests.office.voice.square import ticket_on

    client = Client()
    form = {"ve": ticket_on(client, "/cong-dan/tin-bao/"), "noi-dung": TEXT, "dong-y": "on"}
    assert [client.post("/cong-dan/tin-bao/", form).status_code for _ in range(2)] == [200, 422]
    assert Report.objects.count() == 1


def test_without_readers_the_inbox_is_shut_and_says_so(loaded: None) -> None:
    page = Client().get("/cong-dan/tin-bao/").content.decode()
    assert "Hòm thư kín chưa mở" in page
    assert "<form" not in page


def test_too_many_reports_of_a_day_wait(inspector: readers.Opened) -> None:
    Setup.now()
    Setup.objects.update(reports_per_client=2)
    assert [reported(Client(), TEXT).status_code for _ in range(3)] == [200, 200, 429]


def test_a_reader_unlocks_in_the_browser_reads_and_is_locked_out_without_cookie_or_role(
    inspector: readers.Opened,
) -> None:
    sent()
    number = Report.objects.get().number
    client = Client()
    client.force_login(inspector.user)
    assert client.get(f"/gop-y/hom-thu/{number}/").status_code == 302, "locked"
    client.post("/gop-y/hom-thu/khoa/mo/", {"tu": "sai từ khóa rồi"})
    assert client.get(f"/gop-y/hom-thu/{number}/").status_code == 302
    client.post("/gop-y/hom-thu/khoa/mo/", {"tu": WORD})
    page = client.get(f"/gop-y/hom-thu/{number}/")
    assert TEXT in page.content.decode()
    assert page["Cache-Control"] == "no-store"
    assert client.get("/gop-y/hom-thu/khongco/").status_code == 404
    client.post(f"/gop-y/hom-thu/{number}/chuyen/", {"sang": "accepted", "dang": "received"})
    client.post(f"/gop-y/hom-thu/{number}/tra-loi/", {"noi-dung": "Xin cho biết ngày"})
    assert [m.words for m in readers.open_report(number, inspector).messages] == [TEXT, "", "Xin cho biết ngày"]
    assert "hai triệu" not in str(dump()), "nor is anything readable in the session"
    cookie = client.cookies.pop("khoa_hom_thu")
    assert client.get(f"/gop-y/hom-thu/{number}/").status_code == 302
    client.cookies["khoa_hom_thu"] = cookie.value
    assert client.get(f"/gop-y/hom-thu/{number}/").status_code == 200
    Membership.objects.filter(user=inspector.user).update(role="official")
    assert client.get(f"/gop-y/hom-thu/{number}/").status_code == 403
    for word in range(6):
        client.post("/gop-y/hom-thu/khoa/mo/", {"tu": f"sai từ khóa {word}"})


def test_five_wrong_words_shut_the_lock_for_a_while(inspector: readers.Opened) -> None:
    client = Client()
    client.force_login(inspector.user)
    for n in range(5):
        client.post("/gop-y/hom-thu/khoa/mo/", {"tu": f"sai từ khóa {n}"})
    page = client.post("/gop-y/hom-thu/khoa/mo/", {"tu": WORD}, follow=True).content.decode()
    assert "chờ 15 phút" in page
    assert "Khóa lại" not in page


def test_keys_are_for_inspectors_and_leaders_on_file(loaded: None, as_role: Callable[..., Client]) -> None:
    for role, unit, person, status in (("personnel", "", "N5", 403), ("unit_head", "P-GD", "N1", 403), ("official", "", "N3", 403), ("auditor", "", "", 403),
                                       ("inspector", "", "", 403), ("inspector", "P-GD", "N2", 403), ("inspector", "", "N6", 200), ("leader", "TX", "N7", 200)):  # fmt: skip
        assert as_role(role, unit_id=unit, person_id=person).get("/gop-y/hom-thu/").status_code == status, (role, unit)
    client = as_role("inspector", person_id="N8")
    for given in ({"tu": "ngắn", "tu-lai": "ngắn"}, {"tu": WORD, "tu-lai": WORD + "x"}, {}):
        client.post("/gop-y/hom-thu/khoa/nhan/", given)
        assert "Nhận khóa hòm thư" in client.get("/gop-y/hom-thu/").content.decode()
    client.post("/gop-y/hom-thu/khoa/nhan/", {"tu": WORD, "tu-lai": WORD})
    assert "Khóa lại" in client.get("/gop-y/hom-thu/").content.decode()
    client.post("/gop-y/hom-thu/khoa/doi/", {"tu-cu": WORD, "tu": "một từ khóa khác", "tu-lai": "một từ khóa khác"})
    client.post("/gop-y/hom-thu/khoa/khoa/")
    client.post("/gop-y/hom-thu/khoa/mo/", {"tu": WORD})
    assert "Khóa lại" not in client.get("/gop-y/hom-thu/").content.decode()
    client.post("/gop-y/hom-thu/khoa/mo/", {"tu": "một từ khóa khác"})
    assert "Khóa lại" in client.get("/gop-y/hom-thu/").content.decode()


def test_what_is_overdue_stands_first_and_only_for_its_readers(
    inspector: readers.Opened, chair: readers.Opened
) -> None:
    for ago in (1, 20, 90):
        inbox.send(inbox.Told(TEXT), ticket=f"{ago:032x}", day=DAY - timedelta(days=ago))
    client = Client()
    client.force_login(inspector.user)
    page = client.get("/gop-y/hom-thu/").content.decode()
    assert "2 tin quá hạn" in page
    rows = page.split("<tbody>")[1].split("</tr>")
    assert ["quá hạn" in r for r in rows[:3]] == [True, True, False]
    client.force_login(chair.user)
    assert "quá hạn." not in client.get("/gop-y/hom-thu/").content.decode()
