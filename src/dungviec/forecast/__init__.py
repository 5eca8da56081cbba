"""What is ahead: retirements by month, terms ending, resignations, hiring, headcount and skills for ten years, with bands.

What the law and the records fix is told to the day; what nobody knows is simulated and told as a band. The levers show what a decision
would change. docs/explanation/forecast.md tells the method, its assumptions and how it was tested.
"""

from dungviec.forecast.back_test import BackTest, Compared, back_test
from dungviec.forecast.faults import ForecastFault
from dungviec.forecast.leaving_by_age import AgeRates, age_rates
from dungviec.forecast.levers import Hiring, Levers, read_hiring
from dungviec.forecast.outlook import Leaver, Outlook, TermEnd, Thinning, YearAhead, outlook
from dungviec.forecast.pipeline import Coming, coming_free

__all__ = [
    "AgeRates",
    "BackTest",
    "Coming",
    "Compared",
    "ForecastFault",
    "Hiring",
    "Leaver",
    "Levers",
    "Outlook",
    "TermEnd",
    "Thinning",
    "YearAhead",
    "age_rates",
    "back_test",
    "coming_free",
    "outlook",
    "read_hiring",
]  # fmt: skip
