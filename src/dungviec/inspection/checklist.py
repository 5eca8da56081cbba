"""The checklist a visit starts from: fourteen things to look at, the union of what provinces check (own wording; processes.md 6.1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

About = Literal["person", "unit", "desk"]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to look at; ``about`` says whether a person, the unit or the one-stop desk answers for it."""

    key: str
    vi: str
    en: str
    about: About = "unit"


ITEMS: tuple[Item, ...] = (
    Item("hours", "Giờ giấc làm việc: đi muộn, về sớm, vắng có hoặc không có lý do, nghỉ phép đã duyệt", "Working hours: late, early, absent with or without reason, approved leave", "person"),
    Item("at_post", "Có mặt tại nơi làm việc, không bỏ vị trí", "At the post, not away from it", "person"),
    Item("badge", "Đeo thẻ công chức, viên chức", "Name badge worn", "person"),
    Item("dress", "Trang phục công sở", "Office dress", "person"),
    Item("name_plate", "Biển tên, bàn làm việc", "Name plate and desk"),
    Item("attitude", "Thái độ tiếp công dân, tổ chức", "Attitude to citizens and organisations", "person"),
    Item("alcohol", "Rượu bia trong giờ làm việc, hút thuốc nơi cấm", "Alcohol in working hours, smoking where forbidden", "person"),
    Item("private", "Làm việc riêng, chơi trò chơi trong giờ", "Private business or games in working hours", "person"),
    Item("one_stop", "Bộ phận một cửa: đủ người trực, hồ sơ đúng hạn", "One-stop desk staffed, dossiers on time", "desk"),
    Item("overdue", "Văn bản, nhiệm vụ quá hạn", "Overdue documents and tasks"),
    Item("diary", "Lịch công tác; đi báo việc, về báo kết quả", "Work diary; tasks reported on leaving and on coming back"),
    Item("hygiene", "Vệ sinh, cảnh quan công sở, treo Quốc kỳ", "Tidiness of the office, the national flag"),
    Item("rules_posted", "Niêm yết nội quy, quy chế làm việc", "Internal rules posted"),
    Item("hotline", "Niêm yết đường dây nóng, nơi nhận phản ánh", "Hotline posted"),
)  # fmt: skip
"""The fourteen items in their order."""

SEVERITIES: dict[str, tuple[str, str]] = {
    "minor": ("Nhẹ, nhắc nhở tại chỗ", "Minor, told on the spot"),
    "moderate": ("Phải chấn chỉnh", "To be put right"),
    "serious": ("Nghiêm trọng", "Serious"),
}
"""How grave a finding is, mildest first."""
