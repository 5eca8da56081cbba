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
    ("RATE-335-ORG-QUOTA", "RATE-UNIT-2026-02", "RATE-VC-2026-12"): ("mức xếp loại của các tổ chức, đơn vị", "the levels of bodies and units"),
    ("RATE-90-QUOTA",): ("tỷ lệ đảng viên xếp loại xuất sắc theo quy định của Đảng", "the share of Party members rated excellent by the Party's rules"),
    ("APT-2026-12", "VC-727-PROC"): ("ngày phê duyệt chủ trương của từng trường hợp", "the day each policy was approved"),
    ("TRF-2026-01",): ("phụ cấp của chức vụ cũ và chức vụ mới", "the allowances of the old and the new post"),
    ("RATE-335-SYNC", "RATE-VC-2026-20"): ("ngày đồng bộ kết quả lên cơ sở dữ liệu quốc gia", "the day results were sent to the national database"),
    ("RATE-P-124", "RATE-56-KHT"): ("phần chỉ tiêu, khối lượng công việc đã hoàn thành", "the share of targets or work that was done"),
    ("PLAN-2021-03",): ("kết luận về tiêu chuẩn chính trị", "conclusions on the political standard"),
    ("PLAN-2021-04", "DEP-2022-01"): ("cơ quan có thuộc tỉnh mà quy định riêng này áp dụng không", "whether the body belongs to the province whose own rule this is"),
    ("AGE-2020-01",): ("ai được giới thiệu ở đại hội, lần đầu hay tái cử", "who is nominated at the congress, for the first time or again"),
    ("ROT-2017-01",): ("ai được dự kiến luân chuyển", "who is meant to rotate"),
    ("TGBC-2014-01",): ("mức «hoàn thành nhưng còn hạn chế về năng lực» theo cách xếp loại trước năm 2020", "the grade 'completed with limited capacity' of the ratings before 2020"),
    ("TRN-WEEKS-",): ("số tuần và loại chương trình của từng khóa bồi dưỡng", "the weeks and the kind of programme of each course"),
    ("RATE-VC-2026-02",): ("quy chế đánh giá của từng đơn vị và ngày ban hành", "the evaluation regulation of each unit and its day"),
    ("RATE-P-HD43",): ("kết quả xếp loại từng quý và phần nhiệm vụ tập thể đã hoàn thành", "quarterly ratings and the share of tasks each collective completed"),
    ("POSCAT-2025-04", "POS361-RATIO-MIN"): ("loại tổ chức trong bộ (vụ, cục loại 1, cục loại 2)", "the type of the bodies of a ministry (department, bureau of class 1 or 2)"),
    ("COMP-VC-",): ("bậc nghề nghiệp của từng viên chức", "the career grade of each public employee"),
    ("KIN-02",): ("vốn góp và ngành kinh doanh của người thân", "the capital and the business of relatives"),
    ("L80-06",): ("người được đề nghị tiếp nhận từ bên ngoài", "who is proposed for intake from outside"),
    ("DARE-",): ("đề xuất đổi mới, sáng tạo đang được xem xét", "the proposals of innovation under consideration"),
    ("AGE-2025-01",): ("ai được giới thiệu ở đại hội, lần đầu hay tái cử", "who is nominated at the congress, for the first time or again"),
    ("DEPQ-2025-01",): ("loại của đơn vị hành chính và việc sáp nhập", "the type of the administrative unit and its merger"),
    ("EMU-",): ("danh hiệu đang được đề nghị và phạm vi ảnh hưởng của sáng kiến", "the award that is proposed and how far an initiative reaches"),
    ("KIN-03",): ("các trường hợp xung đột lợi ích và ngày báo cáo", "conflicts of interest and the days they were reported"),
    ("PRIV-356-ANSWER",): ("yêu cầu của chủ thể dữ liệu", "requests of data subjects"),
    ("TRN-PG-",): ("khóa học nào là sau đại học và cam kết của người học", "which study is postgraduate, and the commitment"),
    ("TRN-ABROAD-REPORT",): ("khóa học nào ở nước ngoài và ngày nộp báo cáo", "which course was abroad and the day of the report"),
}  # fmt: skip
"""Beginnings of the keys of set rules and clocks that nobody is counted for → the fact that the files of people lack."""

