"""A citizen's thanks become evidence: verified, naming the official, passed on by the office, shown apart with where they come from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from tests.office.cast import DAY
from tests.office.voice.square import a_desk

from dungviec.office.access.models import LedgerEntry
from dungviec.office.emulation.models import Proposal, Round, Stage, Thanks
from dungviec.office.voice.models import PassedOn, Rating

pytestmark = pytest.mark.django_db
SAID = "Cảm ơn ông Lê Văn Đức hướng dẫn rất rõ. Tôi là Mai ở khu 3, 0900000000"
TOLD = "Cảm ơn ông Lê Văn Đức hướng dẫn rất rõ."
LIST = "/gop-y/cam-on/"


def said(words: str = SAID, *, level: int = 5, verified: bool = True, n: int = 1, unit: str = "P-GD") -> Rating:
    desk = a_desk(f"Q{n}", unit)
    return Rating.objects.create(desk=desk, level=level, verified=verified, words=words, day=date(2020, 11, 2), ticket=f"{n:032}", number=f"{n:016x}")  # fmt: skip


def page_of(rating: Rating) -> str:
    return f"/gop-y/y-kien/{rating.pk}/cam-on/"


def passed(client: Client, rating: Rating, who: str = "Lê Văn Đức", told: str = TOLD) -> str:
    return str(client.post(page_of(rating), {"ai": who, "loi": told}, follow=True).content.decode())


def proposal(who: str = "N2", name: str = "Lê Văn Đức") -> Proposal:
    one = Round.objects.create(year=2020, stage=Stage.PROPOSING)
    return Proposal.objects.create(round=one, person_id=who, person_name=name, unit_id="P-GD", unit_name="Phòng Giáo dục và Đào tạo", title="advanced")  # fmt: skip


def test_thanks_of_a_citizen_and_of_a_colleague_stand_apart_in_the_proposal_with_their_source(as_role: Callable[..., Client]) -> None:  # fmt: skip
    officer = as_role("personnel")
    rating = said()
    assert f'href="{page_of(rating)}"' in officer.get("/gop-y/y-kien/?tu=01/11/2020&den=10/12/2020").content.decode()
    assert "Đã chuyển lời cảm ơn" in passed(officer, rating)
    row = PassedOn.objects.get()
    assert (row.person_id, row.rating_id, row.served_there, row.by) == ("N2", rating.pk, True, "personnel")
    Thanks.objects.create(giver_id="N1", receiver_id="N2", month=date(2020, 9, 1), text="Giúp xong báo cáo quý", on=date(2020, 9, 4))  # fmt: skip
    one = proposal()
    for client in (officer, as_role("leader", unit_id="TX")):
        page = client.get(f"/thi-dua/dot/de-nghi/{one.pk}/").content.decode()
        apart = page.split("Lời cảm ơn đã kiểm chứng trong năm")[1].split("</section>")[0]
        citizens, colleagues = apart.split("Đồng nghiệp cảm ơn (có ký tên)")
        assert f"«{TOLD}»" in citizens
        assert f'href="{LIST}#cam-on-{row.pk}"' in citizens
        assert "mã hồ sơ đã đối chiếu" in citizens
        assert "Giúp xong báo cáo quý" in colleagues
        assert "Nguyễn Thị Hạnh" in colleagues
        assert "lẫn nhau" not in colleagues
        assert "khu 3" not in page
        assert "0900000000" not in page
        assert f'id="cam-on-{row.pk}"' in client.get(LIST).content.decode()
    own = as_role("official", person_id="N2").get(LIST).content.decode()
    assert TOLD in own
    assert "khu 3" not in own
    assert TOLD not in as_role("official", person_id="N3").get(LIST).content.decode()
    paper = officer.get(f"/thi-dua/dot/de-nghi/{one.pk}/tep/?kieu=docx")
    assert paper.status_code == 200
    line = LedgerEntry.objects.get(action="pass_thanks_on")
    assert "khu 3" not in str(vars(line))
    # taken back: the line stays, no room counts it any longer, and the answer may be passed on again
    officer.post(f"{LIST}{row.pk}/rut/", {"ly-do": "Nhầm người"})
    assert "đã rút lại" in officer.get(LIST).content.decode()
    assert TOLD not in officer.get(f"/thi-dua/dot/de-nghi/{one.pk}/").content.decode()
    passed(officer, rating)
    assert PassedOn.objects.filter(withdrawn_on__isnull=True).count() == 1


def test_thanks_given_back_and_forth_say_so(as_role: Callable[..., Client]) -> None:
    for giver, receiver in (("N1", "N2"), ("N2", "N1")):
        Thanks.objects.create(giver_id=giver, receiver_id=receiver, month=DAY.replace(day=1), text="Giúp xong báo cáo quý", on=DAY)  # fmt: skip
    assert "cảm ơn lẫn nhau" in as_role("personnel").get(f"/thi-dua/dot/de-nghi/{proposal().pk}/").content.decode()


BAD = [
    ({"ai": ""}, "Ngày 02/11/2020"), ({"ai": "Không Ai"}, "không có cán bộ nào"), ({"ai": "x" * 10_000}, "không có cán bộ nào"), ({"ai": "\x00"}, "không có cán bộ nào"),
    ({"ai": "N3"}, "không nêu tên"), ({"ai": "Vũ Văn Cũ"}, "không có cán bộ nào"), ({"loi": ""}, "Xin ghi lời chuyển"), ({"loi": "ngắn"}, "Xin ghi lời chuyển"),
    ({"loi": "dài " * 100}, "Xin ghi lời chuyển"), ({"loi": "\x00\x00   "}, "Xin ghi lời chuyển"),
]  # fmt: skip


@pytest.mark.parametrize(("wrong", "sentence"), BAD)
def test_what_cannot_be_passed_on_is_refused_with_a_sentence(as_role: Callable[..., Client], wrong: dict[str, str], sentence: str) -> None:  # fmt: skip
    rating = said()
    answer = as_role("personnel").post(page_of(rating), {"ai": "Lê Văn Đức", "loi": TOLD} | wrong)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not PassedOn.objects.exists()


def test_only_verified_satisfied_words_count_and_only_once(as_role: Callable[..., Client]) -> None:
    officer = as_role("personnel", unit_id="TX", person_id="N5")
    for n, rating in enumerate((said(verified=False, n=2), said(level=2, n=3), said(" ", n=4))):
        passed(officer, rating)
        assert not PassedOn.objects.exists(), n
    mine = said("Cảm ơn ông Bùi Văn Dũng đã giúp đỡ", n=5, unit="P-NV")
    assert "Không ai tự chuyển lời cảm ơn cho mình" in passed(officer, mine, "N5")
    good = said("Nhờ anh Đức mà hồ sơ xong sớm", n=6, unit="P-NV")
    passed(officer, good)
    assert not PassedOn.objects.get().served_there
    assert "Lời này đã được chuyển" in passed(officer, good)
    assert officer.post("/gop-y/y-kien/khong-co/cam-on/", {"ai": "N2", "loi": TOLD}).status_code == 404
    row = PassedOn.objects.get()
    for why in ("", "sai", "x" * 10_000):
        officer.post(f"{LIST}{row.pk}/rut/", {"ly-do": why})
    officer.post(f"{LIST}99999/rut/", {"ly-do": "Không có thật"})
    assert PassedOn.objects.get().withdrawn_on is None


@pytest.mark.parametrize(("role", "more"), [("official", {"person_id": "N2"}), ("unit_head", {"unit_id": "P-GD", "person_id": "N1"}), ("administrator", {})])  # fmt: skip
def test_nobody_else_passes_thanks_on(as_role: Callable[..., Client], role: str, more: dict[str, str]) -> None:
    rating = said()
    client = as_role(role, **more)
    assert client.get(page_of(rating)).status_code == 403
    assert client.post(page_of(rating), {"ai": "Lê Văn Đức", "loi": TOLD}).status_code == 403
    assert client.post(f"{LIST}1/rut/", {"ly-do": "Không được phép"}).status_code == 403
    assert not PassedOn.objects.exists()


def test_a_nul_reaches_no_page(as_role: Callable[..., Client]) -> None:
    officer = as_role("personnel")
    Thanks.objects.create(giver_id="N1", receiver_id="N2", month=DAY.replace(day=1), text="Giúp xong báo cáo", on=DAY)
    one = proposal()
    officer.post(f"/thi-dua/dot/de-nghi/{one.pk}/", {"ban": str(one.version), "bao-cao": "Đã\x00 làm"})
    assert Proposal.objects.get().own_words == "Đã làm"
    assert officer.get("/thi-dua/?don-vi=P-GD%00&danh-hieu=%00").status_code == 200
    assert officer.get("/thi-dua/nguoi/N2%00/").status_code == 404
