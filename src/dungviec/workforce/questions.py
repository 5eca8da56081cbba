"""The chairman's interview, question by question: what is asked and how the answer is said. No figure stands here.

In a sentence ``{key}`` is a figure, ``{key%}`` its share of its group, ``{group*}`` the whole group with shares, and ``{group+}``
the group without shares. A sentence whose figures cannot be given says instead which record is missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dungviec.workforce.figure import Figure

_WHERE = {"inspections": ("kiểm tra đột xuất", "of surprise inspections"), "programme": ("chương trình, chỉ tiêu theo chủ đề năm", "of the year's programme and targets"),
          "hcm": ("học tập và làm theo Bác", "of studying and following Hồ Chí Minh"), "voters": ("tiếp xúc cử tri, quy chế dân chủ", "of meetings with voters and grassroots democracy"),
          "harassment": ("tin báo nhũng nhiễu, tiêu cực", "of reports of harassment")}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence in both languages."""

    vi: str
    en: str
    unless_told: bool = False
    """Said only while no room tells anything about the question."""
    if_any: str = ""
    """A figure without which, or where it is nought, the sentence is left out."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the interview and the sentences of its answer; ``part`` is the part of the system it is about (S1 to S18)."""

    key: str
    part: str
    vi: str
    en: str
    answer: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What a room of its own tells about one question: sentences of the same kind, and the figures they show with their lists."""

    question: str
    """The key of the question, such as ``inspections``."""
    sentences: tuple[Said, ...]
    figures: tuple[Figure, ...]


def _no_table(key: str) -> Said:
    vi, en = _WHERE[key]
    return Said(
        f"Không có số liệu: chưa có bảng theo dõi {vi}.", f"No figures: there is no table {en}.", unless_told=True
    )


GROUPS: dict[str, tuple[str, ...]] = {
    "degree": ("degree.doctor", "degree.master", "degree.university", "degree.college", "degree.intermediate", "degree.elementary", "degree.none"),
    "theory": ("theory.bachelor", "theory.advanced", "theory.intermediate", "theory.elementary", "theory.none"),
    "ratings": ("ratings.excellent", "ratings.good", "ratings.completed", "ratings.failed", "ratings.none"),
    "placed": ("placed.trained", "placed.elsewhere", "placed.unstated"),
    "left": ("left.retired", "left.left_service", "left.died"),
    "discipline": ("discipline.reprimand", "discipline.warning", "discipline.salary_step_reduction", "discipline.demotion", "discipline.dismissed_from_post", "discipline.forced_exit"),
    "awards": tuple(f"awards.title_{n}" for n in range(1, 7)),
    "units": ("units.city", "units.city_leadership", "units.province", "units.department", "units.party_board", "units.division", "units.centre",
              "units.kindergarten", "units.primary_school", "units.secondary_school", "units.ward", "units.commune"),
}  # fmt: skip
"""Figures told together. Those of degree, theory, ratings and placing are partitions: their shares add up to 100 per cent."""

_ASKED: tuple[tuple[str, str, str, str, tuple[Said, ...]], ...] = (
    ("programme", "S1", "Thành phố, đơn vị đã cụ thể hóa chủ đề năm bằng nghị quyết, chương trình và chỉ tiêu nào?", "Which resolutions, programmes and targets carry out the theme of the year?", (_no_table("programme"),)),
    ("placing", "S2, S5", "Việc sử dụng, bố trí cán bộ theo năng lực, sở trường được thực hiện ra sao?", "How are officials placed by competence and strengths?", (
        Said("Trong những người giữ vị trí có yêu cầu chuyên ngành: {placed*}.", "Of those in posts that ask for a major: {placed*}."),
        Said("{competencies.people} người đã được đánh giá năng lực.", "Competencies have been assessed for {competencies.people} people."),
        Said("{strengths.people} người đã được ghi nhận sở trường.", "Strengths are on file for {strengths.people} people."))),
    ("survey", "S3", "Thực trạng đội ngũ cán bộ, công chức, viên chức hiện nay thế nào?", "What is the present state of the workforce?", (
        Said("Tổng số hiện có {workforce.total} người.", "There are {workforce.total} people in all."),
        Said("Ngoài ra {workforce.unplaced} người đang công tác mà hồ sơ không gắn với đơn vị nào.", "Besides, {workforce.unplaced} people serve whose records name no unit on file.", if_any="workforce.unplaced"),
        Said("Về trình độ chuyên môn: {degree*}.", "By degree: {degree*}."),
        Said("Về lý luận chính trị: {theory*}.", "By political theory: {theory*}."))),
    ("planning", "S4", "Công tác quy hoạch gắn với đào tạo ra sao?", "How is succession planning tied to training?", (
        Said("{plans.people} người đang được quy hoạch ít nhất một chức danh.", "{plans.people} people are planned for at least one title."),
        Said("Trong số đó {plans.trained} người đã đi học trong kỳ.", "Of these, {plans.trained} went to training in the period."))),
    ("training", "S6", "Kết quả đào tạo, bồi dưỡng trong kỳ?", "What training was given in the period?", (
        Said("Cử {training.theory_advanced} người học cao cấp lý luận chính trị; {training.theory_intermediate.classes} lớp trung cấp lý luận chính trị với {training.theory_intermediate} người.", "{training.theory_advanced} were sent to advanced political theory; classes of intermediate theory: {training.theory_intermediate.classes}, with {training.theory_intermediate} people."),
        Said("Mở {training.party_prospective.classes} lớp nhận thức về Đảng cho {training.party_prospective} người, {training.party_new_member.classes} lớp đảng viên mới cho {training.party_new_member} người, {training.cell_secretary.classes} lớp kỹ năng bí thư chi bộ thôn, khu phố cho {training.cell_secretary} người.", "Classes for prospective Party members: {training.party_prospective.classes}, with {training.party_prospective} people; for new members: {training.party_new_member.classes}, with {training.party_new_member}; of skills for village and quarter cell secretaries: {training.cell_secretary.classes}, with {training.cell_secretary}."),
        Said("{training.skills} lượt người dự các lớp bồi dưỡng nghiệp vụ, kỹ năng.", "There were {training.skills} attendances at courses of professional skills."),
        Said("Tổng kinh phí {training.cost} đồng.", "The cost in all: {training.cost} đồng."))),
    ("titles", "S7", "Việc tự học và hoàn thiện chứng chỉ theo tiêu chuẩn chức danh?", "How many completed the certificates their titles demand?", (
        Said("Trong kỳ có {training.professional_title} lượt người bồi dưỡng theo tiêu chuẩn chức danh nghề nghiệp và {training.state_management} lượt người bồi dưỡng quản lý nhà nước.", "In the period: {training.professional_title} attendances for professional titles and {training.state_management} for state management."),)),
    ("streamlining", "S8", "Việc rà soát, cơ cấu lại đội ngũ, tinh giản biên chế?", "How is the workforce reviewed and streamlined?", (
        Said("Biên chế được giao {norm.assigned}; hiện có {workforce.total} người.", "Assigned headcount: {norm.assigned}; present: {workforce.total} people."),
        Said("Ra khỏi biên chế trong kỳ: {left+}.", "Left in the period: {left+}."))),
    ("unified", "S9", "Kết quả kiêm nhiệm, nhất thể hóa chức danh?", "Where does one person hold both head posts?", (
        Said("Bí thư đồng thời là Chủ tịch HĐND ở {unified.council} phường, xã; Bí thư đồng thời là Chủ tịch UBND ở {unified.committee} phường, xã.", "The secretary also chairs the People's Council in {unified.council} wards or communes, and the People's Committee in {unified.committee}."),)),
    ("non_local", "S10", "Việc bố trí Bí thư phường, xã không phải là người địa phương?", "How many commune secretaries are not locals?", (
        Said("{commune.non_local}/{commune.secretaries} Bí thư phường, xã không phải là người địa phương; {commune.local} người địa phương; {commune.home_unknown} chưa đủ căn cứ.", "{commune.non_local} of {commune.secretaries} secretaries are not locals; {commune.local} are; of {commune.home_unknown} it is not known."),)),
    ("moves", "S11", "Việc điều động, luân chuyển, bổ nhiệm, bổ nhiệm lại trong kỳ?", "How many leaders were transferred, rotated, appointed, reappointed?", (
        Said("Điều động, luân chuyển, bổ nhiệm {moves.bodies} cán bộ lãnh đạo phòng, ban, đơn vị, phường, xã và {moves.schools} cán bộ quản lý trường học; bổ nhiệm lại {moves.schools_again} cán bộ quản lý trường học và {moves.bodies_again} cán bộ lãnh đạo nơi khác.", "Transferred, rotated or appointed: {moves.bodies} leaders of divisions, units, wards and communes and {moves.schools} school leaders; reappointed: {moves.schools_again} school leaders and {moves.bodies_again} others."),
        Said("Nhận chức vụ theo cách khác hoặc chưa ghi cách: {moves.unstated}.", "In another way, or not stated how: {moves.unstated}."))),
    ("ethics", "S12", "Việc học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh?", "How is the programme of studying and following Hồ Chí Minh carried out?", (_no_table("hcm"),)),
    ("inspections", "S13", "Kết quả kiểm tra đột xuất kỷ luật, kỷ cương hành chính?", "What did surprise inspections of discipline find?", (_no_table("inspections"),)),
    ("discipline", "S14", "Việc phát hiện, xử lý vi phạm trong kỳ?", "Which violations were dealt with in the period?", (
        Said("Có {discipline.total} quyết định kỷ luật: {discipline+}.", "Disciplinary decisions: {discipline.total}: {discipline+}."), _no_table("harassment"))),
    ("voters", "S15", "Việc tiếp xúc, lắng nghe cử tri, thực hiện dân chủ ở cơ sở?", "How are voters met and heard?", (_no_table("voters"),)),
    ("appraisal", "S16", "Kết quả đánh giá, xếp loại; việc quan tâm cán bộ dân tộc thiểu số?", "How were officials rated, and what of ethnic minorities?", (
        Said("Xếp loại gần nhất: {ratings*}.", "The latest ratings: {ratings*}."),
        Said("Người dân tộc thiểu số: {minority.total}, trong đó {minority.leaders} người giữ chức vụ lãnh đạo, quản lý; {minority.unstated} người chưa ghi dân tộc.", "Ethnic minorities: {minority.total} people, {minority.leaders} of them in leadership posts; of {minority.unstated} the group is not stated."))),
    ("awards", "S17", "Kết quả thi đua, khen thưởng?", "What was commended?", (
        Said("Lượt khen thưởng có trong hồ sơ của các năm trong kỳ, hoặc của năm gần nhất nếu chưa có: {awards.total}; nhiều nhất là {awards+}.", "Awards on file for the years of the period, or for the latest year if there are none yet: {awards.total}; most of all {awards+}."),)),
    ("units", "S18", "Tổ chức bộ máy hiện nay và việc sắp xếp trong kỳ?", "What does the apparatus look like, and what was reorganised?", (
        Said("Hiện có: {units+}.", "At present: {units+}."),
        Said("Trong kỳ thành lập {units.founded} và kết thúc {units.closed} đơn vị.", "In the period {units.founded} units were founded and {units.closed} closed."))),
)  # fmt: skip

QUESTIONS: tuple[Question, ...] = tuple(Question(*row) for row in _ASKED)
"""The questions in the order of the interview."""


def with_told(question: Question, told: Sequence[Told]) -> tuple[Said, ...]:
    """The sentences of a question's answer with those that rooms tell of it; what stands for their lack is left out then."""
    more = [s for t in told if t.question == question.key for s in t.sentences]
    return (*(s for s in question.answer if not (more and s.unless_told)), *more)
