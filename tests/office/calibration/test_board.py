"""The calibration board: quotas beside levels, what proposals change, suggestions with a reason and a log; read by role and scope."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from tests.office.calibration.made_up import YEAR, scored_agency

from dungviec.office.access.models import LedgerEntry, User
from dungviec.office.calibration.models import Suggestion

BOARD = f"/danh-gia/can-chinh/?don-vi=P-GD&nam={YEAR}"


@pytest.fixture
def office(officer: Client) -> Client:
    """The personnel officer at a town with an agency that has scored its year."""
    scored_agency(User.objects.get())
    return officer


def page(client: Client, path: str = BOARD) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def suggest(client: Client, person: str, level: str, reason: str) -> str:
    asked = {"don-vi": "P-GD", "nam": str(YEAR), "nguoi": person, "muc": level, "ly-do": reason}
    return client.post("/danh-gia/can-chinh/de-nghi/", asked, follow=True).content.decode()


def test_the_board_sets_people_beside_the_quota_and_says_where_the_head_differs(office: Client) -> None:
    text = page(office)
    assert "Lê Văn Đức" in text
    assert "95,00" in text
    assert "khác số liệu" in text
    assert "vượt 1" in text  # one excellent by the figures, 20 % of two good ones is nobody
    assert "đề nghị của trưởng đơn vị" in text
    assert "Còn hai việc chậm chưa có lý do." in text


def test_a_suggestion_needs_a_reason_changes_no_rating_and_stays_in_the_log(office: Client) -> None:
    assert "ít nhất mười chữ cái" in suggest(office, "N3", "excellent", "hay")
    assert not Suggestion.objects.exists()
    text = suggest(office, "N3", "excellent", "Dẫn đầu đợt chuyển đổi hồ sơ số của trường.")
    assert "Đã ghi đề nghị" in text
    assert "Dẫn đầu đợt chuyển đổi hồ sơ số" in text
    made = Suggestion.objects.get()
    assert (made.before, made.after) == ("good", "excellent")
    assert "cả đề nghị cân chỉnh" in text
    assert LedgerEntry.objects.filter(action="suggest_level", subject_id="N3").exists()
    text = office.post(f"/danh-gia/can-chinh/de-nghi/{made.pk}/rut/", {"nam": str(YEAR)}, follow=True).content.decode()
    assert "đã rút" in text
    assert Suggestion.objects.get().withdrawn_at is not None


def test_a_later_suggestion_takes_the_place_of_the_one_before(office: Client) -> None:
    suggest(office, "N3", "excellent", "Dẫn đầu đợt chuyển đổi hồ sơ.")
    suggest(office, "N3", "completed", "Xem lại: hai tháng cuối vắng mặt.")
    assert [s.after for s in Suggestion.objects.filter(withdrawn_at=None)] == ["completed"]
    assert Suggestion.objects.count() == 2


def test_nobody_suggests_for_themselves_or_outside_their_reach(office: Client, as_role: Callable[..., Client]) -> None:
    head = as_role("unit_head", unit_id="P-GD", person_id="N1")
    assert "Không ai đề nghị mức cho chính mình" in suggest(head, "N1", "excellent", "Tôi thấy mình xứng đáng.")
    other = as_role("unit_head", unit_id="P-NV", person_id="N5")
    answer = other.post("/danh-gia/can-chinh/de-nghi/", {"don-vi": "P-GD", "nam": str(YEAR), "nguoi": "N3", "muc": "excellent", "ly-do": "Một lý do đủ dài."})  # fmt: skip
    assert answer.status_code == 404
    assert not Suggestion.objects.exists()


def test_a_head_sees_the_own_branch_and_no_other(office: Client, as_role: Callable[..., Client]) -> None:
    text = page(as_role("unit_head", unit_id="TH", person_id="N3"), f"/danh-gia/can-chinh/?nam={YEAR}")
    assert "Trần Thị Ân" in text
    assert "Lê Văn Đức" not in text
    assert as_role("unit_head", unit_id="P-NV", person_id="N5").get(BOARD).status_code == 404


@pytest.mark.parametrize("role", ["official", "administrator", "auditor"])
def test_the_tabs_are_closed_to_who_reads_nobodys_ratings(office: Client, as_role: Callable[..., Client], role: str) -> None:  # fmt: skip
    client = as_role(role, unit_id="", person_id="N2" if role == "official" else "")
    for tab in ("can-chinh", "nhiet-ke", "lam-phat-muc", "dau-hieu-hinh-thuc"):
        assert client.get(f"/danh-gia/{tab}/").status_code == 403


def test_an_empty_year_says_so(officer: Client) -> None:
    text = page(officer, "/danh-gia/can-chinh/?don-vi=P-GD&nam=2026")
    assert "Chưa ai có mức trong năm này" in text
    assert "Xin chọn một cơ quan" in page(officer, "/danh-gia/can-chinh/")
    assert officer.get("/danh-gia/can-chinh/?don-vi=khong-co").status_code == 404


def test_more_people_ask_no_more_queries(office: Client, django_assert_max_num_queries: Callable[..., object]) -> None:
    page(office)
    with django_assert_max_num_queries(60):  # type: ignore[attr-defined]
        page(office)


def test_a_branch_too_large_for_one_board_shows_the_units_own_people(office: Client, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    from dungviec.office.calibration.views import board

    monkeypatch.setattr(board, "LARGEST", 3)
    text = page(office)
    assert "chỉ là người của chính đơn vị" in text
    assert "Lê Văn Đức" in text
    assert "Trần Thị Ân" not in text
    assert "Trần Thị Ân" in page(office, f"/danh-gia/can-chinh/?don-vi=TH&nam={YEAR}")
