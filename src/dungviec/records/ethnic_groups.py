"""The 54 ethnic groups by the numbers of the statistics office (REPORTED: used alike in several code bases; the official list of
1979 is not confirmed in our sources). Spellings that differ only by marks, hyphens or case are the same name."""

from __future__ import annotations

from dungviec.records.dated_list import DatedCode, DatedList

_NAMES = (
    "Kinh", "Tày", "Thái", "Hoa", "Khơ-me", "Mường", "Nùng", "Hmông", "Dao", "Gia-rai", "Ngái", "Ê-đê", "Ba-na", "Xơ-đăng",
    "Sán Chay", "Cơ-ho", "Chăm", "Sán Dìu", "Hrê", "Mnông", "Ra-glai", "Xtiêng", "Bru-Vân Kiều", "Thổ", "Giáy", "Cơ-tu",
    "Gié-Triêng", "Mạ", "Khơ-mú", "Co", "Ta-ôi", "Chơ-ro", "Kháng", "Xinh-mun", "Hà Nhì", "Chu-ru", "Lào", "La Chí", "La Ha",
    "Phù Lá", "La Hủ", "Lự", "Lô Lô", "Chứt", "Mảng", "Pà Thẻn", "Cơ Lao", "Cống", "Bố Y", "Si La", "Pu Péo", "Brâu", "Ơ Đu",
    "Rơ-măm",
)  # fmt: skip
_ALSO = {"Ta-ôi": ("Tà-ôi",)}
_SOURCE = "processes.md 3.3"

FOREIGNER, NOT_KNOWN = "55", "56"

ETHNIC_GROUPS = DatedList(
    "ethnic_group", "Dân tộc", "Ethnic group",
    (
        *(
            DatedCode(f"{n:02d}", name, mark="REPORTED", source=_SOURCE, also=(*_ALSO.get(name, ()), name.replace("-", " "), name.replace("-", "")))
            for n, name in enumerate(_NAMES, start=1)
        ),
        DatedCode(FOREIGNER, "Người nước ngoài", mark="REPORTED", source=_SOURCE),
        DatedCode(NOT_KNOWN, "Không rõ", mark="REPORTED", source=_SOURCE),
    ),
)  # fmt: skip
"""Codes 01 to 54, 55 for foreigners, 56 for not known."""
