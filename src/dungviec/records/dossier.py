"""The rest of the official record: what the 38 items of the SYLL form hold beside the core tables, as tables of the same kind.

Items follow SYLL (Thông tư 06/2023/TT-BNV) and, for 2020, 2C-BNV/2008; both VERIFIED by transcription (secondary copies, to be
confirmed against the official text). Which item a column answers is said where the forms are laid out (``documents``).
"""

from __future__ import annotations

from dungviec.records.schema import Table, _c

_PERSON = _c("person_id", "text", "Mã cán bộ", "Person", required=True, refers="people.person_id")

PARTICULARS = Table(
    "particulars", "Lý lịch", "Mỗi dòng là phần lý lịch riêng của một người", "One row is the rest of one person's particulars",
    ("person_id",),
    (
        _PERSON,
        _c("managing_body", "text", "Cơ quan quản lý", "Body that manages the official"),
        _c("using_body", "text", "Cơ quan, đơn vị sử dụng", "Body that uses the official"),
        _c("record_number", "text", "Mã số định danh", "Identifier of the official in the national database"),
        _c("birth_name", "text", "Họ và tên khai sinh", "Name at birth, where it differs from the name on file"),
        _c("other_names", "text", "Tên gọi khác", "Other names"),
        _c("birth_place", "text", "Nơi sinh", "Place of birth: commune, province"),
        _c("birth_code", "text", "Mã địa bàn nơi sinh", "Code of the place of birth"),
        _c("religion", "text", "Tôn giáo", "Religion"),
        _c("id_issued", "date", "Ngày cấp CCCD", "Citizen card issued"),
        _c("phone", "text", "Số điện thoại", "Telephone"),
        _c("social_insurance", "text", "Số BHXH", "Social insurance number"),
        _c("health_insurance", "text", "Số thẻ BHYT", "Health insurance card number"),
        _c("household", "text", "Hộ khẩu thường trú", "Registered residence"),
        _c("address", "text", "Nơi ở hiện nay", "Present address"),
        _c("family_origin", "text", "Thành phần gia đình xuất thân", "Family origin"),
        _c("job_before", "text", "Nghề nghiệp trước khi tuyển dụng", "Occupation before recruitment"),
        _c("first_hired", "date", "Ngày tuyển dụng lần đầu", "First recruited"),
        _c("hired_by", "text", "Cơ quan tuyển dụng", "Body that recruited"),
        _c("entered_body", "date", "Ngày vào cơ quan hiện đang công tác", "Entered the present body"),
        _c("party_official", "date", "Ngày vào Đảng chính thức", "Full Party member since"),
        _c("union_joined", "date", "Ngày tham gia tổ chức chính trị - xã hội", "Joined the first political-social organisation"),
        _c("union_name", "text", "Tổ chức chính trị - xã hội", "Political-social organisation and work in it"),
        _c("enlisted", "date", "Ngày nhập ngũ", "Enlisted"),
        _c("discharged", "date", "Ngày xuất ngũ", "Discharged"),
        _c("army_rank", "text", "Quân hàm cao nhất", "Highest military rank"),
        _c("policy_beneficiary", "text", "Đối tượng chính sách", "Beneficiary of policies (invalid, martyr's family …)"),
        _c("general_education", "text", "Trình độ giáo dục phổ thông", "General education, such as 12/12"),
        _c("language", "text", "Ngoại ngữ", "Foreign language"),
        _c("language_level", "code", "Trình độ ngoại ngữ", "Level of the foreign language", "language_level"),
        _c("computing_level", "code", "Trình độ tin học", "Level of computing", "language_level"),
        _c("academic_title", "text", "Học hàm", "Academic title"),
        _c("honours", "text", "Danh hiệu nhà nước phong tặng", "State honours"),
        _c("main_work", "text", "Công việc chính được giao", "Main work assigned"),
        _c("strength_words", "text", "Sở trường công tác", "Strength in the official's own words"),
        _c("longest_work", "text", "Công việc làm lâu nhất", "Work done longest"),
        _c("rank_since", "date", "Ngày bổ nhiệm ngạch", "Appointed to the rank or title"),
        _c("salary_step", "int", "Bậc lương", "Salary step"),
        _c("salary_since", "date", "Ngày hưởng lương", "Paid at this step since"),
        _c("salary_percent", "number", "Phần trăm hưởng", "Share of the pay, per cent"),
        _c("seniority_percent", "number", "Phụ cấp thâm niên vượt khung (%)", "Allowance beyond the last step, per cent"),
        _c("seniority_since", "date", "Ngày hưởng PCTNVK", "That allowance since"),
        _c("post_allowance", "number", "Phụ cấp chức vụ", "Position allowance (coefficient)"),
        _c("concurrent_allowance", "number", "Phụ cấp kiêm nhiệm", "Allowance for concurrent posts"),
        _c("other_allowance", "text", "Phụ cấp khác", "Other allowances"),
        _c("job_title", "text", "Vị trí việc làm", "Job position"),
        _c("job_code", "text", "Mã vị trí việc làm", "Code of the job position"),
        _c("job_step", "int", "Bậc lương theo vị trí việc làm", "Step of the pay by job position"),
        _c("job_pay", "money", "Lương theo mức tiền (đồng)", "Pay by job position in đồng"),
        _c("job_since", "date", "Ngày hưởng lương vị trí việc làm", "Paid by job position since"),
        _c("job_percent", "number", "Phần trăm hưởng theo vị trí việc làm", "Share of that pay, per cent"),
        _c("job_seniority_percent", "number", "PCTNVK theo vị trí việc làm (%)", "Allowance beyond the last step of that pay"),
        _c("job_seniority_since", "date", "Ngày hưởng PCTNVK theo vị trí việc làm", "That allowance since"),
        _c("health", "text", "Tình trạng sức khỏe", "State of health"),
        _c("height_cm", "int", "Chiều cao (cm)", "Height"),
        _c("weight_kg", "number", "Cân nặng (kg)", "Weight"),
        _c("blood_group", "code", "Nhóm máu", "Blood group", "blood_group"),
        _c("pay_income", "money", "Thu nhập từ lương trong năm (đồng)", "Yearly income from pay"),
        _c("other_income", "money", "Thu nhập khác trong năm (đồng)", "Other yearly income"),
    ),
)  # fmt: skip

