"""Who should stand where: records and law → problem → (engine) → plan, reasons, why and why not."""

from dungviec.placement.build import Round, build_problem, build_round
from dungviec.placement.place import Solved, place, solve_round
from dungviec.placement.plan import Plan
from dungviec.placement.policy import Policy, PolicyFault
from dungviec.placement.why import Why, why

__all__ = [
    "Plan", "Policy", "PolicyFault", "Round", "Solved", "Why", "build_problem", "build_round", "place", "solve_round", "why",
]  # fmt: skip
