"""The year of the town: ông Đức registers and reflects, bà Hạnh confirms and reads, the personnel office sees who is missing."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import docx
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dungviec.office.access.models import User
from dungviec.office.access.policy import viewer_of
from dungviec.office.appraisal.offered import offered
from dungviec.office.education.models import (
    Activity,
    ActivityKind,
    Attendance,
    Commitment,
    CommitmentStep,
    FormVersion,
    Reflection,
    Review,
    Topic,
)

HOME = "/giao-duc/"
ROW = {"order": "1", "key": "", "label": "Việc tôi làm", "kind": "long", "required": "on", "help": "", "options": ""}
FORM = {"title": "Bản đăng ký", "purpose": "commitment", "valid_from": "01/01/2020", "viec": "luu", "seen": "0", "so-dong": "1"} | {f"{k}-1": v for k, v in ROW.items()}  # fmt: skip
TOPIC = {"year": "2020", "title": "Nêu gương", "aim": "", "unit_id": "", "begins": "01/01/2020", "ends": "31/12/2020", "commitment_form": "ban-dang-ky", "reflection_form": "bai-thu-hoach", "reader": ""}  # fmt: skip


def page(client: Client, address: str = HOME, status: int = 200, **asked: str) -> str:
    answer = client.get(address, asked)
    assert answer.status_code == status, address
    return str(answer.content.decode())


def send(client: Client, address: str, given: dict[str, object], status: int = 302) -> str:
    answer = client.post(address, given)
    assert answer.status_code == status, answer.content.decode()[:2500]
    return str(answer.content.decode())


@pytest.fixture
def clerk(officer: Client) -> Client:
    """The personnel officer, with four forms, a kind of activity and a topic that asks everybody."""
    for title, purpose in (
        ("Bản đăng ký", "commitment"),
        ("Bài thu hoạch", "reflection"),
        ("Tự nhận xét", "self_review"),
        ("Nhận xét", "head_review"),
    ):
        send(officer, "/giao-duc/mau/moi/", FORM | {"title": title, "purpose": purpose})
    send(officer, "/giao-duc/loai/moi/", {"ten": "Sinh hoạt chuyên đề"})
    send(officer, "/giao-duc/chuyen-de/moi/", TOPIC)
    return officer


@pytest.fixture
def duc(clerk: Client, as_role: Callable[..., Client]) -> Client:
    """Ông Đức, a specialist of education."""
    return as_role("official", person_id="N2")


@pytest.fixture
def hanh(clerk: Client, as_role: Callable[..., Client]) -> Client:
    """Bà Hạnh, head of education."""
    return as_role("unit_head", unit_id="P-GD", person_id="N1")


def mine(pk: int, what: str = "cam-ket") -> str:
    return f"/giao-duc/cua-toi/{pk}/{what}/"


def test_a_commitment_is_sent_returned_sent_again_and_confirmed_with_every_step_kept(duc: Client, hanh: Client) -> None:
    pk = Topic.objects.get().pk
    assert "Đăng ký" in page(duc, "/giao-duc/cua-toi/")
    assert "bắt buộc" in send(duc, mine(pk), {"f-viec_toi_lam": "", "seen": "0", "viec": "gui"}, status=422)
    send(duc, mine(pk), {"f-viec_toi_lam": "", "seen": "0", "viec": "luu"})
    send(duc, mine(pk), {"f-viec_toi_lam": "Đi cơ sở", "seen": "1", "viec": "gui"})
    one = Commitment.objects.get()
    assert "Đi cơ sở" in page(hanh, f"/giao-duc/cam-ket/{one.pk}/")
    send(hanh, f"/giao-duc/cam-ket/{one.pk}/", {"viec": "tra-lai", "y-kien": "", "seen": "2"})
    assert Commitment.objects.get().state == "sent", "returned without a reason is not returned"
    send(hanh, f"/giao-duc/cam-ket/{one.pk}/", {"viec": "tra-lai", "y-kien": "Ghi rõ tháng nào", "seen": "2"})
    assert "Ghi rõ tháng nào" in page(duc, "/giao-duc/cua-toi/")
    send(duc, mine(pk), {"f-viec_toi_lam": "Đi cơ sở mỗi tháng", "seen": "3", "viec": "gui"})
    send(hanh, f"/giao-duc/cam-ket/{one.pk}/", {"viec": "xac-nhan", "y-kien": "", "seen": "3"})
    assert Commitment.objects.get().state == "sent", "what the head had before her is no longer what stands"
    send(hanh, f"/giao-duc/cam-ket/{one.pk}/", {"viec": "xac-nhan", "y-kien": "", "seen": "4"})
    assert Commitment.objects.get().state == "confirmed"
    assert [s.step for s in CommitmentStep.objects.all()] == ["sent", "returned", "sent", "confirmed"]
    assert CommitmentStep.objects.first().answers == {"viec_toi_lam": "Đi cơ sở"}  # type: ignore[union-attr]
    send(duc, mine(pk), {"f-viec_toi_lam": "Khác", "seen": "5", "viec": "gui"}, status=200)
    assert Commitment.objects.get().answers == {"viec_toi_lam": "Đi cơ sở mỗi tháng"}


def test_two_windows_do_not_overwrite_each_other_and_a_double_press_writes_once(duc: Client) -> None:
    pk = Topic.objects.get().pk
    send(duc, mine(pk), {"f-viec_toi_lam": "Một", "seen": "0", "viec": "luu"})
    assert "vừa được ghi" in send(duc, mine(pk), {"f-viec_toi_lam": "Hai", "seen": "0", "viec": "luu"}, status=422)
    assert Commitment.objects.get().answers == {"viec_toi_lam": "Một"}
    assert "5.000" in send(duc, mine(pk), {"f-viec_toi_lam": "x" * 5001, "seen": "1", "viec": "luu"}, status=422) or Commitment.objects.get().revision == 1  # fmt: skip
    assert duc.get(mine(999)).status_code == 404


def test_a_reflection_is_read_by_its_author_and_the_reader_named_and_nobody_else(
    clerk: Client, duc: Client, hanh: Client, as_role: Callable[..., Client]
) -> None:
    pk = Topic.objects.get().pk
    address, reader = mine(pk, "thu-hoach"), User.objects.get(username="unit_headP-GDN1")
    assert "Chọn người đọc" in send(
        duc, address, {"f-viec_toi_lam": "Điều riêng", "seen": "0", "viec": "gui"}, status=422
    )
    outsider = User.objects.get(username="personnel")
    assert "Chọn người đọc" in send(
        duc,
        address,
        {"f-viec_toi_lam": "Điều riêng", "seen": "0", "viec": "gui", "nguoi-doc": str(outsider.pk)},
        status=422,
    )
    send(duc, address, {"f-viec_toi_lam": "Điều riêng", "seen": "0", "viec": "luu", "nguoi-doc": str(reader.pk)})
    one = Reflection.objects.get()
    assert hanh.get(f"/giao-duc/thu-hoach/{one.pk}/").status_code == 404, "a draft is its author's alone"
    send(duc, address, {"f-viec_toi_lam": "Điều riêng", "seen": "1", "viec": "gui", "nguoi-doc": str(reader.pk)})
    assert "Điều riêng" in page(duc, f"/giao-duc/thu-hoach/{one.pk}/")
    assert "Lê Văn Đức" in page(hanh, "/giao-duc/thu-hoach/")
    assert "Điều riêng" in page(hanh, f"/giao-duc/thu-hoach/{one.pk}/")
    send(hanh, f"/giao-duc/thu-hoach/{one.pk}/", {"dap": "Cảm ơn anh"})
    assert "Cảm ơn anh" in page(duc, f"/giao-duc/thu-hoach/{one.pk}/")
    for other in (
        clerk,
        as_role("leader", unit_id="TX", person_id="N5"),
        as_role("official", person_id="N3"),
        as_role("inspector"),
        as_role("administrator"),
    ):
        assert other.get(f"/giao-duc/thu-hoach/{one.pk}/").status_code in (403, 404)
    assert "Điều riêng" not in page(clerk, f"/giao-duc/chuyen-de/{pk}/")
    assert "đã nộp" in page(clerk, f"/giao-duc/chuyen-de/{pk}/")
    redirected = duc.post(address, {"f-viec_toi_lam": "Sửa", "seen": "2", "viec": "gui"})
    assert redirected.status_code == 302
    assert Reflection.objects.get().answers == {"viec_toi_lam": "Điều riêng"}


def test_a_file_may_stand_for_the_words(duc: Client, hanh: Client, clerk: Client) -> None:
    address, reader = mine(Topic.objects.get().pk, "thu-hoach"), User.objects.get(username="unit_headP-GDN1")
    given = {"f-viec_toi_lam": "", "seen": "0", "viec": "gui", "nguoi-doc": str(reader.pk)}
    assert "Không nhận tệp" in send(duc, address, given | {"tep": SimpleUploadedFile("x.exe", b"MZ")}, status=422)
    send(duc, address, given | {"tep": SimpleUploadedFile("bai.pdf", b"%PDF-1.7 bai")})
    one = Reflection.objects.get()
    assert hanh.get(f"/giao-duc/thu-hoach/{one.pk}/tep/").status_code == 200
    assert clerk.get(f"/giao-duc/thu-hoach/{one.pk}/tep/").status_code == 404


def test_activities_need_a_day_that_has_come_and_mark_only_the_unit(
    hanh: Client, clerk: Client, as_role: Callable[..., Client]
) -> None:
    kind, topic = ActivityKind.objects.get(), Topic.objects.get()
    good = {
        "kind": str(kind.pk),
        "topic": str(topic.pk),
        "unit_id": "P-GD",
        "title": "Kể chuyện Bác",
        "day": "10/12/2020",
        "place": "",
        "summary": "",
    }
    for bad, words in (
        ({"day": "01/01/2099"}, "chưa đến"),
        ({"day": "x"}, "không phải là một ngày"),
        ({"title": ""}, "bắt buộc"),
        ({"unit_id": "P-NV"}, "P-NV"),
        ({"day": "05/05/2019", "topic": ""}, "Không dùng ngày đó"),
        ({"kind": "99"}, "hợp lệ"),
        ({"title": "x" * 241}, "240"),
    ):
        assert words in send(hanh, "/giao-duc/sinh-hoat/moi/", good | bad, status=422), bad
    send(hanh, "/giao-duc/sinh-hoat/moi/", good)
    assert "Đã ghi một buổi" in send(hanh, "/giao-duc/sinh-hoat/moi/", good, status=422)
    one = Activity.objects.get()
    address = f"/giao-duc/sinh-hoat/{one.pk}/"
    send(hanh, address, {"seen": "1", "dd-N2": "present", "dd-N5": "present"})
    assert not Attendance.objects.exists(), "ông Dũng is of another unit"
    send(hanh, address, {"seen": "1", "dd-N2": "present", "dd-N3": "excused", "dd-N4": ""})
    send(hanh, address, {"seen": "1", "dd-N2": "absent"})
    send(hanh, address, {"seen": "2", "dd-N2": "bogus"})
    assert dict(Attendance.objects.values_list("person_id", "mark")) == {"N2": "present", "N3": "excused"}
    neighbour = as_role("unit_head", unit_id="P-NV", person_id="N5")
    assert neighbour.get(address).status_code == 404
    send(hanh, f"{address}rut/", {"ly-do": ""})
    assert Activity.objects.get().withdrawn_at is None
    send(hanh, f"{address}rut/", {"ly-do": "Ghi nhầm ngày"})
    assert "Kể chuyện Bác" not in page(clerk, "/giao-duc/sinh-hoat/")


def test_the_year_is_reviewed_in_words_and_offered_only_after_it_was_seen(
    duc: Client, hanh: Client, clerk: Client
) -> None:
    reader = viewer_of(User.objects.get(username="unit_headP-GDN1"), day=date(2020, 12, 10))
    year = date(2020, 1, 1), date(2020, 12, 31)
    head, own = "/giao-duc/tong-ket/2020/N2/", "/giao-duc/cua-toi/tong-ket/2020/"
    assert hanh.get(head).status_code == 404, "the official speaks first"
    assert "bắt buộc" in send(duc, own, {"f-viec_toi_lam": "", "seen": "0"}, status=422)
    send(duc, own, {"f-viec_toi_lam": "Đã đi cơ sở đủ 12 lần", "seen": "0"})
    send(duc, f"{own}da-xem/", {"y-kien": "", "seen": "1"})
    assert Review.objects.get().seen_at is None, "there is nothing to see yet"
    assert "Đã đi cơ sở" in page(hanh, head)
    assert "vừa được ghi" in send(hanh, head, {"f-viec_toi_lam": "Tốt", "seen": "9"}, status=422)
    send(hanh, head, {"f-viec_toi_lam": "Làm thật", "seen": "1"})
    assert offered(reader, "N2", *year) == []
    assert "Làm thật" in page(duc, own)
    send(duc, f"{own}da-xem/", {"y-kien": "Tôi đồng ý", "seen": "2"})
    signs = [s for s in offered(reader, "N2", *year) if "học tập, rèn luyện" in str(s.words)]
    assert len(signs) == 1
    assert page(hanh, signs[0].url)
    send(hanh, head, {"f-viec_toi_lam": "Viết lại", "seen": "3"}, status=403)
    assert Review.objects.get().head_answers == {"viec_toi_lam": "Làm thật"}
    neighbours = viewer_of(User.objects.get(username="officialN2"), day=date(2020, 12, 10))
    assert all("N3" not in s.url for s in offered(neighbours, "N3", *year))
    assert "Làm thật" in page(clerk, head)


def test_nobody_confirms_or_reviews_themselves_and_officials_see_nobody_else(
    hanh: Client, duc: Client, as_role: Callable[..., Client]
) -> None:
    pk = Topic.objects.get().pk
    send(hanh, mine(pk), {"f-viec_toi_lam": "Việc của tôi", "seen": "0", "viec": "gui"})
    own = Commitment.objects.get()
    send(hanh, f"/giao-duc/cam-ket/{own.pk}/", {"viec": "xac-nhan", "seen": "1"}, status=403)
    for address in (
        HOME,
        f"/giao-duc/chuyen-de/{pk}/",
        f"/giao-duc/cam-ket/{own.pk}/",
        "/giao-duc/tong-ket/2020/",
        "/giao-duc/sinh-hoat/",
        "/giao-duc/mau/",
    ):
        assert duc.get(address).status_code == 403, address
    other = as_role("unit_head", unit_id="P-NV", person_id="N5")
    assert other.get(f"/giao-duc/cam-ket/{own.pk}/").status_code == 404
    for role in ("inspector", "auditor", "administrator"):
        assert as_role(role).get(HOME).status_code == 403


def test_a_form_is_renewed_without_code_and_what_was_written_keeps_its_version(
    clerk: Client, duc: Client, hanh: Client
) -> None:
    pk = Topic.objects.get().pk
    send(duc, mine(pk), {"f-viec_toi_lam": "Trên bản một", "seen": "0", "viec": "gui"})
    new = FORM | {
        "seen": "1",
        "valid_from": "10/12/2020",
        "label-1": "Tôi hứa gì",
        "kind-1": "choice",
        "options-1": "Đúng giờ; Gần dân",
    }
    preview = send(clerk, "/giao-duc/mau/ban-dang-ky/", new | {"viec": "xem"}, status=200)
    assert "Xem trước" in preview
    assert "Gần dân" in preview
    assert FormVersion.objects.filter(key="ban-dang-ky").count() == 1, "looking writes nothing"
    for bad, words in (
        ({"options-1": ""}, "ít nhất hai lựa chọn"),
        ({"title": ""}, "bắt buộc"),
        ({"valid_from": "01/12/2019"}, "không thể sớm hơn"),
        ({"seen": "0"}, "vừa ra bản mới"),
        ({"purpose": "reflection"}, "việc khác"),
        ({"so-dong": "0"}, "chưa có trường nào"),
    ):
        assert words in send(clerk, "/giao-duc/mau/ban-dang-ky/", new | bad, status=422), bad
    send(clerk, "/giao-duc/mau/ban-dang-ky/", new)
    old = Commitment.objects.get()
    assert "Trên bản một" in page(hanh, f"/giao-duc/cam-ket/{old.pk}/")
    assert old.form.version == 1
    assert "Gần dân" in page(hanh, mine(pk))
    assert "Việc tôi làm" in page(hanh, mine(pk), ngay="09/12/2020"), "on the day before, the version before"
    assert "đã có mẫu cùng tên" in send(clerk, "/giao-duc/mau/moi/", FORM, status=422).lower()
    send(clerk, "/giao-duc/mau/ban-dang-ky/thoi/", {"ngay": "hôm nay", "seen": "2"})
    send(clerk, "/giao-duc/mau/ban-dang-ky/thoi/", {"ngay": "01/01/2020", "seen": "2"})
    assert FormVersion.objects.get(key="ban-dang-ky", version=2).valid_until is None
    send(clerk, "/giao-duc/mau/ban-dang-ky/thoi/", {"ngay": "31/12/2020", "seen": "2"})
    assert page(hanh, mine(pk), status=404, ngay="01/01/2021")
    send(hanh, "/giao-duc/mau/moi/", FORM, status=403)


def test_kinds_are_made_and_closed_and_topics_are_refused_in_sentences(
    clerk: Client, as_role: Callable[..., Client]
) -> None:
    for name in ("Sinh hoạt chuyên đề", "", "x" * 121):
        send(clerk, "/giao-duc/loai/moi/", {"ten": name})
    one = ActivityKind.objects.get()
    send(clerk, f"/giao-duc/loai/{one.pk}/thoi/", {"ngay": "01/01/2019"})
    send(clerk, f"/giao-duc/loai/{one.pk}/thoi/", {"ngay": "mai"})
    assert ActivityKind.objects.get().valid_until is None
    for bad, words in (
        ({"title": ""}, "bắt buộc"),
        ({"ends": "01/01/2019"}, "từ ngày đầu trở đi"),
        ({"begins": "01/01/2019"}, "trong năm đó"),
        ({"unit_id": "X"}, "X"),
        ({"commitment_form": "bogus"}, "bogus"),
        ({"reader": "khong.co"}, "khong.co"),
        ({"year": "nay"}, "số nguyên"),
        ({"year": "1800"}, "2000"),
        ({}, "cùng tên"),
    ):
        assert words in send(clerk, "/giao-duc/chuyen-de/moi/", TOPIC | bad, status=422), bad
    topic = Topic.objects.get()
    send(clerk, f"/giao-duc/chuyen-de/{topic.pk}/sua/", TOPIC | {"title": "Nêu gương 2", "seen": "1"})
    assert "vừa sửa" in send(clerk, f"/giao-duc/chuyen-de/{topic.pk}/sua/", TOPIC | {"seen": "1"}, status=422)
    assert Topic.objects.get().title == "Nêu gương 2"
    send(as_role("leader", unit_id="TX"), "/giao-duc/chuyen-de/moi/", TOPIC, status=403)


def test_figures_by_unit_say_what_is_missing_and_go_out_without_names(
    clerk: Client, duc: Client, django_assert_max_num_queries: Callable[..., CaptureQueriesContext]
) -> None:
    send(duc, mine(Topic.objects.get().pk), {"f-viec_toi_lam": "Một", "seen": "0", "viec": "gui"})
    Commitment.objects.update(sent_at="2020-11-01T08:00:00+07:00")
    with django_assert_max_num_queries(40):
        text = page(clerk)
    assert "6 bản đăng ký" not in text
    assert "3 bản đăng ký" in text, "all three of home affairs are missing"
    third = openpyxl.load_workbook(
        io.BytesIO(clerk.get("/giao-duc/bao-cao/", {"nam": "2020", "quy": "3", "kieu": "xlsx"}).content)
    )
    fourth = openpyxl.load_workbook(
        io.BytesIO(clerk.get("/giao-duc/bao-cao/", {"nam": "2020", "quy": "4", "kieu": "xlsx"}).content)
    )
    totals = [list(book.worksheets[0].iter_rows(values_only=True))[-1] for book in (third, fourth)]
    assert [t[2] for t in totals] == [0, 1]
    word = docx.Document(io.BytesIO(clerk.get("/giao-duc/bao-cao/", {"nam": "2020"}).content))
    said = "\n".join(c.text for t in word.tables for r in t.rows for c in r.cells)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in said
    assert "Lê Văn Đức" not in said


def test_every_page_speaks_english(clerk: Client, hanh: Client) -> None:
    pk = Topic.objects.get().pk
    for client, addresses in ((clerk, (HOME, f"/giao-duc/chuyen-de/{pk}/", "/giao-duc/sinh-hoat/", "/giao-duc/mau/", "/giao-duc/mau/moi/", "/giao-duc/tong-ket/2020/")), (hanh, ("/giao-duc/cua-toi/", mine(pk), mine(pk, "thu-hoach"), "/giao-duc/thu-hoach/"))):  # fmt: skip
        client.cookies["ngon_ngu"] = "en"
        for address in addresses:
            text = page(client, address)
            assert '<html lang="en">' in text
            for words in ("Giáo dục chính trị", "Đơn vị nào", "Tôi đăng ký", "chưa"):
                assert words not in text, (address, words)
