"""Who should stand where: problem → solve → certificate → explanation."""

from dungviec.placement.build import Round, build_problem, build_round
from dungviec.placement.check import verify
from dungviec.placement.place import Solved, place, solve_round
from dungviec.placement.plan import Plan
from dungviec.placement.policy import Policy, PolicyFault
from dungviec.placement.problem import Problem, Solution
from dungviec.placement.solve import solve
from dungviec.placement.why import Why, why

__all__ = [
    "Plan", "Policy", "PolicyFault", "Problem", "Round", "Solution", "Solved", "Why", "build_problem", "build_round", "place",
    "solve", "solve_round", "verify", "why",
]  # fmt: skip
