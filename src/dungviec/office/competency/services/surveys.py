"""A survey round from its opening to the end of answering: one transaction each, with its line in the ledger."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from dungviec.competency.assessment import MARKED, AssessmentPolicy, Source
from dungviec.competency.survey import ROUND_SOURCES, forms, third_needed
from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.competency.faults import CompetencyRefused
from dungviec.office.competency.models import Form, RoundState, SurveyRound, Tally
from dungviec.office.competency.roster import asked_codes, members
from dungviec.office.registry.selectors import office_day

FEWEST_OF_ALL = 3
"""A group below three shows each member the other's mark, whatever an office sets."""
MOST_PEOPLE = 3_000
LONGEST = 500


@dataclass(frozen=True, slots=True)
class Plan:
    """What a round asks: name, reason, last day, sources, the units whose people it is about
    (with all ``below`` where asked), and its bounds."""

    name: str
    until: date
    sources: Sequence[Source]
    units: Sequence[str]
    reason: str = ""
    fewest_colleagues: int = 5
    widest_gap: int = 1
    markers: Sequence[str] = ()
    below: bool = False


def policy_of(one: SurveyRound) -> AssessmentPolicy:
    """The bounds the round was opened with."""
    return AssessmentPolicy(fewest_colleagues=one.fewest_colleagues, widest_gap=one.widest_gap)


@transaction.atomic
def open_round(plan: Plan, *, reach: Collection[str] | None, by: User | None) -> SurveyRound:
    """Open a round and give out its forms. ``reach``: whom the opener reaches (None: everybody). Raises CompetencyRefused."""
    day = office_day()
    name = plan.name.strip()
    if not name:
        raise CompetencyRefused(_("Xin đặt tên cho đợt khảo sát."))
    if plan.until < day:
        raise CompetencyRefused(_("Ngày cuối nhận phiếu phải từ %s trở đi.") % f"{day:%d/%m/%Y}")
    sources = [s for s in ROUND_SOURCES if s in plan.sources]
    if not sources:
        raise CompetencyRefused(_("Xin chọn ít nhất một nguồn đánh giá."))
    if plan.fewest_colleagues < FEWEST_OF_ALL:
        raise CompetencyRefused(_("Nhóm đồng nghiệp phải từ %d người để không lộ ai cho mức nào.") % FEWEST_OF_ALL)
    roster = members(day)
    chosen = set(plan.units)
    about = [
        m.person_id
        for m in roster
        if chosen & ({m.unit_id, *m.above} if plan.below else {m.unit_id}) and (reach is None or m.person_id in reach)
    ]
    if not about:
        raise CompetencyRefused(_("Các đơn vị đã chọn không có ai trong phạm vi của anh/chị."))
    if len(about) > MOST_PEOPLE:
        raise CompetencyRefused(_("Một đợt nhiều nhất 3.000 người; xin chia thành nhiều đợt."))
    codes = asked_codes(day, about)
    policy = AssessmentPolicy(fewest_colleagues=plan.fewest_colleagues, widest_gap=plan.widest_gap)
    given = forms(roster, [p for p in about if codes.get(p)], sources, policy=policy, markers=plan.markers)
    told = [[u.person_id, u.source, u.vi, u.en] for u in given.unasked]
    told += [
        [p, "", "vị trí chưa có khung năng lực", "the post has no competency profile"]
        for p in about
        if not codes.get(p)
    ]
    one = SurveyRound.objects.create(
        name=name[:200], reason=plan.reason.strip()[:300], opened=day, until=plan.until, sources=sources, units=sorted(chosen),
        fewest_colleagues=plan.fewest_colleagues, widest_gap=plan.widest_gap, unasked=told, made_at=timezone.now(), made_by=by,
    )  # fmt: skip
    Form.objects.bulk_create(
        [Form(round=one, person=a.person_id, source=a.source, by=a.by, codes=codes[a.person_id]) for a in given.asks], batch_size=500
    )  # fmt: skip
    grouped = dict.fromkeys(a.person_id for a in given.asks if a.source == "colleague")
    Tally.objects.bulk_create(
        [Tally(round=one, person=p, competency=code) for p in grouped for code in codes[p]], batch_size=500
    )
    _line(by, "open_survey", one, people=len(about), forms=len(given.asks), units=len(chosen))
    return one


