"""Communes and provinces before and after 01/07/2025: the same code may name two places, so a code is read with its day.

Sources (processes.md 3.4, VERIFIED): NQ 04/NQ-CP 2012 (Cẩm Phả: 13 phường, 3 xã), NQ 1199/NQ-UBTVQH15 (xã Hải Hòa from 01/11/2024),
NQ 1679/NQ-UBTVQH15 (54 commune-level units of Quảng Ninh from 01/07/2025), codes of QĐ 19/2025/QĐ-TTg. Of the communes before
01/07/2025 only those of Cẩm Phả are on file; of the provinces after it only the codes. The day of the first wards is not stated.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from dungviec.records.dated_list import DatedCode, DatedList

TWO_TIERS = date(2025, 7, 1)
"""The district level is abolished; new commune codes."""
_LAST_OLD = date(2025, 6, 30)
_HAI_HOA = date(2024, 11, 1)
QUANG_NINH = "22"

_OLD_WARDS = (
    ("06760", "Mông Dương"), ("06763", "Cửa Ông"), ("06766", "Cẩm Sơn"), ("06769", "Cẩm Đông"), ("06772", "Cẩm Phú"),
    ("06775", "Cẩm Tây"), ("06778", "Quang Hanh"), ("06781", "Cẩm Thịnh"), ("06784", "Cẩm Thủy"),
    ("06787", "Cẩm Thạch"), ("06790", "Cẩm Thành"), ("06793", "Cẩm Trung"), ("06796", "Cẩm Bình"),
)  # fmt: skip
_NEW_WARDS = (
    ("06652", "Hà Tu"), ("06658", "Cao Xanh"), ("06661", "Việt Hưng"), ("06673", "Bãi Cháy"), ("06676", "Hà Lầm"),
    ("06685", "Hồng Gai"), ("06688", "Hạ Long"), ("06706", "Tuần Châu"), ("06709", "Móng Cái 2"),
    ("06712", "Móng Cái 1"), ("06736", "Móng Cái 3"), ("06760", "Mông Dương"), ("06778", "Quang Hanh"),
    ("06781", "Cửa Ông"), ("06793", "Cẩm Phả"), ("06811", "Uông Bí"), ("06820", "Vàng Danh"), ("06832", "Yên Tử"),
    ("07030", "Hoành Bồ"), ("07069", "Mạo Khê"), ("07081", "Bình Khê"), ("07090", "An Sinh"), ("07093", "Đông Triều"),
    ("07114", "Hoàng Quế"), ("07132", "Quảng Yên"), ("07135", "Đông Mai"), ("07147", "Hiệp Hòa"), ("07168", "Hà An"),
    ("07180", "Liên Hòa"), ("07183", "Phong Cốc"),
)  # fmt: skip
_NEW_COMMUNES = (
    ("06724", "Hải Sơn"), ("06733", "Hải Ninh"), ("06757", "Vĩnh Thực"), ("06799", "Hải Hòa"), ("06838", "Bình Liêu"),
    ("06841", "Hoành Mô"), ("06856", "Lục Hồn"), ("06862", "Tiên Yên"), ("06874", "Điền Xá"), ("06877", "Đông Ngũ"),
    ("06886", "Hải Lạng"), ("06895", "Đầm Hà"), ("06913", "Quảng Tân"), ("06922", "Quảng Hà"), ("06931", "Quảng Đức"),
    ("06946", "Đường Hoa"), ("06967", "Cái Chiên"), ("06978", "Ba Chẽ"), ("06979", "Kỳ Thượng"),
    ("06985", "Lương Minh"), ("07054", "Quảng La"), ("07060", "Thống Nhất"),
)  # fmt: skip


def _of(
    kind: str, pairs: tuple[tuple[str, str], ...], start: date | None, end: date | None, source: str
) -> tuple[DatedCode, ...]:
    return tuple(
        DatedCode(code, f"{kind} {name}", start, end, "VERIFIED", source, (name,), kind) for code, name in pairs
    )


COMMUNES = DatedList(
    "commune", "Xã, phường, đặc khu tỉnh Quảng Ninh", "Communes of Quảng Ninh",
    (
        *_of("phường", _OLD_WARDS, None, _LAST_OLD, "NQ 04/NQ-CP 2012"),
        *_of("xã", (("06799", "Cộng Hòa"), ("06802", "Cẩm Hải")), None, date(2024, 10, 31), "NQ 04/NQ-CP 2012"),
        *_of("xã", (("06805", "Dương Huy"),), None, _LAST_OLD, "NQ 04/NQ-CP 2012"),
        *_of("xã", (("06799", "Hải Hòa"),), _HAI_HOA, _LAST_OLD, "NQ 1199/NQ-UBTVQH15"),
        *_of("phường", _NEW_WARDS, TWO_TIERS, None, "NQ 1679/NQ-UBTVQH15"),
        *_of("xã", _NEW_COMMUNES, TWO_TIERS, None, "NQ 1679/NQ-UBTVQH15"),
        *_of("đặc khu", (("06994", "Vân Đồn"), ("07192", "Cô Tô")), TWO_TIERS, None, "NQ 1679/NQ-UBTVQH15"),
    ),
)  # fmt: skip

PROVINCES_2025 = frozenset(
    f"{n:02d}"
    for n in (1, 4, 8, 11, 12, 14, 15, 19, 20, 22, 24, 25, 31, 33, 37, 38, 40, 42, 44, 46, 48, 51, 52, 56, 66, 68, 75, 79, 80, 82, 86, 91, 92, 96)
)  # fmt: skip
"""Codes of the 34 provinces from 01/07/2025 (QĐ 19/2025/QĐ-TTg)."""

Known = Literal["known", "unknown", "not_on_file"]


def place_known(code: str, day: date) -> Known:
    """Whether a commune or province code stands on ``day``: ``not_on_file`` where the lists here cannot tell.

    >>> place_known("06793", date(2026, 1, 1)), place_known("06763", date(2026, 1, 1)), place_known("34", date(2020, 1, 1))
    ('known', 'unknown', 'not_on_file')
    """
    if COMMUNES.find(code, day):
        return "known"
    if COMMUNES.ever(code):
        return "unknown"
    if len(code) == 2 and day >= TWO_TIERS:
        return "known" if code in PROVINCES_2025 else "unknown"
    return "not_on_file"


def place_name(code: str, day: date) -> str:
    """The name a commune code has on ``day``; empty when the lists here do not hold it."""
    found = COMMUNES.find(code, day)
    return found.name if found else ""