STUDIES = Table(
    "studies", "Học tập", "Mỗi dòng là một lần đào tạo, bồi dưỡng ghi ở mục 32", "One row is one study of item 32",
    ("person_id", "kind", "from_date", "school", "result"),
    (
        _PERSON,
        _c("kind", "code", "Loại", "Kind (items 32.1 to 32.6)", "study_kind", required=True),
        _c("from_date", "date", "Từ tháng, năm", "From"),
        _c("to_date", "date", "Đến tháng, năm", "To"),
        _c("school", "text", "Cơ sở đào tạo", "School"),
        _c("major", "text", "Chuyên ngành, tên ngôn ngữ", "Major, or the language"),
        _c("form", "code", "Hình thức đào tạo", "Form of study", "study_form"),
        _c("result", "text", "Văn bằng, chứng chỉ, trình độ", "Degree or certificate"),
        _c("score", "text", "Điểm số", "Score"),
    ),
)  # fmt: skip

PARTY_POSTS = Table(
    "party_posts", "Chức vụ Đảng", "Mỗi dòng là một chức vụ Đảng", "One row is one Party post", ("person_id", "kind", "title", "from_date"),
    (
        _PERSON,
        _c("kind", "code", "Loại", "Main or concurrent", "party_post_kind", required=True),
        _c("title", "text", "Chức vụ Đảng", "Party post", required=True),
        _c("body", "text", "Tổ chức Đảng", "Party organisation"),
        _c("from_date", "date", "Từ ngày", "From"),
        _c("to_date", "date", "Đến ngày", "To; empty while it lasts"),
    ),
)  # fmt: skip

PERSONAL_HISTORY = Table(
    "personal_history", "Lịch sử bản thân", "Mỗi dòng là một việc kê khai ở mục 34", "One row is one statement of item 34",
    ("person_id", "kind", "from_date", "what"),
    (
        _PERSON,
        _c("kind", "code", "Loại", "Kind (items 34.1 to 34.3)", "history_kind", required=True),
        _c("from_date", "date", "Từ ngày", "From"),
        _c("to_date", "date", "Đến ngày", "To"),
        _c("what", "text", "Nội dung, chức danh, công việc", "What it was", required=True),
        _c("where", "text", "Cơ quan, tổ chức, nơi chốn", "Where, which organisation"),
    ),
)  # fmt: skip

