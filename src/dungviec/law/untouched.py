"""Why nobody is counted for a rule: it touches nobody by itself, or it asks for a fact that no record holds.

The sentences stand in the law book where :func:`dungviec.law.touched.touched` has no answer, so that *not counted* is never
read as *nobody*.
"""

from __future__ import annotations

from dungviec.law.rules import Rule
from dungviec.law.touched import is_touching

_BY_KIND = {
    "definition": (
        "Tự nó không đụng tới ai: đây là định nghĩa, dùng để đọc các quy định khác cùng chủ đề.",
        "It touches nobody by itself: it is a definition, used to read the other rules of its theme.",
    ),
    "formula": (
        "Tự nó không đụng tới ai: đây là công thức, dùng để tính khi có người được đánh giá, đào tạo hoặc chi trả.",
        "It touches nobody by itself: it is a formula, used when somebody is rated, trained or paid.",
    ),
    "procedure": (
        "Tự nó không đụng tới ai: đây là trình tự, dùng khi có một việc được làm theo trình tự đó.",
        "It touches nobody by itself: it is a procedure, used when something is done by it.",
    ),
    "policy": (
        "Tự nó không đụng tới ai: đây là nguyên tắc, người có thẩm quyền cân nhắc khi quyết định.",
        "It touches nobody by itself: it is a principle, weighed by who decides.",
    ),
}

_MISSING: dict[tuple[str, ...], tuple[str, str]] = {
    ("APT-2026-12",): ("ngày phê duyệt chủ trương của từng trường hợp (mỗi quy trình đã mở tự tính hạn ở trang quy trình)", "the day each policy was approved (a procedure that is open counts its own deadlines on its page)"),
    ("TRF-2026-01",): ("phụ cấp của chức vụ cũ và chức vụ mới", "the allowances of the old and the new post"),
    ("RATE-2026-03", "RATE-335-ORG-QUOTA", "RATE-VC-2026-11", "RATE-VC-2026-12", "RATE-UNIT-2026-02"): ("mức xếp loại của đơn vị và các nhóm có nhiệm vụ tương tự (hạn mức được tính ở trang đánh giá của từng năm)", "the levels of the units and the groups with similar duties (quotas are counted on the appraisal page of each year)"),
    ("RATE-335-FAIL", "RATE-VC-2026-09"): ("kết luận về suy thoái, điều cấm, nêu gương, và kỷ luật nào do vi phạm nhiệm vụ", "conclusions on degradation, prohibitions and exemplary duty, and which discipline was about duty"),
    ("RATE-335-MONTHS", "RATE-VC-2026-14"): ("thời gian làm việc thực tế trong năm (nghỉ không lương, ốm đau, thai sản)", "the time actually worked in the year (unpaid, sick and maternity leave)"),
    ("RATE-335-ONCE", "RATE-VC-2026-15"): ("những quyết định kỷ luật nào là về cùng một hành vi", "which decisions of discipline are about one act"),
    ("RATE-335-SYNC", "RATE-VC-2026-20"): ("ngày đồng bộ kết quả lên cơ sở dữ liệu quốc gia", "the day results were sent to the national database"),
    ("RATE-VC-2026-02",): ("quy chế đánh giá của từng đơn vị và ngày ban hành", "the evaluation regulation of each unit and its day"),
    ("RATE-P-HD43",): ("kết quả xếp loại từng quý và phần nhiệm vụ tập thể đã hoàn thành", "quarterly ratings and the share of tasks each collective completed"),
    ("DIS-FORM-2025", "DIS-RETIRED-2025", "DIS-VC-2026"): ("hành vi đang được xem xét và ngày vi phạm", "the act under consideration and its day"),
    ("DIS-TIME-2025", "DIS-172-TIME"): ("ngày phát hiện hành vi đang được xem xét", "the day the act under consideration was discovered"),
    ("DIS-SAL-2021",): ("kỷ luật nào đã được tính khi kéo dài thời hạn nâng lương", "which discipline has already delayed a salary step"),
    ("DIS-LINK",): ("kỷ luật hành chính nào là về hành vi đã bị kỷ luật Đảng", "which administrative discipline is about an act the Party disciplined"),
    ("EMU-",): ("danh hiệu đang được đề nghị và phạm vi ảnh hưởng của sáng kiến", "the award that is proposed and how far an initiative reaches"),
    ("POSCAT-2025-03",): ("đơn vị nào là cơ quan chuyên môn cấp tỉnh mà tỷ lệ được áp dụng", "which units are the specialised agencies of a province that the shares apply to"),
    ("POSCAT-2025-04", "POS361-RATIO-MIN"): ("loại tổ chức trong bộ (vụ, cục loại 1, cục loại 2)", "the type of the bodies of a ministry (department, bureau of class 1 or 2)"),
    ("POSCAT-2025-05",): ("ngày được bố trí vào vị trí theo danh mục đã phê duyệt", "the day somebody was placed by the approved list of positions"),
    ("COMP-VC-",): ("bậc nghề nghiệp của từng viên chức", "the career grade of each public employee"),
    ("KIN-02",): ("vốn góp và ngành kinh doanh của người thân", "the capital and the business of relatives"),
    ("KIN-03",): ("các trường hợp xung đột lợi ích và ngày báo cáo", "conflicts of interest and the days they were reported"),
    ("L80-06",): ("người được đề nghị tiếp nhận từ bên ngoài", "who is proposed for intake from outside"),
    ("DARE-",): ("đề xuất đổi mới, sáng tạo đang được xem xét", "the proposals of innovation under consideration"),
    ("PLAN-2025-04",): ("ngày bắt đầu nhiệm kỳ được quy hoạch", "the first day of the term somebody is planned for"),
    ("PLAN-2025-05",): ("kết luận về từng vi phạm trước đây (chỉ rút kinh nghiệm, hết thời hiệu)", "the conclusion on each past violation (lessons only, limitation expired)"),
    ("AGE-2025-01",): ("ai được giới thiệu ở đại hội, lần đầu hay tái cử", "who is nominated at the congress, for the first time or again"),
    ("DEPQ-2025-01",): ("loại của đơn vị hành chính và việc sáp nhập", "the type of the administrative unit and its merger"),
    ("RET-05",): ("ai được quyết định nghỉ hưu ở tuổi cao hơn", "who was granted later retirement"),
    ("ROT-2022-01", "ROT-GOV-2025-01"): ("lần giữ chức vụ nào là luân chuyển (cách bố trí chỉ được ghi bằng lời)", "which tenure is a rotation (how somebody came is written in words only)"),
    ("ROT-2022-02",): ("ai được dự kiến luân chuyển và vì mục đích gì", "who is meant to rotate, and for which purpose"),
    ("NONLOC-",): ("thế nào là người địa phương (chưa có nguyên văn; trang đến hạn nêu quê quán để cấp có thẩm quyền kết luận)", "who is a local (no text read; the page of what is due names the native place for the authority to conclude)"),
    ("CDVT-03",): ("thai sản, con dưới 36 tháng, bệnh hiểm nghèo", "pregnancy, a child under 36 months, serious illness"),
    ("CDVT-05/",): ("vị trí nào thuộc danh mục chuyển đổi của ngành", "which positions are on the sector's list"),
    ("PRIV-356-ANSWER",): ("yêu cầu của chủ thể dữ liệu: hạn trả lời có ở trang yêu cầu", "requests of data subjects: their deadline stands on the page of requests"),
    ("TRN-PG-",): ("người được đề nghị đi học sau đại học và cam kết của người đó", "who is proposed for postgraduate study, and the commitment"),
    ("TRN-ABROAD-REPORT",): ("khóa học nào ở nước ngoài và ngày nộp báo cáo", "which course was abroad and the day of the report"),
}  # fmt: skip
"""Beginnings of the keys of set rules and clocks that nobody is counted for → the fact that is missing."""

