"""Code lists of the dossier: what the 38 items of the SYLL form and the 2C form choose from.

Sources: the items of SYLL (Thông tư 06/2023/TT-BNV) and of 2C-BNV/2008 (both VERIFIED by transcription). Lists whose values change
with time (ranks, ethnic groups, places) are in :mod:`dungviec.records.ranks`, :mod:`~.ethnic_groups` and :mod:`~.places`.
"""

from __future__ import annotations

from dungviec.records.code_list import Code
from dungviec.records.code_list import code_list as _list

STUDY_KINDS = _list(
    "study_kind", "Loại đào tạo trong lý lịch", "Kind of study in the dossier",
    Code("professional", "Chuyên môn", "Professional study", 1),
    Code("theory", "Lý luận chính trị", "Political theory", 2),
    Code("state_management", "Quản lý nhà nước, chức danh nghề nghiệp, nghiệp vụ", "State management, professional title or skills", 3),
    Code("defence", "Quốc phòng, an ninh", "Defence and security", 4),
    Code("it", "Tin học", "Computing", 5),
    Code("language", "Ngoại ngữ, tiếng dân tộc", "Foreign or ethnic-minority language", 6),
)  # fmt: skip
"""In the order of items 32.1 to 32.6."""

STUDY_FORMS = _list(
    "study_form", "Hình thức đào tạo", "Form of study",
    Code("full_time", "Chính quy", "Full time"),
    Code("in_service", "Vừa làm vừa học", "In service", 0, ("tại chức",)),
    Code("specialised", "Chuyên tu", "Specialised"),
    Code("distance", "Từ xa", "Distance"),
    Code("short_course", "Bồi dưỡng", "Short course"),
)  # fmt: skip
"""2C-BNV/2008, item 27."""

LANGUAGE_LEVELS = _list(
    "language_level", "Trình độ ngoại ngữ, tin học", "Level of languages and computing",
    Code("a", "A", "A", 1), Code("b", "B", "B", 2), Code("c", "C", "C", 3), Code("d", "D", "D", 4),
)  # fmt: skip
"""2C-BNV/2008, items 15.5 (A to D) and 15.6 (A to C). The six-level framework is not in a confirmed source and is not encoded."""

PARTY_POST_KINDS = _list(
    "party_post_kind", "Chức vụ Đảng", "Kind of Party post",
    Code("main", "Chức vụ Đảng", "Party post"), Code("concurrent", "Chức vụ Đảng kiêm nhiệm", "Concurrent Party post"),
)  # fmt: skip

HISTORY_KINDS = _list(
    "history_kind", "Lịch sử bản thân", "Kind of personal history",
    Code("detained", "Bị bắt, bị tù", "Arrested or imprisoned", 1),
    Code("old_regime", "Làm việc cho chế độ cũ", "Worked for the old regime", 2),
    Code("foreign", "Quan hệ với tổ chức nước ngoài", "Ties with foreign organisations", 3),
)  # fmt: skip
"""Items 34.1 to 34.3."""

FAMILY_SIDES = _list(
    "family_side", "Bên gia đình", "Side of the family",
    Code("own", "Gia đình bản thân", "Own family", 1), Code("spouse", "Gia đình vợ hoặc chồng", "Family of the spouse", 2),
)  # fmt: skip
"""Items 36.1 and 36.2."""

PROPERTY_KINDS = _list(
    "property_kind", "Loại nhà, đất", "Kind of house or land",
    Code("house", "Nhà ở", "House", 1), Code("land", "Đất ở", "Residential land", 2),
    Code("production_land", "Đất sản xuất, kinh doanh", "Land for production or business", 3),
)  # fmt: skip
"""Item 37.3."""

BLOOD_GROUPS = _list(
    "blood_group", "Nhóm máu", "Blood group",
    Code("o", "O", "O"), Code("a", "A", "A"), Code("b", "B", "B"), Code("ab", "AB", "AB"),
)  # fmt: skip

DOSSIER_CODE_LISTS = (
    STUDY_KINDS, STUDY_FORMS, LANGUAGE_LEVELS, PARTY_POST_KINDS, HISTORY_KINDS, FAMILY_SIDES, PROPERTY_KINDS, BLOOD_GROUPS,
)  # fmt: skip
"""Every closed list of the dossier."""
