"""Papers of emulation laid out as NĐ 30/2020 asks: the pipeline, a report of achievements, a council's minutes, the submission.

The forms of NĐ 152/2025 are not on file: each paper says that its layout is the office's own. A report holds only what is on file,
each line with where it was found; what somebody wrote themselves stands apart and is marked as such.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dungviec.documents.appraisal_paper import AppraisalPaper, Block, Side, Signature, Table, Title, Words
from dungviec.documents.appraisal_pdf import write_appraisal_pdf
from dungviec.documents.appraisal_word import write_appraisal_word
from dungviec.documents.emulation_rows import RATIO_HEADS, Cell, ratio_row, total_rows, year_rows
from dungviec.emulation.pipeline import Pipeline
from dungviec.emulation.ratios import RatioLine
from dungviec.emulation.words import OUTSTANDING
from dungviec.streamlining.words import amount

BASIS = {
    "vi": "Bố cục theo NĐ 30/2020/NĐ-CP; kho chưa có mẫu của NĐ 152/2025/NĐ-CP nên đây là mẫu của cơ quan",
    "en": "Laid out by NĐ 30/2020/NĐ-CP; the forms of NĐ 152/2025/NĐ-CP are not on file, so this is the office's own",
}


@dataclass(frozen=True, slots=True)
class Achievements:
    """What a report of achievements tells. Rows are ready to print: (year or day, what, where it is on file)."""

    body: str
    year: int
    title: str
    name: str
    post: str
    unit: str
    ratings: Sequence[tuple[str, str, str]] = ()
    honours: Sequence[tuple[str, str, str]] = ()
    works: Sequence[tuple[str, str, str]] = ()
    evidence: Sequence[tuple[str, str, str]] = ()
    conditions: Sequence[tuple[str, str, str]] = ()
    """What the law of the day asks: finding, verdict, clause."""
    own_words: str = ""
    thanks: Sequence[tuple[str, str, str]] = ()
    """Verified thanks of citizens and colleagues."""


@dataclass(frozen=True, slots=True)
class Voted:
    """One proposal in the minutes or the submission: name, post and unit, title, votes for and against (None: not voted), outcome."""

    name: str
    unit: str
    title: str
    votes_for: int | None = None
    votes_against: int | None = None
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """What the minutes of a council tell."""

    body: str
    year: int
    held_on: date
    number: str
    chair: str
    secretary: str
    members: Sequence[str]
    present: int
    thresholds: str
    voted: Sequence[Voted]
    said: str = ""


def achievements_paper(told: Achievements, lang: str = "vi") -> AppraisalPaper:
    """The report of one person's achievements, drawn from the record."""
    vi = lang == "vi"
    heads = ("Năm, ngày", "Nội dung", "Nguồn") if vi else ("When", "What", "Source")
    blocks: list[Block] = [
        Title("I. Người được đề nghị" if vi else "I. Who is proposed"),
        Words(told.name, label="Họ và tên: " if vi else "Name: "),
        Words(told.post, label="Chức vụ, vị trí: " if vi else "Post: "),
        Words(told.unit, label="Đơn vị: " if vi else "Unit: "),
        Title("II. Thành tích ghi trong hồ sơ" if vi else "II. Achievements on file"),
    ]
    for name, rows in (
        (("1. Xếp loại hằng năm", "1. Yearly ratings"), told.ratings),
        (("2. Sáng kiến, đề tài được công nhận", "2. Recognised initiatives and research"), told.works),
        (("3. Kết quả, kiểm tra trong năm", "3. Results and inspections of the year"), told.evidence),
        (("4. Lời cảm ơn đã kiểm chứng trong năm", "4. Verified thanks of the year"), told.thanks),
    ):  # fmt: skip
        blocks += [Title(name[0 if vi else 1]), _table(heads, (16, 54, 30), rows) if rows else Words("Không có trong hồ sơ." if vi else "None on file.")]  # fmt: skip
    blocks += [Title("5. Tự báo cáo" if vi else "5. In their own words"), Words(told.own_words or "", blank=0 if told.own_words else 3)]  # fmt: skip
    blocks += [
        Title("III. Danh hiệu thi đua, hình thức khen thưởng đã có" if vi else "III. Titles and commendations held"),
        _table(heads, (16, 54, 30), told.honours) if told.honours else Words("Không có trong hồ sơ." if vi else "None on file."),
        Title("IV. Đối chiếu tiêu chuẩn của ngày xét" if vi else "IV. Against the standard of the day"),
        _table(("Điều kiện", "Kết luận", "Căn cứ") if vi else ("Condition", "Finding", "Clause"), (50, 20, 30), told.conditions),
    ]  # fmt: skip
    title = (
        ("BÁO CÁO THÀNH TÍCH", f"Đề nghị tặng danh hiệu {told.title} năm {told.year}")
        if vi
        else ("REPORT OF ACHIEVEMENTS", f"Proposed for {told.title} of {told.year}")
    )
    signed = (Signature("THỦ TRƯỞNG ĐƠN VỊ XÁC NHẬN"), Signature("NGƯỜI BÁO CÁO", name=told.name)) if vi else (Signature("CONFIRMED BY THE HEAD", "(signature)"), Signature("REPORTED BY", "(signature)", told.name))  # fmt: skip
    return _paper("bao-cao-thanh-tich", told.body, told.year, title, blocks, signed, lang)


