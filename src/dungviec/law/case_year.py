"""The kinds of case about a year's work and its papers, each with the function that answers it."""

from __future__ import annotations

from collections.abc import Callable

from dungviec.law.book import LawView
from dungviec.law.case_answer import CaseAnswer
from dungviec.law.case_appraisal import average_points, convert_product, rate_year, score_period
from dungviec.law.case_model import Case
from dungviec.law.case_quotas import excellent_bodies, excellent_people, rate_body
from dungviec.law.case_service import check_report, count_communes, last_day, one_stop_index, service_index
from dungviec.law.case_study import (
    award_bonus,
    award_quota,
    award_title,
    course_length,
    reimburse_training,
    send_to_study,
)

YEAR_JUDGES: dict[str, Callable[[Case, LawView], CaseAnswer]] = {
    "score_period": score_period, "average_points": average_points, "convert_product": convert_product, "rate_year": rate_year,
    "excellent_quota": excellent_people, "rate_body": rate_body, "excellent_bodies_quota": excellent_bodies,
    "send_to_study": send_to_study, "reimburse_training": reimburse_training, "course_length": course_length,
    "award_title": award_title, "award_quota": award_quota, "award_bonus": award_bonus,
    "one_stop_index": one_stop_index, "service_index": service_index, "check_report": check_report,
    "count_communes": count_communes, "last_day": last_day,
}  # fmt: skip
