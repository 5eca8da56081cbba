"""Code lists: the closed vocabularies of the records, each value with its Vietnamese and English word.

Values are stored in English snake case; screens and workbooks show the Vietnamese label. Lists follow
Thông tư 06/2023/TT-BNV and 2C-BNV/2008 (degree, theory, state management) and NĐ 90/2020 (ratings).
"""

from __future__ import annotations

from dungviec.records.code_list import Code as Code
from dungviec.records.code_list import CodeList as CodeList
from dungviec.records.code_list import code_list as _list
from dungviec.records.dossier_codes import DOSSIER_CODE_LISTS
from dungviec.records.employment import EMPLOYMENT
from dungviec.records.integrity_codes import INTEGRITY_CODE_LISTS

SEXES = _list("sex", "Giới tính", "Sex", Code("male", "Nam", "Male"), Code("female", "Nữ", "Female"))

DEGREES = _list(
    "degree", "Trình độ chuyên môn", "Degree",
    Code("elementary", "Sơ cấp", "Elementary", 1),
    Code("intermediate", "Trung cấp", "Intermediate", 2, ("trung cấp chuyên nghiệp", "trung cấp cn", "tc", "tccn")),
    Code("college", "Cao đẳng", "College", 3, ("cđ",)),
    Code("university", "Đại học", "University", 4, ("đh", "cử nhân", "kỹ sư", "kĩ sư", "bác sĩ")),
    Code("master", "Thạc sĩ", "Master", 5, ("thạc sỹ", "ths", "th.s", "cao học")),
    Code("doctor", "Tiến sĩ", "Doctor", 6, ("tiến sỹ", "ts", "t.s")),
)  # fmt: skip

THEORY = _list(
    "theory", "Lý luận chính trị", "Political theory",
    Code("elementary", "Sơ cấp", "Elementary", 1, ("sc", "s.cấp")),
    Code("intermediate", "Trung cấp", "Intermediate", 2, ("tc", "t.cấp")),
    Code("advanced", "Cao cấp", "Advanced", 3, ("cc", "c.cấp")),
    Code("bachelor", "Cử nhân", "Bachelor", 4, ("cn",)),
)  # fmt: skip

STATE_MANAGEMENT = _list(
    "state_management", "Quản lý nhà nước", "State management",
    Code("officer", "Cán sự", "Officer", 1),
    Code("specialist", "Chuyên viên", "Specialist", 2, ("cv",)),
    Code("principal", "Chuyên viên chính", "Principal specialist", 3, ("cvc",)),
    Code("senior", "Chuyên viên cao cấp", "Senior specialist", 4, ("cvcc",)),
)  # fmt: skip

RATINGS = _list(
    "rating", "Xếp loại", "Rating",
    Code("failed", "Không hoàn thành nhiệm vụ", "Not completed", 1, ("khtnv", "không ht", "kht")),
    Code("completed", "Hoàn thành nhiệm vụ", "Completed", 2, ("htnv", "hoàn thành", "ht")),
    Code("good", "Hoàn thành tốt nhiệm vụ", "Completed well", 3, ("httnv", "ht tốt", "hoàn thành tốt", "t", "tốt")),
    Code("excellent", "Hoàn thành xuất sắc nhiệm vụ", "Excellent", 4, ("htxsnv", "htxs", "xs", "xuất sắc", "hoàn thành xuất sắc")),
)  # fmt: skip

RATING_SYSTEMS = _list(
    "rating_system", "Hệ xếp loại", "Rating system",
    Code("state", "Nhà nước", "State"), Code("party", "Đảng", "Party"),
)  # fmt: skip

CATEGORIES = _list(
    "category", "Đối tượng", "Category",
    Code("cadre", "Cán bộ", "Cadre"),
    Code("civil_servant", "Công chức", "Civil servant"),
    Code("public_employee", "Viên chức", "Public employee"),
    Code("public_employee_manager", "Viên chức quản lý", "Public employee in management"),
)  # fmt: skip

