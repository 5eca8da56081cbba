"""One official, the units, the home page: what they say about the town."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.test import Client

from dungviec.office.access.models import LedgerEntry


def text(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_the_gap_list_comes_first_and_unknown_is_not_a_shortfall(officer: Client) -> None:
    page = text(officer, "/can-bo/N1/")
    assert "Còn 3 điều chưa đáp ứng vị trí đang giữ" in page
    assert "Lý luận chính trị: có Trung cấp, vị trí yêu cầu Cao cấp" in page
    assert "Đạo đức và bản lĩnh: mức 2, cần mức 4" in page
    assert "Tổ chức thực hiện công việc: chưa đánh giá, cần mức 3" in page


def test_the_clocks_of_the_head_of_education(officer: Client) -> None:
    page = text(officer, "/can-bo/N1/")
    assert "còn 5 tháng 31/05/2021" in page
    assert "31/08/2035" in page  # a woman born in August 1975 leaves at 60


def test_a_rating_decided_later_is_not_yet_known(officer: Client) -> None:
    assert "2020: Không hoàn thành nhiệm vụ" not in officer.get("/can-bo/N1/").content.decode()
    assert "2020: Không hoàn thành nhiệm vụ" in officer.get("/can-bo/N1/?ngay=05/01/2021").content.decode()


def test_what_may_she_be_appointed_to(officer: Client) -> None:
    page = text(officer, "/can-bo/N1/bo-nhiem/")
    assert "Phó Trưởng phòng" in page or "Không có vị trí nào" in page
    assert "Trong các vị trí khác:" in page


def test_why_and_why_not_with_the_clause_and_the_evidence(officer: Client) -> None:
    page = text(officer, "/can-bo/N2/bo-nhiem/GD.PP/")
    assert "Phó Trưởng phòng" in page
    assert "Căn cứ" in page
    assert "Nguyện vọng" in page
    assert officer.get("/can-bo/N2/bo-nhiem/KHONG/").status_code == 404


def test_colleagues_do_not_judge_each_other(as_role: Callable[..., Client]) -> None:
    official = as_role("official", person_id="N2")
    assert official.get("/can-bo/N2/").status_code == 200
    assert official.get("/can-bo/N3/").status_code == 403
    assert official.get("/can-bo/N3/the/").status_code == 403
    assert official.get("/can-bo/N3/bo-nhiem/").status_code == 403
    assert official.get("/to-chuc/P-NV/").status_code == 403
    assert "Nguyễn Thị Hạnh" not in official.get("/can-bo/").content.decode()


def test_an_inspector_sees_files_but_no_prospects(as_role: Callable[..., Client]) -> None:
    inspector = as_role("inspector")
    assert inspector.get("/can-bo/N1/").status_code == 200
    assert inspector.get("/can-bo/N1/bo-nhiem/").status_code == 404


def test_an_official_finds_the_own_file_from_the_first_page(as_role: Callable[..., Client]) -> None:
    own = as_role("official", person_id="N2")
    assert "/ho-so-cua-toi/" in own.get("/").content.decode()
    assert own.get("/ho-so-cua-toi/").headers["Location"] == "/can-bo/N2/"


def test_looking_at_a_file_is_written_down_without_a_name(officer: Client) -> None:
    officer.get("/can-bo/N1/")
    entry = LedgerEntry.objects.filter(action="see_person").get()
    assert (entry.subject_kind, entry.subject_id, entry.actor) == ("person", "N1", "personnel")
    assert "Hạnh" not in str(entry.detail)


def test_units_say_over_short_and_vacant_in_words(officer: Client) -> None:
    page = text(officer, "/to-chuc/")
    assert "thừa 1" in page  # the school: two teachers, a norm of one
    assert "thiếu 1" in page  # education: two of three
    unit = text(officer, "/to-chuc/P-GD/")
    assert "Phó Trưởng phòng" in unit
    assert "trống 1" in unit
    assert "chưa có người" in unit


def test_the_home_page_counts_and_every_count_opens_its_list(officer: Client) -> None:
    page = officer.get("/").content.decode()
    assert re.search(r"/can-bo/\?term=12.{0,80}<b[^>]*>1</b>", page, flags=re.S)
    assert re.search(r"/can-bo/\?degree=none.{0,80}<b[^>]*>1</b>", page, flags=re.S)
    for address in set(re.findall(r'href="(/(?:can-bo|to-chuc)/\?[^"]+)"', page)):
        assert officer.get(address.replace("&amp;", "&")).status_code == 200, address


def test_a_head_sees_only_the_own_branch_at_home(as_role: Callable[..., Client]) -> None:
    page = text(as_role("unit_head", unit_id="P-GD"), "/")
    assert "Phòng Giáo dục và Đào tạo" in page
    assert re.search(r"\b4\b người", page)


def test_nobody_of_that_code(officer: Client) -> None:
    assert officer.get("/can-bo/KHONG/").status_code == 404
    assert officer.get("/to-chuc/KHONG/").status_code == 404
