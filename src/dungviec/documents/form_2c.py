"""MẪU 2C-BNV/2008: the form of QĐ 02/2008/QĐ-BNV, used in 2020 for cadres and civil servants.

Items 1 to 28 are VERIFIED by transcription. The order and numbers of the last three (personal history, family, property) are not
confirmed in our sources, so those sections are printed after item 28 without a number.
"""

from __future__ import annotations

from dataclasses import replace

from dungviec.documents import derived as d
from dungviec.documents import grids as g
from dungviec.documents.layout import Form, Grid, Heading, Line, Part, Slot, plain_grid


def _p(column: str) -> Slot:
    return Slot("people", column)


def _r(column: str) -> Slot:
    return Slot("particulars", column)


def _line(*parts: Part, indent: bool = False) -> Line:
    return Line(parts, indent)


def _unnumbered(grid: Grid, heading: str) -> Grid:
    return replace(grid, heading=heading)


_STUDIES = plain_grid(
    "studies-2c", "27) Đào tạo, bồi dưỡng về chuyên môn, nghiệp vụ, lý luận chính trị, ngoại ngữ, tin học", "studies",
    (("school", "Tên trường", 26), ("major", "Chuyên ngành", 18), ("from_date", "Từ tháng, năm", 10), ("to_date", "Đến tháng, năm", 10),
     ("form", "Hình thức", 12), ("kind", "Loại", 12), ("result", "Văn bằng, chứng chỉ", 12)),
)  # fmt: skip

FORM_2C = Form(
    "2c",
    ("SƠ YẾU LÝ LỊCH", "CÁN BỘ, CÔNG CHỨC", "(Mẫu 2C-BNV/2008)"),
    "QĐ 02/2008/QĐ-BNV, mẫu 2C-BNV/2008 (VERIFIED: bản sao thứ cấp)",
    (_line("Cơ quan, đơn vị có thẩm quyền quản lý CBCC: ", _r("managing_body")), _line("Cơ quan, đơn vị sử dụng CBCC: ", _r("using_body"))),
    (_line("Số hiệu cán bộ, công chức: ", _p("person_id")),),
    (
        _line("1) Họ và tên khai sinh (viết chữ in hoa): ", Slot("particulars", "birth_name", "caps")),
        _line("2) Tên gọi khác: ", _r("other_names")),
        _line("3) Sinh ngày: ", _p("born"), "   Giới tính (nam, nữ): ", _p("sex")),
        _line("4) Nơi sinh: ", _r("birth_place")),
        _line("5) Quê quán: ", _p("home_place")),
        _line("6) Dân tộc: ", _p("ethnicity")),
        _line("7) Tôn giáo: ", _r("religion")),
        _line("8) Nơi đăng ký hộ khẩu thường trú: ", _r("household")),
        _line("9) Nơi ở hiện nay: ", _r("address")),
        _line("10) Nghề nghiệp khi được tuyển dụng: ", _r("job_before")),
        _line("11) Ngày tuyển dụng: ", _r("first_hired"), "   Cơ quan tuyển dụng: ", _r("hired_by")),
        _line("12) Chức vụ (chức danh) hiện tại: ", d.CURRENT_POST),
        _line("Chức vụ kiêm nhiệm: ", d.CONCURRENT_POSTS, "   Chức vụ Đảng: ", d.PARTY_POST, indent=True),
        _line("13) Công việc chính được giao: ", _r("main_work")),
        _line("14) Ngạch công chức (viên chức): ", d.RANK_NAME, "   Mã ngạch: ", _p("rank_code")),
        _line("Bậc lương: ", _r("salary_step"), "   Hệ số: ", _p("coefficient"), "   Ngày hưởng: ", _r("salary_since"), indent=True),
        _line("Phụ cấp chức vụ: ", _r("post_allowance"), "   Phụ cấp khác: ", _r("other_allowance"), indent=True),
        _line("15.1) Trình độ giáo dục phổ thông: ", _r("general_education")),
        _line("15.2) Trình độ chuyên môn cao nhất: ", _p("degree"), "   Chuyên ngành: ", _p("major")),
        _line("15.3) Lý luận chính trị: ", _p("theory"), "   15.4) Quản lý nhà nước: ", _p("state_management")),
        _line("15.5) Ngoại ngữ: ", _r("language"), "   Trình độ (A, B, C, D): ", _r("language_level"), "   15.6) Tin học (A, B, C): ", _r("computing_level")),
        _line("16) Ngày vào Đảng Cộng sản Việt Nam: ", _p("party_joined"), "   Ngày chính thức: ", _r("party_official")),
        _line("17) Ngày tham gia tổ chức chính trị - xã hội: ", _r("union_joined"), "   Tên tổ chức, công việc: ", _r("union_name")),
        _line("18) Ngày nhập ngũ: ", _r("enlisted"), "   Ngày xuất ngũ: ", _r("discharged"), "   Quân hàm cao nhất: ", _r("army_rank")),
        _line("19) Danh hiệu được phong tặng cao nhất: ", _r("honours")),
        _line("20) Sở trường công tác: ", _r("strength_words"), "   Có minh chứng: ", d.STRENGTHS_ON_FILE),
        _line("21) Khen thưởng (hình thức cao nhất, năm): ", d.LAST_AWARD),
        _line("22) Kỷ luật: ", d.LAST_DISCIPLINE),
        _line("23) Tình trạng sức khỏe: ", _r("health"), "   Chiều cao (cm): ", _r("height_cm"), "   Cân nặng (kg): ", _r("weight_kg"), "   Nhóm máu: ", _r("blood_group")),
        _line("24) Là thương binh, con gia đình chính sách: ", _r("policy_beneficiary")),
        _line("25) Số chứng minh nhân dân (CCCD): ", _p("citizen_id"), "   Ngày cấp: ", _r("id_issued")),
        _line("26) Số sổ BHXH: ", _r("social_insurance")),
        _STUDIES,
        Heading("28) Tóm tắt quá trình công tác"),
        g.POSTS_HELD,
        Heading("Đặc điểm lịch sử bản thân"),
        _unnumbered(g.history("detained", "", "", "Nội dung", "Ở đâu"), "Bị bắt, bị tù"),
        _unnumbered(g.history("old_regime", "", "", "Chức danh, chức vụ, công việc", "Cơ quan, đơn vị, địa điểm"), "Làm việc cho chế độ cũ"),
        _unnumbered(g.history("foreign", "", "", "Công việc, quan hệ", "Tổ chức, trụ sở"), "Quan hệ với tổ chức nước ngoài"),
        Heading("Quan hệ gia đình"),
        _unnumbered(g.relatives("own", "", ""), "Về bản thân: cha, mẹ, vợ (chồng), các con, anh chị em ruột"),
        _unnumbered(g.relatives("spouse", "", ""), "Bên vợ (hoặc chồng)"),
        Heading("Hoàn cảnh kinh tế gia đình"),
        _unnumbered(g.PAY_HISTORY, "Quá trình lương của bản thân"),
        _line("Thu nhập từ lương trong năm (đồng): ", _r("pay_income"), "   Thu nhập khác (đồng): ", _r("other_income")),
        g.PROPERTY,
    ),
    "Tôi xin cam đoan những lời khai trên đây là đúng sự thật",
    "NGƯỜI KHAI",
    "THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ",
)  # fmt: skip
