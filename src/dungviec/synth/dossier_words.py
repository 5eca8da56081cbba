"""Words that made-up dossiers are filled with."""

from __future__ import annotations

ORIGINS = ("Công nhân", "Công nhân", "Nông dân", "Cán bộ, công chức", "Viên chức", "Tiểu thương")
JOBS = ("Sinh viên", "Sinh viên", "Học sinh", "Công nhân mỏ", "Giáo viên hợp đồng", "Bộ đội xuất ngũ")
LANGUAGES = ("Tiếng Anh", "Tiếng Anh", "Tiếng Anh", "Tiếng Trung Quốc", "Tiếng Nga")
HEALTH = ("Tốt", "Tốt", "Bình thường", "Bình thường", "Loại II")
POLICY = ("Con thương binh hạng 3/4", "Con liệt sĩ", "Con bệnh binh", "Thương binh hạng 4/4")
SCHOOLS = ("Trung tâm Giáo dục thường xuyên", "Trường Cao đẳng nghề", "Trung tâm Tin học - Ngoại ngữ")
RELATIVE_WORK = (
    "Công nhân mỏ",
    "Nội trợ",
    "Giáo viên",
    "Buôn bán nhỏ",
    "Lái xe",
    "Thợ điện",
    "Kế toán doanh nghiệp",
    "Làm ruộng",
)
HOUSES = ("Nhà tự xây trên đất gia đình", "Nhà được thừa kế", "Căn hộ mua trả góp", "Nhà mua lại năm trước")
REMARKS = (
    "Hoàn thành tốt nhiệm vụ được giao, đoàn kết nội bộ", "Chủ động, trách nhiệm; cần nâng cao ngoại ngữ", "Thẳng thắn, gần dân; hồ sơ công việc đầy đủ",
    "Chịu khó học hỏi, tiến bộ rõ so với năm trước",
)  # fmt: skip
CAPITAL = ("AB", "BC", "CD", "DE")
WORK = {
    "land": "Quản lý đất đai trên địa bàn", "finance": "Tham mưu tài chính, ngân sách", "accounting": "Kế toán đơn vị",
    "justice": "Tư pháp, hộ tịch", "culture": "Văn hóa, thông tin cơ sở", "home_affairs": "Tổ chức, cán bộ", "office": "Văn phòng, tổng hợp",
    "primary": "Giảng dạy tiểu học", "kindergarten": "Nuôi dạy trẻ mầm non", "maths": "Giảng dạy Toán, Lý, Tin", "literature": "Giảng dạy Ngữ văn, Sử, Địa",
    "science": "Giảng dạy Hóa, Sinh, Công nghệ", "languages": "Giảng dạy ngoại ngữ", "arts_sport": "Giảng dạy Nhạc, Họa, Thể dục",
    "one_stop": "Tiếp nhận và trả kết quả hồ sơ", "construction": "Quản lý xây dựng, đô thị", "health": "Y tế học đường",
}  # fmt: skip
"""Main work by field of the post."""
LONGEST = {
    "primary": "Giảng dạy", "kindergarten": "Nuôi dạy trẻ", "maths": "Giảng dạy", "literature": "Giảng dạy", "science": "Giảng dạy",
    "languages": "Giảng dạy", "arts_sport": "Giảng dạy", "accounting": "Kế toán", "home_affairs": "Công tác tổ chức",
}  # fmt: skip
