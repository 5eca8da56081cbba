"""Gaps, profiles, papers, strengths and the back-test, as the people of the office meet them."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import polars as pl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.office.competency.conftest import DAY

from dungviec.competency import score_pairs
from dungviec.law import judge_pairs
from dungviec.office.competency import demo
from dungviec.office.competency.models import BackTest, SurveyRound
from dungviec.office.competency.tasks import run_back_test
from dungviec.office.registry.models import Batch
from dungviec.office.registry.selectors import snapshot
from dungviec.office.registry.services import amend, create, open_batch, undo, write_many
from dungviec.records.known_by import competencies_by

PROFILE = "/nang-luc/khung-vi-tri/CV/"
CHANGE = {
    "it-nhat-G1": "2", "can-G1": "3", "trong-so-G1": "1", "it-nhat-G4": "2", "can-G4": "3", "trong-so-G4": "1", "it-nhat-G6": "4", "can-G6": "5",
    "trong-so-G6": "3", "tu-ngay": "01/06/2020", "ly-do": "Đề án chuyển đổi số", "vi-tri": "GD.CV",
}  # fmt: skip


@pytest.fixture
def keeper(as_role: Callable[..., Client]) -> Client:
    return as_role("personnel", person_id="O1")


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def count_work(**strong: str) -> None:
    """A year of work in two kinds for everybody: who is named does that kind without a fault, the others four of five."""
    rows = [
        {"person_id": f"C{i}", "year": 2020, "kind": kind, "assigned": 60, **dict.fromkeys(("done", "good", "on_time"), 60 if strong.get(f"C{i}") == kind else 46)}
        for i in range(1, 8) for kind in ("drafting", "citizens")
    ]  # fmt: skip
    write_many(open_batch("demo", "Sổ công việc", by="gieo"), creates={"work_counts": rows})


def test_the_map_says_in_figures_what_its_shade_says(keeper: Client) -> None:
    text = page(keeper, "/nang-luc/")
    assert "Ai đã đánh giá cũng đạt" in text
    create("competencies", {"person_id": "C1", "competency": "G6", "level": 1, "assessed": DAY}, by="gieo", why="Thử")
    text = page(keeper, "/nang-luc/")
    assert "1 người còn thiếu ít nhất một năng lực; nhiều nhất là sử dụng công nghệ thông tin" in text
    assert '<td class="heat heat-3 num" title="1 thiếu trong 2 đã đánh giá; 5 chưa đánh giá">50</td>' in text
    assert "heat-unknown" in text, "nobody assessed is not nobody short"
    assert "▼1/3" in page(keeper, "/nang-luc/don-vi/P-GD/")
    assert "Bồi dưỡng nghiệp vụ, kỹ năng" in page(keeper, "/nang-luc/thieu/G6/")


def test_the_workbook_holds_what_the_page_shows(keeper: Client) -> None:
    answer = keeper.get("/nang-luc/xuat/?don-vi=P-GD")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["Theo đơn vị", "Theo năng lực", "Từng người"]
    rows = [r for r in book["Từng người"].iter_rows(min_row=5, values_only=True) if r[0] == "Trần Thị Chi"]
    assert rows[0][:4] == ("Trần Thị Chi", "Chuyên viên", 0, 0)
    assert "3/3" in rows[0]


def test_reading_the_map_takes_few_questions(keeper: Client) -> None:
    for path in ("/nang-luc/", "/nang-luc/don-vi/P-GD/", "/nang-luc/khung-vi-tri/", "/nang-luc/so-truong/"):
        page(keeper, path)
        with CaptureQueriesContext(connection) as asked:
            page(keeper, path)
        assert len(asked) <= 30, (path, len(asked))


def test_each_sees_the_own_reach(as_role: Callable[..., Client]) -> None:
    head = as_role("unit_head", unit_id="P-VP", person_id="O2")
    assert "Phòng Giáo dục" not in page(head, "/nang-luc/").split("<main", 1)[1]
    assert head.get("/nang-luc/don-vi/P-GD/").status_code == 403
    assert head.get("/nang-luc/xuat/?don-vi=P-GD").status_code == 403
    chi = as_role("official", person_id="C3")
    assert chi.get("/nang-luc/").headers["Location"] == "/nang-luc/can-bo/C3/"
    assert chi.get("/nang-luc/can-bo/C1/").status_code == 403
    assert chi.get("/nang-luc/xuat/").status_code == 403
    for role in ("auditor", "administrator"):
        assert as_role(role).get("/nang-luc/").status_code == 403


def test_a_profile_changes_from_a_day_on_and_the_old_one_stays(keeper: Client) -> None:
    answer = keeper.post(PROFILE, CHANGE)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    s = snapshot(DAY)
    assert dict(s.posts.select("post_id", "profile_id").iter_rows())["GD.CV"] == "CV.2"
    assert dict(s.posts.select("post_id", "profile_id").iter_rows())["VP.CV"] == "CV"
    assert dict(snapshot(date(2020, 5, 31)).posts.select("post_id", "profile_id").iter_rows())["GD.CV"] == "CV"
    assert "Đề án chuyển đổi số" in page(keeper, "/nang-luc/khung-vi-tri/CV.2/")
    assert "thiếu 1 mức" in page(keeper, "/nang-luc/can-bo/C3/"), "level 3 was enough and is not any more"
    undo(Batch.objects.latest("pk"), by="gieo", why="Nhầm")
    assert dict(snapshot(DAY).posts.select("post_id", "profile_id").iter_rows())["GD.CV"] == "CV"
    assert keeper.post(PROFILE, CHANGE).status_code == 302
    assert dict(snapshot(DAY).posts.select("post_id", "profile_id").iter_rows())["GD.CV"] == "CV.3", (
        "an identifier is used once"
    )


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"ly-do": " "}, "Xin ghi lý do"), ({"it-nhat-G6": "5", "can-G6": "4"}, "mức cần không thấp hơn"), ({"it-nhat-G6": "0"}, "mức tối thiểu từ 1 đến 5"),
        ({"trong-so-G6": "0"}, "trọng số từ 1 đến 100"), ({"it-nhat-G6": "x"}, "phải là số"), ({"tu-ngay": "mai"}, "không đọc được"),
        ({"it-nhat-G1": "", "it-nhat-G4": "", "it-nhat-G6": ""}, "ít nhất một năng lực"), ({"vi-tri": "TX.CT"}, "không có vị trí nào dùng khung này"),
        ({"them": "X1", "them-it-nhat": "2"}, "mang mã «X1»"), ({"it-nhat-G6": "3", "can-G6": "4", "trong-so-G6": "1"}, "chưa có gì khác"),
    ],
)  # fmt: skip
def test_a_profile_that_cannot_be_is_told(keeper: Client, changed: dict[str, str], sentence: str) -> None:
    answer = keeper.post(PROFILE, CHANGE | changed)
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert not Batch.objects.filter(kind="profile").exists()


def test_a_certificate_brings_its_level_and_expires(keeper: Client, as_role: Callable[..., Client]) -> None:
    given = {
        "nang-luc": "G6",
        "muc": "4",
        "nguon": "certificate",
        "ngay": "01/03/2020",
        "den-ngay": "01/03/2022",
        "minh-chung": "Chứng chỉ số 12",
    }
    assert keeper.post("/nang-luc/can-bo/C1/giay-to/", given).status_code == 302
    text = page(keeper, "/nang-luc/can-bo/C1/")
    assert "Chứng chỉ số 12" in text
    assert dict(
        competencies_by(snapshot()).filter(pl.col("person_id") == "C1").select("competency", "level").iter_rows()
    ) == {"G6": 4}
    for changed, sentence in (({"muc": "6"}, "Mức chỉ từ 1 đến 5"), ({"ngay": "01/03/2021"}, "sau ngày của hồ sơ"), ({"den-ngay": "01/01/2020"}, "trước ngày cấp"), ({"minh-chung": ""}, "Xin ghi số")):  # fmt: skip
        answer = keeper.post("/nang-luc/can-bo/C2/giay-to/", given | changed)
        assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert "của chính anh/chị" in keeper.post("/nang-luc/can-bo/O1/giay-to/", given).content.decode()
    assert as_role("leader", unit_id="TX").post("/nang-luc/can-bo/C2/giay-to/", given).status_code == 403


def test_three_sources_stand_apart_and_what_is_not_known_is_said(keeper: Client) -> None:
    create("strengths", {"person_id": "C3", "strength": "teaching", "evidence": "Lời trưởng phòng", "noted": date(2019, 1, 1), "confidence": 2}, by="gieo", why="Thử")  # fmt: skip
    count_work(C3="drafting")
    text = page(keeper, "/nang-luc/can-bo/C3/so-truong/")
    work, rest = text.split("Người khác đánh giá")
    noted, own = rest.split("Tự nêu")
    assert "Soạn thảo, tham mưu văn bản" in work
    assert "60 sản phẩm, đạt 100 %; đồng nghiệp 77 %" in work
    assert "Lời trưởng phòng" in noted
    assert "Soạn thảo" not in noted
    assert "Nguyện vọng" not in noted
    assert "Văn phòng" in own
    silent = page(keeper, "/nang-luc/can-bo/O2/so-truong/")
    assert "Chưa có số đếm sản phẩm nào: không nói gì được." in silent
    assert "chắc 100" not in work, "nothing is certain"


def test_revealed_strengths_raise_fit_and_never_a_verdict(keeper: Client) -> None:
    count_work(C3="drafting")
    amend("people", "C3", {"discipline_open": True}, by="gieo", why="Thử")
    pairs = pl.DataFrame(
        [(f"C{i}", post) for i in range(1, 8) for post in ("VP.CV", "GD.TP", "TX.CT")],
        schema=["person_id", "post_id"],
        orient="row",
    )
    before, judged = (
        score_pairs(snapshot(), pairs),
        judge_pairs(snapshot(), pairs).select("person_id", "post_id", "verdict"),
    )
    blocked = judged.filter(pl.col("verdict") == judged["verdict"].max())
    assert set(blocked["person_id"]) == {"C3"}, "an open disciplinary procedure blocks cô Chi"
    refused = keeper.post("/nang-luc/so-truong/", {"ly-do": ""})
    assert (refused.status_code, "Xin ghi căn cứ" in refused.content.decode()) == (422, True)
    assert keeper.post("/nang-luc/so-truong/", {"ly-do": "Chương trình công tác"}).status_code == 302
    after = score_pairs(snapshot(), pairs)
    risen = after.filter(after["strengths"] > before["strengths"]).select("person_id", "post_id").rows()
    assert risen == [("C3", "VP.CV")], "only whoever showed it, only where the work calls for it"
    assert judge_pairs(snapshot(), pairs).select("person_id", "post_id", "verdict").equals(judged)
    again = keeper.post("/nang-luc/so-truong/", {"ly-do": "Lần nữa"})
    assert "Không có sở trường bộc lộ nào mới" in again.content.decode()
    undo(Batch.objects.filter(kind="revealed").latest("pk"), by="gieo", why="Thử")
    assert score_pairs(snapshot(), pairs).equals(before)


def test_counts_that_cannot_be_are_left_out(keeper: Client) -> None:
    count_work(C3="drafting")
    create(
        "work_counts",
        {"person_id": "C3", "year": 2019, "kind": "drafting", "assigned": 3, "done": 7, "good": 1, "on_time": 1},
        by="gieo",
        why="Thử",
    )
    assert "60 sản phẩm" in page(keeper, "/nang-luc/can-bo/C3/so-truong/")


def test_the_back_test_is_published_also_without_an_answer(
    keeper: Client, as_role: Callable[..., Client], django_capture_on_commit_callbacks: Any
) -> None:
    assert "Chưa đối chiếu lần nào" in page(keeper, "/nang-luc/doi-chieu/")
    with django_capture_on_commit_callbacks(execute=True):
        keeper.post("/nang-luc/doi-chieu/")
        keeper.post("/nang-luc/doi-chieu/")
    one = BackTest.objects.get()
    assert "every 2s" in page(keeper, "/nang-luc/doi-chieu/")
    assert run_back_test.call(test_id=one.pk) == "done"
    assert run_back_test.call(test_id=one.pk) == "not waiting"
    leader = as_role("leader", unit_id="TX")
    assert "Chưa đủ dữ liệu để kết luận" in page(leader, "/nang-luc/doi-chieu/")
    assert leader.post("/nang-luc/doi-chieu/").status_code == 403


def test_an_effect_or_none_is_told_with_its_intervals(keeper: Client) -> None:
    row = {
        "predictor": "fit",
        "rho": 0.02,
        "low": -0.05,
        "high": 0.09,
        "lead": None,
        "lead_low": None,
        "lead_high": None,
    }
    result = {
        "verdict": "no_effect",
        "placements": 1078,
        "people": 900,
        "undated": 3,
        "beats_baselines": False,
        "correlations": [row],
    }
    BackTest.objects.create(day=DAY, asked_at="2020-12-10T08:00:00Z", state="done", result=result)
    text = page(keeper, "/nang-luc/doi-chieu/")
    assert "Không thấy liên hệ" in text
    assert "-0,05 … 0,09" in text
    assert "1.078 lần bố trí" in text


def test_every_page_of_frameworks(keeper: Client) -> None:
    text = page(keeper, "/nang-luc/khung/")
    assert "kho chưa có khung nào cho ngày này" in text, "in 2020 there was none on file"
    assert "nguồn không nêu" in page(keeper, "/nang-luc/khung/civil_servant/")
    assert "chưa rõ có chia mức hay không" in page(keeper, "/nang-luc/khung/public_employee/")
    assert keeper.get("/nang-luc/khung/khong-co/").status_code == 404


def test_the_demo_has_a_finished_and_an_open_round(loaded: None) -> None:
    demo.load()
    demo.load()
    assert sorted(SurveyRound.objects.values_list("state", flat=True)) == ["open", "written"]


def test_the_small_card_says_where_a_strength_comes_from(keeper: Client) -> None:
    assert "Chưa biết sở trường" in page(keeper, "/can-bo/C3/the/")
    count_work(C3="drafting")
    keeper.post("/nang-luc/so-truong/", {"ly-do": "Chương trình công tác"})
    text = page(keeper, "/can-bo/C3/the/")
    assert "Soạn thảo, tham mưu văn bản" in text
    assert "bộc lộ qua công việc · 10/12/2020 · độ tin cậy 3/3" in text
