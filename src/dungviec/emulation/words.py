"""Words of emulation, Vietnamese and English, for terminal, page and papers alike."""

from __future__ import annotations

OPEN_WORDS: dict[str, tuple[str, str]] = {
    "discipline": ("xem xét kỷ luật", "a disciplinary procedure is open"),
    "inspection": ("thanh tra, kiểm tra dấu hiệu vi phạm", "an inspection for signs of violation is open"),
    "investigation": ("điều tra, truy tố, xét xử", "a criminal investigation is open"),
    "denunciation": ("xác minh đơn thư tố cáo", "a denunciation is being examined"),
}
"""Procedures during which nobody is honoured."""
WORKS: dict[str, tuple[str, str]] = {
    "initiative": ("sáng kiến", "an initiative"),
    "research": ("đề tài nghiên cứu", "accepted research"),
    "merit": ("thành tích mưu trí, dũng cảm", "merit in combat or service"),
}
"""Kinds of recognised works."""
SCOPE_WORDS: dict[str, tuple[str, str]] = {
    "base": ("cơ sở", "the body itself"),
    "province": ("tỉnh, bộ, ngành", "province or ministry"),
    "nation": ("toàn quốc", "nationwide"),
}
"""How far a work is recognised to reach."""
LACKS: dict[str, tuple[str, str]] = {
    "ratings": ("xếp loại của năm", "the rating of the year"),
    "takes_part": ("đăng ký thi đua của năm", "the registration of the year"),
    "judged": ("kết quả tập thể xét bốn tiêu chí", "the collective's judgement of the four criteria"),
    "works": ("sáng kiến, đề tài được công nhận", "recognised initiatives and research"),
    "law": ("văn bản cho ngày hoặc trường hợp này", "a text for this day or case"),
    "discipline.ends": ("ngày hết hiệu lực kỷ luật", "the last day of a disciplinary measure"),
    "open.discipline": ("có đang xem xét kỷ luật hay không", "whether a disciplinary procedure is open"),
    "open.inspection": ("có đang kiểm tra, thanh tra hay không", "whether an inspection is open"),
    "open.investigation": ("có đang bị điều tra hay không", "whether an investigation is open"),
    "open.denunciation": ("có đơn tố cáo đang xác minh hay không", "whether a denunciation is being examined"),
}
"""Facts that may be missing, in words."""
NEEDS: dict[str, tuple[str, str]] = {
    "law": ("Chờ văn bản của ngày xét được đưa vào kho luật.", "The text of the day has to come on file."),
    "procedures": ("Chờ giải quyết xong việc đang xem xét.", "What is being looked into has to be settled."),
    "told": ("Ghi bổ sung dữ kiện còn thiếu vào hồ sơ.", "The missing fact has to come on file."),
    "judged": ("Tập thể xét bốn tiêu chí và ghi kết quả.", "The collective has to judge the four criteria."),
    "takes_part": ("Đăng ký thi đua đầu năm.", "Register at the beginning of the year."),
    "rating": ("Xếp loại hoàn thành tốt nhiệm vụ trở lên.", "A rating of completed well or better."),
    "next_year": ("Xét ở năm có xếp loại.", "Look at a year with a rating."),
    "work": ("Có sáng kiến (hoặc đề tài, thành tích mưu trí) được cơ sở công nhận trong năm.", "An initiative (or research, or merit) recognised in the year."),
    "excellent_or_work": ("Xếp loại xuất sắc, hoặc có sáng kiến, đề tài, thành tích mưu trí được công nhận trong năm.", "An excellent rating, or a recognised initiative, research or merit in the year."),
    "province": ("Có sáng kiến được công nhận áp dụng hiệu quả, nhân rộng được trong tỉnh.", "An initiative recognised as effective and repeatable in the province."),
    "nation": ("Có sáng kiến, đề tài được công nhận nhân rộng được trong toàn quốc.", "An initiative or research recognised as repeatable nationwide."),
}  # fmt: skip
"""What would make a condition pass."""
OUTSTANDING: tuple[str, str] = (
    "Danh hiệu cấp tỉnh và toàn quốc chỉ chọn người tiêu biểu trong số đủ điều kiện: hội đồng xem xét.",
    "Titles of the province and the nation go to the outstanding among those who qualify: the council chooses.",
)