UNIT_KINDS = _list(
    "unit_kind", "Loại đơn vị", "Kind of unit",
    Code("city", "Thành phố", "City"),
    Code("city_leadership", "Lãnh đạo thành phố", "City leadership"),
    Code("party_board", "Ban Đảng, Mặt trận, đoàn thể", "Party board or mass organisation"),
    Code("division", "Phòng chuyên môn", "Division"),
    Code("centre", "Đơn vị sự nghiệp", "Public service unit"),
    Code("kindergarten", "Trường mầm non", "Kindergarten"),
    Code("primary_school", "Trường tiểu học", "Primary school"),
    Code("secondary_school", "Trường trung học cơ sở", "Lower secondary school"),
    Code("ward", "Phường", "Ward"),
    Code("commune", "Xã", "Commune"),
    Code("department", "Sở, ngành", "Provincial department"),
    Code("province", "Tỉnh", "Province"),
)  # fmt: skip

UNIT_EVENTS = _list(
    "unit_event", "Biến động tổ chức", "Event in the life of a unit",
    Code("founded", "Thành lập", "Founded"),
    Code("merged", "Sáp nhập, hợp nhất", "Merged"),
    Code("split", "Chia, tách", "Split"),
    Code("abolished", "Giải thể, chấm dứt hoạt động", "Abolished"),
    Code("renamed", "Đổi tên", "Renamed"),
    Code("moved", "Chuyển cấp trên", "Moved below another unit"),
    Code("norm_changed", "Điều chỉnh biên chế", "Norm changed"),
)  # fmt: skip

LEVELS = _list(
    "level", "Cấp chức vụ", "Level of post",
    Code("support", "Hỗ trợ, phục vụ", "Support", 0),
    Code("specialist", "Chuyên môn, nghiệp vụ", "Specialist", 1),
    Code("team_leader", "Tổ trưởng", "Team leader", 2),
    Code("deputy_head_of_division", "Cấp phó phòng và tương đương", "Deputy head of division or equivalent", 3),
    Code("head_of_division", "Cấp trưởng phòng và tương đương", "Head of division or equivalent", 4),
    Code("deputy_head_of_city", "Cấp phó thành phố và tương đương", "Deputy head of city or equivalent", 5),
    Code("head_of_city", "Cấp trưởng thành phố và tương đương", "Head of city or equivalent", 6),
)  # fmt: skip
LEADERSHIP_RANK = 3
"""Levels of this rank and above are leadership posts (chức vụ lãnh đạo, quản lý)."""

ROLES = _list(
    "role", "Vai trò trong đơn vị", "Role in the unit",
    Code("head", "Người đứng đầu", "Head"),
    Code("deputy", "Cấp phó", "Deputy head"),
    Code("member", "Thành viên", "Member"),
)  # fmt: skip

