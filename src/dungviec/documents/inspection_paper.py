"""Minutes of an inspection and the summary of a period as papers: Word and PDF laid out as NĐ 30/2020 asks, photos in the annex."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dungviec.documents.appraisal_paper import (
    AppraisalPaper,
    Block,
    Picture,
    Side,
    Signature,
    Table,
    Title,
    Words,
)
from dungviec.documents.appraisal_pdf import is_readable, write_appraisal_pdf
from dungviec.documents.appraisal_word import write_appraisal_word
from dungviec.inspection.statistics import FEWEST, ItemTotals

BASIS = "Mẫu của phần mềm Đúng Việc, trình bày theo NĐ 30/2020/NĐ-CP"
MARKS = {"met": "Đạt", "not_met": "Chưa đạt", "not_seen": "Không xem"}
SEVERITY = {"minor": "Nhẹ", "moderate": "Phải chấn chỉnh", "serious": "Nghiêm trọng"}


@dataclass(frozen=True, slots=True)
class FoundLine:
    """One finding as the minutes tell it."""

    about: str
    item: str
    at: datetime
    severity: str
    what: str
    said: str = ""
    decision: str = ""
    remedy: str = ""
    remedy_due: date | None = None
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Minutes:
    """What the minutes of one visit are made of. Times are local."""

    body: str
    place: str
    what: str
    kind: str
    day: date
    began: datetime | None
    ended: datetime | None
    lead: str
    team: tuple[str, ...]
    met_with: str
    marks: tuple[tuple[str, str, str], ...]
    """Item, ``met`` | ``not_met`` | ``not_seen`` | empty, note."""
    found: tuple[FoundLine, ...]
    dossiers: str = ""
    conclusion: str = ""
    photos: tuple[Picture, ...] = ()


def _on_paper(photo: Picture) -> Block:
    return photo if is_readable(photo) else Words(f"{photo.words}: tệp ảnh bị hỏng, không in được.", italic=True)


def minutes_paper(told: Minutes) -> AppraisalPaper:
    """The minutes: who, when, where; item by item; findings; remedies with their days; signatures of both sides; photos."""
    began = (
        f"{told.began:%H giờ %M} ngày {told.began:%d/%m/%Y}" if told.began else f"…… giờ …… ngày {told.day:%d/%m/%Y}"
    )
    ended = f"{told.ended:%H giờ %M} ngày {told.ended:%d/%m/%Y}" if told.ended else "…… giờ …… cùng ngày"
    blocks: list[Block] = [
        Words(f"Hồi {began}, tại {told.what}, đoàn kiểm tra tiến hành kiểm tra {told.kind.lower()} việc chấp hành kỷ luật, kỷ cương hành chính."),
        Title("I. Thành phần"),
        Words(f"1. Đoàn kiểm tra: {told.lead} (trưởng đoàn){''.join(f'; {n}' for n in told.team)}."),
        Words(f"2. Đại diện đơn vị: {told.met_with or '……………………………………'}."),
        Title("II. Nội dung kiểm tra"),
        _marks(told),
    ]  # fmt: skip
    if told.dossiers:
        blocks.append(Words(told.dossiers, label="Hồ sơ tại bộ phận một cửa: "))
    blocks.append(Title("III. Phát hiện"))
    blocks += [_found(told)] if told.found else [Words("Không có phát hiện nào.")]
    remedies = [f for f in told.found if f.remedy]
    if remedies:
        blocks.append(Title("IV. Yêu cầu khắc phục"))
        blocks += [
            Words(f"– {f.remedy}{f' (hạn {f.remedy_due:%d/%m/%Y})' if f.remedy_due else ''}: {f.about}.")
            for f in remedies
        ]
    blocks.append(Title(f"{'V' if remedies else 'IV'}. Nhận xét, ý kiến của đơn vị"))
    blocks.append(Words(told.conclusion, label="Nhận xét của đoàn: ", blank=0 if told.conclusion else 2))
    blocks.append(Words("", label="Ý kiến của đơn vị: ", blank=2))
    blocks.append(
        Words(
            f"Biên bản kết thúc hồi {ended}, đã đọc cho những người có tên trên cùng nghe, lập thành 02 bản, mỗi bên giữ 01 bản."
        )
    )
    return AppraisalPaper(
        key="inspection-minutes", superior="", body=told.body, place=told.place, year=told.day.year,
        title=("BIÊN BẢN", "Kiểm tra việc chấp hành kỷ luật, kỷ cương hành chính", f"tại {told.what}"), basis=BASIS, blocks=tuple(blocks),
        signatures=(Signature("ĐẠI DIỆN ĐƠN VỊ"), Signature("NGƯỜI GHI BIÊN BẢN"), Signature("TRƯỞNG ĐOÀN", name=told.lead)),
        annex_title="PHỤ LỤC: ẢNH CHỤP TẠI CHỖ" if told.photos else "", annex=tuple(_on_paper(p) for p in told.photos),
    )  # fmt: skip


def _marks(told: Minutes) -> Table:
    rows = tuple((str(n), item, MARKS.get(state, "–"), note) for n, (item, state, note) in enumerate(told.marks, 1))
    return _table(("TT", "Nội dung", "Kết quả", "Ghi chú"), (7, 50, 15, 28), rows)


def _found(told: Minutes) -> Table:
    rows = []
    for n, f in enumerate(told.found, 1):
        said = [
            f.what,
            f"Giải thích tại chỗ: {f.said}" if f.said else "",
            f"Giải trình sau: {f.answer}" if f.answer else "",
        ]
        rows.append(
            (
                str(n),
                f"{f.about}\n{f.at:%H:%M}",
                f"{f.item}\n({SEVERITY[f.severity]})",
                "\n".join(s for s in said if s),
                f.decision or "–",
            )
        )
    return _table(("TT", "Ai, lúc nào", "Nội dung", "Phát hiện", "Xử lý"), (7, 20, 25, 32, 16), tuple(rows))


def summary_paper(
    *, body: str, first: date, last: date, visits: int, items: Sequence[tuple[ItemTotals, str, int]], units: Sequence[tuple[str, int, int, int, int, int]]
) -> AppraisalPaper:  # fmt: skip
    """A period: by item with its interval where there are enough looks, by unit in counts alone. ``units``: name, visits, findings,
    serious, put right, overdue."""
    rows = tuple(
        (str(n), words, str(t.looked), str(t.not_met), _share(t), str(found))
        for n, (t, words, found) in enumerate(items, 1)
    )
    by_unit = tuple((name, *(str(n) for n in counts)) for name, *counts in units)
    blocks: list[Block] = [
        Words(f"Trong kỳ đã khép {visits} cuộc kiểm tra, có {sum(u[2] for u in units)} phát hiện."),
        Title("1. Theo nội dung"),
        _table(("TT", "Nội dung", "Số lần xem", "Chưa đạt", "Tỷ lệ (khoảng tin cậy 95 %)", "Phát hiện"), (6, 42, 11, 11, 19, 11), rows),
        Words(f"Dưới {FEWEST} lần xem không tính tỷ lệ. Nơi có rủi ro cao được kiểm tra nhiều hơn, nên tỷ lệ không phải của cả cơ quan."),
        Title("2. Theo đơn vị"),
        _table(("Đơn vị", "Cuộc", "Phát hiện", "Nghiêm trọng", "Đã khắc phục", "Quá hạn"), (40, 10, 13, 13, 13, 11), by_unit),
        Words("Số đếm theo đơn vị không dùng để xếp hạng."),
    ]  # fmt: skip
    return AppraisalPaper(
        key="inspection-summary", superior="", body=body, place="", year=last.year,
        title=("BÁO CÁO", "Kết quả kiểm tra kỷ luật, kỷ cương hành chính", f"(từ {first:%d/%m/%Y} đến {last:%d/%m/%Y})"), basis=BASIS,
        blocks=tuple(blocks), signatures=(Signature("NGƯỜI LẬP"), Signature("THỦ TRƯỞNG")),
    )  # fmt: skip


def _share(t: ItemTotals) -> str:
    if t.share is None or t.low is None or t.high is None:
        return "–"
    return f"{t.share * 100:.0f} % ({t.low * 100:.0f}–{t.high * 100:.0f} %)"


def write(paper: AppraisalPaper, kind: str) -> bytes:
    """The paper as ``docx`` or ``pdf``."""
    return write_appraisal_pdf([paper]) if kind == "pdf" else write_appraisal_word([paper])


def _table(heads: tuple[str, ...], widths: tuple[int, ...], rows: tuple[tuple[str, ...], ...]) -> Table:
    sides: tuple[Side, ...] = tuple(
        "right" if rows and all(r[n].isdecimal() for r in rows) and n else "left" for n in range(len(heads))
    )
    return Table(heads, widths, sides, rows)
