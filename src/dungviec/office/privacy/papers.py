"""The answer to a request as a paper, laid out as NĐ 30/2020/NĐ-CP asks; and a person's data as a paper to read."""

from __future__ import annotations

from typing import Any

from dungviec.documents.appraisal_paper import AppraisalPaper, Block, Signature, Table, Title, Words
from dungviec.office.privacy.models import Stand, SubjectRequest
from dungviec.office.privacy.portable import Portable
from dungviec.office.registry.selectors import city

_BASIS = "Căn cứ Luật 91/2025/QH15 ngày 26/6/2025 và NĐ 356/2025/NĐ-CP ngày 31/12/2025 về bảo vệ dữ liệu cá nhân."


def answer_letter(one: SubjectRequest, name: str) -> AppraisalPaper:
    """The letter that tells what became of a request."""
    granted = one.state == Stand.GRANTED
    day = one.decided_at.date() if one.decided_at else one.due
    blocks: list[Block] = [
        Words(name, label="Kính gửi: "),
        Words(f"Ngày {one.asked_at:%d/%m/%Y}, cơ quan nhận được yêu cầu số {one.pk} về dữ liệu cá nhân: {str(one.get_kind_display()).lower()}."),
        Words(f"{'Cơ quan chấp nhận yêu cầu.' if granted else 'Cơ quan chưa chấp nhận yêu cầu.'} {one.answer}".strip()),
        Words("Không đồng ý với trả lời này, ông/bà có quyền khiếu nại hoặc khởi kiện theo quy định của pháp luật."),
    ]  # fmt: skip
    return _paper("privacy_answer", day.year, ("THÔNG BÁO", "Về việc trả lời yêu cầu của chủ thể dữ liệu"), tuple(blocks), (Signature("THỦ TRƯỞNG CƠ QUAN"),))  # fmt: skip


def data_paper(found: Portable, name: str) -> AppraisalPaper:
    """Everything held, table by table."""
    blocks: list[Block] = [Words(name, label="Họ và tên: "), Words(f"{found.day:%d/%m/%Y}", label="Tính đến ngày: ")]
    for key, (words, rows) in found.tables.items():
        blocks.append(Title(words))
        lines = [(found.headings[key].get(c, c), _said(v)) for row in rows for c, v in row.items()]
        blocks.append(Table(("Mục", "Nội dung"), (40, 60), ("left", "left"), tuple(lines)))
    blocks.append(Title("Ai đã xem hồ sơ trong một năm"))
    blocks.append(
        Table(("Lúc", "Ai", "Việc"), (25, 40, 35), ("left", "left", "left"), tuple((r["at"][:16].replace("T", " "), f"{r['who']} ({r['role']})", r["what"]) for r in found.readers))
        if found.readers else Words("Không ai.")
    )  # fmt: skip
    blocks.append(Title("Phần không đưa vào, và vì sao"))
    blocks += [Words(why, label=f"{what}: ") for what, why in found.withheld]
    return _paper("privacy_data", found.day.year, ("BẢN DỮ LIỆU CÁ NHÂN",), tuple(blocks), (Signature("NGƯỜI LẬP"),))


def _paper(
    key: str, year: int, title: tuple[str, ...], blocks: tuple[Block, ...], signed: tuple[Signature, ...]
) -> AppraisalPaper:
    here = city()
    name = here.name if here else ""
    return AppraisalPaper(key, "", name, "", year, title, _BASIS, blocks, signed)


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, list):
        return "; ".join(str(v) for v in value)
    return str(value)