FUNCTIONS = _list(
    "function", "Chức năng đặc thù", "Special function",
    Code("party_secretary", "Bí thư cấp ủy", "Party secretary"),
    Code("party_deputy_secretary", "Phó Bí thư cấp ủy", "Deputy Party secretary"),
    Code("council_chair", "Chủ tịch HĐND", "Chair of the People's Council"),
    Code("committee_chair", "Chủ tịch UBND", "Chair of the People's Committee"),
    Code("party_organisation_head", "Trưởng ban Tổ chức", "Head of the Party organisation board"),
    Code("party_inspection_head", "Chủ nhiệm Ủy ban Kiểm tra", "Head of the Party inspection committee"),
    Code("home_affairs_head", "Trưởng phòng Nội vụ", "Head of home affairs"),
    Code("inspectorate_head", "Chánh Thanh tra", "Chief inspector"),
    Code("finance_head", "Trưởng phòng Tài chính", "Head of finance"),
    Code("hr_manager", "Quản lý tổ chức nhân sự", "Manages personnel"),
    Code("accounting", "Kế toán", "Accounting"),
    Code("treasurer", "Thủ quỹ", "Treasurer"),
    Code("warehouse", "Thủ kho", "Warehouse keeper"),
    Code("contract_signer", "Giao dịch, ký hợp đồng", "Signs contracts for the unit"),
    # Below: what a post is held for that changes hands periodically (định kỳ chuyển đổi vị trí công tác, law/rotation.py).
    Code("personnel_work", "Làm công tác tổ chức cán bộ (chuyển đổi định kỳ)", "Handles personnel (changes periodically)"),
    Code("public_finance", "Quản lý tài chính công (chuyển đổi định kỳ)", "Handles public finance (changes periodically)"),
    Code("public_assets", "Quản lý tài sản công (chuyển đổi định kỳ)", "Handles public assets (changes periodically)"),
    Code("public_investment", "Quản lý đầu tư công (chuyển đổi định kỳ)", "Handles public investment (changes periodically)"),
    Code("frontline", "Trực tiếp tiếp xúc, giải quyết công việc (chuyển đổi định kỳ)", "Deals with cases directly (changes periodically)"),
    Code("inspection_work", "Thanh tra, tiếp công dân (chuyển đổi định kỳ)", "Inspects, receives citizens (changes periodically)"),
    Code("justice_work", "Làm việc ngành tư pháp (chuyển đổi định kỳ)", "Works in justice (changes periodically)"),
    Code("culture_work", "Làm việc ngành văn hóa, thể thao, du lịch (chuyển đổi định kỳ)", "Works in culture, sport, tourism (changes periodically)"),
    Code("information_work", "Làm việc ngành thông tin, truyền thông (chuyển đổi định kỳ)", "Works in information (changes periodically)"),
)  # fmt: skip

TENURE_KINDS = _list(
    "tenure_kind", "Hình thức giữ vị trí", "Kind of tenure",
    Code("main", "Chính thức", "Main"),
    Code("concurrent", "Kiêm nhiệm", "Concurrent"),
    Code("acting", "Giao quyền, phụ trách", "Acting"),
    Code("seconded", "Biệt phái", "Seconded"),
)  # fmt: skip

LEFT_BECAUSE = _list(
    "left_because", "Lý do thôi giữ", "Why it ended",
    Code("reassigned", "Điều động, bổ nhiệm chức vụ khác", "Reassigned"),
    Code("end_of_term", "Hết thời hạn", "End of term"),
    Code("not_reappointed", "Hết thời hạn, không được bổ nhiệm lại", "Term over, not reappointed"),
    Code("relieved_of_post", "Cho thôi giữ chức vụ", "Relieved of post"),
    Code("resigned", "Từ chức", "Resigned from post"),
    Code("dismissed", "Miễn nhiệm", "Dismissed from post"),
    Code("discipline", "Bị kỷ luật cách chức, giáng chức", "Removed by discipline"),
    Code("unit_closed", "Đơn vị sáp nhập, giải thể", "Unit closed"),
    Code("retired", "Nghỉ hưu", "Retired"),
    Code("left_service", "Thôi việc", "Left the service"),
    Code("died", "Từ trần", "Died", 0, ("mất", "qua đời")),
)  # fmt: skip

DISCIPLINE_KINDS = _list(
    "discipline_kind", "Loại kỷ luật", "Kind of discipline",
    Code("party", "Kỷ luật Đảng", "Party"), Code("administrative", "Kỷ luật hành chính", "Administrative"),
)  # fmt: skip

