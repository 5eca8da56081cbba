"""What the checks are called on the page, and what to do where one says no."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from dungviec.office.operations.health import Check

_WORDS: dict[str, tuple[Any, Any]] = {
    "database": (_("Cơ sở dữ liệu"), _("Cơ sở dữ liệu không trả lời: xem sổ tay «database-gone».")),
    "migrations": (_("Bảng đúng phiên bản"), _("Cơ sở dữ liệu chưa theo kịp phần mềm: chạy «dungviec office manage migrate».")),
    "disk": (_("Chỗ trống trên đĩa"), _("Đĩa sắp đầy: xem sổ tay «disk-full».")),
    "workers": (_("Tiến trình việc nền"), _("Không tiến trình nào nhận việc nền: xem sổ tay «worker-stuck».")),
    "queue": (_("Hàng đợi việc nền"), _("Có việc chờ quá lâu: xem trang Việc chạy nền.")),
    "backup": (_("Bản sao lưu mới"), _("Bản sao lưu mới nhất đã quá một ngày hoặc chưa có: bấm «Sao lưu ngay».")),
    "anchors": (_("Mốc của sổ ghi việc"), _("Mốc của sổ ghi việc không được chép ra ngoài: kiểm tra thư mục DUNGVIEC_ANCHORS.")),
    "clock": (_("Đồng hồ máy"), _("Đồng hồ máy vừa nhảy, hoặc văn phòng đứng lâu: xem sổ tay «clock-wrong».")),
    "replica": (_("Bản sao chỉ đọc"), _("Bản sao của cơ sở dữ liệu chậm hoặc không trả lời; các trang nặng đang đọc bản chính.")),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """One check as the page shows it."""

    label: Any
    good: bool
    advice: Any


def said(check: Check) -> Said:
    """In words."""
    label, advice = _WORDS[check.name]
    return Said(label, check.good, advice)


def span(seconds: int) -> str:
    """A span of time in the largest whole unit: minutes, hours or days."""
    if seconds >= 86400:
        return ngettext("%d ngày trước", "%d ngày trước", seconds // 86400) % (seconds // 86400)
    if seconds >= 3600:
        return ngettext("%d giờ trước", "%d giờ trước", seconds // 3600) % (seconds // 3600)
    return ngettext("%d phút trước", "%d phút trước", seconds // 60) % (seconds // 60)