def minutes_paper(told: Meeting, lang: str = "vi") -> AppraisalPaper:
    """The minutes of the council's open vote."""
    vi = lang == "vi"
    heads = ("TT", "Họ và tên", "Đơn vị", "Danh hiệu", "Tán thành", "Không", "Kết luận") if vi else ("No.", "Name", "Unit", "Title", "For", "Against", "Outcome")  # fmt: skip
    rows = [
        (str(n), v.name, v.unit, v.title, _count(v.votes_for), _count(v.votes_against), v.outcome)
        for n, v in enumerate(told.voted, 1)
    ]
    blocks: list[Block] = [
        Words(f"{told.held_on:%d/%m/%Y}", label="Ngày họp: " if vi else "Held on: "),
        Words(told.chair, label="Chủ trì: " if vi else "Chair: "),
        Words(told.secretary, label="Thư ký: " if vi else "Secretary: "),
        Words("; ".join(told.members), label=f"Thành viên hội đồng ({len(told.members)}): " if vi else f"Members ({len(told.members)}): "),
        Words(told.thresholds),
        Title("Kết quả biểu quyết" if vi else "Votes"),
        _table(heads, (5, 21, 22, 20, 10, 8, 14), rows, right=(4, 5)),
        Title("Ý kiến" if vi else "What was said"),
        Words(told.said, blank=0 if told.said else 3),
    ]  # fmt: skip
    title = ("BIÊN BẢN", f"Họp Hội đồng Thi đua – Khen thưởng xét danh hiệu năm {told.year}") if vi else ("MINUTES", f"Council on emulation and commendation: titles of {told.year}")  # fmt: skip
    signed = (Signature("THƯ KÝ", name=told.secretary), Signature("CHỦ TRÌ", name=told.chair)) if vi else (Signature("SECRETARY", "(signature)", told.secretary), Signature("CHAIR", "(signature)", told.chair))  # fmt: skip
    return _paper("bien-ban", told.body, told.year, title, blocks, signed, lang)


def submission_paper(
    body: str, year: int, authority: str, voted: Sequence[Voted], counter: Sequence[RatioLine], minutes: str, lang: str = "vi"
) -> AppraisalPaper:  # fmt: skip
    """The list that goes to the authority, with the counter it was made under and the minutes it rests on."""
    vi = lang == "vi"
    heads = ("TT", "Họ và tên", "Đơn vị", "Danh hiệu", "Tán thành") if vi else ("No.", "Name", "Unit", "Title", "For")
    rows = [(str(n), v.name, v.unit, v.title, _count(v.votes_for)) for n, v in enumerate(voted, 1)]
    blocks: list[Block] = [
        Words(authority, label="Kính gửi: " if vi else "To: "),
        Words(f"Hội đồng Thi đua – Khen thưởng đã họp, biểu quyết ({minutes}). Kính trình xem xét, quyết định tặng danh hiệu thi đua năm {year} cho {len(rows)} trường hợp sau:" if vi else f"The council met and voted ({minutes}). Submitted for decision are {len(rows)} titles of {year}:"),
        _table(heads, (6, 26, 30, 26, 12), rows, right=(4,)),
    ]  # fmt: skip
    if counter:
        blocks += [Title("Tỷ lệ" if vi else "Ratio"), Words(counter[0].cap.told(lang)), _table(RATIO_HEADS[lang], (46, 11, 12, 12, 10, 9), [ratio_row(r) for r in counter], right=range(1, 6))]  # fmt: skip
    title = ("TỜ TRÌNH", f"Về việc đề nghị tặng danh hiệu thi đua năm {year}") if vi else ("SUBMISSION", f"Titles of {year}")  # fmt: skip
    signed = (Signature("NGƯỜI LẬP"), Signature("CHỦ TỊCH HỘI ĐỒNG")) if vi else (Signature("PREPARED BY", "(signature)"), Signature("CHAIR OF THE COUNCIL", "(signature)"))  # fmt: skip
    return _paper("to-trinh", body, year, title, blocks, signed, lang)


