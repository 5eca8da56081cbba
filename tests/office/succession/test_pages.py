"""Succession in the office: pools in words, one title, stand-ins, without one person, the review; closed to whom it is closed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from dungviec.office.registry.services import create

HOME = "/quy-hoach/"
PAGES = (
    HOME,
    "/quy-hoach/chuc-danh/GD.TP/",
    "/quy-hoach/nguoi-thay/",
    "/quy-hoach/nguoi-thay/vang/N1/",
    "/quy-hoach/chin-o/",
    "/quy-hoach/ra-soat/",
)


@pytest.fixture
def office(officer: Client) -> Client:
    """Ông Đức is planned as head of education, cô An (a teacher) as deputy."""
    plan = {"field": "home_affairs", "approved": date(2019, 3, 4), "term": "2020–2025"}
    create(
        "plans",
        plan | {"person_id": "N2", "title": "Trưởng phòng", "post_id": "GD.TP", "level": "head_of_division"},
        by="officer",
        why="Thử",
    )
    create(
        "plans",
        plan | {"person_id": "N3", "title": "Phó Trưởng phòng", "post_id": "GD.PP", "level": "deputy_head_of_division"},
        by="officer",
        why="Thử",
    )
    return officer


def page(client: Client, address: str = HOME) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def test_the_pools_show_who_is_planned_and_what_the_law_of_the_day_says(office: Client) -> None:
    text = page(office)
    assert "2 trên 3 danh sách có người" in text
    assert "nhiệm kỳ 2020–2025" in text
    assert "Chưa rõ" in text
    assert "Chức danh chưa có ai được quy hoạch: 1" in text
    assert "1 trên 1 danh sách" not in page(office, HOME + "?don-vi=P-NV")
    assert "0 trên 1 danh sách có người" in page(office, HOME + "?don-vi=P-NV")


def test_one_title_says_what_each_person_is_missing_and_what_to_learn(office: Client) -> None:
    text = page(office, "/quy-hoach/chuc-danh/GD.TP/")
    assert "Lê Văn Đức" in text
    assert "lý luận chính trị: chưa ghi, cần cao cấp" in text
    assert "Cao cấp lý luận chính trị" in text
    assert "?/4" in text  # G1 of the profile was never assessed
    assert office.get("/quy-hoach/chuc-danh/KHONG/").status_code == 404
    assert office.get("/quy-hoach/chuc-danh/GD.CV/").status_code == 404


def test_nine_boxes_are_a_view_and_say_of_whom_a_measure_is_missing(office: Client) -> None:
    text = page(office, "/quy-hoach/chin-o/")
    assert "Không ô nào được lưu" in text
    assert "Chưa xếp được: 2 lượt" in text
    assert "0/3" in text
    for year in (2017, 2018, 2019):
        rating = {"person_id": "N2", "year": year, "system": "state", "rating": "good"}
        create("ratings", rating, by="officer", why="Thử")
    assert "3/3" in page(office, "/quy-hoach/chin-o/")  # the ratings are there now; the readiness is still unknown


def test_a_course_on_file_is_named_beside_what_is_missing(office: Client) -> None:
    assert "hồ sơ đào tạo chưa có lớp nào" in page(office, "/quy-hoach/chuc-danh/GD.TP/")
    course = {"person_id": "N5", "kind": "theory_advanced", "title": "Cao cấp khóa 7", "from_date": date(2020, 9, 7)}
    create("training", course, by="officer", why="Thử")
    assert "đang mở: Cao cấp khóa 7 (07/09/2020)" in page(office, "/quy-hoach/chuc-danh/GD.TP/")


def test_stand_ins_and_the_office_without_one_person(office: Client) -> None:
    text = page(office, "/quy-hoach/nguoi-thay/")
    assert "Nguyễn Thị Hạnh" in text
    assert "đang trống" in text
    gone = page(office, "/quy-hoach/nguoi-thay/vang/N1/")
    assert "Nếu vắng Nguyễn Thị Hạnh" in gone
    assert "Phòng Giáo dục và Đào tạo" in gone
    assert "không giữ chức danh lãnh đạo nào" in page(office, "/quy-hoach/nguoi-thay/vang/N2/")
    assert office.get("/quy-hoach/nguoi-thay/vang/N99/").status_code == 404


def test_the_review_lists_every_line(office: Client) -> None:
    text = page(office, "/quy-hoach/ra-soat/")
    assert "Đưa ra 0, cần xem lại 0, ở lại 0, chưa kết luận 2" in text
    assert "Trần Thị An" in text


@pytest.mark.parametrize("role", ["official", "administrator", "auditor", "unit_head", "inspector"])
def test_closed_to_whoever_does_not_oversee_plans(office: Client, as_role: Callable[..., Client], role: str) -> None:
    client = as_role(role, unit_id="P-GD" if role == "unit_head" else "", person_id="N2" if role == "official" else "")
    for address in PAGES:
        assert client.get(address).status_code == 403, address
    assert HOME not in client.get("/", follow=True).content.decode()


def test_the_leader_enters_and_an_officer_of_one_branch_does_not(
    office: Client, as_role: Callable[..., Client]
) -> None:
    assert "Quy hoạch cán bộ" in page(as_role("leader", unit_id="TX"))
    assert as_role("personnel", unit_id="P-GD").get(HOME).status_code == 403


def test_nobody_reads_of_proceedings_against_themselves_here(office: Client, as_role: Callable[..., Client]) -> None:
    from dungviec.office.registry.services import amend

    amend("people", "N2", {"denunciation_open": True, "criminal_open": True}, by="officer", why="Thử")
    own = page(as_role("leader", person_id="N2"), "/quy-hoach/chuc-danh/GD.TP/")
    assert "Không hiển thị" in own
    assert "khởi tố" not in own


def test_more_lines_ask_no_more_queries(office: Client, django_assert_max_num_queries: Callable[..., object]) -> None:
    for address in PAGES:
        page(office, address)
        with django_assert_max_num_queries(40):  # type: ignore[attr-defined]
            page(office, address)
