"""Kinds of data about people who left the service: which tables each is, and what the texts on file say about keeping it.

Only texts on file count. No text on file names a number of years for any part of a personnel file: so a term comes from the
institution's own schedule or is unknown, and what is unknown is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Category:
    """One kind of data and where it stands."""

    key: str
    name: Any
    tables: tuple[str, ...] = ()
    """Registered tables whose rows of the person go."""
    fields: tuple[str, ...] = ()
    """Columns of the person's own row that are emptied."""
    files: bool = False
    """Papers, evidence and requests go too."""


IDENTITY = "identity"
CATEGORIES: dict[str, Category] = {
    c.key: c
    for c in (
        Category("life", _("Lý lịch: tôn giáo, nơi ở, sức khỏe, lịch sử bản thân, hành vi kỷ luật"), ("particulars", "personal_history", "discipline_notes", "party_posts", "remarks")),
        Category("family", _("Thân nhân, quan hệ gia đình"), ("relatives", "kinship")),
        Category("wealth", _("Diễn biến lương, phụ cấp, nhà đất, kê khai"), ("salary_steps", "allowances", "properties", "asset_declarations", "interest_declarations")),
        Category("papers", _("Giấy tờ, tệp minh chứng, nội dung đề nghị"), files=True),
        Category(IDENTITY, _("Họ tên, số định danh, dân tộc, quê quán (dòng còn lại chỉ để thống kê)"), fields=(
            "ethnicity", "citizen_id", "home_place", "home_code", "born", "party_joined", "party_member", "health_fit", "health_dated", "barred",
            "discipline_open", "denunciation_open", "inspection_open", "suspended", "criminal_open", "on_leave", "assets_declared", "assets_verified",
        )),
    )
}  # fmt: skip
"""In the order in which data goes; the name goes last."""
STAYS = (
    (
        _("Quá trình công tác, xếp loại, khen thưởng"),
        _("Ở lại dưới mã không còn tên, để số liệu thống kê các năm không đổi."),
    ),
    (_("Sổ ghi việc"), _("Chỉ có mã, số đếm và dấu băm, không có tên; chuỗi băm phải nguyên vẹn.")),
    (_("Vụ việc kỷ luật, tố cáo"), _("Chưa có văn bản về thời hạn trong kho luật; giữ lại, không xóa ở đây.")),
)
"""What no erasure touches, and why."""
LAW = (
    (_("Hết hợp đồng, hết việc thì xóa, hủy dữ liệu của người lao động, trừ khi luật hoặc thỏa thuận định khác"), "Luật 91/2025/QH15, Điều 25", "VERIFIED"),
    (_("Trả lời yêu cầu của chủ thể dữ liệu trong 2 ngày làm việc"), "NĐ 356/2025/NĐ-CP", "VERIFIED"),
    (_("Giữ nhật ký hệ thống ít nhất 12 tháng khi cung cấp dịch vụ trực tuyến"), "NĐ 333/2026/NĐ-CP, Điều 16", "REPORTED"),
)  # fmt: skip
"""What the texts on file say: words, clause, how sure."""
