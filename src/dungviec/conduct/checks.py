"""What stands against opening a case, holding a step, signing and closing: order of days, protection, forms, limitation, the right to be heard."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dungviec.conduct.clocks import LawOn, limitation_passed, limitation_rule
from dungviec.conduct.model import GROUNDS, WAIVED, Case, Problem
from dungviec.conduct.steps import COUNCIL, DECISION, EXPLANATION, MEETING, NOTICE, ORDER
from dungviec.law import LawView
from dungviec.law.answers import in_force
from dungviec.law.discipline import lawful_forms
from dungviec.law.rules import Rule
from dungviec.records.codes import DISCIPLINE_FORMS
from dungviec.records.vietnamese import format_date

_BEFORE = {
    EXPLANATION: (NOTICE, "Chưa thông báo và yêu cầu giải trình.", "The person has not been told and asked to explain."),
    COUNCIL: (EXPLANATION, "Chưa nghe giải trình, hoặc chưa ghi việc người đó không giải trình.", "No explanation was heard, and no refusal to explain is on record."),
    MEETING: (COUNCIL, "Chưa lập hội đồng và gửi giấy triệu tập.", "No council was set up and no summons sent."),
    DECISION: (MEETING, "Hội đồng chưa họp: chưa nghe trình bày thì chưa ra quyết định.", "The council has not met: nobody is disciplined unheard."),
}  # fmt: skip


def opening_problems(case: Case, *, on: date) -> list[Problem]:
    """Days out of order, or in the future."""
    found = []
    for key, first, second, vi, en in (
        ("found", case.happened, case.found, "Ngày phát hiện %s trước ngày xảy ra %s.", "Found on %s, before it happened on %s."),
        ("opened", case.found, case.opened, "Ngày mở vụ việc %s trước ngày phát hiện %s.", "Opened on %s, before it was found on %s."),
        ("future", case.opened, on, "Ngày %s còn chưa tới; ngày mở vụ việc là %s.", "%s has not come yet; the case was opened on %s."),
    ):  # fmt: skip
        if second < first:
            days = format_date(second), format_date(first)
            found.append(Problem(key, vi % days, en % days))
    if case.party_decided is not None and not case.happened <= case.party_decided <= on:
        day = format_date(case.party_decided)
        found.append(Problem("party", f"Ngày kỷ luật Đảng {day} không nằm giữa ngày xảy ra và hôm nay.", f"The Party decision of {day} lies before the act or in the future."))  # fmt: skip
    return found


def step_problems(case: Case, step: str, day: date, *, on: date) -> list[Problem]:
    """What stands against holding a step on a day: the one before is not held, the day is out of order, the case is paused."""
    found = []
    if step in _BEFORE and _BEFORE[step][0] not in case.held:
        found.append(Problem("order", _BEFORE[step][1], _BEFORE[step][2]))
    before = [h.on for key, h in case.held.items() if ORDER.index(key) < ORDER.index(step)]
    last = max([case.opened, *before])
    if day < last:
        found.append(Problem("days", f"Ngày {format_date(day)} trước bước trước đó ({format_date(last)}).", f"{day:%d/%m/%Y} is before the step before it ({last:%d/%m/%Y})."))  # fmt: skip
    if day > on:
        found.append(Problem("future", f"Ngày {format_date(day)} còn chưa tới.", f"{day:%d/%m/%Y} has not come yet."))
    if step != NOTICE:
        found += [p for p in paused_problems(case, day) if p.hard]
    return found


def paused_problems(case: Case, day: date) -> list[Problem]:
    """The stretches in which the case may not be looked at, on a day."""
    return [
        Problem(
            "paused", f"Chưa xem xét kỷ luật: {GROUNDS[p.ground][0]} từ {format_date(p.since)}.",
            f"Not to be looked at yet: {GROUNDS[p.ground][1]} since {p.since:%d/%m/%Y}.",
        )
        for p in case.pauses if p.running(day)
    ]  # fmt: skip


def protection_rule(view: LawView, category: str) -> Rule | None:
    """The rule on who is not disciplined yet, where one of the day reaches the category (DIS-TIME-2025)."""
    rule = in_force(view, "DIS-TIME-2025")
    return rule if rule is not None and category in rule.applies_to.categories else None


def grounds_on_file(*, on_leave: str | None, criminal_open: bool | None) -> list[str]:
    """Grounds the records show by themselves: proceedings open, maternity leave. Others have to be recorded by a person."""
    leave = (on_leave or "").lower()
    found = ["prosecution"] if criminal_open else []
    return [*found, "pregnancy"] if "thai sản" in leave or "maternity" in leave else found


def unrecorded_grounds(case: Case, view: LawView, grounds: list[str], *, on: date) -> list[Problem]:
    """Grounds on file for which no pause is recorded: to be recorded, or waived by the person where the rule allows it."""
    rule = protection_rule(view, case.category)
    told = {p.ground for p in case.pauses}
    found = []
    for ground in grounds:
        if ground in told:
            continue
        vi, en = GROUNDS[ground]
        waives = ground in WAIVED
        found.append(Problem(
            "protected", f"Hồ sơ cho thấy: {vi}. " + (("Ghi thời gian chưa xem xét, hoặc đề nghị bằng văn bản của người đó." if waives else "Ghi thời gian chưa xem xét.") if rule else "Kho chưa có quy định của ngày này: cấp có thẩm quyền cân nhắc."),
            f"On file: {en}. " + (("Record the pause, or the person's written wish to go on." if waives else "Record the pause.") if rule else "No rule of the day is on file: the authority weighs it."),
            rule, hard=rule is not None,
        ))  # fmt: skip
    return found


def signing_problems(case: Case, law_on: LawOn, *, form: str, signed: date, effective: date, on: date) -> list[Problem]:
    """What stands against a decision: the steps and days, being heard, a form the day does not have for this person, limitation.

    A Party body decides its own cases: of them only the days are looked at.
    """
    view = law_on(signed)
    if case.kind == "party":
        return [*_party_days(case, signed, effective, on=on), *form_problems(case, view, form)]
    found = step_problems(case, DECISION, signed, on=on)
    for step in (EXPLANATION, MEETING):
        held = case.held.get(step)
        if held is not None and held.heard is None:
            found.append(Problem("heard", "Chưa ghi người bị xem xét có được trình bày hay không.", "Whether the person was heard is not recorded."))  # fmt: skip
    if effective < signed:
        found.append(Problem("effective", f"Ngày có hiệu lực {format_date(effective)} trước ngày ký {format_date(signed)}.", f"In effect on {effective:%d/%m/%Y}, before it is signed on {signed:%d/%m/%Y}."))  # fmt: skip
    return [*found, *form_problems(case, view, form), *_limitation(case, law_on(case.opened), form)]


def _party_days(case: Case, signed: date, effective: date, *, on: date) -> Iterator[Problem]:
    if not case.happened <= signed <= on:
        yield Problem("days", f"Ngày quyết định {format_date(signed)} phải nằm giữa ngày xảy ra và hôm nay.", f"The day of the decision {signed:%d/%m/%Y} must lie between the act and today.")  # fmt: skip
    if effective < signed:
        yield Problem("effective", f"Ngày có hiệu lực {format_date(effective)} trước ngày ký {format_date(signed)}.", f"In effect on {effective:%d/%m/%Y}, before it is signed on {signed:%d/%m/%Y}.")  # fmt: skip


def form_problems(case: Case, view: LawView, form: str) -> list[Problem]:
    """A form that does not exist for this status on this day; where the law of the day is not on file it is said, not refused."""
    word, word_en = (DISCIPLINE_FORMS.label(form, lang) for lang in ("vi", "en"))
    if case.kind == "party":
        return [Problem("form_unknown", "Hình thức kỷ luật Đảng: kho chưa có danh sách; ghi theo quyết định của tổ chức đảng.", "Forms of Party discipline: no list on file; as the Party body decided.", hard=False)]  # fmt: skip
    answer = lawful_forms(view, case.category, leader=case.leader, left_service=case.left_service)
    if answer.value is None:
        return [Problem("form_unknown", answer.vi, answer.en, answer.rule, hard="leader" in answer.lacks)]
    if form in answer.value:
        return []
    there, there_en = (", ".join(DISCIPLINE_FORMS.label(f, lang) if f in DISCIPLINE_FORMS.by_value else f for f in answer.value).lower() for lang in ("vi", "en"))  # fmt: skip
    return [Problem(
        "form", f"Hình thức «{word}» không áp dụng cho người này vào ngày ký; các hình thức: {there}.",
        f"'{word_en}' does not apply to this person on the day of signing; the forms are: {there_en}.", answer.rule,
    )]  # fmt: skip


def repeat_problems(case: Case, view: LawView, *, served: str, form: str) -> list[Problem]:
    """A new violation while a decision is being served is handled one level above the heavier of both (DIS-172-REPEAT).

    ``form`` is what the new act would bring by itself. Shown, not refused: a person weighs it.
    """
    rule = in_force(view, "DIS-172-REPEAT")
    order = lawful_forms(view, case.category, leader=case.leader, left_service=case.left_service).value or ()
    if rule is None or case.category not in rule.applies_to.categories or served not in order or form not in order:
        return []
    wanted = order[min(max(order.index(served), order.index(form)) + 1, len(order) - 1)]
    if form == wanted:
        return []
    words = {f: tuple(DISCIPLINE_FORMS.label(f, lang).lower() for lang in ("vi", "en")) for f in (served, wanted)}
    return [Problem(
        "repeat", f"Đang thi hành «{words[served][0]}»: tái vi phạm thì xử lý từ «{words[wanted][0]}».",
        f"'{words[served][1]}' is being served: a new violation is handled from '{words[wanted][1]}' up.", rule, hard=False,
    )]  # fmt: skip


def _limitation(case: Case, view: LawView, form: str) -> Iterator[Problem]:
    rule = limitation_rule(view, case.category) if case.kind == "administrative" else None
    if rule is None:
        return
    months = int(rule.params["limitation_reprimand_months" if form == "reprimand" else "limitation_other_months"])
    passed = limitation_passed(case, months)
    if passed:
        yield Problem("limitation", f"Đã hết thời hiệu {months} tháng từ ngày xảy ra {format_date(case.happened)}.", f"The limitation of {months} months from {case.happened:%d/%m/%Y} has passed.", rule)  # fmt: skip
    elif passed is None:
        yield Problem(
            "limitation_unknown", f"Thời hiệu {months} tháng hết giữa ngày phát hiện và ngày mở vụ việc: kho chưa rõ tính đến ngày nào, cấp có thẩm quyền kết luận.",
            f"The limitation of {months} months ran out between finding and opening: which day counts is not on file, the authority decides.", rule, hard=False,
        )  # fmt: skip
