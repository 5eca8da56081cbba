"""The office's pages of citizens' voices: who sees what, files taken in, figures that never invent a zero, promises followed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.office.cast import DAY
from tests.office.voice.square import a_desk

from dungviec.office.access.models import LedgerEntry
from dungviec.office.voice.models import CaseNumber, Desk, FollowUp, Meeting, Promise, Rating, Result, Setup
from dungviec.office.voice.selectors import picture
from dungviec.office.voice.told import last_told, span_of
from dungviec.voice.results import HEADINGS

pytestmark = pytest.mark.django_db
LINE = ["Q1", "01/11/2020", "30/11/2020", "100", "80", "20", "30", "42", "8"]


@pytest.fixture
def desks(loaded: None) -> dict[str, Desk]:
    """A desk of education, one of home affairs, with answers: 40 backed and 10 not at the first, 12 backed at the second."""
    made = {"Q1": a_desk(), "Q2": a_desk("Q2", "P-NV", "Quầy số 2")}
    rows = [("Q1", n, n < 36, True, "") for n in range(40)] + [
        ("Q1", n, False, False, "Chờ lâu quá") for n in range(40, 50)
    ]
    rows += [("Q2", n, True, True, "Lời riêng của quầy hai") for n in range(50, 62)]
    Rating.objects.bulk_create(
        Rating(desk=made[code], level=5 if good else 2, verified=backed, words=words, procedure="Khai sinh" if backed else "",
               day=date(2020, 11, 1 + n % 30), ticket=f"{n:032x}")
        for code, n, good, backed, words in rows
    )  # fmt: skip
    return made


def table(*lines: list[str]) -> BytesIO:
    file = BytesIO("\n".join(";".join(row) for row in (list(HEADINGS[:9]), *lines)).encode())
    file.name = "ket-qua.csv"
    return file


def test_backed_and_unbacked_stand_apart_and_few_answers_are_in_no_order(desks: dict[str, Desk], as_role: Callable[..., Client]) -> None:  # fmt: skip
    found = picture(Desk.objects.all(), span_of("", "", last_told(DAY)))
    rows = {r.group: r for r in found.verified.rows}
    assert [(r.group, r.place) for r in found.verified.rows] == [("Q1", 1), ("Q2", None)]
    assert (rows["Q1"].cases, rows["Q1"].satisfied, rows["Q2"].standing) == (40, 36, "few")
    assert (found.unverified.cases, found.unverified.satisfied) == (10, 0)
    page = as_role("leader").get("/gop-y/").content.decode()
    for word in ("90,0 %", "chưa đủ số lượt để xếp", "Không có mã hồ sơ (chưa xác minh)"):
        assert word in page


def test_what_citizens_wrote_stands_on_pages_and_nothing_is_met_twice(desks: dict[str, Desk], as_role: Callable[..., Client]) -> None:  # fmt: skip
    leader, met = as_role("leader"), 0
    for number in (1, 2):
        page = leader.get("/gop-y/y-kien/", {"trang": number}).content.decode()
        met += page.count("Chờ lâu quá") + page.count("Lời riêng của quầy hai")
        assert "/ 22" in page
    assert met == 22


def test_each_sees_what_the_role_may(desks: dict[str, Desk], as_role: Callable[..., Client]) -> None:
    head, staff = as_role("unit_head", unit_id="P-GD", person_id="N1"), as_role("official", person_id="N2")
    page = head.get("/gop-y/y-kien/").content.decode()
    assert ("Chờ lâu quá" in page, "Lời riêng của quầy hai" in page) == (True, False)
    totals = staff.get("/gop-y/").content.decode()
    assert ("Quầy số 1" in totals, "Quầy số 2" in totals, "Chờ lâu quá" in totals) == (True, False, False)
    assert staff.get("/gop-y/y-kien/").status_code == 403
    for role in ("auditor", "administrator"):
        assert as_role(role).get("/gop-y/").status_code == 403
    officer, leader = as_role("personnel"), as_role("leader")
    for path in ("/gop-y/quay/", "/gop-y/quay/moi/", f"/gop-y/quay/{desks['Q1'].pk}/", "/gop-y/cai-dat/", "/gop-y/cu-tri/moi/"):  # fmt: skip
        assert (officer.get(path).status_code, leader.get(path).status_code, head.get(path).status_code) == (200, 403, 403), path  # fmt: skip
    for path in ("/gop-y/chi-so/nhap/", "/gop-y/quay/ma-ho-so/", f"/gop-y/quay/{desks['Q1'].pk}/doi-ma/"):
        assert (leader.post(path).status_code, head.post(path).status_code, staff.post(path).status_code) == (403, 403, 403)  # fmt: skip
    assert leader.get("/gop-y/y-kien/").status_code == 200
    assert LedgerEntry.objects.filter(action="see_voices").count() == 2


@pytest.mark.parametrize(
    "asked",
    [
        "tu=hôm+qua",
        "tu=31/02/2020",
        "tu=10/10/2020&den=01/01/2020",
        "tu=01/2019&den=11/2020",
        "tu=13/2020",
        "tu=12/2020",
        "den=" + "9" * 300,
        "theo=khac",
    ],
)
def test_a_period_that_is_none_is_told_and_three_months_are_shown(desks: dict[str, Desk], as_role: Callable[..., Client], asked: str) -> None:  # fmt: skip
    page = as_role("leader").get(f"/gop-y/?{asked}")
    assert page.status_code == 200
    main = page.content.decode().split("<main")[1].split("</main>")[0]
    assert ('role="alert"' in main) == (asked != "theo=khac")


def test_lists_ask_a_bounded_number_of_queries(desks: dict[str, Desk], as_role: Callable[..., Client]) -> None:
    leader = as_role("leader")
    leader.get("/gop-y/")
    counts = []
    Result.objects.create(desk=desks["Q1"], first=DAY, last=DAY, counts=dict.fromkeys(("total", "processed", "pending", "early", "on_time", "late"), 0), taken_on=DAY)  # fmt: skip
    for more in (0, 6):
        for n in range(more):
            desk = a_desk(f"X{n}")
            Rating.objects.create(desk=desk, level=4, verified=True, words="thêm", day=DAY, ticket=f"{n + 900:032x}")
            Result.objects.create(desk=desk, first=DAY, last=DAY, counts=dict.fromkeys(("total", "processed", "pending", "early", "on_time", "late"), 0), taken_on=DAY)  # fmt: skip
        for path in ("/gop-y/", "/gop-y/y-kien/", "/gop-y/chi-so/", "/gop-y/cu-tri/"):
            with CaptureQueriesContext(
                connection,
            ) as asked:
                assert leader.get(path).status_code == 200
            counts.append(len(asked))
    assert counts[4:] == pytest.approx(counts[:4], abs=2)
    assert max(counts) <= 30


def test_a_desk_is_made_changed_and_turned_and_two_people_do_not_overwrite_each_other(desks: dict[str, Desk], officer: Client) -> None:  # fmt: skip
    given = {"ma": "q7", "ten": "Quầy số 7", "don-vi": "P-NV", "mo": "on"}
    answer = officer.post("/gop-y/quay/moi/", given)
    one = Desk.objects.get(code="Q7")
    assert answer["Location"] == f"/gop-y/quay/{one.pk}/"
    path, token = f"/gop-y/quay/{one.pk}/", one.token
    assert officer.post(path, given | {"ten": "Quầy Bảy", "ban": "1"}).status_code == 302
    stale = officer.post(path, given | {"ten": "Quầy khác", "ban": "1"})
    assert (stale.status_code, "Quầy khác" in stale.content.decode()) == (422, True)
    officer.post(f"{path}doi-ma/")
    one.refresh_from_db()
    assert (one.name, one.token != token) == ("Quầy Bảy", True)
    for kind, start in (("pdf", b"%PDF-"), ("svg", b"<svg")):
        file = officer.get(f"{path}to-dan/{kind}/")
        assert (file.content[:5].startswith(start[:4]), "attachment" in file["Content-Disposition"]) == (True, True)
    assert "Quầy" not in file.content.decode(), "the code itself says nothing"


@pytest.mark.parametrize(
    "wrong",
    [{"ma": ""}, {"ma": "Quầy 1"}, {"ma": "Q1"}, {"ma": "x" * 40}, {"ten": " "}, {"ten": "x" * 200}, {"don-vi": ""}, {"don-vi": "KHONG"}, {"ten-anh": "x" * 200}, {"ten": "\x00\x01"}, {"don-vi": "P-NV\x00'"}],
)  # fmt: skip
def test_a_desk_that_cannot_be_is_refused(desks: dict[str, Desk], officer: Client, wrong: dict[str, str]) -> None:
    page = officer.post("/gop-y/quay/moi/", {"ma": "Q8", "ten": "Quầy", "don-vi": "P-NV"} | wrong)
    assert (page.status_code, 'role="alert"' in page.content.decode(), Desk.objects.count()) == (422, True, 2)


def test_case_numbers_are_taken_in_as_digests(desks: dict[str, Desk], officer: Client) -> None:
    def send(text: str, name: str = "ma.csv") -> str:
        file = BytesIO(text.encode())
        file.name = name
        return officer.post("/gop-y/quay/ma-ho-so/", {"tep": file}, follow=True).content.decode()

    page = send("Mã hồ sơ;Mã quầy;Thủ tục;Ngày trả\nH49-0001;Q1;Khai sinh;01/12/2020\nH49-0002;;;02/12/2020\nx;;;01/12/2020\nH49-0003;;;hôm qua\n")  # fmt: skip
    assert "Đã nhận 2 mã hồ sơ mới" in page
    assert ("Không nhận 2 dòng" in page, "Dòng 5" in page) == (True, True)
    assert CaseNumber.objects.count() == 2
    assert "1 mã đã có" in send("Mã hồ sơ;Ngày trả\nH49 0001;01/12/2020\n")
    for text in ("Tên;Tuổi\nA;3\n", "Mã hồ sơ;Ngày trả;Mã quầy\nH49-0009;01/12/2020;Q99\n", "\x00\x01\x02", ""):
        send(text)
    assert "Xin chọn tệp" in officer.post("/gop-y/quay/ma-ho-so/", {}, follow=True).content.decode()
    assert CaseNumber.objects.count() == 2


def test_results_are_taken_in_and_what_has_no_data_is_no_zero(desks: dict[str, Desk], officer: Client) -> None:
    old = ["Q1", "01/07/2026", "31/07/2026", *LINE[3:]]
    wrong = [["Q2", *LINE[1:3], "101", *LINE[4:]], ["Q77", *LINE[1:]]]
    page = officer.post("/gop-y/chi-so/nhap/", {"tep": table(LINE, old, *wrong)}, follow=True).content.decode()
    assert "Đã nhận 2 kỳ mới" in page
    assert ("«Tổng số» là 101" in page, "Không có quầy mã «Q77»" in page, Result.objects.count()) == (True, True, 2)
    assert "không có số liệu" in page
    assert "1,3" in page, "2020: (30 × 2 + 42) / 80"
    assert "chưa có quy định về điểm chỉ số một cửa" in page, "2026: no text for the one-stop index"
    assert ">18<" in page.replace("<b>", "").replace("</b>", ""), "72 of 80 on time, of 20 points"
    page = officer.post("/gop-y/chi-so/nhap/", {"tep": table(["Q1", *LINE[1:3], "50", "50", "0", "50", "0", "0"])}, follow=True).content.decode()  # fmt: skip
    assert "thay 1 kỳ đã có" in page
    assert Result.objects.get(last__year=2020).counts["early"] == 50
    for name, body in (("x.pdf", b"%PDF-1.7"), ("x.xlsx", b"PK\x03\x04 no zip"), ("x.csv", b"a;b\n1;2\n")):
        file = BytesIO(body)
        file.name = name
        assert "note-error" in officer.post("/gop-y/chi-so/nhap/", {"tep": file}, follow=True).content.decode()


def test_settings_keep_their_bounds_and_two_people_apart(loaded: None, officer: Client) -> None:
    now = Setup.now()
    good = {"fewest": "40", "accept_days": "7", "answer_days": "30", "early_points": "2", "on_time_points": "1", "late_points": "0", "per_client": "30",
            "per_desk": "300", "reports_per_client": "5", "reports_per_day": "200", "outside": "Thanh tra tỉnh", "ban": str(now.version)}  # fmt: skip
    for wrong in ({"fewest": "3"}, {"fewest": ""}, {"fewest": "nhiều"}, {"per_client": "0"}, {"answer_days": "9999"}, {"late_points": "-1"}, {"outside": "x" * 400}, {"ban": "77"}, {"ban": "x"}):  # fmt: skip
        assert officer.post("/gop-y/cai-dat/", good | wrong).status_code == 422, wrong
    assert officer.post("/gop-y/cai-dat/", good).status_code == 302
    assert officer.post("/gop-y/cai-dat/", good).status_code == 422, "made from the settings before"
    assert (Setup.now().fewest, Setup.now().outside) == (40, "Thanh tra tỉnh")


@pytest.fixture
def promise(loaded: None) -> Promise:
    """Lighting promised by home affairs at a dialogue."""
    held = Meeting.objects.create(held_on=DAY - timedelta(days=30), place="Nhà văn hóa", kind="dialogue")
    return Promise.objects.create(meeting=held, asked="Ngõ tối", promised="Lắp đèn", unit_id="P-NV", due=DAY - timedelta(days=2), published=True)  # fmt: skip


def test_a_meeting_and_a_promise_are_put_down_followed_and_read_by_citizens(promise: Promise, officer: Client, as_role: Callable[..., Client]) -> None:  # fmt: skip
    answer = officer.post("/gop-y/cu-tri/moi/", {"held_on": "01/12/2020", "place": "Khu 2", "kind": "council", "attended": "1.200", "ban": "0"})  # fmt: skip
    held = Meeting.objects.get(place="Khu 2")
    assert (answer.status_code, held.attended) == (302, 1200)
    given = {"asked": "Đường hỏng", "promised": "Vá trong quý", "unit_id": "P-GD", "due": "31/12/2020"}
    assert officer.post(f"/gop-y/cu-tri/{held.pk}/loi-hua/moi/", given).status_code == 302
    public = Client().get("/cong-dan/loi-hua/").content.decode()
    assert ("Lắp đèn" in public, "Quá hạn" in public, "Phòng Nội vụ" in public, "Vá trong quý" in public) == (True, True, True, False)  # fmt: skip
    head, other = (
        as_role("unit_head", unit_id="P-NV", person_id="N5"),
        as_role("unit_head", unit_id="P-GD", person_id="N1"),
    )
    path, step = f"/gop-y/loi-hua/{promise.pk}/", {"viec": "Lắp 12 đèn", "tinh-trang": "kept", "ban": "1"}
    assert other.post(path, step).status_code == 403
    assert other.get(path).status_code == 200, "it is public"
    assert "cần minh chứng" in head.post(path, step).content.decode()
    assert head.post(path, step | {"minh-chung": "12/BB"}).status_code == 302
    assert head.post(path, step | {"minh-chung": "12/BB"}).status_code == 422, "stale"
    public = Client().get("/cong-dan/loi-hua/").content.decode()
    assert ("Lắp 12 đèn" in public, "Quá hạn" in public, "Bùi Văn Dũng" in public) == (True, False, False)
    hidden = Promise.objects.get(promised="Vá trong quý")
    assert head.get(f"/gop-y/loi-hua/{hidden.pk}/").status_code == 403
    assert "Vá trong quý" not in head.get("/gop-y/cu-tri/").content.decode()
    assert "Vá trong quý" in other.get("/gop-y/cu-tri/").content.decode()
    assert officer.get("/gop-y/cu-tri/?loc=kept").content.decode().count("data-row ") == 1
    assert officer.get("/gop-y/cu-tri/?loc=tre").status_code == 200


@pytest.mark.parametrize(
    ("path", "given"),
    [("/gop-y/cu-tri/moi/", {"held_on": "31/12/2099"}), ("/gop-y/cu-tri/moi/", {"held_on": "hôm qua"}), ("/gop-y/cu-tri/moi/", {"place": ""}),
     ("/gop-y/cu-tri/moi/", {"place": "x" * 200}), ("/gop-y/cu-tri/moi/", {"kind": "khác"}), ("/gop-y/cu-tri/moi/", {"attended": "-3"}), ("/gop-y/cu-tri/moi/", {"attended": "1.5"})],
)  # fmt: skip
def test_a_meeting_that_cannot_be_is_refused(
    promise: Promise, officer: Client, path: str, given: dict[str, str]
) -> None:
    page = officer.post(path, {"held_on": "01/12/2020", "place": "Khu 2", "kind": "council"} | given)
    assert (page.status_code, Meeting.objects.count()) == (422, 1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"due": "01/01/2020"},
        {"due": ""},
        {"unit_id": "KHONG"},
        {"unit_id": ""},
        {"asked": ""},
        {"promised": "x" * 501},
        {"ban": "9"},
    ],
)
def test_a_promise_that_cannot_be_is_refused(promise: Promise, officer: Client, wrong: dict[str, str]) -> None:
    given = {"asked": "Ngõ tối", "promised": "Lắp đèn khác", "unit_id": "P-NV", "due": "31/12/2020", "ban": "1"}
    path = f"/gop-y/cu-tri/{promise.meeting_id}/loi-hua/{promise.pk}/"
    assert officer.post(path, given | wrong).status_code == 422
    promise.refresh_from_db()
    assert promise.promised == "Lắp đèn"
    assert officer.get(f"/gop-y/cu-tri/{promise.meeting_id + 5}/loi-hua/{promise.pk}/").status_code == 404


@pytest.mark.parametrize("wrong", [{"viec": ""}, {"viec": "x" * 501}, {"tinh-trang": "khác"}, {"minh-chung": "x" * 200}, {"ban": ""}])  # fmt: skip
def test_a_step_that_cannot_be_is_refused(
    promise: Promise, as_role: Callable[..., Client], wrong: dict[str, str]
) -> None:
    head = as_role("unit_head", unit_id="P-NV", person_id="N5")
    given = {"viec": "Khảo sát", "tinh-trang": "open", "ban": "1"} | wrong
    assert head.post(f"/gop-y/loi-hua/{promise.pk}/", given).status_code == 422
    assert not FollowUp.objects.exists()