DISCIPLINE_FORMS = _list(
    "discipline_form", "Hình thức kỷ luật", "Form of discipline",
    Code("reprimand", "Khiển trách", "Reprimand", 1),
    Code("warning", "Cảnh cáo", "Warning", 2),
    Code("salary_step_reduction", "Hạ bậc lương", "Salary step reduction", 3),
    Code("demotion", "Giáng chức", "Demotion", 4),
    Code("dismissed_from_post", "Cách chức", "Dismissal from post", 5),
    Code("forced_exit", "Buộc thôi việc", "Forced exit", 6),
    Code("removed", "Bãi nhiệm", "Removal", 6),
    Code("strip_title", "Xóa tư cách chức vụ đã đảm nhiệm", "Title once held struck out", 5),
)  # fmt: skip

RELATIONS = _list(
    "relation", "Quan hệ gia đình", "Family relation",
    Code("spouse", "Vợ, chồng", "Spouse"),
    Code("parent", "Bố, mẹ", "Parent"),
    Code("child", "Con", "Child"),
    Code("sibling", "Anh, chị, em ruột", "Sibling"),
    Code("parent_in_law", "Bố, mẹ vợ hoặc chồng", "Parent-in-law"),
    Code("child_in_law", "Con dâu, con rể", "Child-in-law"),
    Code("sibling_in_law", "Anh, chị, em vợ hoặc chồng", "Sibling-in-law"),
)  # fmt: skip

TRAINING_KINDS = _list(
    "training_kind", "Loại đào tạo, bồi dưỡng", "Kind of training",
    Code("degree", "Chuyên môn (văn bằng)", "Degree study"),
    Code("theory_advanced", "Cao cấp lý luận chính trị", "Advanced political theory"),
    Code("theory_intermediate", "Trung cấp lý luận chính trị", "Intermediate political theory"),
    Code("theory_elementary", "Sơ cấp lý luận chính trị", "Elementary political theory"),
    Code("state_management", "Quản lý nhà nước", "State management"),
    Code("party_prospective", "Nhận thức về Đảng", "Class for prospective Party members"),
    Code("party_new_member", "Đảng viên mới", "Class for new Party members"),
    Code("cell_secretary", "Kỹ năng bí thư chi bộ thôn, khu phố", "Skills of village and quarter cell secretaries"),
    Code("skills", "Bồi dưỡng nghiệp vụ, kỹ năng", "Professional skills"),
    Code("professional_title", "Chức danh nghề nghiệp", "Professional title"),
)  # fmt: skip

WISH_KINDS = _list(
    "wish_kind", "Loại nguyện vọng", "Kind of wish",
    Code("stay", "Ở lại vị trí hiện tại", "Stay in the present post"),
    Code("unit", "Đơn vị", "Unit"),
    Code("field", "Lĩnh vực", "Field of work"),
    Code("place", "Địa bàn", "Place"),
    Code("post", "Vị trí", "Post"),
)  # fmt: skip

FIELDS = _list(
    "field", "Lĩnh vực", "Field of work",
    Code("leadership", "Lãnh đạo chung", "General leadership"),
    Code("party_work", "Công tác Đảng", "Party work"),
    Code("mass_work", "Mặt trận, đoàn thể", "Front and mass organisations"),
    Code("home_affairs", "Nội vụ, tổ chức", "Home affairs"),
    Code("inspection", "Thanh tra, kiểm tra", "Inspection"),
    Code("justice", "Tư pháp, hộ tịch", "Justice and civil status"),
    Code("finance", "Tài chính, kế hoạch", "Finance and planning"),
    Code("accounting", "Kế toán", "Accounting"),
    Code("economy", "Kinh tế, công thương", "Economy, industry and trade"),
    Code("construction", "Xây dựng, đô thị", "Construction and urban affairs"),
    Code("land", "Địa chính, đất đai", "Land"),
    Code("environment", "Môi trường", "Environment"),
    Code("agriculture", "Nông nghiệp", "Agriculture"),
    Code("labour", "Lao động, xã hội", "Labour and social affairs"),
    Code("culture", "Văn hóa, thông tin, thể thao", "Culture, information and sport"),
    Code("health", "Y tế", "Health"),
    Code("office", "Văn phòng, văn thư", "Office and records"),
    Code("one_stop", "Hành chính công, một cửa", "One-stop services"),
    Code("it", "Công nghệ thông tin", "Information technology"),
    Code("military", "Quân sự", "Military"),
    Code("education_admin", "Quản lý giáo dục", "Education management"),
    Code("kindergarten", "Giáo dục mầm non", "Kindergarten teaching"),
    Code("primary", "Giáo dục tiểu học", "Primary teaching"),
    Code("maths", "Toán, Lý, Tin", "Mathematics, physics, computing"),
    Code("literature", "Ngữ văn, Sử, Địa", "Literature, history, geography"),
    Code("science", "Hóa, Sinh, Công nghệ", "Chemistry, biology, technology"),
    Code("languages", "Ngoại ngữ", "Foreign languages"),
    Code("arts_sport", "Nhạc, Họa, Thể dục", "Music, art, physical education"),
    Code("support", "Phục vụ", "Support"),
)  # fmt: skip

