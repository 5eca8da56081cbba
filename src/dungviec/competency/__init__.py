"""Who can do what: frameworks, levels with evidence, strengths (sở trường), and the fit of a person to a post."""

from dungviec.competency.framework import Framework, load_framework
from dungviec.competency.report import Evidence, FitReport, Part, explain_fit, explain_fits
from dungviec.competency.scores import score_pairs
from dungviec.competency.weights import FULL, NEUTRAL, PARTS, Weights

__all__ = [
    "FULL", "NEUTRAL", "PARTS", "Evidence", "FitReport", "Framework", "Part", "Weights", "explain_fit", "explain_fits", "load_framework",
    "score_pairs",
]  # fmt: skip