DISCIPLINE_NOTES = Table(
    "discipline_notes", "Hành vi vi phạm", "Mỗi dòng bổ sung hành vi và cơ quan quyết định cho một quyết định kỷ luật",
    "One row adds the act and the deciding body to one disciplinary decision", ("person_id", "decided", "kind"),
    (
        _PERSON,
        _c("kind", "code", "Loại", "Party or administrative", "discipline_kind", required=True),
        _c("decided", "date", "Ngày quyết định", "Decided", required=True),
        _c("act", "text", "Hành vi vi phạm chính", "Main act"),
        _c("decided_by", "text", "Cơ quan quyết định", "Body that decided"),
    ),
)  # fmt: skip

RELATIVES = Table(
    "relatives", "Thân nhân", "Mỗi dòng là một người thân, kể cả người không trong biên chế",
    "One row is one relative, on the rolls or not", ("person_id", "side", "relation", "name", "born_year"),
    (
        _PERSON,
        _c("side", "code", "Bên", "Own family or the spouse's", "family_side", required=True),
        _c("relation", "text", "Mối quan hệ", "Relation", required=True),
        _c("name", "text", "Họ và tên", "Full name", required=True),
        _c("born_year", "int", "Năm sinh", "Year of birth"),
        _c("details", "text", "Quê quán, nghề nghiệp, nơi công tác, nơi ở", "Native place, work, address"),
        _c("relative_id", "text", "Mã cán bộ của người thân", "The relative's own file, when on the rolls", refers="people.person_id"),
    ),
)  # fmt: skip

SALARY_STEPS = Table(
    "salary_steps", "Quá trình lương", "Mỗi dòng là một giai đoạn hưởng một bậc lương", "One row is one period at one salary step",
    ("person_id", "from_date"),
    (
        _PERSON,
        _c("from_date", "date", "Từ tháng, năm", "From", required=True),
        _c("to_date", "date", "Đến tháng, năm", "To; empty while it lasts"),
        _c("rank_code", "text", "Mã ngạch, chức danh", "Rank or title code"),
        _c("step", "int", "Bậc lương", "Step"),
        _c("coefficient", "number", "Hệ số lương", "Coefficient"),
        _c("job_pay", "money", "Tiền lương theo vị trí việc làm (đồng)", "Pay by job position"),
    ),
)  # fmt: skip

ALLOWANCES = Table(
    "allowances", "Phụ cấp", "Mỗi dòng là một giai đoạn hưởng một phụ cấp", "One row is one period of one allowance",
    ("person_id", "kind", "from_date"),
    (
        _PERSON,
        _c("from_date", "date", "Từ tháng, năm", "From", required=True),
        _c("to_date", "date", "Đến tháng, năm", "To; empty while it lasts"),
        _c("kind", "text", "Loại phụ cấp", "Kind", required=True),
        _c("percent", "number", "Phần trăm hưởng", "Per cent"),
        _c("coefficient", "number", "Hệ số", "Coefficient"),
        _c("form", "text", "Hình thức hưởng", "Form"),
        _c("amount", "money", "Giá trị (đồng)", "Amount in đồng"),
    ),
)  # fmt: skip

PROPERTIES = Table(
    "properties", "Nhà, đất", "Mỗi dòng là một nhà ở hoặc thửa đất", "One row is one house or plot", ("person_id", "kind", "description"),
    (
        _PERSON,
        _c("kind", "code", "Loại", "House, residential or production land", "property_kind", required=True),
        _c("description", "text", "Nguồn gốc, mô tả", "Origin and description", required=True),
        _c("area", "number", "Diện tích (m²)", "Area in square metres"),
        _c("certificate", "text", "Giấy chứng nhận", "Certificate of ownership or use"),
    ),
)  # fmt: skip

REMARKS = Table(
    "remarks", "Nhận xét", "Mỗi dòng là một nhận xét, đánh giá của cơ quan sử dụng", "One row is one remark of the body that uses the official",
    ("person_id", "dated"),
    (
        _PERSON,
        _c("dated", "date", "Ngày nhận xét", "Dated", required=True),
        _c("text", "text", "Nhận xét, đánh giá", "Remark", required=True),
        _c("body", "text", "Cơ quan nhận xét", "Body"),
        _c("signer", "text", "Người ký", "Signed by"),
    ),
)  # fmt: skip

DOSSIER_TABLES: dict[str, Table] = {
    t.name: t
    for t in (
        PARTICULARS, STUDIES, PARTY_POSTS, PERSONAL_HISTORY, DISCIPLINE_NOTES, RELATIVES, SALARY_STEPS, ALLOWANCES, PROPERTIES, REMARKS,
    )
}  # fmt: skip
"""Every table of the dossier by its stored name; ``particulars`` has one row per person, the others are events."""