STRENGTHS = _list(
    "strength", "Sở trường", "Strength",
    Code("drafting", "Soạn thảo, tham mưu văn bản", "Drafting and policy advice"),
    Code("mobilising", "Dân vận, thuyết phục", "Mobilising and persuading people"),
    Code("citizens", "Tiếp dân, phục vụ", "Serving citizens"),
    Code("organising", "Tổ chức, điều phối", "Organising and coordinating"),
    Code("crisis", "Xử lý tình huống khó", "Handling difficult situations"),
    Code("analysis", "Phân tích, số liệu", "Analysis and figures"),
    Code("digital", "Công nghệ số", "Digital technology"),
    Code("fieldwork", "Bám cơ sở, hiện trường", "Work on site"),
    Code("projects", "Quản lý dự án", "Managing projects"),
    Code("inspection", "Kiểm tra, giám sát", "Inspection and supervision"),
    Code("teaching", "Giảng dạy, truyền đạt", "Teaching and explaining"),
    Code("mentoring", "Bồi dưỡng, dìu dắt", "Developing others"),
    Code("negotiation", "Đối thoại, hòa giải", "Dialogue and mediation"),
    Code("innovation", "Sáng kiến, đổi mới", "Innovation"),
    Code("finance", "Tài chính, dự toán", "Budgets and finance"),
    Code("ethnic_language", "Am hiểu đồng bào dân tộc", "Knowledge of ethnic-minority communities"),
)  # fmt: skip

ASSESSMENT_SOURCES = _list(
    "assessment_source", "Nguồn đánh giá năng lực", "Source of an assessment",
    Code("self", "Tự đánh giá", "Self-assessment"),
    Code("head", "Thủ trưởng", "Head"),
    Code("colleague", "Đồng nghiệp", "Colleagues"),
    Code("test", "Bài kiểm tra", "Test"),
    Code("interview", "Phỏng vấn", "Interview"),
    Code("certificate", "Chứng chỉ", "Certificate"),
    Code("product", "Sản phẩm công việc", "Work products"),
)  # fmt: skip

CODE_LISTS: dict[str, CodeList] = {
    c.name: c
    for c in (
        SEXES, DEGREES, THEORY, STATE_MANAGEMENT, RATINGS, RATING_SYSTEMS, CATEGORIES, UNIT_KINDS, LEVELS, ROLES,
        FUNCTIONS, TENURE_KINDS, LEFT_BECAUSE, DISCIPLINE_KINDS, DISCIPLINE_FORMS, RELATIONS, TRAINING_KINDS,
        WISH_KINDS, FIELDS, STRENGTHS, ASSESSMENT_SOURCES, UNIT_EVENTS, EMPLOYMENT, *DOSSIER_CODE_LISTS,
        *INTEGRITY_CODE_LISTS,
    )
}  # fmt: skip
"""Every code list by its name."""
