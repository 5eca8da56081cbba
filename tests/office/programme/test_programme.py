"""The programme of the town's year: live targets, reports with evidence, changes with reasons, what is refused and why."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dungviec.office.programme.models import Programme, Reminder, Report, Resolution, Target, TargetEntry

HOME = "/chuong-trinh/"
ASKED = {
    "title": "Nữ lãnh đạo đạt 60 %", "part": "S16", "unit_id": "P-NV", "person_id": "N5", "source": "live", "measure": "women.leaders", "measured_in": "",
    "unit_of_measure": "", "direction": "up", "base": "", "goal": "60", "begins": "01/01/2020", "deadline": "31/12/2020", "weight": "2", "every_days": "90",
    "roll_up": "", "roll_up_why": "", "day": "10/12/2020",
}  # fmt: skip
REPORTED = ASKED | {"title": "Mở 4 lớp kỹ năng", "unit_id": "P-GD", "person_id": "", "source": "reported", "measure": "", "unit_of_measure": "lớp", "base": "0", "goal": "4"}  # fmt: skip


def page(client: Client, address: str = HOME, status: int = 200, **asked: str) -> str:
    answer = client.get(address, asked)
    assert answer.status_code == status, address
    return str(answer.content.decode())


def send(client: Client, address: str, given: dict[str, object], status: int = 302) -> str:
    answer = client.post(address, given)
    assert answer.status_code == status, answer.content.decode()[:3000]
    return str(answer.content.decode())


@pytest.fixture
def clerk(officer: Client) -> Client:
    """The personnel officer, with the programme of 2020 and a live and a reported target."""
    send(
        officer,
        "/chuong-trinh/nam/moi/",
        {"year": "2020", "theme": "Nâng cao chất lượng đội ngũ", "aim": "Đúng người, đúng việc", "day": "10/12/2020"},
    )
    send(officer, "/chuong-trinh/nam/2020/chi-tieu-moi/", ASKED)
    send(officer, "/chuong-trinh/nam/2020/chi-tieu-moi/", REPORTED)
    return officer


def target(title: str) -> Target:
    return Target.objects.get(entries__title=title)


def paper() -> SimpleUploadedFile:
    return SimpleUploadedFile("minh chung.pdf", b"%PDF-1.7 giay to", content_type="application/pdf")


def test_a_live_target_opens_the_list_behind_its_figure(clerk: Client) -> None:
    pk = target("Nữ lãnh đạo đạt 60 %").pk
    board = page(clerk)
    assert "Nâng cao chất lượng đội ngũ" in board
    assert "Bùi Văn Dũng" in board
    text = page(clerk, f"/chuong-trinh/chi-tieu/{pk}/")
    assert f'href="/chuong-trinh/chi-tieu/{pk}/danh-sach/">50</a>' in text, "one of two heads is a woman"
    listed = page(clerk, f"/chuong-trinh/chi-tieu/{pk}/danh-sach/")
    assert "Nguyễn Thị Hạnh" in listed
    assert "Bùi Văn Dũng" not in listed
    assert "1 dòng hồ sơ" in listed
    assert "2 dòng hồ sơ" in page(clerk, f"/chuong-trinh/chi-tieu/{pk}/danh-sach/", phan="ca")


def test_a_report_needs_evidence_a_day_that_has_come_and_a_number(clerk: Client) -> None:
    address = f"/chuong-trinh/chi-tieu/{target('Mở 4 lớp kỹ năng').pk}/bao-cao/"
    good = {"value": "3", "day": "30/11/2020", "evidence": "Báo cáo số 12", "seen": "0"}
    for bad, words in (
        ({"evidence": ""}, "Ghi minh chứng"), ({"value": "ba"}, "không phải số"), ({"value": ""}, "bắt buộc"), ({"day": "31/02/2020"}, "không phải là một ngày"),
        ({"day": "01/01/2099"}, "chưa đến"), ({"day": "31/12/2019"}, "Trước ngày bắt đầu"), ({"value": "9" * 20}, "quá lớn"), ({"value": "1,234"}, "hai chữ số"),
        ({"evidence": "x" * 501}, "500"),
    ):  # fmt: skip
        assert words in send(clerk, address, good | bad, status=422), bad
    assert not Report.objects.exists()
    assert "Không nhận tệp" in send(clerk, address, good | {"tep": SimpleUploadedFile("a.exe", b"MZ")}, status=422)
    send(clerk, address, good | {"tep": paper()})
    one = Report.objects.get()
    assert clerk.get(f"/chuong-trinh/bao-cao/{one.pk}/tep/").status_code == 200
    send(clerk, address, good, status=422)
    assert Report.objects.count() == 1, "the same form twice, or another report meanwhile, writes nothing"


def test_a_correction_adds_and_never_overwrites(clerk: Client) -> None:
    pk = target("Mở 4 lớp kỹ năng").pk
    address = f"/chuong-trinh/chi-tieu/{pk}/bao-cao/"
    send(clerk, address, {"value": "5", "day": "30/11/2020", "evidence": "Ghi nhầm", "seen": "0"})
    old = Report.objects.get()
    send(
        clerk,
        address,
        {"value": "3", "day": "30/11/2020", "evidence": "Đếm lại", "seen": str(old.pk), "corrects": str(old.pk)},
    )
    assert Report.objects.count() == 2
    text = page(clerk, f"/chuong-trinh/chi-tieu/{pk}/")
    assert "<s>5</s>" in text
    assert "đính chính số 5" in text
    new = Report.objects.latest("pk")
    again = {"value": "2", "day": "30/11/2020", "evidence": "Nữa", "seen": str(new.pk), "corrects": str(old.pk)}
    assert "đã được đính chính" in send(clerk, address, again, status=422)
    live = target("Nữ lãnh đạo đạt 60 %").pk
    send(clerk, f"/chuong-trinh/chi-tieu/{live}/bao-cao/", again)
    assert "không nhận báo cáo" in page(clerk)
    assert Report.objects.count() == 2


def test_a_change_keeps_the_old_beside_its_reason_and_refuses_what_was_not_seen(clerk: Client) -> None:
    one = target("Mở 4 lớp kỹ năng")
    address, first = f"/chuong-trinh/chi-tieu/{one.pk}/sua/", one.entries.get()
    change = REPORTED | {
        "goal": "3",
        "day": "11/12/2020",
        "reason": "Một lớp chuyển sang năm sau",
        "seen": str(first.pk),
    }
    assert "bắt buộc" in send(clerk, address, change | {"reason": ""}, status=422)
    assert "không thể trước ngày đó" in send(clerk, address, change | {"day": "01/12/2020"}, status=422)
    send(clerk, address, change)
    assert "vừa sửa" in send(clerk, address, change | {"goal": "1"}, status=422)
    assert one.entries.count() == 2
    today, later = page(clerk), page(clerk, HOME, ngay="12/12/2020")
    assert "≥ 4 lớp" in today
    assert "≥ 3 lớp" in later, "the programme as of any day"
    text = page(clerk, f"/chuong-trinh/chi-tieu/{one.pk}/")
    assert "≥ 4 lớp" in text
    assert "Một lớp chuyển sang năm sau" in text
    newest = TargetEntry.objects.latest("pk")
    end = {"seen": str(newest.pk), "ly-do": "Gộp vào chỉ tiêu khác"}
    send(clerk, f"/chuong-trinh/chi-tieu/{one.pk}/thoi/", end | {"ly-do": " "})
    assert one.entries.count() == 2
    send(clerk, f"/chuong-trinh/chi-tieu/{one.pk}/thoi/", end)
    assert "Mở 4 lớp kỹ năng" not in page(clerk)


def test_what_a_target_cannot_ask_is_refused_in_sentences(clerk: Client) -> None:
    address = "/chuong-trinh/nam/2020/chi-tieu-moi/"
    before = Target.objects.count()
    for bad, words in (
        ({"title": ""}, "bắt buộc"), ({"goal": "nhiều"}, "không phải số"), ({"deadline": "01/01/2019"}, "phải sau ngày bắt đầu"), ({"measure": ""}, "Chọn số liệu"),
        ({"unit_id": "X-1"}, "X-1"), ({"person_id": "N99"}, "N99"), ({"weight": "0"}, "1"), ({"every_days": "abc"}, "nguyên"), ({"measure": "bogus"}, "bogus"),
        ({"base": "70", "goal": "60"}, "ngược chiều"), ({"source": "reported", "unit_of_measure": ""}, "đơn vị tính"), ({"source": "reported", "unit_of_measure": "lớp"}, "giá trị đầu kỳ"),
        ({"source": "rolled", "unit_of_measure": "lớp"}, "cách gộp"), ({"source": "rolled", "unit_of_measure": "lớp", "roll_up": "sum"}, "vì sao gộp"), ({"title": "x" * 241}, "240"),
        ({"begins": "1/1/0020"}, "không phải là một ngày"),
    ):  # fmt: skip
        assert words in send(clerk, address, ASKED | bad, status=422), bad
    assert Target.objects.count() == before
    assert clerk.get("/chuong-trinh/chi-tieu/999/").status_code == 404
    assert clerk.get("/chuong-trinh/nam/1999/").status_code == 404
    assert clerk.get(address, {"cha": "999"}).status_code == 404


def test_parts_are_gathered_as_chosen_and_a_missing_part_is_named(clerk: Client) -> None:
    rolled = REPORTED | {
        "title": "Đối thoại",
        "source": "rolled",
        "unit_of_measure": "cuộc",
        "roll_up": "sum",
        "roll_up_why": "Cộng các nơi",
        "base": "",
    }
    send(clerk, "/chuong-trinh/nam/2020/chi-tieu-moi/", rolled)
    over = target("Đối thoại")
    for unit, goal in (("P-GD", "2"), ("TH", "2")):
        part = REPORTED | {"title": f"Đối thoại ở {unit}", "unit_id": unit, "unit_of_measure": "cuộc", "goal": goal}
        send(clerk, f"/chuong-trinh/nam/2020/chi-tieu-moi/?cha={over.pk}", part)
    deeper = f"/chuong-trinh/nam/2020/chi-tieu-moi/?cha={target('Đối thoại ở TH').pk}"
    assert "không chia tiếp" in send(clerk, deeper, REPORTED, status=422)
    one = target("Đối thoại ở P-GD")
    send(
        clerk,
        f"/chuong-trinh/chi-tieu/{one.pk}/bao-cao/",
        {"value": "2", "day": "01/12/2020", "evidence": "Biên bản", "seen": "0"},
    )
    assert "chưa có số của: Đối thoại ở TH" in page(clerk)
    two = target("Đối thoại ở TH")
    send(
        clerk,
        f"/chuong-trinh/chi-tieu/{two.pk}/bao-cao/",
        {"value": "3", "day": "02/12/2020", "evidence": "Biên bản", "seen": "0"},
    )
    text = page(clerk, f"/chuong-trinh/chi-tieu/{over.pk}/")
    assert "5 cuộc; yêu cầu ≥ 4 cuộc" in text
    assert "Cộng các nơi" in text
    units = page(clerk, "/chuong-trinh/don-vi/")
    assert "Trường Tiểu học Mẫu" in units


def test_a_unit_reads_the_programme_reports_its_own_and_sets_nothing(
    clerk: Client, as_role: Callable[..., Client]
) -> None:
    head = as_role("unit_head", unit_id="P-GD", person_id="N1")
    mine, other = target("Mở 4 lớp kỹ năng").pk, target("Nữ lãnh đạo đạt 60 %").pk
    assert "Nữ lãnh đạo đạt 60 %" in page(head)
    assert head.get(f"/chuong-trinh/chi-tieu/{other}/danh-sach/").status_code == 404, (
        "the list of the whole town is out of reach"
    )
    send(
        head,
        f"/chuong-trinh/chi-tieu/{mine}/bao-cao/",
        {"value": "2", "day": "01/12/2020", "evidence": "Sổ lớp", "seen": "0"},
    )
    neighbour = as_role("unit_head", unit_id="P-NV", person_id="N5")
    send(
        neighbour,
        f"/chuong-trinh/chi-tieu/{mine}/bao-cao/",
        {"value": "9", "day": "01/12/2020", "evidence": "x", "seen": "1"},
        status=403,
    )
    for client in (head, as_role("leader", unit_id="TX"), as_role("inspector")):
        assert client.get("/chuong-trinh/nam/2020/chi-tieu-moi/").status_code == 403
        send(client, "/chuong-trinh/nhac/", {}, status=403)
    for role in ("official", "auditor", "administrator"):
        closed = as_role(role, person_id="N2" if role == "official" else "")
        assert closed.get(HOME).status_code == 403


def test_a_share_on_a_field_that_is_not_seen_is_withheld(clerk: Client, as_role: Callable[..., Client]) -> None:
    send(
        clerk,
        "/chuong-trinh/nam/2020/chi-tieu-moi/",
        ASKED | {"title": "Dân tộc thiểu số", "measure": "minority.leaders", "goal": "12,34", "measured_in": "P-GD"},
    )
    head = as_role("unit_head", unit_id="P-GD", person_id="N1")
    pk = target("Dân tộc thiểu số").pk
    assert "Bạn không được xem số liệu này" in page(head)
    assert head.get(f"/chuong-trinh/chi-tieu/{pk}/danh-sach/").status_code == 404
    assert "12,34" in page(clerk)


def test_reminders_go_out_once_a_day_and_are_answered_by_a_report(
    clerk: Client, as_role: Callable[..., Client]
) -> None:
    send(clerk, "/chuong-trinh/nhac/", {})
    many = Reminder.objects.count()
    assert many == 2, "one has no report, the other is due in three weeks"
    send(clerk, "/chuong-trinh/nhac/", {})
    assert Reminder.objects.count() == many
    head = as_role("unit_head", unit_id="P-GD", person_id="N1")
    assert "Đơn vị được nhắc 1 chỉ tiêu" in page(head)
    pk = target("Mở 4 lớp kỹ năng").pk
    send(
        head,
        f"/chuong-trinh/chi-tieu/{pk}/bao-cao/",
        {"value": "4", "day": "10/12/2020", "evidence": "Đủ bốn lớp", "seen": "0"},
    )
    assert "Đơn vị được nhắc" not in page(head)
    from django.core.management import call_command

    call_command("remind_programme", verbosity=0)
    assert Reminder.objects.count() == many, "the command of the night counts the reminders of the day too"


def test_resolutions_and_the_theme_keep_their_history(clerk: Client) -> None:
    address = "/chuong-trinh/nam/2020/nghi-quyet/"
    good = {"number": "15-NQ/TU", "dated": "02/12/2019", "body": "Thị ủy", "subject": "Nhiệm vụ năm 2020"}
    for bad, words in (
        ({"number": ""}, "bắt buộc"),
        ({"dated": "hôm qua"}, "không phải là một ngày"),
        ({"dated": "01/01/2099"}, "chưa đến"),
        ({"subject": "x" * 301}, "300"),
    ):
        assert words in send(clerk, address, good | bad, status=422), bad
    send(clerk, address, good | {"tep": paper()})
    assert "đã có trong chương trình" in send(clerk, address, good, status=422) or Resolution.objects.count() == 1
    one = Resolution.objects.get()
    assert clerk.get(f"/chuong-trinh/nghi-quyet/{one.pk}/tep/").status_code == 200
    send(clerk, f"/chuong-trinh/nghi-quyet/{one.pk}/rut/", {"ly-do": "Ghi nhầm số"})
    assert "<s>15-NQ/TU</s>" in page(clerk, "/chuong-trinh/nam/2020/")
    seen = str(Programme.objects.get().entries.get().pk)
    change = {"theme": "Chủ đề mới", "aim": "", "day": "11/12/2020", "reason": "Theo nghị quyết mới", "seen": seen}
    send(clerk, "/chuong-trinh/nam/2020/", change)
    assert "vừa sửa" in send(clerk, "/chuong-trinh/nam/2020/", change, status=422)
    text = page(clerk, "/chuong-trinh/nam/2020/")
    assert "Nâng cao chất lượng đội ngũ" in text
    assert "Theo nghị quyết mới" in text


def test_next_year_is_copied_and_a_year_is_made_once(clerk: Client) -> None:
    new = {"year": "2021", "theme": "Chủ đề 2021", "aim": "", "day": "10/12/2020", "copy": "on"}
    send(clerk, "/chuong-trinh/nam/moi/", new)
    copied = TargetEntry.objects.filter(target__programme__year=2021)
    assert {e.title for e in copied} == {"Nữ lãnh đạo đạt 60 %", "Mở 4 lớp kỹ năng"}
    assert {e.deadline for e in copied} == {date(2021, 12, 31)}
    assert "đã có chương trình" in send(clerk, "/chuong-trinh/nam/moi/", new, status=422)
    assert "Năm trước chưa có" in send(clerk, "/chuong-trinh/nam/moi/", new | {"year": "2031"}, status=422)
    assert not Programme.objects.filter(year=2031).exists(), "a refused copy leaves nothing behind"
    assert "2021" not in page(clerk, "/chuong-trinh/").split("Chủ đề năm", 1)[1][:40]


def test_the_report_goes_out_as_excel_and_as_a_paper_with_the_state_title(clerk: Client) -> None:
    book = openpyxl.load_workbook(io.BytesIO(clerk.get("/chuong-trinh/tep/").content))
    cells = [str(c) for row in book.worksheets[0].iter_rows(values_only=True) for c in row if c is not None]
    assert "Nữ lãnh đạo đạt 60 %" in cells
    import docx

    word = docx.Document(io.BytesIO(clerk.get("/chuong-trinh/tep/", {"kieu": "docx"}).content))
    said = "\n".join(p.text for t in word.tables for c in t._cells for p in c.paragraphs) + "\n".join(
        p.text for p in word.paragraphs
    )
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in said
    assert "Kết quả thực hiện chương trình năm 2020" in said
    assert "Mở 4 lớp kỹ năng" in said


def test_the_board_asks_a_bounded_number_of_queries(
    clerk: Client, django_assert_max_num_queries: Callable[..., CaptureQueriesContext]
) -> None:
    for n in range(6):
        send(clerk, "/chuong-trinh/nam/2020/chi-tieu-moi/", REPORTED | {"title": f"Việc {n}"})
    with django_assert_max_num_queries(40):
        page(clerk)
    with django_assert_max_num_queries(40):
        page(clerk, "/chuong-trinh/so-lieu/")


def test_every_page_speaks_english(clerk: Client) -> None:
    clerk.cookies["ngon_ngu"] = "en"
    pk = target("Mở 4 lớp kỹ năng").pk
    for address in (
        HOME,
        "/chuong-trinh/don-vi/",
        "/chuong-trinh/so-lieu/",
        f"/chuong-trinh/chi-tieu/{pk}/",
        "/chuong-trinh/nam/2020/",
    ):
        text = page(clerk, address)
        assert "Chỉ tiêu nào" not in text
        assert "Đơn vị nào" not in text