_ELSEWHERE: dict[tuple[str, ...], tuple[str, str]] = {
    ("APT-2026-12", "VC-727-PROC"): ("mỗi quy trình đã mở tự tính hạn ở trang quy trình", "a procedure that is open counts its own deadlines on its page"),
    ("RATE-335-ORG-QUOTA", "RATE-UNIT-2026-02", "RATE-VC-2026-12", "RATE-P-HD43"): ("đợt đánh giá của từng năm tính ở trang Đánh giá", "each year's appraisal counts it on its page"),
    ("EMU-",): ("trang Thi đua, khen thưởng tính ai có thể được đề nghị danh hiệu nào", "the page of emulation works out who could be proposed for which title"),
    ("KIN-03",): ("các lần báo cáo và số ngày chậm ở trang Xung đột lợi ích", "reports and the days they were late stand on the page of conflicts of interest"),
    ("PRIV-356-ANSWER",): ("hạn trả lời từng yêu cầu ở trang yêu cầu", "the deadline of each request stands on the page of requests"),
    ("TRN-PG-",): ("điều kiện cử đi học và cam kết được xét ở trang Đào tạo", "the conditions of sending and the commitment are judged on the page of training"),
}  # fmt: skip
"""Beginnings of keys → the page that does answer, from records of its own that have readers of their own."""

