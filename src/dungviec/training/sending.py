"""Who may be sent to a course: the law of the day, the course's own conditions, who is away or leaves before it would help.

Texts that speak of training: open discipline or criminal proceedings (DIS-STOP-2020), the windows after a discipline decision
(DIS-LAW-2020, DIS-VC-2010), postgraduate study (TRN-PG-2017, TRN-PG-171). Where no text is on file for the day, somebody
under proceedings answers *unknown*, nobody else is touched.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from dungviec.law import LawView
from dungviec.law.answers import Answer
from dungviec.law.facts_discipline import window_column
from dungviec.law.facts_people import person_facts
from dungviec.law.training import CONDITIONS, Staff, may_be_sent
from dungviec.records import Snapshot
from dungviec.records.codes import CATEGORIES, LEVELS, UNIT_KINDS, CodeList
from dungviec.records.dates import whole_months
from dungviec.succession.clauses import Clause, clause_of
from dungviec.training.asked import Asked
from dungviec.training.catalogue import Course

Outcome = Literal["may", "not", "unknown"]
STOP = "DIS-STOP-2020"
WINDOWS = ("DIS-LAW-2020", "DIS-VC-2010")
PROBATION = 12
"""Probation is not on file: at most so many months of the service since joining were probation."""


@dataclass(frozen=True, slots=True)
class Sending:
    """Whether somebody may be sent to a course on the day: ``may``, ``not``, or ``unknown``; why, by which clause, what would change it.

    ``until``: the day from which the obstacle is gone, where one is known. ``change``: in both languages, empty where nothing can.
    """

    outcome: Outcome
    vi: str
    en: str
    clause: Clause | None = None
    until: date | None = None
    missing: tuple[str, ...] = ()
    change: tuple[str, str] = ("", "")


MAY = Sending("may", "Đủ điều kiện cử đi học.", "May be sent.")


class Senders:
    """Answers for pairs of person and course of one snapshot; the facts are gathered once."""

    def __init__(self, snapshot: Snapshot, view: LawView, asked: Asked | None = None, *, last_day: date) -> None:
        self.snapshot, self.view, self.last_day = snapshot, view, last_day
        self._facts = {r["person_id"]: r for r in person_facts(snapshot, view).iter_rows(named=True)}
        columns = ("person_id", "on_leave", "party_member", "joined", "category")
        self._people = {r["person_id"]: r for r in snapshot.people.select(columns).iter_rows(named=True)}
        units = dict(snapshot.units.select("unit_id", "kind").iter_rows())
        posts = {p: (c, level, units.get(u)) for p, c, level, u in snapshot.posts.select("post_id", "category", "level", "unit_id").iter_rows()}  # fmt: skip
        self._places = {w: posts[p] for w, p in snapshot.main_posts.select("person_id", "post_id").iter_rows()}
        self._ratings: dict[str, dict[int, str | None]] = {}
        for who, year, system, rating in (
            snapshot["ratings"].select("person_id", "year", "system", "rating").iter_rows()
        ):
            if system == "state":
                self._ratings.setdefault(who, {})[year] = rating
        self._fits: Mapping[str, bool] = {
            w.person_id: w.major_fits for w in (asked.wishes if asked else ()) if w.major_fits is not None
        }
        self._general: dict[str, Sending] = {}

    def may_go(self, person_id: str, course: Course) -> Sending:
        """The answer for one person and one course: the law first, then whether the person is there, then the course's own conditions."""
        general = self._general.get(person_id)
        if general is None:
            general = self._general[person_id] = self._of_person(person_id)
        if general.outcome != "may":
            return general
        own = self._of_course(person_id, course)
        return own if own.outcome != "may" or not course.postgraduate else self._postgraduate(person_id)

    def _of_person(self, person_id: str) -> Sending:
        facts, person = self._facts[person_id], self._people[person_id]
        if (stopped := self._stopped(facts)) is not None:
            return stopped
        if person["on_leave"]:
            vi, en = f"Đang nghỉ dài ngày: {person['on_leave']}.", f"On long leave: {person['on_leave']}."
            return Sending("not", vi, en, change=("Trở lại làm việc trước khi lớp mở", "Back at work before the class"))
        leaves = facts["retire_on"]
        if leaves is not None and leaves <= self.last_day:
            return Sending(
                "not", f"Nghỉ hưu {leaves:%d/%m/%Y}, trước khi hết năm kế hoạch.", f"Retires on {leaves}, before the year of the plan ends."
            )  # fmt: skip
        return MAY

    def _stopped(self, facts: Mapping[str, Any]) -> Sending | None:
        """Proceedings and windows of discipline that bear on training."""
        state = facts["person_category"] in ("cadre", "civil_servant")
        rule = next((r for r in self.view.rules() if r.key == STOP), None) if state else None
        flags = ("discipline_open", "criminal_open")
        set_ = [f for f in flags if facts[f]]
        unclear = [f for f in flags if facts[f] is None]
        if rule is not None and set_:
            change = (
                "Kết thúc việc xem xét mà không bị kỷ luật",
                "The proceedings end without a decision against the person",
            )
            return Sending("not", "Đang trong thời gian xem xét kỷ luật hoặc bị điều tra, truy tố, xét xử: không cử đào tạo.", "Under discipline or criminal proceedings: no training.", clause_of(rule), change=change)  # fmt: skip
        if set_:
            return Sending(
                "unknown", "Đang bị xem xét kỷ luật hoặc khởi tố; chưa có trong kho văn bản nói về việc cử đào tạo cho ngày và đối tượng này.",
                "Under proceedings; no text on file says for this day and category whether training stops.", missing=("law",),
            )  # fmt: skip
        if rule is not None and unclear:
            return Sending("unknown", "Hồ sơ chưa ghi có đang bị xem xét kỷ luật, khởi tố hay không.", "Whether proceedings are open is not on file.", clause_of(rule), missing=tuple(f"people.{f}" for f in unclear))  # fmt: skip
        for window in self.view.windows:
            if window.id in WINDOWS:
                for reach in ("any", "higher"):
                    until = facts.get(window_column(window, reach))
                    if until is not None and until > self.view.day:
                        return self._windowed(until, reach, clause_of(window))
        return None

    def _windowed(self, until: date, reach: str, clause: Clause | None) -> Sending:
        change = (f"Chờ đến {until:%d/%m/%Y}", f"Wait until {until}")
        if reach == "any":
            return Sending("not", f"Đang trong thời hạn kỷ luật đến {until:%d/%m/%Y}: không cử đào tạo.", f"Discipline window until {until}: no training.", clause, until, change=change)  # fmt: skip
        return Sending(
            "unknown", f"Đang trong thời hạn kỷ luật đến {until:%d/%m/%Y}; điều khoản không cho đào tạo để giữ chức vụ cao hơn: cấp có thẩm quyền xác định khóa này có thuộc diện đó không.",
            f"Discipline window until {until}; the clause bars training for a higher post: the authority says whether this course is one.",
            clause, until, ("course.for_higher_post",), change,
        )  # fmt: skip

    def _of_course(self, person_id: str, course: Course) -> Sending:
        if course.begins is not None and course.begins <= self.view.day:
            return Sending("not", f"Khóa {course.code} đã bắt đầu ngày {course.begins:%d/%m/%Y}.", f"Course {course.code} began on {course.begins}.")  # fmt: skip
        place = self._places.get(person_id)
        if place is None:
            return Sending(
                "unknown", "Hồ sơ chưa có vị trí đang giữ.", "No present post on file.", missing=("tenures",)
            )
        asked: tuple[tuple[tuple[str, ...], str | None, CodeList], ...] = (
            (course.categories, place[0], CATEGORIES),
            (course.levels, place[1], LEVELS),
            (course.unit_kinds, place[2], UNIT_KINDS),
        )
        for wanted, has, codes in asked:
            if wanted and has not in wanted:
                listed = [", ".join(codes.label(w, lang).lower() for w in wanted) for lang in ("vi", "en")]
                return Sending(
                    "not", f"Khóa {course.code} chỉ nhận: {listed[0]}.", f"Course {course.code} takes only: {listed[1]}."
                )  # fmt: skip
        if course.party_member is not None:
            member = self._people[person_id]["party_member"]
            if member is None:
                return Sending("unknown", "Hồ sơ chưa ghi có phải đảng viên hay không.", "Party membership is not on file.", missing=("people.party_member",))  # fmt: skip
            if member != course.party_member:
                wanted_ = (
                    ("đảng viên", "Party members")
                    if course.party_member
                    else ("người chưa vào Đảng", "people outside the Party")
                )
                return Sending(
                    "not",
                    f"Khóa {course.code} chỉ nhận {wanted_[0]}.",
                    f"Course {course.code} takes only {wanted_[1]}.",
                )
        return MAY

    def _postgraduate(self, person_id: str) -> Sending:
        answer = self.postgraduate(person_id)
        clause = clause_of(answer.rule)
        if answer.value is None:
            return Sending(
                "unknown", answer.vi, answer.en, clause, missing=tuple(f"training.{n}" for n in answer.lacks) or ("law",)
            )  # fmt: skip
        if not answer.value:
            return Sending("may", answer.vi, answer.en, clause)
        change = tuple("; ".join(CONDITIONS[n][k] for n in answer.value) for k in (0, 1))
        return Sending("not", answer.vi, answer.en, clause, change=(change[0], change[1]))

    def postgraduate(self, person_id: str, *, commitment: float | None = None) -> Answer[tuple[str, ...]]:
        """What stands against postgraduate study, by the law room's own rule; a commitment not stated is taken as the one asked for.

        Service without probation is not on file: it is certain from 12 months more on, certainly missing below, else unknown.
        """
        facts, person = self._facts[person_id], self._people[person_id]
        staff: Staff = (
            "public_employee" if str(person["category"] or "").startswith("public_employee") else "civil_servant"
        )
        months = whole_months(person["joined"], self.view.day) if person["joined"] else None
        rule = next((r for r in self.view.rules() if r.id in ("TRN-PG-171", "TRN-PG-2017")), None)
        if months is not None and rule is not None:
            least = int(rule.params.get("service_months", 0))
            months = months - PROBATION if months - PROBATION >= least else (None if months >= least else months)
        last = self.view.day.year - 1
        rated = self._ratings.get(person_id, {})
        return may_be_sent(
            self.view, staff, service_months=months, ratings=[rated.get(last - 1), rated.get(last)], age=facts["age_years"],
            commitment=commitment if commitment is not None else float("inf"), major_fits=self._fits.get(person_id),
            probation_done=None if months is None else months >= PROBATION or None,
        )  # fmt: skip
