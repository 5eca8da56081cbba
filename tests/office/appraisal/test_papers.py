"""The forms as files: of the law of the period, for whom the page is open, with a line in the ledger."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from docx import Document
from tests.office.appraisal.conftest import stand_in_2026
from tests.office.appraisal.test_years import FULL, months

from dungviec.office.access.models import LedgerEntry
from dungviec.office.appraisal.models import CatalogueVersion, Meeting, MonthSheet

MONTH = "/danh-gia/phieu/N2/2026-01/mau-01/"
YEAR = "/danh-gia/nam/N2/2026/mau-02/"
RESULTS = "/danh-gia/nam/giay/ket-qua/"


@pytest.fixture
def scored(catalogue: CatalogueVersion, head: Client, duc: Client) -> CatalogueVersion:
    months(catalogue)
    MonthSheet.objects.filter(month=1).update(self_general=[5] * 2 + FULL[2:9] + [1], comment="Làm việc chắc chắn")
    for client in (head, duc):
        stand_in_2026(client)
    return catalogue


def words(answer: Any) -> str:
    document = Document(io.BytesIO(answer.content))
    cells = [c.text for t in document.tables for r in t.rows for c in r.cells]
    return "\n".join([p.text for p in document.paragraphs] + cells)


def test_the_form_of_a_month_holds_what_the_page_shows(scored: CatalogueVersion, head: Client) -> None:
    answer = head.get(f"{MONTH}docx/")
    assert answer.status_code == 200, answer
    assert answer["Content-Disposition"] == 'attachment; filename="mau-01-2026-01.docx"'
    told = words(answer)
    assert "94,17" in told
    assert "Điểm xác nhận" in told
    assert "28,50" in told, "the own score stands beside"
    assert "Làm việc chắc chắn" in told
    line = LedgerEntry.objects.get(action="export_month")
    assert (line.subject_id, line.detail["period"]) == ("N2", "2026-01")


def test_both_forms_come_as_pdf(scored: CatalogueVersion, duc: Client) -> None:
    assert duc.get(f"{MONTH}pdf/").content.startswith(b"%PDF")
    assert duc.get(f"{YEAR}pdf/").content.startswith(b"%PDF")


def test_before_the_heads_word_the_form_bears_the_own_numbers(scored: CatalogueVersion, duc: Client) -> None:
    MonthSheet.objects.filter(month=1).update(head_general=[], state="sent")
    told = words(duc.get(f"{MONTH}docx/"))
    assert "28,50" in told
    assert "Điểm xác nhận" not in told


def test_a_month_without_a_form_on_file_says_so(catalogue: CatalogueVersion, duc: Client) -> None:
    at = "/danh-gia/phieu/N2/2020-12/"
    page = duc.get(at).content.decode()
    assert "chưa có mẫu phiếu tháng" in page
    assert "mau-01" not in page
    answer = duc.get(f"{at}mau-01/docx/", follow=True)
    assert answer.redirect_chain
    assert "chưa có mẫu phiếu tháng" in answer.content.decode()
    assert not LedgerEntry.objects.filter(action="export_month").exists()


def test_the_form_of_a_year_ticks_what_people_said(scored: CatalogueVersion, duc: Client) -> None:
    duc.post("/danh-gia/nam/N2/2026/", {"tu-nhan": "1", "muc": "good"})
    told = words(duc.get(f"{YEAR}docx/"))
    assert "☒ Hoàn thành tốt nhiệm vụ" in told
    assert "99,51" in told
    assert "☒ Hoàn thành xuất sắc nhiệm vụ" not in told


def test_the_list_of_results_and_the_minutes_hold_the_meeting(scored: CatalogueVersion, head: Client) -> None:
    form = {
        "don-vi": "P-GD", "nam": "2026", "hop": "1", "ngay-hop": "8/12/2026", "chu-tri": "Nguyễn Thị Hạnh", "thu-ky": "Lê Văn Đức",
        "co-mat": "3", "trieu-tap": "4", "y-kien": "Nhất trí", "phieu-N2-excellent": "2", "phieu-N2-good": "1",
    }  # fmt: skip
    assert head.post("/danh-gia/nam/don-vi/", form).status_code == 302
    one = Meeting.objects.get()
    assert one.votes == {"N2": {"excellent": 2, "good": 1}}
    told = words(head.get(f"/danh-gia/nam/giay/bien-ban/docx/?don-vi=P-GD&nam=2026&bien-ban={one.pk}"))
    assert "ngày 08/12/2026" in told
    assert "3 / 4 người; vắng: 1" in told
    assert "Xuất sắc 2, Tốt 1" in told
    results = head.get(f"{RESULTS}docx/?don-vi=P-GD&nam=2026")
    assert "99,51" in words(results)
    assert LedgerEntry.objects.filter(action="export_unit_year").count() == 2


def test_more_votes_than_people_present_are_refused(scored: CatalogueVersion, head: Client) -> None:
    form = {
        "don-vi": "P-GD", "nam": "2026", "hop": "1", "ngay-hop": "8/12/2026", "chu-tri": "A", "thu-ky": "B", "co-mat": "3",
        "trieu-tap": "4", "phieu-N2-excellent": "2", "phieu-N2-good": "2",
    }  # fmt: skip
    answer = head.post("/danh-gia/nam/don-vi/", form)
    assert answer.status_code == 422
    assert "4 phiếu" in answer.content.decode()
    assert not Meeting.objects.exists()


def test_papers_are_closed_to_who_may_not_open_the_page(
    scored: CatalogueVersion, as_role: Callable[..., Client]
) -> None:
    stranger = as_role("official", "", "N6")
    assert stranger.get(f"{MONTH}docx/").status_code in (403, 404)
    assert stranger.get(f"{YEAR}docx/").status_code in (403, 404)
    assert stranger.get(f"{RESULTS}docx/?don-vi=P-GD&nam=2026").status_code in (403, 404)
    other = as_role("unit_head", "P-NV", "N5")
    assert other.get(f"{RESULTS}docx/?don-vi=P-GD&nam=2026").status_code == 404
