"""Competency profiles of the posts, after Annex C of the placement law reference (leaders 3–4, staff 2–3, support 1)."""

from __future__ import annotations

from dungviec.synth.sheets import Sheet

GENERAL = ("G1", "G2", "G3", "G4", "G5", "G6", "G7")
PROFESSIONAL = ("P1", "P2", "P3", "P4", "P5")
MANAGEMENT = ("M1", "M2", "M3", "M4", "M5")
ALL_COMPETENCIES = GENERAL + PROFESSIONAL + MANAGEMENT
TEACHING_COMPETENCIES = (*GENERAL, "P2", "P5", "M5")
"""What a teacher's profile asks for."""

FIELD_EMPHASIS: dict[str, tuple[str, ...]] = {
    "party_work": ("G1", "P1", "P2"), "mass_work": ("G4", "G5", "P2"), "home_affairs": ("P1", "P4", "G3"),
    "inspection": ("P3", "P4", "G1"), "justice": ("P4", "P2", "G3"), "finance": ("P4", "P3", "M4"),
    "accounting": ("G2", "P5", "M4"), "economy": ("P1", "P5", "G5"), "construction": ("P3", "P4", "P5"),
    "land": ("P3", "P5", "G4"), "environment": ("P3", "P5", "G2"), "agriculture": ("P2", "P5", "G5"),
    "labour": ("G4", "P2", "P5"), "culture": ("G5", "P5", "M2"), "health": ("P2", "P5", "G2"),
    "office": ("G3", "G6", "P1"), "one_stop": ("G4", "G6", "G2"), "it": ("G6", "P5", "M2"), "military": ("G1", "P5", "M3"),
    "education_admin": ("P1", "P3", "M5"),
}  # fmt: skip
"""The three competencies that weigh most in each field of specialist work, asked one level higher than the rest."""

_LEADERS: dict[str, tuple[int, int, int]] = {
    "LD-TP": (4, 4, 4), "LD-PHONG": (3, 3, 3), "LD-PPHONG": (3, 3, 3), "LD-DV": (3, 3, 3), "LD-PDV": (2, 2, 2),
    "LD-XA": (3, 3, 3), "LD-PXA": (2, 2, 3), "LD-HT": (3, 3, 3), "LD-PHT": (3, 2, 3),
}  # fmt: skip
"""Leaders' profiles: the lowest level of the general, professional and management group; one more is wanted."""

_TEACHERS = {"GV-MN": ("G1", "G4", "P5"), "GV-TH": ("G4", "P2", "P5"), "GV-CS": ("P2", "P5", "G6")}


def specialist_profile(field: str) -> str:
    """The profile of a specialist in a field."""
    return {"kindergarten": "GV-MN", "primary": "GV-TH"}.get(field) or (
        f"CV-{field.upper().replace('_', '-')}" if field in FIELD_EMPHASIS else "GV-CS"
    )


def add_profiles(sheet: Sheet) -> None:
    """Write every profile: ``profile_id, competency, min_level, max_level, weight``."""
    for profile_id, lows in _LEADERS.items():
        for group, low in zip((GENERAL, PROFESSIONAL, MANAGEMENT), lows, strict=True):
            for code in group:
                least = min(low, 2) if code in ("G6", "G7") else low
                weight = 4 if code in MANAGEMENT else 2 if code in ("G6", "G7") else 3
                sheet.add(profile_id, code, least, min(5, least + 1), weight)
    for field, emphasis in FIELD_EMPHASIS.items():
        for code in ALL_COMPETENCIES:
            strong = code in emphasis
            usual = 1 if code in MANAGEMENT else 2 if code in GENERAL else 3
            sheet.add(specialist_profile(field), code, 2, 4 if strong else 3, 5 if strong else usual)
    for profile_id, strongest in _TEACHERS.items():
        for code in TEACHING_COMPETENCIES:
            strong = code in strongest
            sheet.add(profile_id, code, 3 if strong else 2, 4 if strong else 3, 5 if strong else 2)
    for code in (*TEACHING_COMPETENCIES, "M4", "P1"):
        sheet.add("TT-CM", code, 3 if code[0] == "P" else 2, 4 if code[0] == "P" else 3, 4 if code[0] in "PM" else 2)
    for code in ("G1", "G2", "G4"):
        sheet.add("HT-PV", code, 1, 2, 2)
