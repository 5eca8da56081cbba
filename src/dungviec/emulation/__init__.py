"""Emulation and commendation (thi đua, khen thưởng): titles apart from forms, conditions by law and date, who could be proposed when.

Nobody is chosen here. The law of the day says which title could be proposed for whom and what is missing; a council votes, a person
decides. What is not on file is named and answers *unknown*.
"""

from dungviec.emulation.chains import Chain, run_of
from dungviec.emulation.collectives import CollectiveAnswer, judge_collectives
from dungviec.emulation.faults import EmulationFault
from dungviec.emulation.ladder import Asked, Condition, TitleAnswer, judge_title
from dungviec.emulation.merits import Merits, Served, Stated, Work, merits_of
from dungviec.emulation.outlook import Outlook, Prospect, prospect_of
from dungviec.emulation.pipeline import Pipeline, everyone_registered, pipeline_of
from dungviec.emulation.ratios import DEFAULT_SHARE, Cap, RatioLine, cap_of, count_ratios
from dungviec.emulation.shares import Shares, shares_of
from dungviec.emulation.standards import Calendar, Standards, standards_of
from dungviec.emulation.titles import COLLECTIVE, FORMS, LADDER, TITLES, Read, Title, read_award
from dungviec.emulation.votes import Sitting

__all__ = [
    "COLLECTIVE", "DEFAULT_SHARE", "FORMS", "LADDER", "TITLES", "Asked", "Calendar", "Cap", "Chain", "CollectiveAnswer", "Condition",
    "EmulationFault", "Merits", "Outlook", "Pipeline", "Prospect", "RatioLine", "Read", "Served", "Shares", "Sitting", "Standards", "Stated",
    "Title", "TitleAnswer", "Work", "cap_of", "count_ratios", "everyone_registered", "judge_collectives", "judge_title", "merits_of",
    "pipeline_of", "prospect_of", "read_award", "run_of", "shares_of", "standards_of",
]  # fmt: skip