@transaction.atomic
def answer(form_id: int, levels: Mapping[str, int], *, evidence: str, own_person: str, by: User) -> Form:
    """Hand in a form. The own one alone, while the round is open. A colleague's levels are counted and forgotten.

    Other forms may be handed in again until the round ends. Raises CompetencyRefused.
    """
    form = Form.objects.select_for_update(of=("self",)).select_related("round").filter(pk=form_id).first()
    if form is None or form.by != own_person:
        raise CompetencyRefused(_("Phiếu này không phải của anh/chị."))
    if form.round.state != RoundState.OPEN:
        raise CompetencyRefused(_("Đợt đã khép ngày %s, không nhận thêm phiếu.") % f"{form.round.ended:%d/%m/%Y}")
    kept = {code: level for code, level in levels.items() if code in form.codes}
    if not kept:
        raise CompetencyRefused(_("Xin cho mức ở ít nhất một năng lực; chỗ chưa đủ căn cứ thì để trống."))
    if any(level not in range(1, 6) for level in kept.values()):
        raise CompetencyRefused(_("Mức chỉ từ 1 đến 5."))
    if form.source == "colleague":
        _count(form, kept)
    else:
        evidence = evidence.strip()
        if not evidence or len(evidence) > LONGEST:
            raise CompetencyRefused(_("Xin ghi minh chứng: việc, sản phẩm nào cho thấy mức ấy (nhiều nhất 500 ký tự)."))
        form.levels, form.evidence, form.answered, form.answered_on = kept, evidence, True, office_day()
        form.save(update_fields=["levels", "evidence", "answered", "answered_on"])
        if form.source in MARKED:
            _call_third(form)
    # The ledger tells that a form came back, never about whom: with the tallies it would give the mark away.
    ledger.record(by.username, "answer_survey", kind="survey", subject=str(form.round_id))
    return form


def _count(form: Form, levels: Mapping[str, int]) -> None:
    if form.answered:
        raise CompetencyRefused(_("Phiếu đồng nghiệp đã gửi thì không còn tìm lại được để sửa."))
    for code, level in levels.items():
        Tally.objects.filter(round=form.round_id, person=form.person, competency=code).update(
            **{f"n{level}": F(f"n{level}") + 1}
        )
    form.answered = True
    form.save(update_fields=["answered"])


def _call_third(form: Form) -> None:
    """Where two markers differ by more than the bound, a third who knows neither mark gets a form."""
    both = list(Form.objects.filter(round=form.round_id, person=form.person, source=form.source).order_by("pk"))
    if len(both) != 2 or not all(f.answered for f in both):
        return
    pairs = [(both[0].levels.get(c), both[1].levels.get(c)) for c in form.codes]
    if not third_needed(pairs, policy_of(form.round)):
        return
    known = {f.by for f in both} | {form.person}
    others = Form.objects.filter(round=form.round_id, source=form.source).values_list("by", flat=True)
    free = sorted(set(others) - known)
    if free:
        Form.objects.create(round=form.round, person=form.person, source=form.source, by=free[0], codes=form.codes)


@transaction.atomic
def end_round(round_id: int, *, by: User | None, day: date | None = None) -> SurveyRound:
    """No more forms are taken. It cannot be opened again: one more answer would show by what changes. Raises CompetencyRefused."""
    one = SurveyRound.objects.select_for_update(of=("self",)).get(pk=round_id)
    if one.state != RoundState.OPEN:
        raise CompetencyRefused(_("Đợt này đã khép rồi."))
    one.state, one.ended, one.ended_by = RoundState.ENDED, day or office_day(), by
    one.save(update_fields=["state", "ended", "ended_by"])
    answered = one.forms.filter(answered=True).count()
    _line(by, "end_survey", one, answered=answered, unanswered=one.forms.count() - answered)
    return one


def _line(by: User | None, action: str, one: SurveyRound, **detail: int) -> None:
    ledger.record(by.username if by else "demo", action, kind="survey", subject=str(one.pk), **detail)
