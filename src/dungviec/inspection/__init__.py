"""Inspection (kiểm tra kỷ luật, kỷ cương): whom to visit, drawn so that nobody can say it was aimed; what to look at; what it came to."""

from dungviec.inspection.checklist import ITEMS, SEVERITIES, Item
from dungviec.inspection.draw import Chance, SeededStream, chances, draw
from dungviec.inspection.faults import InspectionFault
from dungviec.inspection.frame import (
    Frame,
    Sign,
    Stratum,
    Target,
    Weighing,
    check_frame,
    digest_of,
    frame_from_json,
    frame_to_json,
    weight_of,
    weight_words,
)
from dungviec.inspection.proof import (
    PublishedDraw,
    Wrong,
    commitment_of,
    published_from_json,
    seed_of,
    verify,
)
from dungviec.inspection.risk import RiskPoints, UnitPast, signs_of

__all__ = [
    "ITEMS", "SEVERITIES", "Chance", "Frame", "InspectionFault", "Item", "PublishedDraw", "RiskPoints", "SeededStream", "Sign", "Stratum",
    "Target", "UnitPast", "Weighing", "Wrong", "chances", "check_frame", "commitment_of", "digest_of", "draw", "frame_from_json", "frame_to_json",
    "published_from_json", "seed_of", "signs_of", "verify", "weight_of", "weight_words",
]  # fmt: skip