def pipeline_paper(
    found: Pipeline, ratios: Sequence[RatioLine], lang: str = "vi", assumed: Sequence[str] = ()
) -> AppraisalPaper:
    """The pipeline of the whole body: totals, earliest years, the counter."""
    vi = lang == "vi"
    heads, rows = year_rows(found, lang)
    wide = max(8, 64 // max(1, len(heads) - 1))
    blocks: list[Block] = [
        *(Words(line, italic=True) for line in (*assumed, OUTSTANDING[0 if vi else 1])),
        Title(f"1. Năm {found.year}" if vi else f"1. The year {found.year}"),
        _table(("Danh hiệu", "Có thể", "Đã có", "Chưa rõ", "Không đạt") if vi else ("Title", "Could be", "Given", "Unknown", "Not met"), (40, 15, 15, 15, 15), [r[:5] for r in total_rows(found, lang)], right=range(1, 5)),
        Title("2. Sớm nhất vào năm nào" if vi else "2. In which year at the earliest"),
        _table(tuple(heads), (36, *(wide for _ in heads[1:])), rows, right=range(1, len(heads))),
        Title("3. Tỷ lệ" if vi else "3. Ratios"),
        *((Words(ratios[0].cap.told(lang)),) if ratios else ()),
        _table(RATIO_HEADS[lang], (46, 11, 12, 12, 10, 9), [ratio_row(r) for r in ratios], right=range(1, 6)),
    ]  # fmt: skip
    title = ("BÁO CÁO", f"Nguồn đề nghị danh hiệu thi đua năm {found.year}", f"(Tính đến ngày {found.as_of:%d/%m/%Y})") if vi else ("REPORT", f"Who could be proposed for {found.year}", f"(As of {found.as_of:%d/%m/%Y})")  # fmt: skip
    signed = (Signature("NGƯỜI LẬP"), Signature("THỦ TRƯỞNG")) if vi else (Signature("PREPARED BY", "(signature)"), Signature("HEAD", "(signature)"))  # fmt: skip
    return _paper("nguon-thi-dua", found.name, found.year, title, blocks, signed, lang)


def write_word(paper: AppraisalPaper) -> bytes:
    """A paper as .docx."""
    return write_appraisal_word([paper])


def write_pdf(paper: AppraisalPaper) -> bytes:
    """A paper as a tagged PDF."""
    return write_appraisal_pdf([paper])


def _paper(
    key: str, body: str, year: int, title: tuple[str, ...], blocks: Sequence[Block], signatures: tuple[Signature, ...], lang: str
) -> AppraisalPaper:  # fmt: skip
    return AppraisalPaper(key, "", body, "", year, title, BASIS[lang], tuple(blocks), signatures)


def _table(
    heads: tuple[str, ...], widths: tuple[int, ...], rows: Sequence[Sequence[Cell]], *, right: Sequence[int] = ()
) -> Table:  # fmt: skip
    sides: tuple[Side, ...] = tuple("right" if n in right else "left" for n in range(len(heads)))
    return Table(heads, widths, sides, tuple(tuple(_cell(c) for c in row) for row in rows))


def _cell(cell: Cell) -> str:
    return "–" if cell is None else amount(cell) if isinstance(cell, int) else cell


def _count(votes: int | None) -> str:
    return "–" if votes is None else str(votes)
