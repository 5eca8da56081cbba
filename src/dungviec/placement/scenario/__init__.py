"""What if the organisation were another: branch it, staff the branch, compare, commit or throw away."""

from dungviec.placement.scenario.branch import Branch, branch
from dungviec.placement.scenario.changes import Scenario
from dungviec.placement.scenario.compare import Comparison, compare
from dungviec.placement.scenario.staffing import Staffing, commit, staff

__all__ = ["Branch", "Comparison", "Scenario", "Staffing", "branch", "commit", "compare", "staff"]
