"""Succession (quy hoạch): pools against the law of the day, readiness, who could stand in for whom, the yearly review.

Nothing here ranks people by opinion: every word comes from a rule in force, a fact on file, or says which of the two is
missing.
"""

from dungviec.succession.bench import Bench, Removal, Seat, UnitBench
from dungviec.succession.clauses import Check, Clause
from dungviec.succession.courses import Course, courses_on_file
from dungviec.succession.faults import SuccessionFault
from dungviec.succession.nine_box import NineBox, Placed, nine_box
from dungviec.succession.pools import Member, Pool
from dungviec.succession.readiness import Need, Readiness
from dungviec.succession.report import Outline, Succession, outline, removal, succession
from dungviec.succession.review import Reviewed

__all__ = [
    "Bench", "Check", "Clause", "Course", "Member", "Need", "NineBox", "Outline", "Placed", "Pool", "Readiness", "Removal", "Reviewed", "Seat",
    "Succession", "SuccessionFault", "UnitBench", "courses_on_file", "nine_box", "outline", "removal", "succession",
]  # fmt: skip
