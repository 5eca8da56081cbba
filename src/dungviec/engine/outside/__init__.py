"""Problems from outside: JSON or Parquet in, the plan with its proof as plain data out. See docs/reference/solve.md."""

from dungviec.engine.outside.checking import check_result
from dungviec.engine.outside.files import read_problem
from dungviec.engine.outside.problem import Constraint, Kind, OutsideProblem
from dungviec.engine.outside.reading import understand
from dungviec.engine.outside.solving import get_ready, solve_outside

__all__ = [
    "Constraint",
    "Kind",
    "OutsideProblem",
    "check_result",
    "get_ready",
    "read_problem",
    "solve_outside",
    "understand",
]
