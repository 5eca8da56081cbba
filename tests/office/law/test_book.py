"""The law book: themes and counts, rules with their clause and dates, search with and without marks, timelines, gaps."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dungviec.law import LawBook
from dungviec.law.parameter_names import NAMES
from dungviec.law.themes import _WORDS
from dungviec.office.law.drawing import draw
from dungviec.office.law.selectors import rules_of, search
from dungviec.office.law.timelines import bands, reach_of

BOOK = LawBook.load()
DAY = date(2020, 12, 10)
PAGES = (
    "/luat/", "/luat/?q=bo+nhiem", "/luat/chu-de/age/", "/luat/quy-dinh/APT-2020-02/age/", "/luat/dong-thoi-gian/", "/luat/con-mo/",
    "/luat/cach-hieu/", "/luat/quy-dinh-rieng/", "/luat/anh-huong/APT-2020-02/plan/",
)  # fmt: skip


def text(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())))


def test_each_theme_counts_what_is_in_force_on_the_day_of_the_office(officer: Client) -> None:
    page = officer.get("/luat/").content.decode()
    row = re.search(r"chu-de/age/.*?</tr>", page, flags=re.S)
    assert row
    held = BOOK.on(DAY).rules(topic="age")
    assert f'class="r num">{len(held)}<' in row.group()
    assert "Luật của ngày 10/12/2020 nói gì?" in page
    assert f"{len(BOOK.on(DAY).rules())} quy định còn hiệu lực" in text(officer, "/luat/")


def test_every_theme_has_words() -> None:
    assert {r.topic for r in BOOK.rules} - set(_WORDS) == set(), "give the topic its words in law/themes.py"


def test_a_theme_shows_statement_parameters_instrument_dates_and_mark(officer: Client) -> None:
    page = text(officer, "/luat/chu-de/age/")
    assert "APT-2020-02/age" in page
    assert "NĐ 138/2020/NĐ-CP, Điều 42" in page
    assert "Hiệu lực 01/12/2020 – 31/12/2023" in page
    assert "biết từ 27/11/2020" in page
    assert "theo nguồn tin" in page  # QĐ 105 was not read, and says so
    assert "APT-2026-01" not in page
    later = text(officer, "/luat/chu-de/age/?tai-ngay=22/11/2026")
    assert "APT-2026-01" in later
    assert "APT-2020-02/age" not in later
    assert "Văn phòng vẫn đứng ở ngày 10/12/2020" in later
    assert "Quy định nào đang áp dụng ngày 10/12/2020" in text(
        officer, "/luat/chu-de/age/"
    )  # only that page looked elsewhere
    assert "APT-2003-01/age" in text(officer, "/luat/chu-de/age/?tat-ca=1")


def test_a_stretch_without_a_text_says_so(officer: Client) -> None:
    page = text(officer, "/luat/chu-de/age/?tai-ngay=01/03/2024")
    assert "Chưa có quy định trong kho cho 01/01/2024 – 30/06/2025" in page
    assert "chưa kết luận được" in page


def test_a_day_that_is_none_is_said_and_the_own_day_kept(officer: Client) -> None:
    page = text(officer, "/luat/chu-de/age/?tai-ngay=31/02/2020")
    assert "Ngày «31/02/2020» không đọc được" in page
    assert "áp dụng ngày 10/12/2020" in page


def test_a_rule_shows_everything_about_it(officer: Client) -> None:
    page = text(officer, "/luat/quy-dinh/APT-2020-02/plan/")
    assert "Nguồn tại chỗ: được quy hoạch chức vụ bổ nhiệm" in page
    assert "Local source: planned for the post" in page  # the other language stands below
    assert "Nguồn tại chỗ: quy hoạch đúng chức danh này" in page
    for version in ("GAP-CS-2024-PLAN", "APT-2024-01/plan", "APT-2026-03"):
        assert version in page
    assert "Quy hoạch chức danh cao hơn (2020)" in page  # a reading it depends on
    assert "Đang theo mặc định: quy hoạch cao hơn cũng đạt" in page
    assert "APT-2020-02/health" in page  # the other clauses of the same row
    assert "Ngoại lệ do chính văn bản đặt ra" in text(officer, "/luat/quy-dinh/APT-2026-03/?tai-ngay=22/11/2026")


def test_the_id_of_a_row_leads_to_its_first_clause_and_a_stranger_nowhere(officer: Client) -> None:
    answer = officer.get("/luat/quy-dinh/APT-2020-02/")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/luat/quy-dinh/APT-2020-02/")
    assert officer.get("/luat/quy-dinh/KHONG-CO/").status_code == 404
    assert officer.get("/luat/chu-de/khong-co/").status_code == 404


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("tuoi nghi huu", "RET-04"), ("tuổi nghỉ hưu", "RET-04"), ("138/2020 điều 42", "APT-2020-02/age"),
        ("138/2020 dieu 42", "APT-2020-02/age"), ("apt-2020-02", "APT-2020-02/plan"), ("declaration of assets", "APT-2020-02/file"),
    ],
)  # fmt: skip
def test_search_with_and_without_marks(officer: Client, typed: str, found: str) -> None:
    assert found in {r.key for r in search(BOOK, typed, None)}
    page = officer.get("/luat/", {"q": typed, "tat-ca": "1"})
    assert found in page.content.decode()


def test_marks_that_are_typed_must_be_there() -> None:
    assert search(BOOK, "tuổi", None) != []
    assert search(BOOK, "tuội", None) == []
    assert search(BOOK, "", None) == []


def test_what_is_named_by_the_words_comes_first() -> None:
    assert search(BOOK, "ret-04", None)[0].key == "RET-04"


def test_search_finds_nothing_and_says_the_next_step(officer: Client) -> None:
    assert "Không có quy định nào nói những chữ này" in text(officer, "/luat/?q=khong+co+chu+nay+dau")


def test_the_lists_of_the_themes_are_whole() -> None:
    listed = {(r.key, r.from_) for topic in {r.topic for r in BOOK.rules} for r in rules_of(BOOK, topic, None)}
    assert listed == {(r.key, r.from_) for r in BOOK.rules}


def test_a_timeline_draws_steps_and_gaps_and_says_them_in_a_table(officer: Client) -> None:
    page = officer.get("/luat/dong-thoi-gian/?chu-de=age").content.decode()
    assert 'class="timeline"' in page
    assert "stretch-gap" in page
    table = unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)))
    assert "01/01/2004 30/11/2020 55 QĐ 27/2003/QĐ-TTg Điều 5, 6" in table.replace(", Điều", " Điều")
    assert "01/01/2024 30/06/2025 chưa có văn bản GAP-CS-116" in table


def test_every_stated_parameter_of_a_theme_has_its_line() -> None:
    for topic in ("age", "retirement", "months_in_post", "reappointment"):
        drawn = {(s.rule.key, line.key) for band in bands(BOOK, topic, "vi") for line in band.lines for s in line.steps}
        wanted = {(r.key, name) for r in BOOK.rules if r.topic == topic and r.kind != "gap" for name in r.params}
        assert wanted <= drawn


def test_steps_of_two_layers_stand_under_one_another() -> None:
    band = next(b for b in bands(BOOK, "age", "vi") if b.title.startswith("Diện Đảng"))
    line = next(one for one in band.lines if one.key == "default_term_months")
    drawing = draw(line, DAY, reach_of([line], DAY))
    assert len(set(re.findall(r'<svg x="[^"]+" width="[^"]+" y="(\d+)"', drawing))) == 2


def test_gaps_and_open_questions_stand_on_one_page(officer: Client) -> None:
    page = text(officer, "/luat/con-mo/")
    for question in BOOK.open_questions:
        assert question.id in page
    assert "GAP-CS-116" in page
    assert "Không điều nào ở đây được dùng để kết luận về ai" in page


@pytest.mark.parametrize("path", PAGES)
def test_the_pages_speak_english_and_carry_nothing_inline(officer: Client, path: str) -> None:
    officer.post("/ngon-ngu/", {"language": "en", "next": "/"})
    response = officer.get(path)
    assert response.status_code == 200
    page = response.content.decode()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|hx-on|<script(?![^>]*\bsrc=)", page)
    for word in ("Chủ đề", "Còn hiệu lực", "Cách hiểu", "Dòng thời gian", "Mức chắc chắn", "Đang xét"):
        assert word not in page, word


@pytest.mark.parametrize("role", ["personnel", "leader", "unit_head", "official", "inspector"])
def test_every_role_reads_the_law(as_role: Callable[..., Client], role: str) -> None:
    client = as_role(role, unit_id="P-GD", person_id="N2")
    for path in PAGES[:8]:
        assert client.get(path).status_code == 200, path


def test_a_stranger_and_an_account_without_a_role_do_not(loaded: None) -> None:
    from dungviec.office.access.models import User

    assert Client().get("/luat/").status_code == 302
    nobody = Client()
    nobody.force_login(User.objects.create(username="khong-vai"))
    assert nobody.get("/luat/").status_code == 403


@pytest.mark.parametrize("path", PAGES)
def test_queries_are_few_and_do_not_grow_with_the_book(officer: Client, path: str) -> None:
    officer.get(path)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        officer.get(path)
    assert len(asked) <= 16, [q["sql"] for q in asked.captured_queries]


def test_the_parameters_of_every_judging_rule_have_words() -> None:
    judging = {name for r in BOOK.rules if r.kind == "eligibility" for name in r.params}
    assert judging - set(NAMES) == set(), "give the parameter its words in law/parameter_names.py"
