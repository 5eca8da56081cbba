"""The engine: people × posts as plain arrays → the best plan, with prices that prove it. Knows no records and no law."""

from dungviec.engine.check import verify
from dungviec.engine.problem import Problem, ProblemFault, SideRow, Solution, Status
from dungviec.engine.solve import solve

__all__ = ["Problem", "ProblemFault", "SideRow", "Solution", "Status", "solve", "verify"]
