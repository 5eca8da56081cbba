"""Papers of decisions: templates a clerk edits, places filled, bases of the day, sources, packets, Word and PDF alike."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

import pytest
from docx import Document

from dungviec.documents.decisions import (
    DECISIONS,
    OTHERS,
    Issue,
    Issuer,
    Move,
    Paper,
    Source,
    Sources,
    TemplateFault,
    Value,
    Values,
    bases_of,
    check_template,
    decision_values,
    file_name,
    fill,
    place_names,
    read_blocks,
    symbol_of,
    write_decision_pdf,
    write_packet,
    write_template,
)
from dungviec.documents.decisions.instruments import named
from dungviec.law import LawBook

ISSUER = Issuer("ỦY BAN NHÂN DÂN\nTHỊ XÃ MẪU", "UBND", "Mẫu", authority="CHỦ TỊCH ỦY BAN NHÂN DÂN THỊ XÃ MẪU")
LATE = date(2026, 11, 22)


def move(kind: str) -> Move:
    """Ông Đức goes from education to home affairs."""
    return Move(
        kind, "N2", "Lê Văn Đức", "male", date(1985, 4, 3), "civil_servant", "Chuyên viên", "Phòng Giáo dục và Đào tạo",
        "Phó Trưởng phòng", "Phòng Nội vụ", date(2027, 1, 1), date(2031, 12, 31), 60, reason="theo nguyện vọng",
        course="Cao cấp lý luận chính trị", school="Học viện", cost="ngân sách",
    )  # fmt: skip


def words(word: bytes) -> str:
    """Everything a Word file says, in order."""
    said = []

    def walk(blocks: list[dict]) -> None:  # type: ignore[type-arg]
        for block in blocks:
            if block["kind"] == "paragraph":
                said.append("".join(run["text"] for run in block["runs"]))
            elif block["kind"] == "table":
                for row in block["rows"]:
                    for cell in row:
                        walk(cell)

    walk(read_blocks(word)["blocks"])
    return "\n".join(said)


def paper(kind: str, day: date = LATE, number: int | None = 12, **more: object) -> bytes:
    view = LawBook.load().on(day)
    issue = Issue(number, day if number else None, "Phạm Thị Mẫu" if number else "")
    values = decision_values(
        move(kind), issuer=ISSUER, issue=issue, bases=bases_of(view, kind, category="civil_servant"), **more  # type: ignore[arg-type]
    )  # fmt: skip
    filled = fill(write_template(kind), values)
    assert filled.blanks == ()
    return filled.word


@pytest.mark.parametrize("kind", DECISIONS)
def test_every_decision_has_its_parts_in_the_order_of_the_decree(kind: str) -> None:
    said = words(paper(kind))
    order = ["ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số: 12/QĐ-UBND",
             "Mẫu, ngày 22 tháng 11 năm 2026", "QUYẾT ĐỊNH", "Về việc", "CHỦ TỊCH ỦY BAN", "Căn cứ", "QUYẾT ĐỊNH:", "Điều 1.",
             "Điều 2.", "Điều 3.", "Nơi nhận:", "CHỦ TỊCH", "Phạm Thị Mẫu"]  # fmt: skip
    at = 0
    for part in order:
        found = said.find(part, at)
        assert found >= 0, f"{part} is missing or out of order in {kind}"
        at = found + 1
    assert "Lê Văn Đức" in said
    assert "{{" not in said


@pytest.mark.parametrize("kind", [*DECISIONS, *OTHERS])
def test_a_shipped_template_passes_the_check_of_own_templates(kind: str) -> None:
    assert check_template(write_template(kind), place_names(kind))


def test_margins_size_and_number_of_the_page_follow_the_annex() -> None:
    section = Document(io.BytesIO(paper("transfer"))).sections[0]
    mm = [round(length.mm) for length in (section.page_width, section.page_height, section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)]  # type: ignore[union-attr]  # fmt: skip
    assert mm[:2] == [210, 297]
    assert 20 <= mm[2] <= 25
    assert 20 <= mm[3] <= 25
    assert 30 <= mm[4] <= 35
    assert 15 <= mm[5] <= 20
    assert section.different_first_page_header_footer, "page 1 carries no number"


def test_bases_are_those_of_the_day_it_is_signed() -> None:
    book = LawBook.load()
    early = bases_of(book.on(date(2026, 7, 31)), "secondment", category="civil_servant")
    late = bases_of(book.on(date(2026, 8, 1)), "secondment", category="civil_servant")
    assert early == []
    assert [b.words for b in late] == [
        "Điều 26 Nghị định số 170/2025/NĐ-CP ngày 30 tháng 6 năm 2025 của Chính phủ về tuyển dụng, sử dụng, quản lý công chức, "
        "được sửa đổi, bổ sung tại Điều 10 Nghị định số 300/2026/NĐ-CP của Chính phủ"
    ]
    assert late[0].source.to_fill == "Nghị định số 300/2026/NĐ-CP: ngày ban hành, trích yếu"
    assert late[0].source.what.startswith("SEC-2026-01: ")


@pytest.mark.parametrize(
    ("packed", "written"),
    [
        ("NĐ 101/2017/NĐ-CP", "Nghị định số 101/2017/NĐ-CP ngày 01 tháng 9 năm 2017 của Chính phủ"),
        ("NĐ 138/2020/NĐ-CP", "Nghị định số 138/2020/NĐ-CP của Chính phủ"),
        ("Quy định 65-QĐ/TW (28/4/2022)", "Quy định số 65-QĐ/TW ngày 28 tháng 4 năm 2022"),
        ("QĐ 377-QĐ/TW", "Quy định số 377-QĐ/TW ngày 08 tháng 10 năm 2025"),
        ("Luật PCTN", "Luật Phòng, chống tham nhũng số 36/2018/QH14"),
        ("Luật CBCC 22/2008", "Luật Cán bộ, công chức năm 2008"),
        ("Bộ luật Lao động 2019", "Bộ luật Lao động năm 2019"),
    ],
)
def test_an_instrument_is_cited_with_its_day_and_what_is_not_on_file_is_told_to_the_clerk(
    packed: str, written: str
) -> None:
    found = named(packed)
    assert found.words == written
    assert "……" not in written, "a signed paper bears no dots; the clerk is told"
    assert found.open
    assert "27/11/2020, chưa kiểm chứng" in found.open or "138" not in packed


def test_the_same_article_of_the_same_law_is_cited_once_and_a_second_instrument_is() -> None:
    said = [b.words for b in bases_of(LawBook.load().on(LATE), "position_change", category="civil_servant")]
    assert [w[:20] for w in said] == ["Điều 24, 25 Luật Phò", "Điều 37 Nghị định số"]


def test_where_no_text_is_on_file_the_line_is_left_to_the_clerk() -> None:
    said = words(paper("acting", date(2020, 12, 10)))
    assert "Căn cứ ………" in said
    assert "Nghị định" not in said


def test_a_rule_for_civil_servants_is_no_basis_for_public_employees() -> None:
    view = LawBook.load().on(LATE)
    assert bases_of(view, "reappointment", category="public_employee_manager") == []
    assert bases_of(view, "reappointment", category="civil_servant") != []


def test_a_draft_shows_an_open_number_and_no_signer() -> None:
    said = words(paper("transfer", number=None))
    assert "Số:       /QĐ-UBND" in said
    assert "ngày …… tháng" in said
    assert symbol_of("submission", ISSUER, 3) == "3/TTr-UBND"


def own_template(*paragraphs: str) -> bytes:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_a_place_cut_by_word_into_several_runs_is_filled_in_the_look_of_its_first_letter() -> None:
    document = Document()
    paragraph = document.add_paragraph("Ông ")
    paragraph.add_run("{{ho").bold = True
    paragraph.add_run("_ten")
    paragraph.add_run("}} nhận việc.")
    buffer = io.BytesIO()
    document.save(buffer)
    filled = fill(buffer.getvalue(), Values({"ho_ten": Value("Lê Văn Đức")}))
    runs = read_blocks(filled.word)["blocks"][0]["runs"]
    assert [(r["text"], r["bold"]) for r in runs] == [("Ông ", False), ("Lê Văn Đức", True), (" nhận việc.", False)]


def test_empty_lines_go_lists_repeat_and_what_is_missing_is_told() -> None:
    template = own_template("{{?ly_do}}Lý do: {{ly_do}}.", "- {{*noi_nhan}}", "Từ ngày {{tu_ngay}}{{bao_luu}}")
    filled = fill(
        template,
        Values({"ly_do": Value(""), "noi_nhan": [Value("Như Điều 3;"), Value("Lưu: VT.")], "bao_luu": Value("")}),
    )
    assert words(filled.word).splitlines()[:3] == ["- Như Điều 3;", "- Lưu: VT.", "Từ ngày ……………"]
    assert filled.blanks == ("tu_ngay",)


@pytest.mark.parametrize(
    ("text", "told"),
    [("{{ho_tem}}", "ho_ten"), ("{{ho_ten} }", "ngoặc"), ("Không có chỗ điền", "không có chỗ điền")],
)
def test_a_template_that_cannot_be_filled_is_refused_with_what_to_do(text: str, told: str) -> None:
    with pytest.raises(TemplateFault) as fault:
        check_template(own_template(text), place_names("transfer"))
    assert told in fault.value.vi
    assert fault.value.english


@pytest.mark.parametrize("body", [b"", b"PK\x03\x04 no word", b"x" * 1_000_001])
def test_what_is_no_word_file_is_refused(body: bytes) -> None:
    with pytest.raises(TemplateFault):
        check_template(body, ("ho_ten",))


def test_a_value_that_looks_like_a_place_stays_words() -> None:
    filled = fill(
        own_template("{{ho_ten}} và {{ly_do}}"), Values({"ho_ten": Value("{{ly_do}}"), "ly_do": Value("sức khỏe")})
    )
    assert words(filled.word).startswith("{{ly_do}} và sức khỏe")


def test_every_word_can_be_traced_to_its_source() -> None:
    sources = Sources()
    basis = bases_of(LawBook.load().on(LATE), "transfer", category="civil_servant")
    values = decision_values(move("transfer"), issuer=ISSUER, issue=Issue(), bases=basis)
    filled = fill(write_template("transfer"), values, sources=sources)
    name = next(source for text, source in sources.rows if text == "Lê Văn Đức")
    assert name == Source("record", "Họ và tên của hồ sơ N2", "/can-bo/N2/")
    law = next(source for text, source in sources.rows if text.startswith("Căn cứ"))
    assert "TRF-2026-01" in law.what
    assert "đã đối chiếu nguyên văn" in law.what
    linked = [
        run
        for block in read_blocks(filled.word)["blocks"]
        if block["kind"] == "paragraph"
        for run in block["runs"]
        if run["to"]
    ]
    assert any("Họ và tên" in run["tip"] for run in linked)
    assert "PHỤ LỤC NGUỒN" in words(filled.word)
    assert "PHỤ LỤC NGUỒN" not in words(fill(write_template("transfer"), values).word), (
        "what is issued carries no annex"
    )


def test_rows_of_a_table_repeat_with_their_list() -> None:
    rows = [{"stt": Value(str(n)), "nguoi": Value(name), "cu": Value("CV"), "moi": Value("PP"), "ra_soat": Value("Đạt")}
            for n, name in enumerate(("Lê Văn Đức", "Phạm Hà"), 1)]  # fmt: skip
    said = words(fill(write_template("submission"), Values({"ds": rows})).word)
    assert said.index("Lê Văn Đức") < said.index("Phạm Hà")
    assert words(fill(write_template("submission"), Values({"ds": []})).word).count("ra soát") == said.count("ra soát")


def test_a_row_taller_than_a_page_goes_on_overleaf_in_the_pdf() -> None:
    def pages(repeated: int) -> int:
        document = Document()
        table = document.add_table(rows=2, cols=2, style="Table Grid")
        table.cell(1, 1).text = "việc đã làm " * repeated
        word = io.BytesIO()
        document.save(word)
        counted = re.search(rb"/Count (\d+)", write_decision_pdf(word.getvalue()))
        assert counted
        return int(counted[1])

    assert pages(10) == 1
    assert pages(2_000) > pages(1_000) > 2, "what a page cannot hold would be cut off"


def test_word_and_pdf_come_from_one_text_and_the_same_facts_give_the_same_bytes() -> None:
    word = paper("transfer")
    pdf = write_decision_pdf(word)
    assert pdf.startswith(b"%PDF")
    assert write_decision_pdf(word) == pdf
    archive = write_packet([Paper("Quyết định 1/QĐ-UBND", word), Paper("Quyết định 1/QĐ-UBND", word)])
    with zipfile.ZipFile(io.BytesIO(archive)) as packed:
        assert packed.namelist() == [
            "quyet-dinh-1-qd-ubnd.docx", "quyet-dinh-1-qd-ubnd.pdf", "quyet-dinh-1-qd-ubnd-2.docx", "quyet-dinh-1-qd-ubnd-2.pdf",
        ]  # fmt: skip
    assert file_name("../../etc") == "etc"


@pytest.mark.parametrize("kind", [k for k in DECISIONS if k != "position_change"])
def test_the_smallest_part_of_a_clause_is_cited_first(kind: str) -> None:
    """«điểm a khoản 1 Điều 34», as Vietnamese decisions write, never «Điều 34 khoản 1.a»."""
    said = [b.words for day in (date(2020, 12, 10), LATE) for b in bases_of(LawBook.load().on(day), kind, category="civil_servant")]  # fmt: skip
    assert not [w for w in said if " khoản " in w.split(", được sửa đổi")[0] and w.startswith("Điều")]
    if kind == "appointment":
        assert any(w.startswith("điểm a khoản 1 Điều 34 Nghị định số 170/2025/NĐ-CP") for w in said)
