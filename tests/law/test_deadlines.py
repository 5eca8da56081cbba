"""Last days: ratings, petitions over a holiday, the database, training."""

from datetime import date

from dungviec.law import LawBook
from dungviec.law.deadlines import (
    abroad_reports,
    catalogue_issued_by,
    data_request_answered_by,
    discipline_decided_by,
    petition_answered_by,
    rating_closes,
    refund_paid_by,
    regulation_issued_by,
    report_received_by,
    results_synced_by,
)

BOOK = LawBook.load()
IN_2020, TODAY = BOOK.on(date(2020, 12, 10)), BOOK.on(date(2026, 11, 22))


def test_ratings_close_before_15_december():
    assert rating_closes(TODAY, "civil_servant", 2026).value == date(2026, 12, 14)
    assert rating_closes(TODAY, "civil_servant", 2026, special=True).value == date(2027, 1, 15)
    assert rating_closes(TODAY, "public_employee", 2026).value == date(2026, 12, 14)
    assert rating_closes(BOOK.on(date(2026, 6, 30)), "public_employee", 2025).rule.id == "RATE-90-TIME"
    assert rating_closes(IN_2020, "civil_servant", 2020).value == date(2020, 12, 14)
    assert not rating_closes(IN_2020, "public_employee", 2020, special=True).known
    assert rating_closes(BOOK.on(date(2020, 8, 19)), "civil_servant", 2019).rule is None


def test_seven_working_days_skip_the_weekend_and_the_national_day():
    assert petition_answered_by(TODAY, "civil_servant", date(2026, 11, 9)).value == date(2026, 11, 18)
    # 29/08 to 02/09/2026 is the holiday with its exchanged day
    assert petition_answered_by(TODAY, "civil_servant", date(2026, 8, 28)).value == date(2026, 9, 11)
    assert not petition_answered_by(TODAY, "public_employee", date(2026, 11, 23)).known


def test_five_days_to_the_national_database():
    assert results_synced_by(TODAY, "civil_servant", date(2026, 12, 10)).value == date(2026, 12, 15)
    assert results_synced_by(TODAY, "public_employee", date(2026, 12, 10)).rule.id == "RATE-VC-2026-20"


def test_120_days_to_pay_back_under_decree_101_only():
    assert refund_paid_by(IN_2020, "civil_servant", date(2020, 12, 1)).value == date(2021, 3, 31)
    under_171 = refund_paid_by(TODAY, "civil_servant", date(2026, 11, 1))
    assert (under_171.value, under_171.rule.id) == (None, "TRN-REFUND-171")
    assert refund_paid_by(TODAY, "public_employee", date(2026, 11, 1)).rule is None


def test_two_reports_after_study_abroad():
    assert abroad_reports(TODAY, date(2026, 11, 1)).value == (date(2026, 11, 16), date(2026, 12, 1))
    assert abroad_reports(IN_2020, date(2020, 11, 1)).rule is None


def test_days_the_decrees_themselves_name():
    assert catalogue_issued_by(TODAY).value == date(2026, 6, 30)
    assert regulation_issued_by(TODAY).value == date(2026, 11, 30)
    assert catalogue_issued_by(IN_2020).rule is None


def test_discipline_is_decided_within_90_days_or_150():
    assert discipline_decided_by(TODAY, date(2026, 9, 1)).value == date(2026, 11, 30)
    assert discipline_decided_by(TODAY, date(2026, 9, 1), extended=True).value == date(2027, 1, 29)
    assert discipline_decided_by(TODAY, date(2026, 9, 1)).confidence == "REPORTED"
    assert discipline_decided_by(IN_2020, date(2020, 9, 1)).rule is None


def test_two_working_days_for_a_data_subject():
    assert data_request_answered_by(TODAY, date(2026, 11, 12)).value == date(2026, 11, 16)
    assert data_request_answered_by(IN_2020, date(2020, 11, 20)).rule is None


def test_the_report_is_received_by_the_next_30_june():
    assert report_received_by(TODAY, date(2026, 6, 30)).value == date(2026, 6, 30)
    assert report_received_by(TODAY, date(2026, 7, 1)).value == date(2027, 6, 30)
