"""What the law asks of somebody who stays in the post: extended or reappointed, postponed or not, decided in time."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from dungviec.law import LawView
from dungviec.law.clocks import end_of_term
from dungviec.law.retirement import birth_day
from dungviec.law.rules import Rule
from dungviec.office.decisions.models import Decision
from dungviec.office.shell.clauses import clause_words
from dungviec.procedures import deadlines, procedure_on
from dungviec.records.dates import whole_months
from dungviec.records.vietnamese import format_date

FLAGS = {
    "disciplinary_procedure_open": "discipline_open", "denunciation_team": "denunciation_open", "inspection": "inspection_open",
    "suspended": "suspended", "criminal": "criminal_open",
}  # fmt: skip
"""Reasons to postpone, as the rules name them → the field of the file."""


def staying_problems(
    one: Decision, view: LawView, *, person: dict[str, Any], post: dict[str, Any], held: dict[str, Any], signed: date
) -> list[tuple[str, str, bool]]:
    """``(key, sentence, excusable)`` for a reappointment or an extension; ``held`` is the tenure that ends."""
    category = str(post.get("category") or person.get("category") or "civil_servant")
    found = [*_band(one, view, category, person, post, held)]
    rules = [r for r in view.rules(topic="reappointment") if "flags" in r.params and _reaches(r, category)]
    for rule in rules:
        found += _postponed(one, rule, person)
    ends = held.get("term_ends")
    if ends is not None:
        procedure = procedure_on(view, one.kind, category=category)
        last = next((d for d in deadlines(procedure, term_ends=ends) if d.step.key == "decision"), None)
        if last is not None and last.day is not None and signed > last.day:
            found.append(
                (
                    "late",
                    _("Quyết định phải ký chậm nhất %(day)s (%(why)s).")
                    % {"day": format_date(last.day), "why": last.vi},
                    True,
                )
            )
    return found


def _band(
    one: Decision, view: LawView, category: str, person: dict[str, Any], post: dict[str, Any], held: dict[str, Any]
) -> list[tuple[str, str, bool]]:
    born, ends = birth_day(person.get("born"), person.get("born_year_only")), held.get("term_ends")
    if ends is None or born is None or person.get("sex") not in ("male", "female"):
        return [
            (
                "band",
                _("Chưa xét được mức tháng còn lại: hồ sơ thiếu ngày hết thời hạn, ngày sinh hoặc giới tính."),
                True,
            )
        ]
    months = post.get("term_months") or whole_months(held["from_date"], ends)
    answer = end_of_term(view, category=category, sex=person["sex"], born=born, ends=ends, months=months)
    wanted = "extension" if answer.outcome == "extend_to_retirement" else "reappointment"
    if answer.outcome == "unknown":
        return [
            (
                "band",
                _("Chưa có mức tháng còn lại trong văn bản của ngày này (còn %d tháng công tác).") % answer.months_left,
                True,
            )
        ]
    found = []
    if wanted != one.kind:
        words = _("Còn %d tháng công tác: kéo dài thời gian giữ chức vụ, không bổ nhiệm lại.") if wanted == "extension" else _("Còn %d tháng công tác: phải làm quy trình bổ nhiệm lại, không kéo dài.")  # fmt: skip
        found.append(("band", words % answer.months_left, False))
    if answer.new_term_ends is not None and one.until is not None and one.until > answer.new_term_ends:
        found.append(
            (
                "until",
                _("Thời hạn chỉ đến %s (tuổi nghỉ hưu hoặc hết một thời hạn).") % format_date(answer.new_term_ends),
                False,
            )
        )
    return found


def _postponed(one: Decision, rule: Rule, person: dict[str, Any]) -> list[tuple[str, str, bool]]:
    fields = [FLAGS[f] for f in rule.params["flags"] if f in FLAGS]
    cite = clause_words(rule)
    if any(person.get(f) for f in fields):
        return [("postponed", _("Chưa được thực hiện quy trình: đang có việc xem xét, xử lý (%s).") % cite, False)]
    if any(person.get(f) is None for f in fields):
        return [("postponed", _("Hồ sơ chưa ghi có đang bị xem xét, xử lý hay không (%s).") % cite, True)]
    return []


def _reaches(rule: Rule, category: str) -> bool:
    return not rule.applies_to.categories or category in rule.applies_to.categories
