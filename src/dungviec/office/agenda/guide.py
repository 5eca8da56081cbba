"""The first-visit guide: a few steps for each role on the morning page, put away by the account and brought back by the help entry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dungviec.office.access.models import Role, User
from dungviec.office.access.services import remember, remembered

KEY = "agenda.guide"
_DAY = (
    _("Ngày đang xem"),
    _(
        "Mọi trang trả lời theo ngày ghi ở góc trên. Bấm vào ngày để xem lại quá khứ hoặc xem trước; nút «Về ngày của số liệu» đưa về."
    ),
    "",
)
_MORNING = (
    _("Bắt đầu từ trang này"),
    _(
        "Mỗi sáng trang này gom việc chờ anh/chị, việc quá hạn, nguy cơ và điều vừa đổi; bấm vào dòng để mở đúng danh sách."
    ),
    "",
)
_MAIL = (
    _("Nhận qua thư, qua lịch"),
    _("Chọn thư tóm tắt hằng ngày hoặc đưa các hạn vào lịch điện thoại; thư chỉ có số đếm, không có tên ai."),
    "agenda:delivery",
)
_SEARCH = (_("Tìm nhanh"), _("Bấm phím / rồi gõ tên, không cần dấu; phím mũi tên và Enter mở kết quả."), "")
_STEPS: dict[str, tuple[tuple[Any, Any, str], ...]] = {
    Role.PERSONNEL: (
        _MORNING, (_("Đưa hồ sơ vào"), _("Nhập danh sách từ bảng tính: máy đọc, anh/chị sửa và đối chiếu rồi mới ghi, ghi rồi vẫn hoàn tác được cả đợt."), "intake:intakes"),
        (_("Dọn báo động"), _("Mỗi điều mâu thuẫn trong hồ sơ kèm cách chữa; dọn xong thì mọi con số mới đúng."), "registry:alarms"), _SEARCH, _MAIL,
    ),
    Role.LEADER: (
        _MORNING, (_("Ký và quyết định"), _("Việc chờ ký nằm trên cùng; mỗi quyết định có căn cứ, điểm mạnh, điểm còn thiếu và điều luật của ngày."), "decisions:decisions"),
        (_("Hỏi số liệu"), _("Phiếu phỏng vấn trả lời từng câu về đội ngũ; mỗi con số mở ra danh sách phía sau."), "reports:interview"), _DAY, _MAIL,
    ),
    Role.UNIT_HEAD: (
        _MORNING, (_("Giao việc, xác nhận phiếu"), _("Giao việc theo danh mục, xác nhận phiếu tháng của người trong đơn vị trước ngày 5 tháng sau."), "appraisal:months"),
        (_("Đơn vị của tôi"), _("Vị trí, biên chế, người đang giữ và chỗ còn khuyết."), "registry:units"), _SEARCH, _MAIL,
    ),
    Role.OFFICIAL: (
        _MORNING, (_("Hồ sơ của tôi"), _("Xem hồ sơ mình, ai đã xem nó, và hai đồng hồ: hết thời hạn, tuổi nghỉ hưu."), "registry:own_file"),
        (_("Đề nghị sửa"), _("Thấy sai thì đề nghị sửa kèm minh chứng; có hạn trả lời và thấy được đang ở đâu."), "requests:mine"),
        (_("Phiếu tháng"), _("Ghi việc đã làm, tự chấm và gửi trưởng đơn vị."), "appraisal:mine"), _MAIL,
    ),
    Role.INSPECTOR: (
        _MORNING, (_("Rút thăm, đi kiểm tra"), _("Cuộc kiểm tra đột xuất được rút thăm công khai; ghi tại chỗ bằng điện thoại, cả khi mất mạng."), "inspection:home"),
        (_("Dấu hiệu sớm"), _("Dấu hiệu là câu hỏi kèm cách giải thích khác, không phải kết luận về ai."), "conduct:signs"), _MAIL,
    ),
    Role.AUDITOR: (
        _MORNING, (_("Sổ ghi việc"), _("Mỗi dòng nối với dòng trước; bấm «Kiểm tra» để biết có dòng nào bị sửa, xóa."), "access:ledger"), _MAIL,
    ),
    Role.ADMINISTRATOR: (
        _MORNING, (_("Mở tài khoản"), _("Tạo tài khoản, gắn vai trò và đơn vị; chủ tài khoản tự đặt mật khẩu. Anh/chị không xem hồ sơ của ai."), "access:accounts"),
        (_("Việc chạy nền"), _("Xem việc dài nào đang chạy, dừng hoặc chạy lại."), "access:jobs"), _MAIL,
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what to know, and where to go; no address where it is about this page."""

    title: Any
    words: Any
    url: str


def steps(role: Role | None) -> list[Step]:
    """Three to five steps for a role."""
    return [Step(title, words, reverse(name) if name else "") for title, words, name in _STEPS.get(role or "", ())]


def wants(user: User, *, asked: bool) -> bool:
    """Whether the guide is shown: until it was put away, or when it was asked for."""
    return asked or not remembered(user, KEY)


def put_away(user: User) -> None:
    """Keep that the account has read it."""
    remember(user, KEY, True)