_PARTLY: dict[str, tuple[str, str]] = {
    "TGBC-2025-02": ("Chỉ đếm việc đang xem xét; hồ sơ không ghi thai sản, con dưới 36 tháng.", "Only open procedures are counted; pregnancy and a child under 36 months are not on file."),
    "EMU-2025-PRINC": ("Chỉ đếm việc đang xem xét; các nguyên tắc khác được hỏi khi có đề nghị khen thưởng.", "Only open procedures are counted; the other principles are asked when an award is proposed."),
    "LEAVE-2026-04": ("Chỉ đếm hai năm liên tiếp không hoàn thành và khiển trách từ khi giữ chức vụ; hồ sơ không ghi phiếu tín nhiệm và kết luận về năng lực.", "Only two failing years in a row and reprimands since the post was taken are counted; votes of confidence and conclusions on capacity are not on file."),
}  # fmt: skip


def why_nobody(rule: Rule) -> tuple[str, str] | None:
    """Why nobody is counted for a rule, in Vietnamese and English; None where somebody can be, and for gaps."""
    if is_touching(rule) or rule.check == "kinship":
        return None
    if rule.kind in ("set", "clock"):
        fact = next((told for keys, told in _MISSING.items() if rule.key.startswith(keys)), None)
        if fact is None:
            return (
                "Chưa đếm được: quy định hỏi những điều mà hồ sơ ở đây không ghi, nên không nói là không đụng tới ai.",
                "Not counted: the rule asks for facts that are not on file here, so it is not said that it touches nobody.",
            )
        return (
            f"Chưa đếm được, nên không nói là không đụng tới ai. Hồ sơ ở đây không ghi: {fact[0]}.",
            f"Not counted, so it is not said that it touches nobody. Not on file here: {fact[1]}.",
        )
    return _BY_KIND.get(rule.kind)


def left_out(rule: Rule) -> tuple[str, str] | None:
    """What a count leaves out because no record holds it, in Vietnamese and English; None where it is whole."""
    return _PARTLY.get(rule.key)
