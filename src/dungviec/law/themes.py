"""The themes of the law book: the topics of the packs in words, in groups, in the order an office meets them."""

from __future__ import annotations

from dataclasses import dataclass

_GROUPS: dict[tuple[str, str], dict[str, tuple[str, str]]] = {
    ("Điều kiện bổ nhiệm", "Conditions of appointment"): {
        "standard": ("Tiêu chuẩn chức vụ, vị trí", "Standard of the post"),
        "age": ("Tuổi bổ nhiệm", "Age of appointment"),
        "planning": ("Quy hoạch", "Planning of cadres"),
        "months_in_post": ("Thời gian giữ chức vụ", "Time in post"),
        "rating": ("Xếp loại những năm gần nhất", "Ratings of recent years"),
        "products": ("Sản phẩm công việc", "Products of the work"),
        "file_assets": ("Hồ sơ, kê khai tài sản", "File and declaration of assets"),
        "health": ("Sức khỏe", "Health"),
        "blocks": ("Trường hợp chưa xem xét", "Cases not considered"),
        "position": ("Bố trí theo vị trí việc làm", "Placement by job position"),
        "status_change": ("Chuyển giữa công chức và viên chức", "Between civil service and public service units"),
        "kinship": ("Quan hệ gia đình", "Kinship"),
        "posts_together": ("Kiêm nhiệm, không giữ cùng lúc", "Posts held together"),
        "non_local": ("Người đứng đầu không phải người địa phương", "Heads from elsewhere"),
        "blocks_unspoken": ("Trường hợp văn bản không nói tới", "Cases the texts leave out"),
        "no_text": ("Chưa có văn bản", "No text on file"),
    },
    ("Trình tự và thời hạn", "Procedure and terms"): {
        "procedure": ("Trình tự, thủ tục", "Procedure"),
        "term": ("Thời hạn giữ chức vụ", "Term of office"),
        "reappointment": ("Bổ nhiệm lại", "Reappointment"),
        "acting": ("Phụ trách, giữ quyền", "Acting heads"),
        "secondment": ("Biệt phái", "Secondment"),
        "transfer": ("Điều động", "Transfer"),
        "rotation": ("Luân chuyển", "Rotation"),
        "position_change": ("Chuyển đổi vị trí công tác", "Periodic change of position"),
        "cooldown": ("Thời gian chờ sau khi thôi giữ chức", "Waiting time after a post"),
        "leaving_unspoken": ("Vừa thôi giữ chức: chưa có văn bản", "Just left a post: no text"),
        "leaving": ("Từ chức, miễn nhiệm, thôi việc", "Resigning, relief, leaving"),
    },
    ("Đánh giá, thi đua, kỷ luật", "Appraisal, emulation, discipline"): {
        "appraisal": ("Đánh giá, xếp loại", "Appraisal and rating"),
        "emulation": ("Thi đua, khen thưởng", "Emulation and awards"),
        "discipline": ("Kỷ luật", "Discipline"),
        "discipline_unspoken": ("Sau kỷ luật: chưa có văn bản", "After discipline: no text"),
        "party_discipline": ("Kỷ luật Đảng", "Party discipline"),
        "strengths": ("Sở trường, tài năng, dám làm", "Strengths, talent, daring to act"),
    },
    ("Vị trí việc làm và bộ máy", "Job positions and organisation"): {
        "job_positions": ("Danh mục vị trí việc làm", "Lists of job positions"),
        "competency": ("Khung năng lực", "Competency frames"),
        "deputies": ("Số lượng cấp phó", "Number of deputies"),
        "law_80": ("Luật Cán bộ, công chức 2025", "Law on Cadres and Civil Servants 2025"),
        "training": ("Đào tạo, bồi dưỡng", "Training"),
    },
    ("Nghỉ hưu và tinh giản", "Retirement and streamlining"): {
        "retirement": ("Tuổi nghỉ hưu", "Retirement age"),
        "streamlining": ("Tinh giản biên chế", "Streamlining"),
        "streamlining_money": ("Tiền khi nghỉ trước tuổi, thôi việc", "Money of early leaving"),
    },
    ("Hồ sơ, báo cáo, địa bàn", "Files, reports, places"): {
        "record_form": ("Mẫu hồ sơ, lý lịch", "Forms of the file"),
        "report": ("Biểu báo cáo thống kê", "Statistical reports"),
        "data_request": ("Dữ liệu cá nhân", "Personal data"),
        "one_stop": ("Phục vụ hành chính công", "One-stop public service"),
        "places": ("Đơn vị hành chính", "Administrative units"),
    },
}
_REST = ("Khác", "Other")
_WORDS = {topic: (words, group) for group, topics in _GROUPS.items() for topic, words in topics.items()}
TOPICS = frozenset(_WORDS)
"""Every topic a pack may name."""

KINDS = {
    "eligibility": ("Điều kiện", "Condition"), "set": ("Quy định chung nhóm", "Rule about a group"), "clock": ("Mốc thời gian", "Clock"),
    "formula": ("Cách tính", "Formula"), "procedure": ("Trình tự", "Procedure"), "definition": ("Định nghĩa", "Definition"),
    "policy": ("Chủ trương", "Policy"), "gap": ("Chưa có văn bản", "No text on file"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Theme:
    """A topic in the language of the page."""

    topic: str
    name: str
    group: str


def theme(topic: str, lang: str) -> Theme:
    """The theme of a topic; one that has no words yet keeps its own name under *other*."""
    words, group = _WORDS.get(topic, ((topic.replace("_", " "),) * 2, _REST))
    side = 0 if lang == "vi" else 1
    return Theme(topic, words[side], group[side])


def theme_name(topic: str, lang: str) -> str:
    """The name of a topic."""
    return theme(topic, lang).name


def in_order(topics: set[str], lang: str) -> list[Theme]:
    """The themes of these topics, group by group."""
    listed = [t for t in _WORDS if t in topics]
    return [theme(t, lang) for t in (*listed, *sorted(topics - set(listed)))]


def kind_name(kind: str, lang: str) -> str:
    """The word of a kind of rule."""
    return KINDS[kind][0 if lang == "vi" else 1]