_PARTLY: dict[str, tuple[str, str]] = {
    **dict.fromkeys(("RATE-2026-03", "RATE-VC-2026-11"), ("Chỉ đếm theo đơn vị và từ năm đầu quy định được áp dụng; hồ sơ không ghi mức xếp loại của đơn vị và nhóm nhiệm vụ tương đồng (tính ở trang Đánh giá).", "Counted by unit only, from the first year the rule applies to; the level of the unit and groups of similar duties are not on file (the page of appraisal works them out).")),
    **dict.fromkeys(("RATE-335-MONTHS", "RATE-VC-2026-14", "RATE-90-MONTHS"), ("Chỉ đếm người vào ngành muộn trong năm; nghỉ không lương, ốm đau, thai sản chỉ được ghi bằng lời.", "Only those who joined late in the year are counted; unpaid, sick and maternity leave are on file in words only.")),
    **dict.fromkeys(("RATE-335-FAIL", "RATE-VC-2026-09"), ("Chỉ nêu người bị kỷ luật trong năm; hồ sơ không ghi kỷ luật nào do vi phạm nhiệm vụ, kết luận về suy thoái, việc đơn vị bị xử lý.", "Only those disciplined this year are told; which discipline was about duty, conclusions on degradation and what befell the unit are not on file.")),
    **dict.fromkeys(("RATE-335-ONCE", "RATE-VC-2026-15"), ("Chỉ nêu người bị kỷ luật Đảng và hành chính ở hai năm khác nhau; hồ sơ không ghi quyết định nào về cùng một hành vi.", "Only those disciplined by Party and administration in two years are told; which decisions are about one act is not on file.")),
    **dict.fromkeys(("DIS-FORM-2020", "DIS-FORM-2025", "DIS-TIME-2025", "DIS-172-TIME", "DIS-RETIRED-2025"), ("Đếm người có vụ việc kỷ luật đang mở theo hồ sơ; ngày vi phạm, ngày phát hiện và hạn của từng vụ ở trang Kỷ cương.", "Whoever has a disciplinary case open by their file is counted; the days of the act, of its discovery and the deadline stand on the page of discipline.")),
    **dict.fromkeys(("DIS-SAL-2021", "DIS-SAL-2008"), ("Nêu người có kỷ luật hoặc năm không hoàn thành từ khi quy định có hiệu lực; hồ sơ không ghi lần nâng lương nào đã bị kéo dài vì việc đó.", "Whoever was disciplined or failed a year since the rule began is told; which salary step it has delayed already is not on file.")),
    "DIS-LINK": ("Kỷ luật hành chính sau ngày kỷ luật Đảng được coi là về cùng vi phạm; hồ sơ không ghi điều đó.", "An administrative decision after the Party's is taken to be about the same act; the file does not say so."),
    "DIS-VC-2026": ("Chỉ đếm quyết định kỷ luật còn hiệu lực; thời hiệu và hình thức của việc đang xem xét ở trang Kỷ cương.", "Only decisions still in force are counted; limitation and form of open cases stand on the page of discipline."),
    "POSCAT-2025-03": ("Đếm theo sở và theo xã, phường; cấp phó của phòng thuộc xã không được tách riêng.", "Counted by department and by commune; deputies of a commune's divisions are not told apart."),
    "POSCAT-2025-05": ("Nêu người tuyển dụng trước ngày mốc; hồ sơ không ghi ai đã được bố trí theo danh mục.", "Whoever was recruited before the day is told; who has been placed by the list is not on file."),
    **dict.fromkeys(("PLAN-2025-04", "PLAN-2021-01"), ("Đếm người hôm nay đã không còn đủ; ngày bắt đầu nhiệm kỳ kế tiếp không có trong hồ sơ nên người hôm nay còn đủ có thể thiếu khi đó.", "Whoever has too little left today is counted; the first day of the next term is not on file, so others may fall short by then.")),
    "PLAN-2025-05": ("Chỉ xét kỷ luật đã hết thời hạn; hồ sơ không ghi kiểm điểm rút kinh nghiệm và hết thời hiệu.", "Only discipline whose time is over is told; lessons learned and lapsed limitation are not on file."),
    "RET-05": ("Hồ sơ không ghi ai được quyết định nghỉ hưu ở tuổi cao hơn và chức danh có thuộc diện không.", "Who was granted later retirement, and whether the post is one of those listed, is not on file."),
    **dict.fromkeys(("ROT-2022-02", "ROT-GOV-2020-01"), ("Đếm thời gian công tác còn lại của người trong quy hoạch; sức khỏe và tiêu chuẩn được xét khi có đề nghị.", "Service left of those in plans is counted; health and standard are judged when somebody is proposed.")),
    **dict.fromkeys(("ROT-2022-01", "ROT-GOV-2025-01"), ("Chỉ đếm lần giữ chức vụ ghi cách bố trí là luân chuyển.", "Only posts whose file says that they were taken by a rotation are counted.")),
    **dict.fromkeys(("NONLOC-2025-01", "NONLOC-2025-02", "NONLOC-2026-01"), ("Nêu người đang giữ chức danh; thế nào là người địa phương chưa có nguyên văn, nên quê quán do cấp có thẩm quyền kết luận.", "The holders of the posts are told; no text on who is a local has been read, so the authority concludes from the native place.")),
    "CDVT-03": ("Đếm việc đang xem xét, biệt phái, học tập trung; hồ sơ không ghi thai sản, con dưới 36 tháng, bệnh hiểm nghèo.", "Procedures, secondment and long study are counted; pregnancy, a child under 36 months and serious illness are not on file."),
    **dict.fromkeys(("CDVT-05/inspection", "CDVT-05/investment", "CDVT-05/culture", "CDVT-05/information", "CDVT-05/justice", "CDVT-05/finance"), ("Nêu người làm trong lĩnh vực đã đủ thời hạn ngắn nhất; danh mục vị trí của ngành không có trong hồ sơ.", "Whoever has worked in the field for the least term is told; the sector's list of positions is not on file.")),
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
        vi = f"Chưa đếm được, nên không nói là không đụng tới ai. Hồ sơ cán bộ không ghi: {fact[0]}."
        en = f"Not counted, so it is not said that it touches nobody. Not in the files of people: {fact[1]}."
        where = next((told for keys, told in _ELSEWHERE.items() if rule.key.startswith(keys)), None)
        return (vi, en) if where is None else (f"{vi} Xem nơi khác: {where[0]}.", f"{en} See elsewhere: {where[1]}.")
    return _BY_KIND.get(rule.kind)


def left_out(rule: Rule) -> tuple[str, str] | None:
    """What a count leaves out because no record holds it, in Vietnamese and English; None where it is whole."""
    return _PARTLY.get(rule.key)
