"""Papers of a whole agency: the minutes of the appraisal meeting and the list of results, by the layout of NĐ 30/2020.

No form of these papers is on file; what they must hold comes from NĐ 335 Điều 20–21 and NĐ 90. Levels are those the figures come to:
the authority's own decision stands beside them only where the sheet holds it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from dungviec.appraisal.agency import Appraisal
from dungviec.appraisal.year import OfficialYear
from dungviec.documents.appraisal_paper import (
    BLANK,
    DOTS,
    AppraisalPaper,
    Block,
    PaperFault,
    Side,
    Signature,
    Table,
    Title,
    Words,
    level_words,
    reason_of,
    told_points,
)
from dungviec.law.marks import cited

MINUTES = "Bố cục theo NĐ 30/2020/NĐ-CP; kho không có mẫu biên bản riêng của cuộc họp xếp loại"
RESULTS = "Bố cục theo NĐ 30/2020/NĐ-CP; kho không có mẫu danh sách riêng"
SHORT = {
    "excellent": "Xuất sắc", "good": "Tốt", "completed": "Hoàn thành", "not_completed": "Không hoàn thành", "failed": "Không hoàn thành",
    "not_rated": "Không xếp loại",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class MeetingTold:
    """What is on file of the meeting; ``votes`` counts, by official, how many were for each level."""

    held_on: date
    place: str = ""
    chair: str = ""
    secretary: str = ""
    present: int | None = None
    called: int | None = None
    said: str = ""
    party_opinion: str = ""
    votes: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


def minutes_paper(found: Appraisal, *, unit: str | None = None, meeting: MeetingTold | None = None) -> AppraisalPaper:
    """The minutes of the meeting on the ratings of a unit, or of everybody on the sheet (NĐ 335 Điều 21).

    What is on file of the ``meeting`` is filled in, dots stand for the rest. Raises :class:`PaperFault`.
    """
    years = _years(found, unit)
    votes = meeting.votes if meeting is not None else {}
    rows = tuple(
        (str(n), y.official.name or y.official.id, y.official.position, told_points(y.mean), _short(y.official.proposed), _short(y.level),
         _votes(votes.get(y.official.id, {})))
        for n, y in enumerate(years, 1)
    )  # fmt: skip
    blocks: list[Block] = [
        *_opening(meeting),
        Title("1. Từng người trình bày kết quả tự đánh giá; cuộc họp góp ý"),
        Table(
            ("TT", "Họ và tên", "Chức vụ, chức danh", "Điểm", "Tự xếp loại", "Mức theo số liệu", "Ý kiến của cuộc họp"),
            (5, 21, 17, 9, 14, 14, 20), ("center", "left", "left", "right", "left", "left", "left"), rows,
        ),
        Title("2. Mức xuất sắc và hạn mức"), *_quotas(found, years),
        Title("3. Ý kiến khác và kết luận của người chủ trì"), *_said(meeting),
        Words("Cuộc họp kết thúc hồi …… giờ …… cùng ngày; biên bản đã đọc cho mọi người nghe và nhất trí."),
    ]  # fmt: skip
    return AppraisalPaper(
        "bien-ban", found.sheet.superior, found.sheet.body or found.sheet.title or _unit_name(found, unit), found.sheet.place, found.sheet.year,
        ("BIÊN BẢN", f"Họp nhận xét, đánh giá, xếp loại chất lượng năm {found.sheet.year}", *filter(None, (_unit_name(found, unit),))),
        MINUTES, tuple(blocks), (Signature("THƯ KÝ"), Signature("CHỦ TRÌ")),
        "PHỤ LỤC BIÊN BẢN – Căn cứ của từng mức", (_reasons(years),),
    )  # fmt: skip


def results_paper(found: Appraisal, *, unit: str | None = None) -> AppraisalPaper:
    """The list of results of an agency: people, units, counts per level, quotas; the clause of every level in the annex."""
    years = _years(found, unit)
    names = {u.id: u.name or u.id for u in found.sheet.units}
    decided = any(y.official.stands for y in years)
    rows = tuple(
        (str(n), y.official.name or y.official.id, y.official.position, names.get(y.official.unit or "", y.official.unit or ""),
         told_points(y.mean), _short(y.level), *((_short(y.official.stands),) if decided else ()))
        for n, y in enumerate(years, 1)
    )  # fmt: skip
    heads = ("TT", "Họ và tên", "Chức vụ, chức danh", "Đơn vị", "Điểm", "Mức theo số liệu", *(("Cấp có thẩm quyền",) if decided else ()))  # fmt: skip
    widths = (5, 22, 17, 19, 9, 14, 14) if decided else (5, 25, 20, 24, 10, 16)
    whole: tuple[Side, ...] = ("center", "left", "left", "left", "right", "left", "left")
    sides = whole[: len(heads)]
    counts = Counter(y.level for y in years)
    shares = tuple(
        (level_words(level), str(counts[level]), f"{100 * counts[level] / len(years):.1f} %".replace(".", ","))
        for level in ("excellent", "good", "completed", "not_completed", "not_rated", None)
        if counts[level] or level not in (None, "not_rated")
    )
    blocks: list[Block] = [
        Title("1. Cán bộ, công chức, viên chức"),
        Table(heads, widths, sides, rows),
        Title("2. Tổng hợp"),
        Table(
            ("Mức", "Số người", "Tỷ lệ"), (60, 20, 20), ("left", "right", "right"),
            (*shares, ("Tổng số", str(len(years)), "100,0 %")), frozenset({len(shares)}),
        ),
        Title("3. Mức xuất sắc và hạn mức"), *_quotas(found, years),
    ]  # fmt: skip
    if found.units and unit is None:
        blocks += [Title("4. Tổ chức, đơn vị"), *_unit_quotas(found, names), _organisations(found, names)]
    return AppraisalPaper(
        "ket-qua", found.sheet.superior, found.sheet.body or found.sheet.title, found.sheet.place, found.sheet.year,
        ("DANH SÁCH", f"Kết quả đánh giá, xếp loại chất lượng năm {found.sheet.year}", *filter(None, (_unit_name(found, unit),))),
        RESULTS, tuple(blocks), (Signature("NGƯỜI LẬP DANH SÁCH"), Signature("THỦ TRƯỞNG CƠ QUAN", note="(Ký, ghi rõ họ tên, đóng dấu)")),
        "PHỤ LỤC DANH SÁCH – Căn cứ của từng mức", (_reasons(years),),
    )  # fmt: skip


def _opening(meeting: MeetingTold | None) -> tuple[Words, ...]:
    """When, where, who: as on file, dots for what is not."""
    if meeting is None:
        return (
            Words(f"Hôm nay, hồi …… giờ ……, ngày …… tháng …… năm ……, tại {DOTS}{DOTS}", ""),
            Words("họp nhận xét, đánh giá, xếp loại chất lượng, gồm có:"),
            Words(f"{DOTS}{DOTS}  Chức vụ: {DOTS}", label="Chủ trì: "),
            Words(f"{DOTS}{DOTS}  Chức vụ: {DOTS}", label="Thư ký: "),
            Words("……… / ……… người; vắng: ………", label="Có mặt: "),
        )
    present, called = (str(n) if n is not None else "………" for n in (meeting.present, meeting.called))
    absent = (
        str(meeting.called - meeting.present) if meeting.present is not None and meeting.called is not None else "………"
    )
    held = f"Hôm nay, hồi …… giờ ……, ngày {meeting.held_on:%d/%m/%Y}, tại {meeting.place or DOTS + DOTS}"
    return (
        Words(held),
        Words("họp nhận xét, đánh giá, xếp loại chất lượng, gồm có:"),
        Words(meeting.chair or DOTS + DOTS, label="Chủ trì: "),
        Words(meeting.secretary or DOTS + DOTS, label="Thư ký: "),
        Words(f"{present} / {called} người; vắng: {absent}", label="Có mặt: "),
    )


def _said(meeting: MeetingTold | None) -> tuple[Words, ...]:
    if meeting is None or not (meeting.said or meeting.party_opinion):
        return tuple(Words(BLANK) for _ in range(3))
    told = [Words(line) for line in meeting.said.splitlines() if line.strip()]
    if meeting.party_opinion:
        told.append(Words(meeting.party_opinion, label="Ý kiến cấp ủy: "))
    return tuple(told)


def _votes(votes: Mapping[str, int]) -> str:
    """Votes in the order of the levels: «Xuất sắc 3, Tốt 5»; nothing where nobody voted."""
    return ", ".join(
        f"{SHORT[level]} {votes[level]}" for level in ("excellent", "good", "completed", "failed") if votes.get(level)
    )


def _years(found: Appraisal, unit: str | None) -> list[OfficialYear]:
    years = [y for y in found.years if unit is None or y.official.unit == unit]
    if not years:
        raise PaperFault(f"Phiếu không có ai thuộc đơn vị «{unit}».", f"The sheet has nobody in the unit '{unit}'.")
    return years


def _unit_name(found: Appraisal, unit: str | None) -> str:
    return next((u.name or u.id for u in found.sheet.units if u.id == unit), unit or "")


def _short(level: str | None) -> str:
    return SHORT.get(level or "", "") if level is not None else ""


def _quotas(found: Appraisal, years: list[OfficialYear]) -> list[Block]:
    """One line for every quota in which somebody of these people stands."""
    told: list[Block] = []
    here = {y.official.id for y in years}
    names = {u.id: u.name or u.id for u in found.sheet.units}
    groups = {y.official.duties for y in years if y.official.duties}
    for quota in found.quotas:
        if quota.duties and quota.duties not in groups and not here & set(quota.excellent):
            continue
        where = names.get(quota.agency, quota.agency) or "Cả phiếu"
        where += f", nhóm «{quota.duties}»" if quota.duties else ""
        if quota.answer.value is None:
            told.append(Words(reason_of(quota.answer), label=f"{where}: "))
            continue
        readings = sorted(set(quota.answer.value.readings.values()))
        span = f" (các cách hiểu: {readings[0]}–{readings[-1]})" if len(readings) > 1 else ""
        over = f"; nhiều hơn hạn mức {quota.over} người, cấp có thẩm quyền xem xét" if quota.over else ""
        told.append(Words(
            f"{len(quota.excellent)} người đạt mức xuất sắc, {quota.good} người mức tốt, hạn mức {quota.answer.value.most}{span}{over}. "
            f"Căn cứ: {cited(quota.answer.rule)}.", label=f"{where}: ",
        ))  # fmt: skip
    return told or [Words("Không có hạn mức nào áp dụng cho những người trong danh sách.")]


def _unit_quotas(found: Appraisal, names: dict[str, str]) -> list[Block]:
    told: list[Block] = []
    for quota in found.unit_quotas:
        where = f"Dưới {names[quota.under]}" if quota.under else "Cấp cao nhất của phiếu"
        if quota.answer.value is None:
            told.append(Words(reason_of(quota.answer), label=f"{where}: "))
            continue
        over = f"; nhiều hơn hạn mức {quota.over} đơn vị" if quota.over else ""
        told.append(Words(
            f"{len(quota.excellent)} đơn vị xuất sắc, {quota.good} đơn vị tốt, hạn mức {quota.answer.value}{over}. Căn cứ: {cited(quota.answer.rule)}.",
            label=f"{where}: ",
        ))  # fmt: skip
    return told


def _organisations(found: Appraisal, names: dict[str, str]) -> Table:
    rows = tuple((names.get(u, u), level_words(a.value), reason_of(a)) for u, a in found.units.items())
    return Table(("Tổ chức, đơn vị", "Mức", "Căn cứ, lý do"), (30, 22, 48), ("left", "left", "left"), rows)


def _reasons(years: list[OfficialYear]) -> Table:
    rows = tuple(
        (str(n), y.official.name or y.official.id, level_words(y.level), "; ".join([reason_of(y.state), *(vi for vi, _ in y.remarks)]))
        for n, y in enumerate(years, 1)
    )  # fmt: skip
    return Table(("TT", "Họ và tên", "Mức", "Căn cứ, lý do"), (5, 23, 22, 50), ("center", "left", "left", "left"), rows)
