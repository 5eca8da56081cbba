"""SƠ YẾU LÝ LỊCH: the 38 items of Thông tư 06/2023/TT-BNV, in their order and numbering.

The items are VERIFIED by two independent transcriptions (processes.md 3.2; secondary copies, to be confirmed against the official text).
"""

from __future__ import annotations

from dungviec.documents import derived as d
from dungviec.documents import grids as g
from dungviec.documents.layout import Form, Heading, Line, Part, Slot


def _p(column: str, show: str = "") -> Slot:
    return Slot("people", column, show)  # type: ignore[arg-type]


def _r(column: str) -> Slot:
    return Slot("particulars", column)


def _line(*parts: Part, indent: bool = False) -> Line:
    return Line(parts, indent)


SYLL = Form(
    "syll",
    ("SƠ YẾU LÝ LỊCH", "CÁN BỘ, CÔNG CHỨC, VIÊN CHỨC"),
    "Thông tư 06/2023/TT-BNV (VERIFIED: bản sao thứ cấp)",
    (_line("Cơ quan quản lý CBCCVC: ", _r("managing_body")), _line("Cơ quan, đơn vị sử dụng CBCCVC: ", _r("using_body"))),
    (_line("Số hiệu: ", _p("person_id")), _line("Mã số định danh: ", _r("record_number"))),
    (
        _line("1. Họ và tên khai sinh (viết chữ in hoa): ", Slot("particulars", "birth_name", "caps")),
        _line("2. Tên gọi khác: ", _r("other_names")),
        _line("3. Sinh ngày: ", _p("born"), "   Giới tính: ", _p("sex")),
        _line("4. Nơi sinh: ", _r("birth_place"), "   Mã địa bàn: ", _r("birth_code")),
        _line("5. Quê quán: ", _p("home_place"), "   Mã địa bàn: ", _p("home_code")),
        _line("6. Dân tộc: ", _p("ethnicity")),
        _line("7. Tôn giáo: ", _r("religion")),
        _line("8. Số CCCD: ", _p("citizen_id"), "   Ngày cấp: ", _r("id_issued"), "   SĐT liên hệ: ", _r("phone")),
        _line("9. Số BHXH: ", _r("social_insurance"), "   Số thẻ BHYT: ", _r("health_insurance")),
        _line("10. Nơi ở hiện nay: ", _r("address")),
        _line("11. Thành phần gia đình xuất thân: ", _r("family_origin")),
        _line("12. Nghề nghiệp trước khi được tuyển dụng: ", _r("job_before")),
        _line("13. Ngày được tuyển dụng lần đầu: ", _r("first_hired"), "   Cơ quan, tổ chức, đơn vị tuyển dụng: ", _r("hired_by")),
        _line("14. Ngày vào cơ quan hiện đang công tác: ", _r("entered_body")),
        _line("15. Ngày vào Đảng Cộng sản Việt Nam: ", _p("party_joined"), "   Ngày chính thức: ", _r("party_official")),
        _line("16. Ngày tham gia tổ chức chính trị - xã hội đầu tiên: ", _r("union_joined"), "   Tên tổ chức, công việc: ", _r("union_name")),
        _line("17. Ngày nhập ngũ: ", _r("enlisted"), "   Ngày xuất ngũ: ", _r("discharged"), "   Quân hàm cao nhất: ", _r("army_rank")),
        _line("18. Đối tượng chính sách: ", _r("policy_beneficiary")),
        _line("19. Trình độ giáo dục phổ thông (đã tốt nghiệp lớp mấy/thuộc hệ nào): ", _r("general_education")),
        _line("20. Trình độ chuyên môn cao nhất: ", _p("degree"), "   Chuyên ngành: ", _p("major")),
        _line("Lý luận chính trị: ", _p("theory"), "   Quản lý nhà nước: ", _p("state_management"), indent=True),
        _line("21. Học hàm: ", _r("academic_title")),
        _line("22. Danh hiệu nhà nước phong tặng: ", _r("honours")),
        _line("23. Chức vụ hiện tại: ", d.CURRENT_POST),
        _line("Ngày bổ nhiệm, phê chuẩn: ", d.APPOINTED, "   Ngày bổ nhiệm lại, nhiệm kỳ tiếp theo: ", d.NEXT_TERM, indent=True),
        _line("24. Được quy hoạch chức danh: ", d.PLANNED),
        _line("25. Chức vụ kiêm nhiệm: ", d.CONCURRENT_POSTS),
        _line("26. Chức vụ Đảng hiện tại: ", d.PARTY_POST),
        _line("27. Chức vụ Đảng kiêm nhiệm: ", d.PARTY_CONCURRENT),
        _line("28. Công việc chính được giao: ", _r("main_work")),
        _line("29. Sở trường công tác: ", _r("strength_words"), "   Có minh chứng: ", d.STRENGTHS_ON_FILE),
        _line("Công việc làm lâu nhất: ", _r("longest_work"), indent=True),
        Heading("30. Tiền lương"),
        _line("30.1. Ngạch, chức danh nghề nghiệp: ", d.RANK_NAME, "   Mã số: ", _p("rank_code"), "   Ngày bổ nhiệm: ", _r("rank_since")),
        _line("Bậc lương: ", _r("salary_step"), "   Hệ số: ", _p("coefficient"), "   Ngày hưởng: ", _r("salary_since"), "   Phần trăm hưởng: ", _r("salary_percent"), indent=True),
        _line("Phụ cấp thâm niên vượt khung (%): ", _r("seniority_percent"), "   Ngày hưởng PCTNVK: ", _r("seniority_since"), indent=True),
        _line("30.2. Phụ cấp chức vụ: ", _r("post_allowance"), "   Phụ cấp kiêm nhiệm: ", _r("concurrent_allowance"), "   Phụ cấp khác: ", _r("other_allowance")),
        _line("30.3. Vị trí việc làm: ", _r("job_title"), "   Mã số: ", _r("job_code"), "   Bậc lương: ", _r("job_step")),
        _line("Lương theo mức tiền (đồng): ", _r("job_pay"), "   Ngày hưởng: ", _r("job_since"), "   Phần trăm hưởng: ", _r("job_percent"), indent=True),
        _line("PCTNVK (%): ", _r("job_seniority_percent"), "   Ngày hưởng PCTNVK: ", _r("job_seniority_since"), indent=True),
        _line("31. Tình trạng sức khỏe: ", _r("health"), "   Chiều cao (cm): ", _r("height_cm"), "   Cân nặng (kg): ", _r("weight_kg"), "   Nhóm máu: ", _r("blood_group")),
        Heading("32. Quá trình đào tạo, bồi dưỡng"),
        g.studies("professional", "32.1.", "Chuyên môn (từ trung cấp trở lên)", major="Chuyên ngành", result="Văn bằng, trình độ", form=True),
        g.studies("theory", "32.2.", "Lý luận chính trị", result="Văn bằng được cấp", form=True),
        g.studies("state_management", "32.3.", "Quản lý nhà nước, chức danh nghề nghiệp, nghiệp vụ", result="Chứng chỉ được cấp"),
        g.studies("defence", "32.4.", "Quốc phòng, an ninh", result="Chứng chỉ được cấp"),
        g.studies("it", "32.5.", "Tin học", result="Chứng chỉ được cấp"),
        g.studies("language", "32.6.", "Ngoại ngữ, tiếng dân tộc", major="Tên ngôn ngữ", result="Chứng chỉ được cấp", score=True),
        Heading("33. Quá trình công tác"),
        g.POSTS_HELD,
        Heading("34. Đặc điểm lịch sử bản thân"),
        g.history("detained", "34.1.", "Bị bắt, bị tù", "Nội dung", "Ở đâu"),
        g.history("old_regime", "34.2.", "Làm việc cho chế độ cũ", "Chức danh, chức vụ, công việc", "Cơ quan, đơn vị, địa điểm"),
        g.history("foreign", "34.3.", "Quan hệ với các tổ chức chính trị, kinh tế, xã hội ở nước ngoài", "Công việc, quan hệ", "Tổ chức, trụ sở"),
        Heading("35. Khen thưởng, kỷ luật"),
        g.MERIT,
        g.DISCIPLINE,
        Heading("36. Quan hệ gia đình"),
        g.relatives("own", "36.1.", "Về bản thân: cha, mẹ, vợ (chồng), các con, anh chị em ruột"),
        g.relatives("spouse", "36.2.", "Bên vợ (hoặc chồng): cha, mẹ, anh chị em ruột"),
        Heading("37. Hoàn cảnh kinh tế gia đình"),
        g.PAY_HISTORY,
        g.ALLOWANCE_HISTORY,
        _line("37.3. Thu nhập từ lương trong năm (đồng): ", _r("pay_income"), "   Thu nhập khác (đồng): ", _r("other_income")),
        g.PROPERTY,
        Heading("38. Nhận xét, đánh giá của cơ quan, đơn vị sử dụng"),
        g.REMARKS,
    ),
    "Tôi xin cam đoan những lời khai trên đây là đúng sự thật",
    "NGƯỜI KHAI",
    "XÁC NHẬN CỦA CƠ QUAN SỬ DỤNG",
)  # fmt: skip
"""The form in force today. Item 20 also carries political theory and state management, which the record keeps beside the degree."""
