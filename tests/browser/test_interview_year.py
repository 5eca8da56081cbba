"""The interview's year 2020 played through the office: 13 + 9 moves and 2 reappointments from a round to papers and records."""

import io
import json
import re
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from playwright.sync_api import Browser, Page, expect
from tests.browser.office import LOG_IN, Office, free_port, log_in, own_environment, served
from tests.browser.watch import Watch, grave_barriers

SOLVED = 90_000
"""Milliseconds for what is solved or written in one go, on a loaded machine."""
FIRST, SCHOOLS = "21/12/2020", "31/12/2020"


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Office, list[dict[str, Any]]]]:
    """An office of its own whose records hold the city before the year's decisions, and what is still to be decided."""
    home = tmp_path_factory.mktemp("year")
    program = Path(__file__).with_name("undecided.py")
    made = subprocess.run(
        [sys.executable, str(program)], env=own_environment(home), capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stderr[-3000:]
    port = free_port()
    office = Office(f"http://127.0.0.1:{port}")
    command = [str(Path(sys.executable).parent / "dungviec"), "office", "serve", "--port", str(port)]
    with served(command, url=office.url + LOG_IN, log=home / "server.log", env=own_environment(home), cwd=home):
        yield office, json.loads(made.stdout)


def enter(browser: Browser, office: Office, role: str) -> tuple[Page, Watch]:
    context = browser.new_context(base_url=office.url, viewport={"width": 1440, "height": 900}, locale="vi-VN", storage_state=log_in(browser, office, role))  # fmt: skip
    context.set_default_timeout(SOLVED)
    page = context.new_page()
    return page, Watch(page)


def on_the_way(page: Page, address: str, gate: str) -> None:
    """The round taken to a gate."""
    page.goto(address)
    page.locator(".gate-pop summary").click()
    page.get_by_role("button", name=f"Chuyển sang: {gate}").click()
    expect(page.locator(".gates .is-here")).to_have_text(gate, timeout=SOLVED)


def stands(page: Page, person: str, day: str) -> str:
    """The post a record shows on a day."""
    page.goto(f"/can-bo/{person}/?ngay={day}")
    return page.locator("main").inner_text()


def test_the_year_2020_of_the_interview_is_decided(browser: Browser, year: tuple[Office, list[dict[str, Any]]]) -> None:
    office, undecided = year
    moves = [u for u in undecided if not u["stays"]]
    again = [u for u in undecided if u["stays"]]
    assert Counter(u["school"] for u in moves) == {False: 13, True: 9}
    assert len(again) == 2
    officer, quiet = enter(browser, office, "personnel")
    leader, still = enter(browser, office, "leader")

    # the round: the people the standing committee named are put to the proof together
    officer.goto("/bo-tri/lap/")
    officer.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    officer.locator("input[name=name]").fill("Điều động, luân chuyển, bổ nhiệm 2020")
    officer.locator("textarea[name=locks]").fill("\n".join(f"{m['person']} {m['post']}" for m in moves))
    officer.locator("input[name=max_moves]").fill(str(len(moves)))
    officer.get_by_role("button", name="Chạy phương án").click()
    expect(officer.locator(".gates .is-here")).to_have_text("Dự thảo", timeout=SOLVED)
    expect(officer.locator("main")).to_contain_text("22 người chuyển")
    address = re.sub(r"\?.*", "", officer.url)

    # the slate: two of them complete the team of one ward
    officer.goto("/bo-tri/tap-the/")
    officer.locator("select[name='don-vi']").select_option("W-06787")
    officer.get_by_role("button", name="Mở bảng").click()
    board = re.sub(r"\?.*", "", officer.url)
    team = {m["post"]: m["person"] for m in moves if m["post"].startswith("W-06787.")}
    assert len(team) == 2
    for post, person in team.items():
        officer.evaluate(
            """([seat, person]) => { const form = document.querySelector("form[data-drop-form]");
            form.elements.namedItem("nguoi").value = person;
            (form.querySelector("[data-drop-field]") ?? form.elements.namedItem("vi-tri")).value = seat; form.requestSubmit(); }""",
            [
                officer.locator(f"[data-drop^='{post}~']:not(:has(.chip-person))").first.get_attribute("data-drop"),
                person,
            ],
        )
        name = next(m["name"] for m in moves if m["person"] == person)
        expect(officer.locator(".chip-person", has_text=name)).to_have_count(1, timeout=SOLVED)
    expect(officer.locator(".meter").first).to_contain_text("mọi người được phép", timeout=SOLVED)
    officer.goto(board)

    # consultation and committee by the officer, the decision by the chairman
    on_the_way(officer, address, "Lấy ý kiến")
    on_the_way(officer, address, "Tập thể xem xét")
    on_the_way(leader, address, "Đã quyết định")

    # drafts: kinds as likely, schools from another day, two terms renewed with them
    officer.goto(address)
    officer.get_by_role("link", name="Quyết định", exact=True).last.click()
    officer.locator("input[name='hieu-luc']").fill(FIRST)
    for move in moves:
        if move["school"]:
            officer.locator(f"input[name='ngay-{move['person']}']").fill(SCHOOLS)
    for one in again:
        officer.locator(f"input[name=lai][value='{one['person']}']").check()
    assert grave_barriers(officer) == []
    officer.get_by_role("button", name="Lập dự thảo").click()
    expect(officer.locator("tbody tr")).to_have_count(24, timeout=SOLVED)
    packet = officer.url
    officer.get_by_role("button", name="Trình ký 24 quyết định").click()
    expect(officer.locator("main")).to_contain_text("Tờ trình số 1/TTr-PNV", timeout=SOLVED)
    leader.goto(packet)
    leader.get_by_role("button", name="Ký ban hành 24 quyết định").click()
    expect(leader.locator("tbody .tag", has_text="Đã ký, chờ hiệu lực")).to_have_count(24, timeout=SOLVED)

    # papers: one click, Word and PDF of each
    officer.goto(packet)
    with officer.expect_download() as download:
        officer.get_by_role("link", name="Tải cả bộ").click()
    papers = zipfile.ZipFile(io.BytesIO(Path(download.value.path()).read_bytes()))
    names = papers.namelist()
    decisions = [n for n in names if re.match(r"(0[2-9]|1\d|2[0-5])-", n) and "ra-soat" not in n]
    assert sum(n.endswith(".docx") for n in decisions) == sum(n.endswith(".pdf") for n in decisions) == 24
    assert all(papers.read(n).startswith(b"%PDF-") for n in decisions if n.endswith(".pdf"))
    texts = [whole_text(papers.read(n)) for n in decisions if n.endswith(".docx")]
    assert sum("Bổ nhiệm lại " in t for t in texts) == 2
    assert all("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in t and "{{" not in t and "……" not in t for t in texts)
    numbers = sorted(int(n) for t in texts for n in re.findall(r"Số: (\d+)/QĐ-UBND", t))
    assert numbers == list(range(1, 25))

    # records: as before on the eve, in the new post on the day
    one = next(m for m in moves if not m["school"])
    assert "Văn phòng HĐND và UBND" not in stands(officer, one["person"], "20/12/2020").split("\n\n")[0]
    assert "Phó Chánh Văn phòng, Văn phòng HĐND và UBND" in stands(officer, one["person"], FIRST)
    officer.goto("/bao-cao/?ngay=31/12/2020")
    sheet = "Điều động, luân chuyển, bổ nhiệm 13 cán bộ lãnh đạo phòng, ban, đơn vị, phường, xã và 9 cán bộ quản lý trường học"
    expect(officer.locator("main")).to_contain_text(f"{sheet}; bổ nhiệm lại 2 cán bộ quản lý trường học")

    # taken back before its day: the records are as before; the round takes effect only when it is signed anew
    leader.goto(packet)
    leader.locator("tbody tr", has_text=one["name"]).locator("a[data-row]").click()
    leader.locator("details", has_text="Thu hồi trước ngày hiệu lực").locator("summary").click()
    leader.locator("input[name='ly-do']").fill("Ghi nhầm ngày")
    leader.get_by_role("button", name="Thu hồi", exact=True).click()
    expect(leader.locator("main")).to_contain_text("Thu hồi trước hiệu lực", timeout=SOLVED)
    assert "Phó Chánh Văn phòng, Văn phòng HĐND và UBND" not in stands(officer, one["person"], FIRST)
    assert quiet.troubles == still.troubles == []


def whole_text(word: bytes) -> str:
    """Every word of a Word file, tables as well."""
    document = Document(io.BytesIO(word))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*cells, *(p.text for p in document.paragraphs)])
